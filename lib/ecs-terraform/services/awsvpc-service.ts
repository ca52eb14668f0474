import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { type AwsvpcTaskDefinition } from '../tasks/awsvpc-task-definition';
import { type Ec2ServiceProps, interfaces, type InterfaceProps, onInstances } from './launch';
import { ConnectableService } from './connectable-service';

/** Props of AwsvpcService. */
export interface AwsvpcServiceProps extends Ec2ServiceProps, InterfaceProps {
  /** The task definition of its tasks. */
  readonly taskDefinition: AwsvpcTaskDefinition;
}

/**
 * Keeps copies of a task with a network interface of its own running on EC2.
 *
 * Its traffic passes the task's own security group.
 */
export class AwsvpcService extends ConnectableService {
  /** @throws ModelError foreign-root, stack-missing, wrong-type, task-of-another-mode */
  constructor(scope: Construct, id: string, props: AwsvpcServiceProps) {
    super(scope, id, props, (self) => {
      const { groups, given } = interfaces(self, props);
      return { modes: [AWSVPC], groups, given: { ...given, ...onInstances(props).given } };
    });
  }
}
