import { type ContainerHealthcheck } from '@cdktf/provider-docker/lib/container';
import { createHash } from 'node:crypto';
import { ModelError, quoted } from '../../core/values/model-error';
import { assertWhole, type Entry } from '../checks/checks';

/** How the engine finds out whether a container works. */
export interface HealthCheck {
  /** A program and its arguments; a text is run by the container's shell. */
  readonly command: string | readonly [string, ...string[]];
  /** @default - 30, the engine's */
  readonly intervalSeconds?: number;
  /** @default - 30, the engine's */
  readonly timeoutSeconds?: number;
  /**
   * Time in which failures do not count.
   * @default - 0
   */
  readonly startPeriodSeconds?: number;
  /** @default - 3, the engine's */
  readonly retries?: number;
}

/** Label that carries a digest of what the provider cannot change in a running container. */
export const HEALTH_CHECK_LABEL = 'portwright.health-check';

/** What is written into `healthcheck`. */
export function healthCheckBlock(check: HealthCheck, entry: Entry): ContainerHealthcheck {
  const { command, intervalSeconds, timeoutSeconds, startPeriodSeconds, retries } = check;
  const duration = (seconds: number | undefined): string | undefined =>
    seconds === undefined ? undefined : goDuration(seconds, entry);
  const interval = duration(intervalSeconds);
  const timeout = duration(timeoutSeconds);
  const startPeriod = duration(startPeriodSeconds);
  if (retries !== undefined) assertWhole('the number of retries of a health check', retries, 0, entry);
  return {
    test: typeof command === 'string' ? ['CMD-SHELL', command] : ['CMD', ...command],
    ...(interval === undefined ? {} : { interval }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(startPeriod === undefined ? {} : { startPeriod }),
    ...(retries === undefined ? {} : { retries }),
  };
}

/**
 * A digest of the check. The provider reports an edited check as changed and changes nothing; a label that changes with it
 * replaces the container.
 */
export function healthCheckDigest(block: ContainerHealthcheck): string {
  return createHash('sha256').update(JSON.stringify(block)).digest('hex').slice(0, 12);
}

/** The form in which the provider reads a duration back: 60 s is `1m0s`. */
export function goDuration(seconds: number, entry: Entry): string {
  if (!Number.isFinite(seconds) || seconds < 0) {
    throw new ModelError(
      'duration-negative',
      `a duration is a number of seconds from 0 on, got ${quoted(seconds)}`,
      'leave it out, and the default of the engine holds',
      entry,
    );
  }
  const milliseconds = Math.round(seconds * 1000);
  if (milliseconds === 0) return '0s';
  if (milliseconds < 1000) return `${milliseconds}ms`;
  const whole = Math.floor(milliseconds / 1000);
  const rest = milliseconds % 1000;
  const second = `${whole % 60}${rest === 0 ? '' : `.${String(rest).padStart(3, '0').replace(/0+$/, '')}`}s`;
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return second;
  return minutes < 60 ? `${minutes}m${second}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${second}`;
}
