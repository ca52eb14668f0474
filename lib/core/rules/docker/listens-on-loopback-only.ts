import { type DockerHost, type Namespace } from '../../engine/definition/docker-host';
import { nameOf } from '../../engine/definition/docker-reading';
import { dockerFlows } from '../../intent/docker-flows';
import { type FlowVerdict } from '../../intent/flow';
import { loopbackListener } from '../../engine/definition/loopback-listener';
import { publishedProtocol } from '../../engine/definition/published-ports';
import { IpAddress } from '../../values/address';
import { isKnown } from '../../values/unknown';
import {
  explainLoopback,
  LISTEN_EVERYWHERE,
  listenEverywhere,
  placeOfListener,
  type LoopbackFacts,
} from '../listening';
import { defineRule } from '../rule';
import { inEach } from '../violations';

export const listensOnLoopbackOnly = defineRule<'dockerHost', LoopbackFacts>({
  id: 'listens-on-loopback-only',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'a program listens on its loopback, where nobody else reaches it',
  why: 'a container has a loopback of its own; what is published, and what other containers dial, arrives at another address',
  broken: 'clients see "connection refused", "connection reset by peer" or an empty reply',
  fix: LISTEN_EVERYWHERE,
  fixFor: listenEverywhere,
  sources: ['https://docs.docker.com/engine/network/port-publishing/', 'https://docs.docker.com/engine/network/'],
  catalogue: ['4.3 ports that are dialled'],
  explain: explainLoopback,
  check: (host) =>
    inEach(host.containers.items, (spec) => {
      const { at, image, namespace, published, running, program } = spec;
      if (running === false || !program || !isKnown(namespace) || isOfHost(namespace.kind)) return undefined;
      const tcp = published.items.flatMap((one) =>
        isKnown(one.containerPort) && publishedProtocol(one) === 'tcp' ? [one.containerPort] : [],
      );
      const listener = loopbackListener(image, program, tcp);
      if (!listener) return undefined;
      const isPublished = tcp.includes(listener.port);
      const caller = isPublished ? undefined : callerOf(host, nameOf(spec), listener.port);
      if (!isPublished && caller === undefined) return undefined;
      const vain = isPublished
        ? 'nobody reaches it through the port that is published'
        : `container ${caller} cannot reach it`;
      const { by, ...said } = listener;
      const facts = { container: nameOf(spec), ...said, vain };
      return { at: placeOfListener(at, program, listener, 'entrypoint'), facts };
    }),
});

/** Whether a flow does not arrive because its target listens on the loopback only. */
function isAboutLoopback(verdict: FlowVerdict): verdict is Extract<FlowVerdict, { readonly reason: 'way-blocked' }> {
  return verdict.kind === 'blocked' && verdict.reason === 'way-blocked' && verdict.isLoopback === true;
}

/** Whether a namespace is that of the host, or has no network: published ports lead to neither. */
function isOfHost(kind: Namespace['kind']): boolean {
  return kind === 'host' || kind === 'none';
}

/** A container of another namespace that dials a port of one. */
function callerOf(host: DockerHost, name: string, port: number): string | undefined {
  return dockerFlows(host).find(
    ({ from, dial, verdict }) =>
      from !== name &&
      (verdict.kind === 'reachable' || isAboutLoopback(verdict)) &&
      verdict.to === name &&
      dial.port?.number === port &&
      dial.host !== 'localhost' &&
      IpAddress.tryParse(dial.host)?.isLoopback !== true,
  )?.from;
}
