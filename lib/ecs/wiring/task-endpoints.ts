import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type BaseService } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { cdkScope } from '../tree/cdk-root';
import { idOf, servicesNeeded } from '../tree/needed-services';
import { Synthesis } from '../tree/synthesis';

/** Props of TaskEndpoints. */
export interface TaskEndpointsProps {
  /** The VPC of the tasks. */
  readonly vpc: ec2.IVpc;
  /** The services whose tasks need endpoints; more can be added with {@link TaskEndpoints.add}. */
  readonly services?: readonly BaseService[];
  /**
   * The subnets of the interface endpoints, whose route tables also get the gateway endpoint for Amazon S3.
   * @default - the isolated subnets of the VPC; its private ones where it has none
   */
  readonly subnets?: ec2.SubnetSelection;
}

/**
 * The VPC endpoints that tasks need in order to start where no route leads out: for the registry, the layers of images in
 * Amazon S3, logs, secrets, parameters, Service Connect, ECS Exec, and on instances for the agent. What the tasks need is
 * read from their definitions when the app is synthesized, so containers that are added later count.
 *
 * Each endpoint is made once, with private DNS and one security group that admits the tasks and nobody else. An endpoint
 * that the VPC has in the same stack is left as it is. An image that is not in Amazon ECR has no endpoint: that is found
 * when the app is checked.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
export class TaskEndpoints extends Construct implements ec2.IConnectable {
  /** The group of the interface endpoints, on port 443. */
  readonly connections: ec2.Connections;
  readonly #services: BaseService[] = [];
  readonly #vpc: ec2.IVpc;
  readonly #subnets: ec2.SubnetSelection;
  readonly #group: ec2.SecurityGroup;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: TaskEndpointsProps) {
    super(cdkScope(scope, new.target), id);
    this.#vpc = props.vpc;
    this.#subnets = props.subnets ?? subnetsOf(props.vpc);
    this.#group = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc: props.vpc, allowAllOutbound: false });
    this.connections = new ec2.Connections({
      securityGroups: [this.#group],
      defaultPort: ec2.Port.tcp(443),
    });
    for (const service of props.services ?? []) this.add(service);
    Synthesis.of(this).defer(this, () => {
      this.#make();
    });
  }

  /** Adds the endpoints that the tasks of a service need. */
  add(service: BaseService): void {
    if (this.#services.includes(service)) return;
    this.#services.push(service);
    this.connections.allowDefaultPortFrom(service);
    // instances pull images and write logs for their tasks
    for (const group of service.cluster.connections.securityGroups) this.connections.allowDefaultPortFrom(group);
  }

  #make(): void {
    const there = endpointsIn(Stack.of(this));
    const vpc = idOf(this, this.#vpc.vpcId);
    for (const name of new Set(this.#services.flatMap(servicesNeeded))) {
      const id = name.replaceAll('.', '-');
      if (this.node.tryFindChild(id) || there.has(`${vpc} ${name}`)) continue;
      if (name === 's3') this.#makeGateway(id);
      else this.#makeInterface(id, name);
    }
  }

  #makeGateway(id: string): void {
    new ec2.GatewayVpcEndpoint(this, id, {
      vpc: this.#vpc,
      service: ec2.GatewayVpcEndpointAwsService.S3,
      subnets: [this.#subnets],
    });
  }

  #makeInterface(id: string, name: string): void {
    new ec2.InterfaceVpcEndpoint(this, id, {
      vpc: this.#vpc,
      service: new ec2.InterfaceVpcEndpointAwsService(name),
      subnets: this.#subnets,
      securityGroups: [this.#group],
      open: false,
      privateDnsEnabled: true,
    });
  }
}

function subnetsOf({ isolatedSubnets }: ec2.IVpc): ec2.SubnetSelection {
  return {
    subnetType: isolatedSubnets.length > 0 ? ec2.SubnetType.PRIVATE_ISOLATED : ec2.SubnetType.PRIVATE_WITH_EGRESS,
  };
}

/** The endpoints that a stack already has, by VPC and service. */
function endpointsIn(stack: Stack): ReadonlySet<string> {
  const found = new Set<string>();
  for (const construct of stack.node.findAll()) {
    if (!(construct instanceof ec2.CfnVPCEndpoint)) continue;
    const service = JSON.stringify(stack.resolve(construct.serviceName) ?? '');
    const name = /([a-z0-9-]+(?:\.(?:api|dkr))?)"[^"]*$/.exec(service)?.[1];
    if (name !== undefined) found.add(`${idOf(stack, construct.vpcId)} ${name}`);
  }
  return found;
}
