import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { type FargateAwsvpcTaskDefinition } from '../tasks/fargate-awsvpc-task-definition';
import { interfaces, type InterfaceProps } from './launch';
import { ConnectableService } from './connectable-service';
import { type ServiceProps } from './service';

/** Props of FargateAwsvpcService. */
export interface FargateAwsvpcServiceProps extends ServiceProps, InterfaceProps {
  /** The task definition of its tasks. */
  readonly taskDefinition: FargateAwsvpcTaskDefinition;
  /**
   * Whether the interfaces get public addresses.
   * @default false
   */
  readonly assignPublicIp?: boolean;
}

/**
 * Keeps copies of a task on Fargate running.
 *
 * Its traffic passes the task's own security group. In a public subnet a task needs `assignPublicIp` to get out at all.
 */
export class FargateAwsvpcService extends ConnectableService {
  /** @throws ModelError foreign-root, stack-missing, wrong-type, task-of-another-mode */
  constructor(scope: Construct, id: string, props: FargateAwsvpcServiceProps) {
    super(scope, id, props, (self) => {
      const { groups, given } = interfaces(self, props, { assign_public_ip: props.assignPublicIp ?? false });
      return { modes: [AWSVPC], groups, given: { ...given, launch_type: 'FARGATE' } };
    });
  }
}
