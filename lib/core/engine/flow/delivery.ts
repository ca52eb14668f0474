import { does } from '../definition/engine-version';
import { dropsDirect, filters } from '../definition/firewall';
import { type IpAddress, type IpFamily } from '../../values/address';
import { type Port } from '../../values/port';
import {
  bindingsOf,
  carrierOf,
  defaultRouteOf,
  isPublisher,
  isWithoutIpv6,
  publishersOf,
  type Endpoint,
  type Network,
  type Sandbox,
} from '../state/sandbox';
import { EMBEDDED_RESOLVER, hasEmbeddedResolver } from '../state/resolver-settings';
import { type RunningHost } from '../state/running-host';
import { known, Unknown, type Knowable } from '../../values/unknown';
import { originText, type Verdict } from './verdict';
import {
  type Target,
  type Question,
  listen,
  arrive,
  blocked,
  unattached,
  unknown,
  unsettled,
  familyOf,
  linkOpens,
} from './question';
import { toHost, throughBinding, bindingAt } from './host-delivery';
import {
  betweenMembers,
  fromHostToLan,
  fromLanToHost,
  fromLanToOutside,
  fromOutsideToLan,
  isOnLan,
  lanTowards,
  toStranger,
} from './lan-delivery';
import { answerShutOut, isAnsweredOver, withoutBridge, withoutWay } from './way-out';

export function deliver(question: Question, target: Target): Verdict {
  const { sandbox } = question;
  const verdict = decide(question, target);
  if (verdict.kind === 'blocked' && sandbox?.incomplete !== undefined && verdict.failure !== 'refused') {
    return unattached(question, sandbox, sandbox.incomplete);
  }
  const address = target.address;
  return verdict.kind === 'unknown' || address === undefined ? verdict : { address, ...verdict };
}

function decide(question: Question, target: Target): Verdict {
  const { sandbox } = question;
  if (sandbox && familyOf(target.address) === 6 && isWithoutIpv6(sandbox) === true)
    return blocked(question, 'no-route', 'no-ipv6-loopback', { from: originText(question.from) });
  switch (target.kind) {
    case 'loopback':
      return toLoopback(question, target);
    case 'endpoint':
      return toEndpoint(question, target.endpoint, target.address);
    case 'host':
      return toHost(question, target);
    case 'free':
      return toFreeAddress(question, target.network, target.address);
    case 'outside':
      return toOutside(question, target.address);
  }
}

function toLoopback(question: Question, target: Extract<Target, { kind: 'loopback' }>): Verdict {
  const { sandbox, port, topology } = question;
  if (!sandbox)
    return topology.options.outside?.dialsLoopback === true ? fromSegment(question, target) : atOutside(question);
  if (target.address.family === 6 && !speaksIpv6(topology, sandbox)) {
    return blocked(question, 'no-route', 'no-ipv6-loopback', { from: originText(question.from) });
  }
  if (!port) return arrive(question, sandbox.owner?.name ?? 'host', true);
  if (sandbox.kind === 'host') {
    const binding = bindingAt(topology, port, target.address);
    if (binding instanceof Unknown)
      return unknown(question, 'host-port-unknown', { port: port.toString(), why: binding.why });
    if (binding) return throughBinding(question, target, binding);
  }
  if (isEmbeddedResolver(sandbox, port, target.address)) return arrive(question, sandbox.owner?.name ?? 'host', true);
  return listen(question, sandbox, target.address, undefined);
}

/** Another machine of the same segment that sends packets for the loopback to this host. */
function fromSegment(question: Question, target: Extract<Target, { kind: 'loopback' }>): Verdict {
  const { topology, port, trace } = question;
  const binding = port && target.address.family === 4 ? bindingAt(topology, port, target.address) : undefined;
  if (binding instanceof Unknown)
    return unknown(question, 'host-port-unknown', { port: port?.toString() ?? '', why: binding.why });
  if (!binding || does(topology.engine, 'loopback-guarded') || !filters(topology.engine, 4))
    return blocked(question, 'timeout', 'loopback-from-outside', { address: target.address.toString() });
  const what = 'translates what another machine sends to the loopback, before anything drops it';
  trace.push({ where: 'host', what, relies: 'not loopback-guarded' });
  return throughBinding(question, { kind: 'host', network: undefined, address: target.address }, binding);
}

