/** What an author wrote in: the constructs of this package, those of aws-cdk-lib alone, or files of a format. */
export type Language =
  | 'constructs'
  | 'cdk'
  | 'cloudformation'
  | 'task-definition'
  | 'aws-cli'
  | 'terraform'
  | 'compose'
  | 'docker';

/** The way out of a finding: one text for everybody, or one made from the words of the language of the author. */
export type Fix = string | ((words: Words) => string);

/** What things are called in one language. */
export interface Words {
  /** A field of a task definition, a service, or of what a service uses. */
  readonly field: (name: string) => string;
  /** A field of a container definition. */
  readonly containerField: (name: string) => string;
  /** A field with a value, as it is written: `driver: overlay`. */
  readonly set: (name: string, value: string | number | boolean) => string;
  /** An option of the driver of a Docker network with a value. */
  readonly setOption: (name: string, value: string) => string;
  /** One resource waits for another. */
  readonly dependOn: (one: string, other: string) => string;
  /** A task definition of a network mode. */
  readonly mode: (name: 'awsvpc' | 'bridge' | 'host' | 'none') => string;
  /** A host port that the instance picks. */
  readonly dynamicHostPort: string;
  /** A port of a container on the host, 0 for one that the engine picks. */
  readonly published: (hostPort: number, port: number) => string;
  /** A mapping of many ports at once. */
  readonly portRange: string;
  /** A text for those who wrote constructs of this package, and one for everybody else. */
  readonly either: (constructs: string, others: string) => string;
}

/** Fields of services that Terraform does not call by their name in snake case. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  awsvpcConfiguration: 'network_configuration',
  configuredAtLaunch: 'configure_at_launch',
  loadBalancers: 'load_balancer',
  maximumPercent: 'deployment_maximum_percent',
  minimumHealthyPercent: 'deployment_minimum_healthy_percent',
  placementStrategies: 'ordered_placement_strategy',
  role: 'iam_role',
  serviceConnectConfiguration: 'service_connect_configuration',
};

const MODES = {
  awsvpc: 'AwsvpcTaskDefinition',
  bridge: 'BridgeTaskDefinition',
  host: 'HostTaskDefinition',
  none: 'NoneTaskDefinition',
} as const;

/** Properties of CDK's task definitions and services that are not called as in the API. */
const PROPERTIES: Readonly<Record<string, string>> = {
  awsvpcConfiguration: 'vpcSubnets',
  grpcCode: 'healthyGrpcCodes',
  httpCode: 'healthyHttpCodes',
  maximumPercent: 'maxHealthyPercent',
  memory: 'memoryLimitMiB',
  minimumHealthyPercent: 'minHealthyPercent',
  publishAllPorts: 'publishAll',
  requiresCompatibilities: 'compatibility',
};

/** Properties of CDK's containers that are not called as in the API. */
const CONTAINER_PROPERTIES: Readonly<Record<string, string>> = {
  memory: 'memoryLimitMiB',
  memoryReservation: 'memoryReservationMiB',
};

const property = (name: string): string => PROPERTIES[name] ?? name;
const containerProperty = (name: string): string => CONTAINER_PROPERTIES[name] ?? name;

const asProperty = (field: string, value: string | number | boolean): string =>
  `${field}: ${typeof value === 'string' ? `'${value}'` : value}`;

const CONSTRUCTS: Words = {
  field: property,
  containerField: containerProperty,
  set: (name, value) => asProperty(property(name), value),
  setOption: (name, value) => `set '${name}': '${value}' in options`,
  dependOn: (one, other) => `let ${one} depend on ${other}`,
  mode: (name) => MODES[name],
  dynamicHostPort: 'BridgePort.dynamic()',
  published: (hostPort, port) => `a BridgePort of ${port}${hostPort === 0 ? '' : ` with host port ${hostPort}`}`,
  portRange: 'BridgePort.range() or AwsvpcPort.range()',
  either: (constructs) => constructs,
};

/** The words of a file from the way in which it spells fields and gives them values. */
function inFiles(
  field: (name: string) => string,
  set: (field: string, value: string | number | boolean) => string,
  containerField = field,
): Words {
  return {
    field,
    containerField,
    set: (name, value) => set(field(name), value),
    setOption: (name, value) => `set ${name} to "${value}"`,
    dependOn: (one, other) => `let ${one} depend on ${other}`,
    mode: (name) => set(field('networkMode'), name),
    dynamicHostPort: set(containerField('hostPort'), 0),
    published: (_hostPort, port) => set(containerField('containerPort'), port),
    portRange: containerField('containerPortRange'),
    either: (_constructs, others) => others,
  };
}

