import { CfnParameter, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import {
  AwsvpcPort,
  AwsvpcTaskDefinition,
  BridgePort,
  BridgeTaskDefinition,
  HostPort,
  HostTaskDefinition,
  NoneTaskDefinition,
  Port,
  PortRange,
} from '../../../lib/ecs';
import { containersIn, newStack, small } from '../helpers';

const EVERY = [
  ['none', NoneTaskDefinition],
  ['bridge', BridgeTaskDefinition],
  ['host', HostTaskDefinition],
  ['awsvpc', AwsvpcTaskDefinition],
] as const;

describe('a task definition of a mode', () => {
  test.each(EVERY)('is CDK’s own class in mode %s', (name, TaskDefinition) => {
    const stack = newStack();
    const task = new TaskDefinition(stack, 'Task', { cpu: '256', memoryMiB: '512' });
    task.addContainer('web', small);
    expect(task).toBeInstanceOf(ecs.Ec2TaskDefinition);
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      NetworkMode: name,
      Cpu: '256',
      Memory: '512',
      RequiresCompatibilities: ['EC2'],
    });
  });

  test.each(EVERY)('says in words what mode %s cannot do', (name, TaskDefinition) => {
    const task = new TaskDefinition(newStack(), 'Task');
    expect(task.mode.name).toBe(name);
    expect(task.mode.limits.length).toBeGreaterThan(3);
  });
});

describe('addPort', () => {
  test('renders each way in which a port can appear on a host', () => {
    const stack = newStack();
    const bridge = new BridgeTaskDefinition(stack, 'Bridge').addContainer('web', small);
    bridge.addPort(BridgePort.dynamic(Port.tcp(80), { name: 'http', appProtocol: 'http2' }));
    bridge.addPort(BridgePort.fixed(Port.udp(53), 5353));
    bridge.addPort(BridgePort.range(PortRange.tcp(7000, 7010)));
    const host = new HostTaskDefinition(stack, 'Host').addContainer('web', small);
    host.addPort(HostPort.same(Port.tcp(80)));
    const awsvpc = new AwsvpcTaskDefinition(stack, 'Awsvpc').addContainer('web', small);
    awsvpc.addPort(AwsvpcPort.same(Port.tcp(80)));
    awsvpc.addPort(AwsvpcPort.range(PortRange.udp(7000, 7010)));

    expect(containersIn(stack).map((container) => container['PortMappings'])).toMatchInlineSnapshot(`
     [
       [
         {
           "AppProtocol": "http2",
           "ContainerPort": 80,
           "HostPort": 0,
           "Name": "http",
           "Protocol": "tcp",
         },
         {
           "ContainerPort": 53,
           "HostPort": 5353,
           "Protocol": "udp",
         },
         {
           "ContainerPortRange": "7000-7010",
           "Protocol": "tcp",
         },
       ],
       [
         {
           "ContainerPort": 80,
           "Protocol": "tcp",
         },
       ],
       [
         {
           "ContainerPort": 80,
           "Protocol": "tcp",
         },
         {
           "ContainerPortRange": "7000-7010",
           "Protocol": "udp",
         },
       ],
     ]
    `);
  });

  test('gives a handle that names container, port and protocol', () => {
    const web = new BridgeTaskDefinition(newStack(), 'Task').addContainer('web', small);
    const handle = web.addPort(BridgePort.dynamic(Port.tcp(80), { name: 'http', appProtocol: 'http' }));
    expect(handle.container).toBe(web);
    expect(handle.port.toString()).toBe('80/tcp');
    expect([handle.protocol, handle.name, handle.appProtocol]).toEqual(['tcp', 'http', 'http']);
    expect(handle.toString()).toBe('Stack/Task/web 80/tcp');
    expect(web.ports).toEqual([handle]);
  });

  test('refuses a second handle for one port', () => {
    const web = new BridgeTaskDefinition(newStack(), 'Task').addContainer('web', small);
    web.addPort(BridgePort.dynamic(Port.tcp(80)));
    web.addPort(BridgePort.dynamic(Port.udp(80)));
    expect(() => web.addPort(BridgePort.fixed(Port.tcp(80), 8080))).toThrowErrorMatchingInlineSnapshot(`
     "container "Stack/Task/web" already has port 80/tcp, got 80/tcp
       fix: use the handle of the first addPort() everywhere: one port can have several listeners and names"
    `);
  });

  test('refuses a port inside a range that is declared', () => {
    const web = new AwsvpcTaskDefinition(newStack(), 'Task').addContainer('web', small);
    web.addPort(AwsvpcPort.range(PortRange.tcp(8000, 8010)));
    expect(() => web.addPort(AwsvpcPort.same(Port.tcp(8005)))).toThrowErrorMatchingInlineSnapshot(`
     "container "Stack/Task/web" already has port 8000-8010, got 8005/tcp
       fix: use the handle of the first addPort() everywhere: one port can have several listeners and names"
    `);
    expect(web.addPort(AwsvpcPort.same(Port.tcp(8011))).toString()).toBe('Stack/Task/web 8011/tcp');
  });

  test('refuses a name that another container of the task has', () => {
    const task = new BridgeTaskDefinition(newStack(), 'Task');
    task.addContainer('web', small).addPort(BridgePort.dynamic(Port.tcp(80), { name: 'http' }));
    const api = task.addContainer('api', small);
    expect(() => api.addPort(BridgePort.dynamic(Port.tcp(81), { name: 'http' }))).toThrowErrorMatchingInlineSnapshot(`
     "a port name is used once in a task definition, got "http", which container "Stack/Task/web" has already
       fix: give this port another name"
    `);
  });

  test('refuses SCTP, which only local containers publish', () => {
    const web = new BridgeTaskDefinition(newStack(), 'Task').addContainer('web', small);
    expect(() => web.addPort(BridgePort.dynamic(Port.sctp(80)))).toThrowErrorMatchingInlineSnapshot(`
     "Amazon ECS maps tcp and udp ports, got 80/sctp
       fix: declare a TCP or UDP port; SCTP can be published by local Docker containers only"
    `);
  });

  test('points to the line that called it', () => {
    const web = new BridgeTaskDefinition(newStack(), 'Task').addContainer('web', small);
    web.addPort(BridgePort.dynamic(Port.tcp(80)));
    let stack = '';
    try {
      web.addPort(BridgePort.dynamic(Port.tcp(80)));
    } catch (error) {
      stack = (error as Error).stack?.split('\n').find((line) => line.includes(' at ')) ?? '';
    }
    expect(stack).toContain('task-definition.test.ts');
  });

  test('takes ports that are decided at deploy time', () => {
    const stack = newStack();
    const container = new CfnParameter(stack, 'Container', { type: 'Number' }).valueAsNumber;
    const host = Token.asNumber({ Ref: 'Host' });
    const web = new BridgeTaskDefinition(stack, 'Task').addContainer('web', small);
    const handle = web.addPort(BridgePort.fixed(Port.tcp(container), host));
    web.addPort(BridgePort.dynamic(Port.tcp(host)));
    expect(handle.toString()).toBe('Stack/Task/web a port decided at deploy time/tcp');
    expect(containersIn(stack)[0]!['PortMappings']).toEqual([
      { ContainerPort: { Ref: 'Container' }, HostPort: { Ref: 'Host' }, Protocol: 'tcp' },
      { ContainerPort: { Ref: 'Host' }, HostPort: 0, Protocol: 'tcp' },
    ]);
  });
});

