import { type ClusterService } from '../cluster';
import { type GroupedInterface, type Gate } from './gate';
import { type NetworkMode } from '../network-mode';
import { textOf } from '../port-use';
import { covers, letsAnything, type TrafficRule } from '../security-group';
import { type Service } from '../service';
import { serviceModeOf } from '../service-reading';
import { blockedBy, type ServiceVerdict, undecidedFor } from './service-verdict';
import { type Listed } from '../../values/listed';
import { isKnown } from '../../values/unknown';

export function isFilled<T>(list: readonly T[] | undefined): list is readonly T[] {
  return list !== undefined && list.length > 0;
}

/** The network modes of who calls and who is called, or the verdict that one of the modes gives by itself. */
export function modesOf(
  caller: Service,
  called: Service,
): { readonly here: NetworkMode; readonly there: NetworkMode } | ServiceVerdict {
  const [here, there] = [serviceModeOf(caller), serviceModeOf(called)];
  if (here?.reachesNetwork === false) return withoutNetwork(here, 'caller');
  if (there?.reachesNetwork === false) return withoutNetwork(there, 'called');
  return here && there ? { here, there } : undecidedFor({ code: 'mode-unknown', facts: {} });
}

function withoutNetwork({ name: mode }: NetworkMode, side: 'caller' | 'called'): ServiceVerdict {
  return blockedBy({ code: 'mode-without-network', facts: { mode, side } });
}

export function outOfSight({ service }: ClusterService): ServiceVerdict {
  return undecidedFor({ code: 'security-groups-unknown', facts: { service: service.at.path } });
}

/** The verdict about every pair, when all of them agree. */
export function inEveryWay<T extends GroupedInterface>(
  sources: readonly GroupedInterface[],
  targets: readonly T[],
  judge: (source: GroupedInterface, target: T) => ServiceVerdict,
): ServiceVerdict {
  const ways = sources.flatMap((source) => targets.map((target) => judge(source, target)));
  const [first] = ways;
  return first && ways.every(({ kind }) => kind === first.kind)
    ? first
    : undecidedFor({ code: 'instances-differ', facts: {} });
}

/** From one interface to another one, on one port or what stands for it. */
export function through(source: GroupedInterface, target: Gate, protocol: 'tcp' | 'udp'): ServiceVerdict {
  const { ports } = target;
  const port = textOf({ first: ports[0], last: ports[1], protocol });
  return between(source, target, (rules, peers) => covers(rules, peers, ports, protocol), ports, port);
}

/** Anything from one interface to another one. */
export function anything(source: GroupedInterface, target: GroupedInterface): ServiceVerdict {
  return between(source, target, letsAnything, [0, 65535]);
}

/** What both sides' rules come to. A set of groups lets through what any of them lets through. */
function between(
  source: GroupedInterface,
  target: GroupedInterface,
  lets: (rules: Listed<TrafficRule>, peers: readonly string[]) => boolean | undefined,
  ports: readonly [number, number],
  port?: string,
): ServiceVerdict {
  const facts = { from: pathsOf(source), to: pathsOf(target), ...(port === undefined ? {} : { port }) };
  const out = source.groups.map(({ egress }) => (egress ? lets(egress, keysOf(target)) : true));
  const into = target.groups.map(({ ingress }) => lets(ingress, keysOf(source)));
  const closed = out.every((one) => one === false)
    ? 'nothing-let-out'
    : into.every((one) => one === false)
      ? 'not-admitted'
      : undefined;
  if (closed) {
    // between tasks on one instance no security group stands
    return source.capacity === undefined || source.capacity !== target.capacity
      ? blockedBy({ code: closed, facts })
      : undecidedFor({ code: `${closed}-unless-together`, facts });
  }
  if (!into.includes(true) || !out.includes(true)) return undecidedFor({ code: 'rules-unknown', facts });
  return open(source, target, ports, into);
}

/** What security groups let through, where something joins the networks of both. */
function open(
  source: GroupedInterface,
  target: GroupedInterface,
  ports: readonly [number, number],
  into: readonly (boolean | undefined)[],
): ServiceVerdict {
  const vpcs = new Set([...source.groups, ...target.groups].map(({ vpc }) => vpc).filter((vpc) => vpc !== undefined));
  if ([...vpcs].every(isKnown) && vpcs.size > 1) {
    return undecidedFor({ code: 'vpcs-differ', facts: {} });
  }
  const admitting = target.groups.filter((_, index) => into[index]);
  return { kind: 'open', ports, names: [], groups: admitting.map(({ at }) => at.path) };
}

function keysOf({ groups }: GroupedInterface): string[] {
  return groups.map(({ key }) => key);
}

function pathsOf({ groups }: GroupedInterface): string[] {
  return groups.map(({ at }) => at.path);
}
