import { FARGATE_SIZES, fargateMemorySizes } from './fargate-size';
import { LAUNCH_TYPES } from './launch-type';
import { ANYTHING, between, listOf, matching, needed, oneOf, type SettingForm } from './setting-form';
import { type Alternatives, type Combination, type ListLength } from './resource-settings';

/** The settings of one type of resource that are looked at one by one. */
export interface FormsOfType {
  /** What the resource is called. */
  readonly noun: string;
  /** Where AWS says what they may be. */
  readonly page: string;
  /** By the names on the way to them; `*` stands for each element of a list. */
  readonly forms: Readonly<Record<string, SettingForm>>;
  /** Settings of which one is written. @default - there are none */
  readonly choices?: readonly Alternatives[];
  /** How long lists may be, by the names on the way to them. @default - as long as they are */
  readonly lengths?: Readonly<Record<string, ListLength>>;
  /** What some settings ask of others in the same object. @default - nothing */
  readonly combinations?: readonly Combination[];
}

const API = 'https://docs.aws.amazon.com';
const ECS = `${API}/AmazonECS/latest/APIReference`;
const ELB = `${API}/elasticloadbalancing/latest/APIReference`;
const CLASSIC = `${API}/elasticloadbalancing/2012-06-01/APIReference`;
const EC2 = `${API}/AWSEC2/latest/APIReference`;

const PORT = between(1, 65535);
/** A list with something in it, which a module of Terraform may be given. */
const GIVEN: ListLength = { least: 1, mayBeGiven: true };
/** What is a number, whatever its bounds, which rules of their own know. */
const NUMBER = matching(/^-?\d+(?:\.\d+)?$/, 'a number');
const FLAG = matching(/^(?:true|false|[01])$/i, 'true or false');
/** A type or code of ICMP, or -1 for all. */
const OF_ICMP = between(-1, 255);
const SWITCH = oneOf('ENABLED', 'DISABLED');
const LAUNCH_TYPE = oneOf(...LAUNCH_TYPES.map(({ name }) => name));
const PLATFORM_VERSION = oneOf('LATEST', '1.4.0', '1.3.0', '1.2.0', '1.1.0', '1.0.0');
const VOLUME_TYPE = oneOf('gp2', 'gp3', 'io1', 'io2', 'sc1', 'st1', 'standard');
const PERCENT = between(0, 100);
const MINUTES_OF_A_DAY = between(0, 1440);
const ECS_NAME = matching(/^[A-Za-z0-9_-]{1,255}$/, 'a name of letters, digits, _ and -');
const BALANCING_NAME = matching(
  /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/,
  'a name of at most 32 letters, digits and inner hyphens that does not begin with internal-',
);
const TARGET_GROUP_NAME = matching(
  /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/,
  'a name of at most 32 letters, digits and inner hyphens',
);
const PATH = matching(/^\//, 'a path, which begins with /');
const BLOCK = matching(
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!\/)|(?=\/))){4}\/(?:3[0-2]|[12]?\d)$/,
  'an IPv4 block such as 10.0.0.0/16',
);
const VPC_BLOCK = matching(
  // reserved ones are refused whatever their size
  /^(?!0\.|127\.|169\.254\.|2(?:2[4-9]|[3-5]\d)\.)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!\/)|(?=\/))){4}\/(?:1[6-9]|2[0-8])$/,
  'an IPv4 block from /16 to /28 that is not reserved',
);
/** Protocols by name or number; names in any case. */
const PROTOCOL = matching(
  /^(?:-1|all|tcp|udp|icmp|icmpv6|\d{1,3}|ah|esp|gre|sctp|egp|igp|ipv6|vrrp|ipip|hopopt|pim|ospf|l2tp|udplite|ipv6-icmp)$/i,
  'one of tcp, udp, icmp, icmpv6, a protocol number, or -1 for all',
);

const BLOCK_6 = matching(/^[0-9a-f:]*:[0-9a-f:.]*\/(?:12[0-8]|1[01]\d|\d?\d)$/i, 'an IPv6 block such as ::/0');

