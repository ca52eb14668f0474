import { IpAddress, type IpFamily } from './address';
import { type Listener } from './docker-host';
import { linksOn, namesOf, resolve } from './names';
import { Port } from './port';
import { carrierOf, type Binding, type Endpoint, type Network, type Node, type Sandbox } from './sandbox';
import type { Topology } from './topology';
import { isKnown, type Knowable } from './unknown';
import {
  type Blocked,
  type Failure,
  type Flow,
  type Hop,
  type Origin,
  originText,
  type Reachable,
  type Verdict,
} from './verdict';

/** Where a packet goes, once names are resolved. */
type Target =
  | { readonly kind: 'loopback'; readonly address: IpAddress }
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint; readonly address: Knowable<IpAddress> }
  /** An address of the host: of a bridge, or its own. */
  | { readonly kind: 'host'; readonly network: Network | undefined; readonly address: Knowable<IpAddress> | undefined }
  | { readonly kind: 'free'; readonly network: Network; readonly address: IpAddress }
  | { readonly kind: 'outside'; readonly address: IpAddress | undefined };

/** One question while it is answered: who asks, and the trace so far. */
interface Question {
  readonly topology: Topology;
  readonly from: Origin;
  /** The namespace the packet starts in; undefined on another machine. */
  readonly sandbox: Sandbox | undefined;
  readonly port: Port | undefined;
  readonly trace: Hop[];
}

const LOOPBACK = IpAddress.parse('127.0.0.1');

/** @see docs/docker.md for the rules and how each was seen on an engine */
export function reach(topology: Topology, flow: Flow): Verdict {
  const { from, to, port } = flow;
  let sandbox: Sandbox | undefined;
  if (typeof from === 'string') {
    const node = topology.node(from);
    if (!node.sandbox)
      return {
        kind: 'blocked',
        trace: [],
        failure: 'no-route',
        by: `container ${from} does not run`,
        fix: `start ${from}`,
      };
    sandbox = node.sandbox;
  } else if (from.kind === 'host') sandbox = topology.hostSandbox;
  const ask = (): Question => ({
    topology,
    from,
    sandbox,
    port,
    trace: [{ where: originName(from), what: describePort(port) }],
  });

  if (typeof to === 'string') return reachContainer(ask, topology.node(to));
  if ('kind' in to) {
    return to.kind === 'host'
      ? deliver(ask(), { kind: 'host', network: undefined, address: topology.hostAddresses[0] })
      : deliver(ask(), { kind: 'outside', address: topology.outsideAddress });
  }
  if ('container' in to) return reachEndpoint(ask(), topology.node(to.container), to);
  if ('gatewayOf' in to) {
    const network = topology.network(to.gatewayOf);
    return deliver(ask(), { kind: 'host', network, address: network.gateways[0] });
  }
  if ('name' in to) return reachName(ask, to.name);
  const address = IpAddress.tryParse(to.address);
  return address ? reachAddress(ask(), address) : reachName(ask, to.address);
}

