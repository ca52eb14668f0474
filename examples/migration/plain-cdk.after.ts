import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type Construct } from 'constructs';
import { BridgePort, BridgeService, BridgeTaskDefinition, Port } from 'portwright/ecs';

/** The port says how it appears on the instance; target group, health check and security group rules follow. */
export function web(scope: Construct, cluster: ecs.ICluster, listener: elbv2.ApplicationListener): void {
  const taskDefinition = new BridgeTaskDefinition(scope, 'Task');
  const nginx = taskDefinition.addContainer('nginx', {
    image: ContainerImage.fromRegistry('nginx:alpine'),
    memoryLimitMiB: 128,
  });
  const http = nginx.addPort(BridgePort.dynamic(Port.tcp(80)));
  const service = new BridgeService(scope, 'Service', { cluster, taskDefinition, desiredCount: 2 });
  service.listen(listener, http);
}
