import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { type WindowsAwsvpcTaskDefinition } from '../tasks/windows-awsvpc-task-definition';
import { type Ec2ServiceProps, interfaces, type InterfaceProps, onInstances } from './launch';
import { WiredService } from './wired-service';

/** Props of WindowsAwsvpcService. */
export interface WindowsAwsvpcServiceProps extends Ec2ServiceProps, InterfaceProps {
  /** The task definition of its tasks. */
  readonly taskDefinition: WindowsAwsvpcTaskDefinition;
}

/**
 * Keeps copies of a task with a network interface of its own running on Windows instances.
 *
 * Its traffic passes the task's own security group. There is no Service Connect on Windows.
 */
export class WindowsAwsvpcService extends WiredService {
  /** @throws ModelError foreign-root, stack-missing, wrong-type, task-of-another-mode */
  constructor(scope: Construct, id: string, props: WindowsAwsvpcServiceProps) {
    super(scope, id, props, (self) => {
      const { groups, given } = interfaces(self, props);
      return { modes: [AWSVPC], groups, given: { ...given, ...onInstances(props).given } };
    });
  }
}
