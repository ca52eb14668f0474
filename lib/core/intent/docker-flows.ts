import { type ContainerSpec, type DockerHost } from '../engine/definition/docker-host';
import { indexOf, isPredefined, nameOf } from '../engine/definition/docker-reading';
import { namesOf, type Endpoint, type Node } from '../engine/state/sandbox';
import { runningHostOf, Topology } from '../engine/topology';
import { IpAddress } from '../values/address';
import { type Program, UNSAID } from '../values/program';
import { nearest } from '../values/similar';
import { isKnown, knownOr } from '../values/unknown';
import { advertisedAt, advertisingVariable } from './advertised';
import { dialsIn, DESKTOP_NAMES, type Dial } from './dial';
import { type Blocked, type FlowVerdict, type IntendedFlow, type NameTrouble } from './flow';
import { knownImage } from '../engine/definition/known-image';
import { documentedPorts, listeningIn, portByVariable } from '../engine/definition/listening';
import { mentions } from './mentioned-port';
import { firstOfOneKind, mayServeItself } from './own-server';
import { proxiedBy, type Proxied } from './proxied';
import { isManagementPort, isSecondWebPort, isWebPort } from './web-port';

const MADE = new WeakMap<DockerHost, readonly IntendedFlow[]>();

/** The flows that the containers of a host are told to open, each asked of the model as the program would. */
export function dockerFlows(host: DockerHost): readonly IntendedFlow[] {
  let flows = MADE.get(host);
  if (!flows) MADE.set(host, (flows = flowsOf(host)));
  return flows;
}

function flowsOf(host: DockerHost): IntendedFlow[] {
  let asked: Asked | undefined;
  return host.containers.items.flatMap((spec) => {
    const dials = dialsOf(spec);
    const proxied = spec.running === false ? [] : proxiedBy(spec, host.containers.items);
    if (dials.length === 0 && proxied.length === 0) return [];
    asked ??= new Asked(host);
    const flows: IntendedFlow[] = [];
    for (const dial of dials) {
      const verdict = asked.verdict(spec, dial);
      if (verdict) flows.push({ from: nameOf(spec), dial, verdict });
    }
    for (const one of proxied) flows.push({ from: nameOf(spec), dial: one.dial, verdict: asked.proxied(spec, one) });
    return flows;
  });
}

/** What a container dials, and what it waits for. */
function dialsOf({ program, image, at, running }: ContainerSpec): readonly Dial[] {
  if (!program || running === false) return [];
  const order = program.startsAfter.items.map((host): Dial => ({
    ...{ at, source: 'start order', by: 'depends_on', host, port: undefined },
    ...{ isAddress: false, isForOthers: false },
  }));
  return [...dialsIn(program, image, at), ...order];
}

/** Asks one host. */
class Asked {
  readonly #topology: Topology;
  readonly #external: boolean;
  #byName: ReadonlyMap<string, readonly Node[]> | undefined;

  constructor(private readonly host: DockerHost) {
    this.#topology = Topology.of(host, { startsRegardless: true });
    this.#external = !host.containers.complete || !host.networks.complete;
  }

  /** Undefined: it is no dial after all. */
  verdict(spec: ContainerSpec, dial: Dial): FlowVerdict | undefined {
    const node = this.#nodeOf(spec);
    if (!node?.sandbox) return unknown('whether the container runs is not known');
    const open = node.doubt ?? node.sandbox.owner?.doubt ?? node.sandbox.incomplete;
    if (open !== undefined) return unknown(open);
    const host = dial.host.replace(/\.$/, '');
    const address = IpAddress.tryParse(host);
    if (host.toLowerCase() === 'localhost' || address?.isLoopback === true) return this.#toItself(node, dial);
    if (address) return address.isUnspecified ? undefined : this.#toAddress(node, dial, address);
    if (DESKTOP_NAMES.has(host.toLowerCase())) return this.#toHost(node, dial, host);
    return this.#toName(node, dial, host);
  }

