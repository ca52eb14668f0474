import type { Draw } from './random-draw';
import type { RandomOptions } from './random';
import type { VectorContainer, VectorEndpoint, VectorListener, VectorNetwork, VectorTopology } from './vector';

const OPTION = 'com.docker.network.bridge.';
/** Their bytes decide the way out, so they sort before and behind `bridge`. */
const NETWORK_NAMES = ['aa', 'ZZ', 'nb', 'n1', 'cc', 'zz'];
const ALIASES = ['db', 'api', 'Web', 'r-a'];
export const DEFAULT_BRIDGE_ADDRESS = '172.17.0.1';

export interface Drawn {
  readonly topology: Required<VectorTopology>;
  /** A container that is made later; what it refers to is among those that run then. */
  readonly later: (name: string, at: number, running: readonly VectorContainer[]) => VectorContainer;
}

export function drawTopology(draw: Draw, options: RandomOptions): Drawn {
  const networks = NETWORK_NAMES.slice(0, draw.integer(0, 4)).map((name, at) => drawNetwork(draw, name, at, options));
  const drawing = new ContainerDrawing(draw, networks, options);
  const containers = ['r-a', 'r-b', 'r-c', 'r-d', 'r-e', 'r-f']
    .slice(0, draw.integer(1, 6))
    .map((name, at) => drawing.next(name, at));
  const lan = options.wide === true && draw.chance(0.2) ? [drawLan(draw)] : [];
  const onLan = lan.flatMap(({ name: network }) => [
    { name: 'r-l', attach: [{ network }], listen: [{ port: 80 }] },
    ...(networks[0] ? [{ name: 'r-m', attach: [{ network }, { network: networks[0].name }], listen: [{ port: 80 }] }] : []),
  ]);
  return {
    topology: { networks: [...networks, ...lan], containers: [...containers, ...onLan] },
    later: (name, at, running) => drawing.nextBeside(name, at, running),
  };
}

/** A network of the LAN that both machines are on. */
function drawLan(draw: Draw): VectorNetwork {
  const gateway = draw.chance(0.5) ? { gateway: '10.200.0.2' } : {};
  const mode = draw.chance(0.3) ? { macvlan_mode: draw.one(['private', 'bridge']) } : {};
  return {
    name: 'lan',
    driver: 'macvlan',
    ipam: [{ subnet: '10.200.0.0/24', ipRange: '10.200.0.128/25', ...gateway }],
    options: { parent: 'eth0', ...mode },
  };
}

function drawNetwork(draw: Draw, name: string, at: number, options: RandomOptions): VectorNetwork {
  const { automaticIpv6, wide = false, bridge = DEFAULT_BRIDGE_ADDRESS } = options;
  const base = `10.15${at}`;
  const ipv6 = draw.chance(wide ? 0.45 : 0.25);
  const v4 = draw.weighted([
    [5, [{ subnet: `${base}.0.0/24` }]],
    [2, [{ subnet: `${base}.0.0/24`, gateway: `${base}.0.254` }]],
    [2, [{ subnet: `${base}.0.0/24`, ipRange: `${base}.0.64/28` }]],
    [1, [{ subnet: `${base}.0.0/24`, gateway: `${base}.0.1`, ipRange: `${base}.0.16/28` }]],
    [1, [{ subnet: `${base}.0.0/24`, gateway: `${base}.0.1`, aux: { printer: `${base}.0.2` } }]],
    [1, [{ subnet: `${base}.0.0/28` }]],
    [2, []],
  ]);
  const v6 = !ipv6 || (automaticIpv6 && draw.chance(0.2)) ? [] : [{ subnet: `fd00:15${at}::/64` }];
  const internal = draw.chance(0.22);
  const kind = {
    [`${OPTION}enable_icc`]: draw.chance(0.2) ? draw.one(['false', '0', 'F']) : undefined,
    [`${OPTION}enable_ip_masquerade`]: draw.chance(0.15) ? 'false' : undefined,
    [`${OPTION}host_binding_ipv4`]: draw.chance(0.15) ? draw.one(['127.0.0.1', bridge]) : undefined,
  };
  const modes = wide && automaticIpv6 ? drawModes(draw, { ipv6, internal }) : {};
  const given = Object.fromEntries(Object.entries({ ...kind, ...modes }).flatMap(([key, value]) => (value ? [[key, value]] : [])));
  const only6 = given['com.docker.network.enable_ipv4'] !== undefined;
  const ipam = [...(only6 ? [] : v4), ...v6];
  return {
    name,
    driver: 'bridge',
    ...(ipam.length > 0 ? { ipam } : {}),
    ...(internal ? { internal } : {}),
    ...(ipv6 ? { ipv6 } : {}),
    ...(Object.keys(given).length > 0 ? { options: given } : {}),
  };
}

