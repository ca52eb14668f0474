import { type Cluster } from '../../../../lib/core/ecs/cluster';
import { serviceDifference } from '../../../../lib/core/ecs/reach/service-difference';
import { isolationsBetween, serviceIsolationText } from '../../../../lib/core/ecs/reach/service-isolation';
import {
  flowsBetween,
  isServiceCalled,
  serviceFlows,
  serviceFlowText,
  servicePorts,
  servicesCalled,
} from '../../../../lib/core/ecs/reach/service-reach';
import { readCloudFormation } from '../../../../lib/formats';
import { Port } from '../../../../lib/core/values/port';
import { Unknown } from '../../../../lib/core/values/unknown';
import {
  cluster,
  connect,
  hosted,
  instances,
  ref,
  task,
  template,
  withPorts,
  registered,
  type Data,
  type Resource,
} from '../../rules/pairs/template';

/** A service, in awsvpc mode with a group of its own unless it says otherwise. */
interface Sketch {
  readonly mode?: string;
  /** Its mappings. @default - 80/tcp, called http */
  readonly ports?: readonly Data[];
  readonly groups?: readonly unknown[];
  readonly more?: Data;
}
/** What a group lets in, and out where that is not everything. */
interface Group {
  readonly vpc?: unknown;
  readonly ingress?: readonly Data[];
  readonly egress?: readonly Data[];
}

const HTTP: Data = { ContainerPort: 80, Protocol: 'tcp', Name: 'http' };
const idOf = (name: string): Data => ({ 'Fn::GetAtt': [name, 'GroupId'] });
const tcp = (from: number, to: number, peer: Data): Data => ({
  IpProtocol: 'tcp',
  FromPort: from,
  ToPort: to,
  ...peer,
});
const ANYONE = { CidrIp: '0.0.0.0/0' };
const OPEN: Group = { ingress: [{ IpProtocol: '-1', ...ANYONE }] };

function clusterOf(
  services: Readonly<Record<string, Sketch>>,
  groups: Readonly<Record<string, Group>>,
  capacity: Readonly<Record<string, readonly unknown[]>> = { Pool: [] },
  others: Record<string, Resource> = {},
): Cluster {
  const pools = Object.keys(capacity);
  const parts = [
    others,
    cluster(pools),
    ...pools.map((name) => instances(name, { securityGroups: capacity[name] ?? [] })),
  ];
  for (const [name, { vpc = 'vpc-11111111', ingress = [], egress }] of Object.entries(groups)) {
    const out = egress && { SecurityGroupEgress: egress };
    const Properties = { GroupDescription: name, VpcId: vpc, SecurityGroupIngress: ingress, ...out };
    parts.push({ [name]: { Type: 'AWS::EC2::SecurityGroup', Properties } });
  }
  for (const [name, { mode = 'awsvpc', ports = [HTTP], groups: own = [idOf(name + 'Group')], more }] of Object.entries(
    services,
  )) {
    const { Task } = task(mode, [withPorts(...ports)]);
    const AwsvpcConfiguration = { Subnets: ['subnet-11111111'], SecurityGroups: own };
    parts.push(
      { [`${name}Task`]: { ...Task!, Properties: { ...Task!.Properties, Family: name } } },
      hosted(
        {
          TaskDefinition: ref(`${name}Task`),
          LaunchType: 'EC2',
          ...(mode === 'awsvpc' ? { NetworkConfiguration: { AwsvpcConfiguration } } : {}),
          ...more,
        },
        name,
      ),
    );
  }
  return readCloudFormation({ body: template(...parts) }).clusters[0]!;
}

const said = (one: Cluster, from = 'Web', to = 'Db', port?: Port): string[] =>
  flowsBetween([one], from, to, port).map(serviceFlowText);