  /** From a proxy to what it forwards to. */
  proxied(proxy: ContainerSpec, wanted: Proxied): FlowVerdict {
    const { target: spec, dial, network, picks, among } = wanted;
    const [node, target] = [this.#nodeOf(proxy), this.#nodeOf(spec)];
    if (!node?.sandbox || !target?.sandbox) return unknown('whether both containers run is not known');
    const open = node.doubt ?? target.doubt ?? node.sandbox.incomplete ?? target.sandbox.incomplete;
    if (open !== undefined) return unknown(open);
    if (target.sandbox.kind === 'host') {
      if (wanted.needsAddress !== true || node.sandbox.kind === 'host')
        return unknown('the target has the network of the host');
      return proxyInVain(target, { networks: [], missed: [], isInHostMode: true });
    }
    const theirs = target.sandbox.endpoints.map((one) => one.network.name);
    const mine = node.sandbox.kind === 'host' ? theirs : node.sandbox.endpoints.map((one) => one.network.name);
    if (among && !theirs.some((one) => among.includes(one))) {
      return proxyInVain(target, { networks: theirs, missed: [], among });
    }
    const shared = theirs.filter((one) => mine.includes(one));
    const taken = network !== undefined && theirs.includes(network) ? [network] : theirs;
    const missed = picks === 'any' ? taken.filter((one) => !mine.includes(one)) : [];
    if (shared.length === 0 || missed.length > 0) {
      return proxyInVain(node, {
        ...{ to: target.name, networks: theirs, missed: missed.length > 0 ? missed : theirs },
        ...(network === undefined ? {} : { named: network }),
      });
    }
    if (dial.port === undefined) return { kind: 'reachable', to: target.name, listens: false };
    return this.#listening([target], dial.port.number, {
      said: withoutLabels,
      isAssumed: wanted.isPortAssumed === true,
    });
  }

  #nodeOf(spec: ContainerSpec): Node | undefined {
    const node = isKnown(spec.name) ? this.#topology.nodes.get(spec.name) : undefined;
    return node?.spec === spec ? node : undefined;
  }

  #toItself(node: Node, dial: Dial): FlowVerdict | undefined {
    const { port, isForOthers, source } = dial;
    if (port === undefined && dial.usualPorts) return this.#toUsualPort(node, dial.usualPorts);
    if (port === undefined || isForOthers || port.protocol !== 'tcp') return undefined;
    const sandbox = node.sandbox;
    const members =
      sandbox?.kind === 'host' ? runningHostOf(this.#topology).hostSandbox.members : (sandbox?.members ?? []);
    const here = members.find(({ spec }) => listeningIn(spec).ports.has(port.number));
    if (here) return { kind: 'reachable', to: here.name, listens: true };
    if (source === 'health check') return healthCheckOf(node, members, port.number);
    if (sandbox?.kind === 'host') {
      const binding = [...this.#topology.bindings()].find(
        (one) => one.hostPort === port.number && one.protocol === 'tcp',
      );
      return binding
        ? { kind: 'reachable', to: binding.holder.name, listens: true }
        : unknown('the host itself may listen there');
    }
    if (members.some(({ spec }) => mentionedInside(spec, port.number, node.spec)))
      return unknown('it may listen there itself');
    const other = [...this.#topology.nodes.values()].find(
      (one) => one.sandbox !== sandbox && one.running && knownToListen(one.spec, port.number),
    );
    if (other) return { kind: 'blocked', reason: 'localhost', to: other.name, target: other.spec.at };
    const published = [...this.#topology.bindings()].find(
      (one) => one.hostPort === port.number && one.protocol === 'tcp' && one.holder.sandbox !== sandbox,
    );
    if (!published) return unknown('nothing says what listens there');
    const { holder, containerPort } = published;
    return { kind: 'blocked', reason: 'localhost', to: holder.name, published: containerPort, target: holder.spec.at };
  }

  /** A program that dials itself for what another container is there for, at a port that nobody has said. */
  #toUsualPort({ sandbox, spec: caller }: Node, usual: readonly number[]): FlowVerdict | undefined {
    if (!sandbox || sandbox.kind === 'host') return undefined;
    const mayBeHere = sandbox.members.some(({ spec }) => {
      const program = spec.program ?? UNSAID;
      const isOther = spec !== caller;
      if (!isOther && mayServeItself(program)) return true;
      return usual.some(
        (port) =>
          listeningIn(spec).ports.has(port) || mentions(program, port) || (isOther && mayListen(spec, port, false)),
      );
    });
    if (mayBeHere) return undefined;
    const there = [...this.#topology.nodes.values()].flatMap((other) => {
      const port = documentedPorts(other.spec)?.find((one) => usual.includes(one));
      return other.sandbox === sandbox || !other.running || port === undefined ? [] : [{ other, port }];
    });
    const found = firstOfOneKind(there);
    if (!found) return undefined;
    const { other, port } = found;
    return { kind: 'blocked', reason: 'localhost', to: other.name, usual: port, target: other.spec.at };
  }

  #toAddress(node: Node, { port }: Dial, address: IpAddress): FlowVerdict {
    const endpoint = runningHostOf(this.#topology).endpointAt(address);
    const target = endpoint?.sandbox.owner;
    if (!target || port === undefined) return unknown('it is an address');
    const verdict = this.#topology.reach({ from: node.name, to: { address: address.toString() }, port });
    if (verdict.kind === 'reachable') return this.#listening([target], port.number);
    // an address that an engine picked may be another one in the next run
    const isFixed = target.spec.endpoints.items.some((one) =>
      [one.ipv4, one.ipv6].some((given) => typeof given === 'string' && IpAddress.tryParse(given)?.equals(address)),
    );
    if (!isFixed || verdict.kind === 'unknown' || verdict.failure === 'refused') return unknown('it is an address');
    const { by, fix } = verdict;
    return { kind: 'blocked', reason: 'way-blocked', to: target.name, by, fix, target: target.spec.at };
  }

  #toHost(node: Node, { port }: Dial, host: string): FlowVerdict {
    const resolution = this.#topology.resolve(node.name, host);
    if (resolution.kind !== 'resolved') {
      if (mayKnowMore(node.spec, host)) return unknown('its resolver or its hosts file may know the name');
      return { kind: 'blocked', reason: 'host-name-missing' };
    }
    const verdict = port && this.#topology.reach({ from: node.name, to: { name: host }, port });
    const holder = port && verdict?.kind === 'blocked' ? this.#onLoopbackOfHost(port) : undefined;
    if (holder && verdict?.kind === 'blocked') {
      const by = `${holder.name} is published on the loopback of the host alone, where an engine on Linux lets no container in`;
      const fix = `dial ${holder.name} by its name on a network that both are on, or publish its port on the address of the host that is dialled`;
      return { kind: 'blocked', reason: 'way-blocked', to: host, by, fix, target: holder.spec.at };
    }
    if (verdict?.kind !== 'reachable') return unknown('the host itself may listen there');
    return { kind: 'reachable', to: verdict.by.join(' or '), listens: true };
  }

  /** The container that has a port of the host on its loopback alone. */
  #onLoopbackOfHost({ number, protocol }: NonNullable<Dial['port']>): Node | undefined {
    const held = [...this.#topology.bindings()].filter((one) => one.hostPort === number && one.protocol === protocol);
    const isInside = held.every(({ hostAddress }) => hostAddress instanceof IpAddress && hostAddress.isLoopback);
    return isInside ? held[0]?.holder : undefined;
  }

  #toName(node: Node, dial: Dial, host: string): FlowVerdict | undefined {
    const resolution = this.#topology.resolve(node.name, host);
    if (resolution.kind !== 'resolved') return this.#withoutAnswer(node, dial, host);
    const targets = resolution.answers.flatMap(({ container }) => {
      const target = container === undefined ? undefined : this.#topology.nodes.get(container);
      return target ? [target] : [];
    });
    const [first] = targets;
    if (!first) return unknown('the hosts file leads to an address');
    // what is told about its own name is told to others
    if (targets.includes(node) || first.sandbox === node.sandbox)
      return { kind: 'reachable', to: first.name, listens: false };
    const { port } = dial;
    if (port === undefined) return { kind: 'reachable', to: first.name, listens: false };
    const verdict = this.#topology.reach({ from: node.name, to: { name: host }, port });
    if (verdict.kind === 'unknown') return unknown(verdict.missing);
    const isLoopback = verdict.kind === 'blocked' && verdict.reason.code === 'listens-on-loopback';
    if (verdict.kind === 'blocked' && (verdict.failure !== 'refused' || isLoopback)) {
      const { by, fix, reason } = verdict;
      const more = {
        ...(isLoopback ? { isLoopback } : {}),
        ...(reason.code === 'icc-off' ? { silent: reason.facts.network } : {}),
      };
      return { kind: 'blocked', reason: 'way-blocked', to: first.name, by, fix, ...more, target: first.spec.at };
    }
    if (port.protocol !== 'tcp') return { kind: 'reachable', to: first.name, listens: false };
    const answer = this.#listening(targets, port.number);
    return answer.kind === 'reachable' ? (this.#sentOn(node, first, host, port.number) ?? answer) : answer;
  }

  /** What becomes of a client that its broker sends on to another address, where it does not get there. */
  #sentOn(node: Node, { name, spec }: Node, host: string, port: number): FlowVerdict | undefined {
    const next = spec.program && node.sandbox?.kind !== 'host' ? advertisedAt(spec.program, port) : undefined;
    if (!next) return undefined;
    const isItself = next.host === 'localhost' || IpAddress.tryParse(next.host)?.isLoopback === true;
    if (!isItself) return undefined;
    const advertised = typeof next.port === 'number' ? `${next.host}:${next.port}` : next.host;
    const variable = spec.program && advertisingVariable(spec.program);
    const value = knownOr(variable?.value ?? '', '').replace(advertised, `${host}:${port}`);
    const instead = `${knownOr(variable?.name ?? '', '')}=${value}`;
    return {
      kind: 'blocked',
      reason: 'advertised-elsewhere',
      to: name,
      advertised,
      instead,
      target: variable?.at ?? spec.at,
    };
  }

  /** The way is open; whether somebody takes what arrives. */
  #listening(
    targets: readonly Node[],
    port: number,
    { said = programOf, isAssumed = false }: Asking = {},
  ): FlowVerdict {
    const [first] = targets;
    if (!first) return unknown('nobody has the address');
    // those who share the namespace of the target listen at its addresses
    const members = targets.flatMap(
      ({ sandbox, name }) => sandbox?.members.map((one) => ({ spec: one.spec, name })) ?? [],
    );
    const listening = members.map(({ spec, name }) => ({ spec, name, ...listeningIn(spec) }));
    const taker = listening.find(({ ports }) => ports.has(port));
    if (taker) return { kind: 'reachable', to: taker.name, listens: true };
    const isHostPort = targets.every(({ bindings }) =>
      bindings.some((one) => one.hostPort === port && one.protocol === 'tcp'),
    );
    const isSilent = listening.every(
      ({ spec, complete, ports }) =>
        complete ||
        ((isHostPort || (isAssumed && isServedElsewhere(ports)) || keepsToOthers(spec, port)) &&
          !mentions(said(spec), port)),
    );
    if (!isSilent) return { kind: 'reachable', to: first.name, listens: false };
    const listens = [...new Set(listening.flatMap(({ ports }) => [...ports]))];
    return {
      kind: 'blocked',
      reason: 'port-not-listened-on',
      to: first.name,
      listens,
      isHostPort,
      target: first.spec.at,
    };
  }

  #withoutAnswer(node: Node, dial: Dial, host: string): FlowVerdict | undefined {
    const bearers = this.#bearers(host).filter((one) => one !== node);
    const [target] = bearers;
    const { sandbox } = node;
    if (!target && !dial.isAddress) return undefined;
    const desktopName = target ? undefined : desktopNameOf(host);
    if (desktopName !== undefined) {
      if (mayKnowMore(node.spec, host)) return unknown('its resolver or its hosts file may know the name');
      return { kind: 'blocked', reason: 'name-unknown', why: 'misspelt', networks: [], meant: desktopName };
    }
    if (host.includes('.') && !target) return unknown('the name belongs to the outside');
    if (this.host.switchedOff?.includes(host) === true) return unknown('who has the name is switched off');
    const mayBeElsewhere = this.#whyOpen(node, host, target);
    if (mayBeElsewhere !== undefined) return unknown(mayBeElsewhere);
    const isInside = target !== undefined && target.sandbox === sandbox && sandbox?.kind !== 'host';
    if (isInside && dial.source !== 'start order') {
      const { port } = dial;
      const meant = port === undefined ? 'localhost' : `localhost:${port.number}`;
      const why = 'same namespace';
      return { kind: 'blocked', reason: 'name-unknown', why, networks: [target.name], meant, target: target.spec.at };
    }
    const trouble = troubleOf(node);
    if (dial.source === 'start order' && (isInside || trouble !== 'default bridge'))
      return unknown('the order of starts says nothing of names');
    const networks = sandbox?.endpoints.map(({ network }) => network.name) ?? [];
    if (trouble !== 'nobody') {
      if (!target) return unknown('the name belongs to the outside');
      return { kind: 'blocked', reason: 'name-unknown', why: trouble, networks, target: target.spec.at };
    }
    if (!target) {
      const meant = this.#meant(node, dial, host);
      if (meant === undefined && this.host.isPart === true)
        return unknown('another file of the project may have the name');
      return {
        kind: 'blocked',
        reason: 'name-unknown',
        why: 'nobody',
        networks,
        ...(meant === undefined ? { neighbours: namesAround(node), asked: host } : { meant }),
      };
    }
    const open = target.doubt ?? target.sandbox?.incomplete;
    if (open !== undefined || !target.sandbox) return unknown(open ?? `whether ${target.name} runs is not known`);
    if (target.sandbox.kind === 'host') {
      return { kind: 'blocked', reason: 'name-unknown', why: 'target in host mode', networks, target: target.spec.at };
    }
    const { owner } = target.sandbox;
    if (owner && owner !== target) {
      return {
        kind: 'blocked',
        reason: 'name-unknown',
        why: 'shared namespace',
        networks: [owner.name],
        target: target.spec.at,
      };
    }
    const theirs = target.sandbox.endpoints.map(({ network }) => network.name);
    return { kind: 'blocked', reason: 'network-not-shared', to: target.name, networks: theirs, target: target.spec.at };
  }

  /** The name of a neighbour that is nearly the one dialled, or else of the only one that is known to listen on the port. */
  #meant({ sandbox }: Node, { port }: Dial, host: string): string | undefined {
    const neighbours = (sandbox?.endpoints ?? [])
      .flatMap(({ network }) => [...network.members])
      .filter((one) => one.sandbox !== sandbox);
    const nameFor = (one: Endpoint): string | undefined => one.aliases[0] ?? one.sandbox.owner?.name;
    const near =
      host.length < 4
        ? undefined
        : nearest(
            host,
            neighbours.flatMap((one) => [...namesOf(one)]),
          );
    if (near !== undefined || port?.protocol !== 'tcp') return near;
    const listening = neighbours.filter(({ sandbox: { members } }) =>
      members.some(({ spec }) => knownToListen(spec, port.number)),
    );
    const [only, ...more] = new Set(listening.map(nameFor));
    return more.length === 0 ? only : undefined;
  }

  /** Containers that have a name on one of their networks. */
  #bearers(host: string): readonly Node[] {
    if (!this.#byName) {
      const byName = new Map<string, Node[]>();
      for (const node of this.#topology.nodes.values()) {
        const { name, spec, sandbox } = node;
        const own = sandbox?.owner === node ? sandbox.endpoints.flatMap((one) => [...namesOf(one)]) : [];
        // a service of a project has its name also where no network knows it
        for (const one of new Set([name.toLowerCase(), spec.at.path.toLowerCase(), ...own])) {
          const nodes = byName.get(one);
          if (nodes) nodes.push(node);
          else byName.set(one, [node]);
        }
      }
      this.#byName = byName;
    }
    return this.#byName.get(host.toLowerCase()) ?? [];
  }

  /** Why somebody who is not in sight may have a name: who has it in the project itself is the one that is meant. */
  #whyOpen({ sandbox, spec }: Node, host: string, bearer: Node | undefined): string | undefined {
    const isNeighbour = bearer !== undefined && bearer.spec.project === spec.project;
    if (mayKnowMore(spec, host)) return 'its resolver or its hosts file may know the name';
    if (this.#external) return 'not all containers of the host are known';
    for (const { network, openLinks } of sandbox?.endpoints ?? []) {
      if (openLinks !== undefined) return openLinks;
      if (network.name === 'bridge') continue;
      const definition = indexOf(this.host).networks.get(network.name);
      if (definition === undefined || definition.existing) {
        if (isNeighbour) continue;
        return `others may be on network ${network.name}`;
      }
      if (network.undecided !== undefined) return network.undecided;
      const open = [...network.members].find(({ openNames }) => openNames !== undefined);
      if (open?.openNames !== undefined) return open.openNames;
    }
    for (const { name, running } of this.host.containers.items) {
      if (!isKnown(name)) return name.why;
      if (!isKnown(running)) return running.why;
    }
    return undefined;
  }
}

