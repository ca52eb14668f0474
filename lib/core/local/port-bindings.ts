import { type HostPortWindow } from './host-port-window';
import { type PortSpec } from './task-spec';

/** A host port that is written in the definition, or one that the agent took from its window. */
export interface HostPortChoice {
  readonly number: number;
  readonly chosen: boolean;
}

/** One container port and the host port that it is published on. */
export interface PortBinding {
  /** The port; a name where the port is a listener of Service Connect, whose number is random. */
  readonly port: number | string;
  readonly protocol: string;
  readonly host: HostPortChoice;
  /** The range that it is a part of, as written. @default - it stands alone */
  readonly range?: string;
}

/** Ports that a container exposes and publishes; a text where the agent gives up, in its words. */
export type Published = { readonly bindings: readonly PortBinding[] } | { readonly failure: string };

/** What the agent makes of port mappings when it creates their container. */
export function publish(ports: readonly PortSpec[], window: HostPortWindow): Published {
  const bindings: PortBinding[] = [];
  for (const mapping of ports) {
    const { protocol } = mapping;
    const { containerPort = 0, containerPortRange, hostPort = 0 } = mapping;
    if (containerPort !== 0) {
      const host = hostPortOf(hostPort, protocol, window);
      if ('failure' in host) return host;
      bindings.push({ port: containerPort, protocol, host });
    } else if (containerPortRange !== undefined) {
      const range = rangeOf(containerPortRange);
      if ('failure' in range) return range;
      const { first, last } = range;
      const count = last - first + 1;
      const taken = window.take(count, protocol);
      if ('failure' in taken) return taken;
      for (let at = 0; at < count; at++) {
        const host = { number: taken.first + at, chosen: true };
        bindings.push({ port: first + at, protocol, host, range: containerPortRange });
      }
    }
  }
  return { bindings };
}

/** The container ports of bindings, such as `80/tcp`, each once. */
export function exposedBy(bindings: readonly PortBinding[]): readonly string[] {
  return [...new Set(bindings.map(({ port, protocol }) => `${port}/${protocol}`))];
}

/** The host port of one container port: the number that is written, or one of the window where it is 0. */
export function hostPortOf(
  written: number,
  protocol: string,
  window: HostPortWindow,
): HostPortChoice | { readonly failure: string } {
  if (written !== 0) return { number: written, chosen: false };
  const taken = window.take(1, protocol);
  return 'failure' in taken ? taken : { number: taken.first, chosen: true };
}

/** A range as the agent reads it: one number stands for itself. */
function rangeOf(text: string): { readonly first: number; readonly last: number } | { readonly failure: string } {
  const [from = '', to = from] = text.split('-');
  for (const part of [from, to]) {
    const problem = !/^\d+$/.test(part) ? 'invalid syntax' : Number(part) > 65535 ? 'value out of range' : undefined;
    if (problem !== undefined) return { failure: `strconv.ParseUint: parsing "${part}": ${problem}` };
  }
  const [first, last] = [Number(from), Number(to)];
  return last < first ? { failure: `invalid range specified for port: ${text}` } : { first, last };
}
