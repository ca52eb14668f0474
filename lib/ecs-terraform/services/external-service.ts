import { type Construct } from 'constructs';
import { BRIDGE, DEFAULT, HOST, NONE } from '../../core/ecs/network-mode';
import { type ExternalBridgeTaskDefinition } from '../tasks/external-bridge-task-definition';
import { type ExternalHostTaskDefinition } from '../tasks/external-host-task-definition';
import { type ExternalNoneTaskDefinition } from '../tasks/external-none-task-definition';
import { type ExternalWindowsTaskDefinition } from '../tasks/external-windows-task-definition';
import { placed, type PlacementProps } from './launch';
import { Service, type ServiceProps } from './service';

/** Props of a service on machines of your own: no load balancer, no discovery, no Service Connect. */
export interface ExternalMachinesServiceProps extends Omit<ServiceProps, 'healthCheckGraceSeconds'>, PlacementProps {
  /** The task definition of its tasks. */
  readonly taskDefinition:
    | ExternalNoneTaskDefinition
    | ExternalBridgeTaskDefinition
    | ExternalHostTaskDefinition
    | ExternalWindowsTaskDefinition;
}

/**
 * Keeps copies of a task running on machines of your own (ECS Anywhere).
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export class ExternalMachinesService extends Service {
  /** @throws ModelError foreign-root, stack-missing, wrong-type, task-of-another-mode, exec-without-network */
  constructor(scope: Construct, id: string, props: ExternalMachinesServiceProps) {
    super(scope, id, props, () => ({
      modes: [NONE, BRIDGE, HOST, DEFAULT],
      groups: [],
      given: { launch_type: 'EXTERNAL', ...placed(props) },
    }));
  }
}
