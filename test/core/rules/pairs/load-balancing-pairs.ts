import {
  CERTIFIED,
  instances,
  ref,
  template,
  type Data,
  type PlainTemplate,
  type Resource,
  targetGroup,
  type RulePair,
} from './template';

const GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';

/** A target group called Group. */
const group = (properties: Data = {}, name = 'Group'): Record<string, Resource> => ({
  [name]: {
    Type: GROUP,
    Properties: { VpcId: 'vpc-11111111', Protocol: 'HTTP', Port: 80, TargetType: 'ip', ...properties },
  },
});

const balancer = (properties: Data = {}, name = 'Balancer'): Record<string, Resource> => ({
  [name]: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: { Subnets: ['subnet-11111111', 'subnet-22222222'], ...properties },
  },
});

const forward = (name = 'Group'): Data => ({ Type: 'forward', TargetGroupArn: ref(name) });

const listener = (properties: Data = {}, name = 'Listener'): Record<string, Resource> => ({
  [name]: {
    Type: LISTENER,
    Properties: {
      LoadBalancerArn: ref('Balancer'),
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [forward()],
      ...properties,
    },
  },
});

const rule = (properties: Data = {}, name = 'Rule'): Record<string, Resource> => ({
  [name]: {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Properties: {
      ListenerArn: ref('Listener'),
      Priority: 1,
      Conditions: [about('path-pattern', '/a')],
      Actions: [forward()],
      ...properties,
    },
  },
});

const about = (field: string, ...values: readonly string[]): Data => ({ Field: field, Values: values });

/** A load balancer, a listener and a target group, and more. */
const all = (...more: Record<string, Resource>[]): PlainTemplate => template(balancer(), group(), listener(), ...more);

const secure = (properties: Data): PlainTemplate =>
  template(balancer(), group(), listener({ Port: 443, Protocol: 'HTTPS', ...properties }));

const network = (actions: readonly Data[]): PlainTemplate =>
  template(
    balancer({ Type: 'network' }),
    group({ Protocol: 'TCP' }),
    listener({ Protocol: 'TCP', DefaultActions: actions }),
  );

const redirect = (properties: Data): Data => ({ Type: 'redirect', RedirectConfig: properties });
const AWAY: Data = { StatusCode: 'HTTP_301', Protocol: 'HTTPS', Port: '443' };
const SIGN_IN: Data = {
  Type: 'authenticate-oidc',
  Order: 1,
  AuthenticateOidcConfig: {
    AuthorizationEndpoint: 'https://id.example.com/authorize',
    ClientId: 'web',
    Issuer: 'https://id.example.com',
    TokenEndpoint: 'https://id.example.com/token',
    UserInfoEndpoint: 'https://id.example.com/user',
  },
};

const shared = (...targets: readonly Data[]): Data => ({
  DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: targets } }],
});
const weighted = (name: string, weight?: number): Data => ({
  TargetGroupArn: ref(name),
  ...(weight === undefined ? {} : { Weight: weight }),
});

const subnet = (zone: number, block: string): Resource => ({
  Type: 'AWS::EC2::Subnet',
  Properties: {
    VpcId: 'vpc-11111111',
    CidrBlock: block,
    AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] },
  },
});

const SUBNETS: Record<string, Resource> = {
  First: subnet(0, '10.0.0.0/24'),
  Second: subnet(0, '10.0.1.0/24'),
  Third: subnet(1, '10.0.2.0/24'),
};

const inZone = (AvailabilityZone: string): Record<string, Resource> => ({
  Local: {
    Type: 'AWS::EC2::Subnet',
    Properties: { VpcId: 'vpc-11111111', CidrBlock: '10.0.3.0/24', AvailabilityZone },
  },
});

/** A load balancer whose security group admits one port. */
const gated = (port: number): PlainTemplate =>
  all(balancer({ SecurityGroups: [ref('Gate')] }), {
    Gate: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'gate',
        VpcId: 'vpc-11111111',
        SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, CidrIp: '0.0.0.0/0' }],
      },
    },
  });

/** An Auto Scaling group that registers its instances. */
function registering(properties: Data): Record<string, Resource> {
  const { FleetTemplate, FleetGroup } = instances('Fleet');
  if (!FleetTemplate || !FleetGroup) return {};
  return { FleetTemplate, FleetGroup: { ...FleetGroup, Properties: { ...FleetGroup.Properties, ...properties } } };
}

