import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { API_REGISTRY, preflight } from '../sources';
import { FINE } from '../violations';

export const tooManyRegistries = defineRule<'service', { registries: number }>({
  id: 'too-many-registries',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'two registries for one service',
  why: 'the API takes one, although it asks for a list',
  broken: 'CreateService refuses it: "service registries can have at most 1 items"',
  fix: 'keep one registry; other names can be aliases of it in the hosted zone',
  sources: [API_REGISTRY, preflight('pf-ecs-svc-registries-multiple')],
  catalogue: ['SD-05'],
  explain: ({ registries }) => `the service has ${registries} registries, 1 is allowed`,
  check({ at, registries: { items } }) {
    return items.length < 2 ? FINE : [{ at: atField(at, 'serviceRegistries'), facts: { registries: items.length } }];
  },
});
