import { container, ON_FARGATE, taskTemplate, withPorts, type Data, type RulePair } from './template';

const tcp = (port: number, more: Data = {}): Data => ({ ContainerPort: port, Protocol: 'tcp', ...more });
const range = (text: string, more: Data = {}): Data => ({ ContainerPortRange: text, Protocol: 'tcp', ...more });
const WINDOWS: Data = { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const LARGE: Data = { Cpu: '1024', Memory: '2048' };

/** A proxy of App Mesh with all that it needs but what is left out. */
function proxy(name: string, ...leftOut: readonly string[]): Data {
  const properties = {
    ProxyIngressPort: '15000',
    ProxyEgressPort: '15001',
    AppPorts: '80',
    EgressIgnoredIPs: '169.254.170.2',
    IgnoredUID: '1337',
  };
  return {
    Type: 'APPMESH',
    ContainerName: name,
    ProxyConfigurationProperties: Object.entries(properties)
      .filter(([Name]) => !leftOut.includes(Name))
      .map(([Name, Value]) => ({ Name, Value })),
  };
}

const variable = (Name: string, Value: string): Data => ({ Name, Value });
const KEY: Data = { Secrets: [{ Name: 'KEY', ValueFrom: 'key' }] };
const WITH_EXECUTION_ROLE: Data = { ExecutionRoleArn: 'arn:aws:iam::111111111111:role/start' };
const ROUTED: Data = container({ LogConfiguration: { LogDriver: 'awsfirelens' } });
const router = (Name: string): Data => container({ Name, FirelensConfiguration: { Type: 'fluentbit' } });

const MOUNTED: Data = { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] };
const ATTACHED: Data = { Volumes: [{ Name: 'data', ConfiguredAtLaunch: true }] };
const FILES: Data = {
  Volumes: [
    {
      Name: 'data',
      EFSVolumeConfiguration: {
        FilesystemId: 'fs-11111111',
        TransitEncryption: 'ENABLED',
        AuthorizationConfig: { IAM: 'ENABLED' },
      },
    },
  ],
};

/** A container that mounts two volumes, the second at a path. */
const mounting = (path: string): Data =>
  container({
    MountPoints: [
      { SourceVolume: 'data', ContainerPath: '/data' },
      { SourceVolume: 'more', ContainerPath: path },
    ],
  });

