/**
 * `portwright check` of a 500 kB template as a whole process, cold, against cfn-lint and AWS's validator on the same file;
 * and the check itself (reading and rules), warm, against `JSON.parse` of it.
 *
 * The same of a small compose file, which is mostly the start of the process. The sides take turns in one run. cfn-lint is
 * looked for in PORTWRIGHT_CFN_LINT, then on the PATH; PORTWRIGHT_BASELINE is the folder of an earlier version that is
 * built, to be compared with.
 *
 * npm run build && npm run tools && node build/bench/check.js [rounds]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { findingsOf, readCloudFormation, readInputs } from '../lib/formats';

const ROUNDS = Number(process.argv[2] ?? 7);
const SIZE = 500_000;

type Resources = Record<string, { readonly Type: string; readonly Properties: object; readonly DependsOn?: string }>;

/** A service with all that belongs to it, as CDK writes them. */
function serviceOf(index: number): Resources {
  const id = `Service${index}`;
  const role = {
    Version: '2012-10-17',
    Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' } }],
  };
  return {
    [`${id}TaskRole`]: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: role } },
    [`${id}Logs`]: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
    [`${id}Task`]: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        Family: { 'Fn::Sub': `\${AWS::StackName}-${index}` },
        NetworkMode: 'bridge',
        RequiresCompatibilities: ['EC2'],
        TaskRoleArn: { 'Fn::GetAtt': [`${id}TaskRole`, 'Arn'] },
        ContainerDefinitions: [
          {
            Name: 'web',
            Image: { 'Fn::Join': ['', [{ Ref: 'AWS::AccountId' }, '.dkr.ecr.', { Ref: 'AWS::Region' }, '/web:1']] },
            Essential: true,
            Memory: 256,
            Links: ['cache'],
            PortMappings: [{ ContainerPort: { Ref: 'Port' }, HostPort: 0, Protocol: 'tcp', Name: 'http' }],
            Environment: [
              { Name: 'STAGE', Value: { Ref: 'Stage' } },
              { Name: 'NUMBER', Value: String(index) },
            ],
            LogConfiguration: {
              LogDriver: 'awslogs',
              Options: {
                'awslogs-group': { Ref: `${id}Logs` },
                'awslogs-region': { Ref: 'AWS::Region' },
                'awslogs-stream-prefix': 'web',
              },
            },
          },
          { Name: 'cache', Image: 'public.ecr.aws/docker/library/redis:7', Essential: true, Memory: 128 },
        ],
      },
    },
    [`${id}Targets`]: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { Port: 80, Protocol: 'HTTP', TargetType: 'instance', VpcId: { Ref: 'Vpc' } },
    },
    [`${id}Rule`]: {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: {
        ListenerArn: { Ref: 'Listener' },
        Priority: index + 1,
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: [`/${index}/*`] } }],
        Actions: [{ Type: 'forward', TargetGroupArn: { Ref: `${id}Targets` } }],
      },
    },
    [id]: {
      Type: 'AWS::ECS::Service',
      DependsOn: `${id}Rule`,
      Properties: {
        Cluster: { Ref: 'Cluster' },
        TaskDefinition: { Ref: `${id}Task` },
        DesiredCount: 2,
        CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Weight: 1 }],
        DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 200 },
        LoadBalancers: [
          { ContainerName: 'web', ContainerPort: { Ref: 'Port' }, TargetGroupArn: { Ref: `${id}Targets` } },
        ],
      },
    },
  };
}

const SUBNETS = ['SubnetA', 'SubnetB'];

/** A network with a way out, and all that the services share. */
function frame(): Resources {
  const group = (name: string, more: object = {}): Resources[string] => ({
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { GroupDescription: name, VpcId: { Ref: 'Vpc' }, ...more },
  });
  const subnets = SUBNETS.map((id, index): [string, Resources[string]][] => [
    [
      id,
      {
        Type: 'AWS::EC2::Subnet',
        Properties: {
          VpcId: { Ref: 'Vpc' },
          CidrBlock: `10.0.${16 * index}.0/20`,
          AvailabilityZone: { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] },
          MapPublicIpOnLaunch: true,
        },
      },
    ],
    [
      `${id}Routes`,
      {
        Type: 'AWS::EC2::SubnetRouteTableAssociation',
        Properties: { SubnetId: { Ref: id }, RouteTableId: { Ref: 'Routes' } },
      },
    ],
  ]);
  return {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    ...Object.fromEntries(subnets.flat()),
    Gateway: { Type: 'AWS::EC2::InternetGateway', Properties: {} },
    Attachment: {
      Type: 'AWS::EC2::VPCGatewayAttachment',
      Properties: { VpcId: { Ref: 'Vpc' }, InternetGatewayId: { Ref: 'Gateway' } },
    },
    Routes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    WayOut: {
      Type: 'AWS::EC2::Route',
      DependsOn: 'Attachment',
      Properties: {
        RouteTableId: { Ref: 'Routes' },
        DestinationCidrBlock: '0.0.0.0/0',
        GatewayId: { Ref: 'Gateway' },
      },
    },
    Cluster: { Type: 'AWS::ECS::Cluster', Properties: {} },
    BalancerGroup: group('load balancer', {
      SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }],
    }),
    InstanceGroup: group('instances'),
    FromBalancer: {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: {
        GroupId: { 'Fn::GetAtt': ['InstanceGroup', 'GroupId'] },
        SourceSecurityGroupId: { 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] },
        IpProtocol: 'tcp',
        FromPort: 32768,
        ToPort: 60999,
      },
    },
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: {
        Type: 'application',
        Scheme: 'internet-facing',
        Subnets: SUBNETS.map((id) => ({ Ref: id })),
        SecurityGroups: [{ 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] }],
      },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: 'Balancer' },
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
      },
    },
    Template: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: {
        LaunchTemplateData: {
          InstanceType: 'm5.large',
          ImageId: { Ref: 'Image' },
          SecurityGroupIds: [{ 'Fn::GetAtt': ['InstanceGroup', 'GroupId'] }],
          UserData: {
            'Fn::Base64': { 'Fn::Sub': '#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\n' },
          },
        },
      },
    },
    Group: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        MinSize: '1',
        MaxSize: '40',
        VPCZoneIdentifier: SUBNETS.map((id) => ({ Ref: id })),
        LaunchTemplate: {
          LaunchTemplateId: { Ref: 'Template' },
          Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] },
        },
      },
    },
    Providers: {
      Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
      Properties: {
        Cluster: { Ref: 'Cluster' },
        CapacityProviders: [{ Ref: 'Provider' }],
        DefaultCapacityProviderStrategy: [],
      },
    },
    Provider: {
      Type: 'AWS::ECS::CapacityProvider',
      Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: { Ref: 'Group' } } },
    },
  };
}

