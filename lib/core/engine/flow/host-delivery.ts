import { does } from '../definition/engine-version';
import { dropsDirect, filters } from '../definition/firewall';
import { IpAddress, type IpFamily } from '../../values/address';
import { Port } from '../../values/port';
import { answerAstray, fromLanToHost, lanTowards } from './lan-delivery';
import { carrierOf, defaultRouteOf, type Binding, type Endpoint, type Network, type Sandbox } from '../state/sandbox';
import { type RunningHost } from '../state/running-host';
import { known, isKnown, Unknown, type Knowable } from '../../values/unknown';
import { type Blocked, originText, type Verdict } from './verdict';
import {
  type Target,
  type Question,
  listen,
  arrive,
  blocked,
  unknown,
  unsettled,
  familyOf,
  linkOpens,
} from './question';
import { answerShutOut, isAnsweredOver, withoutBridge, withoutWay } from './way-out';

export function toHost(question: Question, target: Extract<Target, { kind: 'host' }>): Verdict {
  const { topology, sandbox, port, trace } = question;
  if (!sandbox && target.network && !topology.engine.routedFromOutside) {
    return blocked(question, 'timeout', 'no-route-from-outside', { network: target.network.name, toHost: true });
  }
  if (target.network?.undecided !== undefined)
    return unsettled(question, target.network.name, target.network.undecided);
  const inside = sandbox?.kind === 'own';
  const family = familyOf(target.address);
  const own = inside && sandbox.endpoints.some(({ network }) => network === target.network);
  if (inside && !own) {
    const lan = lanTowards(sandbox, known(target.address));
    if (lan === 'unknown' && sandbox.endpoints.some((one) => mayLead(one, topology)))
      return unknown(question, 'way-to-host-unknown', { from: originText(question.from) });
    if (lan && lan !== 'unknown') return fromLanToHost(question, lan, known(target.address));
  }
  const leaves = own ? target.network : inside ? carrierOf(sandbox)?.network : undefined;
  if (leaves?.undecided !== undefined) return unsettled(question, leaves.name, leaves.undecided);
  const unrouted = own ? undefined : withoutWay(question, 'the host itself', family);
  if (unrouted) return unrouted;
  if (family === 6 && target.network?.joined === false && !does(topology.engine, 'ipv6-bridge-ready')) {
    const { name } = target.network;
    if (topology.host.observed === true)
      return unsettled(question, name, `whether a container was on network ${name} before`);
    trace.push({
      where: `network ${target.network.name}`,
      what: 'waits for a carrier',
      relies: 'not ipv6-bridge-ready',
    });
    return blocked(question, 'timeout', 'bridge-without-carrier', { network: target.network.name });
  }
  const { hostFirewall } = topology.engine;
  const guarded = hostFirewall !== undefined && sandbox?.kind !== 'host';
  if (!port) return guarded ? notJudged(question, hostFirewall) : arrive(question, 'host', true);
  const binding = bindingAt(topology, port, target.address);
  if (binding instanceof Unknown)
    return unknown(question, 'host-port-unknown', { port: port.toString(), why: binding.why });
  if (binding) {
    if (guarded) trace.push({ where: hostFirewall, what: 'does not see what is translated for a published port' });
    return throughBinding(question, target, binding);
  }
  if (guarded) return notJudged(question, hostFirewall);
  trace.push({ where: 'host', what: `${port.toString()} is not published and goes to programs of the host itself` });
  return listen(question, topology.hostSandbox, known(target.address), undefined);
}

function notJudged(question: Question, firewall: string): Verdict {
  return unknown(question, 'host-firewall-not-judged', { firewall });
}

/** Whether an endpoint may lead to the host. */
function mayLead({ network }: Endpoint, { engine }: RunningHost): boolean {
  return !network.lan && (!network.internal || !does(engine, 'no-route-inside'));
}

/** The network a packet to an address of the host takes: that of the address when it is one of its own, else the default route. */
function entersBy(
  { topology }: Question,
  sandbox: Sandbox,
  target: Extract<Target, { kind: 'host' | 'loopback' }>,
): Network | undefined {
  const own = target.kind === 'host' && sandbox.endpoints.find((one) => one.network === target.network);
  return (own || defaultRouteOf(sandbox, familyOf(target.address), topology.engine))?.network;
}

