import { type TerraformStack } from 'cdktf';
import {
  AwsvpcPort,
  AwsvpcService,
  AwsvpcTaskDefinition,
  BridgePort,
  BridgeService,
  BridgeTaskDefinition,
  Cluster,
  ContainerInstances,
  ExternalBridgeTaskDefinition,
  ExternalHostTaskDefinition,
  ExternalMachinesService,
  ExternalNoneTaskDefinition,
  ExternalWindowsTaskDefinition,
  FargateAwsvpcService,
  FargateAwsvpcTaskDefinition,
  HostPort,
  HostService,
  HostTaskDefinition,
  HttpNamespace,
  ManagedAwsvpcService,
  ManagedAwsvpcTaskDefinition,
  ManagedHostService,
  ManagedHostTaskDefinition,
  ManagedInstances,
  NatPort,
  NetworkLoadBalancer,
  NoneService,
  NoneTaskDefinition,
  Port,
  PortRange,
  readStack,
  RunTaskCommand,
  WindowsAwsvpcService,
  WindowsAwsvpcTaskDefinition,
  WindowsService,
  WindowsTaskDefinition,
} from '../../lib/ecs-terraform';
import { isKnown, knownOr } from '../../lib/core/values/unknown';
import { pageOf, PROVIDER, refusals, refused } from './provider-schema';
import { newInstances, newWorld, rulesFound, synthError, type World } from './world';

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

interface Written {
  readonly resource: Blocks;
  readonly data?: Blocks;
  readonly output?: Readonly<Record<string, { readonly value: string }>>;
}

function written(stack: TerraformStack): Written {
  return stack.toTerraform() as Written;
}

const small = { image: 'nginx', memory: 64 } as const;
const ROLE = 'arn:aws:iam::123456789012:role/ecs';

