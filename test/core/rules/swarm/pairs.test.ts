import { type DockerSwarm, type SwarmService } from '../../../../lib/core/engine/swarm/swarm';
import { check } from '../../../../lib/core/rules/check';
import { SWARM_RULES } from '../../../../lib/core/rules/swarm';
import { Unknown } from '../../../../lib/core/values/unknown';
import { box, net } from '../docker/host';
import { node, service, swarmOf, TWO } from './swarm';

interface SwarmPair {
  readonly rule: string;
  readonly case?: string;
  readonly wrong: DockerSwarm;
  readonly right: DockerSwarm;
}

const overlay = net('ov', { driver: 'overlay', attachable: true });
const wide = net('ov', { driver: 'overlay', options: { 'com.docker.network.driver.mtu': '9000' } });

/** A swarm of which only a file with its services is at hand. */
function nodesUnseen(services: readonly SwarmService[]): DockerSwarm {
  return { ...swarmOf([], services), nodes: { items: [], complete: false } };
}

const PAIRS: readonly SwarmPair[] = [
  { rule: 'swarm-without-manager', wrong: swarmOf([node('a')]), right: swarmOf([node('a', { role: 'manager' })]) },
  {
    rule: 'node-name-taken',
    wrong: swarmOf([node('a', { role: 'manager' }), node('a')]),
    right: swarmOf(TWO),
  },
  {
    rule: 'engine-generations-mixed',
    wrong: swarmOf([node('a', { role: 'manager' }), node('b', { engine: { version: 20 } })]),
    right: swarmOf([node('a', { role: 'manager', engine: { version: 20 } }), node('b', { engine: { version: 20 } })]),
  },
  {
    rule: 'overlay-packet-too-large',
    wrong: swarmOf(TWO, [wide]),
    right: swarmOf([node('a', { role: 'manager', mtu: 9000 }), node('b', { mtu: 9000 })], [wide]),
  },
  {
    rule: 'service-network-unusable',
    case: 'a network of one node',
    wrong: swarmOf([node('a', { role: 'manager', parts: [net('local')] })], [service('web', { on: ['local'] })]),
    right: swarmOf([node('a', { role: 'manager', parts: [net('local')] })], [overlay, service('web', { on: ['ov'] })]),
  },
  {
    rule: 'service-network-unusable',
    case: 'a network of nobody',
    wrong: swarmOf(TWO, [service('web', { on: ['ov'] })]),
    right: swarmOf(TWO, [service('web', { on: ['host'] })]),
  },
  {
    rule: 'service-without-node',
    wrong: swarmOf(TWO, [service('web', { constraints: ['node.labels.disk == ssd'] })]),
    right: swarmOf(
      [node('a', { role: 'manager' }), node('b', { labels: { disk: 'SSD' } })],
      [service('web', { constraints: ['node.labels.disk == ssd'] })],
    ),
  },
  {
    rule: 'service-without-node',
    case: 'all are drained',
    wrong: swarmOf([node('a', { role: 'manager', availability: 'drain' })], [service('web', { replicas: 1 })]),
    right: swarmOf([node('a', { role: 'manager', availability: 'drain' })], [service('web', { replicas: 0 })]),
  },
  {
    rule: 'service-without-node',
    case: 'a key that no node has',
    wrong: swarmOf(TWO, [service('web', { constraints: ['node.disk == ssd'] })]),
    right: swarmOf(TWO, [service('web', { constraints: ['node.id == 4yzx', new Unknown('a variable')] })]),
  },
  {
    rule: 'service-without-node',
    case: 'constraints that exclude each other, whatever nodes there are',
    wrong: nodesUnseen([service('web', { constraints: ['node.role == worker', 'node.Role == manager'] })]),
    right: nodesUnseen([
      service('web', { constraints: ['node.role == worker', 'node.role != manager'] }),
      service('api', { constraints: ['node.labels.disk == ssd', 'node.labels.Disk == hdd'] }),
    ]),
  },
  {
    rule: 'service-without-node',
    case: 'a value that is wanted and refused',
    wrong: nodesUnseen([service('web', { constraints: ['node.labels.disk == ssd', 'node.labels.disk != SSD'] })]),
    right: nodesUnseen([service('web', { constraints: ['node.labels.disk == ssd', 'node.labels.disk != hdd'] })]),
  },
  {
    rule: 'service-without-node',
    case: 'a role that there is not',
    wrong: nodesUnseen([service('web', { constraints: ['node.role == leader'] })]),
    right: nodesUnseen([service('web', { constraints: ['node.role == Worker', 'node.role != leader'] })]),
  },
  {
    rule: 'service-without-node',
    case: 'both roles refused',
    wrong: nodesUnseen([service('web', { constraints: ['node.role != worker', 'node.role != manager'] })]),
    right: nodesUnseen([service('web', { replicas: 0, constraints: ['node.role != worker', 'node.role != manager'] })]),
  },
  {
    rule: 'ingress-port-taken',
    wrong: swarmOf(TWO, [
      service('web', { ports: [{ published: 8080 }] }),
      service('api', { ports: [{ published: 8080, target: 81 }] }),
    ]),
    right: swarmOf(TWO, [
      service('web', { ports: [{ published: 8080 }] }),
      service('api', { ports: [{ published: 8080, protocol: 'udp' }, { published: 8081 }] }),
    ]),
  },
  {
    rule: 'ingress-port-without-address',
    wrong: swarmOf(TWO, [service('web', { mode: 'dnsrr', ports: [{ published: 8080 }] })]),
    right: swarmOf(TWO, [service('web', { mode: 'dnsrr', ports: [{ published: 8080, mode: 'host' }] })]),
  },
  {
    rule: 'host-port-for-more-tasks-than-nodes',
    wrong: swarmOf(TWO, [service('web', { replicas: 3, ports: [{ published: 8080, mode: 'host' }] })]),
    right: swarmOf(TWO, [service('web', { replicas: 2, ports: [{ published: 8080, mode: 'host' }] })]),
  },
  {
    rule: 'service-sysctl-unusable',
    wrong: swarmOf(TWO, [service('web', { sysctls: { 'vm.max_map_count': '262144' } })]),
    right: swarmOf(TWO, [service('web', { sysctls: { 'net.core.somaxconn': '1024', 'kernel.shmmax': '1000000' } })]),
  },
  {
    rule: 'service-sysctl-unusable',
    case: 'on the network of the host',
    wrong: swarmOf(TWO, [service('web', { on: ['host'], sysctls: { 'net.ipv4.ip_forward': '1' } })]),
    right: swarmOf(TWO, [service('web', { sysctls: { 'net.ipv4.ip_forward': '1' } })]),
  },
];

