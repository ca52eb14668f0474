import * as ecs from 'aws-cdk-lib/aws-ecs';
import { NoneTaskDefinition } from 'portwright/ecs';
import { stack } from './stack';

const task = new NoneTaskDefinition(stack, 'None');
task.addContainer('report', { image: ecs.ContainerImage.fromRegistry('example/report'), memoryLimitMiB: 64 });
// no addPort: a port that nobody can reach does not compile
