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
  /** Ids of its subnets; an application load balancer needs two zones at least. */
  readonly subnets: readonly string[];
  /**
   * Whether it has addresses of the VPC only.
   * @default false
   */
  readonly internal?: boolean;
  /** @default - a security group of its own, which lets everything out */
  readonly securityGroup?: SecurityGroup;
}

/** A load balancer as `aws_lb`, with a security group that admits the clients of its listeners. */
export abstract class LoadBalancer extends Construct {
  /** The Terraform resource. */
  readonly resource: AwsResource;
  /** Its security group, which admits its clients and which its targets admit. */
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

  /** The DNS name that clients dial, known after deployment. */
  get dnsName(): string {
    return this.resource.attribute('dns_name');
  }

  /**
   * Admits the clients of a listener.
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

/** The default security policy of TLS and HTTPS listeners. */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

/** Props that every listener takes. */
export interface BaseListenerProps {
  /** The port that clients dial. */
  readonly port: number;
  /** ARN of the certificate of an HTTPS or TLS listener. */
  readonly certificateArn?: string;
  /**
   * Blocks of addresses that are admitted to the port.
   * @default - every IPv4 address
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

/** The default clients of a listener: every IPv4 address. */
export const ANYONE: readonly string[] = ['0.0.0.0/0'];
