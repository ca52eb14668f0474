import { Topology } from '../core/engine/topology';
import { holdersOf } from '../formats/formats';
import { type Input } from '../formats/input';
import { type NamedTopology } from '../report/named-topology';
import { UsageError } from './usage-error';

/** @throws UsageError when the input has no Docker host */
export function topologiesOf(inputs: readonly Input[], command: string): NamedTopology[] {
  const found = inputs.flatMap(({ reading }) =>
    reading.dockerHosts.map((host) => ({ name: host.at.path, topology: Topology.of(host) })),
  );
  if (found.length > 0) return found;
  const types = [...new Set(inputs.map(({ type }) => type))].join(', ');
  throw new UsageError(
    `${command} needs containers on a Docker host (${holdersOf('docker').join(', ')}) or ECS services (${holdersOf('ecs').join(', ')}); there is neither in what was given (${types})`,
    command,
  );
}
