import { exposures, type Exposure } from '../../core/engine/answers/exposure';
import { knownPorts } from '../../core/engine/answers/dial';
import { matrix } from '../../core/engine/answers/matrix';
import { ReachClasses } from '../../core/engine/answers/reach-classes';
import { nameOf } from '../../core/engine/definition/docker-reading';
import { namesOf, type Endpoint, type Network, type Node } from '../../core/engine/state/sandbox';
import { type Verdict, verdictLines } from '../../core/engine/flow/verdict';
import { type Topology } from '../../core/engine/topology';
import { runningFlows } from '../../core/intent/running-flows';
import { addressText, explainFlow, type IntendedFlow } from '../../core/intent/flow';
import { counted } from '../../core/values/phrase';
import { type Port } from '../../core/values/port';
import { isKnown, knownOr } from '../../core/values/unknown';
import { labelsOf } from '../labels';
import { type NamedTopology } from '../named-topology';
import { groupLabel, groupsOfEquals, type Equals } from './equals';
import { intentEdges, type DrawnFlow } from './intent-edges';
import {
  MAX_LINES,
  MAX_SINGLE,
  OUTSIDE,
  stateOf,
  type Picture,
  type PictureEdge,
  type PictureGroup,
  type PictureNode,
} from './picture';

/** What is drawn between containers. */
export interface DockerPictureOptions {
  /** The port at which containers dial each other. @default - a ping */
  readonly port?: Port;
  /** Whether pairs that share a network have a line too, where there are few containers. @default false */
  readonly everyPair?: boolean;
}

/** Containers of one Docker host that are drawn as one. */
export interface ContainerGroup extends Equals<Node> {
  /** Id of the node in the picture. */
  readonly id: string;
}

/** With more containers than this, a container on several networks is drawn inside the box of one of them, so that fewer nodes stand between the boxes. */
const MAX_BETWEEN = 40;

/** Id of the machine that the engine runs on. */
export function hostId(name: string): string {
  return `host ${name}`;
}

/** Containers as they are drawn: a few one by one, many in groups of those that would look the same. */
export function containerGroups({ name: host, topology }: NamedTopology): readonly ContainerGroup[] {
  const classes = ReachClasses.of(topology);
  const told = flowTexts(topology);
  const keyOf = (node: Node): string => {
    const { name, running, doubt, sandbox } = node;
    const one = classes.classOf(name);
    return JSON.stringify([
      ...[one ? classes.classes.indexOf(one) : -1, running, doubt, sandbox?.owner === node, sandbox?.members.length],
      ...[node.bindings.map(({ containerPort, protocol }) => `${containerPort}/${protocol}`), told.get(name)],
      knownPorts(node).map((port) => port.toString()),
    ]);
  };
  return groupsOfEquals([...topology.nodes.values()], keyOf).map((group) => ({
    ...group,
    id: `container ${host}/${group.first.name}`,
  }));
}

/** For each container by its path: what it is configured to dial, and who is configured to dial it. */
function flowTexts({ host, nodes }: Topology): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, string[]>();
  const pathOf = (name: string): string => nodes.get(name)?.spec.at.path ?? name;
  const add = (name: string | undefined, text: string): void => {
    if (name === undefined) return;
    const known = texts.get(name);
    if (known) known.push(text);
    else texts.set(name, [text]);
  };
  for (const flow of runningFlows(host)) {
    add(flow.from, `to ${addressText(flow.dial)} ${flow.verdict.kind}`);
    add(targetOf(nodes, flow), `from ${pathOf(flow.from)} ${addressText(flow.dial)} ${flow.verdict.kind}`);
  }
  return texts;
}

/** The container at the other end of a flow, where there is one. */
function targetOf(nodes: Topology['nodes'], { verdict }: IntendedFlow): string | undefined {
  if (verdict.kind === 'unknown') return undefined;
  if ('to' in verdict && nodes.has(verdict.to)) return verdict.to;
  const target = verdict.kind === 'blocked' ? verdict.target : undefined;
  return target && [...nodes.values()].find(({ spec }) => spec.at === target)?.name;
}

