import { nameOf, containersIn } from '../../engine/definition/docker-reading';
import { publishedPorts, isForwardedTo } from '../../engine/definition/published-ports';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { PROVIDER } from './sources';

export const portsOfStoppedContainer = defineRule<'dockerHost', { container: string; ports: string[] }>({
  id: 'ports-of-stopped-container',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'published ports of a container that does not keep running, under Terraform',
  why: 'a stopped container holds no ports, so the provider (before 4.0) reads none back',
  broken: 'Terraform replaces the container at every apply, which runs it again',
  fix: 'leave the ports out',
  sources: [`${PROVIDER}/issues/77`],
  catalogue: ['5.4 stopped container with ports'],
  explain: ({ container, ports }) =>
    `container ${container} is not meant to keep running, and publishes ${ports.join(', ')}`,
  *check(host) {
    if (host.terraform === false) return;
    for (const container of containersIn(host, 'own')) {
      const ports = publishedPorts(container);
      if (container.running !== false || ports.length === 0 || isForwardedTo(host, container) === false) continue;
      yield { at: atField(container.at, 'published'), facts: { container: nameOf(container), ports } };
    }
  },
});
