import * as ecs from 'aws-cdk-lib/aws-ecs';
import { AwsvpcPort, FargateAwsvpcService, FargateAwsvpcTaskDefinition, Port } from 'portwright/ecs';
import { cluster, stack } from './stack';

const taskDefinition = new FargateAwsvpcTaskDefinition(stack, 'Fargate', { cpu: 256, memoryLimitMiB: 512 });
const port = taskDefinition
  .addContainer('api', { image: ecs.ContainerImage.fromRegistry('example/api') })
  .addPort(AwsvpcPort.same(Port.tcp(8080), { name: 'api' }));

const api = new FargateAwsvpcService(stack, 'Api', { cluster, taskDefinition, desiredCount: 2 });
api.discover(port, { name: 'api' }); // A records: api.shop.internal
api.connect({ offers: [{ port, discoveryName: 'api' }] }); // or by Service Connect: http://api:8080
