import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { connectOf } from '../../ecs/service-reading';
import { API_CONNECT, preflight } from '../sources';
import { FINE, inEach } from '../violations';

export const tooManyClientAliases = defineRule<'service', { aliases: number }>({
  id: 'too-many-client-aliases',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'two client aliases for one Service Connect port',
  why: 'the API takes one, although it asks for a list',
  broken: 'CreateService refuses it: "exceeds the max limit of 1"',
  fix: 'keep one alias for each entry',
  sources: [API_CONNECT, preflight('pf-ecs-svc-connect-client-aliases-max')],
  catalogue: ['SC-07'],
  explain: ({ aliases }) => `the port has ${aliases} client aliases, 1 is allowed`,
  check(service) {
    const entries = connectOf(service)?.entries.items ?? [];
    if (entries.length === 0) return FINE;
    return inEach(entries, ({ at, aliases: { items } }) =>
      items.length < 2 ? undefined : { at: atField(at, 'clientAliases'), facts: { aliases: items.length } },
    );
  },
});
