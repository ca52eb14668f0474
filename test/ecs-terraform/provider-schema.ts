import { type TerraformStack } from 'cdktf';

/** What the AWS provider knows about an argument: a block, which holds arguments, or a value; with the values it can have. */
type Argument = 'value' | readonly unknown[] | Block;

/** Arguments of a resource or of a block. */
export interface Block {
  readonly required?: Readonly<Record<string, Argument>>;
  readonly optional?: Readonly<Record<string, Argument>>;
}

const V: Argument = 'value';
const role: Block = { required: { assume_role_policy: V } };
const action: Block = {
  required: { type: ['forward', 'redirect', 'fixed-response', 'authenticate-cognito', 'authenticate-oidc'] },
  optional: {
    target_group_arn: V,
    fixed_response: {
      required: {
        content_type: ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'],
      },
      optional: { status_code: V, message_body: V },
    },
  },
};
const span: Block = { required: { min: V }, optional: { max: V } };

/**
 * The arguments that the constructs may write, as the page of each type in the documentation of the provider has them: names,
 * required ones, blocks, values. `pageOf` gives the page that a row was held against.
 */
export const PROVIDER: Readonly<Record<string, Block>> = {
  aws_autoscaling_group: {
    required: { min_size: V, max_size: V },
    optional: {
      desired_capacity: V,
      vpc_zone_identifier: V,
      launch_template: { optional: { id: V, version: V } },
      tag: { required: { key: V, value: V, propagate_at_launch: V } },
    },
  },
  aws_ecs_capacity_provider: {
    required: { name: V },
    optional: {
      cluster: V,
      auto_scaling_group_provider: {
        required: { auto_scaling_group_arn: V },
        optional: {
          managed_scaling: { optional: { status: ['ENABLED', 'DISABLED'], target_capacity: V } },
          managed_termination_protection: ['ENABLED', 'DISABLED'],
        },
      },
      managed_instances_provider: {
        required: {
          infrastructure_role_arn: V,
          instance_launch_template: {
            required: {
              ec2_instance_profile_arn: V,
              network_configuration: { required: { subnets: V }, optional: { security_groups: V } },
            },
            optional: {
              instance_requirements: {
                required: { memory_mib: span, vcpu_count: span },
                optional: { allowed_instance_types: V },
              },
            },
          },
        },
      },
    },
  },
  aws_ecs_cluster: {
    required: { name: V },
    optional: { service_connect_defaults: { required: { namespace: V } } },
  },
  aws_ecs_cluster_capacity_providers: { required: { cluster_name: V }, optional: { capacity_providers: V } },
  aws_ecs_service: {
    required: { name: V },
    optional: {
      cluster: V,
      task_definition: V,
      desired_count: V,
      deployment_minimum_healthy_percent: V,
      deployment_maximum_percent: V,
      deployment_circuit_breaker: { required: { enable: V, rollback: V } },
      enable_execute_command: V,
      health_check_grace_period_seconds: V,
      launch_type: ['EC2', 'FARGATE', 'EXTERNAL'],
      capacity_provider_strategy: { required: { capacity_provider: V, weight: V }, optional: { base: V } },
      network_configuration: { required: { subnets: V }, optional: { security_groups: V, assign_public_ip: V } },
      placement_constraints: { required: { type: ['memberOf', 'distinctInstance'] }, optional: { expression: V } },
      scheduling_strategy: ['REPLICA', 'DAEMON'],
      load_balancer: { required: { container_name: V, container_port: V }, optional: { target_group_arn: V } },
      service_registries: {
        required: { registry_arn: V },
        optional: { container_name: V, container_port: V, port: V },
      },
      service_connect_configuration: {
        required: { enabled: V },
        optional: {
          namespace: V,
          service: {
            required: { port_name: V },
            optional: { discovery_name: V, client_alias: { required: { port: V }, optional: { dns_name: V } } },
          },
        },
      },
    },
  },
  aws_ecs_task_definition: {
    required: { family: V, container_definitions: V },
    optional: {
      cpu: V,
      memory: V,
      network_mode: ['none', 'bridge', 'awsvpc', 'host'],
      requires_compatibilities: V,
      runtime_platform: { optional: { operating_system_family: V, cpu_architecture: V } },
      task_role_arn: V,
      execution_role_arn: V,
      volume: { required: { name: V }, optional: { host_path: V } },
    },
  },
  aws_iam_instance_profile: { optional: { name: V, role: V } },
  aws_iam_role: role,
  aws_iam_role_policy: { required: { role: V, policy: V } },
  aws_iam_role_policy_attachment: { required: { role: V, policy_arn: V } },
  aws_launch_template: {
    optional: {
      image_id: V,
      instance_type: V,
      vpc_security_group_ids: V,
      user_data: V,
      iam_instance_profile: { optional: { name: V, arn: V } },
      metadata_options: { optional: { http_tokens: ['optional', 'required'], http_put_response_hop_limit: V } },
    },
  },
  aws_lb: {
    optional: {
      load_balancer_type: ['application', 'network', 'gateway'],
      internal: V,
      subnets: V,
      security_groups: V,
    },
  },
  aws_lb_listener: {
    required: {
      load_balancer_arn: V,
      default_action: action,
    },
    optional: {
      port: V,
      protocol: ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP'],
      certificate_arn: V,
      ssl_policy: V,
    },
  },
  aws_lb_listener_rule: {
    required: {
      listener_arn: V,
      action,
      condition: {
        optional: { host_header: { optional: { values: V } }, path_pattern: { optional: { values: V } } },
      },
    },
    optional: { priority: V },
  },
  aws_lb_target_group: {
    optional: {
      port: V,
      protocol: ['HTTP', 'HTTPS', 'TCP', 'TCP_UDP', 'TLS', 'UDP', 'GENEVE'],
      protocol_version: ['HTTP1', 'HTTP2', 'GRPC'],
      target_type: ['instance', 'ip', 'lambda', 'alb'],
      vpc_id: V,
      health_check: {
        optional: { protocol: ['TCP', 'HTTP', 'HTTPS'], port: V, path: V, matcher: V, interval: V, timeout: V },
      },
    },
  },
  aws_security_group: { optional: { vpc_id: V, description: V } },
  aws_service_discovery_http_namespace: { required: { name: V } },
  aws_service_discovery_private_dns_namespace: { required: { name: V, vpc: V } },
  aws_service_discovery_service: {
    required: { name: V },
    optional: {
      dns_config: {
        required: { namespace_id: V, dns_records: { required: { ttl: V, type: ['A', 'AAAA', 'SRV', 'CNAME'] } } },
        optional: { routing_policy: ['MULTIVALUE', 'WEIGHTED'] },
      },
      health_check_custom_config: { optional: { failure_threshold: V } },
    },
  },
  aws_ssm_parameter: { required: { name: V } },
  aws_vpc_security_group_egress_rule: {
    required: { security_group_id: V, ip_protocol: V },
    optional: { cidr_ipv4: V, cidr_ipv6: V, from_port: V, to_port: V, description: V },
  },
  aws_vpc_security_group_ingress_rule: {
    required: { security_group_id: V, ip_protocol: V },
    optional: {
      cidr_ipv4: V,
      cidr_ipv6: V,
      referenced_security_group_id: V,
      from_port: V,
      to_port: V,
      description: V,
    },
  },
};