/** From the host's side of a published port to the process behind it. */
export function throughBinding(
  question: Question,
  target: Extract<Target, { kind: 'host' | 'loopback' }>,
  binding: Binding,
): Verdict {
  const { topology, sandbox, trace } = question;
  const { name, sandbox: there, doubt } = binding.holder;
  // where it does not run, another one may have the port
  if (doubt !== undefined) return unknown(question, 'container-state-unknown', { container: name, why: doubt });
  const family = familyOf(target.address);
  const carrier = binding.publishers[family];
  if (!there || !carrier) return blocked(question, 'refused', 'not-published-any-more', {});
  if (carrier.network.undecided !== undefined)
    return unsettled(question, carrier.network.name, carrier.network.undecided);
  const notOnHost = routedPast(question, carrier, family);
  if (notOnHost) return notOnHost;
  if (carrier.network.inhibited && (family === 4 || carrier.ipv6 === undefined))
    return withoutBridge(question, carrier.network);
  const container = Port.of(binding.containerPort, binding.protocol);
  const { engine } = topology;
  const { userlandProxy } = engine;
  const enters = sandbox?.kind === 'own' ? entersBy(question, sandbox, target) : undefined;
  const stranded = carrier.network.internal;
  if (!userlandProxy && (stranded || !filters(engine, family) || (family === 6 && target.kind === 'loopback'))) {
    return blocked(question, 'timeout', 'proxy-off', { stranded });
  }
  const untranslated = stranded || !translates(topology, carrier, family);
  // the userland proxy dials the family that it was dialled in, where the container has it
  const address = known(family === 6 && carrier.ipv6 !== undefined ? carrier.ipv6 : carrier.ipv4);
  let proxied = untranslated || (userlandProxy && (target.kind === 'loopback' || enters === carrier.network));
  if (enters && enters !== carrier.network && !untranslated) {
    // older engines spare their own networks the translation, those that masquerade and are not internal
    proxied = !does(engine, 'translated-between-networks') && userlandProxy && enters.masquerade && !enters.internal;
    const dropped = proxied ? undefined : droppedOnTheWay(question, enters, there, family);
    if (dropped) return dropped;
  }
  if (sandbox && enters === carrier.network && !proxied && !carrier.network.icc) {
    if (!linkOpens(question, sandbox, carrier, container))
      return blocked(question, 'timeout', 'icc-off-without-proxy', { network: carrier.network.name });
    trace.push({ where: 'link', what: `opens the exposed port ${container.toString()}` });
  }
  if (!proxied && !enters && target.kind === 'host') {
    const source = sandbox ? known(target.address) : topology.outsideAddress;
    const astray = answerAstray(question, carrier, source);
    if (astray) return astray;
  }
  if (stranded) {
    const what = `ports moved to internal network ${carrier.network.name} when another one was left`;
    trace.push({ where: 'userland proxy', what, relies: 'not no-ports-inside' });
  }
  // the userland proxy is a program of the host
  const { hostFirewall } = engine;
  if (proxied && target.kind === 'host' && sandbox?.kind !== 'host' && hostFirewall !== undefined)
    return notJudged(question, hostFirewall);
  trace.push({
    where: proxied ? 'userland proxy' : 'address translation',
    what: `${isKnown(binding.hostPort) ? `host port ${binding.hostPort}` : 'the host port that the engine picks'} is ${container.toString()} of ${name}`,
    ...(address === undefined ? {} : { address: address.toString() }),
  });
  const verdict = listen({ ...question, port: container }, there, address, carrier);
  if (verdict.kind !== 'blocked' || !proxied) return verdict;
  // the userland proxy accepted before it learned that nothing listens
  return { ...verdict, failure: binding.protocol === 'udp' ? 'timeout' : 'reset' };
}