const attribute = (Key: string, Value: string): Data => ({ TargetGroupAttributes: [{ Key, Value }] });

/** A pair of target groups on their own. */
const groups = (
  id: string,
  wrong: Data,
  right: Data,
  more: Pick<RulePair, 'restsOnNumber' | 'about'> = {},
): RulePair => ({
  rule: id,
  severity: 'error',
  wrong: template(group(wrong)),
  right: template(group(right)),
  ...more,
});

/** A Classic Load Balancer with one listener. */
const classic = (front: Data, check: Data = {}): PlainTemplate =>
  template({
    Classic: {
      Type: 'AWS::ElasticLoadBalancing::LoadBalancer',
      Properties: {
        Subnets: ['subnet-11111111'],
        Listeners: [{ LoadBalancerPort: '443', InstancePort: '80', Protocol: 'HTTP', ...front }],
        HealthCheck: {
          Target: 'HTTP:80/',
          Interval: '30',
          Timeout: '5',
          HealthyThreshold: '2',
          UnhealthyThreshold: '2',
          ...check,
        },
      },
    },
  });

/** A load balancer of a type with an attribute. */
const attributed = (Type: string, Key: string, Value: string): PlainTemplate =>
  template(balancer({ Type, LoadBalancerAttributes: [{ Key, Value }] }));

const idle = (Value: string): Data => ({ Key: 'idle_timeout.timeout_seconds', Value });

const logged = (what: string, Value: string): Data => ({ Key: `access_logs.s3.${what}`, Value });

const STICKY = [
  { Key: 'stickiness.enabled', Value: 'true' },
  { Key: 'stickiness.type', Value: 'app_cookie' },
];