/** The page of the provider's documentation about a type. */
export function pageOf(type: string): string {
  const kind = type === 'aws_ssm_parameter' ? 'data-sources' : 'resources';
  return `https://registry.terraform.io/providers/hashicorp/aws/latest/docs/${kind}/${type.slice('aws_'.length)}`;
}

type Data = Readonly<Record<string, unknown>>;

/** What an app has besides what the constructs write. */
const OF_THE_APP = /^aws_(?:vpc|subnet|route|route_table|route_table_association|internet_gateway|nat_gateway|eip)$/;

/** What the provider would refuse of a stack, by the path of the block. */
export function refusals(stack: TerraformStack): string[] {
  type Blocks = Readonly<Record<string, Readonly<Record<string, Data>>>>;
  const { resource, data = {} } = stack.toTerraform() as { resource: Blocks; data?: Blocks };
  return [resource, data].flatMap((blocks) =>
    Object.entries(blocks)
      .filter(([type]) => !OF_THE_APP.test(type))
      .flatMap(([type, bodies]) => Object.values(bodies).flatMap((body) => refused(type, body))),
  );
}

/** What the provider would refuse in a block of a type, by its path. */
export function refused(type: string, given: Data): string[] {
  const schema = PROVIDER[type];
  if (!schema) return [`${type}: no such resource`];
  return [...inBlock(type, given, schema), ...(TOGETHER[type]?.(given) ?? []).map((text) => `${type}: ${text}`)];
}

