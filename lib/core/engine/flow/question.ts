import { IpAddress, type IpFamily } from '../../values/address';
import { type Port } from '../../values/port';
import { type ContainerSpec, type Listener } from '../definition/docker-host';
import { documentedPorts, loopbackOf } from '../definition/listening';
import { type Endpoint, linksOn, type Network, type Node, type Sandbox } from '../state/sandbox';
import { type RunningHost } from '../state/running-host';
import { type Knowable } from '../../values/unknown';
import { type BlockCode, type BlockFacts, blockFix, blockReason, blockText } from './block-reason';
import {
  type Blocked,
  type Failure,
  type Hop,
  type Origin,
  originText,
  type Reachable,
  type Undecided,
  type Verdict,
} from './verdict';
import { type UnknownCode, type UnknownFacts, unknownReason, unknownText } from './unknown-reason';

/** Where a packet goes, once names are resolved. */
export type Target =
  | { readonly kind: 'loopback'; readonly address: IpAddress }
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint; readonly address: Knowable<IpAddress> }
  /** An address of the host: of a bridge, or its own. */
  | { readonly kind: 'host'; readonly network: Network | undefined; readonly address: Knowable<IpAddress> | undefined }
  | { readonly kind: 'free'; readonly network: Network; readonly address: IpAddress }
  | { readonly kind: 'outside'; readonly address: IpAddress | undefined };

/** One question while it is answered: the sender, and the trace so far. */
export interface Question {
  readonly topology: RunningHost;
  readonly from: Origin;
  /** The namespace the packet starts in; undefined on another machine. */
  readonly sandbox: Sandbox | undefined;
  readonly port: Port | undefined;
  readonly trace: Hop[];
}

/** A question or a verdict with its trace so far. */
interface Traced {
  readonly trace: readonly Hop[];
}

/** Whether a process in a sandbox takes what arrives. */
export function listen(
  question: Question,
  sandbox: Sandbox,
  address: IpAddress | undefined,
  endpoint: Endpoint | undefined,
): Verdict {
  const { port, trace, topology } = question;
  const owner = sandbox.owner?.name ?? 'host';
  if (endpoint)
    trace.push({
      where: `container ${owner}`,
      what: `arrives on ${endpoint.network.name}`,
      ...(address ? { address: address.toString() } : {}),
    });
  if (sandbox.owner?.doubt !== undefined)
    return unknown(question, 'container-state-unknown', { container: owner, why: sandbox.owner.doubt });
  if (!port) return arrive(question, owner, true);
  const { listeners } = topology.engine;
  if (sandbox.kind === 'host' && listeners?.some((one) => takes(one, port, address)) === true)
    return arrive(question, owner, true);
  let silent: Node | undefined;
  let doubtful: UnknownFacts<'container-state-unknown'> | undefined;
  for (const node of sandbox.members) {
    const { name, spec, paused } = node;
    const takesIt = listensAt(spec, port, address);
    // the kernel accepts the connection for the paused program, which does not read
    if (paused && takesIt !== false && node.doubt === undefined)
      return blocked(question, 'timeout', 'paused', { container: name });
    if (takesIt === true && node.doubt === undefined) return arrive(question, name, true);
    if (takesIt !== false && node.doubt !== undefined) doubtful ??= { container: name, why: node.doubt };
    if (takesIt === undefined && node.doubt === undefined) silent ??= node;
  }
  if (silent) return arrive(question, silent.name, false);
  if (doubtful) return unknown(question, 'container-state-unknown', doubtful);
  if (sandbox.kind === 'host' && sandbox.members.length === 0) {
    return blocked(question, 'refused', 'nothing-on-host', { port: port.toString() });
  }
  for (const { name, spec } of sandbox.members) {
    const inner = port.protocol === 'tcp' ? loopbackOf(spec) : undefined;
    if (inner?.port !== port.number) continue;
    return blocked(question, 'refused', 'listens-on-loopback', { container: name, port: inner.port, by: inner.by });
  }
  return blocked(question, 'refused', 'nothing-listens', { port: port.toString(), container: owner });
}

/**
 * Whether a program of a container accepts what is sent to a port: by its definition, its command or its image;
 * undefined: that is not known.
 */
function listensAt(spec: ContainerSpec, port: Port, address: IpAddress | undefined): boolean | undefined {
  if (spec.listeners) return spec.listeners.some((one) => takes(one, port, address));
  if (port.protocol !== 'tcp') return undefined;
  if (loopbackOf(spec)?.port === port.number && address?.isLoopback !== true) return false;
  return documentedPorts(spec)?.includes(port.number);
}

export function takes(listener: Listener, port: Port, address: IpAddress | undefined): boolean {
  if (listener.port !== port.number || listener.protocol !== port.protocol) return false;
  const bound = listener.address === undefined ? undefined : IpAddress.tryParse(listener.address);
  if (!bound) return true;
  if (bound.isUnspecified) return bound.family === 6 || address?.family !== 6;
  return address === undefined ? !bound.isLoopback : bound.equals(address);
}

export function arrive({ trace }: Question, by: string, listenerKnown: boolean): Reachable {
  return { kind: 'reachable', trace, by: [by], listenerKnown };
}

export function blocked<C extends BlockCode>(
  { trace }: Traced,
  failure: Failure,
  code: C,
  facts: BlockFacts<C>,
): Blocked {
  const reason = blockReason(code, facts);
  return { kind: 'blocked', trace, failure, reason, by: blockText(reason), fix: blockFix(reason) };
}

export function unknown<C extends UnknownCode>({ trace }: Traced, code: C, facts: UnknownFacts<C>): Undecided {
  const reason = unknownReason(code, facts);
  return { kind: 'unknown', trace, reason, missing: unknownText(reason) };
}

/** Unknown, because the settings of a network are. */
export function unsettled(question: Traced, network: string, why: string): Undecided {
  return unknown(question, 'network-settings-unknown', { network, why });
}

/** Unknown, because it is not known what a sandbox is attached to. */
export function unattached(question: Traced, sandbox: Sandbox, why: string): Undecided {
  return unknown(question, 'container-networks-unknown', attachmentFacts(sandbox, why));
}

/** Whose attachments are open, and why. */
export function attachmentFacts({ owner }: Sandbox, why: string): UnknownFacts<'container-networks-unknown'> {
  return { container: owner?.name ?? 'host', why };
}

/** The family of what is dialled; of an address that is not known, the one that the endpoint has it for. */
export function familyOf(address: Knowable<IpAddress> | undefined, endpoint?: Endpoint): IpFamily {
  if (address instanceof IpAddress) return address.family;
  return endpoint && address !== undefined && endpoint.ipv4 !== address ? 6 : 4;
}

export function originName(from: Origin): string {
  return typeof from === 'string' ? `container ${from}` : originText(from);
}

/** On the default bridge without icc a link opens the exposed ports of its target, one way. */
export function linkOpens({ topology }: Question, sandbox: Sandbox, target: Endpoint, port: Port | undefined): boolean {
  const owner = target.sandbox.owner;
  const mine = sandbox.endpoints.find(({ network }) => network === target.network);
  if (!owner || !mine || !port || target.network.name !== 'bridge') return false;
  const linked = linksOn(sandbox, mine).some((link) => topology.nodes.get(link.target) === owner);
  const exposed = [
    ...owner.spec.exposed.items,
    ...owner.bindings.map((one) => ({ port: one.containerPort, protocol: one.protocol })),
  ];
  return linked && exposed.some((one) => one.port === port.number && one.protocol === port.protocol);
}