/** A container by any way: its own namespace, a name, an address, a published port. The first that works is the answer. */
function reachContainer(ask: () => Question, target: Node): Verdict {
  const { topology, sandbox, port } = ask();
  const there = target.sandbox;
  if (!there) {
    return {
      kind: 'blocked',
      trace: [],
      failure: 'no-route',
      by: `container ${target.name} does not run`,
      fix: `start ${target.name}`,
    };
  }
  if (there === sandbox) return withBy(deliver(ask(), { kind: 'loopback', address: LOOPBACK }), target.name, undefined);
  const attempts: Verdict[] = [];
  const tried = (verdict: Verdict): boolean => {
    attempts.push(verdict);
    return verdict.kind === 'reachable';
  };
  if (sandbox) {
    for (const name of namesToTry(topology, ask().from, there, target)) {
      const resolution = resolve(topology, ask().from, name);
      if (resolution.kind !== 'resolved') continue;
      // a name that others share does not lead to this container for certain
      if (!resolution.answers.every(({ container }) => container === there.owner?.name)) continue;
      if (tried(reachName(ask, name))) return attempts.at(-1) as Verdict;
    }
  }
  for (const endpoint of there.endpoints) {
    const address = endpoint.ipv4 ?? endpoint.ipv6;
    if (address !== undefined && tried(deliver(ask(), { kind: 'endpoint', endpoint, address })))
      return attempts.at(-1) as Verdict;
  }
  if (there.kind === 'host') {
    const network = sandbox && carrierOf(sandbox)?.network;
    if (tried(deliver(ask(), { kind: 'host', network, address: network?.gateways[0] ?? topology.hostAddresses[0] }))) {
      return attempts.at(-1) as Verdict;
    }
  }
  const published =
    port && there.owner?.bindings.find((one) => one.containerPort === port.number && one.protocol === port.protocol);
  if (published && tried(deliverPublished(ask(), published))) return attempts.at(-1) as Verdict;
  return (
    attempts.find(({ kind }) => kind === 'unknown') ??
    attempts[0] ??
    (there.incomplete === undefined
      ? blocked(ask(), 'no-route', `container ${target.name} has no network`, `connect ${target.name} to a network`)
      : { kind: 'unknown', trace: [], missing: there.incomplete })
  );
}

/** Names that may lead to a container, the plainest first. */
function namesToTry(topology: Topology, from: Origin, there: Sandbox, target: Node): string[] {
  const names = new Set<string>([there.owner?.name ?? target.name]);
  if (typeof from === 'string') {
    const { sandbox, spec } = topology.node(from);
    for (const endpoint of sandbox?.endpoints ?? []) {
      for (const link of linksOn(endpoint.sandbox, endpoint))
        if (link.target === there.owner?.name) names.add(link.alias);
    }
    for (const { hostname } of (sandbox?.owner?.spec ?? spec).extraHosts.items)
      if (isKnown(hostname)) names.add(hostname);
  }
  for (const endpoint of there.endpoints) for (const name of namesOf(endpoint)) names.add(name);
  return [...names];
}

/** A container at its address on one network. */
function reachEndpoint(
  question: Question,
  { name, sandbox }: Node,
  { on, family = 4 }: { readonly on: string; readonly family?: IpFamily },
): Verdict {
  const endpoint = sandbox?.endpoints.find(({ network }) => network.name === on);
  const address = family === 4 ? endpoint?.ipv4 : endpoint?.ipv6;
  if (endpoint && address !== undefined) return deliver(question, { kind: 'endpoint', endpoint, address });
  const by = `container ${name} has no IPv${family} address on network ${on}`;
  return blocked(question, 'no-route', by, `connect ${name} to ${on}`);
}

/** Where a published port can be dialled: at the host's address, for other machines and containers alike. */
function deliverPublished(question: Question, binding: Binding): Verdict {
  const { hostPort, hostAddress, protocol } = binding;
  const { topology, sandbox, from } = question;
  const target: Target = hostAddress?.isLoopback
    ? { kind: 'loopback', address: hostAddress }
    : {
        kind: 'host',
        network: typeof from === 'string' && sandbox ? carrierOf(sandbox)?.network : undefined,
        address: hostAddress && !hostAddress.isUnspecified ? hostAddress : undefined,
      };
  if (hostAddress?.isLoopback && sandbox?.kind !== 'host') {
    return blocked(
      question,
      'refused',
      `port ${binding.containerPort} is published on ${hostAddress.toString()} only`,
      'publish it on an address that others reach',
    );
  }
  const dialled = isKnown(hostPort) ? Port.of(hostPort, protocol) : undefined;
  const verdict = dialled
    ? deliver({ ...question, port: dialled }, target)
    : throughBinding({ ...question, topology }, target, binding);
  return verdict.kind === 'reachable' ? { ...verdict, dialled: hostPort } : verdict;
}