describe('what a mode forbids', () => {
  test('does not compile on none', () => {
    const task = new NoneTaskDefinition(newStack(), 'Task');
    const job = task.addContainer('job', small);
    // @ts-expect-error a container without a network has no ports
    expect(() => job.addPort(BridgePort.dynamic(Port.tcp(80)))).toThrow('addPort is not a function');
    expect(() => {
      // @ts-expect-error nor through CDK's own method
      job.addPortMappings({ containerPort: 80 });
    }).toThrow('a container in network mode none has no ports, got 1 for Stack/Task/job');
    // @ts-expect-error nor through its props
    const props: Parameters<typeof task.addContainer>[1] = { ...small, portMappings: [{ containerPort: 80 }] };
    expect(() => task.addContainer('other', props)).toThrow('a container in network mode none has no ports');
    // @ts-expect-error there is no way in or out for a session
    expect(() => new NoneTaskDefinition(newStack(), 'Task', { enableExecuteCommand: true })).toThrow(
      'ECS Exec needs a route to its endpoints',
    );
  });

  test('does not compile on awsvpc', () => {
    const task = new AwsvpcTaskDefinition(newStack(), 'Task');
    const web = task.addContainer('web', small);
    // @ts-expect-error an awsvpc port has no host side
    AwsvpcPort.same(Port.tcp(80), { hostPort: 8080 });
    // @ts-expect-error nor is there a fixed one
    expect(AwsvpcPort.fixed).toBeUndefined();
    // @ts-expect-error the host name belongs to the task's interface
    task.addContainer('hostname', { ...small, hostname: 'web' });
    // @ts-expect-error so do name servers
    task.addContainer('dns', { ...small, dnsServers: ['10.0.0.2'] });
    // @ts-expect-error and hosts entries
    task.addContainer('hosts', { ...small, extraHosts: { db: '10.0.0.3' } });
    expect(() => {
      // @ts-expect-error containers of the task meet on localhost
      web.addLink(web);
    }).toThrow('containers are linked in network mode bridge only, got a link from Stack/Task/web to Stack/Task/web');
  });

  test('does not compile when the port belongs to another mode', () => {
    const stack = newStack();
    const bridge = new BridgeTaskDefinition(stack, 'Bridge').addContainer('web', small);
    const host = new HostTaskDefinition(stack, 'Host').addContainer('web', small);
    const awsvpc = new AwsvpcTaskDefinition(stack, 'Awsvpc').addContainer('web', small);
    const wrong = 'takes ports of its own network mode';
    // @ts-expect-error an awsvpc port on a bridge task
    expect(() => bridge.addPort(AwsvpcPort.same(Port.tcp(80)))).toThrow(wrong);
    // @ts-expect-error a bridge port on a host task
    expect(() => host.addPort(BridgePort.dynamic(Port.tcp(80)))).toThrow(wrong);
    // @ts-expect-error a host port on an awsvpc task
    expect(() => awsvpc.addPort(HostPort.same(Port.tcp(80)))).toThrow(wrong);
    const shape = { networkMode: 'bridge', container: Port.tcp(1), published: { kind: 'dynamic' } } as const;
    // @ts-expect-error an object of the same shape skips the checks of the factory
    expect(() => bridge.addPort(shape)).toThrow(wrong);
    // @ts-expect-error a mode is a class, not a prop
    expect(() => new BridgeTaskDefinition(stack, 'Other', { networkMode: ecs.NetworkMode.HOST })).toThrow(
      'makes tasks in network mode bridge, got networkMode "host"',
    );
  });
});
