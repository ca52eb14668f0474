import { type ContainerSpec, type DockerHost } from '../../engine/definition/docker-host';
import { containersIn, nameOf } from '../../engine/definition/docker-reading';
import { isForwardedTo, publishedProtocol } from '../../engine/definition/published-ports';
import { evidenceOf, listeningOn, portByVariable } from '../../engine/definition/listening';
import { mentions } from '../../intent/mentioned-port';
import { mayBeOpenBeside } from '../../intent/web-port';
import { isKnown, known } from '../../values/unknown';
import { defineRule } from '../rule';

type Facts = {
  container: string;
  /** Ports of the container that are published in vain. */
  ports: readonly number[];
  /** The port of the host that leads to the first of them; 0 where it is none or not known. */
  hostPort: number;
  listens: readonly number[];
  /** By what that is known. */
  evidence: string;
};

export const publishedPortNotListenedOn = defineRule<'dockerHost', Facts>({
  id: 'published-port-not-listened-on',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'a published port on which the program does not listen',
  why: 'behind the colon stands the port inside of the container, which is that of the program, whatever the port on the host is',
  broken: 'clients of the host see "connection reset by peer", "connection refused" or an empty reply',
  fix: 'publish the port that the program listens on, or let the program listen on the one that is published',
  fixFor:
    ({ ports: [port = 0], hostPort, listens: [listens = 0] }) =>
    ({ published }) =>
      `write ${published(hostPort, listens)}, or let the program listen on ${port}`,
  sources: ['https://docs.docker.com/engine/network/port-publishing/'],
  catalogue: ['4.3 ports that are dialled'],
  explain: ({ container, ports, hostPort, listens, evidence }) =>
    hostPort === 0
      ? `container ${container} publishes ${ports.map((port) => `${port}/tcp`).join(', ')}, and its program listens on ${listens.join(', ')} (${evidence})`
      : `host port ${hostPort} leads to ${ports[0] ?? 0}/tcp of container ${container}, whose program listens on ${listens.join(', ')} (${evidence})`,
  *check(host) {
    for (const container of containersIn(host, 'own')) {
      const { image, program, listeners, published, running } = container;
      if (running === false || !program || listeners || published.items.length === 0) continue;
      const said = listeningOn(image, program, []);
      const told = said.complete ? undefined : portByVariable(program);
      const ports = told === undefined ? said.ports : new Set([told]);
      if (
        (!said.complete && told === undefined) ||
        isShared(host, container) ||
        isForwardedTo(host, container) === false
      )
        continue;
      const { by: evidence, variable, at: toldAt } = evidenceOf(image, program, told);
      const tcp = published.items.filter((one) => publishedProtocol(one) === 'tcp');
      const idle = tcp.flatMap(({ at, containerPort, hostPort }) =>
        // a setting that no table has may be about it
        isKnown(containerPort) &&
        !ports.has(containerPort) &&
        (told === undefined || !mayBeOpenBeside(variable, containerPort)) &&
        !mentions(program, containerPort)
          ? [{ at, port: containerPort, hostPort: known(hostPort) ?? 0 }]
          : [],
      );
      const [first] = idle;
      // beside a port that is right, others are often those of settings that are still to come
      if (!first || idle.length < tcp.length) continue;
      const idlePorts = [...new Set(idle.map(({ port }) => port))];
      const hostPort = idlePorts.length === 1 ? first.hostPort : 0;
      yield {
        at: first.at,
        facts: { container: nameOf(container), ports: idlePorts, hostPort, listens: [...ports], evidence },
        ...(toldAt === undefined ? {} : { others: [toldAt] }),
      };
    }
  },
});

/** Whether another container is in the namespace of one, or may be: then that one may listen. */
function isShared(host: DockerHost, { name }: ContainerSpec): boolean {
  return (
    !host.containers.complete ||
    host.containers.items.some(({ namespace }) => {
      const other = known(namespace);
      return other === undefined || (other.kind === 'container' && (known(other.container) ?? name) === name);
    })
  );
}