/** A Docker host: its networks and their members, published ports, what programs are configured to dial, and what is blocked. */
export function dockerPicture(named: NamedTopology, options: DockerPictureOptions = {}): Picture {
  return new DockerPicture(named, options).picture();
}

class DockerPicture {
  readonly #topology: Topology;
  readonly #groups: readonly ContainerGroup[];
  readonly #idOf: ReadonlyMap<string, string>;
  readonly #labels: ReadonlyMap<string, string>;
  readonly #flows: readonly IntendedFlow[];
  readonly #box: string;
  /** Boxes of networks, around the containers that are on that network only. */
  readonly #boxes = new Map<string, PictureGroup>();
  readonly #boxOf = new Map<string, string>();
  readonly #others = new Map<string, PictureNode>();
  readonly #edges: PictureEdge[] = [];
  readonly #notes: string[] = [];

  constructor(
    private readonly named: NamedTopology,
    private readonly options: DockerPictureOptions,
  ) {
    this.#topology = named.topology;
    this.#groups = containerGroups(named);
    this.#labels = labelsOf(named.topology);
    this.#flows = runningFlows(named.topology.host);
    this.#idOf = new Map(this.#groups.flatMap(({ id, members }) => members.map(({ name }) => [name, id] as const)));
    this.#box = `engine ${named.name}`;
  }