/** How a bridge forwards, and whether it has IPv4 at all: newer engines only. */
function drawModes(
  draw: Draw,
  { ipv6, internal }: { readonly ipv6: boolean; readonly internal: boolean },
): Record<string, string | undefined> {
  const without = !internal && draw.chance(0.25);
  const mode = (): string | undefined =>
    draw.weighted([
      [without ? 1 : 8, undefined],
      [internal ? 0 : 2, 'routed'],
      [internal ? 0 : 2, 'nat-unprotected'],
      [internal ? 1 : 0, 'isolated'],
    ]);
  return {
    [`${OPTION}gateway_mode_ipv4`]: mode(),
    [`${OPTION}gateway_mode_ipv6`]: ipv6 ? mode() : undefined,
    [`${OPTION}inhibit_ipv4`]: draw.chance(0.04) ? 'true' : undefined,
    [`${OPTION}trusted_host_interfaces`]: undefined,
    'com.docker.network.enable_ipv4': ipv6 && draw.chance(0.2) ? 'false' : undefined,
  };
}

/** Static addresses lie where the engine's own choice never gets to. */
export function staticAddress(network: VectorNetwork, at: number): string | undefined {
  const subnet = network.ipam?.find((one) => one.subnet?.endsWith('.0/24'))?.subnet;
  return subnet?.replace('.0/24', `.${100 + at}`);
}

export function staticIpv6(network: VectorNetwork, at: number): string | undefined {
  const subnet = network.ipam?.find((one) => one.subnet?.includes(':'))?.subnet;
  return subnet?.replace('::/64', `::1${at}`);
}

/** Whether engines may refuse a container that has links on the default bridge and joins the network: it is without icc. */
export function isWithoutIcc(networks: readonly VectorNetwork[], name: string): boolean {
  return networks.find((one) => one.name === name)?.options?.[`${OPTION}enable_icc`] !== undefined;
}

/** What gets the same number of the newer engine, which cannot bind it twice: `80` of `80` and `127.0.0.1::80`. */
function pickedOf(form: string): string | undefined {
  if (!form.includes(':')) return form;
  return /::(8\d\S*)$/.exec(form)?.[1] ?? /^\d+-\d+:.*/.exec(form)?.[0];
}

/** Containers one after the other, so that what they refer to is there already. */
class ContainerDrawing {
  #made: VectorContainer[] = [];
  #hostPort = 20000;

  constructor(
    private readonly draw: Draw,
    private readonly networks: readonly VectorNetwork[],
    private readonly options: RandomOptions,
  ) {}

  next(name: string, at: number): VectorContainer {
    const made = this.#draw(name, at);
    this.#made.push(made);
    return made;
  }

  nextBeside(name: string, at: number, running: readonly VectorContainer[]): VectorContainer {
    this.#made = [...running];
    return this.next(name, at);
  }

