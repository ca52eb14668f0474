import { DYNAMIC_PORTS } from '../values/dynamic-ports';
import { isPortNumber } from '../values/port';

/** First and last port from which an agent takes host ports. */
export type PortWindow = readonly [first: number, last: number];

/**
 * The window that `ECS_DYNAMIC_HOST_PORT_RANGE` sets: `lo-hi`, or one number. What is no window leaves the kernel's.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export function windowOf(text: string | undefined): PortWindow {
  const [first, last] = (text ?? '').split('-').map((part) => (/^\d+$/.test(part.trim()) ? Number(part) : NaN));
  const end = last ?? first;
  return isPortNumber(first) && isPortNumber(end) && first <= end ? [first, end] : DYNAMIC_PORTS.linux;
}

/**
 * Hands out host ports as the ECS agent does: one after the other from the low end of the window, for all tasks and both
 * protocols, passing over those on which somebody listens; at the end of the window it begins again. What it has handed out
 * and nobody listens on yet, it may hand out again.
 */
export class HostPortWindow {
  /** The port handed out last; 0: none. */
  #last = 0;

  constructor(
    private readonly window: PortWindow,
    private readonly isFree: (port: number, protocol: string) => boolean,
  ) {}

  /** The first of so many neighbouring ports; undefined when there are none. */
  take(count: number, protocol: string): number | undefined {
    const [first, last] = this.window;
    let found = this.#search(this.#last === 0 ? first : this.#last + 1, last, count, protocol);
    if (found.first === undefined && this.#last !== 0) found = this.#search(first, found.seen - 1, count, protocol);
    this.#last = found.seen === last ? first - 1 : found.seen;
    return found.first;
  }

  #search(
    from: number,
    to: number,
    count: number,
    protocol: string,
  ): { readonly first: number | undefined; readonly seen: number } {
    let length = 0;
    let seen = 0;
    for (let port = from; port <= to; port++) {
      if (!this.isFree(port, protocol)) continue;
      length = port === seen + 1 ? length + 1 : 1;
      seen = port;
      if (length === count) return { first: port - count + 1, seen };
    }
    return { first: undefined, seen };
  }
}