  picture(): Picture {
    this.#memberships();
    this.#published();
    this.#intended();
    this.#pairs();
    // boxes that stand for their network get their title after the lines are drawn
    const networks = this.#networks();
    return {
      groups: [{ id: this.#box, kind: 'host', label: `Docker host ${this.named.name}` }, ...this.#boxes.values()],
      nodes: [...this.#groups.map((group) => this.#container(group)), ...networks, ...this.#others.values()],
      edges: this.#edges,
      notes: this.#notes,
    };
  }

  #container({ id, first, members }: ContainerGroup): PictureNode {
    const names = members.map(({ name }) => name);
    const label = groupLabel(names.map((name) => this.#labels.get(name) ?? name));
    const box = this.#boxOf.get(id);
    const address = box !== undefined && members.length === 1 ? fixedAddress(first.sandbox?.endpoints[0]) : [];
    const lines = [...stackLines(first), ...address, ...listensLine(first)];
    return {
      ...{ id, kind: 'container', label, members: names, lines, group: box ?? this.#box },
      details: [...imageLine(first), ...endpointLines(first), ...this.#toldLines(first)],
      isIdle: !first.running,
      words: (first.sandbox?.endpoints ?? []).flatMap((endpoint) => [endpoint.network.name, ...fixedAddress(endpoint)]),
    };
  }

  /** What a container is configured to dial where the other end is not in the picture. */
  #toldLines({ name }: Node): string[] {
    return this.#flows
      .filter(({ from, verdict }) => from === name && verdict.kind === 'unknown')
      .map(({ dial, verdict }) => `dials ${addressText(dial)} (${dial.by}): ${explainFlow(verdict)}`);
  }

  #networks(): PictureNode[] {
    const defined = this.#topology.host.networks.items.map(nameOf);
    const joined = [...this.#topology.networks.values()].filter(({ members }) => members.length > 0);
    const names = new Set([...defined, ...joined.map(({ name }) => name)]);
    const crossed = new Set(this.#edges.filter(({ kind }) => kind === 'member').map(({ to }) => to));
    return [...names].flatMap((name): PictureNode[] => {
      const network = this.#topology.networks.get(name);
      const box = this.#boxes.get(name)?.id;
      // a box without lines into it says all that a node for its network would
      if (box !== undefined && network && !crossed.has(this.#networkId(name))) {
        const label = [`network ${name}`, ...networkLines(network)].join(', ');
        this.#boxes.set(name, { id: box, kind: 'network', label, inside: this.#box });
        return [];
      }
      return [
        {
          id: this.#networkId(name),
          kind: 'network',
          label: name,
          members: [name],
          lines: network ? networkLines(network) : [],
          details: network ? networkDetails(network) : ['what it is like is not known'],
          group: box ?? this.#box,
          isIdle: (network?.members.length ?? 0) === 0,
        },
      ];
    });
  }

  #networkId(name: string): string {
    return `network ${this.named.name}/${name}`;
  }

  #memberships(): void {
    const { groups } = ReachClasses.of(this.#topology);
    const open = new Map(groups.map(({ by, classes }) => [by, new Set(classes.flatMap(({ members }) => members))]));
    for (const { id, first, members } of this.#groups) {
      const { sandbox } = first;
      if (sandbox?.owner !== undefined && sandbox.owner !== first) {
        const owner = this.#idOf.get(sandbox.owner.name);
        if (owner !== undefined)
          this.#edge({ from: id, to: owner, kind: 'shares', label: 'same network stack', because: [] });
        continue;
      }
      if (sandbox?.kind === 'host') {
        const to = this.#host();
        this.#edge({ from: id, to, kind: 'shares', label: 'same network stack', because: [] });
        continue;
      }
      const endpoints = sandbox?.endpoints ?? [];
      const isOpenOn = ({ name, members: others }: Network): boolean =>
        others.length < 2 || open.get(name)?.has(first.name) === true;
      const home = this.#homeOf(endpoints.map(({ network }) => network).filter(isOpenOn), endpoints.length);
      if (home) this.#boxOf.set(id, this.#boxAround(home));
      for (const endpoint of endpoints) {
        const { network } = endpoint;
        if (network === home) continue;
        const isOpen = isOpenOn(network);
        const [label] = members.length === 1 ? fixedAddress(endpoint) : [];
        this.#edge({
          ...{ from: id, to: this.#networkId(network.name), kind: 'member', state: isOpen ? 'open' : 'blocked' },
          ...(label === undefined ? {} : { label }),
          because: isOpen ? [] : [`${first.name} does not reach the others on ${network.name}, nor they it`],
        });
      }
    }
    for (const { id, first } of this.#groups) {
      // a container that shares a stack is drawn beside the owner of the stack
      const owner = this.#idOf.get(first.sandbox?.owner?.name ?? '');
      const box = owner === undefined ? undefined : this.#boxOf.get(owner);
      if (box !== undefined) this.#boxOf.set(id, box);
    }
  }

  /** The network in whose box a container is drawn: its only one, or in a large picture the smallest that has other members. */
  #homeOf(open: readonly Network[], joined: number): Network | undefined {
    if (joined === 1) return open[0];
    if (this.#groups.length <= MAX_BETWEEN) return undefined;
    const shared = open.filter(({ members }) => members.length > 1);
    return [...shared].sort((one, other) => one.members.length - other.members.length)[0];
  }

  #boxAround(network: Network): string {
    const known = this.#boxes.get(network.name);
    if (known) return known.id;
    const id = `on ${this.#networkId(network.name)}`;
    this.#boxes.set(network.name, { id, kind: 'network', label: `network ${network.name}`, inside: this.#box });
    return id;
  }

  #published(): void {
    const byEnds = new Map<string, Exposure[]>();
    for (const one of exposures(this.#topology)) {
      const to = this.#idOf.get(one.container);
      if (to === undefined) continue;
      const from = one.to === 'the host itself' ? this.#host() : this.#outside();
      const key = JSON.stringify([from, to, one.to === 'not known']);
      byEnds.set(key, [...(byEnds.get(key) ?? []), one]);
    }
    for (const [key, found] of byEnds) {
      const [from, to, isOpen] = JSON.parse(key) as [string, string, boolean];
      this.#edge({
        ...{ from, to, kind: 'published', state: isOpen ? 'unknown' : 'open' },
        label: found.length > 3 ? `${found.length} ports` : [...new Set(found.map(exposedPort))].join(', '),
        because: found.map((one) => `${one.container} ${exposedPort(one)}: ${one.because}`),
      });
    }
  }

  #intended(): void {
    const { nodes } = this.#topology;
    const flows = this.#flows.flatMap((flow): DrawnFlow[] => {
      const from = this.#idOf.get(flow.from);
      if (from === undefined || flow.verdict.kind === 'unknown') return [];
      const target = targetOf(nodes, flow);
      const to = target === undefined ? this.#elsewhere(flow) : this.#idOf.get(target);
      return to === undefined || (from === to && flow.verdict.kind === 'reachable') ? [] : [{ from, to, flow }];
    });
    this.#edges.push(...intentEdges(flows));
  }

  /** Lines between containers, where membership of a network does not tell the whole story. */
  #pairs(): void {
    const { port, everyPair = false } = this.options;
    const singles = this.#groups.filter(({ members }) => members.length === 1);
    if (singles.length > MAX_SINGLE || singles.length < this.#groups.length) {
      this.#notes.push(...this.#classNotes());
      return;
    }
    const cells = matrix(this.#topology, { outsiders: false, ...(port ? { port } : {}) });
    const verdicts = new Map(cells.map(({ from, to, verdict }) => [JSON.stringify([from, to]), verdict]));
    const drawn: PictureEdge[] = [];
    for (const { from, to, verdict } of cells) {
      if (typeof from !== 'string') continue;
      const back = verdicts.get(JSON.stringify([to, from]));
      const both = back?.kind === verdict.kind;
      if (both && from > to) continue;
      if (!everyPair && (this.#saysNetwork(from, to, verdict) || this.#saysBox(from, to, verdict))) continue;
      const ends = { from: this.#idOf.get(from) ?? '', to: this.#idOf.get(to) ?? '' };
      drawn.push({ ...ends, kind: 'flow', state: stateOf(verdict.kind), both, because: pairLines(from, to, verdict) });
    }
    for (const state of ['open', 'blocked', 'unknown'] as const) {
      const lines = drawn.filter((one) => one.state === state);
      if (everyPair || lines.length <= MAX_LINES) this.#edges.push(...lines);
      else this.#notes.push(pairNote(state, cells.filter(({ verdict }) => stateOf(verdict.kind) === state).length));
    }
  }

  /** Whether the picture already shows a verdict by the network that both containers are on. */
  #saysNetwork(from: string, to: string, { kind }: Verdict): boolean {
    if (kind !== 'reachable') return false;
    const on = (name: string): string[] =>
      (this.#topology.node(name).sandbox?.endpoints ?? []).map(({ network }) => network.name);
    const mine = on(from);
    const isOneStack = this.#topology.node(from).sandbox === this.#topology.node(to).sandbox;
    return isOneStack || on(to).some((network) => mine.includes(network));
  }

  /** Whether the picture already shows a verdict by the box of a container that has no network, or that of the host. */
  #saysBox(from: string, to: string, { kind }: Verdict): boolean {
    const sandboxes = [from, to].map((name) => this.#topology.node(name).sandbox);
    if (kind === 'blocked') return sandboxes.some((one) => one?.kind !== 'host' && one?.endpoints.length === 0);
    return kind === 'reachable' && sandboxes.some((one) => one?.kind === 'host');
  }

  #classNotes(): string[] {
    const { classes, groups } = ReachClasses.of(this.#topology);
    const alone = classes.length - new Set(groups.flatMap((group) => group.classes)).size;
    return [
      `${counted(this.#topology.nodes.size, 'container')} in ${classes.length === 1 ? '1 class' : `${classes.length} classes`} of equals`,
      ...groups.map(({ by, classes: inside }) => {
        const members = inside.reduce((sum, one) => sum + one.members.length, 0);
        return `the ${members} containers on ${by} reach each other there`;
      }),
      ...(alone === 0 ? [] : [`${counted(alone, 'class')} that no other one reaches on a network`]),
    ];
  }

  #edge(edge: Omit<PictureEdge, 'both' | 'state'> & Partial<PictureEdge>): void {
    this.#edges.push({ state: 'open', both: false, ...edge });
  }

  #outside(): string {
    const label = 'other machines';
    this.#others.set(OUTSIDE, { id: OUTSIDE, kind: 'outside', label, members: [label], lines: [], details: [] });
    return OUTSIDE;
  }

  #host(): string {
    const id = hostId(this.named.name);
    const label = 'the host itself';
    this.#others.set(id, { id, kind: 'host', label, members: [label], lines: [], details: [], group: this.#box });
    return id;
  }

  /** The node for a dialled end that is no container: the host, or a name that does not resolve. */
  #elsewhere({ dial, verdict }: IntendedFlow): string {
    if (verdict.kind === 'reachable') return this.#host();
    const id = `missing ${this.named.name}/${dial.host}`;
    const lines = ['nobody has this name'];
    const node = { id, label: dial.host, members: [dial.host], lines, details: [], group: this.#box };
    this.#others.set(id, { ...node, kind: 'missing' });
    return id;
  }
}