/** Whether what is dialled is the engine's own resolver, and that answers in the namespace. */
function isEmbeddedResolver(sandbox: Sandbox, { number, protocol }: Port, address: IpAddress): boolean {
  const isDns = number === 53 && protocol !== 'sctp' && address.toString() === EMBEDDED_RESOLVER;
  return isDns && hasEmbeddedResolver(sandbox);
}

/** Engines before 27 switch IPv6 off in a namespace until it has an endpoint with IPv6. */
function speaksIpv6({ engine }: RunningHost, sandbox: Sandbox): boolean {
  const { kind, endpoints } = sandbox;
  if (kind === 'host') return true;
  if (isWithoutIpv6(sandbox) === true) return false;
  return does(engine, 'ipv6-everywhere') || endpoints.some(({ ipv6 }) => ipv6 !== undefined);
}

function toEndpoint(question: Question, endpoint: Endpoint, address: Knowable<IpAddress>): Verdict {
  const { topology, sandbox, trace } = question;
  const { network } = endpoint;
  const owner = endpoint.sandbox.owner?.name ?? 'host';
  if (network.undecided !== undefined) return unsettled(question, network.name, network.undecided);
  const family = familyOf(address, endpoint);
  if (!sandbox) return fromOutside(question, endpoint, address);
  if (sandbox.kind === 'host') return fromHost(question, endpoint, address);
  if (sandbox === endpoint.sandbox) return listen(question, sandbox, known(address), undefined);
  const unfiltered = !filters(topology.engine, family);
  const mine = sandbox.endpoints.find((one) => one.network === network && hasFamily(one, family));
  if (mine) {
    trace.push({ where: `network ${network.name}`, what: `both are members` });
    if (isOnLan(endpoint)) return betweenMembers(question, endpoint, address);
    if (unfiltered && family === 4 && topology.engine.forwardPolicy === 'DROP')
      return unknown(question, 'bridge-filtering-unknown', { network: network.name });
    if (family === 6 && network.internal && !unfiltered && !does(topology.engine, 'neighbours-inside'))
      return blocked(question, 'timeout', 'neighbours-dropped', { network: network.name });
    if (unfiltered && !network.icc)
      trace.push({
        where: `network ${network.name}`,
        what: `icc does not count for IPv${family}`,
        ...unfilteredBy(topology, family),
      });
    const pingsIn = !question.port && network.gatewayModes[family] === 'routed' && observesModes(topology);
    if (network.icc || unfiltered || pingsIn) return listen(question, endpoint.sandbox, known(address), endpoint);
    if (linkOpens(question, sandbox, endpoint, question.port)) {
      trace.push({ where: 'link', what: `opens the exposed port ${question.port?.toString() ?? ''}` });
      return listen(question, endpoint.sandbox, known(address), endpoint);
    }
    return blocked(question, 'timeout', 'icc-off', { network: network.name });
  }
  const lan = lanTowards(sandbox, known(address));
  if (isOnLan(endpoint) && lan !== undefined) {
    return unknown(question, 'lan-way-unknown', { from: originText(question.from), network: network.name });
  }
  if (lan === 'unknown')
    return unknown(question, 'way-to-container-unknown', { from: originText(question.from), container: owner });
  if (lan) return fromLanToHost(question, lan, known(address));
  const unrouted = withoutWay(question, 'elsewhere', family);
  if (unrouted) return unrouted;
  if (isOnLan(endpoint)) return fromHostToLan(question, endpoint);
  if (!network.driver.isBridged)
    return unknown(question, 'host-route-unknown', { driver: network.driver.name, network: network.name });
  const off = offHost(question, network, family);
  if (off) return off;
  if (unfiltered) return forwardUnfiltered(question, sandbox, endpoint, known(address));
  const direct = dialledDirectly(question, endpoint, address) ?? routedDirectly(question, sandbox, endpoint, address);
  if (direct) return direct;
  const names = sandbox.endpoints.map((one) => one.network.name).join(', ');
  trace.push({ where: 'isolation between networks', what: `drops what comes from ${names} for ${network.name}` });
  return blocked(question, 'timeout', 'no-shared-network', {
    ...{ from: originText(question.from), to: owner, publishable: isPublishable(endpoint.sandbox) },
  });
}