describe('what is said of a way between services', () => {
  const web: Sketch = { ports: [] };

  test('names the ports that it comes in on and the groups that admit it, of several the ones that do', () => {
    const groups = {
      WebGroup: {},
      DbGroup: { ingress: [tcp(80, 80, { SourceSecurityGroupId: idOf('WebGroup') })] },
      Idle: {},
    };
    const db: Sketch = { groups: [idOf('Idle'), idOf('DbGroup')] };
    expect(said(clusterOf({ Web: web, Db: db }, groups))).toEqual([
      'Web -> Db app 80/tcp: open: comes in on 80, admitted by DbGroup',
    ]);
  });

  test('names what blocks and what would open it', () => {
    const shut = clusterOf({ Web: web, Db: {} }, { WebGroup: {}, DbGroup: {} });
    expect(said(shut)).toEqual([
      'Web -> Db app 80/tcp: blocked: DbGroup does not admit WebGroup on 80/tcp\n' +
        '  fix: give DbGroup an incoming rule that admits WebGroup on 80/tcp',
    ]);
    const inside = clusterOf({ Web: web, Db: {} }, { WebGroup: { egress: [tcp(443, 443, ANYONE)] }, DbGroup: OPEN });
    expect(said(inside)).toEqual([
      'Web -> Db app 80/tcp: blocked: WebGroup lets nothing out to 80/tcp of DbGroup\n' +
        '  fix: give WebGroup an outgoing rule for 80/tcp to DbGroup',
    ]);
  });

  test('names all the groups of both sides, and all the ports, where several do not let through', () => {
    const two = (name: string) => [idOf(`${name}One`), idOf(`${name}Two`)];
    const open = { egress: [tcp(443, 443, ANYONE)] };
    const names = ['WebOne', 'WebTwo', 'DbOne', 'DbTwo'];
    const of = (out: Group) =>
      said(
        clusterOf(
          { Web: { ports: [], groups: two('Web') }, Db: { groups: two('Db') } },
          Object.fromEntries(names.map((name) => [name, name.startsWith('Web') ? out : {}])),
        ),
      );
    expect(of({})).toEqual([
      'Web -> Db app 80/tcp: blocked: DbOne and DbTwo do not admit WebOne and WebTwo on 80/tcp\n' +
        '  fix: give DbOne or DbTwo an incoming rule that admits WebOne or WebTwo on 80/tcp',
    ]);
    expect(of(open)).toEqual([
      'Web -> Db app 80/tcp: blocked: WebOne and WebTwo let nothing out to 80/tcp of DbOne and DbTwo\n' +
        '  fix: give WebOne or WebTwo an outgoing rule for 80/tcp to DbOne and DbTwo',
    ]);
    const both = Object.fromEntries(names.map((name) => [name, OPEN]));
    const dynamic = { mode: 'bridge', ports: [{ ...HTTP, HostPort: 0 }], groups: [] };
    expect(said(clusterOf({ Web: { ports: [], groups: two('Web') }, Db: dynamic }, both, { Pool: two('Db') }))).toEqual(
      ['Web -> Db app 80/tcp: open: comes in on 32768-60999, admitted by DbOne and DbTwo'],
    );
  });

  test('has no fix where a definition could say nothing that decides it', () => {
    const groups = { WebGroup: { vpc: 'vpc-11111111' }, DbGroup: { vpc: 'vpc-22222222', ...OPEN } };
    expect(said(clusterOf({ Web: web, Db: {} }, groups))).toEqual([
      'Web -> Db app 80/tcp: unknown: they are in different VPCs, and what joins these is not looked at',
    ]);
  });

  test('names tasks without a network, whichever side they are on', () => {
    const groups = { WebGroup: {}, DbGroup: OPEN };
    const none: Sketch = { mode: 'none', ports: [{ ContainerPort: 80 }] };
    const [caller] = said(clusterOf({ Web: none, Db: {} }, groups));
    expect(caller).toContain(
      'blocked: tasks in mode none have no network\n  fix: take a mode that has one for the caller',
    );
    const [called] = said(clusterOf({ Web: web, Db: none }, groups));
    expect(called).toContain('fix: take a mode that has one for the service that is called');
    const between = (services: Parameters<typeof clusterOf>[0]): string[] =>
      isolationsBetween([clusterOf(services, groups)], 'Web', 'Db').map(serviceIsolationText);
    expect(between({ Web: none, Db: {} })).toEqual(['Web -> Db: blocked: tasks in mode none have no network']);
    expect(between({ Web: {}, Db: none })).toEqual(['Web -> Db: blocked: tasks in mode none have no network']);
  });

  test('is open where the groups are not in sight, the mode is not known, or two VPCs lie between', () => {
    const groups = { WebGroup: {}, DbGroup: OPEN };
    const reason = (one: Cluster): unknown => {
      const { verdict } = flowsBetween([one], 'Web', 'Db')[0]!;
      return verdict.kind === 'unknown' ? [verdict.reason.code, verdict.reason.facts, verdict.fix] : verdict.kind;
    };
    const unseen: Sketch = { groups: ['sg-99999999'] };
    expect(reason(clusterOf({ Web: unseen, Db: {} }, groups))).toEqual([
      'security-groups-unknown',
      { service: 'Web' },
      undefined,
    ]);
    expect(reason(clusterOf({ Web: {}, Db: unseen }, groups))).toEqual([
      'security-groups-unknown',
      { service: 'Db' },
      undefined,
    ]);
    const apart = { WebGroup: { vpc: 'vpc-22222222' }, DbGroup: OPEN };
    expect(reason(clusterOf({ Web: {}, Db: {} }, apart))).toEqual(['vpcs-differ', {}, undefined]);
    const open = { WebGroup: { vpc: ref('Vpc') }, DbGroup: OPEN };
    expect(reason(clusterOf({ Web: {}, Db: {} }, open))).not.toBe('blocked');
  });

  test('hangs on the instances where they differ, and on the part of the dynamic ports that is admitted', () => {
    const groups = { WebGroup: {}, Closed: {}, Opened: OPEN, Part: { ingress: [tcp(32_768, 40_000, ANYONE)] } };
    const db = (strategy: readonly string[]): Sketch => ({
      mode: 'bridge',
      ports: [{ ...HTTP, HostPort: 0 }],
      more: {
        LaunchType: undefined,
        CapacityProviderStrategy: strategy.map((name) => ({ CapacityProvider: ref(`${name}Provider`) })),
      },
    });
    const pools = { A: [idOf('Closed')], B: [idOf('Opened')], C: [idOf('Part')] };
    const ask = (...strategy: string[]): unknown[] =>
      flowsBetween([clusterOf({ Web: web, Db: db(strategy) }, groups, pools)], 'Web', 'Db').map(({ verdict }) =>
        verdict.kind === 'open'
          ? [verdict.ports, verdict.groups]
          : [verdict.kind, verdict.reason.code, verdict.reason.facts],
      );
    expect(ask('A')).toMatchObject([['blocked', 'not-admitted', { from: ['WebGroup'], to: ['Closed'] }]]);
    expect(ask('B')).toEqual([[expect.arrayContaining([expect.any(Number)]), ['Opened']]]);
    expect(ask('A', 'B')).toEqual([['unknown', 'instances-differ', {}]]);
    expect(ask('C')).toMatchObject([['unknown', 'rules-unknown', { from: ['WebGroup'], to: ['Part'] }]]);
  });

  test('is not asked of a mode that is not known, whichever side has it, and not of a service whose task is not', () => {
    const groups = { WebGroup: {}, DbGroup: OPEN };
    const later: Sketch = { mode: 'awsvpc', more: { TaskDefinition: ref('Later') } };
    const codes = (services: Parameters<typeof clusterOf>[0]): unknown[] =>
      [
        ...flowsBetween([clusterOf(services, groups)], 'Web', 'Db'),
        ...isolationsBetween([clusterOf(services, groups)], 'Web', 'Db'),
      ].map(({ verdict }) => verdict.kind === 'unknown' && verdict.reason.code);
    expect(codes({ Web: later, Db: {} })).toEqual(['mode-unknown', 'mode-unknown']);
    expect(codes({ Web: {}, Db: later })).toEqual(['mode-unknown']);
  });

  test('of groups that are not in sight is nothing that isolates', () => {
    const groups = { WebGroup: {}, DbGroup: OPEN };
    const unseen: Sketch = { groups: ['sg-99999999'] };
    for (const services of [
      { Web: unseen, Db: {} },
      { Web: {}, Db: unseen },
      { Web: { groups: [] }, Db: {} },
    ])
      expect(isolationsBetween([clusterOf(services, groups)], 'Web', 'Db').map(({ verdict }) => verdict)).toMatchObject(
        [{ kind: 'unknown', reason: { code: 'security-groups-unknown' } }],
      );
  });

  test('of tasks that may share an instance says that they get through all the same', () => {
    const groups = { Closed: {} };
    const fixed: Sketch = { mode: 'bridge', ports: [{ ...HTTP, HostPort: 8080 }] };
    const one = clusterOf({ Web: { mode: 'bridge', ports: [] }, Db: fixed }, groups, { Pool: [idOf('Closed')] });
    expect(said(one)).toEqual([
      'Web -> Db app 80/tcp: unknown: Closed does not admit Closed on 8080/tcp; tasks that share an instance get through all the same\n' +
        '  fix: give Closed an incoming rule that admits Closed on 8080/tcp',
    ]);
    expect(isolationsBetween([one], 'Web', 'Db').map(serviceIsolationText)).toEqual([
      'Web -> Db: unknown: Closed does not admit Closed; tasks that share an instance get through all the same',
    ]);
  });
});