function reachName(ask: () => Question, name: string): Verdict {
  const question = ask();
  const { topology, from, trace } = question;
  const resolution = resolve(topology, from, name);
  if (resolution.kind === 'unknown') return { kind: 'unknown', trace, missing: resolution.missing };
  if (resolution.kind === 'no-such-name') {
    return blocked(question, 'no-such-name', `${name} has no answer: ${resolution.why}`, resolution.fix);
  }
  const verdicts = resolution.answers.map(({ address, container, network }): Verdict => {
    const one = ask();
    one.trace.push({
      where: resolution.resolver,
      what: `${name} is ${text(address)}${container === undefined ? '' : ` of ${container}`}`,
    });
    const node = container === undefined ? undefined : topology.nodes.get(container);
    const endpoint = node?.sandbox?.endpoints.find((each) => each.network.name === network);
    const verdict = endpoint
      ? deliver(one, { kind: 'endpoint', endpoint, address })
      : isKnown(address)
        ? reachAddress(one, address)
        : unknown(one, address.why);
    return verdict.kind === 'unknown' ? verdict : { ...verdict, name, address };
  });
  const [first] = verdicts;
  if (!first) return blocked(question, 'no-such-name', `${name} has no address`, 'connect the container to a network');
  const open = verdicts.filter((one): one is Reachable => one.kind === 'reachable');
  const [best] = open;
  if (!best) return verdicts.find(({ kind }) => kind === 'unknown') ?? first;
  // a program that opens a connection goes on to the next address; a ping or a datagram has only the first
  if (open.length < verdicts.length && question.port?.protocol !== 'tcp') {
    return unknown(question, `which of the ${verdicts.length} answers to ${name} the program takes`);
  }
  return { ...best, by: [...new Set(open.flatMap(({ by }) => by))] };
}

function reachAddress(question: Question, address: IpAddress): Verdict {
  const { topology } = question;
  if (address.isLoopback) return deliver(question, { kind: 'loopback', address });
  const endpoint = topology.endpointAt(address);
  if (endpoint) return deliver(question, { kind: 'endpoint', endpoint, address });
  const network = topology.gatewayAt(address);
  if (network) return deliver(question, { kind: 'host', network, address });
  if (topology.hostAddresses.some((one) => one.equals(address)))
    return deliver(question, { kind: 'host', network: undefined, address });
  const home = [...topology.networks.values()].find(({ subnets }) =>
    subnets.some((subnet) => subnet.contains(address)),
  );
  if (home) {
    const picks = [...home.members].some(({ ipv4, ipv6 }) =>
      [ipv4, ipv6].some((one) => one !== undefined && !isKnown(one)),
    );
    if (picks) return unknown(question, `whether the engine gives ${address.toString()} to a member of ${home.name}`);
    return deliver(question, { kind: 'free', network: home, address });
  }
  return deliver(question, { kind: 'outside', address });
}

function deliver(question: Question, target: Target): Verdict {
  const { sandbox } = question;
  const verdict = decide(question, target);
  if (verdict.kind === 'blocked' && sandbox?.incomplete !== undefined && verdict.failure !== 'refused') {
    return unknown(question, sandbox.incomplete);
  }
  const address = target.address;
  return verdict.kind === 'unknown' || address === undefined ? verdict : { address, ...verdict };
}

function decide(question: Question, target: Target): Verdict {
  switch (target.kind) {
    case 'loopback':
      return toLoopback(question, target);
    case 'endpoint':
      return toEndpoint(question, target.endpoint, target.address);
    case 'host':
      return toHost(question, target);
    case 'free':
      return toFreeAddress(question, target.network);
    case 'outside':
      return toOutside(question);
  }
}

function toLoopback(question: Question, target: Extract<Target, { kind: 'loopback' }>): Verdict {
  const { sandbox, port, topology } = question;
  if (!sandbox) return arrive(question, 'outside', false);
  if (!port) return arrive(question, sandbox.owner?.name ?? 'host', true);
  if (sandbox.kind === 'host') {
    const binding = bindingAt(topology, port, target.address);
    if (binding === 'unknown') return unknown(question, `whether the engine publishes a port as ${port.toString()}`);
    if (binding) return throughBinding(question, target, binding);
  }
  return listen(question, sandbox, target.address, undefined);
}

