import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type Construct } from 'constructs';

/** Works at synth; the load balancer never gets through, because nothing opens the instances' dynamic ports to it. */
export function web(scope: Construct, cluster: ecs.ICluster, listener: elbv2.ApplicationListener): void {
  const taskDefinition = new ecs.Ec2TaskDefinition(scope, 'Task', { networkMode: ecs.NetworkMode.BRIDGE });
  taskDefinition.addContainer('nginx', {
    image: ecs.ContainerImage.fromRegistry('nginx:alpine'),
    memoryLimitMiB: 128,
    portMappings: [{ containerPort: 80, hostPort: 0 }],
  });
  const service = new ecs.Ec2Service(scope, 'Service', { cluster, taskDefinition, desiredCount: 2 });
  listener.addTargets('Web', { port: 80, targets: [service] });
}
