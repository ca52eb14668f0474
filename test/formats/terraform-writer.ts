import { type Data, type PlainTemplate, type Resource } from '../core/rules/pairs/template';

/** What Terraform's provider calls the resources of templates. */
const TYPES: Readonly<Record<string, string>> = {
  'AWS::ECS::TaskDefinition': 'aws_ecs_task_definition',
  'AWS::ECS::Service': 'aws_ecs_service',
  'AWS::ECS::Cluster': 'aws_ecs_cluster',
  'AWS::ECS::ClusterCapacityProviderAssociations': 'aws_ecs_cluster_capacity_providers',
  'AWS::ECS::CapacityProvider': 'aws_ecs_capacity_provider',
  'AWS::ECS::ExpressGatewayService': 'aws_ecs_express_gateway_service',
  'AWS::AutoScaling::AutoScalingGroup': 'aws_autoscaling_group',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'aws_lb_target_group',
  'AWS::ElasticLoadBalancingV2::Listener': 'aws_lb_listener',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'aws_lb',
  'AWS::ServiceDiscovery::Service': 'aws_service_discovery_service',
  'AWS::ServiceDiscovery::PrivateDnsNamespace': 'aws_service_discovery_private_dns_namespace',
  'AWS::ServiceDiscovery::HttpNamespace': 'aws_service_discovery_http_namespace',
  'AWS::EC2::LaunchTemplate': 'aws_launch_template',
  'AWS::EC2::SecurityGroup': 'aws_security_group',
  'AWS::EC2::VPC': 'aws_vpc',
  'AWS::EC2::Subnet': 'aws_subnet',
  'AWS::EC2::RouteTable': 'aws_route_table',
  'AWS::EC2::SubnetRouteTableAssociation': 'aws_route_table_association',
  'AWS::EC2::InternetGateway': 'aws_internet_gateway',
  'AWS::EC2::VPCGatewayAttachment': 'aws_internet_gateway_attachment',
  'AWS::EC2::Route': 'aws_route',
  'AWS::EC2::VPCEndpoint': 'aws_vpc_endpoint',
  'AWS::EC2::NatGateway': 'aws_nat_gateway',
  'AWS::EC2::EgressOnlyInternetGateway': 'aws_egress_only_internet_gateway',
  'AWS::EC2::VPCPeeringConnection': 'aws_vpc_peering_connection',
  'AWS::EC2::NetworkAcl': 'aws_network_acl',
  'AWS::EC2::NetworkAclEntry': 'aws_network_acl_rule',
  'AWS::EC2::SubnetNetworkAclAssociation': 'aws_network_acl_association',
  'AWS::EC2::TransitGateway': 'aws_ec2_transit_gateway',
  'AWS::EC2::TransitGatewayVpcAttachment': 'aws_ec2_transit_gateway_vpc_attachment',
  'AWS::EC2::VPCBlockPublicAccessOptions': 'aws_vpc_block_public_access_options',
  'AWS::Lambda::Function': 'aws_lambda_function',
  'AWS::RDS::DBInstance': 'aws_db_instance',
  'AWS::RDS::DBSubnetGroup': 'aws_db_subnet_group',
  'AWS::EFS::FileSystem': 'aws_efs_file_system',
  'AWS::EFS::MountTarget': 'aws_efs_mount_target',
};

/** Attributes that are not the id. */
const ATTRIBUTES: Readonly<Record<string, string>> = { 'Endpoint.Address': 'address' };

/** Resources whose ids are texts of a name. */
const BY_NAME: ReadonlySet<string> = new Set(['aws_ecs_capacity_provider']);

type Values = Readonly<Record<string, unknown>>;