/** Whether ports of a container can be published: it has a bridge network that is not internal. */
function isPublishable({ endpoints }: Sandbox): boolean {
  return endpoints.some(({ network }) => network.driver.isBridged && !network.internal);
}

function hasFamily({ ipv4, ipv6 }: Endpoint, family: IpFamily): boolean {
  return (family === 4 ? ipv4 : ipv6) !== undefined;
}

/** The behaviour of engines that leaves a family unfiltered, where it is not a flag of the daemon. */
function unfilteredBy({ engine }: RunningHost, family: IpFamily): { readonly relies?: 'not ipv6-filtered' } {
  return family === 6 && engine.ip6tables === undefined ? { relies: 'not ipv6-filtered' } : {};
}

/** Where nothing filters, the host forwards from network to network as its own policy says; the answer needs a way back. */
function forwardUnfiltered(
  question: Question,
  sandbox: Sandbox,
  endpoint: Endpoint,
  address: IpAddress | undefined,
): Verdict {
  const { topology, trace } = question;
  const family = familyOf(address, endpoint);
  const leaves = defaultRouteOf(sandbox, family, topology.engine)?.network;
  const there = endpoint.sandbox;
  const dropped = notForwarded(question, endpoint, family);
  if (dropped) return dropped;
  const what = `forwards IPv${family} between networks`;
  trace.push({ where: 'host', what, ...unfilteredBy(topology, family) });
  const back = defaultRouteOf(there, family, topology.engine);
  if (back?.network.lan && !there.endpoints.some(({ network }) => network === leaves)) {
    const facts = { container: there.owner?.name ?? 'it', from: originText(question.from), network: back.network.name };
    return blocked(question, 'timeout', 'answer-astray', facts);
  }
  const lost = answerLost(question, there, family);
  if (lost) return lost;
  if (there.endpoints.some(({ network }) => network === leaves) || back)
    return listen(question, there, address, endpoint);
  const container = there.owner?.name ?? 'the host';
  return blocked(question, 'timeout', 'no-route-back', { container, family, outside: false });
}

/** Blocked where the bridge has no address, so that the host cannot send anything by it. */
function offHost(question: Question, network: Network, family: IpFamily): Verdict | undefined {
  if (network.inhibited && family === 4) return withoutBridge(question, network);
  if (network.gatewayModes[family] !== 'isolated') return undefined;
  return blocked(question, 'timeout', 'not-on-host', { network: network.name });
}

/**
 * Blocked by the policy of the FORWARD chain, where no rule of the engine lets anything through. Of IPv6 an engine without rules for
 * it leaves the policy as it is, and packets are forwarded.
 */
function notForwarded(question: Question, { network, sandbox }: Endpoint, family: IpFamily): Verdict | undefined {
  if (family === 6 || question.topology.engine.forwardPolicy === 'ACCEPT') return undefined;
  const facts = { network: network.name, internal: false, publishable: isPublishable(sandbox) };
  return blocked(question, 'timeout', 'not-forwarded', facts);
}

function fromHost(question: Question, endpoint: Endpoint, address: Knowable<IpAddress>): Verdict {
  const { network } = endpoint;
  if (isOnLan(endpoint)) return fromHostToLan(question, endpoint);
  if (!network.driver.isBridged)
    return unknown(question, 'host-way-unknown', { driver: network.driver.name, network: network.name });
  const family = familyOf(address, endpoint);
  if (network.inhibited && family === 4) return withoutBridge(question, network);
  const isolated = fromHostPast(question, network, family);
  if (isolated) return isolated;
  question.trace.push({ where: `network ${network.name}`, what: 'the host is on its bridge' });
  return listen(question, endpoint.sandbox, known(address), endpoint);
}

/** Blocked where the host has no address on a network: what it sends there leaves by its own default route, if there is one. */
function fromHostPast(question: Question, network: Network, family: IpFamily): Verdict | undefined {
  if (network.gatewayModes[family] !== 'isolated') return undefined;
  const leaves = family === 4 || question.topology.hostAddresses.some((one) => one.family === 6);
  return blocked(question, leaves ? 'timeout' : 'no-route', 'not-on-host', { network: network.name });
}