function pairLines(from: string, to: string, verdict: Verdict): string[] {
  const [first = '', ...more] = verdictLines(verdict);
  return [`${from} -> ${to}: ${first}`, ...more];
}

function pairNote(state: PictureEdge['state'], count: number): string {
  const ways = `${count} ways from container to container`;
  switch (state) {
    case 'open':
      return `${ways} are open, most of them by a shared network`;
    case 'blocked':
      return `${ways} are blocked`;
    case 'unknown':
      return `${ways} hang on what is not known`;
  }
}

function stackLines({ running, spec, sandbox, doubt }: Node): string[] {
  if (!running) return ['does not run'];
  if (doubt !== undefined) return [`may not run: ${doubt}`];
  if (!isKnown(spec.namespace)) return ['its network mode is not known'];
  if (spec.namespace.kind === 'none') return ['no network: loopback only'];
  const isCutOff = sandbox?.kind === 'own' && sandbox.endpoints.length === 0;
  return isCutOff ? ['on no network'] : [];
}

function listensLine(node: Node): string[] {
  const ports = knownPorts(node).map((port) => port.toString());
  if (ports.length === 0) return [];
  return [`listens on ${ports.slice(0, 4).join(', ')}${ports.length > 4 ? ', …' : ''}`];
}

function imageLine({ spec: { image } }: Node): string[] {
  return image === undefined ? [] : [`image ${knownOr(image, 'not known')}`];
}

