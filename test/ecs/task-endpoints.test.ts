import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { startIn } from '../../lib/core/vpc/start';
import { FargateAwsvpcService, FargateAwsvpcTaskDefinition, readStage, TaskEndpoints } from '../../lib/ecs';

interface Setting {
  readonly app: App;
  readonly stack: Stack;
  readonly vpc: ec2.IVpc;
  readonly service: FargateAwsvpcService;
}

/** A task in isolated subnets, with an image of Amazon ECR, a secret and a log. */
function isolated(options: { readonly enableExecuteCommand?: boolean; readonly image?: string } = {}): Setting {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  }) as ec2.IVpc;
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc }) as ecs.ICluster;
  const taskDefinition = new FargateAwsvpcTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('app', {
    image: ecs.ContainerImage.fromRegistry(options.image ?? '111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1'),
    logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app' }),
    secrets: {
      TOKEN: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Token') as secretsmanager.ISecret),
    },
  });
  const service = new FargateAwsvpcService(stack, 'Service', {
    cluster,
    taskDefinition,
    ...(options.enableExecuteCommand === undefined ? {} : { enableExecuteCommand: options.enableExecuteCommand }),
  });
  return { app, stack, vpc, service };
}

function bucketOf(stack: Stack): IBucket {
  return Bucket.fromBucketName(stack, 'Bucket', 'files');
}

function endpointsOf(stack: Stack): string[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint'))
    .map(({ Properties }: { Properties?: { ServiceName?: unknown } }) => JSON.stringify(Properties?.ServiceName))
    .map((name) => /([a-z0-9-]+(?:\.(?:api|dkr))?)"[^"]*$/.exec(name)?.[1] ?? name)
    .sort();
}

function errorsOf(app: App): string {
  try {
    app.synth();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('tasks in isolated subnets', () => {
  test('are told at synth what they miss', () => {
    const { app } = isolated();
    const message = errorsOf(app);
    expect(message).toContain('task-cannot-pull-image');
    expect(message).toContain('com.amazonaws.eu-west-1.ecr.api');
  });

  test('get exactly the endpoints that they need, and can start', () => {
    const { app, stack, vpc, service } = isolated();
    new TaskEndpoints(stack, 'Endpoints', { vpc, services: [service] });
    expect(errorsOf(app)).toBe('');
    expect(endpointsOf(stack)).toEqual(['ecr.api', 'ecr.dkr', 'logs', 's3', 'secretsmanager']);
    const [network] = readStage(app).networks;
    expect(network?.starts.map((start) => startIn(network, start).verdict.kind)).toEqual(['reachable']);
  });

  test('get one for ECS Exec where it is enabled', () => {
    const { stack, vpc, service } = isolated({ enableExecuteCommand: true });
    new TaskEndpoints(stack, 'Endpoints', { vpc }).add(service);
    expect(endpointsOf(stack)).toContain('ssmmessages');
  });

  test('leave an endpoint alone that the VPC has already', () => {
    const { stack, vpc, service } = isolated();
    vpc.addInterfaceEndpoint('Own', { service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS });
    new TaskEndpoints(stack, 'Endpoints', { vpc, services: [service] });
    expect(endpointsOf(stack)).toEqual(['ecr.api', 'ecr.dkr', 'logs', 's3', 'secretsmanager']);
  });

  test('count containers that are added later', () => {
    const { app, stack, vpc, service } = isolated();
    new TaskEndpoints(stack, 'Endpoints', { vpc, services: [service] });
    service.taskDefinition.addContainer('late', {
      image: ecs.ContainerImage.fromRegistry('111122223333.dkr.ecr.eu-west-1.amazonaws.com/late:1'),
      environmentFiles: [ecs.EnvironmentFile.fromBucket(bucketOf(stack), 'late.env')],
      essential: false,
    });
    expect(errorsOf(app)).toBe('');
  });

  test('are told that an image of the internet has no endpoint', () => {
    const { app, stack, vpc, service } = isolated({ image: 'nginx' });
    new TaskEndpoints(stack, 'Endpoints', { vpc, services: [service] });
    const message = errorsOf(app);
    expect(message).toContain('task-cannot-pull-image');
    expect(message).not.toContain('secret-out-of-reach');
  });
});
