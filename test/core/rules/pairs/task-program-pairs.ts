import {
  connect,
  container,
  ON_FARGATE,
  otherTask,
  ref,
  service,
  task,
  taskTemplate,
  template,
  type Data,
  type PlainTemplate,
  type Resource,
  type RulePair,
} from './template';

const of = (type: string, properties: Data = {}): Resource => ({ Type: `AWS::${type}`, Properties: properties });

function env(variables: Readonly<Record<string, unknown>>): Data {
  return { Environment: Object.entries(variables).map(([Name, Value]) => ({ Name, Value })) };
}

const app = (variables: Readonly<Record<string, unknown>>, more: Data = {}): Data =>
  container({ Image: 'public.ecr.aws/shop/app:1', ...env(variables), ...more });

const REDIS: Data = container({ Name: 'cache', Image: 'public.ecr.aws/docker/library/redis:7' });

const healthOn = (port: number): Data => ({
  HealthCheck: { Command: ['CMD-SHELL', `curl -f http://localhost:${port}/health || exit 1`] },
});

const api = (port: number, mapping: Data = {}, more: Data = {}): Data =>
  container({
    Name: 'api',
    Image: 'public.ecr.aws/shop/api:1',
    PortMappings: [{ ContainerPort: port, Name: 'http', ...mapping }],
    ...more,
  });

/** A task whose program says where it listens. */
const serving = (command: readonly string[]): PlainTemplate =>
  taskTemplate('awsvpc', [
    container({ Image: 'public.ecr.aws/shop/api:1', Command: command, PortMappings: [{ ContainerPort: 3000 }] }),
  ]);

/** A container whose server listens beside the port that is mapped. */
const LATE = container({
  Image: 'public.ecr.aws/shop/api:1',
  Command: ['uvicorn', 'shop:app', '--host', '0.0.0.0', '--port', '9000'],
  PortMappings: [{ ContainerPort: 8000 }],
});

const inGroup = (group: unknown): Data => ({
  LaunchType: 'FARGATE',
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-11111111'], SecurityGroups: [group] } },
});

/** A service of the task called Task that calls, and one of the task called Other that is called. */
function calling(variables: Readonly<Record<string, unknown>>, caller: Data, called: Data): PlainTemplate {
  return template(
    task('awsvpc', [app(variables)], ON_FARGATE),
    otherTask('awsvpc', [api(3000)], ON_FARGATE),
    service({ ...inGroup('sg-11111111'), ...caller }, 'Service', ['Api']),
    service({ TaskDefinition: ref('Other'), ...inGroup('sg-22222222'), ...called }, 'Api'),
  );
}

const OFFERED = connect([{ PortName: 'http', ClientAliases: [{ DnsName: 'api', Port: 80 }] }]);
const CLIENT = connect([]);

/** Tasks that are registered under api.shop.local. */
function registered(url: string): PlainTemplate {
  const { Resources } = calling({ API_URL: url }, {}, { ServiceRegistries: [{ RegistryArn: arn('Registry') }] });
  return template(Resources, {
    Namespace: of('ServiceDiscovery::PrivateDnsNamespace', { Name: 'shop.local', Vpc: 'vpc-11111111' }),
    Registry: of('ServiceDiscovery::Service', {
      Name: 'api',
      NamespaceId: ref('Namespace'),
      DnsConfig: { NamespaceId: ref('Namespace'), DnsRecords: [{ Type: 'A', TTL: 60 }] },
    }),
  });
}

const arn = (name: string): Data => ({ 'Fn::GetAtt': [name, 'Arn'] });

/** Groups of the two services, the second of which admits a group. */
function groups(admits: unknown): Record<string, Resource> {
  const rule = { IpProtocol: 'tcp', FromPort: 3000, ToPort: 3000, SourceSecurityGroupId: admits };
  return {
    WebGroup: of('EC2::SecurityGroup', { GroupDescription: 'web', VpcId: 'vpc-11111111' }),
    ApiGroup: of('EC2::SecurityGroup', {
      GroupDescription: 'api',
      VpcId: 'vpc-11111111',
      SecurityGroupIngress: [rule],
    }),
  };
}

