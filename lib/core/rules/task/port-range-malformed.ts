import { quoted } from '../../values/model-error';
import { MAX_PORT } from '../../values/port';
import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { nameOf } from '../../ecs/task-reading';
import { type ContainerDefinition, type PortMappingDefinition } from '../../ecs/task';
import { API_PORT_MAPPING, preflight } from '../sources';
import { inMappings } from '../violations';

type Facts = { container: string; range: string; problem: string };

export const portRangeMalformed = defineRule<'task', Facts>({
  id: 'port-range-malformed',
  subject: 'task',
  effect: 'cannot deploy',
  title: `port range that is not FIRST-LAST within 1 to ${MAX_PORT}`,
  why: 'anything else names no ports',
  broken: `RegisterTaskDefinition refuses it: "Invalid 'containerPortRange' setting for container 'x'."`,
  fix: ({ containerField, either }) =>
    either(
      'use PortRange.tcp(first, last) with the lower port first, or a single port',
      `write ${containerField('containerPortRange')} as first-last with the lower port first, or a single ${containerField('containerPort')}`,
    ),
  sources: [API_PORT_MAPPING, preflight('pf-ecs-port-range-reversed')],
  catalogue: ['PM-08'],
  explain: ({ container, range, problem }) => `container ${container} maps the range ${quoted(range)}, ${problem}`,
  check: (task) => inMappings(task, malformed),
});

function malformed(mapping: PortMappingDefinition, container: ContainerDefinition): Violation<Facts> | undefined {
  const { at, containerPortRange: range } = mapping;
  if (typeof range !== 'string') return undefined;
  const problem = problemOf(range);
  if (problem === undefined) return undefined;
  return { at: atField(at, 'containerPortRange'), facts: { container: nameOf(container), range, problem } };
}

function problemOf(range: string): string | undefined {
  const match = /^(\d+)-(\d+)$/.exec(range);
  if (!match) return 'which is not two numbers with a dash between them';
  const [first, last] = [Number(match[1]), Number(match[2])];
  if (first < 1 || last > MAX_PORT) return `which goes beyond 1 to ${MAX_PORT}`;
  if (first > last) return 'which goes from a higher to a lower port';
  return first === last ? 'which is a single port' : undefined;
}