/** A template in Terraform's JSON, or what it cannot say. */
export function terraformOf({ Resources }: PlainTemplate): { readonly text: string } | { readonly cannot: string } {
  const other = Object.values(Resources).find(({ Type }) => TYPES[Type] === undefined);
  if (other) return { cannot: other.Type };
  const resource: Record<string, Record<string, unknown>> = {};
  const parameters: Record<string, object> = {};
  for (const [id, one] of Object.entries(Resources)) {
    const type = TYPES[one.Type] ?? '';
    const writer = WRITERS[type] ?? ((properties) => snake(properties));
    const body: Record<string, unknown> = {
      ...named(type, id),
      ...writer(one.Properties, id),
      ...after(one, Resources),
    };
    const { container_definitions: containers } = body;
    if (containers !== undefined) {
      body['container_definitions'] = JSON.stringify(containers, (_key, value: unknown) => valueOf(value, Resources, parameters)); // prettier-ignore
    }
    (resource[type] ??= {})[id] = filled(body);
  }
  const text = JSON.stringify({ resource }, (_key, value: unknown) => valueOf(value, Resources, parameters), 2);
  const data = {
    ...(Object.keys(parameters).length > 0 ? { aws_ssm_parameter: parameters } : {}),
    ...(text.includes('data.aws_availability_zones.') ? { aws_availability_zones: { all: {} } } : {}),
    ...(text.includes('data.aws_region.') ? { aws_region: { current: {} } } : {}),
  };
  if (Object.keys(data).length === 0) return { text };
  return { text: JSON.stringify({ ...(JSON.parse(text) as object), data }, undefined, 2) };
}

function named(type: string, id: string): object {
  return type === 'aws_ecs_cluster' || type === 'aws_ecs_capacity_provider' ? { name: id } : {};
}

function after({ DependsOn = [] }: Resource, all: PlainTemplate['Resources']): object {
  return DependsOn.length === 0
    ? {}
    : { depends_on: DependsOn.map((id) => `${TYPES[all[id]?.Type ?? ''] ?? ''}.${id}`) };
}

function filled(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** References, and what the functions of templates say, as expressions. */
function valueOf(value: unknown, all: PlainTemplate['Resources'], parameters: Record<string, object>): unknown {
  if (typeof value === 'string' && value.startsWith('{{resolve:ssm:')) {
    const name = `p${Object.keys(parameters).length}`;
    parameters[name] = { name: value.slice('{{resolve:ssm:'.length, -2) };
    return `\${data.aws_ssm_parameter.${name}.value}`;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const data = value as Values;
  const attribute = data['fn::_get_att'] ?? data['Fn::GetAtt'] ?? data['fn::GetAtt'];
  const read = Array.isArray(attribute) ? ATTRIBUTES[String(attribute[1])] : undefined;
  const owner = Array.isArray(attribute) ? String(attribute[0]) : '';
  if (read !== undefined) return `\${${TYPES[all[owner]?.Type ?? ''] ?? ''}.${owner}.${read}}`;
  const reference = data['ref'] ?? data['Ref'] ?? first(data['fn::_get_att']) ?? first(data['Fn::GetAtt']);
  if (reference === 'AWS::Region') return '${data.aws_region.current.name}';
  if (typeof reference === 'string') {
    const type = TYPES[all[reference]?.Type ?? ''];
    if (type === undefined) return reference;
    return `\${${type}.${reference}.${BY_NAME.has(type) ? 'name' : 'id'}}`;
  }
  const select = data['fn::_select'];
  if (Array.isArray(select)) return `\${data.aws_availability_zones.all.names[${String(select[0])}]}`;
  const sub = data['fn::_sub'] ?? data['Fn::Sub'];
  if (typeof sub === 'string') return sub.replace('${AWS::Region}', '${data.aws_region.current.name}');
  const encoded = data['fn::_base64'];
  const inner = typeof encoded === 'object' && encoded !== null ? (encoded as Values)['fn::_sub'] : encoded;
  const text =
    typeof inner === 'string'
      ? inner.replace(/\$\{(\w+)\}/g, (whole, id: string) => {
          const type = TYPES[all[id]?.Type ?? ''];
          return type === undefined ? whole : `\${${type}.${id}.name}`;
        })
      : undefined;
  return typeof text === 'string' ? `\${base64encode(${JSON.stringify(text)})}` : value;
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[])[0] : undefined;
}

function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      /^(?:Ref|Fn::.*)$/.test(key) ? key : key.charAt(0).toLowerCase() + key.slice(1),
      camel(inner),
    ]),
  );
}

