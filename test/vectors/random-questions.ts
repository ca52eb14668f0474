import type { Draw } from './random-draw';
import type { World } from './random-phases';
import { DEFAULT_BRIDGE_ADDRESS, staticAddress, staticIpv6 } from './random-topology';
import type { RandomOptions } from './random';
import type { Question, VectorNetwork, VectorTopology } from './vector';

/** Enough of every kind; a silent target costs the same time however many are asked at once. */
const QUESTIONS = 45;

export function drawQuestions(
  draw: Draw,
  topology: Required<VectorTopology>,
  world: World,
  options: RandomOptions,
): Question[] {
  const running = [...world].filter(([, { running }]) => running).map(([name]) => name);
  const froms = [...running, ...running, 'host', 'external'];
  const names = namesToAsk(topology);
  const targets = addressesToAsk(topology, world, options);
  const ports = portsToAsk(topology);
  const questions = new Map<string, Question>();
  for (let left = QUESTIONS; left > 0; left--) {
    const from = draw.one(froms);
    const machine = from === 'host' || from === 'external';
    const kind = draw.weighted([
      [machine ? 0 : 3, 'resolve'],
      [machine ? 0 : 3, 'name'],
      [8, 'address'],
      [5, 'published'],
    ] as const);
    const question = drawQuestion(draw, from, kind, { names, targets, ports, published: publishedPorts(topology) });
    questions.set(JSON.stringify(question), question);
  }
  return [...questions.values()];
}

interface Subjects {
  readonly names: readonly string[];
  readonly targets: readonly string[];
  readonly ports: readonly number[];
  readonly published: readonly { readonly port: number | string; readonly protocol: 'tcp' | 'udp' }[];
}

function drawQuestion(
  draw: Draw,
  from: string,
  kind: 'resolve' | 'name' | 'address' | 'published',
  { names, targets, ports, published }: Subjects,
): Question {
  if (kind === 'resolve') return { from, probe: 'resolve', target: draw.one(names) };
  if (kind === 'published' && published.length > 0) {
    const { port, protocol } = draw.one(published);
    const target = draw.one(targets.filter((one) => !one.startsWith('@') || draw.chance(0.15)));
    return { from, probe: protocol, target, port };
  }
  const target = draw.one(kind === 'name' ? names : targets);
  const probe = draw.weighted([
    [2, 'ping'],
    [4, 'tcp'],
    [1, 'udp'],
  ] as const);
  return probe === 'ping' ? { from, probe, target } : { from, probe, target, port: draw.one(ports) };
}

function namesToAsk({ networks, containers }: Required<VectorTopology>): string[] {
  const names = containers.flatMap(({ name, hostname, domainname, attach = [], extraHosts = [] }) => [
    name,
    ...(hostname === undefined ? [] : [hostname]),
    ...(domainname === undefined ? [] : [`${hostname ?? name}.${domainname}`]),
    ...extraHosts.map((entry) => entry.split(':')[0] ?? ''),
    ...attach.flatMap(({ aliases = [] }) => aliases),
  ]);
  const first = containers[0]?.name ?? '';
  return [
    ...new Set([
      ...names,
      ...['lnk', 'peer', 'late', 'db', 'nosuch', 'localhost', first.toUpperCase()],
      // programs may ask in lower case, so a network with capitals would be a question about the program
      ...networks.flatMap(({ name }) => (name === name.toLowerCase() ? [`${first}.${name}`, `db.${name}`] : [])),
    ]),
  ];
}

function addressesToAsk({ networks, containers }: Required<VectorTopology>, world: World, options: RandomOptions): string[] {
  const endpoints = [...world].flatMap(([container, { running, networks: joined }]) =>
    running
      ? [...joined].flatMap((name) => {
          const six = networks.find((one) => one.name === name)?.ipv6 === true;
          return [`@${container}/${name}`, ...(six ? [`@${container}/${name}#6`] : [])];
        })
      : [],
  );
  // of containers that may have gone or left, and of none
  const bridges = networks.filter(({ driver }) => driver === 'bridge');
  const statics = bridges.flatMap((network) =>
    [...containers.keys(), 9].flatMap((at) => staticAddress(network, at) ?? []).slice(-2),
  );
  const gateways = bridges.flatMap((network) => [
    ...(hasIpv4(network) ? [`gw(${network.name})`] : []),
    ...(gateway6(network) ?? []),
  ]);
  const lan6 = options.lan6 === true ? ['fd00:200::1', 'fd00:200::2'] : [];
  const always = [...lan6, 'gw(bridge)', 'host', 'host', '127.0.0.1', '127.0.0.2', DEFAULT_BRIDGE_ADDRESS, 'external', '::1'];
  return [...endpoints, ...endpoints, ...statics, ...gateways, ...always, options.host];
}

/** Whether the bridge of a network has an IPv4 address for certain. */
function hasIpv4({ options = {} }: VectorNetwork): boolean {
  const without = ['com.docker.network.enable_ipv4', 'com.docker.network.bridge.inhibit_ipv4'];
  return options['com.docker.network.bridge.gateway_mode_ipv4'] !== 'isolated' && !without.some((key) => key in options);
}

function gateway6(network: Required<VectorTopology>['networks'][number]): string[] | undefined {
  const address = staticIpv6(network, 0);
  return address === undefined ? undefined : [address.replace(/::10$/, '::1'), address.replace(/::10$/, '::99')];
}

function portsToAsk({ containers }: Required<VectorTopology>): number[] {
  const open = containers.flatMap(({ listen = [] }) => listen.map(({ port }) => port));
  return [...open, 80, 80, 80, 81, 9, 8499];
}

function publishedPorts({ containers }: Required<VectorTopology>): Subjects['published'] {
  return containers.flatMap(({ name, publish = [] }) => {
    const forms = publish.map((form) => {
      const [ports = '', protocol = 'tcp'] = form.split('/');
      const parts = ports.replace(/\[[^\]]*\]/, '').split(':');
      const inside = `${parts.pop() ?? ''}/${protocol}`;
      return { inside, host: parts.pop() ?? '', protocol: protocol === 'udp' ? ('udp' as const) : ('tcp' as const) };
    });
    return forms.flatMap(({ inside, host, protocol }): Subjects['published'] => {
      if (/^\d+$/.test(host) && host !== '0') return [{ port: Number(host), protocol }];
      // of several host ports for one container port, which one is meant is not said
      const several = forms.filter((one) => one.inside === inside).length > 1;
      return several ? [] : [{ port: `port(${name}:${inside})`, protocol }];
    });
  });
}
