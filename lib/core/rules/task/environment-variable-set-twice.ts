import { nameOf } from '../../ecs/task-reading';
import { type ContainerDefinition } from '../../ecs/task';
import { atField, type Place } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { defineRule, type Violation } from '../rule';
import { FINE } from '../violations';
import { API_CONTAINER } from '../sources';

type Facts = { container: string; variable: string; isSecret: boolean };

export const environmentVariableSetTwice = defineRule<'task', Facts>({
  id: 'environment-variable-set-twice',
  subject: 'task',
  effect: 'may go wrong',
  title: 'one environment variable set twice in a container',
  why: 'a variable has one value, and the name of a secret belongs to it alone',
  broken:
    'one of the values is lost; with a secret RegisterTaskDefinition refuses it: "The secret name must be unique and not shared with any new or existing environment variables set on the container"',
  fix: 'leave one of the two, or give it another name',
  sources: [API_CONTAINER, 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html'],
  catalogue: ['§1.4 Container settings'],
  explain: ({ container, variable, isSecret }) =>
    `container ${container} has variable ${variable} twice${isSecret ? ', and one of them is a secret' : ''}`,
  check(task) {
    const found = task.containers.items.flatMap((container) => repeated(container));
    return found.length === 0 ? FINE : found;
  },
});

function repeated(container: ContainerDefinition): Violation<Facts>[] {
  const { program, run, at } = container;
  const { items } = program.environment;
  if (items.length < 2) return [];
  const secrets = new Set(run?.secretNames.items.filter(isKnown));
  const seen = new Map<string, Place>();
  const found: Violation<Facts>[] = [];
  for (const variable of items) {
    if (!isKnown(variable.name) || variable.name === '') continue;
    const place = variable.at ?? atField(at, 'environment');
    const first = seen.get(variable.name);
    if (!first) {
      seen.set(variable.name, place);
      continue;
    }
    const isSecret = secrets.has(variable.name);
    const facts = { container: nameOf(container), variable: variable.name, isSecret };
    found.push({ at: place, facts, others: [first], ...(isSecret ? { effect: 'cannot deploy' as const } : {}) });
  }
  return found;
}
