import { does, type VersionedEngine } from '../definition/engine-version';
import { filters } from '../definition/firewall';
import { type IpFamily } from '../../values/address';
import { carrierOf, defaultRouteOf, type Network, type Sandbox } from '../state/sandbox';
import { type Blocked, originText, type Undecided } from './verdict';
import { type Question, blocked, unattached, unsettled } from './question';

/** Blocked when no route leads further than the networks of the sender; unknown when that is not known. */
export function withoutWay(
  question: Question,
  to: 'the host itself' | 'elsewhere' = 'elsewhere',
  family: IpFamily = 4,
): Blocked | Undecided | undefined {
  const { sandbox, topology, trace } = question;
  if (sandbox?.kind === 'host') return undefined;
  if (!sandbox) return family === 6 ? withoutIpv6Outside(question) : undefined;
  if (sandbox.incomplete !== undefined) return unattached(question, sandbox, sandbox.incomplete);
  const open = openWay(sandbox, family, topology.engine);
  if (open?.undecided !== undefined) return unsettled(question, open.name, open.undecided);
  if (sandbox.endpoints.length === 0) return withoutNetwork(question);
  if (family === 6) {
    if (defaultRouteOf(sandbox, 6, topology.engine)) return undefined;
    const way = does(topology.engine, 'way-out-of-family')
      ? 'a network that is not internal'
      : 'the network that is its way out';
    return blocked(question, 'no-route', 'no-ipv6-route', { from: originText(question.from), way });
  }
  const carrier = carrierOf(sandbox);
  if (carrier) return carrier.network.inhibited ? withoutBridge(question, carrier.network) : undefined;
  if (sandbox.endpoints.every(({ ipv4 }) => ipv4 === undefined)) {
    return blocked(question, 'no-route', 'no-ipv4', { from: originText(question.from) });
  }
  const from = originText(question.from);
  const names = sandbox.endpoints.map(({ network }) => network.name).join(', ');
  if (does(topology.engine, 'no-route-inside')) {
    trace.push({ where: `network ${names}`, what: 'gives no default route', relies: 'no-route-inside' });
    return blocked(question, 'no-route', 'internal-only', { from });
  }
  if (sandbox.endpoints.every(({ network }) => network.lan))
    return blocked(question, 'no-route', 'internal-only', { from });
  if (to === 'the host itself' || !filters(topology.engine, 4)) return undefined;
  trace.push({ where: `network ${names}`, what: 'drops what leaves it', relies: 'not no-route-inside' });
  return blocked(question, 'timeout', 'internal-only', { from });
}

/** The network that is the way out, or that may be it while its settings are not known. */
function openWay(sandbox: Sandbox, family: IpFamily, engine: VersionedEngine): Network | undefined {
  const way = family === 6 ? defaultRouteOf(sandbox, 6, engine) : carrierOf(sandbox);
  const open = sandbox.endpoints.find(({ network }) => network.undecided !== undefined && !network.internal);
  return (way ?? open)?.network;
}

function withoutIpv6Outside(question: Question): Blocked | undefined {
  const { hostAddresses } = question.topology;
  if (hostAddresses.length === 0 || hostAddresses.some(({ family }) => family === 6)) return undefined;
  return blocked(question, 'no-route', 'host-without-ipv6', {});
}

export function withoutNetwork(question: Question): Blocked {
  return blocked(question, 'no-route', 'no-network', { from: originText(question.from) });
}

/** A bridge without an IPv4 address leads nowhere, and nothing leads to it. */
export function withoutBridge(question: Question, { name }: Network): Blocked {
  return blocked(question, 'timeout', 'bridge-without-ipv4', { network: name });
}

/** Whether the answer to what left a network with the address of a container comes over that network itself: both are members. */
export function isAnsweredOver(network: Network, there: Sandbox): boolean {
  return there.endpoints.some((one) => one.network === network);
}

/**
 * What is answered over a shared network without icc: the answer to a datagram has the address there, so it belongs to no
 * connection that is known, and is dropped. Answers of TCP and to pings have the address that was dialled, and pass where the filter
 * of the network looks at connections first: in IPv4, and where it is routed.
 */
export function answerShutOut(question: Question, network: Network, family: IpFamily): Blocked | undefined {
  if (network.icc) return undefined;
  const passes = family === 4 || network.gatewayModes[family] === 'routed';
  if (question.port?.protocol !== 'udp' && passes) return undefined;
  return blocked(question, 'timeout', 'answer-without-icc', { network: network.name });
}