function snake<T>(value: T): T extends object ? Values : unknown;
function snake(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => snake(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [snakeKey(key), snake(inner)]));
}

function snakeKey(key: string): string {
  if (key.startsWith('Fn::')) return `fn::_${key.slice(4).replace(/^./, (letter) => letter.toLowerCase()).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`; // prettier-ignore
  if (key === 'IAM') return 'iam';
  return (key.charAt(0).toLowerCase() + key.slice(1))
    .replace('GiB', 'Gib')
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function fileSystem({ FilesystemId, AuthorizationConfig, ...rest }: Values): Values {
  return {
    ...snake(rest),
    file_system_id: snake(FilesystemId),
    authorization_config: blocks(AuthorizationConfig),
  };
}

/** Objects within objects, as the blocks that Terraform has for them. */
function blocks(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return [Object.fromEntries(Object.entries(value).map(([key, inner]) => [snakeKey(key), blocks(inner)]))];
}

export function volume({ Name, EFSVolumeConfiguration, Host, ConfiguredAtLaunch }: Values): Values {
  return filled({
    name: Name,
    host_path: (Host as Values | undefined)?.['SourcePath'],
    configure_at_launch: ConfiguredAtLaunch,
    efs_volume_configuration: EFSVolumeConfiguration && [fileSystem(EFSVolumeConfiguration as Values)],
  });
}

/** A volume that a service gives its tasks. */
export function blockVolume({ Name, ManagedEBSVolume }: Values): Values {
  const { SizeInGiB, FilesystemType, ...rest } = ManagedEBSVolume as Values;
  return {
    name: Name,
    managed_ebs_volume: [filled({ size_in_gb: SizeInGiB, file_system_type: FilesystemType, ...snake(rest) })],
  };
}

const WRITERS: Readonly<Record<string, (properties: Data, id: string) => Values>> = {
  aws_network_acl_rule: ({ Protocol, PortRange, ...rest }) => {
    const { From, To } = (PortRange ?? {}) as Values;
    return { ...snake(rest), protocol: String(Protocol), from_port: From, to_port: To };
  },
  aws_route: ({ EgressOnlyInternetGatewayId, InstanceId, ...rest }) => ({
    ...snake(rest),
    egress_only_gateway_id: EgressOnlyInternetGatewayId,
    // an instance is named by its interface there
    network_interface_id: InstanceId,
  }),
  aws_vpc_peering_connection: (properties) => ({ ...snake(properties), auto_accept: true }),
  aws_lambda_function: ({ VpcConfig }) => ({ vpc_config: [snake(VpcConfig as Values)] }),
  aws_db_instance: ({ Engine, DBSubnetGroupName, VPCSecurityGroups, Port, PubliclyAccessible }) => ({
    engine: Engine,
    port: Port === undefined ? undefined : Number(Port),
    publicly_accessible: PubliclyAccessible,
    db_subnet_group_name: DBSubnetGroupName,
    vpc_security_group_ids: VPCSecurityGroups,
  }),
  aws_db_subnet_group: ({ SubnetIds }, id) => ({ name: id, subnet_ids: SubnetIds }),
  aws_ecs_task_definition: ({ ContainerDefinitions, Volumes, ProxyConfiguration, ...rest }) => ({
    ...snake(rest),
    proxy_configuration: ProxyConfiguration && [proxy(ProxyConfiguration as Values)],
    volume: (Volumes as readonly Values[] | undefined)?.map(volume),
    container_definitions: camel(ContainerDefinitions),
  }),
  aws_ecs_service: service,
  aws_ecs_cluster: ({ ServiceConnectDefaults, Configuration }) => ({
    service_connect_defaults: ServiceConnectDefaults && [snake(ServiceConnectDefaults)],
    configuration: blocks(Configuration),
  }),
  aws_ecs_cluster_capacity_providers: ({ Cluster, CapacityProviders, DefaultCapacityProviderStrategy }) => ({
    cluster_name: snake(Cluster),
    capacity_providers: snake(CapacityProviders),
    default_capacity_provider_strategy: snake(DefaultCapacityProviderStrategy),
  }),
  aws_ecs_capacity_provider: ({ AutoScalingGroupProvider }) => ({
    auto_scaling_group_provider: [snake(AutoScalingGroupProvider)],
  }),
  aws_autoscaling_group: ({
    MinSize,
    MaxSize,
    VPCZoneIdentifier,
    LaunchTemplate,
    TargetGroupARNs,
    TrafficSources,
    NewInstancesProtectedFromScaleIn,
  }) => {
    const { LaunchTemplateId, Version } = LaunchTemplate as Values;
    return {
      min_size: Number(MinSize),
      max_size: Number(MaxSize),
      protect_from_scale_in: NewInstancesProtectedFromScaleIn,
      vpc_zone_identifier: snake(VPCZoneIdentifier),
      launch_template: [{ id: snake(LaunchTemplateId), version: Version }],
      target_group_arns: snake(TargetGroupARNs),
      traffic_source: snake(TrafficSources),
    };
  },
  aws_launch_template: ({ LaunchTemplateData }) => {
    const { SecurityGroupIds, NetworkInterfaces, ...rest } = LaunchTemplateData as Values;
    return {
      ...snake(rest),
      vpc_security_group_ids: snake(SecurityGroupIds),
      network_interfaces: (NetworkInterfaces as readonly Values[] | undefined)?.map(({ Groups, ...more }) => ({
        ...snake(more),
        security_groups: snake(Groups),
      })),
    };
  },
  aws_lb: ({ Type, Scheme, SubnetMappings, LoadBalancerAttributes, ...rest }) => ({
    load_balancer_type: Type,
    internal: Scheme === undefined ? undefined : Scheme === 'internal',
    subnet_mapping: SubnetMappings && snake(SubnetMappings),
    enable_cross_zone_load_balancing: attributesIn(LoadBalancerAttributes).get('load_balancing.cross_zone.enabled'),
    ...snake(rest),
  }),
  aws_lb_listener: ({ DefaultActions, Certificates, ...rest }) => ({
    ...snake(rest),
    certificate_arn: (Certificates as readonly Values[] | undefined)?.[0]?.['CertificateArn'],
    default_action: (DefaultActions as readonly Values[] | undefined)?.map(action),
  }),
  aws_lb_target_group: targetGroup,
  aws_security_group: ({ GroupDescription, VpcId, SecurityGroupIngress = [], SecurityGroupEgress = [] }) => ({
    description: GroupDescription,
    vpc_id: snake(VpcId),
    ingress: (SecurityGroupIngress as readonly Values[]).map(rule),
    // AWS lets everything out of a group without such rules, and Terraform's provider takes that away
    egress:
      (SecurityGroupEgress as readonly Values[]).length === 0
        ? [{ protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] }]
        : (SecurityGroupEgress as readonly Values[]).map(rule),
  }),
};