describe('isolation', () => {
  test('is asked of every service but itself, and says what admits or blocks', () => {
    const one = clusterOf({ Web: {}, Db: {} }, { WebGroup: { egress: [] }, DbGroup: OPEN });
    const shut = clusterOf(
      { Web: {}, Db: {} },
      { WebGroup: { egress: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 1, CidrIp: '192.0.2.1/32' }] }, DbGroup: {} },
    );
    expect(isolationsBetween([one], 'Web', 'Db').map(serviceIsolationText)).toEqual([
      'Web -> Db: open: admitted by DbGroup',
    ]);
    expect(isolationsBetween([shut], 'Db', 'Web').map(serviceIsolationText)).toEqual([
      'Db -> Web: blocked: WebGroup does not admit DbGroup',
    ]);
    expect(isolationsBetween([one], 'Web', 'Web')).toEqual([]);
  });
});

describe('a service is called', () => {
  const one = clusterOf(
    { WebService1A2B3C4D: {}, Db: { more: { ServiceName: 'orders' } } },
    { WebService1A2B3C4DGroup: {}, DbGroup: OPEN },
  );
  const paths = (name: string): string[] => servicesCalled([one], name).map(({ service }) => service.at.path);

  test('by its path, by its id without what CDK appends, or by its name', () => {
    expect(paths('WebService1A2B3C4D')).toEqual(['WebService1A2B3C4D']);
    expect(paths('WebService')).toEqual(['WebService1A2B3C4D']);
    expect(paths('orders')).toEqual(['Db']);
    expect([isServiceCalled([one], 'orders'), isServiceCalled([one], 'Service')]).toEqual([true, false]);
  });

  test('in any case, unless one is called just so', () => {
    expect([paths('ORDERS'), paths('webservice'), paths('db')]).toEqual([['Db'], ['WebService1A2B3C4D'], ['Db']]);
    const both = clusterOf(
      { Db: { more: { ServiceName: 'Orders' } }, Web: { more: { ServiceName: 'orders' } } },
      { DbGroup: OPEN, WebGroup: OPEN },
    );
    const called = (name: string): string[] => servicesCalled([both], name).map(({ service }) => service.at.path);
    expect([called('orders'), called('Orders'), called('ORDERS')]).toEqual([['Web'], ['Db'], ['Db', 'Web']]);
  });

  test('and who is not there is named with those who are', () => {
    expect(() => servicesCalled([one], 'Api')).toThrow('there is no service "Api"; there is WebService1A2B3C4D, Db');
    expect(() => servicesCalled([], 'Api')).toThrow('there is no service "Api"; there is none');
    expect(() => servicesCalled([one], 'Api')).toThrow('the end of it, or its name');
  });
});