function toEndpoint(question: Question, endpoint: Endpoint, address: Knowable<IpAddress>): Verdict {
  const { topology, sandbox, trace } = question;
  const { network } = endpoint;
  const owner = endpoint.sandbox.owner?.name ?? 'host';
  if (network.undecided !== undefined) return unknown(question, network.undecided);
  if (!sandbox) return fromOutside(question, endpoint);
  if (sandbox.kind === 'host') return fromHost(question, endpoint);
  if (sandbox === endpoint.sandbox) return listen(question, sandbox, known(address), undefined);
  const mine = sandbox.endpoints.find((one) => one.network === network);
  if (mine) {
    trace.push({ where: `network ${network.name}`, what: `both are members` });
    if (network.icc) return listen(question, endpoint.sandbox, known(address), endpoint);
    const opened = network.name === 'bridge' && linkOpens(question, sandbox, endpoint);
    if (opened) {
      trace.push({ where: 'link', what: `opens the exposed port ${question.port?.toString() ?? ''}` });
      return listen(question, endpoint.sandbox, known(address), endpoint);
    }
    return blocked(
      question,
      'timeout',
      `network ${network.name} has communication between containers switched off`,
      'switch icc on, or publish the port and dial the host',
    );
  }
  const unrouted = withoutWay(question);
  if (unrouted) return unrouted;
  if (network.driver !== 'bridge')
    return unknown(question, `how the host routes to ${network.driver} network ${network.name}`);
  if (address instanceof IpAddress && address.family === 6 && topology.engine.version < 27) {
    return unknown(question, 'engines before 27 do not filter IPv6 unless told to');
  }
  const names = sandbox.endpoints.map((one) => one.network.name).join(', ');
  trace.push({ where: 'isolation between networks', what: `drops what comes from ${names} for ${network.name}` });
  return blocked(
    question,
    'timeout',
    `${originText(question.from)} and ${owner} share no network`,
    `connect both to one network, or publish the port of ${owner} and dial the host`,
  );
}

function fromHost(question: Question, endpoint: Endpoint): Verdict {
  const { network } = endpoint;
  if (network.driver === 'macvlan' || network.driver === 'ipvlan') {
    return blocked(
      question,
      'timeout',
      `the host does not reach members of ${network.driver} network ${network.name}`,
      'ask from another machine of that LAN, or use a bridge network',
    );
  }
  if (network.driver !== 'bridge')
    return unknown(question, `how the host reaches ${network.driver} network ${network.name}`);
  if (network.gatewayMode === 'isolated') {
    return blocked(
      question,
      'no-route',
      `network ${network.name} has no address on the host`,
      'use another gateway mode',
    );
  }
  question.trace.push({ where: `network ${network.name}`, what: 'the host is on its bridge' });
  return listen(question, endpoint.sandbox, known(endpoint.ipv4), endpoint);
}

/** Another machine that dials the address of a container. */
function fromOutside(question: Question, endpoint: Endpoint): Verdict {
  const { topology, port, trace } = question;
  const { network, sandbox } = endpoint;
  if (network.driver === 'macvlan' || network.driver === 'ipvlan')
    return listen(question, sandbox, known(endpoint.ipv4), endpoint);
  if (!topology.engine.routedFromOutside) {
    return blocked(
      question,
      'timeout',
      `another machine has no route to network ${network.name}`,
      'publish the port and dial the host',
    );
  }
  if (network.gatewayMode === 'routed' || network.gatewayMode === 'nat-unprotected') {
    return unknown(question, `gateway mode ${network.gatewayMode} was not observed`);
  }
  const dropped = 'the engine drops what other machines send to container addresses';
  if (topology.engine.version >= 28) {
    trace.push({ where: 'raw table', what: dropped, relies: 'engines from 28 on' });
    return blocked(question, 'timeout', dropped, 'publish the port and dial the host');
  }
  const published =
    port &&
    carrierOf(sandbox) === endpoint &&
    sandbox.owner?.bindings.some((one) => one.containerPort === port.number && one.protocol === port.protocol);
  if (published === true || (topology.engine.forwardPolicy === 'ACCEPT' && !network.internal)) {
    trace.push({
      where: 'forwarding',
      what: published === true ? 'the published container port is let through' : 'everything is let through',
      relies: 'engines before 28',
    });
    return listen(question, sandbox, known(endpoint.ipv4), endpoint);
  }
  return blocked(
    question,
    'timeout',
    network.internal ? `network ${network.name} is internal` : 'only published ports are forwarded',
    'publish the port and dial the host',
  );
}