/** The name of Docker Desktop that one with the same words in another order stands for: `docker.host.internal`. */
function desktopNameOf(host: string): string | undefined {
  const sorted = (name: string): string => name.split('.').sort().join('.');
  return [...DESKTOP_NAMES].find((name) => sorted(name) === sorted(host.toLowerCase()));
}

/** A health check of a port on which nothing in sight listens, unless the program may have it for its management. */
function healthCheckOf({ name, spec, sandbox }: Node, members: readonly Node[], port: number): FlowVerdict {
  const listens = [...new Set(members.flatMap((one) => [...listeningIn(one.spec).ports]))];
  const isHostPort = isPortOnHost(spec, port, listens);
  const isOther = isSecondWebPort(port, listens) || isPortOfOthers(spec, port, listens) || isHostPort;
  const isOpen =
    sandbox?.kind === 'host' || !isOther || members.some((one) => mayListen(one.spec, port, one.spec === spec));
  if (isOpen) return unknown('nothing says what listens in the container itself');
  return { kind: 'blocked', reason: 'port-not-listened-on', to: name, listens, isHostPort, target: spec.at };
}

/** Whether the ports of a container say that its web server is on none of the ports of the scheme: an image may have these too. */
function isServedElsewhere(ports: ReadonlySet<number>): boolean {
  return [...ports].some((one) => one !== 443 && one !== 8443 && isWebPort(one));
}

