import { inEach } from '../violations';
import { defineRule } from '../rule';
import { preflight } from '../sources';
import { SETTING_PAGES } from './setting-value-refused';

type Facts = { of: string; name: string; count: number; bound: number };

export const listLengthRefused = defineRule<'settings', Facts>({
  id: 'list-length-refused',
  subject: 'settings',
  effect: 'cannot deploy',
  title: 'a list with more elements than AWS takes, or with fewer than it asks for',
  why: 'the API counts them before it looks at any',
  broken:
    'the API refuses it: "The maximum number of environment files was exceeded. Specify ten or less and try again"',
  fix: 'leave out elements, or add what is missing',
  sources: [
    ...SETTING_PAGES,
    preflight('pf-ecs-environment-files-max'),
    preflight('pf-elbv2-listener-cert-exactly-one', 'elbv2'),
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html',
  ],
  catalogue: ['§1.1 Port mappings'],
  explain: ({ of, name, count, bound }) =>
    count < bound
      ? `${name} of ${of} has ${count === 0 ? 'no elements' : `${count} elements`}, and AWS asks for ${bound} or more`
      : `${name} of ${of} has ${count} elements, and AWS takes ${bound} at most`,
  check: ({ miscounts }) => inEach(miscounts, ({ at, ...facts }) => ({ at, facts })),
});
