import { nameOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { isPortNumber, isDeferredNumber } from '../../values/port';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';

export const publishedPortOutOfRange = defineRule<'dockerHost', { container: string; port: number }>({
  id: 'published-port-out-of-range',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'host port outside of 0 to 65535',
  why: 'there are no others',
  broken: 'the engine refuses it: "invalid port specification: "70000""',
  fix: 'use a port of the host that is free, or leave it out and let the engine pick',
  sources: ['https://docs.docker.com/engine/network/port-publishing/'],
  catalogue: ['4.4 out of range'],
  explain: ({ container, port }) => `container ${container} is published on port ${port}, which no host has`,
  *check(host) {
    for (const container of host.containers.items) {
      for (const { at, hostPort, hostPortLast } of container.published.items) {
        for (const [field, port] of [
          ['hostPort', hostPort],
          ['hostPortLast', hostPortLast],
        ] as const) {
          if (port === undefined || !isKnown(port) || isPortNumber(port) || isDeferredNumber(port)) continue;
          if (port === 0 && field === 'hostPort') continue;
          yield { at: atField(at, field), facts: { container: nameOf(container), port } };
        }
      }
    }
  },
});