export const LOAD_BALANCING_PAIRS: readonly RulePair[] = [
  {
    rule: 'load-balancer-attribute-unsupported',
    severity: 'error',
    wrong: attributed('network', 'idle_timeout.timeout_seconds', '120'),
    right: attributed('application', 'idle_timeout.timeout_seconds', '120'),
  },
  {
    rule: 'load-balancer-attribute-unsupported',
    severity: 'error',
    about: 'a value out of range',
    wrong: attributed('application', 'idle_timeout.timeout_seconds', '4001'),
    right: attributed('application', 'idle_timeout.timeout_seconds', '4000'),
  },
  {
    rule: 'load-balancer-attribute-unsupported',
    severity: 'error',
    about: 'what an Application Load Balancer always does',
    wrong: attributed('application', 'load_balancing.cross_zone.enabled', 'false'),
    right: attributed('network', 'load_balancing.cross_zone.enabled', 'false'),
  },
  {
    rule: 'load-balancer-attribute-unsupported',
    severity: 'warning',
    about: 'a key that is misspelt',
    wrong: attributed('application', 'idle_timeout.timeout_second', '120'),
    right: attributed('application', 'idle_timeout.timeout_seconds', '120'),
  },
  {
    rule: 'load-balancer-attribute-unsupported',
    severity: 'warning',
    about: 'an attribute that is set twice',
    wrong: template(balancer({ LoadBalancerAttributes: [idle('60'), idle('90')] })),
    right: template(balancer({ LoadBalancerAttributes: [idle('60')] })),
  },
  {
    rule: 'load-balancer-attribute-unsupported',
    severity: 'error',
    about: 'access logs without a bucket',
    wrong: template(balancer({ LoadBalancerAttributes: [logged('enabled', 'true')] })),
    right: template(balancer({ LoadBalancerAttributes: [logged('enabled', 'true'), logged('bucket', 'logs')] })),
  },
  {
    rule: 'listener-rule-unsupported',
    severity: 'error',
    wrong: template(
      balancer({ Type: 'network' }),
      group({ Protocol: 'TCP' }),
      listener({ Protocol: 'TCP' }),
      rule({ Actions: [forward()] }),
    ),
    right: all(rule()),
  },
  {
    rule: 'rule-never-reached',
    severity: 'warning',
    wrong: all(rule(), rule({ Priority: 2, Conditions: [about('path-pattern', '/a')] }, 'Second')),
    right: all(rule(), rule({ Priority: 2, Conditions: [about('path-pattern', '/b')] }, 'Second')),
  },
  {
    rule: 'rule-never-reached',
    severity: 'warning',
    about: 'one with more conditions',
    wrong: all(
      rule({ Conditions: [about('path-pattern', '/a', '/b')] }),
      rule({ Priority: 2, Conditions: [about('host-header', 'a.example.com'), about('path-pattern', '/b')] }, 'Second'),
    ),
    right: all(
      rule({ Conditions: [about('host-header', 'a.example.com'), about('path-pattern', '/b')] }),
      rule({ Priority: 2, Conditions: [about('path-pattern', '/a', '/b')] }, 'Second'),
    ),
  },
  {
    rule: 'rule-never-reached',
    severity: 'warning',
    about: 'after one for every path',
    wrong: all(rule({ Conditions: [about('path-pattern', '/*')] }), rule({ Priority: 2 }, 'Second')),
    right: all(rule(), rule({ Priority: 2, Conditions: [about('path-pattern', '/*')] }, 'Second')),
  },
  {
    rule: 'classic-health-check-port-differs',
    severity: 'warning',
    wrong: classic({}, { Target: 'HTTP:8080/' }),
    right: classic({}, { Target: 'HTTP:80/' }),
  },
  {
    rule: 'classic-load-balancer-malformed',
    severity: 'error',
    about: 'TLS without a certificate',
    wrong: classic({ Protocol: 'HTTPS' }),
    right: classic({ Protocol: 'HTTPS', SSLCertificateId: 'arn:aws:acm:eu-west-1:111111111111:certificate/1' }),
  },
  {
    rule: 'classic-load-balancer-malformed',
    severity: 'error',
    about: 'a timeout that is not below the interval',
    wrong: classic({}, { Timeout: '30' }),
    right: classic({}, { Timeout: '29' }),
    restsOnNumber: true,
  },
  {
    rule: 'listener-without-certificate',
    severity: 'error',
    wrong: secure({}),
    right: secure(CERTIFIED),
  },
  {
    rule: 'listener-certificate-misplaced',
    severity: 'error',
    wrong: all(listener(CERTIFIED)),
    right: all(listener({})),
  },
  {
    rule: 'listener-protocol-unsupported',
    severity: 'error',
    wrong: template(balancer(), group({ Protocol: 'TCP' }), listener({ Protocol: 'TCP' })),
    right: template(balancer({ Type: 'network' }), group({ Protocol: 'TCP' }), listener({ Protocol: 'TCP' })),
  },
  {
    rule: 'listener-without-port',
    severity: 'error',
    wrong: all(listener({ Port: undefined })),
    right: all(listener({ Port: 8080 })),
  },
  {
    rule: 'listener-port-taken',
    severity: 'error',
    wrong: all(listener({}, 'Second')),
    right: all(listener({ Port: 81 }, 'Second')),
    restsOnNumber: true,
  },
  {
    rule: 'listener-action-unsupported',
    severity: 'error',
    wrong: network([redirect(AWAY)]),
    right: network([forward()]),
  },
  {
    rule: 'listener-action-unsupported',
    about: 'to sign users in over HTTP',
    severity: 'error',
    wrong: all(listener({ DefaultActions: [SIGN_IN, { ...forward(), Order: 2 }] })),
    right: secure({ ...CERTIFIED, DefaultActions: [SIGN_IN, { ...forward(), Order: 2 }] }),
  },
  {
    rule: 'listener-actions-unordered',
    severity: 'error',
    wrong: secure({ ...CERTIFIED, DefaultActions: [SIGN_IN, forward()] }),
    right: secure({ ...CERTIFIED, DefaultActions: [SIGN_IN, { ...forward(), Order: 2 }] }),
  },
  {
    rule: 'redirect-malformed',
    severity: 'error',
    wrong: all(listener({ DefaultActions: [redirect({ StatusCode: 'HTTP_301', Query: 'a=b' })] })),
    right: all(listener({ DefaultActions: [redirect({ ...AWAY, Query: 'a=b' })] })),
  },
  {
    rule: 'redirect-malformed',
    about: 'its status',
    severity: 'error',
    wrong: all(listener({ DefaultActions: [redirect({ ...AWAY, StatusCode: 'HTTP_307' })] })),
    right: all(listener({ DefaultActions: [redirect({ ...AWAY, StatusCode: 'HTTP_302' })] })),
  },
  {
    rule: 'forward-mixes-target-groups',
    severity: 'error',
    wrong: all(group({ Protocol: 'HTTPS' }, 'Other'), listener(shared(weighted('Group', 1), weighted('Other', 1)))),
    right: all(group({ Protocol: 'HTTP' }, 'Other'), listener(shared(weighted('Group', 1), weighted('Other', 1)))),
  },
  {
    rule: 'forward-weights-malformed',
    severity: 'error',
    wrong: all(group({}, 'Other'), listener(shared(weighted('Group', 1), weighted('Other')))),
    right: all(group({}, 'Other'), listener(shared(weighted('Group', 1), weighted('Other', 0)))),
  },
  {
    rule: 'forward-weights-malformed',
    about: 'all of them 0',
    severity: 'warning',
    wrong: all(group({}, 'Other'), listener(shared(weighted('Group', 0), weighted('Other', 0)))),
    right: all(group({}, 'Other'), listener(shared(weighted('Group', 0), weighted('Other', 1)))),
  },
  {
    rule: 'rule-priority-taken',
    severity: 'error',
    wrong: all(rule(), rule({}, 'Second')),
    right: all(rule(), rule({ Priority: 2, Conditions: [about('path-pattern', '/b')] }, 'Second')),
    restsOnNumber: true,
  },
  {
    rule: 'rule-condition-malformed',
    severity: 'error',
    wrong: all(rule({ Conditions: [] })),
    right: all(rule({ Conditions: [about('host-header', '*.example.com')] })),
  },
  {
    rule: 'rule-condition-malformed',
    about: 'six values',
    severity: 'error',
    wrong: all(rule({ Conditions: [about('path-pattern', '/a', '/b', '/c', '/d', '/e', '/f')] })),
    right: all(rule({ Conditions: [about('path-pattern', '/a', '/b', '/c', '/d', '/e')] })),
  },
  {
    rule: 'rule-condition-malformed',
    about: 'an address without a prefix length',
    severity: 'error',
    wrong: all(rule({ Conditions: [about('source-ip', '10.0.0.1')] })),
    right: all(rule({ Conditions: [about('source-ip', '10.0.0.1/32')] })),
  },
  {
    rule: 'target-group-on-two-load-balancers',
    severity: 'error',
    wrong: all(balancer({}, 'Other'), listener({ LoadBalancerArn: ref('Other') }, 'Second')),
    right: all(balancer({}, 'Other'), listener({ LoadBalancerArn: ref('Balancer'), Port: 81 }, 'Second')),
  },
  {
    rule: 'load-balancer-zone-twice',
    severity: 'error',
    wrong: all(SUBNETS, balancer({ Subnets: [ref('First'), ref('Second')] })),
    right: all(SUBNETS, balancer({ Subnets: [ref('First'), ref('Third')] })),
  },
  {
    rule: 'load-balancer-in-one-zone',
    severity: 'error',
    wrong: all(SUBNETS, balancer({ Subnets: [ref('First')] })),
    right: all(SUBNETS, balancer({ Subnets: [ref('First'), ref('Third')] })),
  },
  {
    rule: 'load-balancer-in-one-zone',
    about: 'a subnet that may be one of an Outpost or a Local Zone',
    severity: 'warning',
    wrong: all(balancer({ Subnets: ['subnet-11111111'] })),
    right: all(balancer({ Subnets: ['subnet-11111111', 'subnet-22222222'] })),
  },
  {
    rule: 'load-balancer-in-one-zone',
    about: 'a Local Zone, where one subnet is enough',
    severity: 'error',
    wrong: all(inZone('us-west-2a'), balancer({ Subnets: [ref('Local')] })),
    right: all(inZone('us-west-2-lax-1a'), balancer({ Subnets: [ref('Local')] })),
  },
  {
    rule: 'load-balancer-setting-unsupported',
    severity: 'error',
    wrong: template(balancer({ ...mapped() })),
    right: template(balancer({ ...mapped(), Type: 'network' })),
  },
  {
    rule: 'listener-port-closed',
    severity: 'warning',
    wrong: gated(443),
    right: gated(80),
    restsOnNumber: true,
  },
  groups('target-group-incomplete', { Port: undefined }, { Port: 80 }),
  groups('target-group-incomplete', { TargetType: 'lambda' }, { TargetType: 'instance' }, { about: 'of functions' }),
  groups(
    'target-group-protocol-version-misplaced',
    { Protocol: 'TCP', ProtocolVersion: 'GRPC' },
    { ProtocolVersion: 'GRPC' },
  ),
  groups(
    'target-group-protocol-version-misplaced',
    { ProtocolVersion: 'GRPC', Matcher: { HttpCode: '200' } },
    { ProtocolVersion: 'GRPC', Matcher: { GrpcCode: '0' } },
    { about: 'HTTP codes of gRPC' },
  ),
  groups(
    'target-health-check-protocol-unsupported',
    { Protocol: 'UDP', HealthCheckProtocol: 'UDP' },
    { Protocol: 'UDP', HealthCheckProtocol: 'TCP' },
  ),
  groups(
    'target-health-check-protocol-unsupported',
    { HealthCheckProtocol: 'TCP' },
    { HealthCheckProtocol: 'HTTPS' },
    { about: 'TCP for HTTP' },
  ),
  groups(
    'target-health-check-timeout-too-long',
    { HealthCheckTimeoutSeconds: 30, HealthCheckIntervalSeconds: 30 },
    { HealthCheckTimeoutSeconds: 29, HealthCheckIntervalSeconds: 30 },
    { restsOnNumber: true },
  ),
  groups(
    'target-health-check-timeout-too-long',
    { HealthCheckIntervalSeconds: 5 },
    { HealthCheckIntervalSeconds: 6 },
    { restsOnNumber: true, about: 'the timeout that is left out' },
  ),
  groups('target-health-check-path-on-tcp', { Protocol: 'TCP', HealthCheckPath: '/up' }, { HealthCheckPath: '/up' }),
  groups(
    'target-health-check-port-malformed',
    { HealthCheckPort: 'traffic port' },
    { HealthCheckPort: 'traffic-port' },
  ),
  groups(
    'target-health-check-out-of-range',
    { UnhealthyThresholdCount: 1 },
    { UnhealthyThresholdCount: 2 },
    { restsOnNumber: true },
  ),
  groups(
    'target-health-check-out-of-range',
    { Matcher: { HttpCode: '200-599' } },
    { Matcher: { HttpCode: '200-499' } },
    { about: 'codes' },
  ),
  {
    rule: 'target-group-ipv6-behind-ipv4',
    severity: 'error',
    wrong: all(group({ IpAddressType: 'ipv6' })),
    right: all(group({ IpAddressType: 'ipv6' }), balancer({ IpAddressType: 'dualstack' })),
  },
  {
    rule: 'auto-scaling-target-type-mismatch',
    severity: 'error',
    wrong: all(registering({ TargetGroupARNs: [ref('Group')] })),
    right: all(group({ TargetType: 'instance' }), registering({ TargetGroupARNs: [ref('Group')] })),
  },
  {
    rule: 'auto-scaling-target-type-mismatch',
    about: 'as a traffic source',
    severity: 'error',
    wrong: all(registering({ TrafficSources: [{ Identifier: ref('Group'), Type: 'elbv2' }] })),
    right: all(
      group({ TargetType: 'instance' }),
      registering({ TrafficSources: [{ Identifier: ref('Group'), Type: 'elbv2' }] }),
    ),
  },
  groups('target-health-check-disabled', { HealthCheckEnabled: false }, { HealthCheckEnabled: true }),
  groups(
    'target-group-attribute-unsupported',
    attribute('stickiness.type', 'source_ip'),
    attribute('stickiness.type', 'lb_cookie'),
  ),
  groups(
    'target-group-attribute-unsupported',
    attribute('deregistration_delay.timeout_seconds', '3601'),
    attribute('deregistration_delay.timeout_seconds', '3600'),
    { restsOnNumber: true, about: 'out of range' },
  ),
  {
    rule: 'target-group-attribute-unsupported',
    severity: 'error',
    about: 'cookies of the program that have no name',
    wrong: template(targetGroup({ TargetGroupAttributes: STICKY })),
    right: template(
      targetGroup({
        TargetGroupAttributes: [...STICKY, { Key: 'stickiness.app_cookie.cookie_name', Value: 'session' }],
      }),
    ),
  },
];

/** Subnets of a load balancer with Elastic IPs. */
function mapped(): Data {
  const mapping = (id: string): Data => ({ SubnetId: id, AllocationId: 'eipalloc-11111111' });
  return { Subnets: undefined, SubnetMappings: [mapping('subnet-11111111'), mapping('subnet-22222222')] };
}
