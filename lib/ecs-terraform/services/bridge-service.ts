import { type Construct } from 'constructs';
import { BRIDGE } from '../../core/ecs/network-mode';
import { type BridgeTaskDefinition } from '../tasks/bridge-task-definition';
import { type Ec2ServiceProps, onInstances } from './launch';
import { ConnectableService } from './connectable-service';

/** Props of BridgeService. */
export interface BridgeServiceProps extends Ec2ServiceProps {
  /** The task definition of its tasks. */
  readonly taskDefinition: BridgeTaskDefinition;
}

/**
 * Keeps copies of a task behind the instances' bridges running.
 *
 * Its traffic passes the instances' security groups: the fixed host port is opened there, or the range of dynamic ones.
 */
export class BridgeService extends ConnectableService {
  /** @throws ModelError foreign-root, stack-missing, wrong-type, task-of-another-mode */
  constructor(scope: Construct, id: string, props: BridgeServiceProps) {
    super(scope, id, props, () => ({ modes: [BRIDGE], groups: [], ...onInstances(props) }));
  }
}
