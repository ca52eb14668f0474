import { Unknown } from '../../../core/values/unknown';
import { isData, Named, Reference, type Data } from '../../../core/reading/field';
import { blockOf, type Block } from '../configuration/block';
import { Composed, nameOfValue, plain } from '../language/value';
import { type Made, type Maker } from './made';
import { decoded, type Shape, type Shaper } from './shape';

const STRATEGY: Shape = { CapacityProvider: 'capacity_provider', Base: 'base', Weight: 'weight' };

/** Clusters, capacity providers, task definitions and services. */
export function ecsMakers(shaper: Shaper, tasks: Tasks): Readonly<Record<string, Maker>> {
  const { list, only } = bound(shaper);
  const shapes = {
    cluster: {
      ClusterName: 'name',
      CapacityProviders: 'capacity_providers',
      DefaultCapacityProviderStrategy: ['default_capacity_provider_strategy', list(STRATEGY)],
      ServiceConnectDefaults: ['service_connect_defaults', only({ Namespace: 'namespace' })],
      Configuration: [
        'configuration',
        only({
          ExecuteCommandConfiguration: [
            'execute_command_configuration',
            only({
              KmsKeyId: 'kms_key_id',
              Logging: 'logging',
              LogConfiguration: [
                'log_configuration',
                only({
                  CloudWatchLogGroupName: 'cloud_watch_log_group_name',
                  CloudWatchEncryptionEnabled: 'cloud_watch_encryption_enabled',
                  S3BucketName: 's3_bucket_name',
                  S3EncryptionEnabled: 's3_bucket_encryption_enabled',
                  S3KeyPrefix: 's3_key_prefix',
                }),
              ],
            }),
          ],
        }),
      ],
    },
    association: {
      Cluster: 'cluster_name',
      CapacityProviders: 'capacity_providers',
      DefaultCapacityProviderStrategy: ['default_capacity_provider_strategy', list(STRATEGY)],
    },
    provider: {
      Name: 'name',
      AutoScalingGroupProvider: [
        'auto_scaling_group_provider',
        only({
          AutoScalingGroupArn: 'auto_scaling_group_arn',
          ManagedTerminationProtection: 'managed_termination_protection',
          ManagedScaling: [
            'managed_scaling',
            only({
              Status: 'status',
              TargetCapacity: ['target_capacity', notZero],
              MinimumScalingStepSize: ['minimum_scaling_step_size', notZero],
              MaximumScalingStepSize: ['maximum_scaling_step_size', notZero],
            }),
          ],
        }),
      ],
    },
    task: {
      Family: 'family',
      NetworkMode: 'network_mode',
      ContainerDefinitions: ['container_definitions', (value) => shaper.api(decoded(value, 'container_definitions'))],
      RequiresCompatibilities: 'requires_compatibilities',
      Cpu: 'cpu',
      Memory: 'memory',
      TaskRoleArn: 'task_role_arn',
      ExecutionRoleArn: 'execution_role_arn',
      IpcMode: 'ipc_mode',
      PidMode: 'pid_mode',
      EnableFaultInjection: 'enable_fault_injection',
      PlacementConstraints: ['placement_constraints', list({ Type: 'type', Expression: 'expression' })],
      RuntimePlatform: [
        'runtime_platform',
        only({ OperatingSystemFamily: 'operating_system_family', CpuArchitecture: 'cpu_architecture' }),
      ],
      ProxyConfiguration: [
        'proxy_configuration',
        only({
          Type: 'type',
          ContainerName: 'container_name',
          ProxyConfigurationProperties: ['properties', properties],
        }),
      ],
      Volumes: [
        'volume',
        list({
          Name: 'name',
          ConfiguredAtLaunch: 'configure_at_launch',
          // an empty text in states
          Host: ['host_path', (path) => (path === '' ? undefined : { SourcePath: shaper.value(path) })],
          DockerVolumeConfiguration: [
            'docker_volume_configuration',
            only({
              Scope: 'scope',
              Autoprovision: 'autoprovision',
              Driver: 'driver',
              DriverOpts: 'driver_opts',
              Labels: 'labels',
            }),
          ],
          EFSVolumeConfiguration: [
            'efs_volume_configuration',
            only({
              FilesystemId: 'file_system_id',
              RootDirectory: 'root_directory',
              TransitEncryption: 'transit_encryption',
              TransitEncryptionPort: ['transit_encryption_port', notZero],
              AuthorizationConfig: ['authorization_config', only({ AccessPointId: 'access_point_id', IAM: 'iam' })],
            }),
          ],
          FSxWindowsFileServerVolumeConfiguration: [
            'fsx_windows_file_server_volume_configuration',
            only({
              FileSystemId: 'file_system_id',
              RootDirectory: 'root_directory',
              AuthorizationConfig: [
                'authorization_config',
                only({ CredentialsParameter: 'credentials_parameter', Domain: 'domain' }),
              ],
            }),
          ],
          S3FilesVolumeConfiguration: [
            's3files_volume_configuration',
            only({
              FileSystemArn: 'file_system_arn',
              RootDirectory: 'root_directory',
              AccessPointArn: 'access_point_arn',
              TransitEncryptionPort: ['transit_encryption_port', notZero],
            }),
          ],
        }),
      ],
      EphemeralStorage: ['ephemeral_storage', only({ SizeInGiB: 'size_in_gib' })],
      Tags: ['tags', tags],
    },
  } satisfies Readonly<Record<string, Shape>>;
  const service = serviceShape(shaper, tasks);
  return {
    aws_ecs_cluster: (values) => [{ type: 'AWS::ECS::Cluster', properties: shaper.object(values, shapes.cluster) }],
    aws_ecs_cluster_capacity_providers: (values) => [
      {
        type: 'AWS::ECS::ClusterCapacityProviderAssociations',
        properties: shaper.object(values, shapes.association),
      },
    ],
    aws_ecs_capacity_provider: (values) => [
      { type: 'AWS::ECS::CapacityProvider', properties: shaper.object(values, shapes.provider) },
    ],
    aws_ecs_task_definition: (values) => [
      { type: 'AWS::ECS::TaskDefinition', properties: shaper.object(values, shapes.task) },
    ],
    aws_ecs_service: (values) => [serviceOf(shaper.object(values, service))],
    aws_ecs_express_gateway_service: (values) => [
      {
        type: 'AWS::ECS::ExpressGatewayService',
        properties: shaper.object(values, {
          Cpu: 'cpu',
          Memory: 'memory',
          HealthCheckPath: 'health_check_path',
          PrimaryContainer: ['primary_container', only({ Image: 'image', ContainerPort: 'container_port' })],
          NetworkConfiguration: [
            'network_configuration',
            only({ Subnets: 'subnets', SecurityGroups: 'security_groups' }),
          ],
        }),
      },
    ],
    ...scheduleMakers(shaper, tasks),
    aws_ecs_task_set: (values) => [
      { type: 'AWS::ECS::TaskSet', properties: shaper.object(values, { Service: 'service', ...service }) },
    ],
  };
}

