import { Unknown } from '../../../core/values/unknown';
import { isData, type Data } from '../../../core/reading/field';
import { plain } from '../language/value';
import { bound } from './ecs';
import { type Maker } from './made';
import { type Shape, type Shaper } from './shape';

/** Load balancers, listeners, their rules and target groups. */
export function balancingMakers(shaper: Shaper): Readonly<Record<string, Maker>> {
  const { list, only } = bound(shaper);
  const action: Shape = {
    Type: 'type',
    Order: 'order',
    TargetGroupArn: 'target_group_arn',
    ForwardConfig: [
      'forward',
      only({ TargetGroups: ['target_group', list({ TargetGroupArn: 'arn', Weight: ['', weightOf(shaper)] })] }),
    ],
    RedirectConfig: [
      'redirect',
      only({
        Port: 'port',
        Protocol: 'protocol',
        Host: 'host',
        Path: 'path',
        Query: 'query',
        StatusCode: 'status_code',
      }),
    ],
    FixedResponseConfig: ['fixed_response', only({ StatusCode: 'status_code', ContentType: 'content_type' })],
  };
  // without an order, an action has the place where it stands
  const actions = (value: unknown): unknown => {
    const made = list(action)(value);
    if (!Array.isArray(made) || made.length < 2) return made;
    return made.map((one: unknown, index) =>
      isData(one) && (one['Order'] ?? undefined) === undefined ? shaper.with(one, 'Order', index + 1, 'order') : one,
    );
  };
  const crossZone: Shape[string] = [
    'enable_cross_zone_load_balancing',
    (value) => switched(CROSS_ZONE, shaper.value(value)),
  ];
  const balancer: Maker = (values) => [
    {
      type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      properties: shaper.object(values, {
        // of an Application Load Balancer the provider sends it never, whatever stands there
        ...(isApplication(values) ? {} : { LoadBalancerAttributes: crossZone }),
        Name: 'name',
        Type: 'load_balancer_type',
        Scheme: ['internal', (value) => scheme(shaper.value(value))],
        Subnets: 'subnets',
        SubnetMappings: [
          'subnet_mapping',
          list({
            SubnetId: 'subnet_id',
            AllocationId: 'allocation_id',
            PrivateIPv4Address: 'private_ipv4_address',
          }),
        ],
        SecurityGroups: 'security_groups',
        IpAddressType: 'ip_address_type',
      }),
    },
  ];
  const classic: Maker = (values) => {
    const properties = shaper.object(values, {
      LoadBalancerName: 'name',
      Scheme: ['internal', (value) => scheme(shaper.value(value))],
      Subnets: 'subnets',
      SecurityGroups: 'security_groups',
      Instances: 'instances',
      CrossZone: 'cross_zone_load_balancing',
      Listeners: [
        'listener',
        list({
          LoadBalancerPort: 'lb_port',
          Protocol: 'lb_protocol',
          InstancePort: 'instance_port',
          InstanceProtocol: 'instance_protocol',
          SSLCertificateId: 'ssl_certificate_id',
        }),
      ],
      HealthCheck: [
        'health_check',
        only({
          Target: 'target',
          Interval: 'interval',
          Timeout: 'timeout',
          HealthyThreshold: 'healthy_threshold',
          UnhealthyThreshold: 'unhealthy_threshold',
        }),
      ],
    });
    const type = 'AWS::ElasticLoadBalancing::LoadBalancer';
    // the provider enables it by default
    const isSaid = properties['CrossZone'] !== undefined;
    return [{ type, properties: isSaid ? properties : shaper.with(properties, 'CrossZone', true, CLASSIC_CROSS_ZONE) }];
  };
  const group: Maker = (values) => {
    const made = shaper.object(values, targetGroup(shaper));
    // the provider does not send what a target group of functions does not have
    if (made['TargetType'] === 'lambda') for (const name of NOT_OF_FUNCTIONS) Reflect.deleteProperty(made, name);
    return [{ type: 'AWS::ElasticLoadBalancingV2::TargetGroup', properties: made }];
  };
  const attachment: Maker = (values) => [
    {
      type: 'Terraform::ElasticLoadBalancingV2::TargetGroupAttachment',
      properties: shaper.object(values, { TargetGroupArn: 'target_group_arn', Id: 'target_id', Port: 'port' }),
    },
  ];
  const listener: Maker = (values) => {
    const properties = shaper.object(values, {
      LoadBalancerArn: 'load_balancer_arn',
      Port: 'port',
      Protocol: ['protocol', (value) => inCapitals(shaper.value(value))],
      SslPolicy: 'ssl_policy',
      Certificates: ['certificate_arn', (value) => [{ CertificateArn: shaper.value(value) }]],
      AlpnPolicy: ['alpn_policy', (value) => [shaper.value(value)]],
      MutualAuthentication: ['mutual_authentication', only({ Mode: 'mode', TrustStoreArn: 'trust_store_arn' })],
      DefaultActions: ['default_action', actions],
    });
    const isSaid = properties['Protocol'] !== undefined;
    const type = 'AWS::ElasticLoadBalancingV2::Listener';
    return [{ type, properties: isSaid ? properties : shaper.with(properties, 'Protocol', UNSAID, 'protocol') }];
  };
  const rule: Maker = (values) => [
    {
      type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      properties: shaper.object(values, {
        ListenerArn: 'listener_arn',
        Priority: 'priority',
        Actions: ['action', actions],
        Conditions: ['condition', (value) => conditionsOf(shaper, value)],
      }),
    },
  ];
  return {
    ...{ aws_lb: balancer, aws_alb: balancer, aws_lb_target_group: group, aws_alb_target_group: group },
    aws_elb: classic,
    ...{ aws_lb_target_group_attachment: attachment, aws_alb_target_group_attachment: attachment },
    ...{ aws_lb_listener: listener, aws_alb_listener: listener },
    ...{ aws_lb_listener_rule: rule, aws_alb_listener_rule: rule },
    aws_lb_listener_certificate: (values) => [
      {
        type: 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
        properties: shaper.object(values, {
          ListenerArn: 'listener_arn',
          Certificates: ['certificate_arn', (value) => [{ CertificateArn: shaper.value(value) }]],
        }),
      },
    ],
  };
}

