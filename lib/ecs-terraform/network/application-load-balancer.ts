import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { type Arguments, AwsResource } from '../tree/aws-resource';
import {
  ANYONE,
  type BaseListenerProps,
  listenerArguments,
  LoadBalancer,
  type LoadBalancerProps,
} from './load-balancer';

/** Props of ApplicationLoadBalancer. */
export type ApplicationLoadBalancerProps = LoadBalancerProps;

/** Props of a listener for HTTP. */
export interface ListenerProps extends BaseListenerProps {
  /** @default - HTTP; HTTPS with a certificate */
  readonly protocol?: 'HTTP' | 'HTTPS';
}

/** A listener of an application load balancer; it answers 404 to requests that no rule matches. */
export class ApplicationListener extends Construct {
  /** The Terraform resource. */
  readonly resource: AwsResource;
  #default: string | undefined;

  /** @internal made by `addListener` */
  constructor(
    /** Its load balancer. */
    readonly loadBalancer: ApplicationLoadBalancer,
    id: string,
    props: ListenerProps,
  ) {
    super(loadBalancer, id);
    const { protocol = props.certificateArn === undefined ? 'HTTP' : 'HTTPS' } = props;
    this.resource = new AwsResource(this, 'Resource', 'aws_lb_listener', {
      ...listenerArguments(loadBalancer, props, protocol),
      default_action: Lazy.anyValue({ produce: () => [this.#action()] }),
    });
  }

  /**
   * Sends requests that no rule matches to a target group; false when the listener already has one.
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
export class ApplicationLoadBalancer extends LoadBalancer {
  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id, props, 'application');
  }

  /**
   * Adds a listener, and admits its clients.
   * @throws ModelError port-out-of-range
   */
  addListener(id: string, props: ListenerProps): ApplicationListener {
    const listener = new ApplicationListener(this, id, props);
    this._letIn(props.port, ['tcp'], props.clients ?? ANYONE);
    return listener;
  }
}
