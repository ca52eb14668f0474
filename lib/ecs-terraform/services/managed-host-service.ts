import { type Construct } from 'constructs';
import { HOST } from '../../core/ecs/network-mode';
import { type ManagedInstances } from '../network/managed-instances';
import { type ManagedHostTaskDefinition } from '../tasks/managed-host-task-definition';
import { onInstances, type PlacementProps } from './launch';
import { type ServiceProps } from './service';
import { WiredService } from './wired-service';

/** Props of ManagedHostService. */
export interface ManagedHostServiceProps extends ServiceProps, PlacementProps {
  /** The task definition of its tasks. */
  readonly taskDefinition: ManagedHostTaskDefinition;
  /** Where the tasks run: without them the service would have no capacity. */
  readonly instances: readonly ManagedInstances[];
}

/**
 * Keeps copies of a task on the network stacks of instances that ECS manages running.
 *
 * Its traffic passes the instances' security groups.
 */
export class ManagedHostService extends WiredService {
  /** @throws ModelError foreign-root, stack-missing, wrong-type, task-of-another-mode */
  constructor(scope: Construct, id: string, props: ManagedHostServiceProps) {
    super(scope, id, props, () => ({ modes: [HOST], groups: [], ...onInstances(props) }));
  }
}