/** Settings of services and their surroundings that stand in an option of another name. */
const OPTIONS: Readonly<Record<string, string>> = {
  assignPublicIp: 'assignPublicIp in --network-configuration',
  awsvpcConfiguration: 'awsvpcConfiguration in --network-configuration',
  configuredAtLaunch: 'configuredAtLaunch',
  containerName: 'containerName',
  containerPort: 'containerPort',
  ingressPortOverride: 'ingressPortOverride in --service-connect-configuration',
  maximumPercent: 'maximumPercent in --deployment-configuration',
  minimumHealthyPercent: 'minimumHealthyPercent in --deployment-configuration',
  portName: 'portName in --service-connect-configuration',
  securityGroups: 'securityGroups in --network-configuration',
  targetGroupArn: 'targetGroupArn in --load-balancers',
};

/** Settings of networks and containers that have an option of another name. */
const DOCKER_OPTIONS: Readonly<Record<string, string>> = {
  ipv4Address: 'ip',
  ipv6Address: 'ip6',
  networkMode: 'network',
  publishAllPorts: 'publish-all',
  sysctls: 'sysctl',
};

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const snakeCased = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const asWritten = (name: string): string => name;

const WORDS: Readonly<Record<Language, Words>> = {
  constructs: CONSTRUCTS,
  cdk: {
    ...inFiles(property, (field, value) => `${field}: ${JSON.stringify(value)}`, containerProperty),
    mode: (name) => `networkMode: NetworkMode.${name === 'awsvpc' ? 'AWS_VPC' : name.toUpperCase()}`,
  },
  cloudformation: {
    ...inFiles(capitalized, (field, value) => `${field}: ${value}`),
    dependOn: (one, other) => `add DependsOn: ${other} to ${one}`,
  },
  'task-definition': inFiles(asWritten, (field, value) => `"${field}": ${JSON.stringify(value)}`),
  // what a command takes is an option or stands in the JSON of one
  'aws-cli': inFiles(
    (name) => OPTIONS[name] ?? `--${dashed(name)}`,
    (field, value) => (field.startsWith('--') ? `${field} ${value}` : `"${field}": ${JSON.stringify(value)}`),
    asWritten,
  ),
  // container definitions are JSON inside, in the names of the ECS API
  terraform: {
    ...inFiles(
      (name) => ARGUMENTS[name] ?? snakeCased(name),
      (field, value) => `${field} = ${JSON.stringify(value)}`,
      asWritten,
    ),
    dependOn: (one, other) => `add depends_on = [${other}] to ${one}`,
    published: (_hostPort, port) => `internal = ${port}`,
    setOption: (name, value) => `set "${name}" = "${value}"`,
  },
  compose: {
    ...inFiles(snakeCased, (field, value) => `${field}: ${value}`),
    setOption: (name, value) => `set ${name}: "${value}" in driver_opts`,
    published: (hostPort, port) => `"${hostPort === 0 ? '' : `${hostPort}:`}${port}" (or target: ${port})`,
  },
  // the command line of Docker, for hosts that run
  docker: {
    ...inFiles(
      (name) => `--${DOCKER_OPTIONS[name] ?? dashed(name)}`,
      (field, value) => (value === true ? field : `${field} ${value}`),
    ),
    setOption: (name, value) => `set --opt ${name}=${value}`,
    published: (hostPort, port) => `--publish ${hostPort === 0 ? '' : `${hostPort}:`}${port}`,
  },
};

/** What the languages are called in documents. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  constructs: 'Portwright constructs',
  cdk: 'plain CDK',
  cloudformation: 'CloudFormation',
  'task-definition': 'task definition JSON',
  'aws-cli': 'the AWS CLI',
  terraform: 'Terraform',
  compose: 'Compose',
  docker: 'the docker command',
};

/** The languages of authors. */
export const LANGUAGES = Object.keys(WORDS) as readonly Language[];

/** A way out in the language of the author. */
export function fixIn(language: Language, fix: Fix): string {
  return typeof fix === 'string' ? fix : fix(WORDS[language]);
}
