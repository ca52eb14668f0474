import { check, explain } from '../../../lib/core/rules/check';
import { readCloudFormation } from '../../../lib/formats/cloudformation/reader';
import { flowsData, flowsOfTasks, flowsText } from '../../../lib/report/flow-report';

const of = (type: string, properties: object): object => ({ Type: `AWS::${type}`, Properties: properties });

const reference = (name: string): object => ({ 'Fn::GetAtt': [name, 'GroupId'] });

const group = (...admitted: readonly string[]): object =>
  of('EC2::SecurityGroup', {
    ...{ GroupDescription: 'tasks', VpcId: 'vpc-11111111' },
    SecurityGroupIngress: admitted.map((name) => ({
      ...{ IpProtocol: 'tcp', FromPort: 3000, ToPort: 3000 },
      SourceSecurityGroupId: reference(name),
    })),
  });

function task(name: string, container: object): object {
  return of('ECS::TaskDefinition', {
    ...{ NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'], Cpu: '256', Memory: '512', Family: name },
    ContainerDefinitions: [{ Name: 'main', Image: `public.ecr.aws/shop/${name}:1`, ...container }],
  });
}

const service = (name: string, securityGroup: string, offered: readonly object[] = []): object =>
  of('ECS::Service', {
    ...{ Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: name }, LaunchType: 'FARGATE' },
    NetworkConfiguration: {
      AwsvpcConfiguration: { Subnets: ['subnet-11111111'], SecurityGroups: [reference(securityGroup)] },
    },
    ServiceConnectConfiguration: { Enabled: true, Namespace: 'shop', Services: offered },
  });

/** Services of one task that dials the API, in two security groups, some of which the API admits. */
function shop(...admitted: readonly string[]): ReturnType<typeof readCloudFormation> {
  const Resources = {
    Cluster: of('ECS::Cluster', {}),
    InsideGroup: group(),
    OutsideGroup: group(),
    ApiGroup: group(...admitted),
    Task: task('web', { Environment: [{ Name: 'API_URL', Value: 'http://api:3000' }] }),
    ApiTask: task('api', { PortMappings: [{ ContainerPort: 3000, Name: 'http' }] }),
    Inside: service('Task', 'InsideGroup'),
    Outside: service('Task', 'OutsideGroup'),
    Api: service('ApiTask', 'ApiGroup', [{ PortName: 'http', ClientAliases: [{ Port: 3000, DnsName: 'api' }] }]),
  };
  return readCloudFormation({ body: { Resources }, file: 'shop.json' });
}

const toldIn = (reading: ReturnType<typeof shop>): string[] =>
  check(reading).flatMap((one) => (one.rule === 'task-dials-blocked-way' ? [explain(one)] : []));

describe('what the task of several services dials', () => {
  test('is asked for each of them, in its own security groups', () => {
    const groups = shop('InsideGroup').taskPrograms.map(flowsOfTasks);
    expect(flowsText(groups).split('\n')).toEqual([
      'ECS tasks',
      '  Task/main of Inside -> api:3000 (API_URL): reachable: Api answers',
      '  Task/main of Outside -> api:3000 (API_URL): blocked: ApiGroup does not admit OutsideGroup on 3000/tcp',
      '',
      '2 flows: 1 reachable, 1 blocked, 0 not known',
      '',
    ]);
    expect(flowsData(groups)).toMatchObject({
      groups: [
        {
          flows: [
            { from: 'Task/main', service: 'Inside', verdict: 'reachable' },
            { from: 'Task/main', service: 'Outside', verdict: 'blocked' },
          ],
        },
      ],
    });
  });

  test('is found for the service for which it does not arrive', () => {
    expect(toldIn(shop('InsideGroup'))).toEqual([
      'container Task/main of Outside dials api:3000 (API_URL), but ApiGroup does not admit OutsideGroup on 3000/tcp',
    ]);
    expect(toldIn(shop('InsideGroup', 'OutsideGroup'))).toEqual([]);
  });

  test('is found once where it is the same for all of them', () => {
    const Resources = {
      Cluster: of('ECS::Cluster', {}),
      Group: group(),
      Task: task('web', { Environment: [{ Name: 'API_URL', Value: 'http://host.docker.internal:3000' }] }),
      One: service('Task', 'Group'),
      Other: service('Task', 'Group'),
    };
    const found = check(readCloudFormation({ body: { Resources }, file: 'shop.json' })).filter(({ rule }) =>
      rule.startsWith('task-dials-'),
    );
    expect(found.map(explain)).toEqual([
      expect.stringMatching(/^container Task\/main dials host\.docker\.internal:3000 \(API_URL\)/),
    ]);
  });
});