  #draw(name: string, at: number): VectorContainer {
    const { draw } = this;
    const user = this.networks.length > 0;
    const kind = draw.weighted([
      [3, 'bridge'],
      [user ? 12 : 0, 'user'],
      [user ? 1 : 0, 'mode'],
      [1, 'host'],
      [1, 'none'],
      [this.#made.length > 0 ? 2 : 0, 'shared'],
    ] as const);
    switch (kind) {
      case 'shared':
        return { name, mode: `container:${draw.one(this.#made).name}`, listen: [{ port: 90 + at }] };
      case 'host':
        return { name, mode: 'host', listen: this.#listeners(7000 + 10 * at), ...this.#named(), ...this.#publish(0.2) };
      case 'none':
        return { name, mode: 'none', listen: this.#listeners(80), ...this.#named(), ...this.#publish(0.2) };
      case 'bridge':
        return {
          name,
          ...this.#withoutRefusedLinks({
            ...this.#outside(name, undefined),
            ...this.#links(),
            ...(user && draw.chance(0.15) ? { attach: [{ network: 'bridge' }, ...this.#endpoints(name, at, 1)] } : {}),
          }),
        };
      case 'mode': {
        const network = draw.one(this.networks);
        const again = draw.chance(0.5) ? [this.#endpoint(network, name, at)] : [];
        return { name, mode: network.name, attach: again, ...this.#outside(name, undefined) };
      }
      case 'user': {
        const attach = this.#endpoints(name, at, draw.weighted([
          [6, 1],
          [4, 2],
          [1, 3],
        ]));
        const bridge = draw.chance(0.1) ? [{ network: 'bridge' }] : [];
        return { name, attach: [...attach, ...bridge], ...this.#outside(name, attach[0]) };
      }
    }
  }

  #outside(name: string, first: VectorEndpoint | undefined): Omit<VectorContainer, 'name'> {
    const { draw } = this;
    const expose = draw.chance(0.2) ? [draw.one(['80', '81/tcp', '80/udp'])] : [];
    const own = first?.ip !== undefined && draw.chance(0.15) ? [{ port: 85, address: first.ip }] : [];
    return {
      listen: [...this.#listeners(80), ...own],
      ...this.#named(),
      ...this.#publish(0.45),
      ...(expose.length > 0 ? { expose } : {}),
      ...this.#settings(),
      ...(draw.chance(0.08) ? { links: this.#linksFor(name, first) } : {}),
    };
  }

  /** What few people set. */
  #settings(): Pick<VectorContainer, 'publishAll' | 'dnsSearch' | 'dnsOptions' | 'sysctls'> {
    const { draw } = this;
    if (this.options.wide !== true) return {};
    return {
      ...(draw.chance(0.08) ? { publishAll: true } : {}),
      ...(draw.chance(0.08) ? { dnsSearch: draw.one([['nb'], ['cc', 'n1'], ['nosuch.example']]) } : {}),
      ...(draw.chance(0.06) ? { dnsOptions: [draw.one(['ndots:1', 'ndots:2'])] } : {}),
      ...(this.options.automaticIpv6 && draw.chance(0.05)
        ? { sysctls: { 'net.ipv6.conf.all.disable_ipv6': '1' } }
        : {}),
    };
  }

  /** Links of a container on a user network count there, whoever is there; on the default bridge they need a running member. */
  #linksFor(name: string, first: VectorEndpoint | undefined): string[] {
    if (first === undefined) return [];
    const others = this.#made.filter((one) => one.name !== name);
    return others.length === 0 ? [] : [`${this.draw.one(others).name}:peer`];
  }

  #links(): Pick<VectorContainer, 'links'> {
    const { draw } = this;
    const there = this.#made.filter(({ mode, attach = [] }) => mode === undefined && (attach[0]?.network ?? 'bridge') === 'bridge');
    if (there.length === 0 || !draw.chance(0.4)) return {};
    const target = draw.one(there).name;
    return { links: [draw.chance(0.7) ? `${target}:lnk` : target] };
  }

  #withoutRefusedLinks({ links, ...spec }: Omit<VectorContainer, 'name'>): Omit<VectorContainer, 'name'> {
    const refused = spec.attach?.some(({ network }) => isWithoutIcc(this.networks, network)) === true;
    return refused || links === undefined ? spec : { ...spec, links };
  }

  #endpoints(name: string, at: number, count: number): VectorEndpoint[] {
    return this.draw
      .shuffled(this.networks)
      .slice(0, count)
      .map((network) => this.#endpoint(network, name, at));
  }

  #endpoint(network: VectorNetwork, name: string, at: number): VectorEndpoint {
    const { draw } = this;
    const ip = draw.chance(0.4) ? staticAddress(network, at) : undefined;
    const ip6 = draw.chance(0.3) ? staticIpv6(network, at) : undefined;
    const aliases = draw.some(ALIASES, 0.18).filter((alias) => alias !== name);
    const peers = this.#made.map((one) => one.name);
    const priority = this.options.wide === true && draw.chance(0.2) ? draw.one([-1, 1, 5]) : undefined;
    const links = peers.length > 0 && draw.chance(0.12) ? [`${draw.one(peers)}:${draw.one(['lnk', 'db'])}`] : [];
    return {
      network: network.name,
      ...(ip === undefined ? {} : { ip }),
      ...(ip6 === undefined ? {} : { ip6 }),
      ...(aliases.length > 0 ? { aliases } : {}),
      ...(links.length > 0 ? { links } : {}),
      ...(priority === undefined ? {} : { gwPriority: priority }),
    };
  }

