import { explain, fixOf } from '../../lib/core/rules/check';
import { findingsOf, prepareInputs, readInputs } from '../../lib/formats';

/** What is found in a file: the rule, the line that it points at, those of the other parties, the message and the way out. */
function said(name: string, text: string): object[] {
  const [input] = readInputs([{ name, text }]);
  if (!input) return [];
  const lines = text.split('\n');
  const lineOf = (at: Parameters<typeof input.locate>[0]): string =>
    (lines[(input.locate(at)?.line ?? 0) - 1] ?? '').trim();
  return findingsOf(input.reading).map((finding) => ({
    rule: finding.rule,
    line: lineOf(finding.at),
    others: finding.others.map(lineOf),
    message: explain(finding),
    fix: fixOf(finding, input.language),
  }));
}

const TASK = `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      Cpu: "256"
      Memory: "512"
      ContainerDefinitions:
        - { Name: app, Image: nginx, Memory: 128 }
`;

const started = (type: string, targets: string, network: string): string => `${TASK}  Start:
    Type: ${type}
    Properties:
      ScheduleExpression: rate(1 hour)
      ${targets}
          Arn: arn:aws:ecs:eu-west-1:111111111111:cluster/shared
          RoleArn: arn:aws:iam::111111111111:role/events
          EcsParameters:
            TaskDefinitionArn: !Ref Task
            LaunchType: FARGATE
            NetworkConfiguration:
              ${network}:
                Subnets: [subnet-11111111]
`;

const RULE = ['AWS::Events::Rule', 'Targets:\n        - Id: task'] as const;
const SCHEDULE = [
  'AWS::Scheduler::Schedule',
  'FlexibleTimeWindow: { Mode: OFF }\n      Target:\n          Input: "{}"',
] as const;

describe('a network configuration', () => {
  test('has a capital V in a rule of EventBridge, and a small one in a schedule', () => {
    expect(said('t.yaml', started(...RULE, 'AwsVpcConfiguration'))).toEqual([]);
    expect(said('t.yaml', started(...SCHEDULE, 'AwsvpcConfiguration'))).toEqual([]);
  });

  test('of the other spelling is none, and the finding is at the line with it', () => {
    expect(said('t.yaml', started(...RULE, 'AwsvpcConfiguration'))).toMatchObject([
      {
        rule: 'network-configuration-missing',
        line: 'AwsvpcConfiguration:',
        fix: 'write AwsVpcConfiguration, with letters of this case',
      },
    ]);
    expect(said('t.yaml', started(...SCHEDULE, 'AwsVpcConfiguration'))).toMatchObject([
      { rule: 'network-configuration-missing', line: 'AwsVpcConfiguration:' },
    ]);
  });

  test('has a capital V in a task set, and a small one in a service', () => {
    const of = (type: string, network: string): string => `${TASK}  Runs:
    Type: ${type}
    Properties:
      Cluster: shared
      Service: other
      TaskDefinition: !Ref Task
      LaunchType: FARGATE
      NetworkConfiguration:
        ${network}: { Subnets: [subnet-11111111] }
`;
    const missing = (text: string): number =>
      said('t.yaml', text).filter((one) => (one as { rule: string }).rule === 'network-configuration-missing').length;
    expect(missing(of('AWS::ECS::TaskSet', 'AwsVpcConfiguration'))).toBe(0);
    expect(missing(of('AWS::ECS::TaskSet', 'AwsvpcConfiguration'))).toBe(1);
    expect(missing(of('AWS::ECS::Service', 'AwsvpcConfiguration'))).toBe(0);
    expect(missing(of('AWS::ECS::Service', 'AwsVpcConfiguration'))).toBe(1);
  });

  test('that is left out is to be added with all that is around it', () => {
    const without = started(...RULE, 'X').replace(/ +NetworkConfiguration:[^]*$/, '');
    expect(said('t.yaml', without)).toMatchObject([
      { fix: 'add EcsParameters.NetworkConfiguration.AwsVpcConfiguration with Subnets to the target' },
    ]);
  });
});

test('a resource of a template is shown at its name, a field that is written at the field', () => {
  const text = TASK.replace('Memory: "512"', 'Memory: "1536"');
  expect(said('t.yaml', text)).toEqual([
    {
      rule: 'fargate-size-unsupported',
      line: 'Memory: "1536"',
      others: [],
      message: 'the task has 1536 MiB of memory; with 256 CPU units Fargate offers 512, 1024 or 2048 MiB',
      fix: 'set Memory to 512, 1024 or 2048 MiB',
    },
  ]);
  expect(said('t.yaml', text.replace(/ +Memory: "1536"\n/, ''))).toMatchObject([{ line: 'Cpu: "256"' }]);
  const sized = text.replace(/ +Memory: "1536"\n/, '').replace(/ +Cpu: "256"\n/, '');
  expect(said('t.yaml', sized)).toMatchObject([{ line: 'Task:' }]);
});

