import { ref, template, type Data, type PlainTemplate, type Resource, type RulePair } from './template';

const NAMESPACES: Record<string, Resource> = {
  Private: {
    Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace',
    Properties: { Name: 'prod.local', Vpc: 'vpc-11111111' },
  },
  Public: { Type: 'AWS::ServiceDiscovery::PublicDnsNamespace', Properties: { Name: 'example.com' } },
  Http: { Type: 'AWS::ServiceDiscovery::HttpNamespace', Properties: { Name: 'prod' } },
};

const records = (...types: readonly string[]): Data => ({
  DnsConfig: { DnsRecords: types.map((Type) => ({ Type, TTL: 60 })) },
});

const CHECK: Data = { HealthCheckConfig: { Type: 'HTTP', ResourcePath: '/', FailureThreshold: 1 } };

const registry = (namespace: string, properties: Data, name = 'Registry'): Record<string, Resource> => ({
  [name]: {
    Type: 'AWS::ServiceDiscovery::Service',
    Properties: { Name: 'web', NamespaceId: ref(namespace), ...properties },
  },
});

const of = (...registries: Record<string, Resource>[]): PlainTemplate => template(NAMESPACES, ...registries);

export const CLOUD_MAP_PAIRS: readonly RulePair[] = [
  {
    rule: 'registry-health-check-in-private-namespace',
    severity: 'error',
    wrong: of(registry('Private', { ...records('A'), ...CHECK })),
    right: of(registry('Public', { ...records('A'), ...CHECK })),
  },
  {
    rule: 'registry-records-in-http-namespace',
    severity: 'error',
    wrong: of(registry('Http', records('A'))),
    right: of(registry('Http', {})),
  },
  {
    rule: 'registry-records-unsupported',
    severity: 'error',
    wrong: of(registry('Private', records('A', 'CNAME'))),
    right: of(registry('Private', records('A', 'AAAA'))),
  },
  {
    rule: 'registry-health-check-malformed',
    severity: 'error',
    wrong: of(registry('Public', { ...records('A'), HealthCheckConfig: { Type: 'HTTP' } })),
    right: of(registry('Public', { ...records('A'), ...CHECK })),
  },
  {
    rule: 'registry-name-taken',
    severity: 'error',
    wrong: of(registry('Private', records('A')), registry('Private', records('A'), 'Second')),
    right: of(registry('Private', records('A')), registry('Private', { ...records('A'), Name: 'api' }, 'Second')),
  },
];
