import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

export const image = ecs.ContainerImage.fromRegistry('nginx:alpine');
export const small = { image, memoryLimitMiB: 64 };

/** A stack of its own app. */
export function newStack(id = 'Stack'): Stack {
  return new Stack(new App({ treeMetadata: false, stackTraces: false }), id);
}

export interface World {
  readonly stack: Stack;
  readonly vpc: ec2.IVpc;
  readonly cluster: ecs.Cluster & ecs.ICluster;
  readonly balancer: elbv2.ApplicationLoadBalancer;
  readonly listener: elbv2.ApplicationListener;
}

/** A cluster without capacity, and a load balancer with one listener. */
export function newWorld(
  stack = newStack(),
  vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 }) as ec2.IVpc,
): World {
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc }) as ecs.Cluster & ecs.ICluster;
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
  return { stack, vpc, cluster, balancer, listener: balancer.addListener('Http', { port: 80 }) };
}

/** What the security groups let in from other groups, as `group <- source protocol from-to`. */
export function admissions(stack: Stack): string[] {
  const rules = Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupIngress');
  return Object.values(rules)
    .map(({ Properties: rule }: Record<string, Record<string, unknown>>) => {
      const { GroupId, SourceSecurityGroupId, IpProtocol, FromPort, ToPort } = rule!;
      return `${nameOf(GroupId)} <- ${nameOf(SourceSecurityGroupId)} ${String(IpProtocol)} ${String(FromPort)}-${String(ToPort)}`;
    })
    .sort();
}

function nameOf(reference: unknown): string {
  const [id] = (reference as { 'Fn::GetAtt'?: [string] })['Fn::GetAtt'] ?? [JSON.stringify(reference)];
  return id.replace(/[0-9A-F]{8}$/, '');
}

/** The container definitions of every task definition in a stack. */
export function containersIn(stack: Stack): Record<string, unknown>[] {
  const tasks = Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition');
  return Object.values(tasks).flatMap(
    (task) =>
      (task as { Properties: { ContainerDefinitions: Record<string, unknown>[] } }).Properties.ContainerDefinitions,
  );
}
