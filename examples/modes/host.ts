import * as ecs from 'aws-cdk-lib/aws-ecs';
import { HostPort, HostTaskDefinition, Port } from 'portwright/ecs';
import { stack } from './stack';

const task = new HostTaskDefinition(stack, 'Host');
task
  .addContainer('exporter', { image: ecs.ContainerImage.fromRegistry('prom/node-exporter'), memoryLimitMiB: 64 })
  .addPort(HostPort.same(Port.tcp(9100))); // a port of the container is that port of the instance
