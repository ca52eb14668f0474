import { explain, fixOf } from '../../lib/core';
import { findingsOf } from '../../lib/formats';
import { coverageOf } from '../../lib/formats/coverage';
import { readInputs } from '../../lib/formats/input';
import { type Language } from '../../lib/core/values/fix';

/** What a file is told by one rule: the message and the way out. */
function said(rule: string, name: string, text: string, language: Language): string[] {
  const input = readInputs([{ name, text }])[0]!;
  return findingsOf(input.reading).flatMap((finding) =>
    finding.rule === rule ? [explain(finding), fixOf(finding, language)] : [],
  );
}

const template = (resources: string): string => `Resources:\n${resources}`;

const SERVICE = (more: string): string => `  Service:
    Type: AWS::ECS::Service
    Properties: {Cluster: main, TaskDefinition: !Ref Task, DesiredCount: 1, ${more}}
`;

describe('a finding names what is there, and what to write', () => {
  test('which setting of which VPC is off', () => {
    const text = template(`  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Space: {Type: AWS::ServiceDiscovery::PrivateDnsNamespace, Properties: {Name: shop.local, Vpc: !Ref Vpc}}
  Names: {Type: AWS::ServiceDiscovery::Service, Properties: {Name: web, DnsConfig: {NamespaceId: !Ref Space, DnsRecords: [{Type: A, TTL: 30}]}}}
${SERVICE('ServiceRegistries: [{RegistryArn: !GetAtt Names.Arn}]')}`);
    expect(said('discovery-names-unresolvable', 'a.yaml', text, 'cloudformation')).toEqual([
      'the registry is in a private namespace of Vpc, where DNS host names are off, so its names do not resolve',
      'write EnableDnsHostnames: true in Vpc',
    ]);
  });

  test('by what the port of a program is known', () => {
    const text = JSON.stringify({
      family: 'web',
      networkMode: 'awsvpc',
      containerDefinitions: [
        {
          name: 'web',
          image: 'shop/web',
          portMappings: [{ containerPort: 80, protocol: 'tcp' }],
          environment: [{ name: 'PORT', value: '8080' }],
        },
      ],
    });
    expect(said('mapped-port-not-listened-on', 'task.json', text, 'task-definition')).toEqual([
      'container web maps 80/tcp, and its program listens on 8080 (PORT=8080)',
      'map 8080, or set PORT=80',
    ]);
    const compose = 'services:\n  web: {image: shop/web, ports: ["8080:80"], environment: {PORT: 3000}}\n';
    expect(said('published-port-not-listened-on', 'compose.yaml', compose, 'compose')[0]).toMatch(
      /whose program listens on 3000 \(PORT=3000\)$/,
    );
  });

  test('which names there are instead of the one that is dialled', () => {
    const compose = `services:
  web: {image: shop/web, environment: {DB_HOST: sql, DB_PORT: 9999}}
  db: {image: shop/db}
`;
    expect(said('dialled-name-unknown', 'compose.yaml', compose, 'compose')[1]).toBe(
      'dial db, or give the container that is meant the alias sql',
    );
  });

  test('who has to take part in Service Connect, and where', () => {
    const text = template(`  Space: {Type: AWS::ServiceDiscovery::HttpNamespace, Properties: {Name: prod}}
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {NetworkMode: awsvpc, ContainerDefinitions: [{Name: api, Image: shop/api, PortMappings: [{ContainerPort: 80, Name: http}]}]}}
${SERVICE('ServiceConnectConfiguration: {Enabled: true, Namespace: !Ref Space, Services: [{PortName: http, ClientAliases: [{Port: 80, DnsName: api}]}]}')}
  Job: {Type: AWS::ECS::TaskDefinition, Properties: {NetworkMode: awsvpc, ContainerDefinitions: [{Name: job, Image: shop/job, Environment: [{Name: API_HOST, Value: api}, {Name: API_PORT, Value: "80"}]}]}}
  Jobs: {Type: AWS::ECS::Service, Properties: {Cluster: main, TaskDefinition: !Ref Job}}
`);
    expect(said('task-dials-unknown-name', 'a.yaml', text, 'cloudformation')[1]).toBe(
      'turn on Service Connect for Jobs in namespace prod',
    );
  });

  test('what a blue/green deployment lacks, by the name of the field', () => {
    const text =
      template(`  Group: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 80, Protocol: HTTP, TargetType: ip, VpcId: vpc-11111111}}
${SERVICE('DeploymentConfiguration: {Strategy: BLUE_GREEN}, LoadBalancers: [{ContainerName: web, ContainerPort: 80, TargetGroupArn: !Ref Group}]')}`);
    expect(said('blue-green-settings-missing', 'a.yaml', text, 'cloudformation')[1]).toBe(
      'add AlternateTargetGroupArn, ProductionListenerRule and RoleArn to AdvancedConfiguration of the load balancer',
    );
  });

  test('what to take out of a daemon on Fargate', () => {
    const text = template(SERVICE('LaunchType: FARGATE, SchedulingStrategy: DAEMON').replace('DesiredCount: 1, ', ''));
    expect(said('daemon-on-fargate', 'a.yaml', text, 'cloudformation')[1]).toBe(
      'remove SchedulingStrategy: DAEMON, and run what the daemon does as a sidecar container of each task; or run the service on instances, with LaunchType: EC2',
    );
  });
});

