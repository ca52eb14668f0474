import { type Cluster } from '../../../../lib/core/ecs/cluster';
import { serviceIsolation } from '../../../../lib/core/ecs/reach/service-isolation';
import { serviceFlows } from '../../../../lib/core/ecs/reach/service-reach';
import { readCloudFormation } from '../../../../lib/formats';
import fc from '../../../law';
import {
  cluster,
  connect,
  hosted,
  instances,
  ref,
  task,
  template,
  withPorts,
  type Data,
  type Resource,
} from '../../rules/pairs/template';

const SIDES = ['Caller', 'Server'] as const;
type Side = (typeof SIDES)[number];
const GROUPS = ['G0', 'G1', 'G2'] as const;
type Group = (typeof GROUPS)[number];

/** What a security group lets through, in or out. */
interface Rule {
  readonly protocol: 'tcp' | 'udp' | '-1';
  readonly from: number;
  readonly to: number;
  /** Undefined: everyone. */
  readonly peer: Group | undefined;
}

interface Drawn {
  readonly modes: Readonly<Record<Side, 'awsvpc' | 'bridge' | 'host'>>;
  /** Of each side: those of its tasks where they have interfaces of their own, else those of its instances. */
  readonly groups: Readonly<Record<Side, readonly Group[]>>;
  readonly ingress: Readonly<Record<Group, readonly Rule[]>>;
  /** Undefined: everything is let out, as AWS does where none is given. */
  readonly egress: Readonly<Record<Group, readonly Rule[] | undefined>>;
  readonly hostPort: number;
  readonly connected: boolean;
  readonly together: boolean;
}

const BOUNDS = [0, 79, 80, 81, 8080, 32768, 60999, 65535] as const;
const rule: fc.Arbitrary<Rule> = fc
  .record({
    protocol: fc.constantFrom('tcp', 'tcp', 'udp', '-1'),
    bounds: fc.tuple(fc.constantFrom(...BOUNDS), fc.constantFrom(...BOUNDS)),
    peer: fc.constantFrom(undefined, ...GROUPS),
  })
  .map(({ protocol, bounds, peer }) => ({ protocol, from: Math.min(...bounds), to: Math.max(...bounds), peer }));
const rules = fc.array(rule, { maxLength: 2 });
const some = fc.array(rule, { minLength: 1, maxLength: 2 });
const mode = fc.constantFrom('awsvpc' as const, 'bridge' as const, 'host' as const);
const groups = fc.subarray([...GROUPS], { minLength: 1, maxLength: 2 });

const drawn: fc.Arbitrary<Drawn> = fc.record({
  modes: fc.record({ Caller: mode, Server: mode }),
  groups: fc.record({ Caller: groups, Server: groups }),
  ingress: fc.record({ G0: rules, G1: rules, G2: rules }),
  egress: fc.record({
    G0: fc.option(some, { nil: undefined }),
    G1: fc.option(some, { nil: undefined }),
    G2: fc.constant(undefined),
  }),
  hostPort: fc.constantFrom(0, 8080),
  connected: fc.boolean(),
  together: fc.boolean(),
});

const idOf = (group: Group): Data => ({ 'Fn::GetAtt': [group, 'GroupId'] });

function written({ protocol, from, to, peer }: Rule, direction: 'Source' | 'Destination'): Data {
  return {
    IpProtocol: protocol,
    ...(protocol === '-1' ? {} : { FromPort: from, ToPort: to }),
    ...(peer === undefined ? { CidrIp: '0.0.0.0/0' } : { [`${direction}SecurityGroupId`]: idOf(peer) }),
  };
}

/** Two services in one cluster, each on instances of its own unless they run together. */
function clusterOf({ modes, groups: of, ingress, egress, hostPort, connected, together }: Drawn): Cluster {
  const parts: Record<string, Resource>[] = [cluster(SIDES)];
  for (const group of GROUPS) {
    const out = egress[group];
    const Properties = {
      GroupDescription: group,
      VpcId: 'vpc-11111111',
      SecurityGroupIngress: ingress[group].map((one) => written(one, 'Source')),
      ...(out && { SecurityGroupEgress: out.map((one) => written(one, 'Destination')) }),
    };
    parts.push({ [group]: { Type: 'AWS::EC2::SecurityGroup', Properties } });
  }
  for (const side of SIDES) {
    const own = modes[side];
    const hostPorts = { awsvpc: {}, host: {}, bridge: { HostPort: hostPort } }[own];
    const { Task } = task(own, [withPorts({ ContainerPort: 80, Protocol: 'tcp', Name: 'http', ...hostPorts })]);
    const on = together && own !== 'awsvpc' && modes.Server !== 'awsvpc' ? 'Server' : side;
    parts.push(
      instances(side, { securityGroups: of[side].map(idOf) }),
      { [`${side}Task`]: { ...Task!, Properties: { ...Task!.Properties, Family: side } } },
      hosted(
        {
          TaskDefinition: ref(`${side}Task`),
          LaunchType: undefined,
          CapacityProviderStrategy: [{ CapacityProvider: ref(`${on}Provider`) }],
          ...(own === 'awsvpc' && {
            NetworkConfiguration: {
              AwsvpcConfiguration: { Subnets: ['subnet-11111111'], SecurityGroups: of[side].map(idOf) },
            },
          }),
          ...(connected && connect(side === 'Server' ? [{ PortName: 'http' }] : [])),
        },
        side,
      ),
    );
  }
  return readCloudFormation({ body: template(...parts) }).clusters[0]!;
}

