import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { transportsOf } from '../../core/vpc/balancer-protocol';
import { AwsResource } from '../tree/aws-resource';
import {
  ANYONE,
  type BaseListenerProps,
  listenerArguments,
  LoadBalancer,
  type LoadBalancerProps,
} from './load-balancer';

/** Props of NetworkLoadBalancer. */
export type NetworkLoadBalancerProps = LoadBalancerProps;

/** The protocols of listeners of a network load balancer. */
export type NetworkProtocol = 'TCP' | 'UDP' | 'TCP_UDP' | 'TLS';

/** Props of a listener for packets. */
export interface NetworkListenerProps extends BaseListenerProps {
  /** @default - TCP; TLS with a certificate */
  readonly protocol?: NetworkProtocol;
}

/** A listener of a network load balancer. It sends everything to one target group, which `listen()` of a service gives it. */
export class NetworkListener extends Construct {
  /** The Terraform resource. */
  readonly resource: AwsResource;
  /** The protocol between client and load balancer. */
  readonly protocol: NetworkProtocol;
  #target: string | undefined;

  /** @internal made by `addListener` */
  constructor(
    /** Its load balancer. */
    readonly loadBalancer: NetworkLoadBalancer,
    id: string,
    props: NetworkListenerProps,
  ) {
    super(loadBalancer, id);
    this.protocol = props.protocol ?? (props.certificateArn === undefined ? 'TCP' : 'TLS');
    this.resource = new AwsResource(this, 'Resource', 'aws_lb_listener', {
      ...listenerArguments(loadBalancer, props, this.protocol),
      default_action: Lazy.anyValue({
        produce: () => [{ type: 'forward', ...(this.#target !== undefined && { target_group_arn: this.#target }) }],
      }),
    });
    this.node.addValidation({
      validate: () =>
        this.#target === undefined
          ? ['a listener of a network load balancer sends to a target group, and this one has none: give it to listen() of a service'] // prettier-ignore
          : [],
    });
  }

  /** The transport protocols that it takes. */
  get transports(): readonly ('tcp' | 'udp')[] {
    return transportsOf(this.protocol);
  }

  /**
   * Sends everything to a target group; false when the listener already has one.
   *
   * @internal
   */
  _forward(targetGroup: AwsResource): boolean {
    if (this.#target !== undefined) return this.#target === targetGroup.arn;
    this.#target = targetGroup.arn;
    return true;
  }
}

/**
 * A load balancer for TCP, UDP and TLS as `aws_lb`. It has a security group, which can be given when it is made only.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
export class NetworkLoadBalancer extends LoadBalancer {
  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: NetworkLoadBalancerProps) {
    super(scope, id, props, 'network');
  }

  /**
   * Adds a listener, and admits its clients.
   * @throws ModelError port-out-of-range
   */
  addListener(id: string, props: NetworkListenerProps): NetworkListener {
    const listener = new NetworkListener(this, id, props);
    this._letIn(props.port, listener.transports, props.clients ?? ANYONE);
    return listener;
  }
}