test('more CPU is named first where there is some for the memory', () => {
  expect(said('t.yaml', TASK.replace('"512"', '"4096"'))).toMatchObject([
    { fix: 'set Cpu: 512 (or 1024 or 2048) for 4096 MiB, or set Memory to 512, 1024 or 2048 MiB' },
  ]);
});

test('an address without a length is shown at its field', () => {
  const group = `Resources:
  Gate:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: gate
      VpcId: vpc-11111111
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 80
          ToPort: 80
          CidrIp: 10.1.2.3
`;
  expect(said('t.yaml', group)).toMatchObject([
    {
      line: 'CidrIp: 10.1.2.3',
      message: 'a rule of Gate is for "10.1.2.3", which has no prefix length',
      fix: 'write 10.1.2.3/32 for the one address, or a block such as 10.1.0.0/16, in CidrIp',
    },
  ]);
});

const ROUTE = `resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "g" {}
resource "aws_internet_gateway_attachment" "a" {
  vpc_id              = aws_vpc.v.id
  internet_gateway_id = aws_internet_gateway.g.id
}
resource "aws_route_table" "t" { vpc_id = aws_vpc.v.id }
resource "aws_route" "out" {
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.g.id
}
`;

describe('a route of Terraform', () => {
  beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

  test('waits for the attachment of its gateway where that is a resource of its own', () => {
    expect(said('main.tf', ROUTE)).toMatchObject([
      {
        rule: 'route-before-attachment',
        fix: 'add depends_on = [aws_internet_gateway_attachment.a] to aws_route.out',
      },
    ]);
    const waits = ROUTE.replace(/gateway_id {13}= .*/, '$&\n  depends_on = [aws_internet_gateway_attachment.a]');
    expect(said('main.tf', waits)).toEqual([]);
  });

  test('needs no word where the gateway attaches itself', () => {
    const own = ROUTE.replace(/resource "aws_internet_gateway_attachment"[^}]*}\n/, '');
    expect(said('main.tf', own.replace('"g" {}', '"g" { vpc_id = aws_vpc.v.id }'))).toEqual([]);
  });
});

const COMPOSE = (web: string, networks: string): string => `services:
  web:
    image: busybox
    container_name: web
    ${web}
networks:
  back:
    ipam:
      config:
        - subnet: 10.73.0.0/24
          ${networks}
`;

test('an example of an address is one of the subnet, and what was meant where it can be read', () => {
  const fixes = (web: string, networks = 'gateway: 10.73.0.1'): unknown[] =>
    said('compose.yaml', COMPOSE(web, networks)).map((one) => (one as { fix: string }).fix);
  expect(fixes('networks: { back: { ipv4_address: nope } }')).toEqual([
    'write an address of 10.73.0.0/24 without its length, such as 10.73.0.20',
  ]);
  expect(fixes('networks: { back: { ipv4_address: 10.73.0.7/24 } }')).toEqual([
    'write an address of 10.73.0.0/24 without its length, such as 10.73.0.7',
  ]);
  expect(fixes('networks: [back]', 'gateway: nope')).toEqual([
    'write the address alone, without a prefix length, such as 10.73.0.1',
  ]);
});

const DIALS = `services:
  web:
    image: busybox
    environment:
      API_URL: http://api:5000
      KAFKA_BROKERS: kafka:9092
  api:
    image: busybox
    command:
      - flask
      - run
      - --host=127.0.0.1
  kafka:
    image: apache/kafka:4.0.0
    environment:
      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://localhost:9092
`;

test('a program that listens on its loopback is shown at the word that says so', () => {
  expect(said('compose.yaml', DIALS)).toContainEqual(
    expect.objectContaining({
      rule: 'listens-on-loopback-only',
      line: '- --host=127.0.0.1',
      fix: 'start it with --host=0.0.0.0',
    }),
  );
  const set = DIALS.replace(
    / +command:[^]*?127.0.0.1\n/,
    '    environment: { ASPNETCORE_URLS: "http://localhost:5000" }\n',
  );
  expect(said('compose.yaml', set)).toContainEqual(
    expect.objectContaining({
      rule: 'listens-on-loopback-only',
      line: 'environment: { ASPNETCORE_URLS: "http://localhost:5000" }',
      fix: 'set ASPNETCORE_URLS=http://0.0.0.0:5000',
    }),
  );
});

test('what a broker advertises is shown beside the one that dials it', () => {
  expect(said('compose.yaml', DIALS)).toContainEqual(
    expect.objectContaining({
      rule: 'advertised-address-unreachable',
      others: ['KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://localhost:9092'],
    }),
  );
});
