import { type PortWindow } from '../core/local/host-port-window';
import { type LocalPlan, type PlannedContainer } from '../core/local/local-plan';
import { type HealthCheckSpec } from '../core/local/task-spec';
import { DYNAMIC_PORTS } from '../core/values/dynamic-ports';

/** Settings of one block of a file, by the names that it has there. */
export type Setting = Readonly<Record<string, unknown>>;

/** Without what says nothing: empty texts and lists, false, and what is not there. */
export function filled(settings: Setting): Setting {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => saysSomething(value)));
}

function saysSomething(value: unknown): boolean {
  if (value === undefined || value === '' || value === false) return false;
  return typeof value !== 'object' || value === null || Object.keys(value).length > 0;
}

/** The same with another text for each text in it. */
export function rewritten(value: unknown, rewrite: (text: string) => string): unknown {
  if (typeof value === 'string') return rewrite(value);
  if (Array.isArray(value)) return value.map((item) => rewritten(item, rewrite));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rewritten(inner, rewrite)]));
}

/** Names of the volumes of the engine that a plan mounts. */
export function volumesOf({ containers }: LocalPlan): readonly string[] {
  const named = containers.flatMap(({ mounts }) => mounts.filter(({ isFolder }) => !isFolder));
  return [...new Set(named.map(({ source }) => source))];
}

/** A length of time as both kinds of files write it. */
export function seconds(count: number | undefined): string | undefined {
  return count === undefined ? undefined : `${count}s`;
}

/** A health check as both kinds of files write it; undefined where the container has none. */
export function healthCheckOf(health: HealthCheckSpec | undefined): Setting | undefined {
  if (!health || health.test.length === 0) return undefined;
  return filled({
    test: [...health.test],
    interval: seconds(health.intervalSeconds),
    timeout: seconds(health.timeoutSeconds),
    retries: health.retries,
    start_period: seconds(health.startPeriodSeconds),
  });
}

/**
 * The range to publish a dynamic host port from. Undefined where the engine picks one by itself: for the developer, and where the
 * window is the kernel's, which it picks from anyway. Of a range that it is given, engine 20.10 does not try the next port when
 * something listens on the first.
 */
export function dynamicRange({ local }: PlannedContainer, [first, last]: PortWindow): string | undefined {
  const [least, most] = DYNAMIC_PORTS.linux;
  return local.isPublishedForDeveloper || (first === least && last === most) ? undefined : `${first}-${last}`;
}
