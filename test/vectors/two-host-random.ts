import fc from 'fast-check';
import { Draw } from './random-draw';
import type { TwoHostContainer, TwoHostNetwork, TwoHostQuery, TwoHostService, TwoHostVector } from './two-host';

const HOSTS = ['a', 'b'] as const;
const ALIASES = ['db', 'web'];

/**
 * Topologies over two engines that are joined, with questions; the same seed gives the same ones. No overlay has IPv6: engine 29
 * does not get a container onto it, and 20.10 picks the same address on both hosts.
 */
export function sampleTwoHosts(seed: number, count: number): TwoHostVector[] {
  return fc
    .sample(fc.gen().map((value) => drawTwoHosts(new Draw(value))), { seed, numRuns: count })
    .map((vector, index) => ({ ...vector, id: `two-${seed}-${index}` }));
}

function drawTwoHosts(draw: Draw): TwoHostVector {
  const overlays = Array.from({ length: draw.integer(1, 3) }, (_, at): TwoHostNetwork => ({
    name: `n${at}-net`,
    driver: 'overlay',
    subnet: `10.120.${at}.0/24`,
    ...(draw.chance(0.3) ? { internal: true } : {}),
  }));
  const bridges = draw.some(HOSTS, 0.5).map((host): TwoHostNetwork => ({
    name: `local-${host}`,
    driver: 'bridge',
    host,
    subnet: `10.120.7${HOSTS.indexOf(host)}.0/24`,
    ...(draw.chance(0.2) ? { internal: true } : {}),
  }));
  const networks = [...overlays, ...bridges];
  const containers = Array.from({ length: draw.integer(2, 5) }, (_, at) => drawContainer(draw, at, networks));
  const services = Array.from({ length: draw.integer(0, 2) }, (_, at) => drawService(draw, at, overlays));
  const topology = { id: 'two', networks, containers, services };
  return { ...topology, queries: drawQueries(draw, topology) };
}

function drawContainer(draw: Draw, at: number, networks: readonly TwoHostNetwork[]): TwoHostContainer {
  const host = draw.one(HOSTS);
  const there = networks.filter((network) => network.host === undefined || network.host === host);
  const joined = draw.shuffled(there).slice(0, draw.integer(1, 2));
  const attach = joined.map(({ name, subnet = '' }) => ({
    network: name,
    ip: subnet.replace(/0\/24$/, String(100 + at)),
    ...(draw.chance(0.4) ? { aliases: [draw.one(ALIASES)] } : {}),
  }));
  const publish = draw.chance(0.35) ? { publish: [`2100${at}:80`] } : {};
  return { name: `c${at}-box`, host, attach, listen: [80], ...publish };
}

function drawService(draw: Draw, at: number, overlays: readonly TwoHostNetwork[]): TwoHostService {
  const aliases = draw.chance(0.3) ? { aliases: [draw.one(ALIASES)] } : {};
  const global = draw.chance(0.35);
  // each node has one task of a global service, so its port is there on both
  const ports = global && draw.chance(0.6) ? { ports: [{ target: 80, published: 22000 + at, mode: 'host' as const }] } : {};
  const replicas = global ? {} : { replicas: draw.integer(1, 3) };
  return {
    name: `s${at}-svc`,
    network: draw.one(overlays).name,
    ...replicas,
    ...aliases,
    ...ports,
    mode: 'dnsrr',
    listen: [80],
  };
}

function drawQueries(draw: Draw, { containers, services }: Omit<TwoHostVector, 'queries'>): TwoHostQuery[] {
  const senders = [...containers.map(({ name }) => name), 'host:a', 'host:b'];
  return senders.flatMap((from) =>
    Array.from({ length: 8 }, (): TwoHostQuery => {
      const other = draw.one(containers.filter(({ name }) => name !== from));
      const at = `@${other.name}/${draw.one(other.attach ?? []).network}`;
      const service = services.length > 0 ? draw.one(services).name : 'nobody';
      const tcp = { from, probe: 'tcp', port: 80 } as const;
      const published = [
        ...containers.flatMap(({ publish = [] }) => publish.map((form) => Number(form.split(':')[0]))),
        ...services.flatMap(({ ports = [] }) => ports.flatMap((port) => port.published ?? [])),
      ];
      const dialled = { ...tcp, target: `host:${draw.one(HOSTS)}`, port: published.length > 0 ? draw.one(published) : 81 };
      if (from.startsWith('host:'))
        return draw.one<TwoHostQuery>([{ ...tcp, target: at }, { from, probe: 'ping', target: at }, dialled]);
      return draw.weighted<TwoHostQuery>([
        [3, { ...tcp, target: other.name }],
        [2, { ...tcp, target: at }],
        [2, { from, probe: 'ping', target: at }],
        [1, { from, probe: 'resolve', target: other.name }],
        [2, { from, probe: 'resolve', target: draw.one([...ALIASES, service, `tasks.${service}`]) }],
        [2, { ...tcp, target: service }],
        [2, dialled],
      ]);
    }),
  );
}
