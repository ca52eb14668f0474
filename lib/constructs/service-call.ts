import { leadsTo } from '../core/values/graph';
import { ModelError, quoted } from '../core/values/model-error';
import { type Entry } from './entry';

/** A service with a path in the construct tree. */
interface Placed {
  readonly node: { readonly path: string };
}

/**
 * Asserts that services do not call each other in a circle, since called services are deployed first.
 * @throws ModelError connect-circle
 */
export function assertNoCallCircle<Service extends Placed>(
  service: Service,
  called: Service,
  callsOf: (service: Service) => readonly Service[],
  entry: Entry,
): void {
  if (called !== service && !leadsTo<Service>(called, service, callsOf)) return;
  throw new ModelError(
    'connect-circle',
    `each of two services cannot be deployed before the other, got a call from ${quoted(service.node.path)} to ${quoted(called.node.path)}`,
    'leave one of the calls out: redeploy that service once after the first deployment, and use allowTo() for its traffic',
    entry,
  );
}