export const TASK_PAIRS: readonly RulePair[] = [
  {
    rule: 'log-router-unused',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ LogConfiguration: { LogDriver: 'json-file' } }), router('router')]),
    right: taskTemplate('bridge', [ROUTED, router('router')]),
  },
  {
    rule: 'container-memory-too-small',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ Memory: 4 })]),
    right: taskTemplate('bridge', [container({ Memory: 6 })]),
    restsOnNumber: true,
  },
  {
    rule: 'volume-name-taken',
    severity: 'warning',
    wrong: taskTemplate('bridge', [container(MOUNTED)], {
      Volumes: [{ Name: 'data' }, { Name: 'data', Host: { SourcePath: '/data' } }],
    }),
    right: taskTemplate('bridge', [container(MOUNTED)], {
      Volumes: [{ Name: 'data' }, { Name: 'more', Host: { SourcePath: '/data' } }],
    }),
  },
  {
    rule: 'mount-path-taken',
    severity: 'warning',
    wrong: taskTemplate('bridge', [mounting('/data/')], { Volumes: [{ Name: 'data' }, { Name: 'more' }] }),
    right: taskTemplate('bridge', [mounting('/data/more')], { Volumes: [{ Name: 'data' }, { Name: 'more' }] }),
  },
  {
    rule: 'launch-volume-not-mounted',
    severity: 'error',
    wrong: taskTemplate('bridge', [container()], ATTACHED),
    right: taskTemplate('bridge', [container(MOUNTED)], ATTACHED),
  },
  {
    rule: 'file-system-without-task-role',
    severity: 'warning',
    wrong: taskTemplate('bridge', [container(MOUNTED)], FILES),
    right: taskTemplate('bridge', [container(MOUNTED)], {
      ...FILES,
      TaskRoleArn: 'arn:aws:iam::111111111111:role/web',
    }),
  },
  {
    rule: 'ephemeral-storage-unsupported',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container()], {
      RequiresCompatibilities: ['EC2'],
      EphemeralStorage: { SizeInGiB: 30 },
    }),
    right: taskTemplate('awsvpc', [container()], { ...ON_FARGATE, EphemeralStorage: { SizeInGiB: 30 } }),
  },
  {
    rule: 'network-mode-unknown',
    severity: 'error',
    wrong: taskTemplate('nat', [container()]),
    right: taskTemplate('none', [container()]),
  },
  {
    rule: 'fargate-needs-awsvpc',
    severity: 'error',
    wrong: taskTemplate('bridge', [container()], ON_FARGATE),
    right: taskTemplate('awsvpc', [container()], ON_FARGATE),
  },
  {
    rule: 'fargate-needs-awsvpc',
    about: 'mode left out',
    severity: 'error',
    wrong: taskTemplate(undefined, [container()], ON_FARGATE),
    right: taskTemplate(undefined, [container()], { RequiresCompatibilities: ['EC2'] }),
  },
  {
    rule: 'external-network-mode',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container()], { RequiresCompatibilities: ['EXTERNAL'] }),
    right: taskTemplate('bridge', [container()], { RequiresCompatibilities: ['EXTERNAL'] }),
  },
  {
    rule: 'managed-instances-task',
    severity: 'error',
    wrong: taskTemplate('bridge', [container()], { RequiresCompatibilities: ['MANAGED_INSTANCES'] }),
    right: taskTemplate('host', [container()], { RequiresCompatibilities: ['MANAGED_INSTANCES'] }),
  },
  {
    rule: 'managed-instances-task',
    about: 'ipcMode',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container()], { RequiresCompatibilities: ['MANAGED_INSTANCES'], IpcMode: 'task' }),
    right: taskTemplate('awsvpc', [container()], { RequiresCompatibilities: ['EC2'], IpcMode: 'task' }),
  },
  {
    rule: 'windows-network-mode',
    severity: 'warning',
    wrong: taskTemplate('host', [container()], WINDOWS),
    right: taskTemplate(undefined, [withPorts(tcp(80, { HostPort: 8080 }))], WINDOWS),
  },
  {
    rule: 'windows-setting-unsupported',
    severity: 'warning',
    wrong: taskTemplate(undefined, [container({ LinuxParameters: { InitProcessEnabled: true } })], WINDOWS),
    right: taskTemplate(undefined, [container({ LinuxParameters: { InitProcessEnabled: true } })]),
  },
  {
    rule: 'ports-on-none',
    severity: 'error',
    wrong: taskTemplate('none', [withPorts(tcp(80))]),
    right: taskTemplate('none', [container()]),
  },
  {
    rule: 'host-port-differs',
    about: 'host',
    severity: 'error',
    wrong: taskTemplate('host', [withPorts(tcp(80, { HostPort: 8080 }))]),
    right: taskTemplate('host', [withPorts(tcp(80, { HostPort: 80 }), tcp(81))]),
    restsOnNumber: true,
  },
  {
    rule: 'host-port-differs',
    about: 'awsvpc',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [withPorts(tcp(80, { HostPort: 8080 }))]),
    right: taskTemplate('awsvpc', [withPorts(tcp(80, { HostPort: 80 }), tcp(81))]),
    restsOnNumber: true,
  },
  {
    rule: 'host-port-differs',
    about: 'host port 0 in awsvpc',
    severity: 'warning',
    wrong: taskTemplate('awsvpc', [withPorts(tcp(80, { HostPort: 0 }))]),
    right: taskTemplate('bridge', [withPorts(tcp(80, { HostPort: 0 }))]),
    restsOnNumber: true,
  },
  {
    rule: 'host-port-taken',
    severity: 'error',
    wrong: taskTemplate('bridge', [withPorts(tcp(80, { HostPort: 8080 }), tcp(81, { HostPort: 8080 }))]),
    right: taskTemplate('bridge', [
      withPorts(tcp(53, { HostPort: 8080 }), { ContainerPort: 53, HostPort: 8080, Protocol: 'udp' }),
    ]),
    restsOnNumber: true,
  },
  {
    rule: 'host-port-taken',
    about: 'two containers in host mode',
    severity: 'error',
    wrong: taskTemplate('host', [withPorts(tcp(80)), { ...withPorts(tcp(80)), Name: 'sidecar' }]),
    right: taskTemplate('host', [withPorts(tcp(80)), { ...withPorts(tcp(81)), Name: 'sidecar' }]),
    restsOnNumber: true,
  },
  {
    rule: 'container-port-taken',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [withPorts(tcp(8080)), { ...withPorts(tcp(8080)), Name: 'sidecar' }]),
    right: taskTemplate('bridge', [withPorts(tcp(8080)), { ...withPorts(tcp(8080)), Name: 'sidecar' }]),
    restsOnNumber: true,
  },
  {
    rule: 'container-port-taken',
    about: 'inside a range',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [withPorts(range('8080-8090')), { ...withPorts(tcp(8085)), Name: 'sidecar' }]),
    right: taskTemplate('awsvpc', [withPorts(range('8080-8084')), { ...withPorts(tcp(8085)), Name: 'sidecar' }]),
    restsOnNumber: true,
  },
  {
    rule: 'port-out-of-range',
    about: 'container port',
    severity: 'error',
    wrong: taskTemplate('bridge', [withPorts(tcp(65536))]),
    right: taskTemplate('bridge', [withPorts(tcp(65535))]),
    restsOnNumber: true,
  },
  {
    rule: 'port-out-of-range',
    about: 'half a port',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [withPorts(tcp(80.5))]),
    right: taskTemplate('awsvpc', [withPorts(tcp(80))]),
    restsOnNumber: true,
  },
  {
    rule: 'port-out-of-range',
    about: 'host port',
    severity: 'error',
    wrong: taskTemplate('bridge', [withPorts(tcp(80, { HostPort: -1 }))]),
    right: taskTemplate('bridge', [withPorts(tcp(80, { HostPort: 0 }))]),
    restsOnNumber: true,
  },
  {
    rule: 'port-protocol-unknown',
    severity: 'warning',
    wrong: taskTemplate('bridge', [withPorts({ ContainerPort: 80, Protocol: 'http' })]),
    right: taskTemplate('bridge', [withPorts({ ContainerPort: 80 })]),
  },
  ...['8010-8000', '8000-8000', '0-80', '1-65536', '8000'].map((text): RulePair => ({
    rule: 'port-range-malformed',
    about: text,
    severity: 'error',
    wrong: taskTemplate('bridge', [withPorts(range(text))]),
    right: taskTemplate('bridge', [withPorts(range('8000-8010'))]),
  })),
  {
    rule: 'port-range-and-port',
    severity: 'error',
    wrong: taskTemplate('bridge', [withPorts(range('8000-8010', { ContainerPort: 8000 }))]),
    right: taskTemplate('bridge', [withPorts(range('8000-8010'), tcp(8011))]),
    restsOnNumber: true,
  },
  {
    rule: 'port-range-and-port',
    about: 'host port',
    severity: 'error',
    wrong: taskTemplate('bridge', [withPorts(range('8000-8010', { HostPort: 8000 }))]),
    right: taskTemplate('bridge', [withPorts(range('8000-8010'))]),
    restsOnNumber: true,
  },
  {
    rule: 'port-range-unsupported',
    severity: 'error',
    wrong: taskTemplate('host', [withPorts(range('8000-8010'))]),
    right: taskTemplate('awsvpc', [withPorts(range('8000-8010'))]),
  },
  {
    rule: 'port-range-overlap',
    severity: 'error',
    wrong: taskTemplate('bridge', [withPorts(range('8000-8010'), range('8010-8020'))]),
    right: taskTemplate('bridge', [withPorts(range('8000-8010'), range('8011-8020'))]),
  },
  {
    rule: 'port-range-overlap',
    about: 'single port inside',
    severity: 'error',
    wrong: taskTemplate('bridge', [withPorts(range('8000-8010'), tcp(8005))]),
    right: taskTemplate('bridge', [withPorts(range('8000-8010')), { ...withPorts(tcp(8005)), Name: 'sidecar' }]),
    restsOnNumber: true,
  },
  {
    rule: 'too-many-port-ranges',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [
      withPorts(...many(101, (index) => range(`${1000 + 10 * index}-${1005 + 10 * index}`))),
    ]),
    right: taskTemplate('awsvpc', [
      withPorts(...many(100, (index) => range(`${1000 + 10 * index}-${1005 + 10 * index}`))),
    ]),
  },
  {
    rule: 'port-range-unreported',
    severity: 'warning',
    wrong: taskTemplate('bridge', [withPorts(range('9000-9010'), ...many(50, (index) => tcp(1000 + index)))]),
    right: taskTemplate('bridge', [withPorts(range('9000-9010'), ...many(49, (index) => tcp(1000 + index)))]),
  },
  {
    rule: 'port-range-unreported',
    about: 'many more single ports',
    severity: 'warning',
    wrong: taskTemplate('bridge', [withPorts(range('9000-9010'), ...many(120, (index) => tcp(1000 + index)))]),
    right: taskTemplate('bridge', [withPorts(...many(120, (index) => tcp(1000 + index)))]),
  },
  {
    rule: 'port-range-for-both-protocols',
    severity: 'warning',
    wrong: taskTemplate('bridge', [withPorts(range('9000-9010'), range('9000-9010', { Protocol: 'udp' }))]),
    right: taskTemplate('bridge', [withPorts(range('9000-9010'), range('9000-9011', { Protocol: 'udp' }))]),
  },
  {
    rule: 'host-port-reserved',
    about: 'ssh',
    severity: 'warning',
    wrong: taskTemplate('bridge', [withPorts(tcp(22, { HostPort: 22 }))]),
    right: taskTemplate('bridge', [withPorts(tcp(22, { HostPort: 2222 }))]),
    restsOnNumber: true,
  },
  {
    rule: 'host-port-reserved',
    about: 'the agent',
    severity: 'error',
    wrong: taskTemplate('host', [withPorts(tcp(51678))]),
    right: taskTemplate('host', [withPorts({ ContainerPort: 22, Protocol: 'udp' })]),
    restsOnNumber: true,
  },
  {
    rule: 'host-port-ephemeral',
    severity: 'warning',
    wrong: taskTemplate('bridge', [withPorts(tcp(80, { HostPort: 40000 }))]),
    right: taskTemplate('bridge', [withPorts(tcp(40000, { HostPort: 30000 }))]),
    restsOnNumber: true,
  },
  {
    rule: 'too-many-host-ports',
    severity: 'error',
    wrong: taskTemplate('bridge', [withPorts(...many(101, (index) => tcp(80, { HostPort: 1000 + index })))]),
    right: taskTemplate('bridge', [withPorts(...many(101, (index) => tcp(1000 + index)))]),
    restsOnNumber: true,
  },
  ...['HTTP', '-http', 'a b', 'http.api', 'x'.repeat(65)].map((name): RulePair => ({
    rule: 'port-name-malformed',
    about: name,
    severity: 'error',
    wrong: taskTemplate('awsvpc', [withPorts(tcp(80, { Name: name }))]),
    right: taskTemplate('awsvpc', [withPorts(tcp(80, { Name: '2-http_api' }))]),
  })),
  {
    rule: 'port-name-taken',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [
      withPorts(tcp(80, { Name: 'http' })),
      { ...withPorts(tcp(81, { Name: 'http' })), Name: 'admin' },
    ]),
    right: taskTemplate('awsvpc', [
      withPorts(tcp(80, { Name: 'http' })),
      { ...withPorts(tcp(81, { Name: 'admin' })), Name: 'admin' },
    ]),
  },
  {
    rule: 'app-protocol-misplaced',
    about: 'udp',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [
      withPorts({ ContainerPort: 80, Protocol: 'udp', Name: 'http', AppProtocol: 'http' }),
    ]),
    right: taskTemplate('awsvpc', [withPorts(tcp(80, { Name: 'http', AppProtocol: 'http2' }))]),
  },
  {
    rule: 'app-protocol-misplaced',
    about: 'no name',
    severity: 'warning',
    wrong: taskTemplate('awsvpc', [withPorts(tcp(80, { AppProtocol: 'grpc' }))]),
    right: taskTemplate('awsvpc', [withPorts(tcp(80))]),
  },
  {
    rule: 'port-reserved-on-fargate-windows',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [withPorts(tcp(3150))], { ...ON_FARGATE, ...LARGE, ...WINDOWS }),
    right: taskTemplate('awsvpc', [withPorts(tcp(3150))], { ...ON_FARGATE, ...LARGE }),
    restsOnNumber: true,
  },
  {
    rule: 'privileged-port-in-host-mode',
    severity: 'warning',
    wrong: taskTemplate('host', [{ ...withPorts(tcp(80)), User: '1000:1000' }]),
    right: taskTemplate('bridge', [{ ...withPorts(tcp(80)), User: '1000:1000' }]),
    restsOnNumber: true,
  },
  {
    rule: 'privileged-port-in-host-mode',
    about: 'with the capability',
    severity: 'warning',
    wrong: taskTemplate('host', [{ ...withPorts(tcp(80)), User: 'nginx' }]),
    right: taskTemplate('host', [
      { ...withPorts(tcp(80)), User: 'nginx', LinuxParameters: { Capabilities: { Add: ['NET_BIND_SERVICE'] } } },
    ]),
    restsOnNumber: true,
  },
  {
    rule: 'too-many-containers',
    severity: 'error',
    wrong: taskTemplate(
      'bridge',
      many(11, (index) => container({ Name: `app${index}` })),
    ),
    right: taskTemplate(
      'bridge',
      many(10, (index) => container({ Name: `app${index}` })),
    ),
  },
  {
    rule: 'task-definition-too-large',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [withPorts(...many(1500, (index) => tcp(10000 + index)))]),
    right: taskTemplate('awsvpc', [withPorts(range('10000-11499'))]),
  },
  {
    rule: 'container-name-taken',
    severity: 'error',
    wrong: taskTemplate('bridge', [container(), container()]),
    right: taskTemplate('bridge', [container(), container({ Name: 'sidecar' })]),
  },
  ...['awsvpc', 'host', 'none'].map((mode): RulePair => ({
    rule: 'links-unsupported',
    about: mode,
    severity: 'error',
    wrong: taskTemplate(mode, [container({ Links: ['db'] }), container({ Name: 'db' })]),
    right: taskTemplate('bridge', [container({ Links: ['db:database'] }), container({ Name: 'db' })]),
  })),
  {
    rule: 'link-malformed',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ Links: ['db:x:y'] }), container({ Name: 'db' })]),
    right: taskTemplate('bridge', [container({ Links: ['db:x'] }), container({ Name: 'db' })]),
  },
  {
    rule: 'link-malformed',
    about: 'empty alias',
    severity: 'warning',
    wrong: taskTemplate('bridge', [container({ Links: ['db:'] }), container({ Name: 'db' })]),
    right: taskTemplate('bridge', [container({ Links: ['db'] }), container({ Name: 'db' })]),
  },
  {
    rule: 'link-target-missing',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ Links: ['cache'] }), container({ Name: 'db' })]),
    right: taskTemplate('bridge', [container({ Links: ['db'] }), container({ Name: 'db' })]),
  },
  {
    rule: 'link-alias-taken',
    severity: 'warning',
    wrong: taskTemplate('bridge', [
      container({ Links: ['a:db', 'b:db'] }),
      container({ Name: 'a' }),
      container({ Name: 'b' }),
    ]),
    right: taskTemplate('bridge', [
      container({ Links: ['a:first', 'b:second'] }),
      container({ Name: 'a' }),
      container({ Name: 'b' }),
    ]),
  },
  {
    rule: 'link-exposes-secret',
    severity: 'warning',
    wrong: taskTemplate('bridge', [
      container({ Links: ['db'] }),
      container({ Name: 'db', Environment: [{ Name: 'POSTGRES_PASSWORD', Value: 'x' }] }),
    ]),
    right: taskTemplate(
      'bridge',
      [
        container({ Links: ['db'] }),
        container({ Name: 'db', Environment: [{ Name: 'POSTGRES_PASSWORD_FILE_MODE', Value: '0400' }] }),
      ].map((one, index) =>
        index === 0 ? one : container({ Name: 'db', Environment: [{ Name: 'POSTGRES_DB', Value: 'x' }] }),
      ),
    ),
  },
  {
    rule: 'dependency-missing',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container({ DependsOn: [{ ContainerName: 'init', Condition: 'SUCCESS' }] })]),
    right: taskTemplate('awsvpc', [
      container({ DependsOn: [{ ContainerName: 'init', Condition: 'SUCCESS' }] }),
      container({ Name: 'init', Essential: false }),
    ]),
  },
  {
    rule: 'dependency-cycle',
    about: 'links',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ Links: ['b'] }), container({ Name: 'b', Links: ['app'] })]),
    right: taskTemplate('bridge', [container({ Links: ['b'] }), container({ Name: 'b' })]),
  },
  {
    rule: 'dependency-cycle',
    about: 'itself',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ Links: ['app:me'] })]),
    right: taskTemplate('bridge', [container()]),
  },
  {
    rule: 'dependency-cycle',
    about: 'a link one way and a dependency the other',
    severity: 'error',
    wrong: taskTemplate('bridge', [
      container({ Links: ['b'] }),
      container({ Name: 'b', DependsOn: [{ ContainerName: 'app', Condition: 'START' }] }),
    ]),
    right: taskTemplate('bridge', [
      container({ Links: ['b'], DependsOn: [{ ContainerName: 'b', Condition: 'START' }] }),
      container({ Name: 'b' }),
    ]),
  },
  {
    rule: 'hostname-unsupported',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container({ Hostname: 'web' })], ON_FARGATE),
    right: taskTemplate('bridge', [container({ Hostname: 'web' })]),
  },
  {
    rule: 'dns-servers-unsupported',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container({ DnsServers: ['10.0.0.2'] })]),
    right: taskTemplate('host', [container({ DnsServers: ['10.0.0.2'] })]),
  },
  {
    rule: 'dns-search-domains-unsupported',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container({ DnsSearchDomains: ['corp.example'] })]),
    right: taskTemplate('bridge', [container({ DnsSearchDomains: ['corp.example'] })]),
  },
  {
    rule: 'dns-search-domain-malformed',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ DnsSearchDomains: ['corp.example.'] })]),
    right: taskTemplate('bridge', [container({ DnsSearchDomains: ['corp.example'] })]),
  },
  {
    rule: 'extra-hosts-unsupported',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container({ ExtraHosts: [{ Hostname: 'db', IpAddress: '10.0.0.9' }] })]),
    right: taskTemplate('bridge', [container({ ExtraHosts: [{ Hostname: 'db', IpAddress: '10.0.0.9' }] })]),
  },
  {
    rule: 'disable-networking-unsupported',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container({ DisableNetworking: true })]),
    right: taskTemplate('awsvpc', [container({ DisableNetworking: false })]),
  },
  {
    rule: 'networking-disabled-but-used',
    severity: 'warning',
    wrong: taskTemplate('bridge', [{ ...withPorts(tcp(80)), DisableNetworking: true }]),
    right: taskTemplate('bridge', [container({ DisableNetworking: true })]),
  },
  {
    rule: 'net-system-controls-unsupported',
    severity: 'error',
    wrong: taskTemplate('host', [container({ SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] })]),
    right: taskTemplate('bridge', [
      container({ SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] }),
    ]),
  },
  {
    rule: 'net-system-control-set-twice',
    severity: 'warning',
    wrong: taskTemplate('awsvpc', [
      container({ SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] }),
      container({ Name: 'b', SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '4096' }] }),
    ]),
    right: taskTemplate('bridge', [
      container({ SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] }),
      container({ Name: 'b', SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '4096' }] }),
    ]),
  },
  {
    rule: 'net-system-control-set-twice',
    about: 'with slashes and with dots',
    severity: 'warning',
    wrong: taskTemplate('awsvpc', [
      container({ SystemControls: [{ Namespace: 'net/core/somaxconn', Value: '1024' }] }),
      container({ Name: 'b', SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '4096' }] }),
    ]),
    right: taskTemplate('awsvpc', [
      container({ SystemControls: [{ Namespace: 'net/core/somaxconn', Value: '4096' }] }),
      container({ Name: 'b', SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '4096' }] }),
    ]),
  },
  {
    rule: 'system-control-unknown',
    severity: 'error',
    wrong: taskTemplate('bridge', [
      container({ SystemControls: [{ Namespace: 'vm.max_map_count', Value: '262144' }] }),
    ]),
    right: taskTemplate('host', [container({ SystemControls: [{ Namespace: 'kernel.msgmax', Value: '65536' }] })]),
  },
  {
    rule: 'health-check-missing',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [
      container({ DependsOn: [{ ContainerName: 'db', Condition: 'HEALTHY' }] }),
      container({ Name: 'db' }),
    ]),
    right: taskTemplate('awsvpc', [
      container({ DependsOn: [{ ContainerName: 'db', Condition: 'HEALTHY' }] }),
      container({ Name: 'db', HealthCheck: { Command: ['CMD', 'true'] } }),
    ]),
  },
  {
    rule: 'health-check-timeout',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container({ HealthCheck: { Command: ['CMD', 'true'], Timeout: 100 } })]),
    right: taskTemplate('awsvpc', [container({ HealthCheck: { Command: ['CMD', 'true'], Timeout: 60 } })]),
    restsOnNumber: true,
  },
  {
    rule: 'fault-injection-unsupported',
    severity: 'error',
    wrong: taskTemplate('bridge', [container()], { EnableFaultInjection: true }),
    right: taskTemplate('host', [container()], { EnableFaultInjection: true }),
  },
  {
    rule: 'proxy-configuration-unsupported',
    severity: 'error',
    wrong: taskTemplate('bridge', [container()], { ProxyConfiguration: proxy('app') }),
    right: taskTemplate('awsvpc', [container()], { ProxyConfiguration: proxy('app') }),
  },
  {
    rule: 'container-named-service-connect',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ Name: 'service-connect' })]),
    right: taskTemplate('bridge', [container({ Name: 'service-connect-proxy' })]),
  },
  {
    rule: 'log-router-without-network',
    severity: 'warning',
    wrong: taskTemplate('none', [ROUTED, container({ Name: 'router', FirelensConfiguration: { Type: 'fluentbit' } })]),
    right: taskTemplate('bridge', [
      ROUTED,
      container({ Name: 'router', FirelensConfiguration: { Type: 'fluentbit' } }),
    ]),
  },
  {
    rule: 'fargate-setting-unsupported',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container()], { ...ON_FARGATE, PidMode: 'host' }),
    right: taskTemplate('awsvpc', [container()], { ...ON_FARGATE, PidMode: 'task' }),
  },
  {
    rule: 'fargate-setting-unsupported',
    about: 'of a container',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container({ Privileged: true })], ON_FARGATE),
    right: taskTemplate('awsvpc', [container({ Privileged: false })], ON_FARGATE),
  },
  {
    rule: 'fargate-size-unsupported',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container()], { ...ON_FARGATE, Memory: '4096' }),
    right: taskTemplate('awsvpc', [container()], { ...ON_FARGATE, Memory: '2048' }),
    restsOnNumber: true,
  },
  {
    rule: 'fargate-size-unsupported',
    about: 'left out',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container()], { RequiresCompatibilities: ['FARGATE'], Memory: '512' }),
    right: taskTemplate('awsvpc', [container()], ON_FARGATE),
  },
  {
    rule: 'container-larger-than-task',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ Memory: 1024 })], { Memory: '512' }),
    right: taskTemplate('bridge', [container({ Memory: 512 })], { Memory: '512' }),
    restsOnNumber: true,
  },
  {
    rule: 'container-larger-than-task',
    about: 'a reservation above the limit',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ Memory: 128, MemoryReservation: 256 })]),
    right: taskTemplate('bridge', [container({ Memory: 256, MemoryReservation: 128 })]),
    restsOnNumber: true,
  },
  {
    rule: 'container-without-memory',
    severity: 'error',
    wrong: taskTemplate('bridge', [{ Name: 'app', Image: 'nginx', Essential: true }]),
    right: taskTemplate('bridge', [{ Name: 'app', Image: 'nginx', Essential: true, MemoryReservation: 64 }]),
  },
  {
    rule: 'essential-container-missing',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ Essential: false })]),
    right: taskTemplate('bridge', [container({ Essential: false }), container({ Name: 'main' })]),
  },
  {
    rule: 'dependency-on-end-of-essential',
    severity: 'error',
    wrong: taskTemplate('bridge', [
      container({ DependsOn: [{ ContainerName: 'init', Condition: 'SUCCESS' }] }),
      container({ Name: 'init' }),
    ]),
    right: taskTemplate('bridge', [
      container({ DependsOn: [{ ContainerName: 'init', Condition: 'SUCCESS' }] }),
      container({ Name: 'init', Essential: false }),
    ]),
  },
  {
    rule: 'container-health-check-out-of-range',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ HealthCheck: { Command: ['CMD', 'true'], Interval: 2 } })]),
    right: taskTemplate('bridge', [container({ HealthCheck: { Command: ['CMD', 'true'], Interval: 5 } })]),
    restsOnNumber: true,
  },
  ...(
    [
      ['without a command', {}],
      ['with an empty command', { Command: [] }],
      ['that begins with its program', { Command: ['curl', '-f', 'http://localhost/'] }],
      ['with nothing after its kind', { Command: ['CMD-SHELL'] }],
      ['with the words of a line one by one', { Command: ['CMD-SHELL', 'curl', '-f', 'http://localhost/'] }],
    ] as const
  ).map(([about, check]): RulePair => ({
    rule: 'container-health-check-malformed',
    severity: 'warning',
    about,
    wrong: taskTemplate('bridge', [container({ HealthCheck: check })]),
    right: taskTemplate('bridge', [
      container({ HealthCheck: { Command: ['CMD-SHELL', 'curl -f http://localhost/'] } }),
    ]),
  })),
  {
    rule: 'environment-variable-set-twice',
    severity: 'warning',
    wrong: taskTemplate('bridge', [container({ Environment: [variable('MODE', 'a'), variable('MODE', 'b')] })]),
    right: taskTemplate('bridge', [container({ Environment: [variable('MODE', 'a'), variable('LEVEL', 'b')] })]),
  },
  {
    rule: 'environment-variable-set-twice',
    severity: 'error',
    about: 'a secret and a variable',
    wrong: taskTemplate('bridge', [container({ Environment: [variable('KEY', 'a')], ...KEY })], WITH_EXECUTION_ROLE),
    right: taskTemplate('bridge', [container({ Environment: [variable('NAME', 'a')], ...KEY })], WITH_EXECUTION_ROLE),
  },
  {
    rule: 'fargate-timeout-out-of-range',
    severity: 'warning',
    wrong: taskTemplate('awsvpc', [container({ StopTimeout: 300 })], ON_FARGATE),
    right: taskTemplate('awsvpc', [container({ StopTimeout: 120 })], ON_FARGATE),
    restsOnNumber: true,
  },
  {
    rule: 'log-router-twice',
    severity: 'warning',
    wrong: taskTemplate('bridge', [ROUTED, router('router'), router('second')]),
    right: taskTemplate('bridge', [ROUTED, router('router')]),
  },
  {
    rule: 'ulimit-soft-above-hard',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ Ulimits: [{ Name: 'nofile', SoftLimit: 65536, HardLimit: 1024 }] })]),
    right: taskTemplate('bridge', [container({ Ulimits: [{ Name: 'nofile', SoftLimit: 1024, HardLimit: 65536 }] })]),
    restsOnNumber: true,
  },
  {
    rule: 'ulimit-soft-above-hard',
    severity: 'error',
    about: 'no soft limit below a hard one',
    wrong: taskTemplate('bridge', [container({ Ulimits: [{ Name: 'nofile', SoftLimit: -1, HardLimit: 1024 }] })]),
    right: taskTemplate('bridge', [container({ Ulimits: [{ Name: 'nofile', SoftLimit: 1024, HardLimit: -1 }] })]),
    restsOnNumber: true,
  },
  {
    rule: 'proxy-container-missing',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container()], { ProxyConfiguration: proxy('envoy') }),
    right: taskTemplate('awsvpc', [container()], { ProxyConfiguration: proxy('app') }),
  },
  {
    rule: 'proxy-properties-malformed',
    severity: 'error',
    about: 'a user that the proxy does not have',
    wrong: taskTemplate('awsvpc', [container({ User: '1000' })], { ProxyConfiguration: proxy('app') }),
    right: taskTemplate('awsvpc', [container({ User: '1337' })], { ProxyConfiguration: proxy('app') }),
  },
  {
    rule: 'proxy-properties-malformed',
    severity: 'error',
    about: 'nobody whose traffic is left alone',
    wrong: taskTemplate('awsvpc', [container()], { ProxyConfiguration: proxy('app', 'IgnoredUID') }),
    right: taskTemplate('awsvpc', [container()], { ProxyConfiguration: proxy('app') }),
  },
  {
    rule: 'proxy-properties-missing',
    severity: 'error',
    wrong: taskTemplate('awsvpc', [container()], { ProxyConfiguration: proxy('app', 'AppPorts') }),
    right: taskTemplate('awsvpc', [container()], { ProxyConfiguration: proxy('app') }),
  },
  {
    rule: 'log-router-missing',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ LogConfiguration: { LogDriver: 'awsfirelens' } })]),
    right: taskTemplate('bridge', [
      container({ LogConfiguration: { LogDriver: 'awsfirelens' } }),
      container({ Name: 'router', FirelensConfiguration: { Type: 'fluentbit' } }),
    ]),
  },
  {
    rule: 'execution-role-missing',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ Secrets: [{ Name: 'KEY', ValueFrom: 'key' }] })]),
    right: taskTemplate('bridge', [container({ Secrets: [{ Name: 'KEY', ValueFrom: 'key' }] })], {
      ExecutionRoleArn: 'arn:aws:iam::111111111111:role/start',
    }),
  },
  {
    rule: 'log-option-missing',
    severity: 'error',
    wrong: taskTemplate('bridge', [
      container({ LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-region': 'eu-west-1' } } }),
    ]),
    right: taskTemplate('bridge', [
      container({ LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': 'app' } } }),
    ]),
  },
  {
    rule: 'volume-missing',
    severity: 'error',
    wrong: taskTemplate('bridge', [container({ MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] })]),
    right: taskTemplate('bridge', [container({ MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] })], {
      Volumes: [{ Name: 'data' }],
    }),
  },
];
