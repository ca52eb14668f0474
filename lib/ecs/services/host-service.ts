import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { HOST } from '../../core/ecs/network-mode';
import { type HostTaskDefinition } from '../tasks/host-task-definition';
import { WiredEc2Service, type WiredEc2ServiceProps } from './wired-ec2-service';

/** Props of HostService. */
export interface HostServiceProps extends Omit<WiredEc2ServiceProps, 'serviceConnectConfiguration'> {
  /** The task definition of its tasks. */
  readonly taskDefinition: HostTaskDefinition;
}

/**
 * Keeps copies of a task on the instances' own network stacks running, one to an instance.
 *
 * Its traffic passes the instances' security groups.
 */
export class HostService extends WiredEc2Service {
  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: HostServiceProps) {
    super(scope, id, props, HOST);
    // declared ports keep two copies off one instance; without this, an undeclared port would be bound twice
    if (!props.daemon && !props.placementConstraints) {
      this.addPlacementConstraints(ecs.PlacementConstraint.distinctInstances());
    }
  }
}
