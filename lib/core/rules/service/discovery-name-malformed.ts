import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { connectOf } from '../../ecs/service-reading';
import { API_CONNECT } from '../sources';
import { FINE, inEach } from '../violations';

export const discoveryNameMalformed = defineRule<'service', { name: string }>({
  id: 'discovery-name-malformed',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'discovery name with characters or a length that ECS refuses',
  why: 'it becomes the name of a Cloud Map service',
  broken: 'CreateService refuses the service',
  fix: "use lower case and no dots, such as 'orders-api'",
  sources: [API_CONNECT],
  catalogue: ['SC-08'],
  explain: ({ name }) =>
    `the discovery name is ${quoted(name)}; allowed are 1 to 64 characters out of a-z, 0-9, "_" and "-"`,
  check(service) {
    const entries = connectOf(service)?.entries.items ?? [];
    if (entries.length === 0) return FINE;
    return inEach(entries, ({ at, discoveryName: name }) => {
      if (typeof name !== 'string' || /^[a-z0-9_-]{1,64}$/.test(name)) return undefined;
      return { at: atField(at, 'discoveryName'), facts: { name } };
    });
  },
});
