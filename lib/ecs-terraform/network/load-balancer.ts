import { Construct } from 'constructs';
import { Port } from '../../core/values/port';
import { assertTerraformTree } from '../../terraform/root';
import { type Arguments, AwsResource } from '../tree/aws-resource';
import { NetworkValidation } from '../tree/network-validation';
import { SecurityGroup } from './security-group';

/** Props that every load balancer takes. */
export interface LoadBalancerProps {
  /** Id of the VPC that it is in. */
  readonly vpcId: string;
  /** Ids of the subnets that it has addresses in: for an application load balancer in two zones at least. */
  readonly subnets: readonly string[];
  /**
   * Whether it has addresses of the VPC only.
   * @default false
   */
  readonly internal?: boolean;
  /** @default - a security group of its own, which lets everything out */
  readonly securityGroup?: SecurityGroup;
}

/** A load balancer as `aws_lb`, with a security group that its listeners let their clients in to. */
export abstract class LoadBalancer extends Construct {
  /** The resource that is written. */
  readonly resource: AwsResource;
  /** What lets clients in to it, and what its targets let in. */
  readonly securityGroup: SecurityGroup;
  /** Id of its VPC, which is that of its targets. */
  readonly vpcId: string;

  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: LoadBalancerProps, type: 'application' | 'network') {
    assertTerraformTree(scope, id, new.target);
    super(scope, id);
    const { vpcId, subnets, internal = false, securityGroup } = props;
    this.vpcId = vpcId;
    this.securityGroup = securityGroup ?? new SecurityGroup(this, 'SecurityGroup', { vpcId });
    this.resource = new AwsResource(this, 'Resource', 'aws_lb', {
      load_balancer_type: type,
      internal,
      subnets: [...subnets],
      security_groups: [this.securityGroup.id],
    });
    NetworkValidation.addTo(this);
  }

  /** The name that clients dial, once it is there. */
  get dnsName(): string {
    return this.resource.attribute('dns_name');
  }

  /**
   * Lets the clients of a listener in.
   *
   * @internal
   */
  protected _letIn(number: number, protocols: readonly ('tcp' | 'udp')[], clients: readonly string[]): void {
    for (const protocol of protocols) {
      for (const client of clients) {
        this.securityGroup.allowFrom(client, { protocol, from: number, to: number }, 'Clients');
      }
    }
  }
}

/** What a TLS or HTTPS listener offers where nothing else is asked for. */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

/** Props that every listener takes. */
export interface BaseListenerProps {
  /** The port that clients dial. */
  readonly port: number;
  /** ARN of the certificate of an HTTPS or TLS listener. */
  readonly certificateArn?: string;
  /**
   * Blocks of addresses that are let in to the port.
   * @default - anyone
   */
  readonly clients?: readonly string[];
}

/** The arguments that every listener has. */
export function listenerArguments(
  { resource }: LoadBalancer,
  { port, certificateArn }: BaseListenerProps,
  protocol: string,
): Arguments {
  return {
    load_balancer_arn: resource.arn,
    port: Port.tcp(port).number,
    protocol,
    ...(certificateArn !== undefined && { certificate_arn: certificateArn, ssl_policy: TLS_POLICY }),
  };
}

/** Who is let in where nobody is named. */
export const ANYONE: readonly string[] = ['0.0.0.0/0'];