/** The description of a security group or of one of its rules. */
const DESCRIPTION = matching(
  /^[\w .:/()#,@[\]+=&;{}!$*-]{0,255}$/,
  'a text of at most 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*',
);

const CLASSIC_PROTOCOL = matching(/^(?:https?|tcp|ssl)$/i, 'one of HTTP, HTTPS, TCP, SSL');

const STRATEGY = {
  'capacityProviderStrategy.*.weight': between(0, 1000),
  'capacityProviderStrategy.*.base': between(0, 100_000),
};

const AWSVPC = { 'networkConfiguration.awsvpcConfiguration.assignPublicIp': SWITCH };

const TRACKING = 'targetTrackingScalingPolicyConfiguration';
const STEPS = 'stepScalingPolicyConfiguration';

const EFS = 'volumes.*.eFSVolumeConfiguration';
const EBS = 'volumeConfigurations.*.managedEBSVolume';

/** An ARN of one of the two services, or the name of a parameter. */
const SECRET = matching(
  /^(?!arn:)|^arn:[^:]*:(?:ssm|secretsmanager|\$\{)/,
  'a secret of Secrets Manager or a parameter of Systems Manager',
);

const LOG_DRIVER = oneOf(
  ...['awslogs', 'awsfirelens', 'splunk', 'json-file', 'syslog', 'journald', 'gelf', 'fluentd', 'none'],
);

/** Lists of a container definition that are objects in compose files or in the props of constructs. */
const LISTS_OF_CONTAINER = Object.fromEntries(
  Object.entries({
    environment: '{ name, value }',
    secrets: '{ name, valueFrom }',
    environmentFiles: '{ value, type }',
    portMappings: '{ containerPort, hostPort, protocol }',
    mountPoints: '{ sourceVolume, containerPath }',
    dependsOn: '{ containerName, condition }',
    extraHosts: '{ hostname, ipAddress }',
    systemControls: '{ namespace, value }',
    ulimits: '{ name, softLimit, hardLimit }',
  }).map(([name, items]) => [`containerDefinitions.*.${name}`, listOf(items)]),
);

const ACTION_CONFIGS = {
  forward: 'forwardConfig',
  redirect: 'redirectConfig',
  'fixed-response': 'fixedResponseConfig',
  'authenticate-oidc': 'authenticateOidcConfig',
  'authenticate-cognito': 'authenticateCognitoConfig',
};

/** What an action says is about its type; the service keeps nothing else. */
function ofItsType(list: string): Combination[] {
  return Object.entries(ACTION_CONFIGS).map(([type, config]) => ({
    in: `${list}.*`,
    when: config,
    asks: 'type',
    of: [type],
  }));
}

const ACTION_TYPES = oneOf(
  'forward',
  'redirect',
  'fixed-response',
  'authenticate-oidc',
  'authenticate-cognito',
  'jwt-validation',
);

/** What actions that sign users in have in common. */
function signIn(config: string): Readonly<Record<string, SettingForm>> {
  return {
    [`${config}.onUnauthenticatedRequest`]: oneOf('deny', 'allow', 'authenticate'),
    [`${config}.sessionTimeout`]: between(1, 604_800),
  };
}

/** A stickiness that is on says for how long. */
function stickiness(list: string): Combination {
  return {
    in: `${list}.*.forwardConfig.targetGroupStickinessConfig`,
    when: 'enabled',
    is: ['true'],
    asks: 'durationSeconds',
  };
}

/** What actions of listeners and rules may say. */
function actions(list: string): Readonly<Record<string, SettingForm>> {
  return {
    [`${list}.*.type`]: needed(ACTION_TYPES),
    [`${list}.*.order`]: between(1, 50_000),
    [`${list}.*.forwardConfig.targetGroups.*.weight`]: NUMBER,
    [`${list}.*.redirectConfig.protocol`]: oneOf('HTTP', 'HTTPS', '#{protocol}'),
    [`${list}.*.fixedResponseConfig.statusCode`]: needed(
      matching(/^[245]\d\d$/, 'a status code that begins with 2, 4 or 5'),
    ),
    [`${list}.*.fixedResponseConfig.contentType`]: oneOf(
      'text/plain',
      'text/css',
      'text/html',
      'application/javascript',
      'application/json',
    ),
    [`${list}.*.fixedResponseConfig.messageBody`]: matching(/^[^]{0,1024}$/, 'a text of at most 1024 characters'),
    [`${list}.*.forwardConfig.targetGroupStickinessConfig.durationSeconds`]: between(1, 604_800),
    ...signIn(`${list}.*.authenticateOidcConfig`),
    ...signIn(`${list}.*.authenticateCognitoConfig`),
    ...Object.fromEntries(
      ['issuer', 'authorizationEndpoint', 'tokenEndpoint', 'userInfoEndpoint'].map((name) => [
        `${list}.*.authenticateOidcConfig.${name}`,
        matching(/^https:\/\//, 'an address that begins with https://'),
      ]),
    ),
  };
}

const RATE = String.raw`rate\((?:1 (?:minute|hour|day)|(?!0+ |1 )\d+ (?:minutes|hours|days))\)`;
// one of the day of the month and the day of the week is ?
const CRON = String.raw`cron\((?=[^)]*\?)\S+(?:\s+\S+){5}\)`;

/** The numbers of a security group rule: ports, or the type and the code of ICMP. */
function trafficNumbers(list: string): Readonly<Record<string, SettingForm>> {
  return { [`${list}fromPort`]: NUMBER, [`${list}toPort`]: NUMBER };
}

function ofIcmp(list: string): Combination[] {
  return ['fromPort', 'toPort'].map((number) => ({
    ...{ in: list, when: 'ipProtocol', is: ['icmp', 'icmpv6', '1', '58'], asks: number },
    ...{ like: orOpen(OF_ICMP), ifThere: true as const },
  }));
}

/** The same, or what is decided at deployment. */
function orOpen({ words, takes }: SettingForm): SettingForm {
  return { words, takes: (value) => String(value).includes('${') || takes(value) };
}

/** Flags and numbers, whose bounds other rules know. */
function written(form: SettingForm, around: string, names: string): Readonly<Record<string, SettingForm>> {
  return Object.fromEntries(names.split(' ').map((name) => [`${around}${name}`, form]));
}

/** What a listener can be told, by the key. */
const LISTENER_ATTRIBUTES: Readonly<Record<string, SettingForm>> = {
  'tcp.idle_timeout.seconds': between(60, 6000),
  'routing.http.response.server.enabled': oneOf('true', 'false'),
  'routing.http.response.x_frame_options.header_value': oneOf('DENY', 'SAMEORIGIN'),
  'routing.http.response.x_content_type_options.header_value': oneOf('nosniff'),
};

/** What may stand in single settings, by the type of the resource. What several decide together has rules of its own. */
export const SETTING_FORMS: Readonly<Record<string, FormsOfType>> = {
  'AWS::ECS::TaskDefinition': {
    noun: 'task definition',
    page: `${ECS}/API_RegisterTaskDefinition.html`,
    forms: {
      family: ECS_NAME,
      'requiresCompatibilities.*': LAUNCH_TYPE,
      pidMode: oneOf('host', 'task'),
      ipcMode: oneOf('host', 'task', 'none'),
      'ephemeralStorage.sizeInGiB': between(21, 200),
      'placementConstraints.*.type': needed(oneOf('memberOf')),
      'proxyConfiguration.type': oneOf('APPMESH'),
      'runtimePlatform.cpuArchitecture': oneOf('X86_64', 'ARM64'),
      'runtimePlatform.operatingSystemFamily': matching(
        /^(?:LINUX|WINDOWS_SERVER_\w+_(?:CORE|FULL))$/,
        'LINUX or one of the WINDOWS_SERVER families, such as WINDOWS_SERVER_2022_CORE',
      ),
      'containerDefinitions.*.environmentFiles.*.type': needed(oneOf('s3')),
      'containerDefinitions.*.environmentFiles.*.value': needed(
        matching(/^arn:|\$\{/, 'the ARN of an object, such as arn:aws:s3:::bucket/app.env'),
      ),
      'containerDefinitions.*.resourceRequirements.*.type': needed(oneOf('GPU', 'InferenceAccelerator')),
      'volumes.*.eFSVolumeConfiguration.transitEncryption': SWITCH,
      'volumes.*.eFSVolumeConfiguration.transitEncryptionPort': PORT,
      'volumes.*.eFSVolumeConfiguration.authorizationConfig.iAM': SWITCH,
      'volumes.*.eFSVolumeConfiguration.filesystemId': needed(ANYTHING),
      'volumes.*.dockerVolumeConfiguration.scope': oneOf('task', 'shared'),
      'containerDefinitions.*.name': needed(ECS_NAME),
      'containerDefinitions.*.image': needed(ANYTHING),
      ...written(NUMBER, 'containerDefinitions.*.', 'cpu memory memoryReservation startTimeout stopTimeout'),
      ...written(FLAG, 'containerDefinitions.*.', 'essential privileged readonlyRootFilesystem disableNetworking'),
      ...written(NUMBER, 'containerDefinitions.*.portMappings.*.', 'containerPort hostPort'),
      ...written(NUMBER, 'containerDefinitions.*.healthCheck.', 'interval timeout retries startPeriod'),
      ...LISTS_OF_CONTAINER,
      'containerDefinitions.*.mountPoints.*.sourceVolume': needed(ANYTHING),
      'containerDefinitions.*.mountPoints.*.containerPath': needed(ANYTHING),
      'containerDefinitions.*.versionConsistency': oneOf('enabled', 'disabled'),
      'containerDefinitions.*.linuxParameters.swappiness': between(0, 100),
      'containerDefinitions.*.secrets.*.name': needed(ANYTHING),
      'containerDefinitions.*.secrets.*.valueFrom': needed(SECRET),
      'containerDefinitions.*.logConfiguration.secretOptions.*.valueFrom': needed(SECRET),
      'containerDefinitions.*.repositoryCredentials.credentialsParameter': needed(ANYTHING),
      'containerDefinitions.*.dependsOn.*.containerName': needed(ANYTHING),
      'containerDefinitions.*.dependsOn.*.condition': needed(oneOf('START', 'COMPLETE', 'SUCCESS', 'HEALTHY')),
      'containerDefinitions.*.firelensConfiguration.type': needed(oneOf('fluentd', 'fluentbit')),
      'containerDefinitions.*.logConfiguration.logDriver': needed(LOG_DRIVER),
      'containerDefinitions.*.restartPolicy.enabled': needed(ANYTHING),
      'containerDefinitions.*.restartPolicy.restartAttemptPeriod': between(60, 1800),
      'containerDefinitions.*.ulimits.*.softLimit': needed(NUMBER),
      'containerDefinitions.*.ulimits.*.hardLimit': needed(NUMBER),
      'containerDefinitions.*.ulimits.*.name': needed(
        oneOf(
          ...['core', 'cpu', 'data', 'fsize', 'locks', 'memlock', 'msgqueue', 'nice', 'nofile', 'nproc', 'rss'],
          ...['rtprio', 'rttime', 'sigpending', 'stack'],
        ),
      ),
    },
    combinations: [
      { in: EFS, when: 'transitEncryptionPort', asks: 'transitEncryption', of: ['ENABLED'] },
      { in: EFS, when: 'authorizationConfig.iAM', is: ['ENABLED'], asks: 'transitEncryption', of: ['ENABLED'] },
      { in: EFS, when: 'authorizationConfig.accessPointId', asks: 'transitEncryption', of: ['ENABLED'] },
      { in: EFS, when: 'authorizationConfig.accessPointId', refuses: 'rootDirectory', but: ['/'] },
      {
        in: 'runtimePlatform',
        when: 'cpuArchitecture',
        is: ['ARM64'],
        refuses: 'operatingSystemFamily',
        but: ['LINUX'],
      },
      ...['eFSVolumeConfiguration', 'dockerVolumeConfiguration', 'fSxWindowsFileServerVolumeConfiguration'].map(
        (name) => ({ in: 'volumes.*', when: 'configuredAtLaunch', is: ['true'], refuses: name }),
      ),
    ],
    choices: [
      {
        in: 'volumes.*',
        what: 'kind of volume',
        among: [
          ...['host', 'dockerVolumeConfiguration', 'eFSVolumeConfiguration'],
          'fSxWindowsFileServerVolumeConfiguration',
        ],
        least: 0,
      },
    ],
    lengths: {
      containerDefinitions: GIVEN,
      'containerDefinitions.*.environmentFiles': { most: 10 },
      'containerDefinitions.*.restartPolicy.ignoredExitCodes': { most: 50 },
    },
  },
  'AWS::ECS::Cluster': {
    noun: 'cluster',
    page: `${ECS}/API_CreateCluster.html`,
    forms: {
      clusterName: ECS_NAME,
      'clusterSettings.*.name': oneOf('containerInsights'),
      'configuration.executeCommandConfiguration.logging': oneOf('NONE', 'DEFAULT', 'OVERRIDE'),
    },
    combinations: [
      {
        in: 'configuration.executeCommandConfiguration',
        when: 'logging',
        is: ['OVERRIDE'],
        asks: 'logConfiguration',
      },
      {
        in: 'configuration.executeCommandConfiguration',
        when: 'logging',
        is: ['DEFAULT'],
        refuses: 'logConfiguration',
      },
    ],
  },
  'AWS::ECS::Service': {
    noun: 'service',
    page: `${ECS}/API_CreateService.html`,
    forms: {
      ...STRATEGY,
      ...AWSVPC,
      serviceName: ECS_NAME,
      launchType: LAUNCH_TYPE,
      schedulingStrategy: oneOf('REPLICA', 'DAEMON'),
      'placementConstraints.*.type': needed(oneOf('distinctInstance', 'memberOf')),
      'placementStrategies.*.type': needed(oneOf('random', 'spread', 'binpack')),
      ...written(FLAG, '', 'enableExecuteCommand enableECSManagedTags serviceConnectConfiguration.enabled'),
      ...written(NUMBER, 'deploymentConfiguration.', 'minimumHealthyPercent maximumPercent'),
      'deploymentConfiguration.deploymentCircuitBreaker.enable': needed(FLAG),
      'deploymentConfiguration.deploymentCircuitBreaker.rollback': needed(FLAG),
      desiredCount: between(0, 2 ** 31 - 1),
      healthCheckGracePeriodSeconds: between(0, 2 ** 31 - 1),
      availabilityZoneRebalancing: SWITCH,
      propagateTags: oneOf('SERVICE', 'TASK_DEFINITION', 'NONE'),
      'deploymentController.type': oneOf('ECS', 'CODE_DEPLOY', 'EXTERNAL'),
      'deploymentConfiguration.strategy': oneOf('ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY'),
      'deploymentConfiguration.bakeTimeInMinutes': MINUTES_OF_A_DAY,
      'deploymentConfiguration.canaryConfiguration.canaryPercent': between(0.1, 100),
      'deploymentConfiguration.canaryConfiguration.canaryBakeTimeInMinutes': MINUTES_OF_A_DAY,
      'deploymentConfiguration.linearConfiguration.stepPercent': between(3, 100),
      'deploymentConfiguration.linearConfiguration.stepBakeTimeInMinutes': MINUTES_OF_A_DAY,
      'deploymentConfiguration.lifecycleHooks.*.lifecycleStages.*': oneOf(
        ...['RECONCILE_SERVICE', 'PRE_SCALE_UP', 'POST_SCALE_UP', 'TEST_TRAFFIC_SHIFT', 'POST_TEST_TRAFFIC_SHIFT'],
        ...['PRE_PRODUCTION_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT', 'POST_PRODUCTION_TRAFFIC_SHIFT'],
      ),
      'deploymentConfiguration.alarms.alarmNames': needed(ANYTHING),
      'deploymentConfiguration.alarms.enable': needed(ANYTHING),
      'deploymentConfiguration.alarms.rollback': needed(ANYTHING),
      'volumeConfigurations.*.name': needed(ANYTHING),
      [`${EBS}.roleArn`]: needed(ANYTHING),
      [`${EBS}.volumeType`]: VOLUME_TYPE,
      [`${EBS}.filesystemType`]: oneOf('ext3', 'ext4', 'xfs', 'ntfs'),
      [`${EBS}.sizeInGiB`]: between(1, 65_536),
      platformVersion: PLATFORM_VERSION,
      'serviceConnectConfiguration.logConfiguration.logDriver': needed(LOG_DRIVER),
      'serviceConnectConfiguration.services.*.portName': needed(ANYTHING),
      'serviceConnectConfiguration.services.*.clientAliases.*.port': needed(PORT),
      'serviceConnectConfiguration.services.*.timeout.idleTimeoutSeconds': between(0, 2 ** 31 - 1),
      'serviceConnectConfiguration.services.*.timeout.perRequestTimeoutSeconds': between(0, 2 ** 31 - 1),
      'deploymentConfiguration.lifecycleHooks.*.hookTargetArn': needed(ANYTHING),
      'deploymentConfiguration.lifecycleHooks.*.roleArn': needed(ANYTHING),
      'deploymentConfiguration.lifecycleHooks.*.lifecycleStages': needed(ANYTHING),
      'loadBalancers.*.containerName': needed(ANYTHING),
      'loadBalancers.*.containerPort': needed(PORT),
      'serviceRegistries.*.registryArn': needed(ANYTHING),
      'vpcLatticeConfigurations.*.roleArn': needed(ANYTHING),
      'vpcLatticeConfigurations.*.targetGroupArn': needed(ANYTHING),
    },
    combinations: [
      { in: EBS, when: 'volumeType', is: ['gp2', 'io1', 'io2', 'sc1', 'st1', 'standard'], refuses: 'throughput' },
      { in: EBS, when: 'volumeType', is: ['gp2', 'sc1', 'st1', 'standard'], refuses: 'iops' },
      { in: EBS, when: 'volumeType', is: ['io1', 'io2'], asks: 'iops' },
    ],
    choices: [
      { in: EBS, what: 'size', among: ['sizeInGiB', 'snapshotId'], most: 2 },
      { in: 'loadBalancers.*', what: 'target', among: ['targetGroupArn', 'loadBalancerName'], least: 0 },
    ],
    lengths: {
      placementConstraints: { most: 10 },
      volumeConfigurations: { most: 1 },
      'deploymentConfiguration.lifecycleHooks.*.lifecycleStages': { least: 1 },
    },
  },
  'AWS::ECS::TaskSet': {
    noun: 'task set',
    page: `${ECS}/API_CreateTaskSet.html`,
    forms: {
      ...STRATEGY,
      ...AWSVPC,
      launchType: LAUNCH_TYPE,
      'scale.unit': oneOf('PERCENT'),
      'scale.value': PERCENT,
      platformVersion: PLATFORM_VERSION,
    },
    choices: [{ in: 'loadBalancers.*', what: 'target', among: ['targetGroupArn', 'loadBalancerName'], least: 0 }],
  },
  'AWS::ECS::ExpressGatewayService': {
    noun: 'Express service',
    page: `${ECS}/API_CreateExpressGatewayService.html`,
    forms: {
      serviceName: ECS_NAME,
      cpu: oneOf(...[...FARGATE_SIZES.keys()].map(String)),
      executionRoleArn: needed(ANYTHING),
      infrastructureRoleArn: needed(ANYTHING),
      healthCheckPath: PATH,
      'primaryContainer.image': needed(ANYTHING),
      'primaryContainer.containerPort': PORT,
      'scalingTarget.autoScalingMetric': oneOf('AVERAGE_CPU', 'AVERAGE_MEMORY', 'REQUEST_COUNT_PER_TARGET'),
    },
    combinations: [
      { in: 'scalingTarget', when: 'minTaskCount', notAbove: 'maxTaskCount' },
      ...[...FARGATE_SIZES.keys()].map((cpu) => ({
        in: '',
        when: 'cpu',
        is: [String(cpu)],
        asks: 'memory',
        of: fargateMemorySizes(cpu).map(String),
        ifThere: true as const,
      })),
    ],
  },
  'AWS::ECS::CapacityProvider': {
    noun: 'capacity provider',
    page: `${ECS}/API_CreateCapacityProvider.html`,
    forms: {
      name: matching(
        /^(?!aws|ecs|fargate)[A-Za-z0-9_-]{1,255}$/i,
        'a name of letters, digits, _ and - that does not begin with aws, ecs or fargate',
      ),
      'autoScalingGroupProvider.autoScalingGroupArn': needed(ANYTHING),
      'autoScalingGroupProvider.managedScaling.instanceWarmupPeriod': between(0, 10_000),
      'autoScalingGroupProvider.managedScaling.status': SWITCH,
      'autoScalingGroupProvider.managedScaling.targetCapacity': between(1, 100),
      'autoScalingGroupProvider.managedScaling.minimumScalingStepSize': between(1, 10_000),
      'autoScalingGroupProvider.managedScaling.maximumScalingStepSize': between(1, 10_000),
      'autoScalingGroupProvider.managedTerminationProtection': SWITCH,
      'autoScalingGroupProvider.managedDraining': SWITCH,
    },
    combinations: [
      {
        in: 'autoScalingGroupProvider.managedScaling',
        when: 'minimumScalingStepSize',
        notAbove: 'maximumScalingStepSize',
      },
    ],
  },
  'AWS::ECS::ClusterCapacityProviderAssociations': {
    noun: 'capacity providers',
    page: `${ECS}/API_PutClusterCapacityProviders.html`,
    forms: {
      cluster: needed(ANYTHING),
      defaultCapacityProviderStrategy: needed(ANYTHING),
      'defaultCapacityProviderStrategy.*.capacityProvider': needed(ANYTHING),
      'defaultCapacityProviderStrategy.*.weight': between(0, 1000),
      'defaultCapacityProviderStrategy.*.base': between(0, 100_000),
    },
  },
  'AWS::AutoScaling::AutoScalingGroup': {
    noun: 'Auto Scaling group',
    page: `${API}/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html`,
    forms: {
      minSize: needed(between(0, 2 ** 31 - 1)),
      maxSize: needed(between(0, 2 ** 31 - 1)),
      ...written(between(0, 2 ** 31 - 1), '', 'desiredCapacity cooldown healthCheckGracePeriod'),
      healthCheckType: matching(
        /^(?:EC2|ELB|EBS|VPC_LATTICE)(?:, ?(?:EC2|ELB|EBS|VPC_LATTICE))*$/,
        'one or more of EC2, ELB, EBS, VPC_LATTICE',
      ),
    },
    choices: [
      {
        what: 'description of its instances',
        among: ['launchTemplate', 'mixedInstancesPolicy', 'launchConfigurationName', 'instanceId'],
        least: 0,
      },
      {
        what: 'place for its instances',
        among: ['vPCZoneIdentifier', 'availabilityZones', 'availabilityZoneIds', 'instanceId'],
        most: 4,
        mayBeGiven: true,
      },
    ],
    combinations: [
      { in: '', when: 'minSize', notAbove: 'maxSize' },
      { in: '', when: 'desiredCapacity', notAbove: 'maxSize' },
      { in: '', when: 'minSize', notAbove: 'desiredCapacity' },
    ],
    lengths: { vPCZoneIdentifier: GIVEN },
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    noun: 'scalable target',
    page: `${API}/autoscaling/application/APIReference/API_RegisterScalableTarget.html`,
    forms: {
      serviceNamespace: needed(matching(/^[a-z0-9-]+$/, 'in lower case, such as ecs')),
      scalableDimension: needed(ANYTHING),
      resourceId: needed(ANYTHING),
      minCapacity: needed(between(0, 2 ** 31 - 1)),
      maxCapacity: needed(between(0, 2 ** 31 - 1)),
    },
    combinations: [
      { in: '', when: 'minCapacity', notAbove: 'maxCapacity' },
      { in: '', when: 'serviceNamespace', is: ['ecs'], asks: 'scalableDimension', of: ['ecs:service:DesiredCount'] },
      {
        in: '',
        when: 'serviceNamespace',
        is: ['ecs'],
        asks: 'resourceId',
        // a name that is empty may be the default of something that is still to be given
        like: matching(
          /^(?:service\/[^/]*\/[^/]*$|\$\{)(?!.*arn:)(?<!\.Arn\}.*)/,
          'of the form service/NAME-OF-THE-CLUSTER/NAME-OF-THE-SERVICE',
        ),
      },
    ],
  },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    noun: 'scaling policy',
    page: `${API}/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalingpolicy.html`,
    forms: {
      policyName: needed(ANYTHING),
      policyType: needed(oneOf('TargetTrackingScaling', 'StepScaling', 'PredictiveScaling')),
      [`${TRACKING}.targetValue`]: needed(NUMBER),
      ...written(between(0, 2 ** 31 - 1), `${TRACKING}.`, 'scaleInCooldown scaleOutCooldown'),
      [`${TRACKING}.predefinedMetricSpecification.predefinedMetricType`]: needed(
        matching(
          /^(?!ECSService)|^ECSServiceAverage(?:CPU|Memory)Utilization$/i,
          'a metric such as ECSServiceAverageCPUUtilization, ECSServiceAverageMemoryUtilization or ALBRequestCountPerTarget',
        ),
      ),
      [`${STEPS}.adjustmentType`]: oneOf('ChangeInCapacity', 'PercentChangeInCapacity', 'ExactCapacity'),
      [`${STEPS}.metricAggregationType`]: oneOf('Average', 'Minimum', 'Maximum'),
      [`${STEPS}.cooldown`]: between(0, 2 ** 31 - 1),
      [`${STEPS}.stepAdjustments.*.scalingAdjustment`]: needed(NUMBER),
    },
    combinations: [
      {
        in: `${TRACKING}.predefinedMetricSpecification`,
        when: 'predefinedMetricType',
        is: ['ALBRequestCountPerTarget'],
        asks: 'resourceLabel',
      },
    ],
    choices: [{ what: 'scalable target', among: ['scalingTargetId', 'resourceId'], most: 2 }],
  },
  'AWS::Batch::JobDefinition': {
    noun: 'job definition',
    page: `${API}/batch/latest/APIReference/API_RegisterJobDefinition.html`,
    forms: {
      type: needed(oneOf('container', 'multinode')),
      'platformCapabilities.*': oneOf('EC2', 'FARGATE'),
      'containerProperties.image': needed(ANYTHING),
      'containerProperties.networkConfiguration.assignPublicIp': SWITCH,
      'ecsProperties.taskProperties.*.networkConfiguration.assignPublicIp': SWITCH,
    },
  },
  'AWS::ServiceDiscovery::Instance': {
    noun: 'instance of Cloud Map',
    page: `${API}/cloud-map/latest/api/API_RegisterInstance.html`,
    forms: {
      serviceId: needed(ANYTHING),
      instanceAttributes: needed(ANYTHING),
      'instanceAttributes.aWS_INSTANCE_PORT': PORT,
    },
    combinations: ['aWS_INSTANCE_IPV4', 'aWS_INSTANCE_IPV6', 'aWS_INSTANCE_CNAME', 'aWS_INSTANCE_PORT'].map((name) => ({
      in: 'instanceAttributes',
      when: 'aWS_ALIAS_DNS_NAME',
      refuses: name,
    })),
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    noun: 'load balancer',
    page: `${ELB}/API_CreateLoadBalancer.html`,
    forms: {
      name: BALANCING_NAME,
      type: oneOf('application', 'network', 'gateway'),
      scheme: oneOf('internet-facing', 'internal'),
      ipAddressType: oneOf('ipv4', 'dualstack', 'dualstack-without-public-ipv4'),
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: oneOf('on', 'off'),
      'subnetMappings.*.subnetId': needed(ANYTHING),
    },
    combinations: [
      {
        in: '',
        when: 'enforceSecurityGroupInboundRulesOnPrivateLinkTraffic',
        asks: 'type',
        of: ['network'],
      },
    ],
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    noun: 'listener',
    page: `${ELB}/API_CreateListener.html`,
    forms: {
      port: PORT,
      loadBalancerArn: needed(ANYTHING),
      defaultActions: needed(ANYTHING),
      'alpnPolicy.*': oneOf('HTTP1Only', 'HTTP2Only', 'HTTP2Optional', 'HTTP2Preferred', 'None'),
      'mutualAuthentication.mode': oneOf('off', 'passthrough', 'verify'),
      sslPolicy: matching(
        /^ELBSecurityPolicy-/,
        'one of the security policies, whose names begin with ELBSecurityPolicy-',
      ),
      'certificates.*.certificateArn': matching(
        /^(?!arn:)|^arn:[^:]*:(?:acm|iam|\$\{)/,
        'a certificate of Certificate Manager or IAM',
      ),
      ...actions('defaultActions'),
    },
    lengths: { certificates: { most: 1 }, alpnPolicy: { most: 1 }, defaultActions: GIVEN },
    combinations: [
      ...Object.entries(LISTENER_ATTRIBUTES).map(([key, like]) => ({
        ...{ in: 'listenerAttributes.*', when: 'key', is: [key], asks: 'value', like: orOpen(like) },
      })),
      stickiness('defaultActions'),
      ...ofItsType('defaultActions'),
      { in: 'mutualAuthentication', when: 'mode', is: ['off', 'passthrough'], refuses: 'trustStoreArn' },
      { in: 'mutualAuthentication', when: 'mode', is: ['verify'], asks: 'trustStoreArn' },
      { in: '', when: 'mutualAuthentication.mode', is: ['verify', 'passthrough'], asks: 'protocol', of: ['HTTPS'] },
      { in: '', when: 'alpnPolicy', asks: 'protocol', of: ['TLS'] },
    ],
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    noun: 'listener rule',
    page: `${ELB}/API_CreateRule.html`,
    forms: {
      priority: needed(between(1, 50_000)),
      listenerArn: needed(ANYTHING),
      actions: needed(ANYTHING),
      'conditions.*.field': needed(ANYTHING),
      'conditions.*.httpHeaderConfig.httpHeaderName': matching(/^[^]{1,40}$/, 'a name of at most 40 characters'),
      ...actions('actions'),
    },
    lengths: { actions: GIVEN },
    combinations: [stickiness('actions'), ...ofItsType('actions')],
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    noun: 'target group',
    page: `${ELB}/API_CreateTargetGroup.html`,
    forms: {
      name: TARGET_GROUP_NAME,
      port: PORT,
      protocol: oneOf('HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC', 'GENEVE'),
      ipAddressType: oneOf('ipv4', 'ipv6'),
      targetType: oneOf('instance', 'ip', 'lambda', 'alb'),
      healthCheckPath: PATH,
      healthCheckEnabled: FLAG,
      ...written(NUMBER, '', 'healthCheckIntervalSeconds healthCheckTimeoutSeconds'),
      ...written(NUMBER, '', 'healthyThresholdCount unhealthyThresholdCount'),
      'targets.*.id': needed(ANYTHING),
      'targets.*.port': PORT,
    },
    combinations: [{ in: '', when: 'targetType', is: ['alb'], asks: 'protocol', of: ['TCP'] }],
  },
  'AWS::ElasticLoadBalancing::LoadBalancer': {
    noun: 'Classic Load Balancer',
    page: `${CLASSIC}/API_CreateLoadBalancer.html`,
    forms: {
      scheme: oneOf('internet-facing', 'internal'),
      listeners: needed(ANYTHING),
      'connectionDrainingPolicy.enabled': needed(FLAG),
      'connectionDrainingPolicy.timeout': between(1, 3600),
      'connectionSettings.idleTimeout': needed(between(1, 3600)),
      'listeners.*.protocol': needed(CLASSIC_PROTOCOL),
      'listeners.*.instanceProtocol': CLASSIC_PROTOCOL,
      'listeners.*.loadBalancerPort': needed(PORT),
      'listeners.*.instancePort': needed(PORT),
      'healthCheck.target': needed(
        matching(
          /^(?:(?:tcp|ssl):\d+|https?:\d+\/.*)$/i,
          'of the form TCP:PORT, SSL:PORT, HTTP:PORT/PATH or HTTPS:PORT/PATH',
        ),
      ),
      'healthCheck.interval': needed(between(5, 300)),
      'healthCheck.timeout': needed(between(2, 60)),
      'healthCheck.healthyThreshold': needed(between(2, 10)),
      'healthCheck.unhealthyThreshold': needed(between(2, 10)),
    },
    lengths: { listeners: GIVEN },
    combinations: [
      { in: 'listeners.*', when: 'sSLCertificateId', asks: 'protocol', of: ['HTTPS', 'SSL', 'https', 'ssl'] },
    ],
  },
  'AWS::ServiceDiscovery::Service': {
    noun: 'registry',
    page: `${API}/cloud-map/latest/api/API_CreateService.html`,
    forms: {
      'dnsConfig.routingPolicy': oneOf('MULTIVALUE', 'WEIGHTED'),
      'dnsConfig.dnsRecords': needed(ANYTHING),
      'dnsConfig.dnsRecords.*.type': needed(oneOf('A', 'AAAA', 'CNAME', 'SRV')),
      'dnsConfig.dnsRecords.*.tTL': needed(between(0, 2 ** 31 - 1)),
      'healthCheckConfig.type': needed(oneOf('HTTP', 'HTTPS', 'TCP')),
      'healthCheckConfig.failureThreshold': between(1, 10),
      'healthCheckCustomConfig.failureThreshold': between(1, 10),
    },
    lengths: { 'dnsConfig.dnsRecords': GIVEN },
    combinations: [{ in: '', when: 'type', is: ['HTTP'], refuses: 'dnsConfig' }],
  },
  'AWS::ServiceDiscovery::HttpNamespace': {
    noun: 'namespace',
    page: `${API}/cloud-map/latest/api/API_CreateHttpNamespace.html`,
    forms: { name: needed(matching(/^[!-~]{1,1024}$/, 'a name without spaces')) },
  },
  'AWS::VpcLattice::TargetGroup': {
    noun: 'target group of VPC Lattice',
    page: `${API}/vpc-lattice/latest/APIReference/API_TargetGroupConfig.html`,
    forms: {
      type: needed(oneOf('IP', 'LAMBDA', 'INSTANCE', 'ALB')),
      'config.port': PORT,
      'config.protocol': oneOf('HTTP', 'HTTPS', 'TCP'),
      'config.protocolVersion': oneOf('HTTP1', 'HTTP2', 'GRPC'),
      'config.ipAddressType': oneOf('IPV4', 'IPV6'),
      'config.healthCheck.port': PORT,
      'config.healthCheck.protocol': oneOf('HTTP', 'HTTPS'),
      'config.healthCheck.protocolVersion': oneOf('HTTP1', 'HTTP2'),
      'config.healthCheck.path': PATH,
      'config.healthCheck.healthCheckIntervalSeconds': between(5, 300),
      'config.healthCheck.healthCheckTimeoutSeconds': between(1, 120),
      'config.healthCheck.healthyThresholdCount': between(2, 10),
      'config.healthCheck.unhealthyThresholdCount': between(2, 10),
    },
    combinations: [
      ...['port', 'protocol', 'protocolVersion', 'vpcIdentifier', 'healthCheck'].map((name) => ({
        in: '',
        when: 'type',
        is: ['LAMBDA'],
        refuses: `config.${name}`,
      })),
      { in: '', when: 'type', is: ['ALB'], refuses: 'config.healthCheck' },
      { in: 'config.healthCheck', when: 'healthCheckTimeoutSeconds', notAbove: 'healthCheckIntervalSeconds' },
      { in: '', when: 'type', is: ['IP', 'INSTANCE', 'ALB'], asks: 'config.vpcIdentifier' },
    ],
  },
  'AWS::VpcLattice::Listener': {
    noun: 'listener of VPC Lattice',
    page: `${API}/vpc-lattice/latest/APIReference/API_CreateListener.html`,
    forms: { protocol: needed(oneOf('HTTP', 'HTTPS', 'TLS_PASSTHROUGH')), port: PORT, defaultAction: needed(ANYTHING) },
    choices: [{ in: 'defaultAction', what: 'action', among: ['forward', 'fixedResponse'] }],
    combinations: [{ in: '', when: 'protocol', is: ['TLS_PASSTHROUGH'], refuses: 'defaultAction.fixedResponse' }],
  },
  'AWS::ServiceDiscovery::PrivateDnsNamespace': {
    noun: 'namespace',
    page: `${API}/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html`,
    forms: {
      vpc: needed(ANYTHING),
      name: needed(matching(/^[!-~]{1,253}$/, 'a name without spaces')),
    },
  },
  'AWS::ServiceDiscovery::PublicDnsNamespace': {
    noun: 'namespace',
    page: `${API}/cloud-map/latest/api/API_CreatePublicDnsNamespace.html`,
    forms: { name: needed(matching(/^[^\s.]+(?:\.[^\s.]+)+\.?$/, 'a domain of several labels, such as example.com')) },
  },
  'AWS::Events::Rule': {
    noun: 'rule of EventBridge',
    page: `${API}/eventbridge/latest/userguide/eb-create-rule-schedule.html`,
    forms: {
      scheduleExpression: matching(
        new RegExp(`^(?:|${RATE}|${CRON})$`),
        'of the form rate(1 hour), rate(5 minutes) or cron() with six fields',
      ),
      'targets.*.ecsParameters.taskCount': between(1, 2 ** 31 - 1),
      'targets.*.ecsParameters.launchType': LAUNCH_TYPE,
      'targets.*.ecsParameters.networkConfiguration.awsVpcConfiguration.assignPublicIp': SWITCH,
    },
  },
  'AWS::Scheduler::Schedule': {
    noun: 'schedule',
    page: `${API}/scheduler/latest/APIReference/API_CreateSchedule.html`,
    forms: {
      scheduleExpression: needed(
        matching(
          new RegExp(
            `^(?:at\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\)|rate\\(\\d+ (?:minute|hour|day)s?\\)|${CRON})$`,
          ),
          'of the form rate(1 hour), at(2030-01-31T12:00:00) or cron() with six fields',
        ),
      ),
      flexibleTimeWindow: needed(ANYTHING),
      'target.arn': needed(ANYTHING),
      'target.roleArn': needed(ANYTHING),
      'target.ecsParameters.taskCount': between(1, 10),
      'target.ecsParameters.launchType': LAUNCH_TYPE,
      'target.ecsParameters.networkConfiguration.awsvpcConfiguration.assignPublicIp': SWITCH,
    },
  },
  'AWS::EC2::VPC': {
    noun: 'VPC',
    page: `${EC2}/API_CreateVpc.html`,
    forms: {
      cidrBlock: VPC_BLOCK,
      instanceTenancy: oneOf('default', 'dedicated'),
      ...written(FLAG, '', 'enableDnsSupport enableDnsHostnames'),
    },
  },
  'AWS::EC2::NetworkAclEntry': {
    noun: 'network ACL entry',
    page: `${EC2}/API_CreateNetworkAclEntry.html`,
    forms: {
      networkAclId: needed(ANYTHING),
      protocol: needed(between(-1, 255)),
      egress: FLAG,
      'icmp.type': OF_ICMP,
      'icmp.code': OF_ICMP,
      ruleNumber: needed(between(1, 32_766)),
      ruleAction: needed(oneOf('allow', 'deny')),
      cidrBlock: BLOCK,
      ipv6CidrBlock: BLOCK_6,
    },
    combinations: [
      { in: '', when: 'protocol', is: ['6', '17'], asks: 'portRange' },
      // of other protocols ports are not looked at, and many write -1 there
      ...['portRange.from', 'portRange.to'].map((asks) => ({
        ...{ in: '', when: 'protocol', is: ['6', '17'], asks, like: between(0, 65_535) },
        ifThere: true as const,
      })),
    ],
  },
  'AWS::EC2::LaunchTemplate': {
    noun: 'launch template',
    page: `${EC2}/API_RequestLaunchTemplateData.html`,
    forms: {
      'launchTemplateData.metadataOptions.httpTokens': oneOf('optional', 'required'),
      'launchTemplateData.metadataOptions.httpEndpoint': oneOf('enabled', 'disabled'),
      'launchTemplateData.metadataOptions.httpPutResponseHopLimit': between(1, 64),
      'launchTemplateData.blockDeviceMappings.*.ebs.volumeType': VOLUME_TYPE,
    },
    choices: [
      {
        in: 'launchTemplateData',
        what: 'choice of instances',
        among: ['instanceType', 'instanceRequirements'],
        least: 0,
      },
      {
        in: 'launchTemplateData',
        what: 'place for security groups',
        among: ['securityGroupIds', 'networkInterfaces'],
        least: 0,
      },
    ],
  },
  'AWS::EC2::VPCGatewayAttachment': {
    noun: 'attachment',
    page: `${API}/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcgatewayattachment.html`,
    forms: { vpcId: needed(ANYTHING) },
    choices: [{ what: 'gateway', among: ['internetGatewayId', 'vpnGatewayId'] }],
  },
  'AWS::EC2::VPCEndpoint': {
    noun: 'endpoint',
    page: `${EC2}/API_CreateVpcEndpoint.html`,
    forms: {
      vpcId: needed(ANYTHING),
      ipAddressType: oneOf('ipv4', 'ipv6', 'dualstack', 'not-specified'),
      privateDnsEnabled: FLAG,
      vpcEndpointType: oneOf('Gateway', 'Interface', 'GatewayLoadBalancer', 'Resource', 'ServiceNetwork'),
    },
    combinations: [
      { in: '', when: 'vpcEndpointType', is: ['Gateway'], refuses: 'subnetIds' },
      { in: '', when: 'vpcEndpointType', is: ['Gateway'], refuses: 'securityGroupIds' },
      { in: '', when: 'vpcEndpointType', is: ['Interface'], refuses: 'routeTableIds' },
    ],
  },
  'AWS::EC2::Subnet': {
    noun: 'subnet',
    page: `${EC2}/API_CreateSubnet.html`,
    forms: { vpcId: needed(ANYTHING), cidrBlock: BLOCK, ipv6Native: FLAG, mapPublicIpOnLaunch: FLAG },
    choices: [
      {
        what: 'block',
        among: ['cidrBlock', 'ipv4IpamPoolId', 'ipv6CidrBlock', 'ipv6IpamPoolId'],
        most: 4,
        mayBeGiven: true,
      },
    ],
    combinations: ['cidrBlock', 'ipv4IpamPoolId'].map((name) => ({
      ...{ in: '', when: 'ipv6Native', is: ['true'], refuses: name },
    })),
  },
  'AWS::EC2::RouteTable': {
    noun: 'route table',
    page: `${EC2}/API_CreateRouteTable.html`,
    forms: { vpcId: needed(ANYTHING) },
  },
  'AWS::EC2::NetworkAcl': {
    noun: 'network ACL',
    page: `${EC2}/API_CreateNetworkAcl.html`,
    forms: { vpcId: needed(ANYTHING) },
  },
  'AWS::EC2::SubnetRouteTableAssociation': {
    noun: 'association',
    page: `${EC2}/API_AssociateRouteTable.html`,
    forms: { subnetId: needed(ANYTHING), routeTableId: needed(ANYTHING) },
  },
  'AWS::EC2::NatGateway': {
    noun: 'NAT gateway',
    page: `${EC2}/API_CreateNatGateway.html`,
    forms: { connectivityType: oneOf('public', 'private') },
  },
  'AWS::EC2::Route': {
    noun: 'route',
    page: `${EC2}/API_CreateRoute.html`,
    forms: { routeTableId: needed(ANYTHING), destinationCidrBlock: BLOCK, destinationIpv6CidrBlock: BLOCK_6 },
    choices: [
      {
        what: 'destination',
        among: ['destinationCidrBlock', 'destinationIpv6CidrBlock', 'destinationPrefixListId'],
      },
      {
        what: 'target',
        among: [
          ...['gatewayId', 'natGatewayId', 'transitGatewayId', 'vpcPeeringConnectionId', 'networkInterfaceId'],
          ...['instanceId', 'egressOnlyInternetGatewayId', 'vpcEndpointId', 'carrierGatewayId', 'localGatewayId'],
          ...['coreNetworkArn', 'odbNetworkArn'],
        ],
      },
    ],
  },
  'AWS::EC2::SecurityGroup': {
    noun: 'security group',
    page: `${EC2}/API_CreateSecurityGroup.html`,
    forms: {
      groupName: matching(
        /^(?!sg-|default$)[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/i,
        'a name that is not default and does not begin with sg-',
      ),
      groupDescription: needed(DESCRIPTION),
      ...trafficNumbers('securityGroupIngress.*.'),
      ...trafficNumbers('securityGroupEgress.*.'),
      'securityGroupIngress.*.ipProtocol': needed(PROTOCOL),
      'securityGroupIngress.*.description': DESCRIPTION,
      'securityGroupEgress.*.ipProtocol': needed(PROTOCOL),
      'securityGroupEgress.*.description': DESCRIPTION,
    },
    combinations: [...ofIcmp('securityGroupIngress.*'), ...ofIcmp('securityGroupEgress.*')],
  },
  'AWS::EC2::SecurityGroupIngress': {
    noun: 'security group rule',
    page: `${EC2}/API_AuthorizeSecurityGroupIngress.html`,
    forms: { ipProtocol: needed(PROTOCOL), description: DESCRIPTION, ...trafficNumbers('') },
    combinations: ofIcmp(''),
  },
  'AWS::EC2::SecurityGroupEgress': {
    noun: 'security group rule',
    page: `${EC2}/API_AuthorizeSecurityGroupEgress.html`,
    forms: {
      groupId: needed(ANYTHING),
      ipProtocol: needed(PROTOCOL),
      description: DESCRIPTION,
      ...trafficNumbers(''),
    },
    combinations: ofIcmp(''),
  },
};