function action({ ForwardConfig, RedirectConfig, FixedResponseConfig, ...rest }: Values): Values {
  const targets = (ForwardConfig as { readonly TargetGroups?: readonly Values[] } | undefined)?.TargetGroups;
  return filled({
    ...snake(rest),
    forward: targets && [
      {
        target_group: targets.map(({ TargetGroupArn, Weight }) =>
          filled({ arn: snake(TargetGroupArn), weight: Weight }),
        ),
      },
    ],
    redirect: RedirectConfig && [snake(RedirectConfig)],
    fixed_response: FixedResponseConfig && [snake(FixedResponseConfig)],
  });
}

/** Health checks by the arguments of their block. */
const CHECKS: Readonly<Record<string, string>> = {
  enabled: 'HealthCheckEnabled',
  port: 'HealthCheckPort',
  protocol: 'HealthCheckProtocol',
  path: 'HealthCheckPath',
  interval: 'HealthCheckIntervalSeconds',
  timeout: 'HealthCheckTimeoutSeconds',
  healthy_threshold: 'HealthyThresholdCount',
  unhealthy_threshold: 'UnhealthyThresholdCount',
};

function targetGroup(properties: Data): Values {
  const { TargetGroupAttributes, Matcher, ...all } = properties;
  const own = Object.values(CHECKS);
  const check = filled({
    ...Object.fromEntries(Object.entries(CHECKS).map(([key, name]) => [key, all[name]])),
    matcher: (Matcher as Values | undefined)?.['HttpCode'],
  });
  const attributes = attributesIn(TargetGroupAttributes);
  const stickiness = attributes.get('stickiness.type');
  return {
    ...snake(Object.fromEntries(Object.entries(all).filter(([name]) => !own.includes(name)))),
    ...(Object.keys(check).length === 0 ? {} : { health_check: [check] }),
    ...(stickiness === undefined
      ? {}
      : {
          stickiness: [filled({ type: stickiness, cookie_name: attributes.get('stickiness.app_cookie.cookie_name') })],
        }),
    deregistration_delay: attributes.get('deregistration_delay.timeout_seconds'),
    preserve_client_ip: attributes.get('preserve_client_ip.enabled'),
  };
}

