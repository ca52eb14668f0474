import * as ecs from 'aws-cdk-lib/aws-ecs';
import { BridgePort, BridgeTaskDefinition, Port } from 'portwright/ecs';
import { stack } from './stack';

const task = new BridgeTaskDefinition(stack, 'Bridge');
const nginx = task.addContainer('nginx', {
  image: ecs.ContainerImage.fromRegistry('nginx:alpine'),
  memoryLimitMiB: 128,
});
nginx.addPort(BridgePort.dynamic(Port.tcp(80))); // the agent picks the host port: many copies on one instance
nginx.addPort(BridgePort.fixed(Port.tcp(8080), 18080)); // instance port 18080: one copy on one instance
