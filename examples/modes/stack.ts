import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';

export const app = new App();
export const stack = new Stack(app, 'Modes');
export const cluster = new ecs.Cluster(stack, 'Cluster', {
  vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }),
  defaultCloudMapNamespace: { name: 'shop.internal', useForServiceConnect: true },
});