/**
 * What arrives from beyond a network whose container addresses others may dial: on published ports where its gateway mode
 * is *routed*, on any where it is *nat-unprotected*. Undefined: its mode lets nothing through.
 */
function dialledDirectly(question: Question, endpoint: Endpoint, address: Knowable<IpAddress>): Verdict | undefined {
  const { topology, port, trace } = question;
  const { network } = endpoint;
  const family = familyOf(address, endpoint);
  const mode = network.gatewayModes[family];
  if (network.internal || (mode !== 'routed' && mode !== 'nat-unprotected')) return undefined;
  if (!does(topology.engine, 'gateway-modes-observed'))
    return unknown(question, 'gateway-mode-unobserved', { network: network.name, mode });
  const unanswered =
    withoutAnswer(question, endpoint.sandbox, family) ?? answerLost(question, endpoint.sandbox, family);
  if (unanswered) return unanswered;
  if (mode === 'routed' && port && !isPublisher(publishersOf(endpoint.sandbox, topology.engine)))
    return unknown(question, 'publisher-unobserved', { network: network.name });
  trace.push({ where: `network ${network.name}`, what: `gateway mode ${mode} lets others dial container addresses` });
  if (mode === 'nat-unprotected' || !port || publishes(endpoint, port, family))
    return listen(question, endpoint.sandbox, known(address), endpoint);
  const { owner } = endpoint.sandbox;
  const open = owner && topology.mayPublish(owner, port);
  if (open !== undefined) return unknown(question, 'published-port-unknown', { port: port.toString(), why: open });
  return blocked(question, 'timeout', 'routed-unpublished', {
    network: network.name,
    container: owner?.name ?? 'it',
  });
}

/**
 * With `--allow-direct-routing` the published ports of a container are open at its own address, to members of other networks
 * too. Undefined: nothing of it is.
 */
function routedDirectly(
  question: Question,
  sandbox: Sandbox,
  endpoint: Endpoint,
  address: Knowable<IpAddress>,
): Verdict | undefined {
  const { topology, port, trace } = question;
  const { network, sandbox: there } = endpoint;
  if (topology.engine.directRouting !== true || !does(topology.engine, 'direct-access-dropped')) return undefined;
  const { owner } = there;
  if (!port || !owner) return undefined;
  const family = familyOf(address, endpoint);
  const maybe = topology.mayPublish(owner, port);
  if (maybe === undefined && !publishes(endpoint, port, family)) return undefined;
  const isObserved =
    family === 4 &&
    !network.internal &&
    network.gatewayModes[family] === 'nat' &&
    defaultRouteOf(sandbox, family, topology.engine)?.network.masquerade === true &&
    carrierOf(there) === endpoint &&
    bindingsOf(owner, port).some(
      ({ hostAddress }) => hostAddress === undefined || known(hostAddress)?.isLoopback === false,
    );
  if (!isObserved || maybe !== undefined)
    return unknown(question, 'direct-routing-unobserved', { network: network.name });
  trace.push({ where: 'forwarding', what: 'the published container port is let through' });
  return listen(question, there, known(address), endpoint);
}

/** Answers to the address of a container are dropped on the way back into its network, unless that one is routed. */
function withoutAnswer(question: Question, there: Sandbox, family: IpFamily): Verdict | undefined {
  const { topology, sandbox } = question;
  const leaves = sandbox && defaultRouteOf(sandbox, family, topology.engine)?.network;
  const mode = leaves?.gatewayModes[family];
  if (!leaves || (leaves.masquerade && mode !== 'routed')) return undefined;
  if (isAnsweredOver(leaves, there)) return answerShutOut(question, leaves, family);
  if (mode === 'routed' || mode === 'nat-unprotected' || !dropsDirect(topology.engine, family)) return undefined;
  return blocked(question, 'timeout', 'answers-dropped', { network: leaves.name });
}

/**
 * Blocked where the answer finds no way back to a sender that shares no network with the container: its default route leads
 * nowhere when that bridge has no address. A sender that shows the address of the host is answered over the network itself.
 */
