import { App, TerraformStack } from 'cdktf';
import {
  ApplicationLoadBalancer,
  AwsvpcPort,
  AwsvpcService,
  AwsvpcTaskDefinition,
  BridgePort,
  BridgeService,
  BridgeTaskDefinition,
  Cluster,
  ContainerInstances,
  HostPort,
  HostService,
  HostTaskDefinition,
  NoneService,
  NoneTaskDefinition,
  Port,
} from 'portwright/ecs-terraform';
import { network } from './network';

/** The networking lab of the ECS workshop: one cluster, and a task definition and a service for each network mode. */
export function lab(app: App): TerraformStack {
  const stack = new TerraformStack(app, 'ecs-lab');
  stack.addOverride('provider.aws', [{ region: 'eu-west-1' }]);
  const { vpcId, publicSubnets, privateSubnets } = network(stack);
  const cluster = new Cluster(stack, 'Cluster', { name: 'ecs-lab' });
  const instances = new ContainerInstances(stack, 'Instances', {
    cluster,
    vpcId,
    subnets: privateSubnets,
    instanceType: 't3.medium',
    desiredCapacity: 1,
    maxCapacity: 6,
    amiFamily: 'amazon-linux-2',
  });
  instances.securityGroup.allowInternally('Members of the lab reach each other');

  const size = { cpu: 256, memory: 512 };
  const nginx = { image: 'nginx:alpine' };
  const sleep = { image: 'busybox', entryPoint: ['sh', '-c'], command: ['sleep 3600'] };

  const none = new NoneTaskDefinition(stack, 'None', { ...size, family: 'ecs-networking-demo-none' });
  none.addContainer('sleep', { ...sleep, linuxParameters: { initProcessEnabled: true } });

  const dynamic = new BridgeTaskDefinition(stack, 'BridgeDynamic', {
    ...size,
    family: 'ecs-networking-demo-bridge-dyn',
  });
  const web = dynamic.addContainer('nginx', nginx).addPort(BridgePort.dynamic(Port.tcp(80)));

  const fixed = new BridgeTaskDefinition(stack, 'BridgeStatic', { ...size, family: 'ecs-networking-demo-bridge-stat' });
  fixed.addContainer('nginx', nginx).addPort(BridgePort.fixed(Port.tcp(80), 8080));

  const host = new HostTaskDefinition(stack, 'Host', { ...size, family: 'ecs-networking-demo-host' });
  host.addContainer('nginx', nginx).addPort(HostPort.same(Port.tcp(80)));

  const awsvpc = new AwsvpcTaskDefinition(stack, 'Awsvpc', { ...size, family: 'ecs-networking-demo-awsvpc' });
  awsvpc.addContainer('nginx', nginx).addPort(AwsvpcPort.same(Port.tcp(80)));

  const running = {
    cluster,
    instances: [instances],
    minHealthyPercent: 0,
    maxHealthyPercent: 100,
    circuitBreaker: true,
  };
  new NoneService(stack, 'NoneService', { ...running, taskDefinition: none });
  const service = new BridgeService(stack, 'BridgeDynamicService', {
    ...running,
    taskDefinition: dynamic,
    desiredCount: 2,
    minHealthyPercent: 50,
    maxHealthyPercent: 200,
  });
  new BridgeService(stack, 'BridgeStaticService', { ...running, taskDefinition: fixed });
  new HostService(stack, 'HostService', { ...running, taskDefinition: host });
  new AwsvpcService(stack, 'AwsvpcService', {
    ...running,
    taskDefinition: awsvpc,
    vpcId,
    subnets: privateSubnets,
    securityGroups: [instances.securityGroup],
  });

  const balancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', { vpcId, subnets: publicSubnets });
  service.listen(balancer.addListener('Http', { port: 80 }), web);
  return stack;
}

if (require.main === module) {
  const app = new App();
  lab(app);
  app.synth();
}
