import { type Construct } from 'constructs';
import { DEFAULT } from '../../core/ecs/network-mode';
import { type WindowsTaskDefinition } from '../tasks/windows-task-definition';
import { type Ec2ServiceProps, onInstances } from './launch';
import { WiredService } from './wired-service';

/** Props of WindowsService. */
export interface WindowsServiceProps extends Ec2ServiceProps {
  /** The task definition of its tasks. */
  readonly taskDefinition: WindowsTaskDefinition;
}

/**
 * Keeps copies of a task behind the NAT networks of Windows instances running.
 *
 * Its traffic passes the instances' security groups. There is no Service Connect on Windows.
 */
export class WindowsService extends WiredService {
  /** @throws ModelError foreign-root, stack-missing, wrong-type, task-of-another-mode */
  constructor(scope: Construct, id: string, props: WindowsServiceProps) {
    super(scope, id, props, () => ({ modes: [DEFAULT], groups: [], ...onInstances(props) }));
  }
}