/** Schedules, rules of EventBridge and pipes that start tasks. */
function scheduleMakers(shaper: Shaper, tasks: Tasks): Readonly<Record<string, Maker>> {
  const { list, only } = bound(shaper);
  const started = (network: Shape): Shape => ({
    TaskDefinitionArn: ['task_definition_arn', (value) => tasks.meant(value) ?? shaper.value(value)],
    TaskCount: 'task_count',
    LaunchType: 'launch_type',
    PlatformVersion: 'platform_version',
    CapacityProviderStrategy: ['capacity_provider_strategy', list(STRATEGY)],
    ...network,
  });
  const awsvpc: Shape = {
    Subnets: 'subnets',
    SecurityGroups: 'security_groups',
    AssignPublicIp: ['assign_public_ip', enabled],
  };
  const flat = (name: string): Shape => ({
    NetworkConfiguration: ['network_configuration', only((item) => ({ [name]: shaper.object(item, awsvpc) }))],
  });
  const target: Shape = {
    Arn: 'arn',
    RoleArn: 'role_arn',
    Input: ['input', (value) => shaper.value(decoded(value, 'input'))],
    InputTransformer: ['input_transformer', only({ InputTemplate: 'input_template' })],
  };
  return {
    aws_sfn_state_machine: (values) => [
      {
        type: 'AWS::StepFunctions::StateMachine',
        properties: shaper.object(values, {
          Definition: ['definition', (value) => shaper.value(decoded(value, 'definition'))],
        }),
      },
    ],
    aws_cloudwatch_event_rule: (values) => [
      { type: 'AWS::Events::Rule', properties: shaper.object(values, { ScheduleExpression: 'schedule_expression' }) },
    ],
    aws_cloudwatch_event_target: (values) => [
      {
        type: 'AWS::Events::Rule',
        properties: shaper.object(values, {
          Targets: [
            '',
            (whole) =>
              isData(whole)
                ? [
                    shaper.object(whole, {
                      ...target,
                      EcsParameters: ['ecs_target', only(started(flat('AwsVpcConfiguration')))],
                    }),
                  ]
                : undefined,
          ],
        }),
      },
    ],
    aws_scheduler_schedule: (values) => [
      {
        type: 'AWS::Scheduler::Schedule',
        properties: shaper.object(values, {
          ScheduleExpression: 'schedule_expression',
          Target: [
            'target',
            only({ ...target, EcsParameters: ['ecs_parameters', only(started(flat('AwsvpcConfiguration')))] }),
          ],
        }),
      },
    ],
    aws_pipes_pipe: (values) => [
      {
        type: 'AWS::Pipes::Pipe',
        properties: shaper.object(values, {
          Target: 'target',
          RoleArn: 'role_arn',
          TargetParameters: [
            'target_parameters',
            only({
              EcsTaskParameters: [
                'ecs_task_parameters',
                only({
                  ...started({
                    NetworkConfiguration: [
                      'network_configuration',
                      only({ AwsvpcConfiguration: ['aws_vpc_configuration', only(awsvpc)] }),
                    ],
                  }),
                  Overrides: [
                    'overrides',
                    only({ ContainerOverrides: ['container_override', list({ Name: 'name' })] }),
                  ],
                }),
              ],
            }),
          ],
        }),
      },
    ],
  };
}