function answerLost(question: Question, there: Sandbox, family: IpFamily): Verdict | undefined {
  const { topology, sandbox } = question;
  const leaves = sandbox && defaultRouteOf(sandbox, family, topology.engine)?.network;
  const translated = leaves?.masquerade === true && leaves.gatewayModes[family] !== 'routed';
  if (translated && filters(topology.engine, family)) return undefined;
  if (leaves && isAnsweredOver(leaves, there)) return undefined;
  const back = defaultRouteOf(there, family, topology.engine)?.network;
  if (family === 6 || back?.inhibited !== true) return undefined;
  return withoutBridge(question, back);
}

/** Whether a container publishes a port of its own in a family, on whatever address of the host. */
function publishes({ sandbox }: Endpoint, port: Port | undefined, family: IpFamily): boolean {
  if (!sandbox.owner || !port) return false;
  return bindingsOf(sandbox.owner, port).some(({ hostAddress }) => (known(hostAddress)?.family ?? family) === family);
}

/** Another machine that dials the address of a container. */
function fromOutside(question: Question, endpoint: Endpoint, address: Knowable<IpAddress>): Verdict {
  const { topology, port, trace } = question;
  const { network, sandbox } = endpoint;
  if (isOnLan(endpoint)) return fromOutsideToLan(question, endpoint, address);
  const unrouted = withoutWay(question, 'elsewhere', familyOf(address, endpoint));
  if (unrouted) return unrouted;
  const publishable = isPublishable(sandbox);
  if (!topology.engine.routedFromOutside) {
    return blocked(question, 'timeout', 'no-route-from-outside', { network: network.name, toHost: false, publishable });
  }
  const family = familyOf(address, endpoint);
  const off = offHost(question, network, family);
  if (off) return off;
  if (!filters(topology.engine, family)) return unfilteredFromOutside(question, endpoint, address);
  const direct = dialledDirectly(question, endpoint, address);
  if (direct) return direct;
  if (dropsDirect(topology.engine, family)) {
    if (network.trustedInterfaces.length > 0 && publishes(endpoint, port, family)) {
      const facts = { network: network.name, interfaces: network.trustedInterfaces };
      return unknown(question, 'trusted-interface', facts);
    }
    const what = 'the engine drops what other machines send to container addresses';
    trace.push({ where: 'raw table', what, relies: 'direct-access-dropped' });
    return blocked(question, 'timeout', 'direct-access-dropped', { publishable });
  }
  // a port that is published for IPv6 only is forwarded by a process, and nothing is let through
  const published = carrierOf(sandbox) === endpoint && publishes(endpoint, port, 4);
  const maybe = port && sandbox.owner && topology.mayPublish(sandbox.owner, port);
  if (!published && port && maybe !== undefined)
    return unknown(question, 'published-port-unknown', { port: port.toString(), why: maybe });
  // where the engine filters IPv6 it sets the policy for it, whatever that of IPv4 is
  const everything =
    family === 4 && topology.engine.forwardPolicy === 'ACCEPT' && !does(topology.engine, 'direct-access-dropped');
  if (published || (everything && !network.internal)) {
    const lost = answerLost(question, sandbox, family);
    if (lost) return lost;
    trace.push({
      where: 'forwarding',
      what: published ? 'the published container port is let through' : 'everything is let through',
      ...(topology.engine.directRouting === true ? {} : { relies: 'not direct-access-dropped' as const }),
    });
    return listen(question, sandbox, known(address), endpoint);
  }
  return blocked(question, 'timeout', 'not-forwarded', {
    network: network.name,
    internal: network.internal,
    publishable,
  });
}

/** What other machines send where nothing filters their family; the answer needs a way back. */
function unfilteredFromOutside(question: Question, endpoint: Endpoint, address: Knowable<IpAddress>): Verdict {
  const { topology, trace } = question;
  const { sandbox } = endpoint;
  const family = familyOf(address, endpoint);
  const dropped = notForwarded(question, endpoint, family);
  if (dropped) return dropped;
  const what = `nothing filters IPv${family}`;
  trace.push({ where: 'forwarding', what, ...unfilteredBy(topology, family) });
  const lost = answerLost(question, sandbox, family);
  if (lost) return lost;
  if (defaultRouteOf(sandbox, family, topology.engine)) return listen(question, sandbox, known(address), endpoint);
  const container = sandbox.owner?.name ?? 'the host';
  return blocked(question, 'timeout', 'no-route-back', {
    ...{ container, family, outside: true, publishable: isPublishable(sandbox) },
  });
}