/** Attributes by their keys. */
function attributesIn(attributes: unknown): ReadonlyMap<string, unknown> {
  const list = (attributes ?? []) as readonly { readonly Key: string; readonly Value: unknown }[];
  return new Map(list.map(({ Key, Value }) => [Key, Value]));
}

function proxy({ ProxyConfigurationProperties, ...rest }: Values): Values {
  const pairs = ProxyConfigurationProperties as readonly { readonly Name: string; readonly Value: unknown }[] | undefined; // prettier-ignore
  return {
    ...snake(rest),
    ...(pairs ? { properties: Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value])) } : {}),
  };
}

function rule({ IpProtocol, FromPort, ToPort, CidrIp, ...peers }: Values): Values {
  const group = peers['SourceSecurityGroupId'] ?? peers['DestinationSecurityGroupId'];
  return filled({
    protocol: IpProtocol,
    from_port: FromPort,
    to_port: ToPort,
    cidr_blocks: CidrIp === undefined ? undefined : [CidrIp],
    security_groups: group === undefined ? undefined : [snake(group)],
  });
}

function service(properties: Data, id: string): Values {
  const { NetworkConfiguration, DeploymentConfiguration, PlacementStrategies, ServiceConnectConfiguration, LoadBalancers, DesiredCount, ServiceName, Role, VolumeConfigurations, ...rest } = properties as Record<string, Values | undefined>; // prettier-ignore
  const network = NetworkConfiguration?.['AwsvpcConfiguration'] as Values | undefined;
  const publicIp = network?.['AssignPublicIp'];
  const connect = JSON.stringify(snake(ServiceConnectConfiguration ?? {}))
    .replaceAll('"services"', '"service"')
    .replaceAll('"client_aliases"', '"client_alias"');
  return {
    name: ServiceName ?? id,
    iam_role: Role,
    ...snake(rest),
    // one is made where a template asks for none, and none where Terraform does
    desired_count: DesiredCount ?? (properties['SchedulingStrategy'] === 'DAEMON' ? undefined : 1),
    network_configuration: network && [
      { ...snake(network), ...(publicIp === undefined ? {} : { assign_public_ip: publicIp === 'ENABLED' }) },
    ],
    load_balancer:
      LoadBalancers &&
      (JSON.parse(JSON.stringify(snake(LoadBalancers)).replaceAll('"load_balancer_name"', '"elb_name"')) as object),
    volume_configuration: (VolumeConfigurations as unknown as readonly Values[] | undefined)?.map(blockVolume),
    ordered_placement_strategy: PlacementStrategies && snake(PlacementStrategies),
    service_connect_configuration: ServiceConnectConfiguration && [JSON.parse(connect) as object],
    deployment_minimum_healthy_percent: DeploymentConfiguration?.['MinimumHealthyPercent'],
    deployment_maximum_percent: DeploymentConfiguration?.['MaximumPercent'],
    deployment_configuration: DeploymentConfiguration?.['Strategy'] && [
      { strategy: DeploymentConfiguration['Strategy'] },
    ],
    deployment_circuit_breaker:
      DeploymentConfiguration?.['DeploymentCircuitBreaker'] &&
      snake(DeploymentConfiguration['DeploymentCircuitBreaker']),
  };
}