describe('a port of a service', () => {
  const ports = [HTTP, { ContainerPort: 53, Protocol: 'udp', Name: 'dns' }];
  const offers = [{ PortName: 'http', DiscoveryName: 'api', ClientAliases: [{ Port: 8080, DnsName: 'api' }] }];
  const groups = { WebGroup: {}, DbGroup: OPEN };

  test('is one that its task definition maps, with protocol', () => {
    const one = clusterOf({ Db: { ports } }, groups);
    expect(servicePorts(one).map(({ container, port, protocol }) => [container, port, protocol])).toEqual([
      ['app', 80, 'tcp'],
      ['app', 53, 'udp'],
    ]);
    const later = clusterOf({ Db: { ports: [{ ContainerPort: 80, Protocol: ref('Later') }, HTTP] } }, groups);
    expect(servicePorts(later)).toHaveLength(1);
  });

  test('is dialled by its own number, or by that of an alias of Service Connect, in its protocol', () => {
    const one = clusterOf({ Web: { more: connect([]) }, Db: { ports, more: connect(offers) } }, groups);
    const open = 'Web -> Db app 80/tcp: open: dial api:8080, comes in on 80, admitted by DbGroup';
    expect(said(one, 'Web', 'Db', Port.tcp(80))).toEqual([open]);
    expect(said(one, 'Web', 'Db', Port.tcp(8080))).toEqual([open]);
    expect(said(one, 'Web', 'Db', Port.tcp(53))).toEqual([]);
    expect(said(one, 'Web', 'Db', Port.tcp(81))).toEqual([]);
    expect(said(one)).toHaveLength(2);
  });

  test('is none that it says a part of later', () => {
    const one = (port: Data) => servicePorts(clusterOf({ Db: { ports: [port] } }, groups)).length;
    expect([one(HTTP), one({ ...HTTP, ContainerPort: ref('Later') })]).toEqual([1, 0]);
  });

  test('is dialled by one of its aliases of several, and not by what the port of none is', () => {
    const several = [
      {
        PortName: 'http',
        ClientAliases: [
          { Port: 8080, DnsName: 'api' },
          { Port: 9090, DnsName: 'far' },
        ],
      },
    ];
    const one = clusterOf({ Web: { more: connect([]) }, Db: { ports, more: connect(several) } }, groups);
    const open = 'Web -> Db app 80/tcp: open: dial api:8080 or far:9090, comes in on 80, admitted by DbGroup';
    expect(said(one, 'Web', 'Db', Port.tcp(9090))).toEqual([open]);
    expect(said(one, 'Web', 'Db', Port.tcp(9091))).toEqual([]);
    // without Service Connect there are no aliases to go by
    const apart = clusterOf({ Web: {}, Db: { ports, more: connect(several) } }, groups);
    expect([said(apart, 'Web', 'Db', Port.tcp(9090)), said(apart, 'Web', 'Db', Port.tcp(80)).length]).toEqual([[], 1]);
  });

  test('has a name of Service Connect where both take part in one namespace: an alias, else the discovery name', () => {
    const names = (mine: Data | undefined, theirs: Data | undefined): readonly string[] => {
      const one = clusterOf({ Web: mine ? { more: mine } : {}, Db: theirs ? { more: theirs } : {} }, groups);
      const { verdict } = flowsBetween([one], 'Web', 'Db')[0]!;
      return verdict.kind === 'open' ? verdict.names : [verdict.kind];
    };
    expect(names(connect([]), connect(offers))).toEqual(['api:8080']);
    expect(names(connect([]), connect([{ PortName: 'http', DiscoveryName: 'api' }]))).toEqual(['api.prod:80']);
    expect(names(connect([]), connect([{ PortName: 'http' }]))).toEqual(['http.prod:80']);
    expect(names(connect([]), connect([{ PortName: 'other' }]))).toEqual([]);
    expect(names(undefined, connect(offers))).toEqual([]);
    expect(names(connect([]), undefined)).toEqual([]);
    expect(names(connect([], { Namespace: 'test' }), connect(offers))).toEqual([]);
    // an ARN is no part of a name that a program can dial
    const arn = { Namespace: 'arn:aws:servicediscovery:eu-west-1:111122223333:namespace/ns-1' };
    expect(names(connect([], arn), connect([{ PortName: 'http' }], arn))).toEqual([]);
  });

  test('has the names of Cloud Map for everyone, where a record has an address and the task is what it leads to', () => {
    const records = (type: string): Record<string, Resource> => ({
      Space: {
        Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace',
        Properties: { Name: 'internal', Vpc: 'vpc-11111111' },
      },
      Registry: {
        Type: 'AWS::ServiceDiscovery::Service',
        Properties: {
          Name: 'db',
          NamespaceId: ref('Space'),
          DnsConfig: { DnsRecords: [{ Type: type, TTL: 60 }] },
        },
      },
    });
    const names = (type: string, more: Data = {}, mine: Data = {}): readonly string[] => {
      const db = {
        more: { ...registered(type === 'SRV' ? { ContainerName: 'app', ContainerPort: 80 } : {}), ...more },
      };
      const { verdict } = flowsBetween(
        [clusterOf({ Web: { more: mine }, Db: db }, groups, undefined, records(type))],
        'Web',
        'Db',
      )[0]!;
      return verdict.kind === 'open' ? verdict.names : [verdict.kind];
    };
    expect([names('A'), names('AAAA'), names('SRV')]).toEqual([['db.internal:80'], ['db.internal:80'], []]);
    const override = connect([{ PortName: 'http', IngressPortOverride: 9000 }]);
    // no port of its own is that of the task
    expect(names('A', connect([{ PortName: 'http', IngressPortOverride: 0 }]), connect([]))).toEqual([
      'http.prod:80',
      'db.internal:80',
    ]);
    expect(names('A', connect(offers), connect([]))).toEqual(['api:8080', 'db.internal:80']);
    expect(names('A', override, connect([]))).toEqual(['http.prod:80']);
  });

  test('behind a proxy with a port of its own is where the proxy listens', () => {
    const override = [{ PortName: 'http', IngressPortOverride: 9000 }];
    const admits = { WebGroup: {}, DbGroup: { ingress: [tcp(9000, 9000, ANYONE)] } };
    const one = clusterOf({ Web: { more: connect([]) }, Db: { more: connect(override) } }, admits);
    expect(said(one)).toEqual(['Web -> Db app 80/tcp: open: dial http.prod:80, comes in on 9000, admitted by DbGroup']);
    const direct = clusterOf({ Web: {}, Db: { more: connect(override) } }, admits);
    expect(said(direct)[0]).toContain('blocked: DbGroup does not admit WebGroup on 80/tcp');
  });
});

