import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type PortHandle } from '../tasks/port-handle';

/** How a listener's target group treats the port. */
export interface ListenProps extends Omit<elbv2.BaseTargetGroupProps, 'vpc' | 'targetType'> {
  /**
   * Order among the rules of an application load balancer's listener; lower is asked first.
   * @default - the target group is the listener's default action
   */
  readonly priority?: number;
  /**
   * When the rule applies; with `priority`, application load balancers only.
   * @default - always
   */
  readonly conditions?: elbv2.ListenerCondition[];
  /**
   * What the load balancer speaks to the task: HTTP or HTTPS behind an application load balancer; TCP, UDP, TCP_UDP or TLS
   * behind a network load balancer.
   * @default - HTTP; behind a network load balancer the protocol of the port
   */
  readonly protocol?: elbv2.Protocol;
  /**
   * The version of HTTP that an application load balancer speaks to the task; GRPC and HTTP2 need an HTTPS listener.
   * @default - what the port says with appProtocol, else HTTP1
   */
  readonly protocolVersion?: elbv2.ApplicationProtocolVersion;
  /**
   * Who calls a network load balancer without a security group, where the task sees the client's own address.
   * @default - anyone for an internet-facing load balancer, the VPC for an internal one
   */
  readonly clients?: ec2.IPeer;
}

/** A listener of an application or a network load balancer. */
export type PortListener = elbv2.IApplicationListener | elbv2.NetworkListener;

/** What a listener asks of a target group itself. */
export type TargetGroupProps = Omit<ListenProps, 'priority' | 'conditions' | 'clients'>;

/** A target group that a port has, and what was asked for when it was made. */
export interface TargetGroupOfPort<Group extends elbv2.TargetGroupBase = elbv2.TargetGroupBase> {
  readonly handle: PortHandle;
  /** The load balancer it belongs to. */
  readonly balancer: string;
  readonly props: TargetGroupProps;
  readonly group: Group;
}
