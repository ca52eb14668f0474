import { meetingModesOf } from '../definition/driver';
import { Cidr, type IpAddress, type IpFamily } from '../../values/address';
import { carrierOf, type Endpoint, type Lan, type Network, type Sandbox } from '../state/sandbox';
import { originText, type Verdict } from './verdict';
import { blocked, familyOf, listen, type Question, unknown, unsettled } from './question';
import { known, type Knowable } from '../../values/unknown';

/** An endpoint on a network of the host's. */
export interface LanEndpoint extends Endpoint {
  readonly network: Network & { readonly lan: Lan };
}

export function isOnLan(endpoint: Endpoint | undefined): endpoint is LanEndpoint {
  return endpoint?.network.lan !== undefined;
}

/**
 * The endpoint on a network of the host's by which a sandbox sends to an address, when it does: the address is on that
 * network, or that network is the way out. Unknown where the address is not known and both may be.
 */
export function lanTowards(sandbox: Sandbox, address: IpAddress | undefined): LanEndpoint | 'unknown' | undefined {
  if (!sandbox.endpoints.some(isOnLan)) return undefined;
  if (address) {
    const near = nearest(sandbox, address);
    if (near) return isOnLan(near) ? near : undefined;
  }
  const carrier = carrierOf(sandbox, address?.family);
  if (isOnLan(carrier)) return carrier;
  const lans = sandbox.endpoints.filter(isOnLan);
  return address && lans.every(({ network }) => network.subnets.length > 0 || !isPrivate(address))
    ? undefined
    : 'unknown';
}

/** Private blocks, out of which engines pick subnets. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].map((text) => Cidr.parse(text));

function isPrivate(address: IpAddress): boolean {
  return PRIVATE.some((block) => block.family === address.family && block.contains(address));
}

/** The endpoint on whose subnet an address is. */
function nearest(sandbox: Sandbox, address: IpAddress): Endpoint | undefined {
  let best: { readonly endpoint: Endpoint; readonly prefix: number } | undefined;
  for (const endpoint of sandbox.endpoints) {
    for (const subnet of endpoint.network.subnets) {
      if (subnet.contains(address) && subnet.prefix > (best?.prefix ?? -1)) best = { endpoint, prefix: subnet.prefix };
    }
  }
  return best?.endpoint;
}

/** Whether an endpoint on a network of the host's has no route to an address that is not on that network. */
function isWithoutRoute({ network }: Endpoint, address: IpAddress | undefined, family: IpFamily): boolean {
  if (address && network.subnets.some((subnet) => subnet.contains(address))) return false;
  return !network.gateways.some((gateway) => gateway.family === family);
}

/** Blocked: the kernel keeps an interface of the host apart from the macvlan and ipvlan members that have it as parent. */
export function fromLanToHost(question: Question, way: LanEndpoint, address: IpAddress | undefined): Verdict {
  const { name, driver } = way.network;
  const failure = driver.isObserved && isWithoutRoute(way, address, familyOf(address)) ? 'no-route' : 'timeout';
  return blocked(question, failure, 'lan-to-host', { network: name, driver: driver.name });
}

/** From the host, or from a container that only the host leads there. */
export function fromHostToLan(question: Question, { network: { name, driver } }: LanEndpoint): Verdict {
  return blocked(question, 'timeout', 'host-to-lan', { network: name, driver: driver.name });
}

/** From one member of a network to another. */
export function betweenMembers(question: Question, there: LanEndpoint, address: Knowable<IpAddress>): Verdict {
  const { name, lan, driver } = there.network;
  const meet = driver.meet(lan.mode);
  if (meet === false) {
    const facts = { network: name, mode: lan.mode, meetingModes: meetingModesOf(driver) };
    return blocked(question, 'timeout', 'members-apart', facts);
  }
  if (meet !== true) return unknown(question, 'switch-unknown', { network: name });
  const mine = question.sandbox?.endpoints.find(({ network }) => network === there.network);
  if (!lan.acrossSubnets && mine && areApart(mine, there, familyOf(address, there)))
    return unknown(question, 'router-unknown', { network: name });
  return listen(question, there.sandbox, known(address), there);
}

/** Whether the addresses of two members are in different subnets of their network. */
function areApart(a: Endpoint, b: Endpoint, family: IpFamily): boolean {
  const [one, other] = [a, b].map((each) => known(family === 4 ? each.ipv4 : each.ipv6));
  if (!one || !other) return false;
  return !a.network.subnets.some((subnet) => subnet.contains(one) && subnet.contains(other));
}

/** Another machine that dials a member at its address on the network of the host's. */
export function fromOutsideToLan(question: Question, there: LanEndpoint, address: Knowable<IpAddress>): Verdict {
  const { network, sandbox } = there;
  if (network.lan.parent === undefined) return nowhere(question, network);
  if (!network.driver.isObserved) return unobserved(question, network);
  const { outsideAddress } = question.topology;
  const back = lanTowards(sandbox, outsideAddress);
  if (outsideAddress && (back ?? there) === there && isWithoutRoute(there, outsideAddress, outsideAddress.family)) {
    if (back || sandbox.endpoints.length === 1)
      return blocked(question, 'timeout', 'no-default-route', { network: network.name, answers: true });
  }
  if (outsideAddress && back !== there) {
    const container = sandbox.owner?.name ?? 'it';
    return unknown(question, 'answer-way-unknown', { container, network: network.name });
  }
  return listen(question, sandbox, known(address), there);
}

/** A member that sends to another machine. Undefined: it gets there. */
export function fromLanToOutside(
  question: Question,
  way: LanEndpoint,
  address: IpAddress | undefined,
): Verdict | undefined {
  const { network } = way;
  if (network.undecided !== undefined) return unsettled(question, network.name, network.undecided);
  if (network.lan.parent === undefined) return nowhere(question, network);
  if (isWithoutRoute(way, address, familyOf(address))) {
    if (!address) return unknown(question, 'machine-maybe-near', { network: network.name });
    return blocked(question, 'no-route', 'no-default-route', { network: network.name, answers: false });
  }
  if (!network.driver.isObserved) return unobserved(question, network);
  question.trace.push({ where: `network ${network.name}`, what: 'leaves with the address of the container' });
  return undefined;
}

/** An address of a network of the host's that no container has. */
export function toStranger(question: Question, network: Network, address: IpAddress): Verdict {
  const { sandbox } = question;
  if (network.lan?.parent === undefined && sandbox?.endpoints.some((one) => one.network === network) === true) {
    return nowhere(question, network);
  }
  return unknown(question, 'stranger-on-lan', { network: network.name, address: address.toString() });
}

/**
 * What is translated to a container keeps the address of its sender. Where the container is on the network of that address
 * itself, the answer leaves by that network and bypasses the host.
 */
export function answerAstray(
  question: Question,
  carrier: Endpoint,
  source: IpAddress | undefined,
): Verdict | undefined {
  const back = lanTowards(carrier.sandbox, source);
  const name = carrier.sandbox.owner?.name ?? 'the container';
  if (back === undefined) return undefined;
  if (back === 'unknown') return unknown(question, 'answer-maybe-astray', { container: name });
  const facts = { container: name, from: originText(question.from), network: back.network.name };
  return blocked(question, 'timeout', 'answer-astray', facts);
}

function nowhere(question: Question, { name }: Network): Verdict {
  return blocked(question, 'timeout', 'leads-nowhere', { network: name });
}

function unobserved(question: Question, { name, driver }: Network): Verdict {
  return unknown(question, 'driver-unobserved', { driver: driver.name, network: name });
}