function toHost(question: Question, target: Extract<Target, { kind: 'host' }>): Verdict {
  const { topology, sandbox, port, trace } = question;
  if (!sandbox && target.network && !topology.engine.routedFromOutside) {
    return blocked(
      question,
      'timeout',
      `another machine has no route to network ${target.network.name}`,
      'dial the address of the host',
    );
  }
  const inside = sandbox?.kind === 'own';
  if (inside) {
    if (sandbox.endpoints.length === 0) return withoutNetwork(question);
    const own = target.network && sandbox.endpoints.some(({ network }) => network === target.network);
    if (own !== true) {
      const unrouted = withoutWay(question, 'the host itself');
      if (unrouted) return unrouted;
    }
  }
  if (!port) return arrive(question, 'host', true);
  const binding = bindingAt(topology, port, target.address);
  if (binding === 'unknown') return unknown(question, `whether the engine publishes a port as ${port.toString()}`);
  if (binding) {
    if (inside) {
      const by = entersBy(sandbox, target.network);
      if (by?.internal === true) {
        trace.push({ where: `network ${by.name}`, what: 'it is internal: what is translated out of it is dropped' });
        return blocked(
          question,
          'timeout',
          `from internal network ${by.name} no published port is reached`,
          'connect both containers to one network',
        );
      }
    }
    return throughBinding(question, target, binding);
  }
  trace.push({ where: 'host', what: `nothing is published as ${port.toString()}` });
  return listen(question, topology.hostSandbox, known(target.address), undefined);
}

/** The network a packet to an address of the host takes: that of the address when it is one of its own, else the default route. */
function entersBy(sandbox: Sandbox, network: Network | undefined): Network | undefined {
  const own = sandbox.endpoints.find((one) => one.network === network);
  return (own ?? carrierOf(sandbox) ?? sandbox.endpoints[0])?.network;
}

/** From the host's side of a published port to the process behind it. */
function throughBinding(
  question: Question,
  target: Extract<Target, { kind: 'host' | 'loopback' }>,
  binding: Binding,
): Verdict {
  const { topology, sandbox, trace } = question;
  const there = binding.holder.sandbox;
  const carrier = there && carrierOf(there);
  if (!there || !carrier)
    return blocked(question, 'refused', 'the port is not published any more', 'connect the container to a network');
  if (carrier.network.undecided !== undefined) return unknown(question, carrier.network.undecided);
  const container = Port.of(binding.containerPort, binding.protocol);
  const address = known(carrier.ipv4);
  const { userlandProxy, version } = topology.engine;
  const inside = sandbox?.kind === 'own';
  const shared = inside && sandbox.endpoints.some(({ network }) => network === carrier.network);
  // containers and the host's loopback go through the process on the host; other machines and the host's own address through translation
  const proxied = userlandProxy && (inside || target.kind === 'loopback');
  if (inside && !userlandProxy) {
    if (!shared && version < 29) {
      trace.push({
        where: 'isolation between networks',
        what: 'drops what was translated',
        relies: 'engines before 29 without the userland proxy',
      });
      return blocked(
        question,
        'timeout',
        'without the userland proxy a published port is not reached from another network',
        'switch the userland proxy on, or share a network',
      );
    }
    if (shared && !carrier.network.icc) {
      return blocked(
        question,
        'timeout',
        `network ${carrier.network.name} has communication between containers switched off`,
        'switch icc on, or the userland proxy',
      );
    }
  }
  trace.push({
    where: proxied ? 'userland proxy' : 'address translation',
    what: `host port ${text(binding.hostPort)} is ${container.toString()} of ${binding.holder.name}`,
    address: text(address),
  });
  const verdict = listen({ ...question, port: container }, there, address, carrier);
  if (verdict.kind !== 'blocked' || !proxied) return verdict;
  // the stand-in accepted before it learned that nobody is there
  return { ...verdict, failure: binding.protocol === 'udp' ? 'timeout' : 'reset' };
}

