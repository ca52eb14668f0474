import { IpAddress, type IpFamily } from '../../values/address';
import { Port } from '../../values/port';
import { answerOf, knownAnswers, resolve } from './names';
import { bindingsOf, type Binding, type Network, type Node, type Sandbox, linksOn, namesOf } from '../state/sandbox';
import { type RunningHost } from '../state/running-host';
import { isKnown, type Knowable } from '../../values/unknown';
import { type Flow, type Reachable, type Resolution, type Verdict } from './verdict';
import { type Target, type Question, blocked, unattached, unknown, unsettled, originName } from './question';
import { deliver } from './delivery';
import { throughBinding } from './host-delivery';

const LOOPBACK = IpAddress.parse('127.0.0.1');

/**
 * The answer to one flow: what is dialled becomes an address, the packet goes from hop to hop, and the verdict says who answers,
 * what blocks, or what would have to be known.
 * @see docs/docker.md for the rules and how each was seen on an engine
 */
export function reach(topology: RunningHost, flow: Flow): Verdict {
  const { from, to, port } = flow;
  let sandbox: Sandbox | undefined;
  if (typeof from === 'string') {
    const node = topology.node(from);
    if (!node.sandbox) return notRunning(node);
    if (node.paused) return blocked({ trace: [] }, 'timeout', 'paused', { container: from });
    const doubt = node.doubt ?? node.sandbox.owner?.doubt;
    if (doubt !== undefined) return unknown({ trace: [] }, 'container-state-unknown', { container: from, why: doubt });
    sandbox = node.sandbox;
  } else if (from.kind === 'host') sandbox = topology.hostSandbox;
  const ask = (): Question => ({
    topology,
    from,
    sandbox,
    port,
    trace: [{ where: originName(from), what: describePort(port) }],
  });

  if (typeof to === 'string') return reachContainer(ask(), ask, topology.node(to));
  if ('directly' in to) return reachContainer(ask(), ask, topology.node(to.directly), false);
  if ('publishedBy' in to) return reachPublished(ask, topology.node(to.publishedBy));
  if ('kind' in to) {
    return to.kind === 'host'
      ? deliver(ask(), { kind: 'host', network: undefined, address: topology.hostAddresses[0] })
      : deliver(ask(), { kind: 'outside', address: topology.outsideAddress });
  }
  if ('container' in to) return reachEndpoint(ask(), topology.node(to.container), to);
  if ('gatewayOf' in to) {
    return reachGateway(ask(), topology.network(to.gatewayOf));
  }
  const dialled = 'name' in to ? to.name : to.address;
  // the interface behind a link-local address says by which link to send, not what is dialled
  const address = IpAddress.tryParse(dialled.replace(/^(fe80:[^%]*)%.+$/i, '$1'));
  return address ? reachAddress(ask(), address) : reachName(ask, dialled);
}

/** A container by any way that works, tried in this order: its own namespace, a name, an address, a published port. */
function reachContainer(question: Question, ask: () => Question, target: Node, byPublished = true): Verdict {
  const { topology, from, sandbox, port } = question;
  const there = target.sandbox;
  if (!there) {
    return notRunning(target);
  }
  if (there === sandbox)
    return withBy(deliver(question, { kind: 'loopback', address: LOOPBACK }), target.name, undefined);
  const { owner } = there;
  // the first that did not work, and the first of which that is not known
  let failed: Verdict | undefined;
  let open: Verdict | undefined;
  const works = (verdict: Verdict): boolean => {
    if (verdict.kind === 'reachable') return true;
    failed ??= verdict;
    if (verdict.kind === 'unknown') open ??= verdict;
    return false;
  };
  if (sandbox && typeof from === 'string') {
    for (const name of namesToTry(topology, from, sandbox, there, target)) {
      const resolution = knownAnswers(topology, from, name);
      if (resolution?.kind !== 'resolved') continue;
      // a name that others share does not lead to this container for certain
      if (!resolution.answers.every(({ container }) => container === owner?.name)) continue;
      const verdict = reachName(ask, name, resolution);
      if (works(verdict)) return verdict;
    }
  }
  for (const endpoint of there.endpoints) {
    const address = endpoint.ipv4 ?? endpoint.ipv6;
    if (address === undefined) continue;
    const verdict = deliver(ask(), { kind: 'endpoint', endpoint, address });
    if (works(verdict)) return verdict;
  }
  if (there.kind === 'host') {
    const network = sandbox && (bridgeOf(sandbox) ?? innerBridgeOf(sandbox));
    const address = network?.gateways[0] ?? topology.hostAddresses[0];
    const verdict = deliver(ask(), { kind: 'host', network, address });
    if (works(verdict)) return verdict;
  }
  if (byPublished && port && owner) {
    const published = bindingsOf(owner, port);
    for (const one of published) {
      const verdict = deliverPublished(ask(), one);
      if (works(verdict)) return verdict;
    }
    const maybe = published.length > 0 ? undefined : topology.mayPublish(owner, port);
    if (maybe !== undefined) works(unknown(ask(), 'published-port-unknown', { port: port.toString(), why: maybe }));
  }
  if (open) return open;
  if (there.incomplete !== undefined) return unattached(question, there, there.incomplete);
  return (
    failed ??
    blocked(question, 'no-route', 'target-without-network', {
      container: target.name,
      inNone: isKnown(target.spec.namespace) && target.spec.namespace.kind === 'none',
    })
  );
}