const found = (swarm: DockerSwarm): string[] => check({ swarms: [swarm] }).map(({ rule }) => rule);

test('every rule about a swarm has a pair', () => {
  expect([...new Set(PAIRS.map(({ rule }) => rule))].sort()).toEqual(SWARM_RULES.map(({ id }) => id).sort());
});

test.each(PAIRS.map((pair) => [[pair.rule, pair.case].filter(Boolean).join(', '), pair] as const))(
  '%s is found where it is broken and only there',
  (_title, pair) => {
    expect(found(pair.wrong)).toEqual([pair.rule]);
    expect(found(pair.right)).toEqual([]);
  },
);

test('what one engine refuses is found on the nodes of a swarm too', () => {
  const closed = net('ov', { driver: 'overlay' });
  const nodes = [node('a', { role: 'manager', parts: [box('web', { on: ['ov'] })] })];
  expect(found(swarmOf(nodes, [closed]))).toEqual(['overlay-not-attachable']);
  expect(found(swarmOf(nodes, [overlay]))).toEqual([]);
});

test('nothing is said of a swarm of which not all nodes are known', () => {
  const swarm = swarmOf(TWO, [service('web', { constraints: ['node.labels.disk == ssd'] })]);
  expect(found({ ...swarm, nodes: { ...swarm.nodes, complete: false } })).toEqual([]);
});
