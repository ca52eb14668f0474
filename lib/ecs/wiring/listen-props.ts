import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type PortHandle } from '../tasks/port-handle';

/** Props for a port behind a listener. */
export interface ListenProps extends Omit<elbv2.BaseTargetGroupProps, 'vpc' | 'targetType'> {
  /**
   * Priority among the rules of a listener of an application load balancer; lower ones are evaluated first.
   * @default - the target group is the listener's default action
   */
  readonly priority?: number;
  /**
   * When the rule applies; with `priority`, application load balancers only.
   * @default - always
   */
  readonly conditions?: elbv2.ListenerCondition[];
  /**
   * The protocol between load balancer and task: HTTP or HTTPS behind an application load balancer; TCP, UDP, TCP_UDP or TLS
   * behind a network load balancer.
   * @default - HTTP; behind a network load balancer the protocol of the port
   */
  readonly protocol?: elbv2.Protocol;
  /**
   * The version of HTTP between an application load balancer and the task; GRPC and HTTP2 need an HTTPS listener.
   * @default - that of the appProtocol of the port, else HTTP1
   */
  readonly protocolVersion?: elbv2.ApplicationProtocolVersion;
  /**
   * The clients of a network load balancer without a security group, where the task sees the address of the client.
   * @default - anyone for an internet-facing load balancer, the VPC for an internal one
   */
  readonly clients?: ec2.IPeer;
}

/** A listener of an application or a network load balancer. */
export type PortListener = elbv2.IApplicationListener | elbv2.NetworkListener;

/** The props that concern the target group. */
export type TargetGroupProps = Omit<ListenProps, 'priority' | 'conditions' | 'clients'>;

/** A target group of a port, and the props that it was created with. */
export interface TargetGroupOfPort<Group extends elbv2.TargetGroupBase = elbv2.TargetGroupBase> {
  readonly handle: PortHandle;
  /** The load balancer it belongs to. */
  readonly balancer: string;
  readonly props: TargetGroupProps;
  readonly group: Group;
}