/** A network without a way out for IPv4, at a gateway of which the host itself is reached and nothing behind it. */
function innerBridgeOf(sandbox: Sandbox): Network | undefined {
  return sandbox.endpoints.find(
    ({ network }) => (network.internal || network.inhibited) && network.driver.isBridged && network.gateways.length > 0,
  )?.network;
}

/** The network at whose IPv4 gateway a sandbox reaches the host: the way out, or the first that is behind the host. */
function bridgeOf(sandbox: Sandbox): Network | undefined {
  return sandbox.endpoints.find(({ network }) => !network.internal && !network.lan && !network.inhibited)?.network;
}

/**
 * Names that may lead to a container, the plainest first. Apart from names in the hosts file of the sender, it has names only where
 * both are members of a network.
 */
function namesToTry(topology: RunningHost, from: string, here: Sandbox, there: Sandbox, target: Node): string[] {
  const { extraHosts } = (here.owner ?? topology.node(from)).spec;
  const shared = there.endpoints.filter(({ network }) => here.endpoints.some((one) => one.network === network));
  const links = here.endpoints.flatMap((endpoint) => linksOn(here, endpoint));
  const { owner } = there;
  const filed = owner ? here.hosts.filter((line) => answerOf(topology, line).container === owner.name) : [];
  if (shared.length === 0 && links.length === 0 && extraHosts.items.length === 0 && filed.length === 0) return [];
  const names = new Set<string>([there.owner?.name ?? target.name]);
  for (const link of links) if (link.target === there.owner?.name) names.add(link.alias);
  for (const { hostname } of extraHosts.items) if (isKnown(hostname)) names.add(hostname);
  for (const line of filed) if (line.container === undefined) for (const name of line.names) names.add(name);
  for (const endpoint of shared) for (const name of namesOf(endpoint)) names.add(name);
  // what it is called in its file comes before what the engine is told to call it
  const { path } = target.spec.at;
  const called = path.slice(path.lastIndexOf('/') + 1);
  return names.has(called) ? [...new Set([called, ...names])] : [...names];
}

/** The gateway of a network: an address of the host, or the router of a network of the host's. */
function reachGateway(question: Question, network: Network): Verdict {
  const address = network.gateways.find(({ family }) => family === 4) ?? network.gateways[0];
  if (network.undecided === undefined && !network.driver.isBridged) {
    if (address) return reachAddress(question, address);
    return network.lan
      ? blocked(question, 'no-route', 'no-gateway', { network: network.name })
      : unknown(question, 'gateway-unknown', { driver: network.driver.name, network: network.name });
  }
  if (network.gatewayModes[4] === 'isolated' && !address)
    return blocked(question, 'no-route', 'not-on-host', { network: network.name });
  return deliver(question, { kind: 'host', network, address });
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
  if (sandbox?.incomplete !== undefined) return unattached(question, sandbox, sandbox.incomplete);
  if (endpoint?.network.undecided !== undefined) return unsettled(question, on, endpoint.network.undecided);
  return blocked(question, 'no-route', 'no-address', { container: name, network: on, family });
}

/** A container at a port of the host that it publishes, at any of the addresses where it does. */
function reachPublished(ask: () => Question, { name, sandbox }: Node): Verdict {
  const question = ask();
  const { port } = question;
  const bindings = sandbox?.owner?.bindings ?? [];
  let first: Verdict | undefined;
  for (const one of bindings) {
    if (!port || one.hostPort !== port.number || one.protocol !== port.protocol) continue;
    const verdict = deliverPublished(ask(), one);
    if (verdict.kind === 'reachable') return verdict;
    first ??= verdict;
  }
  return (
    first ?? blocked(question, 'refused', 'not-published-as', { container: name, port: port?.toString() ?? 'a ping' })
  );
}

