import { type NetworkMode } from '../core/ecs/network-mode';
import { ModelError } from '../core/values/model-error';
import { type Entry } from './entry';

/**
 * The actions that the session agent in a container performs with the task role.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const SESSION_ACTIONS: readonly string[] = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

/**
 * Asserts that ECS Exec works for a task.
 * @throws ModelError exec-without-network
 */
export function assertEnterable(
  { mode, node }: { readonly mode: NetworkMode; readonly node: { readonly path: string } },
  entry: Entry,
): void {
  if (mode.reachesNetwork) return;
  throw new ModelError(
    'exec-without-network',
    `ECS Exec needs a route to its endpoints, got network mode ${mode.name} on ${node.path}`,
    'leave enableExecuteCommand out, or choose bridge, host or awsvpc while you need to look inside',
    entry,
  );
}
