import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { BridgePort, BridgeService, BridgeTaskDefinition, ContainerInstances, Port } from 'portwright/ecs';

export const app = new App();
export const stack = new Stack(app, 'Shop');
const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });
const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
const instances = new ContainerInstances(stack, 'Instances', {
  cluster,
  instanceType: new ec2.InstanceType('t3.medium'),
  maxCapacity: 4,
});

const web = new BridgeTaskDefinition(stack, 'Web');
const nginx = web.addContainer('nginx', {
  image: ecs.ContainerImage.fromRegistry('nginx:alpine'),
  memoryLimitMiB: 128,
});
const http = nginx.addPort(BridgePort.dynamic(Port.tcp(80)));

const service = new BridgeService(stack, 'Service', {
  cluster,
  taskDefinition: web,
  desiredCount: 4,
  capacityProviderStrategies: instances.strategy,
});
const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
service.listen(balancer.addListener('Http', { port: 80 }), http);
// target type, health check and a rule for exactly the instances' dynamic ports follow from BridgePort.dynamic
