import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { HOST } from '../../core/ecs/network-mode';
import { type ManagedHostTaskDefinition } from '../tasks/managed-host-task-definition';
import { WiredFargateService, type WiredFargateServiceProps } from './wired-fargate-service';

/** Props of ManagedHostService. */
export interface ManagedHostServiceProps extends Omit<
  WiredFargateServiceProps,
  'assignPublicIp' | 'platformVersion' | 'vpcSubnets' | 'securityGroups' | 'serviceConnectConfiguration'
> {
  /** The task definition of its tasks. */
  readonly taskDefinition: ManagedHostTaskDefinition;
  /** A ManagedInstancesCapacityProvider of the cluster: without it the service would run on Fargate. */
  readonly capacityProviderStrategies: ecs.CapacityProviderStrategy[];
}

/**
 * Keeps copies of a task on the network stacks of instances that ECS manages running.
 *
 * Its traffic passes the instances' security groups.
 */
export class ManagedHostService extends WiredFargateService {
  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: ManagedHostServiceProps) {
    super(scope, id, props, HOST);
  }

  /** CDK gives every service of this class a network interface; in host mode there is none to configure. */
  protected override configureAwsVpcNetworkingWithSecurityGroups(): void {
    // nothing to configure
  }
}
