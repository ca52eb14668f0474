import { ModelError, quoted } from '../core/values/model-error';
import { type Entry } from './entry';

/**
 * Asserts that a load balancer supports the protocol of a target group.
 * @param kind the load balancer with its article, such as `a network`
 * @throws ModelError listener-protocol
 */
export function assertProtocol(
  given: string | undefined,
  allowed: readonly string[],
  kind: string,
  entry: Entry,
): void {
  if (given === undefined || allowed.includes(given)) return;
  throw new ModelError(
    'listener-protocol',
    `the target group of ${kind} load balancer speaks ${allowed.join(', ')}, got ${quoted(given)}`,
    'leave protocol out, or put the port behind a listener of the other kind of load balancer',
    entry,
  );
}