  #listeners(first: number): VectorListener[] {
    const { draw } = this;
    return [
      ...(draw.chance(0.95) ? [{ port: first }] : []),
      ...(draw.chance(0.35) ? [{ port: first, protocol: 'udp' as const }] : []),
      ...(draw.chance(0.25) ? [{ port: first + 1, address: '127.0.0.1' }] : []),
    ];
  }

  #named(): Pick<VectorContainer, 'hostname' | 'domainname' | 'extraHosts'> {
    const { draw } = this;
    const entry = draw.one(['db:10.150.0.100', 'other:10.151.0.1', 'six:fd00:99::9', 'gate:host-gateway', `far:${this.options.outside}`]);
    return {
      ...(draw.chance(0.15) ? { hostname: draw.one(['alpha', 'db', 'Beta', 'gamma.lan']) } : {}),
      ...(draw.chance(0.1) ? { domainname: draw.one(['shop.example', 'Inner']) } : {}),
      ...(draw.chance(0.12) ? { extraHosts: [entry] } : {}),
    };
  }

  #publish(probability: number): Pick<VectorContainer, 'publish'> {
    const { draw } = this;
    const publish: string[] = [];
    while (publish.length < 3 && draw.chance(probability)) {
      const form = this.#form();
      const picked = pickedOf(form);
      const contended = picked !== undefined && publish.some((other) => pickedOf(other) === picked);
      if (!contended) publish.push(form);
    }
    return publish.length > 0 ? { publish } : {};
  }

  #form(): string {
    const { draw } = this;
    const { bridge = DEFAULT_BRIDGE_ADDRESS, host } = this.options;
    const port = ++this.#hostPort;
    const inside = draw.weighted([
      [6, '80'],
      [2, '81'],
      [2, '80/udp'],
      [1, '82'],
    ]);
    const at = draw.one(['127.0.0.1', '127.0.0.2', '0.0.0.0', bridge, host]);
    return draw.weighted([
      [6, `${port}:${inside}`],
      [2, inside],
      [4, `${at}:${port}:${inside}`],
      [1, `${at}::${inside}`],
      [1, `${21000 + this.draw.integer(0, 1)}-21009:${inside}`],
      [1, `[::]:${port}:${inside}`],
      [1, `[::1]:${port}:${inside}`],
    ]);
  }
}