/** A service with the address of a database, whose group admits a group. */
function withDatabase(variables: Readonly<Record<string, unknown>>, admits: unknown): PlainTemplate {
  const rule = { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: admits };
  return template(task('awsvpc', [app(variables)], ON_FARGATE), service(inGroup(ref('WebGroup'))), {
    WebGroup: of('EC2::SecurityGroup', { GroupDescription: 'web', VpcId: 'vpc-11111111' }),
    DataGroup: of('EC2::SecurityGroup', {
      GroupDescription: 'data',
      VpcId: 'vpc-11111111',
      SecurityGroupIngress: [rule],
    }),
    Subnets: of('RDS::DBSubnetGroup', { DBSubnetGroupDescription: 'data', SubnetIds: ['subnet-33333333'] }),
    Data: of('RDS::DBInstance', {
      Engine: 'postgres',
      DBSubnetGroupName: ref('Subnets'),
      VPCSecurityGroups: [ref('DataGroup')],
    }),
  });
}

const DATABASE: Data = { 'Fn::GetAtt': ['Data', 'Endpoint.Address'] };

/** Wrong and right definitions of what programs in tasks dial. */
export const TASK_PROGRAM_PAIRS: readonly RulePair[] = [
  {
    rule: 'task-dials-unknown-name',
    about: 'a container of the same task',
    severity: 'warning',
    wrong: taskTemplate('awsvpc', [app({ REDIS_URL: 'redis://cache:6379' }), REDIS]),
    right: taskTemplate('awsvpc', [app({ REDIS_URL: 'redis://localhost:6379' }), REDIS]),
  },
  {
    rule: 'task-dials-unknown-name',
    about: 'in bridge mode without a link',
    severity: 'warning',
    wrong: taskTemplate('bridge', [app({ REDIS_URL: 'redis://cache:6379' }), REDIS]),
    right: taskTemplate('bridge', [app({ REDIS_URL: 'redis://cache:6379' }, { Links: ['cache'] }), REDIS]),
  },
  {
    rule: 'task-dials-unknown-name',
    about: 'Service Connect from outside of it',
    severity: 'warning',
    wrong: calling({ API_URL: 'http://api' }, {}, OFFERED),
    right: calling({ API_URL: 'http://api' }, CLIENT, OFFERED),
  },
  {
    rule: 'task-dials-unknown-name',
    about: 'Service Connect in another namespace',
    severity: 'warning',
    wrong: calling({ API_URL: 'http://api' }, connect([], { Namespace: 'test' }), OFFERED),
    right: calling({ API_URL: 'http://api' }, CLIENT, OFFERED),
  },
  {
    rule: 'task-dials-unknown-name',
    about: 'a name of Service Connect that is misspelt',
    severity: 'warning',
    wrong: calling({ API_URL: 'http://apii' }, CLIENT, OFFERED),
    right: calling({ API_URL: 'http://api' }, CLIENT, OFFERED),
  },
  {
    rule: 'task-dials-unknown-name',
    about: 'a name of Cloud Map that is misspelt',
    severity: 'warning',
    wrong: registered('http://apii.shop.local:3000'),
    right: registered('http://api.shop.local:3000'),
  },
  {
    rule: 'task-dials-unknown-name',
    about: 'a name of Cloud Map in a namespace that is misspelt',
    severity: 'warning',
    wrong: registered('http://api.shpo.local:3000'),
    right: registered('http://api.shop.local:3000'),
  },
  {
    rule: 'task-dials-unknown-name',
    about: 'a name of Cloud Map without its namespace',
    severity: 'warning',
    wrong: registered('http://api:3000'),
    right: registered('http://api.shop.local:3000'),
  },
  {
    rule: 'task-dials-name-of-docker-desktop',
    severity: 'warning',
    wrong: taskTemplate('awsvpc', [app({ REDIS_URL: 'redis://host.docker.internal:6379' }), REDIS]),
    right: taskTemplate('awsvpc', [app({ REDIS_URL: 'redis://127.0.0.1:6379' }), REDIS]),
  },
  {
    rule: 'task-dials-localhost-of-another-container',
    severity: 'warning',
    wrong: taskTemplate('bridge', [app({ REDIS_URL: 'redis://localhost:6379' }), REDIS]),
    right: taskTemplate('awsvpc', [app({ REDIS_URL: 'redis://localhost:6379' }), REDIS]),
  },
  {
    rule: 'task-dials-localhost-of-another-container',
    about: 'without a port',
    severity: 'warning',
    wrong: taskTemplate('bridge', [app({ REDIS_HOST: 'localhost' }), REDIS]),
    right: taskTemplate('awsvpc', [app({ REDIS_HOST: 'localhost' }), REDIS]),
  },
  {
    rule: 'task-dials-port-not-listened-on',
    about: 'the port on the host',
    severity: 'warning',
    wrong: taskTemplate('bridge', [
      app({ API_URL: 'http://api:8080' }, { Links: ['api'] }),
      api(3000, { HostPort: 8080 }),
    ]),
    right: taskTemplate('bridge', [
      app({ API_URL: 'http://api:3000' }, { Links: ['api'] }),
      api(3000, { HostPort: 8080 }),
    ]),
  },
  {
    rule: 'task-dials-port-not-listened-on',
    about: 'another port than that of the alias',
    severity: 'warning',
    wrong: calling({ API_URL: 'http://api:3000' }, CLIENT, OFFERED),
    right: calling({ API_URL: 'http://api:80' }, CLIENT, OFFERED),
  },
  {
    rule: 'task-dials-port-not-listened-on',
    about: 'a database',
    severity: 'warning',
    wrong: withDatabase({ DB_HOST: DATABASE, DB_PORT: '5433' }, ref('WebGroup')),
    right: withDatabase({ DB_HOST: DATABASE, DB_PORT: '5432' }, ref('WebGroup')),
  },
  {
    rule: 'task-dials-port-not-listened-on',
    about: 'a health check that asks a port which the container does not map',
    severity: 'warning',
    wrong: taskTemplate('awsvpc', [api(3000, {}, healthOn(8080))]),
    right: taskTemplate('awsvpc', [api(3000, {}, healthOn(3000))]),
  },
  {
    rule: 'task-dials-blocked-way',
    about: 'Service Connect',
    severity: 'warning',
    wrong: template(
      calling({ API_URL: 'http://api' }, { ...CLIENT, ...inGroup(ref('WebGroup')) }, { ...OFFERED, ...inGroup(ref('ApiGroup')) }).Resources, // prettier-ignore
      groups('sg-33333333'),
    ),
    right: template(
      calling({ API_URL: 'http://api' }, { ...CLIENT, ...inGroup(ref('WebGroup')) }, { ...OFFERED, ...inGroup(ref('ApiGroup')) }).Resources, // prettier-ignore
      groups(ref('WebGroup')),
    ),
  },
  {
    rule: 'task-dials-blocked-way',
    about: 'a database',
    severity: 'warning',
    wrong: withDatabase({ DB_HOST: DATABASE }, 'sg-33333333'),
    right: withDatabase({ DB_HOST: DATABASE }, ref('WebGroup')),
  },
  {
    rule: 'task-listens-on-loopback-only',
    severity: 'warning',
    wrong: serving(['gunicorn', 'shop.wsgi', '--bind', '127.0.0.1:3000']),
    right: serving(['gunicorn', 'shop.wsgi', '--bind', '0.0.0.0:3000']),
  },
  {
    rule: 'mapped-port-not-listened-on',
    severity: 'warning',
    wrong: serving(['gunicorn', 'shop.wsgi', '--bind', '0.0.0.0:8000']),
    right: serving(['gunicorn', 'shop.wsgi', '--bind', '0.0.0.0:3000']),
  },
  {
    rule: 'mapped-port-not-listened-on',
    about: 'beside a container that does not listen there either',
    severity: 'warning',
    wrong: taskTemplate('awsvpc', [LATE, container({ Name: 'cache', Image: 'redis:7' })]),
    right: taskTemplate('awsvpc', [LATE, container({ Name: 'web', Image: 'public.ecr.aws/shop/web:1' })]),
  },
  {
    rule: 'mapped-port-not-listened-on',
    about: 'beside the port of the variable PORT',
    severity: 'warning',
    wrong: taskTemplate('awsvpc', [
      container({
        Image: 'public.ecr.aws/shop/api:1',
        PortMappings: [{ ContainerPort: 3000 }],
        Environment: [{ Name: 'PORT', Value: '8080' }],
      }),
    ]),
    right: taskTemplate('awsvpc', [
      container({
        Image: 'public.ecr.aws/shop/api:1',
        PortMappings: [{ ContainerPort: 8080 }],
        Environment: [{ Name: 'PORT', Value: '8080' }],
      }),
    ]),
  },
];
