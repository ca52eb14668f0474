import { App as CdkApp, Stack as CdkStack } from 'aws-cdk-lib';
import { TerraformVariable } from 'cdktf';
import { defineTask, ModelError } from '../../lib/core';
import { knownOr } from '../../lib/core/values/unknown';
import {
  AwsvpcPort,
  AwsvpcService,
  AwsvpcTaskDefinition,
  BridgePort,
  BridgeService,
  BridgeTaskDefinition,
  Cluster,
  FargateAwsvpcService,
  FargateAwsvpcTaskDefinition,
  HostPort,
  HostService,
  HostTaskDefinition,
  NetworkValidation,
  NoneService,
  NoneTaskDefinition,
  Port,
  PortRange,
  readStack,
} from '../../lib/ecs-terraform';
import { newApp, newInstances, newStack, newWorld, rulesFound, synthError, type World } from './world';

const small = { image: 'nginx', memory: 64 } as const;

function errorOf(make: () => unknown): ModelError {
  try {
    make();
  } catch (error) {
    if (ModelError.isModelError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function fargate(world: World): {
  service: FargateAwsvpcService;
  port: ReturnType<ReturnType<FargateAwsvpcTaskDefinition['addContainer']>['addPort']>;
} {
  const { stack, vpcId, subnets, cluster } = world;
  const task = new FargateAwsvpcTaskDefinition(stack, 'Web', { cpu: 256, memory: 512 });
  const port = task.addContainer('nginx', { image: 'nginx' }).addPort(AwsvpcPort.same(Port.tcp(80), { name: 'http' }));
  const service = new FargateAwsvpcService(stack, 'Service', {
    cluster,
    taskDefinition: task,
    vpcId,
    subnets,
    desiredCount: 2,
    assignPublicIp: true,
  });
  return { service, port };
}

/** What security groups let in, by their places. */
function admissions({ stack }: World): string[] {
  const reading = readStack(stack);
  const names = new Map(reading.securityGroups.map(({ key, at }) => [key, at.path]));
  return reading.securityGroups.flatMap(({ at, ingress }) =>
    ingress.items.map(({ protocol, from, to, peer }) => {
      const group = peer?.kind === 'group' ? names.get(knownOr(peer.group, '?')) : undefined;
      const source = peer?.kind === 'block' ? knownOr(peer.block, '?') : group;
      return `${at.path} <- ${source} ${knownOr(protocol, '?')} ${knownOr(from, undefined)}-${knownOr(to, undefined)}`;
    }),
  );
}

describe('a service on Fargate behind a load balancer', () => {
  test('is written so that nothing is found, and is read back with its wires', () => {
    const world = newWorld();
    const { service, port } = fargate(world);
    service.listen(world.listener, port);
    service.discover(port, { name: 'web' });
    expect(rulesFound(world.stack)).toEqual([]);
    expect(synthError(world.stack)).toBeUndefined();
    const reading = readStack(world.stack);
    expect(reading.problems).toEqual([]);
    expect(reading.unknown).toEqual([]);
    const [read] = reading.services;
    expect(read?.at.path).toBe('shop/Service');
    expect(read?.loadBalancers.items).toHaveLength(1);
    expect(read?.registries.items).toHaveLength(1);
    expect(admissions(world)).toEqual([
      'shop/Balancer/SecurityGroup <- 0.0.0.0/0 tcp 80-80',
      'shop/Service/SecurityGroup <- shop/Balancer/SecurityGroup tcp 80-80',
    ]);
  });
});

describe('services on instances', () => {
  test('open what their ports need on the instances, those that are added later too', () => {
    const world = newWorld();
    const { stack, cluster, listener } = world;
    const dynamic = new BridgeTaskDefinition(stack, 'Dynamic');
    const web = dynamic.addContainer('web', small).addPort(BridgePort.dynamic(Port.tcp(80)));
    new BridgeService(stack, 'DynamicService', { cluster, taskDefinition: dynamic }).listen(listener, web);
    const fixed = new BridgeTaskDefinition(stack, 'Fixed');
    const admin = fixed.addContainer('admin', small).addPort(BridgePort.fixed(Port.tcp(80), 8080));
    const host = new HostTaskDefinition(stack, 'Host');
    const metrics = host.addContainer('metrics', small).addPort(HostPort.same(Port.tcp(9100)));
    const hosted = new HostService(stack, 'HostService', { cluster, taskDefinition: host });
    const fixedService = new BridgeService(stack, 'FixedService', { cluster, taskDefinition: fixed });
    fixedService.allowFrom('10.0.0.0/16', admin);
    fixedService.allowTo(hosted, metrics);
    newInstances(world);
    expect(admissions(world).filter((one) => one.startsWith('shop/Instances'))).toEqual([
      'shop/Instances/SecurityGroup <- shop/Balancer/SecurityGroup tcp 20000-32767',
      'shop/Instances/SecurityGroup <- 10.0.0.0/16 tcp 8080-8080',
      'shop/Instances/SecurityGroup <- shop/Instances/SecurityGroup tcp 9100-9100',
    ]);
    // a copy with a host port leaves no room for its successor
    const first = readStack(stack).services.find(({ at }) => at.path === 'shop/FixedService');
    expect([first?.minimumHealthyPercent, first?.maximumPercent]).toEqual([0, 100]);
  });

  test('without a network have nothing to wire', () => {
    const world = newWorld();
    const task = new NoneTaskDefinition(world.stack, 'Job');
    const container = task.addContainer('job', small);
    // @ts-expect-error nothing a port could be mapped to
    expect(container.addPort).toBeUndefined();
    const service = new NoneService(world.stack, 'Jobs', { cluster: world.cluster, taskDefinition: task });
    // @ts-expect-error nobody reaches it
    expect(service.listen).toBeUndefined();
    expect(task.task.networkMode).toMatchObject({ name: 'none' });
  });

  test('are held to the ports of their instances', () => {
    const world = newWorld();
    newInstances(world, 1);
    const task = new BridgeTaskDefinition(world.stack, 'Fixed');
    task.addContainer('web', small).addPort(BridgePort.fixed(Port.tcp(80), 8080));
    new BridgeService(world.stack, 'Service', { cluster: world.cluster, taskDefinition: task, desiredCount: 3 });
    expect(rulesFound(world.stack)).toContain('more-tasks-than-instances');
  });
});

describe('services that call each other by Service Connect', () => {
  test('are applied in the order of their calls, with the port open', () => {
    const world = newWorld();
    const { service: server, port } = fargate(world);
    server.connect({ offers: [{ port }] });
    const task = new AwsvpcTaskDefinition(world.stack, 'Client', { memory: 128 });
    task.addContainer('client', small);
    const { stack, cluster, vpcId, subnets } = world;
    newInstances(world);
    const client = new AwsvpcService(stack, 'Calls', { cluster, taskDefinition: task, vpcId, subnets });
    client.connect({ calls: [server] });
    expect(admissions(world)).toContain('shop/Service/SecurityGroup <- shop/Calls/SecurityGroup tcp 80-80');
    const text = JSON.stringify(stack.toTerraform());
    expect(text).toMatch(/"depends_on":\["aws_ecs_service\.Service_\w+"\]/);
    expect(errorOf(() => server.connect({ calls: [client] })).code).toBe('connect-circle');
  });

  test('get to the proxy behind a bridge, and not to the host port of the application', () => {
    const world = newWorld();
    const { stack, cluster, vpcId, subnets } = world;
    newInstances(world);
    const task = new BridgeTaskDefinition(stack, 'Fixed', { memory: 128 });
    const port = task.addContainer('web', small).addPort(BridgePort.fixed(Port.tcp(80), 8080, { name: 'http' }));
    const server = new BridgeService(stack, 'Service', { cluster, taskDefinition: task });
    server.connect({ offers: [{ port }] });
    const calling = new AwsvpcTaskDefinition(stack, 'Client', { memory: 128 });
    calling.addContainer('client', small);
    const client = new AwsvpcService(stack, 'Calls', { cluster, taskDefinition: calling, vpcId, subnets });
    client.connect({ calls: [server] });
    const opened = admissions(world).filter((one) => one.includes('shop/Calls/SecurityGroup'));
    expect(opened).toEqual(['shop/Instances/SecurityGroup <- shop/Calls/SecurityGroup tcp 20000-32767']);
  });
});

describe('the check of a stack', () => {
  function twoMistakes(): World {
    const world = newWorld();
    const task = new HostTaskDefinition(world.stack, 'Host');
    task.addContainer('one', small).addPort(HostPort.same(Port.tcp(80)));
    task.addContainer('two', small).addPort(HostPort.same(Port.tcp(80)));
    const none = BridgeTaskDefinition.fromTask(
      world.stack,
      'Links',
      defineTask({ containerDefinitions: [{ name: 'web', ...small, links: ['db'] }] }),
    );
    expect(none.containerNamed('web').ports).toEqual([]);
    return world;
  }

  test('shows all errors at once, with construct paths and fixes in the words of Terraform', () => {
    expect(synthError(twoMistakes().stack)).toMatchInlineSnapshot(`
"Validation failed with the following errors:
  [shop] 2 errors in the network of this stack
    [shop/Host/two/port0] host port 80/tcp of container two is already taken by container one
      fix: give one of them another host port, or hostPort = 0 and let the instance pick
      see: npx portwright explain host-port-taken
    [shop/Links/web] container web links to db, which is not in the task
      fix: name a container of this task; to reach another task use service discovery, Service Connect or a load balancer
      see: npx portwright explain link-target-missing

If you wish to ignore these validations, pass 'skipValidation: true' to your App configuration.
"
`);
  });

  test('writes nothing when a later stack has an error', () => {
    const app = newApp();
    const first = newStack(app, 'first');
    new Cluster(first, 'Cluster');
    const second = newStack(app, 'second');
    BridgeTaskDefinition.fromTask(
      second,
      'Task',
      defineTask({ containerDefinitions: [{ name: 'web', ...small, links: ['db'] }] }),
    );
    expect(synthError(second)).toContain('[second/Task/web] ');
  });

  test('leaves out what is acknowledged with a reason, and says which acknowledgement matches nothing', () => {
    const { stack } = twoMistakes();
    const check = NetworkValidation.addTo(stack);
    check.acknowledge({ rule: 'link-target-missing', path: 'shop/Links', reason: 'a test' });
    check.acknowledge({ rule: 'host-port-taken', path: 'shop/Elsewhere', reason: 'a test' });
    expect(check.triage.open.map(({ rule }) => rule)).not.toContain('link-target-missing');
    expect(check.triage.unused).toHaveLength(1);
    expect(errorOf(() => check.acknowledge({ rule: 'host-port-taken', reason: ' ' })).code).toBe(
      'acknowledgement-without-reason',
    );
  });

  test('looks at what escape hatches leave', () => {
    const world = newWorld();
    const { service, port } = fargate(world);
    service.listen(world.listener, port);
    expect(rulesFound(world.stack)).toEqual([]);
    service.taskDefinition.resource.addOverride('network_mode', 'bridge');
    expect(rulesFound(world.stack)).toContain('fargate-needs-awsvpc');
  });
});

describe('values that Terraform decides', () => {
  test('stay expressions, numbers in container definitions too, and are not guessed at', () => {
    const world = newWorld();
    const number = new TerraformVariable(world.stack, 'port', { type: 'number' });
    const image = new TerraformVariable(world.stack, 'image', { type: 'string' });
    const task = new BridgeTaskDefinition(world.stack, 'Web');
    task
      .addContainer('web', { image: image.stringValue, memory: 64, command: ['sh', '-c', 'echo ${HOME} %{x}'] })
      .addPort(BridgePort.dynamic(Port.tcp(number.numberValue)));
    const [block] = Object.values(
      (
        world.stack.toTerraform() as {
          resource: { aws_ecs_task_definition: Record<string, { container_definitions: string }> };
        }
      ).resource.aws_ecs_task_definition,
    );
    expect(block?.container_definitions).toMatchInlineSnapshot(
      `"[{"image":"\${var.image}","memory":64,"command":["sh","-c","echo $\${HOME} %%{x}"],"name":"web","portMappings":[{"containerPort":\${var.port},"hostPort":0,"protocol":"tcp"}]}]"`,
    );
    expect(rulesFound(world.stack)).toEqual([]);
  });
});

describe('a port that Terraform decides', () => {
  test('is said in words, as it has no digits yet', () => {
    const stack = newStack();
    const { numberValue } = new TerraformVariable(stack, 'port', { type: 'number' });
    const container = new BridgeTaskDefinition(stack, 'Task').addContainer('web', small);
    const port = container.addPort(BridgePort.dynamic(Port.tcp(numberValue)));
    expect(port.toString()).toBe('shop/Task/web a port decided at deploy time/tcp');
    expect(errorOf(() => container.addPort(BridgePort.dynamic(Port.tcp(numberValue)))).message).toContain(
      'already has port a port decided at deploy time/tcp',
    );
  });
});

describe('what is refused at the line of the caller', () => {
  const line = (error: ModelError): string | undefined =>
    error.stack?.split('\n').find((one) => /^\s+at .*\.ts:\d/.test(one));
  const bridge = defineTask({ networkMode: 'bridge', containerDefinitions: [{ name: 'web', ...small }] });

  test.each([
    ['the root of another framework', () => new Cluster(new CdkStack(new CdkApp(), 'Cdk'), 'Cluster'), 'foreign-root'],
    ['an app in place of a stack', () => new Cluster(newApp(), 'Cluster'), 'stack-missing'],
    [
      'a task that is put into an app of another framework',
      () => BridgeTaskDefinition.fromTask(new CdkStack(new CdkApp(), 'Cdk'), 'Task', bridge),
      'foreign-root',
    ],
    ['no scope', () => new BridgeTaskDefinition(undefined as never, 'Task'), 'wrong-type'],
    ['a task of another mode', () => HostTaskDefinition.fromTask(newStack(), 'Task', bridge), 'task-of-another-mode'],
    [
      'a second network mode, in props that were spread',
      () => new HostTaskDefinition(newStack(), 'Task', { ...{ family: 'web', networkMode: 'bridge' } }),
      'task-of-another-mode',
    ],
    [
      'a task for another launch type',
      () =>
        BridgeTaskDefinition.fromTask(
          newStack(),
          'Task',
          defineTask({ requiresCompatibilities: ['EXTERNAL'], containerDefinitions: [{ name: 'web', ...small }] }),
        ),
      'task-of-another-launch-type',
    ],
    [
      'a port of another mode',
      () =>
        new HostTaskDefinition(newStack(), 'Task')
          .addContainer('web', small)
          .addPort(BridgePort.dynamic(Port.tcp(80)) as never),
      'port-of-another-mode',
    ],
    [
      'a name of a port that the task has already',
      () => {
        const task = new AwsvpcTaskDefinition(newStack(), 'Task');
        task.addContainer('one', small).addPort(AwsvpcPort.same(Port.tcp(80), { name: 'http' }));
        task.addContainer('two', small).addPort(AwsvpcPort.same(Port.tcp(81), { name: 'http' }));
      },
      'port-name-taken',
    ],
    [
      'a port that is declared twice',
      () => {
        const container = new BridgeTaskDefinition(newStack(), 'Task').addContainer('web', small);
        container.addPort(BridgePort.range(PortRange.tcp(80, 90)));
        container.addPort(BridgePort.dynamic(Port.tcp(85)));
      },
      'port-declared-twice',
    ],
    [
      'links in a circle',
      () => {
        const task = new BridgeTaskDefinition(newStack(), 'Task');
        const [one, two] = [task.addContainer('one', small), task.addContainer('two', small)];
        one.link(two);
        two.link(one);
      },
      'link-circle',
    ],
    [
      'two links of one name',
      () => {
        const task = new BridgeTaskDefinition(newStack(), 'Task');
        const web = task.addContainer('web', small);
        web.link(task.addContainer('one', small), 'db');
        web.link(task.addContainer('two', small), 'db');
      },
      'link-alias-taken',
    ],
    ['a service without a cluster', () => new NoneService(newStack(), 'Service', {} as never), 'wrong-type'],
  ])('%s', (_what, make, code) => {
    const error = errorOf(make);
    expect(error.code).toBe(code);
    expect(line(error)).toContain('services.test.ts');
  });
});
