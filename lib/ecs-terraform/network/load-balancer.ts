import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { Port } from '../../core/values/port';
import { assertTerraformTree } from '../../terraform/root';
import { type Arguments, AwsResource } from '../tree/aws-resource';
import { NetworkValidation } from '../tree/network-validation';
import { SecurityGroup } from './security-group';

/** Props of ApplicationLoadBalancer. */
export interface ApplicationLoadBalancerProps {
  /** Id of the VPC that it is in. */
  readonly vpcId: string;
  /** Ids of subnets in two zones at least. */
  readonly subnets: readonly string[];
  /**
   * Whether it has addresses of the VPC only.
   * @default false
   */
  readonly internal?: boolean;
  /** @default - a security group of its own, which lets everything out */
  readonly securityGroup?: SecurityGroup;
}

/** Props of a listener. */
export interface ListenerProps {
  /** The port that clients dial. */
  readonly port: number;
  /** @default - HTTP; HTTPS with a certificate */
  readonly protocol?: 'HTTP' | 'HTTPS';
  /** ARN of the certificate of an HTTPS listener. */
  readonly certificateArn?: string;
  /**
   * Who is let in to the port.
   * @default - anyone
   */
  readonly clients?: readonly string[];
}

/** A listener of a load balancer; it answers 404 to what no rule or target group is for. */
export class ApplicationListener extends Construct {
  /** The resource that is written. */
  readonly resource: AwsResource;
  #default: string | undefined;

  /** @internal made by `addListener` */
  constructor(
    /** The load balancer that it is of. */
    readonly loadBalancer: ApplicationLoadBalancer,
    id: string,
    { port, certificateArn, protocol = certificateArn === undefined ? 'HTTP' : 'HTTPS' }: ListenerProps,
  ) {
    super(loadBalancer, id);
    this.resource = new AwsResource(this, 'Resource', 'aws_lb_listener', {
      load_balancer_arn: loadBalancer.resource.arn,
      port,
      protocol,
      ...(certificateArn !== undefined && { certificate_arn: certificateArn }),
      default_action: Lazy.anyValue({ produce: () => [this.#action()] }),
    });
  }

  /**
   * Sends what no rule is for to a target group; false: there is one already.
   *
   * @internal
   */
  _forward(targetGroup: AwsResource): boolean {
    if (this.#default !== undefined) return false;
    this.#default = targetGroup.arn;
    return true;
  }

  #action(): Arguments {
    return this.#default === undefined
      ? { type: 'fixed-response', fixed_response: [{ content_type: 'text/plain', status_code: '404' }] }
      : { type: 'forward', target_group_arn: this.#default };
  }
}

/** A load balancer for HTTP as `aws_lb`. */
export class ApplicationLoadBalancer extends Construct {
  /** The resource that is written. */
  readonly resource: AwsResource;
  /** What lets clients in to it, and what its targets let in. */
  readonly securityGroup: SecurityGroup;
  /** Id of its VPC, which is that of its targets. */
  readonly vpcId: string;

  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    assertTerraformTree(scope, id, ApplicationLoadBalancer);
    super(scope, id);
    const { vpcId, subnets, internal = false, securityGroup } = props;
    this.vpcId = vpcId;
    this.securityGroup = securityGroup ?? new SecurityGroup(this, 'SecurityGroup', { vpcId });
    this.resource = new AwsResource(this, 'Resource', 'aws_lb', {
      load_balancer_type: 'application',
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
   * Adds a listener, and lets its clients in.
   * @throws ModelError port-out-of-range
   */
  addListener(id: string, props: ListenerProps): ApplicationListener {
    const { number } = Port.tcp(props.port);
    const listener = new ApplicationListener(this, id, props);
    for (const client of props.clients ?? ['0.0.0.0/0']) {
      this.securityGroup.allowFrom(client, { protocol: 'tcp', from: number, to: number }, 'Clients');
    }
    return listener;
  }
}
