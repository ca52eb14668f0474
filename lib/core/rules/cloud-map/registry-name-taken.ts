import { type Registry } from '../../ecs/cloud-map';
import { atField } from '../../values/place';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_DISCOVERY, preflight } from '../sources';

export const registryNameTaken = defineRule<'cloudMap', { name: string; other: string }>({
  id: 'registry-name-taken',
  subject: 'cloudMap',
  effect: 'cannot deploy',
  title: 'one name twice in a namespace',
  why: 'names of DNS do not tell upper from lower case',
  broken: 'Cloud Map refuses the second: "Service already exists"',
  fix: 'give one of the registries another name',
  sources: [
    API_DISCOVERY,
    preflight('pf-servicediscovery-service-name-duplicate-in-namespace', 'servicediscovery'),
    preflight('pf-servicediscovery-service-name-case-collision', 'servicediscovery'),
  ],
  catalogue: ['§1.4 Service discovery'],
  explain: ({ name, other }) => `${other} already has the name ${name} in the same namespace`,
  check({ registries }) {
    const taken = new Map<string, Registry>();
    return inEach(registries, (registry) => {
      const { at, name, namespace } = registry;
      if (typeof name !== 'string' || typeof namespace !== 'string') return undefined;
      const key = `${namespace} ${name.toLowerCase()}`;
      const other = taken.get(key);
      if (!other) taken.set(key, registry);
      return other && { at: atField(at, 'name'), facts: { name, other: other.at.path }, others: [other.at] };
    });
  },
});
