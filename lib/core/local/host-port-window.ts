import { DYNAMIC_PORTS } from '../values/dynamic-ports';
import { MAX_PORT } from '../values/port';

/** First and last port from which an agent takes host ports. */
export type PortWindow = readonly [first: number, last: number];

/**
 * The window that `ECS_DYNAMIC_HOST_PORT_RANGE` sets: `lo-hi`, or one number; the agent takes no blanks. What is no window leaves
 * the kernel's.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export function windowOf(text: string | undefined): PortWindow {
  const [first = NaN, last = first] = (text ?? '').split('-').map((part) => (/^\d+$/.test(part) ? Number(part) : NaN));
  return first <= last && last <= MAX_PORT ? [first, last] : DYNAMIC_PORTS.linux;
}

/** The first of some neighbouring ports, or why there are none. */
export type TakenPorts = { readonly first: number } | { readonly failure: string };

/**
 * Hands out host ports as the ECS agent does: one after the other from the low end of the window, for all tasks and both
 * protocols, passing over those on which something listens; at the end of the window it begins again. What it has handed out
 * and nothing listens on yet, it may hand out again.
 */
export class HostPortWindow {
  /** The port handed out last; 0: none. */
  #last = 0;

  constructor(
    private readonly window: PortWindow,
    private readonly isFree: (port: number, protocol: string) => boolean,
  ) {}

  /** The first of so many neighbouring ports; a text where the agent gives up, in its words. */
  take(count: number, protocol: string): TakenPorts {
    const [first, last] = this.window;
    let found = this.#search(this.#last === 0 ? first : this.#last + 1, last, count, protocol);
    if (found.first === undefined && this.#last !== 0) found = this.#search(first, found.seen - 1, count, protocol);
    this.#last = found.seen === last ? first - 1 : found.seen;
    if (found.first === undefined) {
      return { failure: count > 1 ? `${count} contiguous host ports are unavailable` : 'a host port is unavailable' };
    }
    if (found.first >= first) return { first: found.first };
    const ports = count > 1 ? `port range: ${found.first}-${found.seen}` : `port: ${found.first}`;
    const window = first === last ? `${first}` : `${first}-${last}`;
    return {
      failure: `The host ${ports} found by ECS Agent is not within the expected host port range: ${window}`,
    };
  }

  #search(
    from: number,
    to: number,
    count: number,
    protocol: string,
  ): { readonly first: number | undefined; readonly seen: number } {
    let length = 0;
    // of port 1 the agent takes port 0 for a neighbour
    let start = 0;
    let seen = 0;
    for (let port = from; port <= to; port++) {
      if (!this.isFree(port, protocol)) continue;
      const follows = port === seen + 1;
      length = follows ? length + 1 : 1;
      start = follows ? start : port;
      seen = port;
      if (length === count) return { first: start, seen };
    }
    return { first: undefined, seen };
  }
}
