import { App, TerraformStack } from 'cdktf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ApplicationListener,
  ApplicationLoadBalancer,
  AwsResource,
  Cluster,
  ContainerInstances,
  NetworkValidation,
  PrivateDnsNamespace,
} from '../../lib/ecs-terraform';

const folder = mkdtempSync(join(tmpdir(), 'portwright-ecs-terraform-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

/** An app that writes where nobody looks. */
export function newApp(): App {
  return new App({ outdir: mkdtempSync(join(folder, 'out-')) });
}

export function newStack(app = newApp(), id = 'shop'): TerraformStack {
  return new TerraformStack(app, id);
}

export interface World {
  readonly stack: TerraformStack;
  readonly vpcId: string;
  readonly subnets: readonly string[];
  readonly cluster: Cluster;
  readonly namespace: PrivateDnsNamespace;
  readonly balancer: ApplicationLoadBalancer;
  readonly listener: ApplicationListener;
}

/** A VPC with two public subnets, a cluster without capacity, and a load balancer with one listener. */
export function newWorld(stack = newStack()): World {
  const vpc = new AwsResource(stack, 'Vpc', 'aws_vpc', {
    cidr_block: '10.0.0.0/16',
    enable_dns_support: true,
    enable_dns_hostnames: true,
  });
  const gateway = new AwsResource(stack, 'Gateway', 'aws_internet_gateway', { vpc_id: vpc.id });
  const routes = new AwsResource(stack, 'Routes', 'aws_route_table', {
    vpc_id: vpc.id,
    route: [{ cidr_block: '0.0.0.0/0', gateway_id: gateway.id }],
  });
  const subnets = ['a', 'b'].map((zone, index) => {
    const subnet = new AwsResource(stack, `Subnet-${zone}`, 'aws_subnet', {
      vpc_id: vpc.id,
      cidr_block: `10.0.${index}.0/24`,
      availability_zone: `eu-west-1${zone}`,
    });
    new AwsResource(stack, `Routes-${zone}`, 'aws_route_table_association', {
      subnet_id: subnet.id,
      route_table_id: routes.id,
    });
    return subnet.id;
  });
  const namespace = new PrivateDnsNamespace(stack, 'Names', { name: 'shop.local', vpcId: vpc.id });
  const cluster = new Cluster(stack, 'Cluster', { namespace });
  const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpcId: vpc.id, subnets });
  return {
    stack,
    vpcId: vpc.id,
    subnets,
    cluster,
    namespace,
    balancer,
    listener: balancer.addListener('Http', { port: 80 }),
  };
}

export function newInstances({ stack, vpcId, subnets, cluster }: World, maxCapacity = 4): ContainerInstances {
  return new ContainerInstances(stack, 'Instances', {
    cluster,
    vpcId,
    subnets,
    instanceType: 't3.medium',
    maxCapacity,
  });
}

/** Ids of the rules that have something to say about a stack. */
export function rulesFound(stack: TerraformStack): string[] {
  return [...new Set(NetworkValidation.addTo(stack).triage.open.map(({ rule }) => rule))].sort();
}

/** What a synth ends with; undefined when it writes. */
export function synthError(stack: TerraformStack): string | undefined {
  try {
    (stack.node.root as App).synth();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
