import { DEFAULT_ENGINE } from '../../core/engine/definition/docker-host';
import { byPrecedence, type Precedence } from '../../core/engine/definition/precedence';
import { type Cidr, type IpAddress } from '../../core/values/address';
import { type Place } from '../../core/values/place';
import {
  DEFAULT_BRIDGE,
  type AttachmentState,
  type ContainerState,
  type NetworkState,
  type PublicationState,
} from './state';
import { keyOf } from '../../terraform/tokens';

/** One subnet of a network as it is written. */
export interface Block {
  readonly subnet: Cidr;
  readonly gateway: IpAddress | undefined;
  readonly ipRange: Cidr | undefined;
  readonly auxiliary: Readonly<Record<string, IpAddress>>;
}

/** Something to say about what is written, or why it cannot be, with its place. */
export interface Remark {
  readonly at: Place;
  readonly text: string;
}

/** What follows from everything on an engine together: automatic subnets, addresses for links, host entries. */
export interface Plan {
  readonly blocks: ReadonlyMap<NetworkState, readonly Block[]>;
  /** Addresses that nobody gave, fixed because a link needs them. */
  readonly fixed: ReadonlyMap<AttachmentState, string>;
  readonly linkEntries: ReadonlyMap<ContainerState, readonly { readonly hostname: string; readonly address: string }[]>;
  /** What cannot be written at all. */
  readonly problems: readonly Remark[];
  /** What may surprise: choices that gave way to others. */
  readonly warnings: readonly Remark[];
}

/** Where the planning of each part says what it has to say. */
export interface Remarks {
  readonly problems: Remark[];
  readonly warnings: Remark[];
}

export interface PlanInput {
  readonly networks: readonly NetworkState[];
  readonly containers: readonly ContainerState[];
  /** Ranges to stay away from. */
  readonly outside: readonly Cidr[];
}

/** Entries of the hosts file, links included. */
export function hostsOf(
  container: ContainerState,
  plan: Plan,
): { readonly hostname: string; readonly address: string }[] {
  const text = (entry: { hostname: string; address: string }): string => `${entry.hostname} ${entry.address}`;
  return [...container.extraHosts, ...(plan.linkEntries.get(container) ?? [])].sort((a, b) =>
    text(a) < text(b) ? -1 : 1,
  );
}

/** Endpoints in an order that is not that of the calls; the provider connects them in an order of its own anyway. */
export function sortedAttachments({ attachments }: ContainerState): AttachmentState[] {
  const key = ({ network }: AttachmentState): string => (network === DEFAULT_BRIDGE ? '' : network.construct.node.path);
  return [...attachments].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Ports in the order in which the provider reads them back: by container port, then protocol. */
export function sortedPublications(container: ContainerState): PublicationState[] {
  const address = ({ address }: PublicationState): string => address ?? '';
  return [...container.publications].sort(
    (a, b) =>
      a.port.number - b.port.number ||
      a.port.protocol.localeCompare(b.port.protocol) ||
      (a.hostPort ?? 0) - (b.hostPort ?? 0) ||
      address(a).localeCompare(address(b)),
  );
}

/**
 * The host address a port is bound to: the one given, else the default of the network that carries published ports.
 *
 * The provider always sends an address, so the engine never looks at the network's own default.
 */
export function hostAddressOf(container: ContainerState, publication: PublicationState): string | undefined {
  if (publication.address !== undefined) return publication.address;
  const carriers = container.attachments.map(carrier).filter(({ bridge, network }) => bridge && !network.internal);
  // the version of the engine matters to internal networks only
  return carriers.sort(byPrecedence(DEFAULT_ENGINE))[0]?.hostBinding;
}

/** Where an attachment comes in the engine's order, and what it would bind ports to. */
interface Carrier extends Precedence {
  /** Only bridges publish ports; of what is there already the driver may be unknown. */
  readonly bridge: boolean;
  readonly hostBinding: string | undefined;
}

function carrier({ network, ipv6 }: AttachmentState): Carrier {
  const on = network === DEFAULT_BRIDGE ? undefined : network;
  return {
    priority: 0,
    network: { name: on ? keyOf(on) : DEFAULT_BRIDGE, internal: on?.internal === true },
    ipv6: on?.ipv6 === true ? true : ipv6,
    bridge: !on || on.driver === 'bridge' || on.driver === '',
    hostBinding: on?.hostBinding,
  };
}
