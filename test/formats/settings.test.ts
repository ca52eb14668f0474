import { findingsOf, readCloudFormation } from '../../lib/formats';
import { readInputs } from '../../lib/formats/input';

type Data = Readonly<Record<string, unknown>>;

/** What is said about the settings of one resource by itself. */
function saidOf(type: string, properties: Data): string[] {
  const body = { Resources: { It: { Type: type, Properties: properties } } };
  return findingsOf(readCloudFormation({ body, file: 'a.json' })).flatMap(({ rule, facts }) =>
    /^setting-|^list-length/.test(rule)
      ? [`${rule} ${((facts as { name?: string }).name ?? '').split('.').at(-1) ?? ''}`.trim()]
      : [],
  );
}

const web = { Name: 'web', Image: 'web', Memory: 128 };
const rule = { IpProtocol: 'icmp', FromPort: 8, ToPort: -1, CidrIp: '10.0.0.0/8' };
const group = (more: Data): Data => ({
  GroupDescription: 'g',
  VpcId: 'vpc-1',
  SecurityGroupIngress: [{ ...rule, ...more }],
});
const classic = (protocol: string): Data => ({
  Subnets: ['subnet-1', 'subnet-2'],
  Listeners: [
    {
      LoadBalancerPort: '443',
      InstancePort: '80',
      Protocol: protocol,
      SSLCertificateId: 'arn:aws:acm:eu-west-1:1:certificate/c',
    },
  ],
});
const scaled = (metric: Data, more: Data = {}): Data => ({
  ...{ PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling', ScalingTargetId: 'target' },
  TargetTrackingScalingPolicyConfiguration: { TargetValue: 50, PredefinedMetricSpecification: metric, ...more },
});
const cpu = { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' };
const listener = (more: Data): Data => ({
  ...{
    LoadBalancerArn: 'arn',
    Port: 80,
    Protocol: 'TCP',
    DefaultActions: [{ Type: 'forward', TargetGroupArn: 'arn' }],
  },
  ...more,
});
const idle = (value: string): Data =>
  listener({ ListenerAttributes: [{ Key: 'tcp.idle_timeout.seconds', Value: value }] });
const machines = (more: Data): Data => ({
  MinSize: '0',
  MaxSize: '1',
  LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '1' },
  ...more,
});
const acl = (icmp: Data): Data => ({
  ...{
    NetworkAclId: 'acl-1',
    RuleNumber: 1,
    Protocol: 1,
    RuleAction: 'allow',
    Egress: false,
    CidrBlock: '10.0.0.0/8',
    Icmp: icmp,
  },
});

test.each<[about: string, type: string, wrong: Data, right: Data, said: string]>([
  [
    'a container without an image',
    'AWS::ECS::TaskDefinition',
    { ContainerDefinitions: [{ Name: 'web', Memory: 128 }] },
    { ContainerDefinitions: [web] },
    'setting-missing image',
  ],
  [
    'a port that is a word',
    'AWS::ECS::TaskDefinition',
    { ContainerDefinitions: [{ ...web, PortMappings: [{ ContainerPort: 'http' }] }] },
    { ContainerDefinitions: [{ ...web, PortMappings: [{ ContainerPort: '80' }] }] },
    'setting-value-refused containerPort',
  ],
  [
    'an ICMP code that is a port',
    'AWS::EC2::SecurityGroup',
    group({ ToPort: 65535 }),
    group({}),
    'setting-combination-refused ipProtocol',
  ],
  [
    'a port of a rule that is a word',
    'AWS::EC2::SecurityGroup',
    group({ IpProtocol: 'tcp', FromPort: 'http', ToPort: 80 }),
    group({ IpProtocol: 'tcp', FromPort: '80', ToPort: 80 }),
    'setting-value-refused FromPort',
  ],
  [
    'an ICMP type that is none',
    'AWS::EC2::NetworkAclEntry',
    acl({ Type: 300, Code: 0 }),
    acl({ Type: 8, Code: -1 }),
    'setting-value-refused Type',
  ],
  [
    'a certificate on a TCP listener',
    'AWS::ElasticLoadBalancing::LoadBalancer',
    classic('TCP'),
    classic('SSL'),
    'setting-combination-refused SSLCertificateId',
  ],
  [
    'an Auto Scaling group that stands nowhere',
    'AWS::AutoScaling::AutoScalingGroup',
    machines({}),
    machines({ VPCZoneIdentifier: ['subnet-1'] }),
    'setting-choice-malformed',
  ],
  [
    'an Auto Scaling group in no subnets',
    'AWS::AutoScaling::AutoScalingGroup',
    machines({ VPCZoneIdentifier: [] }),
    machines({ AvailabilityZones: ['eu-west-1a'] }),
    'list-length-refused VPCZoneIdentifier',
  ],
  [
    'a timeout that no listener has',
    'AWS::ElasticLoadBalancingV2::Listener',
    idle('5'),
    idle('350'),
    'setting-combination-refused Key',
  ],
  [
    'a listener that does nothing',
    'AWS::ElasticLoadBalancingV2::Listener',
    listener({ DefaultActions: [] }),
    listener({}),
    'list-length-refused DefaultActions',
  ],
  [
    'a metric that ECS does not have',
    'AWS::ApplicationAutoScaling::ScalingPolicy',
    scaled({ PredefinedMetricType: 'ECSServiceAverageCPU' }),
    scaled(cpu),
    'setting-value-refused PredefinedMetricType',
  ],
  [
    'a metric of a target group that is not named',
    'AWS::ApplicationAutoScaling::ScalingPolicy',
    scaled({ PredefinedMetricType: 'ALBRequestCountPerTarget' }),
    scaled({ PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: 'app/web/1/targetgroup/web/1' }),
    'setting-combination-refused PredefinedMetricType',
  ],
  [
    'a block of IPv4 in a subnet without it',
    'AWS::EC2::Subnet',
    { VpcId: 'vpc-1', Ipv6Native: true, CidrBlock: '10.0.0.0/24', Ipv6CidrBlock: '2600:1f14::/64' },
    { VpcId: 'vpc-1', Ipv6Native: true, Ipv6CidrBlock: '2600:1f14::/64' },
    'setting-combination-refused Ipv6Native',
  ],
  [
    'a circuit breaker that does not say what it does',
    'AWS::ECS::Service',
    { DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true } } },
    { DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: false } } },
    'setting-missing rollback',
  ],
])('%s is found, and the right one is not', (_about, type, wrong, right, said) => {
  expect(saidOf(type, wrong).map((one) => one.toLowerCase())).toEqual([said.toLowerCase()]);
  expect(saidOf(type, right)).toEqual([]);
});

test('a reference to nothing is said once, however many readers came across it', () => {
  const mapping = { ContainerPort: { Ref: 'Nowhere' } };
  const task = { ContainerDefinitions: [{ ...web, PortMappings: [mapping] }] };
  const body = { Resources: { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: task } } };
  expect(readCloudFormation({ body, file: 'a.json' }).problems).toHaveLength(1);
});

test('a list without items stands for nothing beside another setting', () => {
  const text = (groups: string): string => `Resources:
  Launch:
    Type: AWS::EC2::LaunchTemplate
    Properties: {LaunchTemplateData: {InstanceType: m5.large, SecurityGroupIds: ${groups}, NetworkInterfaces: [{DeviceIndex: 0, Groups: [sg-11111111]}]}}
`;
  const found = (written: string): string[] =>
    findingsOf(readInputs([{ name: 'a.yaml', text: written }])[0]!.reading).map(({ rule }) => rule);
  expect(found(text('[sg-11111111]'))).toEqual(['setting-choice-malformed']);
  expect(found(text('[]'))).toEqual([]);
});