const NOT_OF_FUNCTIONS = ['Port', 'Protocol', 'ProtocolVersion', 'VpcId'] as const;

const CLASSIC_CROSS_ZONE = 'cross_zone_load_balancing';

/** The provider sends 1 by default. */
function weightOf(shaper: Shaper): (target: unknown) => unknown {
  return (target) => (isData(target) ? (shaper.value(target['weight'] ?? undefined) ?? 1) : undefined);
}

/** The provider takes protocols in any case, and sends them in capitals. */
function inCapitals(value: unknown): unknown {
  return typeof value === 'string' ? value.toUpperCase() : value;
}

/** The default protocol of the provider for an Application Load Balancer is HTTP. */
const UNSAID = new Unknown('the listener names no protocol, which for an Application Load Balancer is HTTP');

const CROSS_ZONE = 'load_balancing.cross_zone.enabled';

/** An attribute that is on or off; what else an argument says is left to the load balancer. */
function switched(Key: string, value: unknown): object[] | undefined {
  const isWord = value === true || value === false || value === 'true' || value === 'false';
  if (isWord) return [{ Key, Value: String(value) }];
  return typeof value === 'object' && value !== null ? [{ Key, Value: value }] : undefined;
}

function scheme(internal: unknown): unknown {
  if (internal === true || internal === 'true') return 'internal';
  return internal === false || internal === 'false' ? 'internet-facing' : internal;
}

/** Whether a load balancer is one for HTTP, which is the default type. */
function isApplication(values: Data): boolean {
  const type = plain(values['load_balancer_type']) ?? undefined;
  return type === undefined || type === 'application';
}

/** The protocol of a health check: a block without one says HTTP, also where targets are reached by another one. */
function checkedBy(values: unknown, protocolIn: (check: unknown) => unknown): unknown {
  const given: unknown = isData(values) ? values['health_check'] : undefined;
  const block: unknown = Array.isArray(given) ? given[0] : given;
  if (!isData(values) || !isData(block)) return undefined;
  const said = inCapitals(protocolIn(given));
  return said ?? (plain(values['target_type']) === 'lambda' ? undefined : 'HTTP');
}

function targetGroup(shaper: Shaper): Shape {
  const check = (properties: Shape) => (value: unknown) => bound(shaper).only(properties)(value);
  const inCheck = (key: string) => (value: unknown) => {
    const made = check({ Value: key })(value);
    return isData(made) ? made['Value'] : made;
  };
  return {
    Name: 'name',
    Port: 'port',
    Protocol: ['protocol', (value) => inCapitals(shaper.value(value))],
    ProtocolVersion: ['protocol_version', (value) => inCapitals(shaper.value(value))],
    TargetType: 'target_type',
    IpAddressType: 'ip_address_type',
    VpcId: 'vpc_id',
    HealthCheckEnabled: ['health_check', inCheck('enabled')],
    HealthCheckPort: ['health_check', inCheck('port')],
    HealthCheckProtocol: ['', (values) => checkedBy(values, inCheck('protocol'))],
    HealthCheckPath: ['health_check', inCheck('path')],
    HealthCheckIntervalSeconds: ['health_check', inCheck('interval')],
    HealthCheckTimeoutSeconds: ['health_check', inCheck('timeout')],
    HealthyThresholdCount: ['health_check', inCheck('healthy_threshold')],
    UnhealthyThresholdCount: ['health_check', inCheck('unhealthy_threshold')],
    TargetGroupAttributes: ['', (values) => attributesOf(shaper, values)],
    Matcher: ['', (values) => matcherOf(values, inCheck('matcher'))],
  };
}

