import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { coverageOf } from '../../lib/formats/coverage';
import { findingsOf, readInputs, type Input } from '../../lib/formats';
import { fixIn } from '../../lib/core/values/fix';
import { findRule } from '../../lib/core/rules';
import { SAMPLES } from './samples';

type Files = Readonly<Record<string, unknown>>;

const read = (files: Files): Input[] =>
  readInputs(Object.entries(files).map(([name, data]) => ({ name, text: JSON.stringify(data, undefined, 2) })));
const rules = (files: Files): string[] =>
  read(files).flatMap(({ reading }) => findingsOf(reading).map(({ rule }) => rule));

const { clusters, services, taskDefinition, Vpcs, Subnets, RouteTables } = SAMPLES['aws-account'];
const WHERE = 'arn:aws:ecs:eu-west-1:111122223333';

/** A service on Fargate with one container, as the account has it. */
function fargate(task: object = {}, service: object = {}): Files {
  const awsvpcConfiguration = { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' };
  return {
    'services.json': {
      services: [
        {
          serviceArn: `${WHERE}:service/prod/web`,
          serviceName: 'web',
          clusterArn: `${WHERE}:cluster/prod`,
          taskDefinition: `${WHERE}:task-definition/web:7`,
          launchType: 'FARGATE',
          desiredCount: 1,
          networkConfiguration: { awsvpcConfiguration },
          ...service,
        },
      ],
    },
    'task.json': {
      taskDefinition: {
        taskDefinitionArn: `${WHERE}:task-definition/web:7`,
        family: 'web',
        revision: 7,
        networkMode: 'awsvpc',
        cpu: '256',
        memory: '512',
        requiresCompatibilities: ['FARGATE'],
        executionRoleArn: 'arn:aws:iam::111122223333:role/web',
        containerDefinitions: [{ name: 'web', image: 'nginx', portMappings: [{ containerPort: 80, hostPort: 80 }] }],
        ...task,
      },
    },
    'clusters.json': { clusters },
  };
}

const VPC: Files = {
  'vpcs.json': { Vpcs: [{ ...Vpcs[0], DhcpOptionsId: 'default' }] },
  'support.json': { VpcId: 'vpc-1', EnableDnsSupport: { Value: true } },
  'hostnames.json': { VpcId: 'vpc-1', EnableDnsHostnames: { Value: true } },
  'subnets.json': { Subnets },
  'acls.json': {
    NetworkAcls: [
      {
        NetworkAclId: 'acl-1',
        VpcId: 'vpc-1',
        Associations: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }],
        Entries: [false, true].map((Egress) => ({
          RuleNumber: 100,
          Protocol: '-1',
          RuleAction: 'allow',
          Egress,
          CidrBlock: '0.0.0.0/0',
        })),
      },
    ],
  },
  'groups.json': {
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'web',
        VpcId: 'vpc-1',
        IpPermissions: [],
        IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      },
    ],
  },
  'gateways.json': { InternetGateways: [] },
  'nat.json': { NatGateways: [] },
  'tables.json': {
    RouteTables: [{ RouteTableId: 'rtb-1', VpcId: 'vpc-1', Associations: [{ Main: true }], Routes: [] }],
  },
};

const ENDPOINTS: Files = { 'endpoints.json': { VpcEndpoints: [] } };

test('files of any name are read together as what one account is', () => {
  const [input, ...more] = read({ ...fargate(), ...VPC, ...ENDPOINTS });
  expect(more).toEqual([]);
  expect(input!.type).toBe('aws-account');
  expect(coverageOf(input!.reading).judged).toMatchObject({ services: 1, 'task definitions': 1, VPCs: 1, subnets: 2 });
});

test('a subnet without a way out is an error where everything was asked for', () => {
  expect(rules({ ...fargate(), ...VPC, ...ENDPOINTS })).toEqual(['task-cannot-pull-image']);
});

test.each(['endpoints.json', 'tables.json', 'gateways.json', 'subnets.json', 'task.json'])(
  'without %s nothing is said to be wrong: it was not seen',
  (file) => {
    const files = Object.entries({ ...fargate(), ...VPC, ...ENDPOINTS }).filter(([name]) => name !== file);
    expect(rules(Object.fromEntries(files))).toEqual([]);
  },
);

