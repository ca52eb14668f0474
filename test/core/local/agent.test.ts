import { Agent, type AgentRun } from '../../../lib/core/local/agent';
import { windowOf } from '../../../lib/core/local/host-port-window';
import { type ServiceConnectOrder } from '../../../lib/core/local/service-connect';
import { settle } from '../../../lib/core/local/task-spec';
import { readTaskDefinitions } from '../../../lib/formats';

const container = (name: string, more: object = {}): object => ({ name, image: 'busybox', memory: 64, ...more });
const router = (name: string, more: object = {}): object =>
  container(name, { firelensConfiguration: { type: 'fluentbit' }, ...more });
const logging = { logConfiguration: { logDriver: 'awsfirelens' } };

function added(
  networkMode: string,
  containerDefinitions: readonly object[],
  serviceConnect?: ServiceConnectOrder,
): AgentRun {
  const { tasks } = readTaskDefinitions({ data: { family: 'shop', networkMode, containerDefinitions } });
  return new Agent().add('', settle(tasks[0]!).spec, serviceConnect === undefined ? {} : { serviceConnect });
}

function waits(run: AgentRun): Record<string, string[]> {
  return Object.fromEntries(
    [...(run.task?.waits ?? [])].map(([name, own]) => [name, own.map((wait) => `${wait.container} ${wait.condition}`)]),
  );
}

describe('the agent and a log router', () => {
  test('what logs to it starts after it', () => {
    expect(waits(added('bridge', [router('log'), container('web', logging)]))).toEqual({ web: ['log START'] });
  });

  test.each([
    ['in dependsOn', { dependsOn: [{ containerName: 'db', condition: 'START' }] }],
    ['by a link', { links: ['db'] }],
    ['by volumesFrom', { volumesFrom: [{ sourceContainer: 'db' }] }],
  ])('nobody waits for it when it waits itself, %s', (_how, more) => {
    const run = added('bridge', [router('log', more), container('db', logging), container('web', logging)]);
    expect(Object.keys(waits(run))).toEqual(['log']);
  });

  test('nobody waits for it in a task of Service Connect, where it waits for the proxy', () => {
    const order = { container: 'proxy', ingress: [], egress: { listener: 'egress' }, names: [] };
    const proxy = container('proxy', { healthCheck: { command: ['CMD', 'check'] } });
    const run = added('awsvpc', [router('log'), container('web', logging), proxy], order);
    expect(waits(run)).toEqual({ log: ['proxy HEALTHY'], web: ['proxy HEALTHY'] });
  });
});

test('of several names that a task does not have, the agent speaks of volumes before links', () => {
  const run = added('bridge', [
    container('web', { links: ['gone'] }),
    container('db', { volumesFrom: [{ sourceContainer: 'nowhere' }] }),
  ]);
  expect(run.failure?.text).toContain('could not find volume source container with name nowhere');
});

test('a task whose containers wait for each other ends before it waits for a port, and no task waits behind it', () => {
  const spec = (containerDefinitions: readonly object[]): ReturnType<typeof settle>['spec'] => {
    const { tasks } = readTaskDefinitions({ data: { family: 'shop', networkMode: 'bridge', containerDefinitions } });
    return settle(tasks[0]!).spec;
  };
  const agent = new Agent();
  const circle = ['web', 'db'].map((name) => {
    const containerName = name === 'web' ? 'db' : 'web';
    const portMappings = name === 'web' ? [{ containerPort: 22, hostPort: 22 }] : [];
    return container(name, { dependsOn: [{ containerName, condition: 'START' }], portMappings });
  });
  const run = agent.add('circle', spec(circle));
  expect([run.outcome, run.failure?.text, agent.waiting]).toEqual([
    'STOPPED',
    'Task dependencies cannot be resolved, taskArn: <task arn>',
    0,
  ]);
  expect(agent.add('plain', spec([container('web')])).outcome).toBe('ACCEPTED');
});

test('a block of virtual addresses may be written with any of its addresses', () => {
  const proxy = container('proxy', { healthCheck: { command: ['CMD', 'check'] } });
  const order = (ipv4Cidr: string): ServiceConnectOrder => ({
    container: 'proxy',
    ingress: [],
    egress: { listener: 'egress', ipv4Cidr },
    names: [],
  });
  expect(added('awsvpc', [proxy], order(' 127.255.0.7/16 ')).outcome).toBe('ACCEPTED');
  expect(added('awsvpc', [proxy], order('::ffff:10.0.0.0/104')).outcome).toBe('ACCEPTED');
  const wrong = added('awsvpc', [proxy], order(' 127.255.0.7 '));
  expect(wrong.failure?.text).toContain('CIDR=127.255.0.7 is not a valid IPv4 CIDR');
});

describe('the window of dynamic ports', () => {
  const first = (text: string, ports: readonly object[] = [{ containerPort: 80 }]): unknown => {
    const { tasks } = readTaskDefinitions({
      data: {
        family: 'shop',
        networkMode: 'bridge',
        containerDefinitions: [container('web', { portMappings: ports })],
      },
    });
    const run = new Agent({ window: windowOf(text) }).add('', settle(tasks[0]!).spec);
    return run.failure?.text ?? run.containers[0]?.portBindings[0]?.host.number;
  };

  test.each([
    ['40000-40003', 40_000],
    ['40000', 40_000],
    ['40000-40003-5', 40_000],
    // a blank, a sign or an end that comes first leaves the kernel's window
    [' 40000-40003', 32_768],
    ['40000 - 40003', 32_768],
    ['+40000-40003', 32_768],
    ['40003-40000', 32_768],
    ['40000-', 32_768],
    ['', 32_768],
  ])('%j begins at %d', (text, port) => {
    expect(first(text)).toBe(port);
  });

  test('that begins at port 1 gives no port at first: the agent takes port 0 for its neighbour', () => {
    const within = 'is not within the expected host port range: 1-100';
    expect(first('1-100')).toContain(`The host port: 0 found by ECS Agent ${within}`);
    expect(first('1-100', [{ containerPortRange: '80-82' }])).toContain(
      `The host port range: 0-3 found by ECS Agent ${within}`,
    );
  });
});

test('port mappings that are not in the payload are not refused with it', () => {
  const ports = { portMappings: [{ containerPort: 80, hostPort: 70_000 }] };
  expect(added('bridge', [container('web', ports)]).outcome).toBe('REFUSED');
  expect(added('awsvpc', [container('web', ports)]).outcome).toBe('ACCEPTED');
});

test('an empty range of ports is none', () => {
  const run = added('bridge', [container('web', { portMappings: [{ containerPortRange: '' }] })]);
  expect([run.outcome, run.containers[0]?.portBindings]).toEqual(['ACCEPTED', []]);
});
