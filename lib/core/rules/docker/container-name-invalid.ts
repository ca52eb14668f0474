import { isContainerName } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const containerNameInvalid = defineRule<'dockerHost', { name: string }>({
  id: 'container-name-invalid',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'container name that the engine refuses',
  why: 'the first character is a letter or digit, so that a name is never taken for an option or a path',
  broken: 'the engine refuses it: "Invalid container name (a), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"',
  fix: 'use two or more letters, digits, dots, dashes and underscores, the first a letter or digit',
  sources: ['https://docs.docker.com/reference/cli/docker/container/run/#name'],
  catalogue: ['1.2 container names'],
  explain: ({ name }) => `a container cannot be called ${quoted(name)}`,
  *check(host) {
    for (const container of host.containers.items) {
      const name = known(container.name);
      if (name === undefined || isContainerName(name.replace(/^\//, ''))) continue;
      yield { at: atField(container.at, 'name'), facts: { name } };
    }
  },
});