/** What the arguments of a resource ask of each other, as the same pages say it. */
const TOGETHER: Readonly<Record<string, (given: Data) => readonly string[]>> = {
  aws_autoscaling_group: (given) => [
    ...oneOf(given, 'launch_configuration', 'launch_template', 'mixed_instances_policy'),
    ...atMostOne(given, 'availability_zones', 'vpc_zone_identifier'),
    ...blocks(given['launch_template']).flatMap((block) => oneOf(block, 'id', 'name')),
  ],
  aws_ecs_capacity_provider: (given) => [
    ...oneOf(given, 'auto_scaling_group_provider', 'managed_instances_provider'),
    ...when(
      'cluster' in given !== 'managed_instances_provider' in given,
      'cluster goes with managed instances, and with them alone',
    ),
  ],
  aws_ecs_service: (given) => [
    ...when('launch_type' in given && 'capacity_provider_strategy' in given, 'a launch type and capacity providers'),
    ...when(!('task_definition' in given), 'no task definition'),
    ...(given['scheduling_strategy'] === 'DAEMON'
      ? ['desired_count', 'deployment_maximum_percent'].flatMap((name) => when(name in given, `${name} of a daemon`))
      : []),
    ...when(
      'health_check_grace_period_seconds' in given && !('load_balancer' in given),
      'a grace period without a load balancer',
    ),
    ...when(blocks(given['service_registries']).length > 1, 'more than one registry'),
    ...when(blocks(given['placement_constraints']).length > 10, 'more than ten constraints'),
    ...when(
      blocks(given['capacity_provider_strategy']).filter(({ base }) => base !== undefined).length > 1,
      'more than one base of capacity providers',
    ),
    ...blocks(given['load_balancer']).flatMap((block) => oneOf(block, 'elb_name', 'target_group_arn')),
    ...blocks(given['service_connect_configuration'])
      .flatMap(({ service }) => blocks(service))
      .flatMap(({ client_alias: alias }) => when(blocks(alias).length > 1, 'more than one client alias')),
    ...blocks(given['placement_constraints']).flatMap(({ type, expression }) =>
      when(type === 'memberOf' && expression === undefined, 'memberOf without an expression'),
    ),
  ],
  aws_iam_instance_profile: (given) => when(!('role' in given), 'no role'),
  aws_launch_template: (given) => [
    ...blocks(given['iam_instance_profile']).flatMap((block) => atMostOne(block, 'arn', 'name')),
    ...blocks(given['metadata_options']).flatMap(({ http_put_response_hop_limit: limit = 1 }) =>
      when(typeof limit === 'number' && (limit < 1 || limit > 64), `${String(limit)} hops`),
    ),
  ],
  aws_lb: (given) => oneOf(given, 'subnets', 'subnet_mapping'),
  aws_lb_listener: (given) => [
    ...(SECURE.includes(given['protocol'])
      ? ['certificate_arn', 'ssl_policy'].flatMap((name) => when(!(name in given), `no ${name}`))
      : []),
    ...when(!('port' in given), 'no port'),
    ...blocks(given['default_action']).flatMap(actionTogether),
  ],
  aws_lb_listener_rule: (given) => [
    ...blocks(given['action']).flatMap(actionTogether),
    ...blocks(given['condition']).flatMap((block) => oneOf(block, 'host_header', 'path_pattern')),
  ],
  aws_lb_target_group: (given) => [
    ...(given['target_type'] === 'lambda'
      ? []
      : ['port', 'protocol', 'vpc_id'].flatMap((name) => when(!(name in given), `no ${name}`))),
    ...when('protocol_version' in given && !HTTP.includes(given['protocol']), 'a version of no HTTP'),
    ...blocks(given['health_check']).flatMap(({ protocol = 'HTTP', matcher, path }) => [
      ...when(protocol === 'TCP' && HTTP.includes(given['protocol']), 'a health check in TCP of targets in HTTP'),
      ...when(
        (matcher ?? path) !== undefined && !HTTP.includes(protocol),
        'a health check in TCP with a path or codes',
      ),
    ]),
  ],
  aws_security_group: (given) => when(given['description'] === '', 'an empty description'),
  aws_vpc_security_group_egress_rule: peerAndPorts,
  aws_vpc_security_group_ingress_rule: peerAndPorts,
};

