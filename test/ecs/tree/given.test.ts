import { type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ModelError } from '../../../lib/core/values/model-error';
import {
  BridgePort,
  BridgeService,
  BridgeTaskDefinition,
  ContainerInstances,
  HostTaskDefinition,
  NetworkValidation,
  NoneService,
  Port,
  RunTaskCommand,
} from '../../../lib/ecs';
import { newStack, small } from '../helpers';

const stack: Stack = newStack();
const cluster = new ecs.Cluster(stack, 'Cluster') as ecs.Cluster & ecs.ICluster;
const task = new BridgeTaskDefinition(stack, 'Task');
const container = task.addContainer('web', small);
const port = container.addPort(BridgePort.dynamic(Port.tcp(80)));
const service = new BridgeService(stack, 'Service', { cluster, taskDefinition: task });
const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: cluster.vpc });
const listener = balancer.addListener('Http', { port: 80, open: false });
const instanceType = new ec2.InstanceType('t3.medium');

const plain = new ecs.Ec2TaskDefinition(stack, 'Plain');
const host = new HostTaskDefinition(stack, 'Host');

let number = 0;
const id = (): string => `Wrong${number++}`;
/** What plain JavaScript can write, and the compiler refuses. */
const js = (value: unknown): never => value as never;

test.each<[string, () => unknown, string]>([
  [
    'a service without props',
    () => new BridgeService(stack, id(), js(undefined)),
    'cluster of BridgeService is missing',
  ],
  [
    'a service without a task definition',
    () => new BridgeService(stack, id(), js({ cluster })),
    'taskDefinition of BridgeService is missing',
  ],
  [
    'a service with a plain task definition',
    () => new BridgeService(stack, id(), js({ cluster, taskDefinition: plain })),
    'taskDefinition of BridgeService cannot be Ec2TaskDefinition "Stack/Plain"',
  ],
  [
    'a service with a task definition of another mode',
    () => new NoneService(stack, id(), js({ cluster, taskDefinition: host })),
    'taskDefinition of NoneService cannot be HostTaskDefinition "Stack/Host"',
  ],
  ['a container without props', () => task.addContainer('none', js(undefined)), 'image of container "none" is missing'],
  ['a listener without a port', () => service.listen(listener, js(undefined)), 'the port is missing'],
  ['a port that is a number', () => service.listen(listener, js(80)), 'the port cannot be 80'],
  [
    'a load balancer as listener',
    () => service.listen(js(balancer), port),
    'the listener cannot be ApplicationLoadBalancer',
  ],
  ['discovery of a name', () => service.discover(js('web')), 'the port cannot be "web"'],
  [
    'an offer that is a port',
    () => service.connect({ offers: [js(port)] }),
    'the port cannot be a value of class Port',
  ],
  ['a client that is a name', () => service.allowFrom(js('api'), port), 'the client cannot be "api"'],
  ['a server that is missing', () => service.allowTo(js(undefined), port), 'the server is missing'],
  ['a link to a name', () => container.link(js('db')), 'the target of the link cannot be "db"'],
  [
    'instances of a family that does not exist',
    () => new ContainerInstances(stack, id(), { cluster, instanceType, maxCapacity: 1, amiFamily: js('ubuntu') }),
    'amiFamily cannot be "ubuntu"',
  ],
  [
    'instances of a type that is a text',
    () => new ContainerInstances(stack, id(), { cluster, instanceType: js('t3.medium'), maxCapacity: 1 }),
    'instanceType cannot be "t3.medium"',
  ],
  [
    'a run command without props',
    () => new RunTaskCommand(stack, id(), js(undefined)),
    'third argument of RunTaskCommand is missing',
  ],
  [
    'a task without a scope',
    () => new BridgeTaskDefinition(js(undefined), id()),
    'scope of BridgeTaskDefinition is missing',
  ],
  ['validation of nothing', () => NetworkValidation.addTo(js(undefined)), 'scope of NetworkValidation is missing'],
])('%s is an error that names it, at the line of the caller', (_, make, message) => {
  expect(make).toThrow(ModelError);
  expect(make).toThrow(message);
  try {
    make();
  } catch (error) {
    expect((error as Error).stack?.split('\n').find((line) => line.trim().startsWith('at '))).toContain(
      'given.test.ts',
    );
  }
});
