import { isContainerName } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const containerNameSlash = defineRule<'dockerHost', { name: string }>({
  id: 'container-name-slash',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'container name with a slash in front',
  why: 'the engine shows names with one and takes them either way, the provider reads them back without',
  broken: 'the engine accepts it; Terraform replaces the container at every apply',
  fix: 'leave the slash out',
  sources: ['https://docs.docker.com/reference/cli/docker/container/run/#name'],
  catalogue: ['5.4 container name'],
  explain: ({ name }) => `the name ${quoted(name)} of a container is read back without its slash`,
  *check(host) {
    if (host.terraform === false) return;
    for (const container of host.containers.items) {
      const name = known(container.name);
      if (!name?.startsWith('/') || !isContainerName(name.slice(1))) continue;
      yield { at: atField(container.at, 'name'), facts: { name } };
    }
  },
});