const HTTP: readonly unknown[] = ['HTTP', 'HTTPS'];
const SECURE: readonly unknown[] = ['HTTPS', 'TLS'];

function actionTogether({ type, target_group_arn: group, fixed_response: response }: Data): readonly string[] {
  return [
    ...when((type === 'forward') !== (group !== undefined), 'a target group goes with forward, and with it alone'),
    ...when((type === 'fixed-response') !== (response !== undefined), 'a response goes with fixed-response alone'),
  ];
}

function peerAndPorts(given: Data): readonly string[] {
  const ports = ['from_port', 'to_port'];
  const isAny = String(given['ip_protocol']) === '-1';
  return [
    ...oneOf(given, 'cidr_ipv4', 'cidr_ipv6', 'prefix_list_id', 'referenced_security_group_id'),
    ...ports.flatMap((name) => when(name in given === isAny, isAny ? `${name} of all protocols` : `no ${name}`)),
  ];
}

function oneOf(given: Data, ...names: readonly string[]): readonly string[] {
  return when(names.filter((name) => name in given).length !== 1, `not one of ${names.join(', ')}`);
}

function atMostOne(given: Data, ...names: readonly string[]): readonly string[] {
  return when(names.filter((name) => name in given).length > 1, `more than one of ${names.join(', ')}`);
}

function when(isSo: boolean, text: string): readonly string[] {
  return isSo ? [text] : [];
}

function blocks(value: unknown): readonly Data[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as readonly Data[];
}

/** Arguments of Terraform itself. */
const META = ['depends_on', 'lifecycle', 'provider', 'count', 'for_each', '//'];

function inBlock(path: string, given: Data, { required = {}, optional = {} }: Block): string[] {
  const known = { ...required, ...optional };
  const missing = Object.keys(required).filter((name) => given[name] === undefined);
  return [
    ...missing.map((name) => `${path}.${name} is missing`),
    ...Object.entries(given).flatMap(([name, value]) => {
      const argument = known[name];
      if (META.includes(name)) return [];
      return argument === undefined ? [`${path}.${name} is unknown`] : inArgument(`${path}.${name}`, value, argument);
    }),
  ];
}

function inArgument(path: string, value: unknown, argument: Argument): string[] {
  const isBlock = (one: unknown): one is Data => typeof one === 'object' && one !== null && !Array.isArray(one);
  const items = Array.isArray(value) ? (value as unknown[]) : [value];
  if (argument === 'value') return items.some(isBlock) ? [`${path} is no block`] : [];
  if (Array.isArray(argument)) return argument.includes(value) ? [] : [`${path} cannot be ${String(value)}`];
  return items.flatMap((item) =>
    isBlock(item) ? inBlock(path, item, argument as Block) : [`${path} is a block, got ${String(item)}`],
  );
}