/** A world with a service of each class. */
function everything(world = newWorld()): World {
  const { stack, cluster, vpcId, subnets, listener, namespace } = world;
  const at = { vpcId, subnets };
  const instances = newInstances(world);
  const onLinux = { cluster, instances: [instances] };
  const tcp = new NetworkLoadBalancer(stack, 'Packets', at);

  const bridge = new BridgeTaskDefinition(stack, 'Bridge', { cpu: 256, memory: 512, enableExecuteCommand: true });
  const web = bridge.addContainer('web', small).addPort(BridgePort.dynamic(Port.tcp(80), { name: 'http' }));
  const dns = bridge.addContainer('dns', small).addPort(BridgePort.dynamic(Port.udp(53)));
  const bridged = new BridgeService(stack, 'BridgeService', {
    ...onLinux,
    taskDefinition: bridge,
    circuitBreaker: true,
  });
  bridged.listen(listener, web, {
    priority: 1,
    hosts: ['a.example'],
    paths: ['/x'],
    healthCheck: { path: '/up' },
  });
  bridged.listen(tcp.addListener('Dns', { port: 53, protocol: 'UDP' }), dns);
  bridged.discover(web, { name: 'web', recordType: 'SRV' });
  bridged.connect({ offers: [{ port: web, dnsName: 'web', clientPort: 81 }] });

  const host = new HostTaskDefinition(stack, 'Host');
  host.addContainer('agent', small).addPort(HostPort.same(Port.tcp(9100)));
  new HostService(stack, 'HostService', { ...onLinux, taskDefinition: host, daemon: true, enableExecuteCommand: true });
  const none = new NoneTaskDefinition(stack, 'None');
  none.addContainer('job', small);
  new NoneService(stack, 'NoneService', { cluster, taskDefinition: none });

  const awsvpc = new AwsvpcTaskDefinition(stack, 'Awsvpc');
  const api = awsvpc.addContainer('api', small).addPort(AwsvpcPort.same(Port.tcp(8080)));
  awsvpc.containerNamed('api').addPort(AwsvpcPort.same(Port.tcp(8081)));
  const apis = new AwsvpcService(stack, 'AwsvpcService', { ...at, ...onLinux, taskDefinition: awsvpc });
  apis.listen(
    tcp.addListener('Tls', { port: 443, certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/a' }),
    api,
    { healthCheck: { port: 8081 } },
  );
  apis.discover(api, { name: 'api', namespace });

  const fargate = new FargateAwsvpcTaskDefinition(stack, 'Fargate', { cpu: 256, memory: 512 });
  const echo = fargate.addContainer('echo', { image: 'echo' }).addPort(AwsvpcPort.same(Port.tcp(7)));
  const echoes = new FargateAwsvpcService(stack, 'FargateService', { ...at, cluster, taskDefinition: fargate });
  echoes.listen(tcp.addListener('Echo', { port: 7, protocol: 'TCP_UDP' }), echo);

  const windows = new WindowsTaskDefinition(stack, 'Windows');
  const iis = windows.addContainer('iis', small).addPort(NatPort.dynamic(Port.tcp(80)));
  const onWindows = new Cluster(stack, 'WindowsCluster');
  const machines = new ContainerInstances(stack, 'WindowsInstances', {
    ...at,
    cluster: onWindows,
    instanceType: 'm5.large',
    maxCapacity: 4,
    amiFamily: 'windows',
  });
  const there = { cluster: onWindows, instances: [machines] };
  new WindowsService(stack, 'WindowsService', { ...there, taskDefinition: windows }).listen(listener, iis);
  const apart = new WindowsAwsvpcTaskDefinition(stack, 'WindowsAwsvpc');
  apart.addContainer('iis', small).addPort(AwsvpcPort.same(Port.tcp(80)));
  new WindowsAwsvpcService(stack, 'WindowsAwsvpcService', { ...at, ...there, taskDefinition: apart });

  const elsewhere = [
    new ExternalBridgeTaskDefinition(stack, 'ExternalBridge'),
    new ExternalHostTaskDefinition(stack, 'ExternalHost'),
    new ExternalNoneTaskDefinition(stack, 'ExternalNone'),
    new ExternalWindowsTaskDefinition(stack, 'ExternalWindows'),
  ];
  for (const task of elsewhere) {
    task.addContainer('one', small);
    new ExternalMachinesService(stack, `${task.node.id}Service`, { cluster, taskDefinition: task, daemon: true });
  }

  const managed = new Cluster(stack, 'Managed', { namespace: new HttpNamespace(stack, 'Http', { name: 'managed' }) });
  const theirs = new ManagedInstances(stack, 'ManagedInstances', {
    ...at,
    cluster: managed,
    memoryMiB: { min: 2048 },
    vcpus: { min: 1, max: 4 },
    instanceTypes: ['m7i.*'],
    infrastructureRoleArn: ROLE,
    instanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/ecs',
  });
  const onTheirs = { cluster: managed, instances: [theirs] };
  const own = new ManagedAwsvpcTaskDefinition(stack, 'ManagedAwsvpc', { cpu: 256, memory: 512 });
  own.addContainer('web', { image: 'nginx' }).addPort(AwsvpcPort.same(Port.tcp(80)));
  new ManagedAwsvpcService(stack, 'ManagedAwsvpcService', { ...at, ...onTheirs, taskDefinition: own });
  const shared = new ManagedHostTaskDefinition(stack, 'ManagedHost', { cpu: 256, memory: 512 });
  const metrics = shared.addContainer('metrics', { image: 'nginx' }).addPort(HostPort.same(Port.tcp(9100)));
  new ManagedHostService(stack, 'ManagedHostService', { ...onTheirs, taskDefinition: shared }).allowFrom(
    '10.0.0.0/8',
    metrics,
  );

  new RunTaskCommand(stack, 'RunBridge', { cluster, taskDefinition: bridge, enableExecuteCommand: true });
  new RunTaskCommand(stack, 'RunFargate', { cluster, taskDefinition: fargate, subnets, assignPublicIp: true });
  return world;
}

const world = everything();

describe('a stack with a service of each class', () => {
  test('has no argument that the provider does not know, and lacks none that it needs', () => {
    expect(refusals(world.stack)).toEqual([]);
    // the subnets of this world are public, and nothing in it answers health checks of the name server
    expect(rulesFound(world.stack)).toEqual([
      'instance-cannot-register',
      'public-subnet-without-way-out',
      'task-cannot-pull-image',
      'udp-health-check-unanswered',
    ]);
  });

  test('is read back with the mode and the system of each task, and with its daemons', () => {
    const { tasks, services } = readStack(world.stack);
    expect(
      tasks.map(({ at, networkMode, operatingSystem, compatibilities }) => {
        const mode = isKnown(networkMode) ? networkMode.name : '?';
        return `${at.path}: ${mode}, ${knownOr(operatingSystem, '?')}, ${knownOr(compatibilities, []).join(' ')}`;
      }),
    ).toMatchInlineSnapshot(`
[
  "shop/Awsvpc: awsvpc, linux, EC2",
  "shop/Bridge: bridge, linux, EC2",
  "shop/ExternalBridge: bridge, linux, EXTERNAL",
  "shop/ExternalHost: host, linux, EXTERNAL",
  "shop/ExternalNone: none, linux, EXTERNAL",
  "shop/ExternalWindows: default, windows, EXTERNAL",
  "shop/Fargate: awsvpc, linux, FARGATE",
  "shop/Host: host, linux, EC2",
  "shop/ManagedAwsvpc: awsvpc, linux, MANAGED_INSTANCES",
  "shop/ManagedHost: host, linux, MANAGED_INSTANCES",
  "shop/None: none, linux, EC2",
  "shop/WindowsAwsvpc: awsvpc, windows, EC2",
  "shop/Windows: default, windows, EC2",
]
`);
    expect(services.filter(({ scheduling }) => scheduling === 'DAEMON').map(({ at }) => at.path)).toEqual([
      'shop/ExternalBridgeService',
      'shop/ExternalHostService',
      'shop/ExternalNoneService',
      'shop/ExternalWindowsService',
      'shop/HostService',
    ]);
  });

  test('opens what each service needs on the instances that can host it, and on no others', () => {
    const reading = readStack(world.stack);
    const names = new Map(reading.securityGroups.map(({ key, at }) => [key, at.path.replace('shop/', '')]));
    const opened = reading.securityGroups.flatMap(({ at, ingress }) =>
      ingress.items.map(({ protocol, from, to, peer }) => {
        const source = peer?.kind === 'group' ? names.get(knownOr(peer.group, '?')) : peer?.kind === 'block' ? knownOr(peer.block, '?') : '?'; // prettier-ignore
        return `${at.path.replace('shop/', '')} <- ${source} ${knownOr(protocol, '?')} ${knownOr(from, undefined)}-${knownOr(to, undefined)}`;
      }),
    );
    expect(opened).toMatchInlineSnapshot(`
[
  "AwsvpcService/SecurityGroup <- Packets/SecurityGroup tcp 8080-8080",
  "AwsvpcService/SecurityGroup <- Packets/SecurityGroup tcp 8081-8081",
  "Balancer/SecurityGroup <- 0.0.0.0/0 tcp 80-80",
  "FargateService/SecurityGroup <- Packets/SecurityGroup udp 7-7",
  "FargateService/SecurityGroup <- Packets/SecurityGroup tcp 7-7",
  "Instances/SecurityGroup <- Balancer/SecurityGroup tcp 20000-32767",
  "Instances/SecurityGroup <- Packets/SecurityGroup udp 20000-32767",
  "Instances/SecurityGroup <- Packets/SecurityGroup tcp 20000-32767",
  "ManagedInstances/SecurityGroup <- 10.0.0.0/8 tcp 9100-9100",
  "Packets/SecurityGroup <- 0.0.0.0/0 udp 53-53",
  "Packets/SecurityGroup <- 0.0.0.0/0 tcp 443-443",
  "Packets/SecurityGroup <- 0.0.0.0/0 tcp 7-7",
  "Packets/SecurityGroup <- 0.0.0.0/0 udp 7-7",
  "WindowsInstances/SecurityGroup <- Balancer/SecurityGroup tcp 49152-65535",
]
`);
  });

  test('lets ECS Exec in with a role for the session and an init process', () => {
    const { resource } = written(world.stack);
    const tasks = Object.values(resource['aws_ecs_task_definition'] ?? {});
    const entered = tasks.filter((task) => String(task['container_definitions']).includes('initProcessEnabled'));
    expect(entered.map((task) => task['family'])).toEqual(['shop-Bridge', 'shop-Host']);
    for (const task of entered) expect(task['task_role_arn']).toMatch(/^\$\{aws_iam_role\./);
    expect(JSON.stringify(resource['aws_iam_role_policy'])).toContain('ssmmessages:OpenDataChannel');
  });

  test('has commands that start a task', () => {
    const values = Object.values(written(world.stack).output ?? {}).map(({ value }) => value);
    expect(values).toMatchInlineSnapshot(`
[
  "aws ecs run-task --region \${element(split(":", aws_ecs_cluster.Cluster_EB0386A7.arn), 3)} --cluster \${aws_ecs_cluster.Cluster_EB0386A7.name} --task-definition \${aws_ecs_task_definition.Bridge_48182F58.arn} --launch-type EC2 --enable-execute-command",
  "aws ecs run-task --region \${element(split(":", aws_ecs_cluster.Cluster_EB0386A7.arn), 3)} --cluster \${aws_ecs_cluster.Cluster_EB0386A7.name} --task-definition \${aws_ecs_task_definition.Fargate_001516A4.arn} --launch-type FARGATE --network-configuration 'awsvpcConfiguration={subnets=[\${aws_subnet.Subnet-a.id},\${aws_subnet.Subnet-b.id}],assignPublicIp=ENABLED}'",
]
`);
  });
});

describe('the provider, as its documentation has it', () => {
  const rule = { security_group_id: 'sg-1', ip_protocol: 'tcp', from_port: 80, to_port: 80 };
  const group = { port: 80, protocol: 'HTTP', vpc_id: 'vpc-1' };
  const forward = { type: 'forward', target_group_arn: 'arn' };

  test.each([
    ['aws_ecs_service', { name: 'a', launch_type: 'FARGATE' }, 'aws_ecs_service: no task definition'],
    ['aws_ecs_service', { name: 'a', task_definition: 'a', network_mode: 'awsvpc' }, 'aws_ecs_service.network_mode is unknown'], // prettier-ignore
    ['aws_ecs_service', { name: 'a', task_definition: 'a', scheduling_strategy: 'DAEMON', desired_count: 1 }, 'aws_ecs_service: desired_count of a daemon'], // prettier-ignore
    ['aws_ecs_service', { name: 'a', task_definition: 'a', capacity_provider_strategy: [{ capacity_provider: 'x' }] }, 'aws_ecs_service.capacity_provider_strategy.weight is missing'], // prettier-ignore
    ['aws_ecs_task_definition', { family: 'a', container_definitions: '[]', network_mode: 'default' }, 'aws_ecs_task_definition.network_mode cannot be default'], // prettier-ignore
    ['aws_ecs_service', { name: 'a', task_definition: 'a', load_balancer: { container_name: 'a', container_port: 80 } }, 'aws_ecs_service: not one of elb_name, target_group_arn'], // prettier-ignore
    ['aws_ecs_service', { name: 'a', task_definition: 'a', service_registries: [{ registry_arn: 'a' }, { registry_arn: 'b' }] }, 'aws_ecs_service: more than one registry'], // prettier-ignore
    ['aws_autoscaling_group', { min_size: 0, max_size: 1 }, 'aws_autoscaling_group: not one of launch_configuration, launch_template, mixed_instances_policy'], // prettier-ignore
    ['aws_launch_template', { iam_instance_profile: { arn: 'a', name: 'b' } }, 'aws_launch_template: more than one of arn, name'], // prettier-ignore
    ['aws_launch_template', { metadata_options: { http_put_response_hop_limit: 65 } }, 'aws_launch_template: 65 hops'],
    ['aws_iam_role', { name: 'a' }, 'aws_iam_role.assume_role_policy is missing'],
    ['aws_security_group', { description: '' }, 'aws_security_group: an empty description'],
    ['aws_lb', { load_balancer_type: 'network' }, 'aws_lb: not one of subnets, subnet_mapping'],
    ['aws_lb_listener', { load_balancer_arn: 'a', port: 443, protocol: 'TLS', ssl_policy: 'p', default_action: forward }, 'aws_lb_listener: no certificate_arn'], // prettier-ignore
    ['aws_lb_listener', { load_balancer_arn: 'a', port: 80, default_action: { type: 'fixed-response' } }, 'aws_lb_listener: a response goes with fixed-response alone'], // prettier-ignore
    ['aws_lb_listener_rule', { listener_arn: 'a', action: forward, condition: {} }, 'aws_lb_listener_rule: not one of host_header, path_pattern'], // prettier-ignore
    ['aws_lb_target_group', { ...group, health_check: { protocol: 'TCP' } }, 'aws_lb_target_group: a health check in TCP of targets in HTTP'], // prettier-ignore
    ['aws_lb_target_group', { port: 80, protocol: 'TCP' }, 'aws_lb_target_group: no vpc_id'],
    ['aws_vpc_security_group_ingress_rule', rule, 'aws_vpc_security_group_ingress_rule: not one of cidr_ipv4, cidr_ipv6, prefix_list_id, referenced_security_group_id'], // prettier-ignore
    ['aws_vpc_security_group_egress_rule', { ...rule, cidr_ipv4: '0.0.0.0/0', ip_protocol: '-1', from_port: undefined }, 'aws_vpc_security_group_egress_rule: from_port of all protocols'], // prettier-ignore
  ] as const)('refuses of %s %j: %s', (type, given, text) => {
    expect(refused(type, given)).toContain(text);
  });

  test('has a page for each type that the constructs write', () => {
    const written = Object.keys(PROVIDER).map(pageOf);
    expect(written.filter((page) => page.includes('data-sources'))).toEqual([
      'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/ssm_parameter',
    ]);
    expect(written).toContain(
      'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service',
    );
  });
});

describe('a listener of a network load balancer', () => {
  test('that has no target group is refused when the stack is synthesized', () => {
    const { stack, vpcId, subnets } = newWorld();
    new NetworkLoadBalancer(stack, 'Packets', { vpcId, subnets }).addListener('Tcp', { port: 80 });
    expect(synthError(stack)).toContain(
      '[shop/Packets/Tcp] a listener of a network load balancer sends to a target group',
    );
  });

  test('speaks no HTTP, and has one target group', () => {
    const { stack, cluster, vpcId, subnets } = newWorld();
    const listener = new NetworkLoadBalancer(stack, 'Packets', { vpcId, subnets }).addListener('Tcp', { port: 80 });
    const task = new BridgeTaskDefinition(stack, 'Task');
    const port = task.addContainer('web', small).addPort(BridgePort.dynamic(Port.tcp(80)));
    const other = task.addContainer('other', small).addPort(BridgePort.dynamic(Port.tcp(81)));
    const service = new BridgeService(stack, 'Service', { cluster, taskDefinition: task });
    expect(() => service.listen(listener, port, { protocol: 'HTTP' })).toThrow(
      'speaks TCP, UDP, TCP_UDP, TLS, got "HTTP"',
    );
    service.listen(listener, port);
    expect(() => service.listen(listener, other)).toThrow('to another target group already');
  });
});

describe('instances of Windows', () => {
  test('have the ports that their agent hands out, and no others', () => {
    const { stack, cluster, vpcId, subnets } = newWorld();
    const make = (): ContainerInstances =>
      new ContainerInstances(stack, 'Instances', {
        cluster,
        vpcId,
        subnets,
        instanceType: 'm5.large',
        maxCapacity: 1,
        amiFamily: 'windows',
        dynamicPorts: PortRange.tcp(20_000, 30_000),
      });
    expect(make).toThrow('dynamic ports of windows instances are 49152 to 65535');
  });
});
