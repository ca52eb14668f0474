import { nameOf } from '../../engine/definition/docker-reading';
import { publishedProtocol } from '../../engine/definition/published-ports';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';
import { PROVIDER } from './sources';

export const publishedPortTwice = defineRule<'dockerHost', { container: string; port: string }>({
  id: 'published-port-twice',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'container port published twice, under Terraform',
  why: 'the provider compares ports by the container port alone, and finds the first one only',
  broken: 'the engine publishes both; Terraform replaces the container at every apply',
  fix: 'publish each container port once; for IPv4 and IPv6 leave Terraform out of it, or put a proxy in front',
  sources: [`${PROVIDER}/issues/551`, `${PROVIDER}/issues/909`],
  catalogue: ['5.3 IPv6', '5.4 two host ports for one'],
  explain: ({ container, port }) =>
    `container ${container} publishes its port ${port} more than once, of which the provider finds one again, so every apply replaces the container`,
  *check(host) {
    if (host.terraform === false) return;
    for (const container of host.containers.items) {
      const seen = new Set<string>();
      for (const published of container.published.items) {
        const { at, containerPort } = published;
        const protocol = publishedProtocol(published);
        if (!isKnown(containerPort) || protocol === undefined) continue;
        const port = `${containerPort}/${protocol}`;
        if (seen.has(port)) yield { at, facts: { container: nameOf(container), port } };
        seen.add(port);
      }
    }
  },
});