/** A template of at least so many characters. */
function templateOf(size: number): string {
  const Resources = frame();
  const Parameters = {
    Port: { Type: 'Number', Default: 8080 },
    Stage: { Type: 'String' },
    Image: {
      Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
      Default: '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
    },
  };
  for (let index = 0, length = 0; length < size; index++) {
    const more = serviceOf(index);
    length += JSON.stringify(more, undefined, 1).length;
    Object.assign(Resources, more);
  }
  return JSON.stringify({ Parameters, Resources }, undefined, 1);
}

/** The validator that aws-cdk-lib carries, on a file, as small a program as can be. */
function validatorProgram(): string {
  const carrier = dirname(require.resolve('aws-cdk-lib/package.json'));
  const validator = require.resolve('@aws/cloudformation-validate', { paths: [carrier] });
  return (
    `const { CompositeEngine, TemplateFile } = require(${JSON.stringify(validator)});` +
    'const { diagnostics } = new CompositeEngine().validateTemplate(new TemplateFile(process.argv[1]));' +
    'process.stdout.write(String(diagnostics.length));'
  );
}

/** The command line that checks a file, of this version and of the one that it is compared with. */
function ours(file: string): Record<string, readonly string[]> {
  const check = (root: string): readonly string[] => [
    process.execPath,
    resolve(root, 'dist/bin/portwright.js'),
    'check',
    '--fail-on',
    'never',
    file,
  ];
  const baseline = process.env['PORTWRIGHT_BASELINE'];
  return { [OURS]: check('.'), ...(baseline === undefined ? {} : { 'the earlier version': check(baseline) }) };
}

const OURS = 'portwright check';

function peers(file: string): Record<string, readonly string[]> {
  return {
    'node, doing nothing': [process.execPath, '-e', '0', file],
    "AWS's validator": [process.execPath, '-e', validatorProgram(), file],
    'cfn-lint': [process.env['PORTWRIGHT_CFN_LINT'] ?? 'cfn-lint', '--non-zero-exit-code', 'none', file],
  };
}

function cold(sides: Readonly<Record<string, readonly string[]>>): void {
  const times = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, [program = '', ...argv]] of Object.entries(sides)) {
      // cfn-lint takes a minute or so
      if (name === 'cfn-lint' && round > 1) continue;
      const start = performance.now();
      const { status, error, stderr } = spawnSync(program, argv, { encoding: 'utf8' });
      const took = performance.now() - start;
      if (status === 0) times.set(name, [...(times.get(name) ?? []), took]);
      else if (round === 0) print(`${name} cannot be asked: ${error?.message ?? stderr.trim()}`);
    }
  }
  const own = median(times.get(OURS) ?? []);
  for (const [name, took] of times) {
    const ratio = name === OURS ? '' : `, ${(median(took) / own).toFixed(2)} times ${OURS}`;
    print(`${name}, whole process: ${median(took).toFixed(0)} ms (${took.length} runs${ratio})`);
  }
}

function warm(text: string): void {
  const data: unknown = JSON.parse(text);
  const works = {
    'JSON.parse': () => JSON.parse(text) as unknown,
    'reader and rules of parsed data': () => findingsOf(readCloudFormation({ body: data, file: 'template.json' })),
    'the check of a text': () =>
      readInputs([{ name: 'template.json', text }]).flatMap(({ reading }) => findingsOf(reading)),
  };
  const times = new Map(Object.keys(works).map((name): [string, number[]] => [name, []]));
  for (let round = -100; round < 200; round++) {
    for (const [name, work] of Object.entries(works)) {
      const start = performance.now();
      work();
      if (round >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  const parse = times.get('JSON.parse') ?? [];
  for (const [name, took] of times) {
    const least = Math.min(...took);
    const ratio =
      name === 'JSON.parse'
        ? ''
        : `; ${(least / Math.min(...parse)).toFixed(2)} and ${(median(took) / median(parse)).toFixed(2)} times JSON.parse (aim: at most 3)`;
    print(`${name}, warm: least disturbed ${least.toFixed(2)} ms, median ${median(took).toFixed(2)} ms${ratio}`);
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-bench-'));
  const file = join(folder, 'template.json');
  writeFileSync(file, templateOf(SIZE));
  const text = readFileSync(file, 'utf8');
  print(`a template of ${(text.length / 1000).toFixed(0)} kB`);
  warm(text);
  cold({ ...ours(file), ...peers(file) });
  const small = join(folder, 'compose.yaml');
  writeFileSync(small, 'services:\n  web: {image: web, ports: ["8080:80"]}\n  db: {image: postgres}\n');
  print('a compose file of two services');
  cold(ours(small));
  rmSync(folder, { recursive: true });
}

main();
