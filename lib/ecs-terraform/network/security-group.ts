import { Construct } from 'constructs';
import { assertTerraformTree } from '../../terraform/root';
import { AwsResource } from '../tree/aws-resource';
import { NetworkValidation } from '../tree/network-validation';

/** A peer to admit: the members of a security group, or a block of addresses such as `0.0.0.0/0`. */
export type Peer = SecurityGroup | string;

/** A range of ports. */
export interface Opening {
  /** The protocol of the ports. */
  readonly protocol: 'tcp' | 'udp';
  /** The first port. */
  readonly from: number;
  /** The last port. */
  readonly to: number;
}

/** Props of SecurityGroup. */
export interface SecurityGroupProps {
  /** Id of the VPC that it is in. */
  readonly vpcId: string;
  /** @default - the path of the construct */
  readonly description?: string;
  /**
   * Whether it allows all outbound traffic. Terraform removes the rule that AWS adds to new groups.
   * @default true
   */
  readonly allowAllOutbound?: boolean;
}

/** A security group as `aws_security_group`, with each rule as a resource of its own. */
export class SecurityGroup extends Construct {
  /** The Terraform resource. */
  readonly resource: AwsResource;
  readonly #rules = new Set<string>();

  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    assertTerraformTree(scope, id, SecurityGroup);
    super(scope, id);
    this.resource = new AwsResource(this, 'Resource', 'aws_security_group', {
      vpc_id: props.vpcId,
      // characters that AWS accepts in a description
      description: (props.description ?? this.node.path)
        .replaceAll(/[^a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]/g, '-')
        .slice(0, 255),
    });
    if (props.allowAllOutbound ?? true) {
      new AwsResource(this, 'Out', 'aws_vpc_security_group_egress_rule', {
        security_group_id: this.resource.id,
        ip_protocol: '-1',
        cidr_ipv4: '0.0.0.0/0',
      });
    }
    NetworkValidation.addTo(this);
  }

  /** Its id, known after deployment. */
  get id(): string {
    return this.resource.id;
  }

  /** Admits a peer; equal rules are created once, since EC2 refuses the second of them. */
  allowFrom(peer: Peer, { protocol, from, to }: Opening, description?: string): void {
    const source = typeof peer === 'string' ? peer : peer.node.path;
    const key = `${protocol} ${from}-${to} ${source}`;
    if (this.#rules.has(key)) return;
    this.#rules.add(key);
    new AwsResource(this, `In${this.#rules.size}`, 'aws_vpc_security_group_ingress_rule', {
      security_group_id: this.id,
      ip_protocol: protocol,
      from_port: from,
      to_port: to,
      ...(typeof peer !== 'string'
        ? { referenced_security_group_id: peer.id }
        : peer.includes(':') && !peer.includes('${')
          ? { cidr_ipv6: peer }
          : { cidr_ipv4: peer }),
      ...(description !== undefined && { description }),
    });
  }

  /** Admits all traffic between members of the group. */
  allowInternally(description?: string): void {
    new AwsResource(this, 'Members', 'aws_vpc_security_group_ingress_rule', {
      security_group_id: this.id,
      ip_protocol: '-1',
      referenced_security_group_id: this.id,
      ...(description !== undefined && { description }),
    });
  }
}