function observesModes({ engine }: RunningHost): boolean {
  return does(engine, 'gateway-modes-observed');
}

function toFreeAddress(question: Question, network: Network, address: IpAddress): Verdict {
  const { sandbox } = question;
  if (network.undecided !== undefined) return unsettled(question, network.name, network.undecided);
  if (network.lan) return toStranger(question, network, address);
  const on = sandbox?.endpoints.some((one) => one.network === network) === true;
  const lan = sandbox && !on ? lanTowards(sandbox, address) : undefined;
  if (lan && lan !== 'unknown') return fromLanToHost(question, lan, address);
  const unrouted = on ? undefined : withoutWay(question, 'elsewhere', address.family);
  if (unrouted) return unrouted;
  const isolated = sandbox?.kind === 'host' ? fromHostPast(question, network, address.family) : undefined;
  if (isolated) return isolated;
  return blocked(question, 'timeout', 'free-address', { network: network.name, outside: sandbox === undefined });
}

function toOutside(question: Question, address: IpAddress | undefined): Verdict {
  const { topology, sandbox, trace } = question;
  const lan = sandbox && lanTowards(sandbox, address);
  // engines pick no subnet that their host is on already, and the other machine is on one of those
  const isElsewhere = address !== undefined && topology.outsideAddresses.some((one) => one.equals(address));
  if (lan === 'unknown' && !isElsewhere && !carrierOf(sandbox as Sandbox))
    return unknown(question, 'machine-maybe-near', {});
  if (lan && lan !== 'unknown') {
    const undelivered = fromLanToOutside(question, lan, address);
    if (undelivered) return undelivered;
  } else if (sandbox?.kind === 'own') {
    const unrouted = withoutWay(question, 'elsewhere', familyOf(address));
    if (unrouted) return unrouted;
    const six = familyOf(address) === 6;
    const carrier = (six ? undefined : carrierOf(sandbox)) ?? defaultRouteOf(sandbox, six ? 6 : 4, topology.engine);
    const network = carrier?.network;
    if (network?.undecided !== undefined) return unsettled(question, network.name, network.undecided);
    const family = familyOf(address);
    const routed = network?.gatewayModes[family] === 'routed';
    const bare = network !== undefined && (routed || !network.masquerade || !filters(topology.engine, family));
    const dropped = bare && !filters(topology.engine, family) && carrier && notForwarded(question, carrier, family);
    if (dropped) return dropped;
    if (network && routed && !does(topology.engine, 'gateway-modes-observed'))
      return unknown(question, 'gateway-mode-unobserved', { network: network.name, mode: 'routed' });
    if (bare) {
      if (!topology.engine.routedFromOutside)
        return unknown(question, 'machine-route-back-unknown', { network: network.name });
      const unprotected = network.gatewayModes[family] === 'nat-unprotected';
      if (dropsDirect(topology.engine, family) && !routed && !unprotected) {
        trace.push({
          where: 'raw table',
          what: 'answers to the container address are dropped',
          relies: 'direct-access-dropped',
        });
        return blocked(question, 'timeout', 'answers-dropped', { network: network.name });
      }
    }
    trace.push({
      where: 'host',
      what: `leaves with the address of the ${bare ? 'container' : 'host'}`,
    });
  }
  const { outsideAddresses } = topology;
  if (address && outsideAddresses.length > 0 && !outsideAddresses.some((one) => one.equals(address)))
    return unknown(question, 'stranger-elsewhere', { address: address.toString() });
  return atOutside(question);
}

/** How the other machine takes a packet that arrived. */
function atOutside(question: Question): Verdict {
  const { topology, port } = question;
  const listeners = topology.options.outside?.listeners;
  if (!port || !listeners) return arrive(question, 'outside', !port);
  return listeners.some((one) => one.port === port.number && one.protocol === port.protocol)
    ? arrive(question, 'outside', true)
    : blocked(question, 'refused', 'nothing-listens-outside', { port: port.toString() });
}