test('a service whose instances have dynamic ports that are not known, or no group in sight, leaves open who gets in', () => {
  const more = { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: ref('PoolProvider') }] };
  const bridge: Sketch = { mode: 'bridge', ports: [{ ...HTTP, HostPort: 0 }], more };
  const known = clusterOf({ Web: {}, Db: bridge }, { WebGroup: {}, Inner: OPEN }, { Pool: [idOf('Inner')] });
  const kinds = ({ capacity, ...rest }: Cluster, change: object): string[] => {
    const items = capacity.items.map((one) => ({ ...one, ...change }));
    return flowsBetween([{ ...rest, capacity: { ...capacity, items } }], 'Web', 'Db').map(
      ({ verdict }) => verdict.kind,
    );
  };
  const later = new Unknown('decided at deploy time');
  expect(kinds(known, {})).toEqual(['open']);
  expect(kinds(known, { dynamicPorts: later })).toEqual(['unknown']);
  expect(kinds(known, { securityGroups: { items: [], complete: true } })).toEqual(['unknown']);
  expect(kinds(known, { securityGroups: { items: [later], complete: true } })).toEqual(['unknown']);
});

test('a service of which the host port or the network configuration is decided later leaves open who gets in', () => {
  const kinds = (db: Sketch): string[] => {
    const one = clusterOf({ Web: {}, Db: db }, { WebGroup: {}, DbGroup: OPEN, Inner: OPEN }, { Pool: [idOf('Inner')] });
    return flowsBetween([one], 'Web', 'Db').map(({ verdict }) => verdict.kind);
  };
  const more = { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: ref('PoolProvider') }] };
  const bridge = (HostPort: unknown): Sketch => ({ mode: 'bridge', ports: [{ ...HTTP, HostPort }], more });
  expect([kinds(bridge(8080)), kinds(bridge(ref('Later')))]).toEqual([['open'], ['unknown']]);
  expect([kinds({}), kinds({ more: { NetworkConfiguration: ref('Later') } })]).toEqual([['open'], ['unknown']]);
});

