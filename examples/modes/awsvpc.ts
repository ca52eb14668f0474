import * as ecs from 'aws-cdk-lib/aws-ecs';
import { AwsvpcPort, AwsvpcTaskDefinition, Port } from 'portwright/ecs';
import { stack } from './stack';

const task = new AwsvpcTaskDefinition(stack, 'Awsvpc');
task
  .addContainer('api', { image: ecs.ContainerImage.fromRegistry('example/api'), memoryLimitMiB: 256 })
  .addPort(AwsvpcPort.same(Port.tcp(8080), { name: 'api' })); // an address and security groups of the task's own
