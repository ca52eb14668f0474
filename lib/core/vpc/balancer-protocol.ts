import { type FlowProtocol } from './filters';

/** Protocols of listeners and target groups, with the transport protocols of their packets. */
const TRANSPORTS: ReadonlyMap<string, readonly FlowProtocol[]> = new Map<string, readonly FlowProtocol[]>([
  ...['HTTP', 'HTTPS', 'TCP', 'TLS', 'SSL'].map((name) => [name, ['tcp']] as const),
  ...['UDP', 'QUIC'].map((name) => [name, ['udp']] as const),
  ...['TCP_UDP', 'TCP_QUIC'].map((name) => [name, ['tcp', 'udp']] as const),
]);

/**
 * The transport protocols that a listener or a target group takes; none for one that carries other packets, such as GENEVE.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
 */
export function transportsOf(protocol: string): readonly FlowProtocol[] {
  return TRANSPORTS.get(protocol) ?? [];
}