/** Where a published port can be dialled: at the host's address, for other machines and containers alike. */
function deliverPublished(question: Question, binding: Binding): Verdict {
  const { hostPort, hostAddress, protocol } = binding;
  const { topology, sandbox, from } = question;
  if (hostAddress && !isKnown(hostAddress)) return unknown(question, 'host-address-unknown', { why: hostAddress.why });
  const address = hostAddress && !hostAddress.isUnspecified ? hostAddress : undefined;
  // published everywhere it is dialled at the bridge that is nearest
  const nearest = typeof from === 'string' && sandbox ? bridgeOf(sandbox) : undefined;
  const network = address ? topology.gatewayAt(address) : nearest;
  const target: Target = address?.isLoopback ? { kind: 'loopback', address } : { kind: 'host', network, address };
  if (hostAddress?.isLoopback && sandbox?.kind !== 'host') {
    const facts = { port: isKnown(hostPort) ? hostPort : binding.containerPort, address: hostAddress.toString() };
    return blocked(question, 'refused', 'published-elsewhere', facts);
  }
  const dialled = isKnown(hostPort) ? Port.of(hostPort, protocol) : undefined;
  const verdict = dialled
    ? deliver({ ...question, port: dialled }, target)
    : throughBinding({ ...question, topology }, target, binding);
  return verdict.kind === 'reachable' ? { ...verdict, dialled: hostPort } : verdict;
}

function reachName(ask: () => Question, name: string, known?: Resolution): Verdict {
  const question = ask();
  const { topology, from, trace } = question;
  const resolution = known ?? resolve(topology, from, name);
  if (resolution.kind === 'unknown') return { trace, ...resolution };
  if (resolution.kind === 'no-such-name') {
    return blocked(question, 'no-such-name', 'no-such-name', { name, why: resolution.why, fix: resolution.fix });
  }
  const verdicts = resolution.answers.map(({ address, container, network }): Verdict => {
    const one = ask();
    one.trace.push({
      where: resolution.resolver,
      what: `${name} is ${answerText(address, container)}`,
    });
    const node = container === undefined ? undefined : topology.nodes.get(container);
    const endpoint = node?.sandbox?.endpoints.find((each) => each.network.name === network);
    const verdict = endpoint
      ? deliver(one, { kind: 'endpoint', endpoint, address })
      : isKnown(address)
        ? reachAddress(one, address)
        : unknown(one, 'address-unknown', { why: address.why });
    return verdict.kind === 'unknown' ? verdict : { ...verdict, name, address };
  });
  const [first] = verdicts;
  if (!first) return blocked(question, 'no-such-name', 'name-without-address', { name });
  const open = verdicts.filter((one): one is Reachable => one.kind === 'reachable');
  const [best] = open;
  if (!best) return verdicts.find(({ kind }) => kind === 'unknown') ?? first;
  // a program that opens a connection goes on to the next address; a ping or a datagram has only the first
  if (open.length < verdicts.length && question.port?.protocol !== 'tcp') {
    return unknown(question, 'answers-differ', { name, answers: verdicts.length });
  }
  return { ...best, by: [...new Set(open.flatMap(({ by }) => by))] };
}

function answerText(address: Knowable<IpAddress>, container: string | undefined): string {
  const of = container === undefined ? '' : ` of ${container}`;
  return isKnown(address)
    ? `${address.toString()}${of}`
    : `${container ?? 'a container'}, at an address that the engine picks`;
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
  // another machine may have an address on a network of the host's, not on a bridge of the host
  if (home && !(home.lan && topology.outsideAddress?.equals(address) === true)) {
    const picks = [...home.members].some(({ ipv4, ipv6 }) =>
      [address.family === 4 ? ipv4 : ipv6].some((one) => one !== undefined && !isKnown(one)),
    );
    if (picks && !home.gateways.some((one) => one.equals(address)))
      return unknown(question, 'address-maybe-given', { network: home.name, address: address.toString() });
    if (home.undecided !== undefined) return unsettled(question, home.name, home.undecided);
    const open = topology.incomplete[0]?.sandbox;
    if (open?.incomplete !== undefined) return unattached(question, open, open.incomplete);
    return deliver(question, { kind: 'free', network: home, address });
  }
  return deliver(question, { kind: 'outside', address });
}

function notRunning({ name: container, hindrance }: Node): Verdict {
  return hindrance === undefined
    ? blocked({ trace: [] }, 'no-route', 'not-running', { container })
    : blocked({ trace: [] }, 'no-route', 'does-not-start', { container, why: hindrance });
}

function withBy(verdict: Verdict, name: string, address: IpAddress | undefined): Verdict {
  if (verdict.kind !== 'reachable' || verdict.listenerKnown) return verdict;
  return { ...verdict, by: [name], ...(address ? { address } : {}) };
}

function describePort(port: Port | undefined): string {
  return port ? `dials ${port.toString()}` : 'pings';
}
