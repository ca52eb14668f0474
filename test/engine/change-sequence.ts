import fc from 'fast-check';
import type { Draw } from '../vectors/random-draw';
import { Draw as Drawing } from '../vectors/random-draw';
import type { RandomOptions } from '../vectors/random';
import { drawTopology, staticAddress } from '../vectors/random-topology';
import type { VectorContainer, VectorEndpoint, VectorNetwork, VectorTopology } from '../vectors/vector';
import { constructible, type Details } from './constructed';

/** What is defined at one moment. */
export interface Definition {
  readonly topology: Required<VectorTopology>;
  /** By container. */
  readonly details: Readonly<Record<string, Details>>;
  /** What was changed to come here. */
  readonly change: string;
}

/** A host that is changed again and again, first definition first. */
export interface Sequence {
  readonly id: string;
  readonly definitions: readonly Definition[];
}

/** As many sequences as asked for; the same seed gives the same ones. */
export function sampleSequences(options: RandomOptions, seed: number, count: number): Sequence[] {
  return fc
    .sample(
      fc.gen().map((value) => drawSequence(new Drawing(value), options)),
      { seed, numRuns: count },
    )
    .map((definitions, index) => ({ id: `change-${seed}-${index}`, definitions }));
}

function drawSequence(draw: Draw, options: RandomOptions): Definition[] {
  const { networks, containers } = drawTopology(draw, options).topology;
  const there = draw.integer(1, containers.length);
  const spare = containers.slice(there);
  let now: Definition = tidied({
    topology: { networks, containers: containers.slice(0, there) },
    details: Object.fromEntries(containers.map(({ name }) => [name, drawDetails(draw)])),
    change: 'first',
  });
  const definitions = [now];
  for (let left = draw.integer(2, 4); left > 0; left--) {
    const changes: string[] = [];
    let next = now;
    for (let tries = 0; changes.length < draw.integer(1, 2) && tries < 10; tries++) {
      const [change, make] = draw.one(changesOf(draw, next, spare));
      const changed = tidied(make());
      if (JSON.stringify(changed) === JSON.stringify(next)) continue;
      next = changed;
      changes.push(change);
    }
    now = { ...next, change: changes.join(', ') };
    definitions.push(now);
  }
  return definitions;
}

function drawDetails(draw: Draw): Details {
  return {
    ...(draw.chance(0.3) && { environment: { A: String(draw.integer(1, 3)) } }),
    ...(draw.chance(0.2) && { labels: { tier: draw.one(['front', 'back']) } }),
    ...(draw.chance(0.3) && { restart: draw.one(['no', 'always', 'unless-stopped', 'on-failure'] as const) }),
    ...(draw.chance(0.2) && {
      healthCheck: { command: ['true'] as const, intervalSeconds: draw.one([1, 2]), timeoutSeconds: 60 },
    }),
    ...(draw.chance(0.2) && { volume: draw.one(['files', 'more']) }),
    ...(draw.chance(0.3) && { after: draw.one(['r-a', 'r-b', 'r-c']) }),
  };
}

type Change = readonly [string, () => Definition];

/** Everything that can be done to a definition, with what it is about already drawn. */
function changesOf(draw: Draw, now: Definition, spare: readonly VectorContainer[]): readonly Change[] {
  const { topology, details } = now;
  const { networks, containers } = topology;
  const withContainers = (changed: readonly VectorContainer[]): Definition => ({
    ...now,
    topology: { networks, containers: changed },
  });
  const withNetworks = (changed: readonly VectorNetwork[]): Definition => ({
    ...now,
    topology: { networks: changed, containers },
  });
  const missing = spare.filter(({ name }) => !containers.some((one) => one.name === name));
  const unused = ['x1', 'x2'].filter((name) => !networks.some((one) => one.name === name));
  const changes: Change[] = [];
  for (const one of missing) changes.push([`add ${one.name}`, () => withContainers([...containers, one])]);
  for (const name of unused) {
    changes.push([`add network ${name}`, () => withNetworks([...networks, { name, driver: 'bridge' }])]);
  }
  if (containers.length > 0) {
    const one = draw.one(containers);
    const { name } = one;
    const others = containers.filter((other) => other !== one);
    const changed = (what: Partial<VectorContainer>): Definition =>
      withContainers(containers.map((other) => (other === one ? { ...one, ...what } : other)));
    if (others.length > 0) changes.push([`remove ${name}`, () => withContainers(others)]);
    changes.push([`details of ${name}`, () => ({ ...now, details: { ...details, [name]: drawDetails(draw) } })]);
    changes.push(...containerChanges(draw, one, containers.indexOf(one), topology, changed));
  }
  if (networks.length > 0) {
    const one = draw.one(networks);
    const changed = (what: Partial<VectorNetwork>): Definition =>
      withNetworks(networks.map((other) => (other === one ? { ...one, ...what } : other)));
    changes.push(
      [`remove network ${one.name}`, () => withNetworks(networks.filter((other) => other !== one))],
      [`open or close ${one.name}`, () => changed({ internal: one.internal !== true })],
      [`IPv6 of ${one.name}`, () => changed(one.ipv6 === true ? withoutIpv6(one) : { ipv6: true })],
      [`another subnet for ${one.name}`, () => changed({ ipam: [{ subnet: otherSubnet(one) }], ipv6: false })],
      [
        `options of ${one.name}`,
        () => changed({ options: draw.chance(0.5) ? { 'com.docker.network.bridge.enable_icc': 'false' } : {} }),
      ],
    );
  }
  return changes;
}