const isTogether = ({ together, modes }: Drawn): boolean =>
  together && modes.Caller !== 'awsvpc' && modes.Server !== 'awsvpc';
const callersOf = (one: Drawn): readonly Group[] => (isTogether(one) ? one.groups.Server : one.groups.Caller);

/** The ports of the server that packets come in on, as the documentation of each mode has it. */
function portsOf({ modes, hostPort, connected }: Drawn, { capacity }: Cluster): readonly [number, number] {
  if (modes.Server !== 'bridge') return [80, 80];
  // the proxy has a host port of its own; tasks in mode host have none
  if (hostPort !== 0 && !(connected && modes.Caller !== 'host')) return [hostPort, hostPort];
  const { dynamicPorts } = capacity.items[0]!;
  return 'first' in dynamicPorts ? [dynamicPorts.first, dynamicPorts.last] : [0, 0];
}

/** Whether some rules let a port through to or from some groups. */
const lets = (some: readonly Rule[] | undefined, peers: readonly Group[], port: number): boolean =>
  some === undefined ||
  some.some(
    ({ protocol, from, to, peer }) =>
      (peer === undefined || peers.includes(peer)) &&
      (protocol === '-1' || (protocol === 'tcp' && from <= port && port <= to)),
  );

/** Of each port in a range that a rule could tell apart: whether it gets out of the caller, and into the server. */
function wayOf(one: Drawn, [first, last]: readonly [number, number]): { out: boolean[]; into: boolean[] } {
  const probes = [first, last, ...BOUNDS.flatMap((bound) => [bound - 1, bound, bound + 1])].filter(
    (port) => port >= first && port <= last,
  );
  const [mine, theirs] = [callersOf(one), one.groups.Server];
  return {
    out: probes.map((port) => mine.some((group) => lets(one.egress[group], theirs, port))),
    into: probes.map((port) => theirs.some((group) => lets(one.ingress[group], mine, port))),
  };
}

test('a service gets through exactly where the rules of both sides let every port through', () => {
  fc.assert(
    fc.property(drawn, (one) => {
      const found = clusterOf(one);
      const { verdict } = serviceFlows(found).find(({ from }) => from.at.path === 'Caller')!;
      const ports = portsOf(one, found);
      const { out, into } = wayOf(one, ports);
      const [every, none] = [(all: boolean[]) => all.every(Boolean), (all: boolean[]) => !all.some(Boolean)];
      if (verdict.kind === 'open') {
        expect({ ports: verdict.ports, out: every(out), into: every(into) }).toEqual({ ports, out: true, into: true });
        const admitting = one.groups.Server.filter((group) => verdict.groups.includes(group));
        expect(admitting).toEqual(verdict.groups);
        return;
      }
      const { code } = verdict.reason;
      if (code.startsWith('nothing-let-out')) expect(none(out)).toBe(true);
      else if (code.startsWith('not-admitted'))
        expect({ out: none(out), into: none(into) }).toEqual({ out: false, into: true });
      else {
        // a part of the ports, or several rules that share them
        expect(code).toBe('rules-unknown');
        expect(ports[0]).toBeLessThan(ports[1]);
      }
      expect(code.endsWith('-unless-together')).toBe(isTogether(one) && code !== 'rules-unknown');
    }),
  );
});

test('what is isolated is reached on no port, and what is reached is not isolated', () => {
  fc.assert(
    fc.property(drawn, (one) => {
      const found = clusterOf(one);
      const [from, to] = SIDES.map((side) => ({
        cluster: found,
        service: found.services.items.find(({ at }) => at.path === side)!,
      }));
      const isolation = serviceIsolation(from!, to!);
      const { verdict } = serviceFlows(found).find((flow) => flow.from.at.path === 'Caller')!;
      if (isolation.kind === 'blocked') expect(verdict.kind).toBe('blocked');
      if (verdict.kind === 'open') expect(isolation.kind).toBe('open');
      const passes = GROUPS.some(
        (group) =>
          one.groups.Server.includes(group) &&
          one.ingress[group].some(({ peer }) => peer === undefined || callersOf(one).includes(peer)),
      );
      if (!passes) expect(isolation.kind).toBe(isTogether(one) ? 'unknown' : 'blocked');
    }),
  );
});

test('a service that is offered through Service Connect has a port of the proxy, whatever its own host port is', () => {
  const groups: Drawn['groups'] = { Caller: ['G0'], Server: ['G1'] };
  const offered: Drawn = {
    modes: { Caller: 'bridge', Server: 'bridge' },
    groups,
    ingress: { G0: [], G1: [{ protocol: 'tcp', from: 8080, to: 8080, peer: 'G0' }], G2: [] },
    egress: { G0: undefined, G1: undefined, G2: undefined },
    hostPort: 8080,
    connected: true,
    together: false,
  };
  const kindOf = (one: Drawn): string =>
    serviceFlows(clusterOf(one)).find(({ from }) => from.at.path === 'Caller')!.verdict.kind;
  expect([kindOf(offered), kindOf({ ...offered, connected: false })]).toEqual(['blocked', 'open']);
});