/** A routed network opens published ports at the addresses of its containers instead. */
function routedPast(question: Question, { network }: Endpoint, family: IpFamily): Verdict | undefined {
  if (network.gatewayModes[family] !== 'routed') return undefined;
  if (!does(question.topology.engine, 'gateway-modes-observed'))
    return unknown(question, 'gateway-mode-unobserved', { network: network.name, mode: 'routed' });
  return blocked(question, 'refused', 'routed-past-host', { network: network.name });
}

/** Whether what was translated for a published port, and is now addressed to another network, is dropped on its way there. */
function droppedOnTheWay(question: Question, network: Network, there: Sandbox, family: IpFamily): Blocked | undefined {
  const { topology, trace } = question;
  const { name, internal, gatewayModes } = network;
  const mode = gatewayModes[family];
  if (internal) {
    trace.push({ where: `network ${name}`, what: 'it is internal: what is translated out of it is dropped' });
    return blocked(question, 'timeout', 'published-behind-internal', { network: name });
  }
  if (!does(topology.engine, 'translated-between-networks')) {
    trace.push({
      where: 'isolation between networks',
      what: 'drops what was translated',
      relies: 'not translated-between-networks',
    });
    return topology.engine.userlandProxy
      ? blocked(question, 'timeout', 'translated-between-networks', { network: name })
      : blocked(question, 'timeout', 'proxy-off-between-networks', {});
  }
  if (network.masquerade && mode !== 'routed') return undefined;
  // IPv6 takes datagrams from an address of its own
  if (there === question.sandbox && family === 6 && question.port?.protocol === 'udp') return undefined;
  if (there === question.sandbox) {
    trace.push({ where: 'the container', what: 'drops what comes in from an address of its own' });
    return blocked(question, 'timeout', 'own-packets-back', { network: name, routed: mode === 'routed' });
  }
  if (isAnsweredOver(network, there)) {
    const lost = answerShutOut(question, network, family);
    if (lost) return lost;
    trace.push({ where: `network ${name}`, what: 'the answer comes straight over it: both are members' });
    return undefined;
  }
  if (mode === 'routed' || mode === 'nat-unprotected') return undefined; // answers to its addresses are let in
  if (!dropsDirect(topology.engine, family)) return undefined;
  trace.push({ where: 'raw table', what: 'drops the answer', relies: 'direct-access-dropped' });
  return blocked(question, 'timeout', 'answers-dropped', { network: name });
}

export function bindingAt(
  topology: RunningHost,
  port: Port,
  address: Knowable<IpAddress> | undefined,
): Binding | Unknown | undefined {
  let missing: string | undefined;
  for (const binding of topology.bindingsOn(port)) {
    const served = serves(binding, address);
    if (served === true && isKnown(binding.hostPort)) return binding;
    if (served === false) continue;
    missing ??= isKnown(served) ? whyOf(binding.hostPort) : served.why;
  }
  missing ??= topology.openBindings(port).find((one) => serves(one, address) !== false)?.why;
  if (missing === undefined && !topology.host.containers.complete) missing = 'not all containers of the host are known';
  if (missing === undefined) return undefined;
  return new Unknown(missing);
}

function whyOf(value: Knowable<number>): string | undefined {
  return isKnown(value) ? undefined : value.why;
}

/** Whether a port is published at an address of the host. Without one of its own it is at all of its families. */
function serves(
  { hostAddress, families }: Pick<Binding, 'hostAddress' | 'families'>,
  address: Knowable<IpAddress> | undefined,
): Knowable<boolean> {
  if (hostAddress && !isKnown(hostAddress)) return hostAddress;
  const specific = hostAddress && !hostAddress.isUnspecified;
  if (specific && !(address instanceof IpAddress)) {
    return hostAddress.isLoopback ? false : new Unknown('the addresses of the host are not known');
  }
  if (specific && !hostAddress.equals(address as IpAddress)) return false;
  return families.includes(familyOf(address));
}

/** Whether what is dialled at the host is translated to the container's own address; otherwise the userland proxy takes it. */
function translates({ engine }: RunningHost, carrier: Endpoint, family: IpFamily): boolean {
  return filters(engine, family) && (family === 4 || carrier.ipv6 !== undefined);
}
