import { type AmiFamily } from '../core/ecs/capacity';
import { DYNAMIC_PORTS } from '../core/values/dynamic-ports';
import { ModelError } from '../core/values/model-error';
import { type PortRange } from '../core/values/port';
import { type Entry } from './entry';

/** The image families that constructs for instances support. */
export type InstanceFamily = Exclude<AmiFamily, 'other'>;

/**
 * The range of dynamic host ports that instances of each image family get when none is asked for. Where the agent has a setting
 * for it, it lies below the ports that the kernel takes for connections of its own.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export const DYNAMIC_WINDOWS: Readonly<
  Record<InstanceFamily, { readonly window: readonly [number, number]; readonly settable: boolean }>
> = {
  'amazon-linux-2': { window: [20000, 32767], settable: true },
  'amazon-linux-2023': { window: [20000, 32767], settable: true },
  bottlerocket: { window: DYNAMIC_PORTS.linux, settable: false },
  windows: { window: DYNAMIC_PORTS.windows, settable: false },
};

/**
 * First and last port of the range that dynamic host ports are picked from.
 * @throws ModelError dynamic-ports-fixed
 */
export function dynamicPortsOf(
  family: InstanceFamily,
  asked: PortRange | undefined,
  entry: Entry,
): readonly [number, number] {
  const { window, settable } = DYNAMIC_WINDOWS[family];
  if (asked === undefined) return window;
  if (settable) return [asked.first, asked.last];
  throw new ModelError(
    'dynamic-ports-fixed',
    `dynamic ports of ${family} instances are ${window.join(' to ')}, got ${asked.toString()}`,
    "leave dynamicPorts out, or use amiFamily 'amazon-linux-2023'",
    entry,
  );
}
