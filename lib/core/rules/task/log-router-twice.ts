import { nameOf } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_CONTAINER } from '../sources';

export const logRouterTwice = defineRule<'task', { container: string; first: string }>({
  id: 'log-router-twice',
  subject: 'task',
  effect: 'may go wrong',
  title: 'two log routers in one task',
  why: 'the driver awsfirelens names no router: it sends to the one of the task',
  broken: 'which of them gets the logs is not documented; aws-cdk-lib refuses to add the second',
  fix: ({ containerField }) => `leave one container of the task with a ${containerField('firelensConfiguration')}`,
  sources: [API_CONTAINER, 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html'],
  catalogue: ['§3.5'],
  explain: ({ container, first }) => `container ${container} is a log router, and ${first} is one already`,
  check({ containers }) {
    const [first, ...others] = containers.items.filter(({ firelens }) => firelens !== undefined);
    if (!first || others.length === 0) return FINE;
    return others.map((container) => ({
      at: atField(container.at, 'firelensConfiguration'),
      facts: { container: nameOf(container), first: nameOf(first) },
      others: [first.at],
    }));
  },
});