/** The methods of a shaper, for writing shapes with. */
export function bound(shaper: Shaper): Pick<Shaper, 'list' | 'only'> {
  return { list: (shape) => shaper.list(shape), only: (shape) => shaper.only(shape) };
}

/** Pairs of names and values, as the API has them. */
function properties(value: unknown): unknown {
  return isData(value) ? Object.entries(value).map(([Name, Value]) => ({ Name, Value: plain(Value) })) : undefined;
}

function tags(value: unknown): unknown {
  return isData(value) ? Object.entries(value).map(([Key, Value]) => ({ Key, Value: plain(Value) })) : undefined;
}

function serviceShape(shaper: Shaper, tasks: Tasks): Shape {
  const { list, only } = bound(shaper);
  const strategy = (value: unknown): unknown => {
    const made = only({ Strategy: 'strategy' })(value);
    return isData(made) ? made['Strategy'] : made;
  };
  return {
    ServiceName: 'name',
    Cluster: 'cluster',
    TaskDefinition: ['task_definition', (value) => tasks.meant(value) ?? shaper.value(value)],
    LaunchType: 'launch_type',
    CapacityProviderStrategy: ['capacity_provider_strategy', list(STRATEGY)],
    PlatformVersion: 'platform_version',
    SchedulingStrategy: 'scheduling_strategy',
    DesiredCount: 'desired_count',
    HealthCheckGracePeriodSeconds: 'health_check_grace_period_seconds',
    AvailabilityZoneRebalancing: 'availability_zone_rebalancing',
    EnableExecuteCommand: 'enable_execute_command',
    DeploymentController: ['deployment_controller', only({ Type: 'type' })],
    DeploymentConfiguration: [
      '',
      (value) =>
        isData(value)
          ? shaper.object(value, {
              MinimumHealthyPercent: 'deployment_minimum_healthy_percent',
              MaximumPercent: 'deployment_maximum_percent',
              Strategy: ['deployment_configuration', strategy],
              DeploymentCircuitBreaker: [
                'deployment_circuit_breaker',
                only({ Enable: 'enable', Rollback: 'rollback' }),
              ],
            })
          : undefined,
    ],
    NetworkConfiguration: [
      'network_configuration',
      only((item) => ({
        AwsvpcConfiguration: shaper.object(item, {
          Subnets: 'subnets',
          SecurityGroups: 'security_groups',
          AssignPublicIp: ['assign_public_ip', enabled],
        }),
      })),
    ],
    LoadBalancers: [
      'load_balancer',
      list({
        TargetGroupArn: 'target_group_arn',
        LoadBalancerName: 'elb_name',
        ContainerName: 'container_name',
        ContainerPort: 'container_port',
        AdvancedConfiguration: [
          'advanced_configuration',
          only({
            AlternateTargetGroupArn: 'alternate_target_group_arn',
            ProductionListenerRule: 'production_listener_rule',
            TestListenerRule: 'test_listener_rule',
            RoleArn: 'role_arn',
          }),
        ],
      }),
    ],
    ServiceRegistries: [
      'service_registries',
      list({
        RegistryArn: 'registry_arn',
        ContainerName: 'container_name',
        ContainerPort: ['container_port', notZero],
        Port: ['port', notZero],
      }),
    ],
    ServiceConnectConfiguration: [
      'service_connect_configuration',
      only({
        Enabled: 'enabled',
        Namespace: 'namespace',
        LogConfiguration: ['log_configuration', only({ LogDriver: 'log_driver' })],
        Services: [
          'service',
          list({
            PortName: 'port_name',
            DiscoveryName: 'discovery_name',
            IngressPortOverride: ['ingress_port_override', notZero],
            ClientAliases: ['client_alias', list({ DnsName: 'dns_name', Port: 'port' })],
          }),
        ],
      }),
    ],
    VolumeConfigurations: [
      'volume_configuration',
      list({
        Name: 'name',
        ManagedEBSVolume: [
          'managed_ebs_volume',
          only({
            RoleArn: 'role_arn',
            FilesystemType: 'file_system_type',
            Iops: ['iops', notZero],
            SizeInGiB: ['size_in_gb', notZero],
            SnapshotId: 'snapshot_id',
            Throughput: ['throughput', notZero],
            VolumeType: 'volume_type',
          }),
        ],
      }),
    ],
    VpcLatticeConfigurations: [
      'vpc_lattice_configurations',
      list({ PortName: 'port_name', TargetGroupArn: 'target_group_arn', RoleArn: 'role_arn' }),
    ],
    PlacementConstraints: ['placement_constraints', list({ Type: 'type', Expression: 'expression' })],
    PlacementStrategies: ['ordered_placement_strategy', list({ Type: 'type', Field: 'field' })],
    Role: 'iam_role',
  };
}