describe('the health check of a container', () => {
  const healthy = (container: object, port = 8080): string =>
    flowsText(
      readCloudFormation({
        body: {
          Resources: {
            Task: task('api', {
              HealthCheck: { Command: ['CMD-SHELL', `curl -f http://localhost:${port}/health || exit 1`] },
              ...container,
            }),
          },
        },
        file: 'api.json',
      }).taskPrograms.map(flowsOfTasks),
    );
  const mapping3000 = { PortMappings: [{ ContainerPort: 3000 }] };

  test('fails on a port that is not mapped and that nothing else mentions', () => {
    expect(healthy(mapping3000)).toContain('localhost:8080 (health check): blocked: main listens on 3000');
  });

  test('may pass on a port of a variable, and where no port is mapped', () => {
    const open = 'localhost:8080 (health check): unknown';
    expect(healthy({ ...mapping3000, Environment: [{ Name: 'MANAGEMENT_PORT', Value: '8080' }] })).toContain(open);
    expect(healthy({ ...mapping3000, Environment: [{ Name: 'PORT', Value: { Ref: 'Port' } }] })).toContain(open);
    expect(healthy({})).toContain(open);
  });

  test.each([8081, 9901])('may pass on %i, a port as programs have one for their management', (port) => {
    expect(healthy(mapping3000, port)).toContain(`localhost:${port} (health check): unknown`);
  });

  test('is not the business of a variable about somebody who is dialled', () => {
    const port = { 'Fn::GetAtt': ['Db', 'Endpoint.Port'] };
    expect(healthy({ ...mapping3000, Environment: [{ Name: 'DB_PORT', Value: port }] })).toContain('blocked');
  });
});

