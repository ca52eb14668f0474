import { nameOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { isPortNumber, isDeferredNumber } from '../../values/port';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';

export const containerPortOutOfRange = defineRule<'dockerHost', { container: string; port: number }>({
  id: 'container-port-out-of-range',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'published container port outside of 1 to 65535',
  why: 'no process can listen on any other',
  broken:
    'the engine refuses it: "invalid port specification: "70000""; port 0 it accepts before 29 and forwards to nobody',
  fix: 'use the port that the process listens on',
  sources: ['https://docs.docker.com/engine/network/port-publishing/'],
  catalogue: ['4.1 container port 0', '4.4 out of range'],
  explain: ({ container, port }) => `container ${container} publishes its port ${port}, which no process can listen on`,
  *check(host) {
    for (const container of host.containers.items) {
      for (const { at, containerPort } of container.published.items) {
        if (!isKnown(containerPort) || isPortNumber(containerPort) || isDeferredNumber(containerPort)) continue;
        yield { at: atField(at, 'containerPort'), facts: { container: nameOf(container), port: containerPort } };
      }
    }
  },
});