/** The provider has true and false for what the API has words for. */
function enabled(value: unknown): unknown {
  return value === true || value === 'true' ? 'ENABLED' : value === false || value === 'false' ? 'DISABLED' : value;
}

/** The provider takes a port of 0 for one that is left out. */
function notZero(value: unknown): unknown {
  return value === 0 || value === '0' ? undefined : plain(value);
}

/**
 * A service as the provider sends it. Of a daemon service that is no number of tasks, no maximum percent, and no minimum
 * percent of 100: its own defaults for the other services, and what the API filled in, stand in plans and states. Other
 * services have no task unless they ask for some.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service
 */
function serviceOf(made: Record<string, unknown>): Made {
  const deployment = made['DeploymentConfiguration'];
  if (made['SchedulingStrategy'] === 'DAEMON') {
    delete made['DesiredCount'];
    if (isData(deployment)) {
      const own = deployment as Record<string, unknown>;
      delete own['MaximumPercent'];
      if (Number(own['MinimumHealthyPercent']) === 100) delete own['MinimumHealthyPercent'];
    }
  } else if (made['DesiredCount'] === undefined && REPLICA.has(made['SchedulingStrategy'])) made['DesiredCount'] = 0;
  return { type: 'AWS::ECS::Service', properties: made };
}

/** What a service that is no daemon says: plans and states have the word where a configuration leaves it out. */
const REPLICA: ReadonlySet<unknown> = new Set([undefined, 'REPLICA']);

/** The task definitions of the files, as services name them. */
export class Tasks {
  readonly #families = new Map<string, Block>();

  constructor(private readonly blocks: readonly Block[]) {
    for (const block of blocks) {
      const family = plain(block.value('family'));
      if (typeof family === 'string' && !this.#families.has(family)) this.#families.set(family, block);
    }
  }

  /** What refers to the task definition that a value means; undefined where it means none that is there. */
  meant(raw: unknown): Data | Unknown | undefined {
    const value = plain(raw);
    const reference = value instanceof Reference ? blockOf(value) : undefined;
    const block =
      reference ??
      (typeof value === 'string'
        ? this.#named(value)
        : value instanceof Composed
          ? this.#revision(value)
          : value instanceof Named
            ? this.#newest(value.name)
            : undefined);
    if (block && this.blocks.includes(block)) return { Ref: block.address };
    return value instanceof Reference || typeof value === 'string' || value instanceof Composed
      ? new Unknown('the task definition is not in the files given')
      : undefined;
  }

  /** By an ARN, or by a family with or without a revision. */
  #named(name: string): Block | undefined {
    const family = name.slice(name.lastIndexOf('/') + 1).split(':')[0] ?? '';
    return this.#families.get(family) ?? this.blocks.find((block) => block.value('arn') === name);
  }

  /** By `family:revision`, both of one. */
  #revision({ parts }: Composed): Block | undefined {
    const [first, second, third, ...more] = parts;
    if (typeof first === 'string') {
      const family = first.endsWith(':') && third === undefined ? this.#families.get(first.slice(0, -1)) : undefined;
      return family && isRevisionOf(second, family) ? family : undefined;
    }
    const block = first instanceof Reference ? blockOf(first) : undefined;
    if (typeof second !== 'string' || !second.startsWith(':') || more.length > 0) return undefined;
    if (second !== ':') return third === undefined ? block : undefined;
    return block && isRevisionOf(third, block) ? block : undefined;
  }

  /** By an expression whose newest revision is that of a task definition which is made here. */
  #newest(name: string): Block | undefined {
    return this.blocks.find((block) => name === `${block.address}.arn`);
  }
}

function isRevisionOf(value: unknown, { address }: Block): boolean {
  const name = nameOfValue(value);
  if (name === `${address}.revision`) return true;
  // the revision that is made is never below one that was read before
  return name?.startsWith('max(') === true && name.includes(`${address}.revision`);
}
