import { nameOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const replicasShareHostPort = defineRule<'dockerHost', { container: string; port: number }>({
  id: 'replicas-share-host-port',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'the replicas of a service have one fixed host port',
  why: 'a swarm spreads what comes in on a host port over the replicas; Compose starts them on one engine, where the port belongs to the first',
  broken: 'docker compose up starts one of them, and for the next the engine says "port is already allocated"',
  fix: 'leave the host port out or give a range, put a proxy in front, or deploy the file to a swarm',
  sources: ['https://docs.docker.com/reference/compose-file/deploy/#replicas'],
  catalogue: ['4.3 same address, protocol and port'],
  explain: ({ container, port }) =>
    `container ${container} is one of several replicas that all publish host port ${port}, which an engine can give to one container only`,
  *check(host) {
    const said = new Set<string>();
    for (const container of host.containers.items) {
      for (const { at, sharedHostPort: port } of container.published.items) {
        const key = `${at.file ?? ''} ${at.pointer ?? at.path} ${port ?? ''}`;
        if (port === undefined || said.has(key)) continue;
        said.add(key);
        yield { at: atField(at, 'hostPort'), facts: { container: nameOf(container), port } };
      }
    }
  },
});
