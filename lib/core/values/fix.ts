/** What an author wrote in: the constructs of this package, or files of a format. */
export type Language = 'constructs' | 'cloudformation' | 'task-definition' | 'terraform' | 'compose';

/** The way out of a finding: one text for everybody, or one made from the words of the language of the author. */
export type Fix = string | ((words: Words) => string);

/** What things are called in one language. */
export interface Words {
  /** A field of a task definition, a service, or of what a service uses. */
  readonly field: (name: string) => string;
  /** A field of a container definition. */
  readonly containerField: (name: string) => string;
  /** A task definition of a network mode. */
  readonly mode: (name: 'awsvpc' | 'bridge' | 'host' | 'none') => string;
  /** A host port that the instance picks. */
  readonly dynamicHostPort: string;
  /** A mapping of many ports at once. */
  readonly portRange: string;
  /** A text for those who wrote constructs, and one for those who wrote a file. */
  readonly either: (constructs: string, file: string) => string;
}

/** Fields of services that Terraform does not call by their name in snake case. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  awsvpcConfiguration: 'network_configuration',
  loadBalancers: 'load_balancer',
  maximumPercent: 'deployment_maximum_percent',
  minimumHealthyPercent: 'deployment_minimum_healthy_percent',
  placementStrategies: 'ordered_placement_strategy',
  serviceConnectConfiguration: 'service_connect_configuration',
};

const MODES = {
  awsvpc: 'AwsvpcTaskDefinition',
  bridge: 'BridgeTaskDefinition',
  host: 'HostTaskDefinition',
  none: 'NoneTaskDefinition',
} as const;

const CONSTRUCTS: Words = {
  field: (name) => name,
  containerField: (name) => name,
  mode: (name) => MODES[name],
  dynamicHostPort: 'BridgePort.dynamic()',
  portRange: 'BridgePort.range() or AwsvpcPort.range()',
  either: (constructs) => constructs,
};

/** The words of a file from the way in which it spells fields and gives them values. */
function inFiles(
  field: (name: string) => string,
  set: (field: string, value: string | number) => string,
  containerField = field,
): Words {
  return {
    field,
    containerField,
    mode: (name) => set(field('networkMode'), name),
    dynamicHostPort: set(containerField('hostPort'), 0),
    portRange: containerField('containerPortRange'),
    either: (_constructs, file) => file,
  };
}

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const snakeCased = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const asWritten = (name: string): string => name;

const WORDS: Readonly<Record<Language, Words>> = {
  constructs: CONSTRUCTS,
  cloudformation: inFiles(capitalized, (field, value) => `${field}: ${value}`),
  'task-definition': inFiles(asWritten, (field, value) => `"${field}": ${JSON.stringify(value)}`),
  // container definitions are JSON inside, in the names of the ECS API
  terraform: inFiles(
    (name) => ARGUMENTS[name] ?? snakeCased(name),
    (field, value) => `${field} = ${JSON.stringify(value)}`,
    asWritten,
  ),
  compose: inFiles(snakeCased, (field, value) => `${field}: ${value}`),
};

/** The languages of authors. */
export const LANGUAGES = Object.keys(WORDS) as readonly Language[];

/** A way out in the language of the author. */
export function fixIn(language: Language, fix: Fix): string {
  return typeof fix === 'string' ? fix : fix(WORDS[language]);
}