function containerChanges(
  draw: Draw,
  one: VectorContainer,
  at: number,
  { networks, containers }: Required<VectorTopology>,
  changed: (what: Partial<VectorContainer>) => Definition,
): Change[] {
  const { name, mode, attach = [], publish = [] } = one;
  if (mode !== undefined) return [[`${name} on the default bridge`, () => changed({ mode: '' })]];
  const changes: Change[] = [
    [`${name} without a network`, () => changed({ mode: 'none', attach: [], publish: [] })],
    [`${name} on the host`, () => changed({ mode: 'host', attach: [], publish: [] })],
    publish.length > 0
      ? [`fewer ports of ${name}`, () => changed({ publish: publish.slice(1) })]
      : [`a port of ${name}`, () => changed({ publish: [`${22000 + at}:80`, '81/udp'] })],
  ];
  const free = networks.filter((network) => !attach.some((endpoint) => endpoint.network === network.name));
  if (free.length > 0) {
    const network = draw.one(free).name;
    changes.push([`${name} joins ${network}`, () => changed({ attach: [...attach, { network }] })]);
  }
  const joined = attach.filter(({ network }) => network !== 'bridge');
  if (joined.length === 0) return changes;
  const endpoint = draw.one(joined);
  const changedEndpoint = (what: VectorEndpoint): Definition =>
    changed({ attach: attach.map((other) => (other === endpoint ? what : other)) });
  const { network, ip, aliases, links } = endpoint;
  const bare = { network };
  const address = staticAddress(
    networks.find((other) => other.name === network)!,
    at,
  );
  const before = containers.slice(0, at).filter((other) => other.attach?.some((there) => there.network === network));
  changes.push(
    [`${name} leaves ${network}`, () => changed({ attach: attach.filter((other) => other !== endpoint) })],
    [
      `alias of ${name} on ${network}`,
      () => changedEndpoint({ ...endpoint, aliases: aliases === undefined ? ['db'] : [...aliases, 'api2'] }),
    ],
    [
      `address of ${name} on ${network}`,
      () => changedEndpoint(ip === undefined && address !== undefined ? { ...endpoint, ip: address } : bare),
    ],
  );
  if (before.length > 0) {
    const target = draw.one(before).name;
    const link = links === undefined ? { ...endpoint, links: [`${target}:peer`] } : bare;
    changes.push([`link of ${name} on ${network}`, () => changedEndpoint(link)]);
  }
  return changes;
}

function withoutIpv6({ ipam = [] }: VectorNetwork): Partial<VectorNetwork> {
  return { ipv6: false, ipam: ipam.filter(({ subnet }) => subnet?.includes(':') !== true) };
}

function otherSubnet({ name, ipam = [] }: VectorNetwork): string {
  const at = Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 200, 0);
  return ipam[0]?.subnet === `10.161.${at}.0/24` ? `10.162.${at}.0/24` : `10.161.${at}.0/24`;
}

/** Leaves out what refers to something that is not there any more, and what our rules refuse or warn about. */
function tidied({ topology, details, change }: Definition): Definition {
  const { networks, containers } = topology;
  const kept: VectorContainer[] = [];
  for (const { mode, attach = [], publish = [], ...container } of containers) {
    const owner = /^container:(.*)$/.exec(mode ?? '')?.[1];
    if (owner !== undefined && !kept.some(({ name }) => name === owner)) continue;
    const named = mode === undefined || mode === '' || networks.some(({ name }) => name === mode) ? {} : { mode };
    const there = attach.filter(({ network }) => network === 'bridge' || networks.some(({ name }) => name === network));
    kept.push({
      ...container,
      ...named,
      ...(there.length === 0 ? {} : { attach: there.map((one) => insideSubnet(one, networks)) }),
      ...(publish.length === 0 ? {} : { publish: eachOnce(publish) }),
    });
  }
  return { topology: constructible({ networks, containers: kept }), details, change };
}

function insideSubnet({ ip, ip6, ...endpoint }: VectorEndpoint, networks: readonly VectorNetwork[]): VectorEndpoint {
  const { ipam = [] } = networks.find(({ name }) => name === endpoint.network) ?? {};
  const fits = (address: string, until: RegExp): boolean =>
    ipam.some(({ subnet }) => subnet?.replace(until, '') === address.replace(until, ''));
  return {
    ...endpoint,
    ...(ip !== undefined && fits(ip, /\.[0-9]+(\/24)?$/) ? { ip } : {}),
    ...(ip6 !== undefined && fits(ip6, /::.*$/) ? { ip6 } : {}),
  };
}

/** Terraform finds a change in a container port that is published twice, as our rules warn. */
function eachOnce(publish: readonly string[]): string[] {
  const seen = new Set<string>();
  return publish.filter((form) => {
    const [, port = '', protocol = 'tcp'] = /(\d+)(?:\/(\w+))?$/.exec(form) ?? [];
    if (seen.has(`${port}/${protocol}`)) return false;
    seen.add(`${port}/${protocol}`);
    return true;
  });
}