function endpointLines(node: Node): string[] {
  if (node.sandbox?.owner !== node) return [];
  return node.sandbox.endpoints.map((endpoint) => {
    const { network, ipv4 } = endpoint;
    const address =
      ipv4 === undefined ? 'no IPv4 address' : isKnown(ipv4) ? ipv4.toString() : 'an address picked at start';
    const names = network.name === 'bridge' ? 'without names' : `called ${[...namesOf(endpoint)].join(', ')}`;
    return `on ${network.name}: ${address}, ${names}`;
  });
}

/** The address of a container where it is the same at every start. */
function fixedAddress(endpoint: Endpoint | undefined): string[] {
  const address = endpoint?.ipv4;
  return address !== undefined && isKnown(address) ? [address.toString()] : [];
}

function networkLines({ driver, internal, icc, subnets }: Network): string[] {
  return [
    [driver.name, ...subnets.map((subnet) => subnet.toString())].join(' '),
    ...(internal ? ['internal: no way out'] : []),
    ...(icc ? [] : ['members do not reach each other']),
  ];
}

function networkDetails({ gateways, members, undecided }: Network): string[] {
  return [
    counted(members.length, 'endpoint'),
    ...gateways.map((gateway) => `gateway ${gateway.toString()}`),
    ...(undecided === undefined ? [] : [`not known: ${undecided}`]),
  ];
}

function exposedPort({ hostAddress, hostPort, port, to }: Exposure): string {
  const address = hostAddress === undefined ? '' : `${isKnown(hostAddress) ? hostAddress.toString() : '?'}:`;
  const inside = port?.toString() ?? (to === 'not known' ? '?' : 'any port');
  if (hostPort === undefined || hostPort === port?.number) return `${address}${inside}`;
  return `${address}${isKnown(hostPort) ? hostPort : 'picked port'} → ${inside}`;
}
