import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { AWSVPC, type NetworkMode, NONE, BRIDGE, HOST } from '../../core/ecs/network-mode';

/** A task definition whose network mode is known: one of this library, or an existing one taken for one. */
export type RunnableTaskDefinition = (ecs.TaskDefinition | ecs.ITaskDefinition) & { readonly mode: NetworkMode };

const NAMES: ReadonlyMap<NetworkMode, ecs.NetworkMode> = new Map([
  [NONE, ecs.NetworkMode.NONE],
  [BRIDGE, ecs.NetworkMode.BRIDGE],
  [HOST, ecs.NetworkMode.HOST],
  [AWSVPC, ecs.NetworkMode.AWS_VPC],
]);

/** A task definition that is registered already; that it has this mode and launch type is the caller's word. */
export function existingTaskDefinition(
  scope: Construct,
  id: string,
  taskDefinitionArn: string,
  mode: NetworkMode,
  compatibility: ecs.Compatibility,
): RunnableTaskDefinition {
  const networkMode = NAMES.get(mode) ?? ecs.NetworkMode.NAT;
  const imported = ecs.TaskDefinition.fromTaskDefinitionAttributes(scope, id, {
    taskDefinitionArn,
    compatibility,
    networkMode,
  });
  return Object.assign(imported, { mode });
}
