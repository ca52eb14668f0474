import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { ModelError, quoted } from '../../core/values/model-error';
import { type Entry } from '../tree/entry';
import { Reachable } from '../wiring/port-opening';

/**
 * The wiring of a service of this library.
 * @throws ModelError service-not-wired
 */
export function assertWired(service: ecs.BaseService, entry: Entry): Reachable {
  const wired = Reachable.of(service);
  if (wired) return wired;
  throw new ModelError(
    'service-not-wired',
    `the security groups of a service follow from its mode, which CDK's own classes do not tell, got ${quoted(service.node.path)}`,
    'make it a BridgeService, HostService, AwsvpcService or FargateAwsvpcService, or use its connections',
    entry,
  );
}