/** Whether a program is told by its `PORT` to listen on another port, which its container declares. */
function isPortOfOthers({ program }: ContainerSpec, port: number, listens: readonly number[]): boolean {
  const told = program && portByVariable(program);
  return told !== undefined && told !== port && listens.includes(told) && !isManagementPort(port);
}

/** Whether a port is one of the host alone, which leads to another port of the container. */
function isPortOnHost({ published }: ContainerSpec, port: number, listens: readonly number[]): boolean {
  return (
    !listens.includes(port) && published.items.some(({ hostPort, protocol }) => hostPort === port && protocol === 'tcp')
  );
}

/** Whether a container may listen on a port that nothing says it listens on, its own health check apart. */
function mayListen(spec: ContainerSpec, port: number, isAsking: boolean): boolean {
  const { published, program = UNSAID } = spec;
  const { complete, ports } = listeningIn(spec);
  if (complete) return false;
  const { healthCheck: _, ...others } = program;
  const isPlain = published.complete && published.items.every(({ containerPort }) => isKnown(containerPort));
  return ports.size === 0 || !isPlain || mentions(isAsking ? others : program, port);
}

/** What some of the other containers on the networks of one are called there. */
function namesAround({ sandbox }: Node): string[] {
  const others = (sandbox?.endpoints ?? []).flatMap(({ network }) => [...network.members]);
  const names = others
    .filter((one) => one.sandbox !== sandbox)
    .flatMap((one) => one.aliases[0] ?? one.sandbox.owner?.name ?? []);
  return [...new Set(names)].slice(0, 4);
}

