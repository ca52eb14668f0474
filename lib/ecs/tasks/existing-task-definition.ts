import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { type NetworkMode } from '../../core/ecs/network-mode';

/** A task definition whose network mode is known: one of this library, or one imported by its class. */
export type RunnableTaskDefinition = (ecs.TaskDefinition | ecs.ITaskDefinition) & { readonly mode: NetworkMode };
