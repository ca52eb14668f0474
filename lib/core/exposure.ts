import { type IpAddress } from './address';
import { Port } from './port';
import { type Topology } from './topology';
import { isKnown, Unknown, type Knowable } from './unknown';

/** A port that is reached from beyond the containers. */
export interface Exposure {
  readonly container: string;
  /**
   * The port inside; undefined for a container on the host's own stack of which nothing is said: any port it opens. Also
   * undefined when it is not known.
   */
  readonly port: Port | undefined;
  readonly hostPort: Knowable<number> | undefined;
  /** Undefined: every address of the host. */
  readonly hostAddress: Knowable<IpAddress> | undefined;
  /**
   * *other machines*: at an address of the host. *the host itself*: at its loopback or a bridge, so containers too.
   * *not known*: by whom, or whether at all, hangs on a value that is not known.
   */
  readonly to: 'other machines' | 'the host itself' | 'not known';
  readonly because: string;
}

/** What other machines, and what the host's own loopback, can reach. */
export function exposures(topology: Topology): Exposure[] {
  const list: Exposure[] = [];
  for (const { holder, containerPort, protocol, hostPort, hostAddress } of topology.bindings()) {
    const port = Port.of(containerPort, protocol);
    const open = holder.doubt ?? (hostAddress && !isKnown(hostAddress) ? hostAddress.why : undefined);
    if (open !== undefined || (hostAddress && !isKnown(hostAddress))) {
      list.push({ container: holder.name, port, hostPort, hostAddress, to: 'not known', because: open ?? '' });
      continue;
    }
    const bridge = hostAddress && topology.gatewayAt(hostAddress);
    const local = hostAddress?.isLoopback === true || (bridge !== undefined && !topology.engine.routedFromOutside);
    list.push({
      container: holder.name,
      port,
      hostPort,
      hostAddress: hostAddress?.isUnspecified === true ? undefined : hostAddress,
      to: local ? 'the host itself' : 'other machines',
      because: `published${hostAddress?.isLoopback === true ? ' on the loopback address' : bridge ? ` on the bridge of ${bridge.name}` : ''}`,
    });
  }
  for (const { holder, containerPort, protocol, between, hostAddress, why } of topology.openBindings()) {
    const port = containerPort === undefined || !protocol ? undefined : Port.of(containerPort, protocol);
    const hostPort = between[0] === between[1] ? between[0] : new Unknown(why);
    list.push({ container: holder.name, port, hostPort, hostAddress, to: 'not known', because: why });
  }
  for (const { name, spec } of topology.hostSandbox.members) {
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
      const local = address?.startsWith('127.') === true || address === '::1';
      const inside = Port.of(port, protocol);
      list.push({
        container: name,
        port: inside,
        hostPort: port,
        hostAddress: undefined,
        to: local ? 'the host itself' : 'other machines',
        because,
      });
    }
  }
  return list;
}