/** The codes of a health check: one argument is for those of HTTP and of gRPC, and the protocol's version says which. */
function matcherOf(values: unknown, matcherIn: (check: unknown) => unknown): unknown {
  if (!isData(values)) return undefined;
  const code = matcherIn(values['health_check']);
  const version = plain(values['protocol_version']) ?? 'HTTP1';
  if (code === undefined || typeof version !== 'string') return undefined;
  return version.toUpperCase() === 'GRPC' ? { GrpcCode: code } : { HttpCode: code };
}

/**
 * Attributes that the provider sends as they stand there. Others have a default in every plan and state, which it keeps to
 * itself where the target group does not take it; so it does with these two of functions, and where stickiness is off.
 */
function attributesOf(shaper: Shaper, values: unknown): unknown {
  if (!isData(values) || values['target_type'] === 'lambda') return undefined;
  const given: unknown = values['stickiness'];
  const block: unknown = Array.isArray(given) ? given[0] : given;
  const delay = shaper.value(values['deregistration_delay'] ?? undefined);
  const enabled = isData(block) ? shaper.value(block['enabled'] ?? true) : false;
  const isOn = isData(block) && ![false, 'false'].includes(enabled as string | boolean);
  const stickiness = (name: string): unknown => (isOn ? shaper.value(block[name] ?? undefined) : undefined);
  const [type, cookie] = [stickiness('type'), stickiness('cookie_name')];
  const attributes = [
    ...(switched('preserve_client_ip.enabled', shaper.value(values['preserve_client_ip'] ?? undefined)) ?? []),
    ...(switched(CROSS_ZONE, shaper.value(values['load_balancing_cross_zone_enabled'] ?? undefined)) ?? []),
    // attributes are texts, also those that are numbers
    ...(delay === undefined
      ? []
      : [{ Key: 'deregistration_delay.timeout_seconds', Value: typeof delay === 'number' ? String(delay) : delay }]),
    ...(type === undefined ? [] : [{ Key: 'stickiness.type', Value: type }]),
    ...(type === 'app_cookie' ? (switched('stickiness.enabled', enabled) ?? []) : []),
    ...(cookie === undefined || type !== 'app_cookie'
      ? []
      : [{ Key: 'stickiness.app_cookie.cookie_name', Value: cookie }]),
  ];
  return attributes.length === 0 ? undefined : attributes;
}

const VALUES: Shape = { Values: 'values', RegexValues: 'regex_values' };

/** A kind of condition: its field, and the property and shape of its configuration. */
const FIELDS: Readonly<Record<string, readonly [field: string, config: string, shape: Shape]>> = {
  host_header: ['host-header', 'HostHeaderConfig', VALUES],
  path_pattern: ['path-pattern', 'PathPatternConfig', VALUES],
  http_header: ['http-header', 'HttpHeaderConfig', { HttpHeaderName: 'http_header_name', ...VALUES }],
  http_request_method: ['http-request-method', 'HttpRequestMethodConfig', VALUES],
  source_ip: ['source-ip', 'SourceIpConfig', VALUES],
};

/** The conditions of a rule: a block makes one for each field that it names. */
function conditionsOf(shaper: Shaper, value: unknown): unknown {
  const made = shaper.list((item) => conditionsIn(shaper, item))(value);
  return Array.isArray(made) ? made.flat() : made;
}

function conditionsIn(shaper: Shaper, item: Data): readonly unknown[] {
  const found: unknown[] = [];
  for (const [key, [Field, config, shape]] of Object.entries(FIELDS)) {
    const given = item[key];
    const inner: unknown = Array.isArray(given) ? given[0] : given;
    if (isData(inner)) found.push({ Field, [config]: shaper.object(inner, shape) });
    else if (inner instanceof Unknown) found.push(inner);
  }
  const queries = item['query_string'];
  if (queries instanceof Unknown) found.push(queries);
  else if (isData(queries) || (Array.isArray(queries) && queries.length > 0)) {
    const Values = shaper.list({ Key: 'key', Value: 'value' })(queries);
    found.push({ Field: 'query-string', QueryStringConfig: { Values } });
  }
  if (found.length > 0) return found;
  // as provider versions before 3 have it
  const field = plain(item['field']);
  if (typeof field === 'string') return [{ Field: field, Values: shaper.value(item['values']) }];
  return [new Unknown('what the condition is about is not known')];
}
