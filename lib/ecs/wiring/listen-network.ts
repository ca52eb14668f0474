import { type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { numberOf } from '../../constructs/declared-port';
import { type Entry } from '../../constructs/entry';
import { type ListenProps, type TargetGroupProps } from './listen-props';
import { open, type Opening, type ServiceWiring, tcpOpeningOf, udpOpeningOf } from './port-opening';
import { type PortHandle } from '../tasks/port-handle';
import { assertProtocol } from '../../constructs/target-protocol';
import { attach, ownHealthPort } from './target';
import { without } from '../../constructs/props';
import { targetGroupFor } from './target-group';

const PROTOCOLS = [elbv2.Protocol.TCP, elbv2.Protocol.UDP, elbv2.Protocol.TCP_UDP, elbv2.Protocol.TLS];
const TCP_AND_HEALTH = 'Load balancer to target, TCP and health';

/**
 * Puts a port behind a listener of a network load balancer. Packets may arrive with the address of the client, so where the load
 * balancer has no security group, the clients themselves must be admitted.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 */
export function listenOnNetwork(
  to: ServiceWiring,
  listener: elbv2.NetworkListener,
  handle: PortHandle,
  props: ListenProps,
  entry: Entry,
): elbv2.NetworkTargetGroup {
  assertProtocol(props.protocol, PROTOCOLS, 'a network', entry);
  const { clients, ...asked } = without(props, 'priority', 'conditions', 'protocolVersion');
  const { group, props: made } = targetGroupFor(to, listener, handle, asked, (...place) => newTargetGroup(to, handle, ...place)); // prettier-ignore
  listener.addTargetGroups(group.node.id, group);
  letIn(to, listener.loadBalancer, handle, made, clients);
  return group;
}

function newTargetGroup(
  to: ServiceWiring,
  handle: PortHandle,
  scope: Stack,
  id: string,
  { healthCheck, ...rest }: TargetGroupProps,
): elbv2.NetworkTargetGroup {
  const { service, mode } = to;
  const group = new elbv2.NetworkTargetGroup(scope, id, {
    ...rest,
    vpc: service.cluster.vpc,
    port: numberOf(handle),
    protocol: protocolOf(handle, rest),
    targetType: mode.targetType === 'ip' ? elbv2.TargetType.IP : elbv2.TargetType.INSTANCE,
    healthCheck: { port: 'traffic-port', ...healthCheck },
  });
  attach(service, group, handle);
  return group;
}

/** The protocol of the target group. */
function protocolOf(handle: PortHandle, { protocol }: TargetGroupProps): elbv2.Protocol {
  return protocol ?? (handle.protocol === 'udp' ? elbv2.Protocol.UDP : elbv2.Protocol.TCP);
}

function letIn(
  to: ServiceWiring,
  balancer: elbv2.INetworkLoadBalancer,
  handle: PortHandle,
  props: TargetGroupProps,
  clients: ec2.IPeer | undefined,
): void {
  const { service, mode } = to;
  const admit = (caller: ec2.IConnectable, description: string, opening?: Opening): void => {
    const callers = { itself: caller, seen: caller };
    open(to, handle, callers, (target, _, port) => { target.connections.allowFrom(caller, port, description); }, opening); // prettier-ignore
  };
  const protocol = protocolOf(handle, props);
  const datagrams = protocol === elbv2.Protocol.UDP || protocol === elbv2.Protocol.TCP_UDP;
  for (const caller of callers(balancer, service.cluster.vpc, mode.targetType === 'ip' && !datagrams, clients)) {
    admit(caller, 'Load balancer to target');
    if (protocol !== elbv2.Protocol.TCP_UDP) continue;
    if (handle.protocol === 'udp') admit(caller, TCP_AND_HEALTH, tcpOpeningOf);
    else admit(caller, 'Load balancer to target, UDP', udpOpeningOf);
  }
  const checked = ownHealthPort(service, props.healthCheck);
  if (checked) admit(checker(balancer, service.cluster.vpc), 'Load balancer health check', () => checked);
  // health checks of UDP targets use TCP, and come from the load balancer
  else if (protocol === elbv2.Protocol.UDP) admit(checker(balancer, service.cluster.vpc), TCP_AND_HEALTH, tcpOpeningOf);
}

/** The peers whose addresses a target sees. */
function callers(
  balancer: elbv2.INetworkLoadBalancer,
  vpc: ec2.IVpc,
  seesBalancer: boolean,
  clients: ec2.IPeer | undefined,
): ec2.IConnectable[] {
  if (hasGroup(balancer) || seesBalancer) return [checker(balancer, vpc)];
  if (clients) return [clients, checker(balancer, vpc)];
  // the address range of an imported VPC may be missing, so it is read only when it is needed
  return [isInternetFacing(balancer) ? ec2.Peer.anyIpv4() : checker(balancer, vpc)];
}

/** The source of health checks: the security group of the load balancer, or else its VPC. */
function checker(balancer: elbv2.INetworkLoadBalancer, vpc: ec2.IVpc): ec2.IConnectable {
  return hasGroup(balancer) ? balancer : ec2.Peer.ipv4(vpc.vpcCidrBlock);
}

function hasGroup(balancer: elbv2.INetworkLoadBalancer): boolean {
  return balancer.connections.securityGroups.length > 0;
}

function isInternetFacing(balancer: elbv2.INetworkLoadBalancer): boolean {
  const resource = balancer.node.defaultChild;
  return !(resource instanceof elbv2.CfnLoadBalancer) || resource.scheme === 'internet-facing';
}