test('a list whose answer goes on was not seen to its end', () => {
  const endpoints = { VpcEndpoints: [], NextToken: 'more' };
  const files = { ...fargate(), ...VPC, 'endpoints.json': endpoints };
  expect(rules(files)).toEqual([]);
  expect(coverageOf(read(files)[0]!.reading).notJudged).toContainEqual({
    what: 'the rest of aws ec2 describe-vpc-endpoints',
    why: 'the answer goes on, and the file has its beginning',
  });
});

test('a service runs the revision that it names, and no other of the family', () => {
  const wrong = { networkMode: 'bridge' };
  expect(rules(fargate(wrong))).toContain('fargate-needs-awsvpc');
  const files = fargate(wrong, { taskDefinition: `${WHERE}:task-definition/web:8` });
  const [input] = read(files);
  expect(coverageOf(input!.reading).notJudged).toContainEqual({
    what: 'task definition of web',
    why: 'web:8 is in no file given; aws ecs describe-task-definition prints it',
  });
});

test('a finding points at the file and the place in it, and its way out speaks the words of the AWS CLI', () => {
  const [input] = read(fargate({ containerDefinitions: [{ name: 'web', image: 'nginx', portMappings: [{ containerPort: 80, hostPort: 8080 }] }] })); // prettier-ignore
  const [finding] = findingsOf(input!.reading).filter(({ rule }) => rule === 'host-port-differs');
  expect(finding?.at).toEqual({
    path: 'web/web/port0',
    file: 'task.json',
    pointer: '/taskDefinition/containerDefinitions/0/portMappings/0/hostPort',
  });
  expect(input!.locate(finding!.at)).toEqual({ line: 20, column: 13 });
  const fix = fixIn('aws-cli', findRule('fargate-needs-awsvpc')!.fix);
  expect(fix).toBe('use --network-mode awsvpc, or remove FARGATE from --requires-compatibilities');
});

test('a template is read with the account that it is for', () => {
  const template = {
    Resources: {
      Api: {
        Type: 'AWS::ECS::Service',
        Properties: {
          ServiceName: 'api',
          Cluster: 'prod',
          TaskDefinition: 'web:7',
          LaunchType: 'FARGATE',
          NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'], SecurityGroups: ['sg-1'] } },
        },
      },
    },
  };
  const [input, ...more] = read({ ...fargate(), ...VPC, ...ENDPOINTS, 'new.template.json': template });
  expect(more).toEqual([]);
  expect(input!.reading.services.map(({ at }) => at.path).sort()).toEqual(['Api', 'web']);
  expect(findingsOf(input!.reading).map(({ rule, at }) => [rule, at.file])).toContainEqual([
    'task-cannot-pull-image',
    'new.template.json',
  ]);
  expect(input!.languages?.get('new.template.json')).toBe('cloudformation');
});

test('what a template defines is not there a second time', () => {
  const template = {
    Resources: { Web: { Type: 'AWS::ECS::Service', Properties: { ServiceName: 'web', Cluster: 'prod' } } },
  };
  const [input] = read({ ...fargate(), 'new.json': template });
  expect(input!.reading.services.map(({ at }) => at.file)).toEqual(['new.json']);
});

test('accounts and regions are kept apart, and that is said', () => {
  const other = JSON.parse(
    JSON.stringify(fargate()).replaceAll('eu-west-1', 'us-east-1').replaceAll('111122223333', '444455556666'),
  ) as Files;
  const renamed = Object.fromEntries(Object.entries(other).map(([name, data]) => [`other-${name}`, data]));
  const [input] = read({ ...fargate(), ...renamed });
  const { reading } = input!;
  expect(reading.clusters.map(({ at, services: { items } }) => [at.path, items.length])).toEqual([
    ['prod', 1],
    ['prod', 1],
  ]);
  expect(coverageOf(reading).notJudged.map(({ what }) => what)).toContain(
    'ways between account 111122223333 in eu-west-1 and account 444455556666 in us-east-1',
  );
});

test('lists of names go with the rest, and say by themselves what to give', () => {
  const list = { serviceArns: [services[0].serviceArn] };
  expect(rules({ ...fargate(), 'list.json': list })).toEqual([]);
  expect(() => read({ 'list.json': list })).toThrow('a list of names has no service in it');
});

