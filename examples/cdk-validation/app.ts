import { App, Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { NetworkValidation } from 'portwright/ecs';

const app = new App();
Validations.of(app).addPlugins(new NetworkValidation()); // the one line

const stack = new Stack(app, 'Shop');
const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t3.medium'), maxCapacity: 1 });

const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Web', { networkMode: ecs.NetworkMode.BRIDGE });
taskDefinition.addContainer('nginx', {
  image: ecs.ContainerImage.fromRegistry('nginx:alpine'),
  memoryLimitMiB: 128,
  portMappings: [{ containerPort: 80, hostPort: 8080 }], // one copy on an instance
});
new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, desiredCount: 3 }); // three copies on one instance
app.synth();
