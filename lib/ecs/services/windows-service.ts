import { type Construct } from 'constructs';
import { DEFAULT } from '../../core/ecs/network-mode';
import { type WindowsTaskDefinition } from '../tasks/windows-task-definition';
import { WiredEc2Service, type WiredEc2ServiceProps } from './wired-ec2-service';

/** Props of WindowsService. */
export interface WindowsServiceProps extends Omit<WiredEc2ServiceProps, 'serviceConnectConfiguration'> {
  /** The task definition of its tasks. */
  readonly taskDefinition: WindowsTaskDefinition;
}

/**
 * Keeps copies of a task behind the NAT networks of Windows instances running.
 *
 * Its traffic passes the instances' security groups.
 */
export class WindowsService extends WiredEc2Service {
  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: WindowsServiceProps) {
    super(scope, id, props, DEFAULT);
  }
}
