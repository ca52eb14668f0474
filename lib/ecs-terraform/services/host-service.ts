import { type Construct } from 'constructs';
import { HOST } from '../../core/ecs/network-mode';
import { type HostTaskDefinition } from '../tasks/host-task-definition';
import { type Ec2ServiceProps, onInstances } from './launch';
import { WiredService } from './wired-service';

/** Props of HostService. */
export interface HostServiceProps extends Ec2ServiceProps {
  /** The task definition of its tasks. */
  readonly taskDefinition: HostTaskDefinition;
}

/**
 * Keeps copies of a task on the instances' own network stack running, one to an instance.
 *
 * Its traffic passes the instances' security groups.
 */
export class HostService extends WiredService {
  /** @throws ModelError foreign-root, stack-missing, wrong-type, task-of-another-mode */
  constructor(scope: Construct, id: string, props: HostServiceProps) {
    super(scope, id, props, () => ({ modes: [HOST], groups: [], ...onInstances(apart(props)) }));
  }
}

/** Declared ports keep copies apart; an undeclared one would let two of them fight for it. */
function apart(props: HostServiceProps): HostServiceProps {
  const { daemon = false, placementConstraints = daemon ? [] : [{ type: 'distinctInstance' }] } = props;
  return { ...props, placementConstraints };
}
