import { IpAddress } from '../../values/address';
import { Port } from '../../values/port';
import { type Binding, type Node } from '../state/sandbox';
import { runningHostOf, type Topology } from '../topology';
import { isKnown, Unknown, type Knowable } from '../../values/unknown';
import { OTHER_MACHINE } from '../flow/verdict';

/** A port that is reached from beyond the containers. */
export interface Exposure {
  /** Name of the container. */
  readonly container: string;
  /** The port inside. Undefined: it is not known, or the definition does not say what the container listens on, which may be any port. */
  readonly port: Port | undefined;
  /** The port that others dial. Undefined: the one inside. */
  readonly hostPort: Knowable<number> | undefined;
  /** The address that others dial. Undefined: every address of the host, or one of the container's own that is not known. */
  readonly hostAddress: Knowable<IpAddress> | undefined;
  /**
   * *other machines*: at an address that they reach. *the host itself*: at its loopback or a bridge, so containers too.
   * *not known*: whether it is reached, and from where, depends on a value that is not known.
   */
  readonly to: 'other machines' | 'the host itself' | 'not known';
  /** What lets them reach it, in words. */
  readonly because: string;
}

/** What other machines, and what the host's own loopback, can reach. */
export function exposures(topology: Topology): Exposure[] {
  const list: Exposure[] = [];
  const running = runningHostOf(topology);
  for (const binding of topology.bindings()) if (isOnHost(binding)) list.push(exposureOf(topology, binding));
  for (const { holder, containerPort, protocol, between, hostAddress, why } of running.openBindings()) {
    const port = containerPort === undefined || !protocol ? undefined : Port.of(containerPort, protocol);
    const hostPort = between[0] === between[1] ? between[0] : new Unknown(why);
    list.push({ container: holder.name, port, hostPort, hostAddress, to: 'not known', because: why });
  }
  for (const { name, spec } of running.hostSandbox.members) {
    const because = "it is on the host's own network stack";
    if (!spec.listeners) {
      list.push({
        container: name,
        port: undefined,
        hostPort: undefined,
        hostAddress: undefined,
        to: 'other machines',
        because,
      });
      continue;
    }
    for (const { port, protocol, address } of spec.listeners) {
      const bound = IpAddress.tryParse(address ?? '')?.unmapped;
      const inside = Port.of(port, protocol);
      list.push({
        container: name,
        port: inside,
        hostPort: port,
        hostAddress: bound?.isUnspecified === false ? bound : undefined,
        to: bound?.isLoopback === true ? 'the host itself' : 'other machines',
        because,
      });
    }
  }
  const known = new Set(list.filter(({ to }) => to === 'other machines').map(keyOf));
  for (const one of ownAddresses(topology)) if (!known.has(keyOf(one))) list.push(one);
  return list;
}

function keyOf({ container, port }: Exposure): string {
  return `${container} ${port?.toString() ?? ''}`;
}

/** A routed network opens published ports at the addresses of its containers, not on the host. */
function isOnHost({ families }: Binding): boolean {
  return families.length > 0;
}

function exposureOf(topology: Topology, { holder, containerPort, protocol, hostPort, hostAddress }: Binding): Exposure {
  const port = Port.of(containerPort, protocol);
  const { name: container, doubt } = holder;
  if (doubt !== undefined) return { container, port, hostPort, hostAddress, to: 'not known', because: doubt };
  if (hostAddress && !isKnown(hostAddress)) {
    return { container, port, hostPort, hostAddress, to: 'not known', because: hostAddress.why };
  }
  const bridge = hostAddress && runningHostOf(topology).gatewayAt(hostAddress);
  const local = hostAddress?.isLoopback === true || (bridge !== undefined && !topology.engine.routedFromOutside);
  return {
    container,
    port,
    hostPort,
    hostAddress: hostAddress?.isUnspecified === true ? undefined : hostAddress,
    to: local ? 'the host itself' : 'other machines',
    because: `published${hostAddress?.isLoopback === true ? ' on the loopback address' : bridge ? ` on the bridge of ${bridge.name}` : ''}`,
  };
}

/** Ports that other machines reach at an address of the container's own. */
function* ownAddresses(topology: Topology): Generator<Exposure> {
  for (const node of topology.nodes.values()) {
    if (node.sandbox?.kind !== 'own') continue;
    for (const { network, ipv4, ipv6 } of node.sandbox.endpoints) {
      if (!network.lan && !topology.engine.routedFromOutside) continue;
      for (const [family, address] of [[4, ipv4] as const, [6, ipv6] as const]) {
        if (address === undefined) continue;
        const opens = (port: Port): boolean =>
          topology.reach({ from: OTHER_MACHINE, to: { container: node.name, on: network.name, family }, port }).kind ===
          'reachable';
        for (const port of openedBy(node, opens)) {
          yield {
            container: node.name,
            port,
            hostPort: port?.number,
            hostAddress: isKnown(address) ? address : undefined,
            to: 'other machines',
            because: network.lan
              ? `it is on the LAN of network ${network.name} with an address of its own`
              : `others route to its address on network ${network.name}`,
          };
        }
      }
    }
  }
}

/** The ports of a container that are open from somewhere; undefined: any port, as the definition does not say what listens. */
function openedBy({ spec, sandbox, bindings }: Node, opens: (port: Port) => boolean): (Port | undefined)[] {
  if (spec.listeners) return spec.listeners.map(({ port, protocol }) => Port.of(port, protocol)).filter(opens);
  const published = bindings.map(({ containerPort, protocol }) => Port.of(containerPort, protocol));
  const taken = new Set((sandbox?.owner?.bindings ?? []).map(({ containerPort }) => containerPort));
  let unpublished = 1;
  while (taken.has(unpublished)) unpublished++;
  return opens(Port.tcp(unpublished)) ? [undefined] : published.filter(opens);
}
