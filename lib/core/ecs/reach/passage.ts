import { type ClusterService } from '../cluster';
import { type Carrier, type Gate } from './gate';
import { type NetworkMode } from '../network-mode';
import { textOf } from '../port-use';
import { covers, letsAnything, type TrafficRule } from '../security-group';
import { type ServiceVerdict } from './service-verdict';
import { type Listed } from '../../values/listed';
import { isKnown } from '../../values/unknown';

export function isFilled<T>(list: readonly T[] | undefined): list is readonly T[] {
  return list !== undefined && list.length > 0;
}

export function withoutNetwork({ name }: NetworkMode, side: 'caller' | 'service that is called'): ServiceVerdict {
  return {
    kind: 'blocked',
    because: `tasks in mode ${name} have no network`,
    fix: `take a mode that has one for the ${side}`,
  };
}

export function outOfSight({ service }: ClusterService): ServiceVerdict {
  return { kind: 'unknown', why: `the security groups of ${service.at.path} are not in sight` };
}

/** The verdict about every pair, when all of them agree. */
export function inEveryWay<T extends Carrier>(
  sources: readonly Carrier[],
  targets: readonly T[],
  judge: (source: Carrier, target: T) => ServiceVerdict,
): ServiceVerdict {
  const ways = sources.flatMap((source) => targets.map((target) => judge(source, target)));
  const [first] = ways;
  return first && ways.every(({ kind }) => kind === first.kind)
    ? first
    : { kind: 'unknown', why: 'it depends on the instances that the tasks are placed on' };
}

/** From one carrier into another one, on one port or what stands for it. */
export function through(source: Carrier, target: Gate, protocol: 'tcp' | 'udp'): ServiceVerdict {
  const { ports } = target;
  const port = textOf({ first: ports[0], last: ports[1], protocol });
  return between(source, target, (rules, peers) => covers(rules, peers, ports, protocol), ports, {
    to: `${port} of `,
    on: ` on ${port}`,
    for: ` for ${port}`,
    letOut: 'add an outgoing rule for that port to the security group of the caller',
    letIn: 'allow the security group of the caller on that port in that of the service that is called',
  });
}

/** Anything from one carrier into another one. */
export function anything(source: Carrier, target: Carrier): ServiceVerdict {
  return between(source, target, letsAnything, [0, 65535], {
    to: '',
    on: '',
    for: '',
    letOut: 'add an outgoing rule to the security group of the caller',
    letIn: 'allow the security group of the caller in that of the service that is called',
  });
}

/** What a verdict says of the ports that were asked about, and of the way out. */
interface Wording {
  readonly to: string;
  readonly on: string;
  readonly for: string;
  readonly letOut: string;
  readonly letIn: string;
}

/** What both sides' rules come to. A set of groups lets through what any of them lets through. */
function between(
  source: Carrier,
  target: Carrier,
  lets: (rules: Listed<TrafficRule>, peers: readonly string[]) => boolean | undefined,
  ports: readonly [number, number],
  words: Wording,
): ServiceVerdict {
  const [from, to] = [pathsOf(source), pathsOf(target)];
  const out = source.groups.map(({ egress }) => (egress ? lets(egress, keysOf(target)) : true));
  const into = target.groups.map(({ ingress }) => lets(ingress, keysOf(source)));
  if (out.every((one) => one === false)) {
    return blocked(source, target, `${from} lets nothing out to ${words.to}${to}`, words.letOut);
  }
  if (into.every((one) => one === false)) {
    return blocked(source, target, `${to} does not admit ${from}${words.on}`, words.letIn);
  }
  if (!into.includes(true) || !out.includes(true)) {
    return { kind: 'unknown', why: `the rules of ${to} and ${from}${words.for} are not all decided` };
  }
  return open(source, target, ports, into);
}

/** What security groups block. Between tasks on one instance none of them stands. */
function blocked(source: Carrier, target: Carrier, because: string, fix: string): ServiceVerdict {
  if (source.capacity === undefined || source.capacity !== target.capacity) return { kind: 'blocked', because, fix };
  return { kind: 'unknown', why: `${because}; tasks that share an instance get through all the same`, fix };
}

/** What security groups let through, where something joins the networks of both. */
function open(
  source: Carrier,
  target: Carrier,
  ports: readonly [number, number],
  into: readonly (boolean | undefined)[],
): ServiceVerdict {
  const vpcs = new Set([...source.groups, ...target.groups].map(({ vpc }) => vpc).filter((vpc) => vpc !== undefined));
  if ([...vpcs].every(isKnown) && vpcs.size > 1) {
    return { kind: 'unknown', why: 'they are in different VPCs, and what joins these is not looked at' };
  }
  const admitting = target.groups.filter((_, index) => into[index]);
  return { kind: 'open', ports, names: [], groups: admitting.map(({ at }) => at.path) };
}

function keysOf({ groups }: Carrier): string[] {
  return groups.map(({ key }) => key);
}

function pathsOf({ groups }: Carrier): string {
  return groups.map(({ at }) => at.path).join(' and ');
}
