import { type Construct } from 'constructs';
import { NONE } from '../../core/ecs/network-mode';
import { type NoneTaskDefinition } from '../tasks/none-task-definition';
import { type Ec2ServiceProps, onInstances } from './launch';
import { Service } from './service';

/** Props of NoneService. */
export interface NoneServiceProps extends Omit<Ec2ServiceProps, 'enableExecuteCommand' | 'healthCheckGraceSeconds'> {
  /** The task definition of its tasks. */
  readonly taskDefinition: NoneTaskDefinition;
}

/**
 * Keeps copies of a task running that has no network: workers that get and leave their work on volumes.
 */
export class NoneService extends Service {
  /** @throws ModelError foreign-root, stack-missing, wrong-type, task-of-another-mode */
  constructor(scope: Construct, id: string, props: NoneServiceProps) {
    super(scope, id, props, () => ({ modes: [NONE], groups: [], ...onInstances(props) }));
  }
}
