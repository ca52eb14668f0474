import { ENGINE_HOST, OTHER_MACHINE, type Origin } from '../core/engine/flow/verdict';
import { Topology } from '../core/engine/topology';
import { holdersOf } from '../formats/formats';
import { type Input } from '../formats/input';
import { type NamedTopology } from '../report/renderer';
import { UsageError } from './usage-error';

/** @throws UsageError when the input has no Docker host */
export function topologiesOf(inputs: readonly Input[], command: string): NamedTopology[] {
  const found = inputs.flatMap(({ reading }) =>
    reading.dockerHosts.map((host) => ({ name: host.at.path, topology: Topology.of(host) })),
  );
  if (found.length > 0) return found;
  const types = [...new Set(inputs.map(({ type }) => type))].join(', ');
  throw new UsageError(
    `${command} works on Docker hosts (${holdersOf('docker').join(', ')}), got ${types} without one`,
    command,
  );
}

/** The container that a person means: by its name on the engine, by its service, or by the end of its path. */
export function containerNamed(topology: Topology, text: string, command: string): string {
  if (topology.nodes.has(text)) return text;
  for (const fits of [(path: string) => path === text, (path: string) => path.endsWith(`/${text}`)]) {
    for (const { name, spec } of topology.nodes.values()) if (fits(spec.at.path)) return name;
  }
  throw new UsageError(
    `there is no container ${JSON.stringify(text)}; there is ${[...topology.nodes.keys()].join(', ')}`,
    command,
  );
}

/** Who asks: a container, `host` or `outside`. */
export function originNamed(topology: Topology, text: string, command: string): Origin {
  if (text === 'host') return ENGINE_HOST;
  if (text === 'outside') return OTHER_MACHINE;
  return containerNamed(topology, text, command);
}