test('a service is dialled by the name of its port or container in vain where Service Connect gives it another', () => {
  const text = template(`  Space: {Type: AWS::ServiceDiscovery::HttpNamespace, Properties: {Name: prod}}
  Cluster: {Type: AWS::ECS::Cluster}
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {NetworkMode: awsvpc, ContainerDefinitions: [{Name: api, Image: shop/api, PortMappings: [{ContainerPort: 8080, Name: http}]}]}}
  Api: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, TaskDefinition: !Ref Task, ServiceConnectConfiguration: {Enabled: true, Namespace: !Ref Space, Services: [{PortName: http}]}}}
  Job: {Type: AWS::ECS::TaskDefinition, Properties: {NetworkMode: awsvpc, ContainerDefinitions: [{Name: job, Image: shop/job, Environment: [{Name: ONE_URL, Value: "http://http:8080"}, {Name: OTHER_URL, Value: "http://api:8080"}]}]}}
  Jobs: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, TaskDefinition: !Ref Job, ServiceConnectConfiguration: {Enabled: true, Namespace: !Ref Space}}}
`);
  const meant = 'but Service Connect offers Api as http.prod:8080';
  expect(said('task-dials-unknown-name', 'a.yaml', text, 'cloudformation')).toEqual([
    `container Job/job dials http:8080 (ONE_URL), ${meant}`,
    'dial http.prod:8080',
    `container Job/job dials api:8080 (OTHER_URL), ${meant}`,
    'dial http.prod:8080',
  ]);
  const value = text.replace(
    '{Name: ONE_URL, Value: "http://http:8080"}, {Name: OTHER_URL, Value: "http://api:8080"}',
    '{Name: ROLE_SERVER, Value: http}',
  );
  expect(said('task-dials-unknown-name', 'a.yaml', value, 'cloudformation')).toEqual([]);
});

test('a way from a load balancer that rests on rules which are decided later is said not to be judged', () => {
  const text = `Parameters: {Port: {Type: Number}}
Resources:
  Gate: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: gate, VpcId: vpc-11111111, SecurityGroupEgress: [{IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, CidrIp: 0.0.0.0/0}]}}
  Inside: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: inside, VpcId: vpc-11111111, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}]}}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [subnet-11111111, subnet-22222222], SecurityGroups: [!Ref Gate]}}
  Front: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 80, Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Group}]}}
  Group: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 80, Protocol: HTTP, TargetType: ip, VpcId: vpc-11111111}}
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {NetworkMode: awsvpc, ContainerDefinitions: [{Name: web, Image: shop/web, PortMappings: [{ContainerPort: 80}]}]}}
  Web: {Type: AWS::ECS::Service, DependsOn: Front, Properties: {Cluster: main, TaskDefinition: !Ref Task, NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [subnet-11111111], SecurityGroups: [!Ref Inside]}}, LoadBalancers: [{ContainerName: web, ContainerPort: 80, TargetGroupArn: !Ref Group}]}}
`;
  const notJudged = (written: string): string[] =>
    coverageOf(readInputs([{ name: 'a.yaml', text: written }])[0]!.reading).notJudged.flatMap(({ what }) =>
      what.startsWith('the way') ? [what] : [],
    );
  expect(notJudged(text)).toEqual(['the way from Balancer to Web/loadBalancer0']);
  expect(notJudged(text.replaceAll('!Ref Port', '80'))).toEqual([]);
});
