import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { type ManagedInstances } from '../network/managed-instances';
import { type ManagedAwsvpcTaskDefinition } from '../tasks/managed-awsvpc-task-definition';
import { ConnectableService } from './connectable-service';
import { interfaces, type InterfaceProps, onInstances, type PlacementProps } from './launch';
import { type ServiceProps } from './service';

/** Props of ManagedAwsvpcService. */
export interface ManagedAwsvpcServiceProps extends ServiceProps, PlacementProps, InterfaceProps {
  /** The task definition of its tasks. */
  readonly taskDefinition: ManagedAwsvpcTaskDefinition;
  /** Where the tasks run: without them the service would have no capacity. */
  readonly instances: readonly ManagedInstances[];
}

/**
 * Keeps copies of a task with network interfaces of their own running on instances that ECS manages.
 *
 * Its traffic passes the task's own security group.
 */
export class ManagedAwsvpcService extends ConnectableService {
  /** @throws ModelError foreign-root, stack-missing, wrong-type, task-of-another-mode */
  constructor(scope: Construct, id: string, props: ManagedAwsvpcServiceProps) {
    super(scope, id, props, (self) => {
      const { groups, given } = interfaces(self, props);
      return { modes: [AWSVPC], groups, given: { ...given, ...onInstances(props).given } };
    });
  }
}