test('services and task definitions alone are read as before', () => {
  const [input] = read({ 'services.json': { services }, 'task.json': { taskDefinition } });
  expect(input!.type).toBe('task-definition');
});

test('services that a cluster has besides those that were seen may be there', () => {
  const many = { clusters: [{ ...clusters[0], activeServicesCount: 3 }] };
  const complete = (files: Files): boolean | undefined => read(files)[0]!.reading.clusters[0]?.services.complete;
  expect(complete(fargate())).toBe(true);
  expect(complete({ ...fargate(), 'clusters.json': many })).toBe(false);
});

test('a route that works shows the gateway that it leads to', () => {
  const tables = [
    {
      ...RouteTables[0],
      Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-9', State: 'active' }],
    },
  ];
  const [input] = read({ 'vpcs.json': { Vpcs }, 'subnets.json': { Subnets }, 'tables.json': { RouteTables: tables } });
  const [network] = input!.reading.networks;
  expect(network!.internetGateways.map(({ key, vpcs }) => [key, vpcs.items])).toEqual([['igw-9', ['vpc-1']]]);
});

test('what AWS accepted is not held against what it accepts', () => {
  const group = { GroupId: 'sg-9', GroupName: 'default', VpcId: 'vpc-1', IpPermissions: [], IpPermissionsEgress: [] };
  expect(rules({ 'groups.json': { SecurityGroups: [group] } })).toEqual([]);
});

test('attributes are those of the target group whose ARN stands beside them, and of no other', () => {
  const arn = (name: string): string => `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/${name}/1`;
  const group = (name: string): object => ({
    TargetGroupArn: arn(name),
    TargetGroupName: name,
    Protocol: 'TCP',
    Port: 80,
    VpcId: 'vpc-1',
  });
  const Attributes = [
    { Key: 'preserve_client_ip.enabled', Value: 'true' },
    { Key: 'one.that.is.new', Value: 'x' },
  ];
  const files = {
    'groups.json': { TargetGroups: [group('web'), group('api')] },
    'attributes.json': { TargetGroupArn: arn('web'), Attributes },
  };
  const [input] = read(files);
  expect(input!.reading.unknown).toEqual([
    expect.objectContaining({
      at: expect.objectContaining({ path: 'api' }) as object,
      why: 'what aws elbv2 describe-target-group-attributes prints is not in the files given',
    }),
  ]);
  expect(rules(files)).toEqual([]);
});

test('what stands where a reference could is read as what it is', () => {
  const odd = { 'Fn::GetAtt': { toString: 1, valueOf: 1 } };
  expect(() => rules(fargate({}, { loadBalancers: [odd], tags: [{ key: odd, value: odd }] }))).not.toThrow();
  expect(() => rules({ 't.json': { Resources: { A: { Type: 'AWS::ECS::Service', Properties: { Cluster: odd } } } } })).not.toThrow(); // prettier-ignore
});

const SCRIPT = /^```bash\n([\s\S]*?)^```$/m.exec(
  readFileSync(join(__dirname, '../../docs/aws-snapshot.md'), 'utf8'),
)?.[1];
const hasBash = spawnSync('bash', ['-c', 'true']).status === 0;
if (!hasBash) console.info('skipped: no bash to run the script of docs/aws-snapshot.md with');

(hasBash ? test : test.skip)('the script that makes the files reads, and calls nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-snapshot-'));
  try {
    const fake = join(folder, 'aws');
    // every question for names has two answers, every other one an empty object
    writeFileSync(fake, `#!/bin/sh\necho "$@" >> ${folder}/calls\ncase "$*" in *--query*) echo x1 x2 ;; *) echo '{}' ;; esac\n`); // prettier-ignore
    chmodSync(fake, 0o755);
    const PATH = `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
    const run = spawnSync('bash', ['-c', SCRIPT!, 'snapshot', join(folder, 'out')], {
      env: { ...process.env, PATH },
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
    expect(calls.length).toBeGreaterThan(40);
    expect(calls.filter((call) => !/^[a-z0-9-]+ (?:describe|list|get)-[a-z-]+( |$)/.test(call))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
