import { nameOf } from '../../ecs/task-reading';
import { type ContainerDefinition } from '../../ecs/task';
import { atField } from '../../values/place';
import { quoted } from '../../values/model-error';
import { isKnown } from '../../values/unknown';
import { inContainers } from '../violations';
import { defineRule } from '../rule';
import { API_HEALTH_CHECK } from '../sources';

export const containerHealthCheckMalformed = defineRule<'task', { container: string; problem: string }>({
  id: 'container-health-check-malformed',
  subject: 'task',
  effect: 'may go wrong',
  title: 'a container health check that does not run what it says',
  why: 'the first word says how the others are run: CMD as a program with its arguments, CMD-SHELL as one line of a shell, NONE not at all',
  broken:
    'the engine runs nothing, or only the first word after CMD-SHELL, and the health of the container means nothing',
  fix: 'write ["CMD", program, argument, …], or ["CMD-SHELL", line] with the whole line as one text',
  sources: [API_HEALTH_CHECK, 'https://docs.docker.com/reference/dockerfile/#healthcheck'],
  catalogue: ['CT-13'],
  explain: ({ container, problem }) => `the health check of container ${container} ${problem}`,
  check: (task) =>
    inContainers(task, (container) => {
      const problem = problemOf(container);
      if (problem === undefined) return undefined;
      return { at: atField(container.at, 'healthCheck'), facts: { container: nameOf(container), problem } };
    }),
});

function problemOf({ healthCheck, run }: ContainerDefinition): string | undefined {
  if (healthCheck === undefined || run === undefined) return undefined;
  const { items, complete } = run.healthCheck ?? { items: [], complete: true };
  const [kind, ...words] = items;
  if (kind === undefined) return complete ? 'has no command' : undefined;
  if (!isKnown(kind)) return undefined;
  if (kind === 'NONE') return undefined;
  if (kind !== 'CMD' && kind !== 'CMD-SHELL')
    return `begins with ${quoted(kind)}, which is none of CMD, CMD-SHELL, NONE`;
  if (words.length === 0) return complete ? `has nothing after ${kind}` : undefined;
  if (kind === 'CMD-SHELL' && words.length > 1) {
    return `has ${words.length} words after CMD-SHELL; the shell runs the first and takes the others as its arguments`;
  }
  return undefined;
}