function toFreeAddress(question: Question, network: Network): Verdict {
  const { sandbox } = question;
  if (!sandbox)
    return blocked(question, 'timeout', `nothing has that address on ${network.name}`, 'dial a container or the host');
  if (sandbox.kind === 'own' && !sandbox.endpoints.some((one) => one.network === network)) {
    const unrouted = withoutWay(question);
    if (unrouted) return unrouted;
  }
  return blocked(
    question,
    'timeout',
    `no container has that address on ${network.name}`,
    'use a name, or give the container a static address',
  );
}

function toOutside(question: Question): Verdict {
  const { topology, sandbox, port, trace } = question;
  if (sandbox?.kind === 'own') {
    const unrouted = withoutWay(question);
    if (unrouted) return unrouted;
    const network = carrierOf(sandbox)?.network;
    if (network?.undecided !== undefined) return unknown(question, network.undecided);
    if (network && !network.masquerade) {
      if (!topology.engine.routedFromOutside)
        return unknown(question, `whether the other machine routes ${network.name} back to this host`);
      if (topology.engine.version >= 28) {
        trace.push({
          where: 'raw table',
          what: 'answers to the container address are dropped',
          relies: 'engines from 28 on',
        });
        return blocked(
          question,
          'timeout',
          `network ${network.name} does not masquerade, and answers to container addresses are dropped`,
          'switch masquerading on',
        );
      }
    }
    trace.push({
      where: 'host',
      what:
        network?.masquerade === false
          ? 'leaves with the address of the container'
          : 'leaves with the address of the host',
    });
  }
  const listeners = topology.options.outside?.listeners;
  if (!port || !listeners) return arrive(question, 'outside', !port);
  return listeners.some((one) => one.port === port.number && one.protocol === port.protocol)
    ? arrive(question, 'outside', true)
    : blocked(question, 'refused', `nothing listens on ${port.toString()} there`, 'check the port');
}

/** Blocked when a sandbox has no route that leads further than its own networks. */
function withoutWay(question: Question, to: 'the host itself' | 'elsewhere' = 'elsewhere'): Blocked | undefined {
  const { sandbox, topology, trace } = question;
  if (!sandbox || sandbox.kind === 'host') return undefined;
  if (sandbox.endpoints.length === 0) return withoutNetwork(question);
  if (carrierOf(sandbox)) return undefined;
  const by = `${originText(question.from)} is on internal networks only`;
  const fix = 'connect it to a network that is not internal';
  const names = sandbox.endpoints.map(({ network }) => network.name).join(', ');
  if (topology.engine.version >= 25) {
    trace.push({ where: `network ${names}`, what: 'gives no default route', relies: 'engines from 25 on' });
    return blocked(question, 'no-route', by, fix);
  }
  if (to === 'the host itself') return undefined;
  trace.push({ where: `network ${names}`, what: 'drops what leaves it', relies: 'engines before 25' });
  return blocked(question, 'timeout', by, fix);
}

function withoutNetwork(question: Question): Blocked {
  return blocked(question, 'no-route', `${originText(question.from)} has no network`, 'connect it to a network');
}