describe('a name that nobody offers in Service Connect', () => {
  /** A client that dials it in a VPC with the resolver of AWS, and the namespace as it is named and as it is made. */
  function dialled(more: Readonly<Record<string, object>>, offered?: object): string {
    const inSubnet = (one: object): object => {
      const { Properties: properties, ...rest } = one as { Properties: object };
      const configuration = { AwsvpcConfiguration: { Subnets: [{ Ref: 'Subnet' }], SecurityGroups: ['sg-11111111'] } };
      return { ...rest, Properties: { ...properties, NetworkConfiguration: configuration } };
    };
    const Resources = {
      Vpc: of('EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
      Subnet: of('EC2::Subnet', { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' }),
      Cluster: of('ECS::Cluster', {}),
      Task: task('web', { Environment: [{ Name: 'API_URL', Value: 'http://backend:3000' }] }),
      ApiTask: task('api', { PortMappings: [{ ContainerPort: 3000, Name: 'http' }] }),
      Web: inSubnet(service('Task', 'Group')),
      Api: inSubnet(
        service('ApiTask', 'Group', [offered ?? { PortName: 'http', ClientAliases: [{ Port: 3000, DnsName: 'api' }] }]),
      ),
      ...more,
    };
    const reading = readCloudFormation({ body: { Resources }, file: 'shop.json' });
    return flowsText(reading.taskPrograms.map(flowsOfTasks));
  }
  const namespace = { Namespace: of('ServiceDiscovery::HttpNamespace', { Name: 'shop' }) };

  test('does not resolve where the namespace is made with the services', () => {
    expect(dialled(namespace)).toContain(
      'blocked: no service here offers that name in namespace shop of Service Connect; it has api:3000',
    );
  });

  test('may be offered by others in a namespace that is made elsewhere', () => {
    expect(dialled({})).toContain('unknown: others may offer the name in its namespace');
  });

  test('may be what a service offers under a name that is not known', () => {
    const named = { Ref: 'AliasParameter' };
    const offered = { PortName: 'http', ClientAliases: [{ Port: 3000, DnsName: named }] };
    expect(dialled(namespace, offered)).toContain('unknown: others may offer the name in its namespace');
  });

  test('may resolve with a search domain of options that the VPC is given', () => {
    const options = of('EC2::DHCPOptions', { DomainName: 'corp.example' });
    const association = of('EC2::VPCDHCPOptionsAssociation', {
      VpcId: { Ref: 'Vpc' },
      DhcpOptionsId: { Ref: 'Options' },
    });
    expect(dialled({ ...namespace, Options: options, Association: association })).toContain('search domain');
  });
});

describe('a name that is registered under another last word', () => {
  /** A task that dials it, and one that Cloud Map registers as api.shop.internal, in a VPC with the resolver of AWS. */
  function dialled(host: string, more: Readonly<Record<string, object>> = {}): string {
    const inSubnet = (name: string, properties: object = {}): object =>
      of('ECS::Service', {
        ...{ Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: name }, LaunchType: 'FARGATE' },
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'Subnet' }] } },
        ...properties,
      });
    const records = { DnsRecords: [{ Type: 'A', TTL: 60 }], NamespaceId: { Ref: 'Namespace' } };
    const Resources = {
      Vpc: of('EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
      Subnet: of('EC2::Subnet', { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' }),
      Cluster: of('ECS::Cluster', {}),
      Namespace: of('ServiceDiscovery::PrivateDnsNamespace', { Name: 'shop.internal', Vpc: { Ref: 'Vpc' } }),
      Registry: of('ServiceDiscovery::Service', { Name: 'api', DnsConfig: records }),
      Task: task('web', { Environment: [{ Name: 'API_URL', Value: `http://${host}:3000` }] }),
      ApiTask: task('api', { PortMappings: [{ ContainerPort: 3000 }] }),
      Web: inSubnet('Task'),
      Api: inSubnet('ApiTask', { ServiceRegistries: [{ RegistryArn: { 'Fn::GetAtt': ['Registry', 'Arn'] } }] }),
      ...more,
    };
    const reading = readCloudFormation({ body: { Resources }, file: 'shop.json' });
    return flowsText(reading.taskPrograms.map(flowsOfTasks));
  }

  test.each(['api.shop.local', 'API.shop.lan', 'api.shop.corp.'])('%s is said to be meant for it', (host) => {
    expect(dialled(host)).toContain('blocked: nothing has that name; did you mean api.shop.internal?');
  });

  test.each([
    ['a domain that anybody can have', 'api.shop.com'],
    ['another domain of an own network', 'api.office.local'],
    ['another name of it', 'auth.shop.local'],
    ['the first word alone', 'api.local'],
  ])('%s stays unknown', (_, host) => {
    expect(dialled(host)).toContain('unknown: the name belongs to the outside');
  });

  test('may be a name of other resolvers', () => {
    const options = of('EC2::DHCPOptions', { DomainNameServers: ['10.0.0.2'] });
    const association = of('EC2::VPCDHCPOptionsAssociation', {
      VpcId: { Ref: 'Vpc' },
      DhcpOptionsId: { Ref: 'Options' },
    });
    expect(dialled('api.shop.local', { Options: options, Association: association })).toContain('unknown');
  });

  test('may be a name of a zone that is there', () => {
    const zone = of('Route53::HostedZone', { Name: 'shop.local', VPCs: [{ VPCId: { Ref: 'Vpc' } }] });
    expect(dialled('api.shop.local', { Zone: zone })).not.toContain('did you mean');
  });
});
