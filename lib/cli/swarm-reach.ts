import { type DockerSwarm } from '../core/engine/swarm/swarm';
import { swarmPaths, type SwarmPath } from '../core/engine/swarm/swarm-paths';
import { SwarmTopology } from '../core/engine/swarm/swarm-topology';
import { ModelError } from '../core/values/model-error';
import { type Arguments } from './command';
import { type Context } from './context';
import { print } from './print';
import { type Question } from './question';
import { UsageError } from './usage-error';

/** Prints the ways between the services of swarms; gives the exit code. */
export function reachSwarms(
  swarms: readonly DockerSwarm[],
  question: Question,
  args: Arguments,
  context: Context,
): number {
  const paths = swarms.flatMap((swarm) => pathsOf(swarm, question));
  print('swarms', paths, args, context);
  const asksOne = question.from !== undefined && question.to !== undefined;
  return asksOne && paths.some(({ verdict }) => verdict.kind !== 'reachable') ? 1 : 0;
}

/** A name that a person got wrong is a matter of the command line. */
function pathsOf(swarm: DockerSwarm, question: Question): SwarmPath[] {
  try {
    return swarmPaths(SwarmTopology.of(swarm), question);
  } catch (error) {
    throw ModelError.isModelError(error) ? new UsageError(error.problem, 'reach') : error;
  }
}
