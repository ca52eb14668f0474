import { dockerFlows } from '../../intent/docker-flows';
import { proxyTrouble } from '../../intent/flow';
import { joined } from '../../values/phrase';
import { type DialledFacts, dialledInVain } from '../dialled';
import { defineRule } from '../rule';

/** What proxies are told by, with the page about it. */
const SOURCES = [
  [/^traefik\./i, 'https://doc.traefik.io/traefik/reference/routing-configuration/other-providers/docker/'],
  [/^VIRTUAL_/, 'https://github.com/nginx-proxy/nginx-proxy/blob/main/docs/README.md'],
  [/^caddy/, 'https://github.com/lucaslorentz/caddy-docker-proxy'],
] as const;

export const proxyNetworkNotShared = defineRule<
  'dockerHost',
  DialledFacts & { trouble: string; shared: readonly string[]; inHostMode: boolean }
>({
  id: 'proxy-network-not-shared',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'a proxy forwards to a container by a network that the proxy is not on',
  why: 'a proxy that reads labels dials the address of the container on one network: the one that a label names by its full name, or else any of them',
  broken: 'the proxy answers "504 Gateway Timeout" or "502 Bad Gateway", now and then or always',
  fix: 'put both on one network, and name it to the proxy as the engine calls it, with the name of the project in front',
  fixFor: ({ shared, inHostMode }) =>
    shared.length === 0
      ? inHostMode
        ? 'put the container on a network of the proxy, or have the proxy forward to an address of the host'
        : undefined
      : `name ${joined(shared, 'or')} to the proxy as the network that it forwards by`,
  sources: SOURCES.map(([, page]) => page),
  sourceFor: ({ by }) => SOURCES.find(([setting]) => setting.test(by))?.[1],
  catalogue: ['2.1 names that are dialled'],
  explain: ({ container, by, dialled, trouble }) => `proxy ${container} forwards to ${dialled} (${by}), and ${trouble}`,
  check: (host) =>
    dialledInVain(dockerFlows(host), 'proxy-network-not-shared', (obstacle) => ({
      trouble: proxyTrouble(obstacle),
      inHostMode: obstacle.isInHostMode === true,
      shared: obstacle.networks.filter((network) => !obstacle.missed.includes(network)),
    })),
});
