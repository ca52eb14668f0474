import { does } from '../../engine/definition/engine-version';
import { indexOf, nameOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { PROVIDER } from './sources';
import { known } from '../../values/unknown';

export const networkModeReadBackDiffers = defineRule<'dockerHost', { container: string; mode: string; stored: string }>(
  {
    id: 'network-mode-read-back-differs',
    subject: 'dockerHost',
    effect: 'may go wrong',
    title: 'network mode that Terraform reads back as a change',
    why: 'the engine turns the name of a container into its id, and 26 and later turn default into bridge',
    broken: 'the engine does not mind; Terraform replaces the container at every apply',
    fix: 'name the container by its id, as in container:${docker_container.web.id}; write bridge instead of default',
    sources: [`${PROVIDER}/issues/603`, 'https://github.com/hashicorp/consul/pull/21043'],
    catalogue: ['0.8', '5.4 network_mode container:name', '5.4 network_mode default'],
    explain: ({ container, mode, stored }) =>
      `network mode ${mode} of container ${container} is read back as ${stored}, which Terraform sees as a change`,
    *check(host) {
      if (host.terraform === false) return;
      const { containers } = indexOf(host);
      for (const container of host.containers.items) {
        const mode = known(container.networkMode);
        if (mode === undefined || (mode === 'default' && !does(host.engine, 'default-mode-is-bridge'))) continue;
        const owner = mode.replace(/^container:/, '');
        // another rule says that nobody has the name
        if (mode !== 'default' && !containers.has(owner)) continue;
        const stored = mode === 'default' ? 'bridge' : `container: with the id of ${owner}`;
        yield { at: atField(container.at, 'networkMode'), facts: { container: nameOf(container), mode, stored } };
      }
    },
  },
);