/** How the question is put whether somebody takes what arrives. */
interface Asking {
  /** What counts of what a container says. @default - all */
  readonly said?: (spec: ContainerSpec) => Program;
  /** Whether nobody has named the port. @default false */
  readonly isAssumed?: boolean;
}

function programOf({ program = UNSAID }: ContainerSpec): Program {
  return program;
}

type ProxyTrouble = Omit<Extract<Blocked, { reason: 'proxy-network-not-shared' }>, 'kind' | 'reason' | 'target' | 'to'>;

/** A proxy that does not get to a target; the place is that of who has to change. */
function proxyInVain({ name, spec }: Node, trouble: ProxyTrouble & { readonly to?: string }): FlowVerdict {
  return { kind: 'blocked', reason: 'proxy-network-not-shared', to: name, ...trouble, target: spec.at };
}

/** What is said about a program apart from its labels, which are for others. */
function withoutLabels({ program = UNSAID }: ContainerSpec): Program {
  return { ...program, labels: UNSAID.labels };
}

function unknown(why: string): FlowVerdict {
  return { kind: 'unknown', why };
}

/** Whether a name may have an answer that the engine does not give. */
function mayKnowMore({ dns, extraHosts }: ContainerSpec, host: string): boolean {
  if (dns.items.length > 0 || !dns.complete || !extraHosts.complete) return true;
  return extraHosts.items.some(({ hostname }) => !isKnown(hostname) || hostname.toLowerCase() === host.toLowerCase());
}

function troubleOf({ sandbox }: Node): NameTrouble {
  if (sandbox?.kind === 'host') return 'host mode';
  const endpoints = sandbox?.endpoints ?? [];
  if (endpoints.length === 0) return 'no network';
  return endpoints.every(({ network }) => isPredefined(network.name)) ? 'default bridge' : 'nobody';
}

/** Whether a member of a namespace has something to do with a port besides being told to dial it. */
function mentionedInside(spec: ContainerSpec, port: number, dialler: ContainerSpec): boolean {
  if (spec === dialler) return spec.exposed.items.some((one) => one.port === port);
  return mentions(spec.program ?? UNSAID, port);
}

/** Whether a server that seldom listens elsewhere is declared to listen on its usual port, and not on this one. */
function keepsToOthers(spec: ContainerSpec, port: number): boolean {
  const known = knownImage(spec.image, spec.program ?? UNSAID);
  if (!known || (!known.isDatabase && known.keepsPort !== true) || known.ports.includes(port)) return false;
  const [usual = 0] = known.ports;
  return knownToListen(spec, usual);
}

/** Whether a container listens on a port for all that its definition or its image says. */
function knownToListen(spec: ContainerSpec, port: number): boolean {
  return listeningIn(spec).ports.has(port);
}