/** On the default bridge without icc a link opens the exposed ports of its target, one way. */
function linkOpens({ topology, port }: Question, sandbox: Sandbox, target: Endpoint): boolean {
  const owner = target.sandbox.owner;
  const mine = sandbox.endpoints.find(({ network }) => network === target.network);
  if (!owner || !mine || !port) return false;
  const linked = linksOn(sandbox, mine).some((link) => topology.nodes.get(link.target) === owner);
  const exposed = [
    ...owner.spec.exposed.items,
    ...owner.bindings.map((one) => ({ port: one.containerPort, protocol: one.protocol })),
  ];
  return linked && exposed.some((one) => one.port === port.number && one.protocol === port.protocol);
}

function bindingAt(
  topology: Topology,
  port: Port,
  address: Knowable<IpAddress> | undefined,
): Binding | 'unknown' | undefined {
  for (const binding of topology.bindingsOn(port)) {
    if (!isKnown(binding.hostPort)) return port.number >= 1024 ? 'unknown' : undefined;
    const { hostAddress } = binding;
    if (hostAddress === undefined || hostAddress.isUnspecified) return binding;
    if (address instanceof IpAddress && hostAddress.equals(address)) return binding;
  }
  return undefined;
}

/** Whether a process in a sandbox takes what arrives. */
function listen(
  question: Question,
  sandbox: Sandbox,
  address: IpAddress | undefined,
  endpoint: Endpoint | undefined,
): Verdict {
  const { port, trace } = question;
  const owner = sandbox.owner?.name ?? 'host';
  if (endpoint)
    trace.push({
      where: `container ${owner}`,
      what: `arrives on ${endpoint.network.name}`,
      ...(address ? { address: address.toString() } : {}),
    });
  if (!port) return arrive(question, owner, true);
  let silent: string | undefined;
  for (const { name, spec } of sandbox.members) {
    if (!spec.listeners) silent ??= name;
    else if (spec.listeners.some((one) => takes(one, port, address))) return arrive(question, name, true);
  }
  if (silent !== undefined) return arrive(question, silent, false);
  if (sandbox.kind === 'host' && sandbox.members.length === 0) {
    return blocked(
      question,
      'refused',
      `nothing is published or listens on ${port.toString()} of the host`,
      'publish the port, or dial one that is published',
    );
  }
  return blocked(
    question,
    'refused',
    `nothing listens on ${port.toString()} in ${owner}`,
    'dial the port the process listens on, at every address of the container',
  );
}

function takes(listener: Listener, port: Port, address: IpAddress | undefined): boolean {
  if (listener.port !== port.number || listener.protocol !== port.protocol) return false;
  const bound = listener.address === undefined ? undefined : IpAddress.tryParse(listener.address);
  if (!bound || bound.isUnspecified) return true;
  return address === undefined ? !bound.isLoopback : bound.equals(address) || (bound.isLoopback && address.isLoopback);
}

function arrive({ trace }: Question, by: string, listenerKnown: boolean): Reachable {
  return { kind: 'reachable', trace, by: [by], listenerKnown };
}

function blocked({ trace }: Question, failure: Failure, by: string, fix: string): Blocked {
  return { kind: 'blocked', trace, failure, by, fix };
}

function unknown({ trace }: Question, missing: string): Verdict {
  return { kind: 'unknown', trace, missing };
}

function withBy(verdict: Verdict, name: string, address: IpAddress | undefined): Verdict {
  if (verdict.kind !== 'reachable' || verdict.listenerKnown) return verdict;
  return { ...verdict, by: [name], ...(address ? { address } : {}) };
}

function known(address: Knowable<IpAddress> | undefined): IpAddress | undefined {
  return address instanceof IpAddress ? address : undefined;
}

function text(value: Knowable<IpAddress | number> | undefined): string {
  if (value === undefined) return 'its address';
  return isKnown(value) ? value.toString() : 'one that the engine picks';
}

function originName(from: Origin): string {
  return typeof from === 'string' ? `container ${from}` : originText(from);
}

function describePort(port: Port | undefined): string {
  return port ? `dials ${port.toString()}` : 'pings';
}