describe('the difference of services', () => {
  const groups = { WebGroup: {}, DbGroup: OPEN, ApiGroup: OPEN };
  const shut = { ...groups, DbGroup: {} };
  const way = { from: 'Web', to: 'Db', port: '80/tcp' };
  const none = { added: [], removed: [], opened: [], closed: [] };
  const web: Sketch = { ports: [] };

  test('names what came, what went, and the ways between the others that opened and closed', () => {
    const [open, closed] = [groups, shut].map((some) => clusterOf({ Web: web, Db: {} }, some)) as [Cluster, Cluster];
    expect(serviceDifference([open], [closed])).toEqual({ ...none, closed: [way] });
    expect(serviceDifference([closed], [open])).toEqual({ ...none, opened: [way] });
    expect(serviceDifference([open], [open])).toEqual(none);
    const more = clusterOf({ Web: web, Db: {}, Api: {} }, groups);
    expect(serviceDifference([open], [more])).toEqual({ ...none, added: ['Api'] });
    expect(serviceDifference([more], [open])).toEqual({ ...none, removed: ['Api'] });
  });

  test('names a port that was not there, where all ports of the other side are known, and no way that is not known', () => {
    const withPort = (ports: readonly Data[]): Cluster => clusterOf({ Web: web, Db: { ports } }, groups);
    const two = withPort([HTTP, { ContainerPort: 81, Protocol: 'tcp' }]);
    const opened = [{ ...way, port: '81/tcp' }];
    expect(serviceDifference([withPort([HTTP])], [two])).toEqual({ ...none, opened });
    expect(serviceDifference([two], [withPort([HTTP])])).toEqual({ ...none, closed: opened });
    const open = withPort([HTTP, { ContainerPort: ref('Later'), Protocol: 'tcp' }]);
    expect(serviceDifference([open], [two])).toEqual(none);
    const udpOrNot = withPort([HTTP, { ContainerPort: 82, Protocol: ref('Later') }]);
    expect(serviceDifference([udpOrNot], [two])).toEqual(none);
    const unseen = clusterOf({ Web: web, Db: { groups: ['sg-99999999'] } }, groups);
    expect(serviceDifference([unseen], [withPort([HTTP])])).toEqual(none);
    expect(serviceFlows(unseen).map(({ verdict }) => verdict.kind)).toEqual(['unknown']);
  });
});
