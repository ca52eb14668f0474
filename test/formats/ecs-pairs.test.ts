import { stringify } from 'yaml';
import { findRule } from '../../lib/core/rules';
import { type Finding } from '../../lib/core/values/finding';
import { findingsOf, prepareInputs, readInputs, type Input } from '../../lib/formats';
import { FORMATS } from '../../lib/formats/formats';
import { PAIRS, titleOf, withoutFront, type PlainTemplate } from '../core/rules/pairs';
import { type Data } from '../core/rules/pairs/template';
import { asHcl } from './hcl-writer';
import { blockVolume, volume } from './terraform-writer';
import { someOf } from '../thoroughness';

const read = (name: string, text: string): Input => readInputs([{ name, text }])[0]!;
const brief = (found: readonly Finding[]): string[] =>
  [...new Set(found.map(({ rule, severity }) => `${rule} ${severity}`))].sort();
const pairs = PAIRS.map((pair) => [titleOf(pair), pair] as const);

/** The keys and items on the way to a place must stand in the text where the place says. */
function expectPlace(input: Input, text: string, { at }: Finding, quote: string): void {
  const spot = input.locate(at)!;
  const there = text.split('\n')[spot.line - 1]!.slice(spot.column - 1);
  const steps = at.pointer!.split('/').filter((step) => !step.startsWith('Fn::'));
  const keys = steps.flatMap((step) => [step, step.charAt(0).toUpperCase() + step.slice(1)]);
  const isKey = keys.some((key) => there.startsWith(`${quote}${key}${quote}:`));
  // what is left out of the whole input is missed at its beginning
  const isItem =
    (spot.line === 1 && there === '{') ||
    (steps.some((step) => /^\d+$/.test(step)) && (quote === '"' ? /^[{["\d]/.test(there) : there !== ''));
  expect({ there, isThere: isKey || isItem }).toEqual({ there, isThere: true });
}

describe.each([
  ['JSON', 'template.json', (data: PlainTemplate) => JSON.stringify(data, undefined, 2), '"'],
  ['YAML', 'template.yaml', (data: PlainTemplate) => stringify(data), ''],
] as const)('the minimal pairs of ECS rules in CloudFormation %s', (_format, file, write, quote) => {
  // each pair is tried as plain data elsewhere; here is what is different in a file
  const tried = someOf(pairs, 12);

  test.each(tried)('%s is found at its line', (_title, pair) => {
    const text = write(pair.wrong);
    const input = read(file, text);
    const found = findingsOf(input.reading);
    expect(brief(found)).toEqual([foundIn(pair)]);
    for (const finding of found) expectPlace(input, text, finding, quote);
  });

  test.each(tried)('%s is not found where it is right', (_title, pair) => {
    expect(brief(findingsOf(read(file, write(pair.right)).reading))).toEqual([]);
  });
});

const SUBJECTS: ReadonlySet<unknown> = new Set(['task', 'taskPrograms']);

/** Pairs about one task definition without references, which other formats can say. */
const TASKS = pairs.filter(([, { rule, wrong }]) => {
  const resources = Object.values(wrong.Resources);
  return SUBJECTS.has(findRule(rule)?.subject) && resources.length === 1 && !JSON.stringify(wrong).includes('"Ref"');
});

const propertiesOf = ({ Resources }: PlainTemplate): Readonly<Record<string, unknown>> =>
  Object.values(Resources)[0]!.Properties;

function camelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), camelCase(inner)]),
  );
}

const asTaskDefinition = (data: PlainTemplate): string => JSON.stringify(camelCase(propertiesOf(data)), undefined, 2);

function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      (key.charAt(0).toLowerCase() + key.slice(1))
        .replace('GiB', 'Gib')
        .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snakeCase(inner),
    ]),
  );
}

function asTerraform(data: PlainTemplate): string {
  const body = asTerraformTaskDefinition(propertiesOf(data));
  return JSON.stringify({ resource: { aws_ecs_task_definition: { web: body } } }, undefined, 2);
}

interface Proxy {
  readonly ProxyConfigurationProperties?: readonly { readonly Name: string; readonly Value: unknown }[];
}

function asTerraformTaskDefinition({
  ContainerDefinitions,
  Volumes,
  ...rest
}: Readonly<Record<string, unknown>>): object {
  const { ProxyConfigurationProperties: properties, ...proxy } = (rest['ProxyConfiguration'] ?? {}) as Proxy;
  const map = properties && Object.fromEntries(properties.map(({ Name, Value }) => [Name, Value]));
  return {
    ...(snakeCase(rest) as object),
    ...(rest['ProxyConfiguration'] === undefined
      ? {}
      : { proxy_configuration: { ...(snakeCase(proxy) as object), ...(map ? { properties: map } : {}) } }),
    ...(Volumes === undefined ? {} : { volume: (Volumes as readonly Data[]).map(volume) }),
    container_definitions: JSON.stringify(camelCase(ContainerDefinitions)),
  };
}

/** What forwards to target groups is not told in this format. */
const withoutFronts = pairs.map(([title, pair]) => {
  const plain = { ...pair, wrong: withoutFront(pair.wrong), right: withoutFront(pair.right) };
  return [title, plain] as const;
});

/** Pairs about what forwards to target groups, and about names of families: a file of one task definition has its own here. */
const UNTOLD = /^(?:target-group-unattached|listener-not-awaited|external-controller-setting)|name of its family/;

/** Pairs about services that are made of resources of these types. */
function pairsOf(all: typeof pairs, types: readonly string[], cannot: RegExp): typeof pairs {
  return all.filter(([, { rule, wrong, right }]) => {
    const used = [wrong, right].flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type));
    return (
      findRule(rule)?.subject === 'service' &&
      used.every((type) => types.includes(type)) &&
      !cannot.test(JSON.stringify([wrong, right]))
    );
  });
}

/** Pairs about services and their task definitions alone, which service JSON can say as well. */
const SERVICES = pairsOf(withoutFronts, ['AWS::ECS::Service', 'AWS::ECS::TaskDefinition'], /"DependsOn"|"Fn::/).filter(
  ([title]) => !UNTOLD.test(title),
);

/** What Terraform calls the resources that services refer to. */
const TERRAFORM_TYPES: Readonly<Record<string, string>> = {
  'AWS::ECS::TaskDefinition': 'aws_ecs_task_definition',
  'AWS::ECS::Service': 'aws_ecs_service',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'aws_lb_target_group',
  'AWS::ElasticLoadBalancingV2::Listener': 'aws_lb_listener',
  'AWS::ServiceDiscovery::Service': 'aws_service_discovery_service',
};
/**
 * What Terraform's provider never sends of a daemon service, whatever stands in the file; and a number of tasks that is left
 * out is none there.
 */
const UNSENT =
  /^(?:daemon-desired-count|daemon-maximum-percent|deployment-blocked: a daemon|rolling-deploy-stuck: one task, .*)$/;
const [TERRAFORM_UNSENT, TERRAFORM_SERVICES] = [true, false].map((unsent) =>
  pairsOf(pairs, Object.keys(TERRAFORM_TYPES), /"Fn::(?!GetAtt)/).filter(([title]) => UNSENT.test(title) === unsent),
) as [typeof pairs, typeof pairs];

/** The family that a service names; undefined: it names none. */
function familyOf({ TaskDefinition: task }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof task === 'object' ? (task as { Ref: string }).Ref : (task as string | undefined);
}

/** One JSON file a resource, as `register-task-definition` and `create-service` take them. */
function asApi({ Resources }: PlainTemplate): { readonly name: string; readonly text: string }[] {
  return Object.entries(Resources).map(([id, { Type, Properties }]) => {
    const plain = camelCase(Properties) as Record<string, unknown>;
    const named =
      Type === 'AWS::ECS::Service'
        ? { ...plain, serviceName: id, taskDefinition: familyOf(Properties) }
        : { ...plain, family: id };
    return { name: `${id}.json`, text: JSON.stringify(named, undefined, 2) };
  });
}

/** What a service in Terraform names: a resource, or the family. */
function asTerraformTask(properties: Readonly<Record<string, unknown>>): object {
  const family = familyOf(properties);
  if (family === undefined) return {};
  const { TaskDefinition: task } = properties;
  return { task_definition: typeof task === 'string' ? task : `\${aws_ecs_task_definition.${family}.arn}` };
}

/** Terraform's names, where they are not those of the API in snake case. */
function asTerraformService(properties: Readonly<Record<string, unknown>>): object {
  const {
    NetworkConfiguration,
    DeploymentConfiguration,
    PlacementStrategies,
    ServiceConnectConfiguration,
    LoadBalancers,
    Role: role,
    VolumeConfigurations: volumes,
    ...rest
  } = properties as Record<string, Readonly<Record<string, unknown>> | undefined>;
  const network = NetworkConfiguration?.['AwsvpcConfiguration'] as Readonly<Record<string, unknown>> | undefined;
  const publicIp = network?.['AssignPublicIp'];
  const text = JSON.stringify(snakeCase(ServiceConnectConfiguration) ?? null);
  const connect = JSON.parse(text.replaceAll('"services"', '"service"').replaceAll('"client_aliases"', '"client_alias"')) as object | null; // prettier-ignore
  return {
    ...(snakeCase(rest) as object),
    ...asTerraformTask(properties),
    ...(DeploymentConfiguration?.['Strategy'] === undefined
      ? {}
      : { deployment_configuration: { strategy: DeploymentConfiguration['Strategy'] } }),
    ...(network
      ? {
          network_configuration: [
            {
              ...(snakeCase(network) as object),
              ...(publicIp === undefined ? {} : { assign_public_ip: publicIp === 'ENABLED' }),
            },
          ],
        }
      : {}),
    ...(LoadBalancers
      ? {
          load_balancer: JSON.parse(
            JSON.stringify(snakeCase(LoadBalancers)).replaceAll('"load_balancer_name"', '"elb_name"'),
          ) as object,
        }
      : {}),
    ...(role === undefined ? {} : { iam_role: role }),
    ...(volumes ? { volume_configuration: (volumes as unknown as readonly Data[]).map(blockVolume) } : {}),
    ...(PlacementStrategies ? { ordered_placement_strategy: snakeCase(PlacementStrategies) } : {}),
    ...(connect ? { service_connect_configuration: [connect] } : {}),
    deployment_minimum_healthy_percent: DeploymentConfiguration?.['MinimumHealthyPercent'],
    deployment_maximum_percent: DeploymentConfiguration?.['MaximumPercent'],
    deployment_circuit_breaker: snakeCase(DeploymentConfiguration?.['DeploymentCircuitBreaker']),
  };
}

function asTerraformServices({ Resources }: PlainTemplate): string {
  const address = (id: string): string => `${TERRAFORM_TYPES[Resources[id]?.Type ?? ''] ?? ''}.${id}`;
  const of = (type: string, write: (properties: Readonly<Record<string, unknown>>) => object): object =>
    Object.fromEntries(
      Object.entries(Resources).flatMap(([id, { Type, DependsOn, Properties }]) =>
        Type === type
          ? [[id, { ...write(Properties), ...(DependsOn ? { depends_on: DependsOn.map(address) } : {}) }]]
          : [],
      ),
    );
  const resource = {
    aws_ecs_task_definition: of('AWS::ECS::TaskDefinition', asTerraformTaskDefinition),
    aws_ecs_service: of('AWS::ECS::Service', asTerraformService),
    aws_lb_target_group: of('AWS::ElasticLoadBalancingV2::TargetGroup', asTerraformTargetGroup),
    aws_lb_listener: of('AWS::ElasticLoadBalancingV2::Listener', asTerraformListener),
    aws_service_discovery_service: of(
      'AWS::ServiceDiscovery::Service',
      (properties) => snakeCase(properties) as object,
    ),
  };
  const filled = Object.entries(resource).filter(([, blocks]) => Object.keys(blocks).length > 0);
  return JSON.stringify({ resource: Object.fromEntries(filled) }, undefined, 2)
    .replace(/\{\s*"ref": "(\w+)"\s*\}/g, (_all, id: string) => `"\${${address(id)}.arn}"`)
    .replace(/\{\s*"fn::_get_att": \[\s*"(\w+)",\s*"\w+"\s*\]\s*\}/g, (_all, id: string) => `"\${${address(id)}.arn}"`);
}

function asTerraformListener({ DefaultActions, ...rest }: Readonly<Record<string, unknown>>): object {
  return { ...(snakeCase(rest) as object), default_action: snakeCase(DefaultActions) };
}

function asTerraformTargetGroup(properties: Readonly<Record<string, unknown>>): object {
  const { HealthCheckPort, HealthCheckProtocol, ...rest } = properties;
  const check = { port: HealthCheckPort, protocol: HealthCheckProtocol };
  const checked = HealthCheckPort !== undefined || HealthCheckProtocol !== undefined;
  return { ...(snakeCase(rest) as object), ...(checked ? { health_check: [check] } : {}) };
}

const foundIn = ({ rule, severity }: (typeof PAIRS)[number]): string => `${rule} ${severity}`;

test('most rules about services have a pair that other formats can say', () => {
  expect(SERVICES.length).toBeGreaterThan(30);
});

test.each(someOf(SERVICES, 12, 0))('as service JSON, %s is found at its line', (_title, pair) => {
  const files = asApi(pair.wrong);
  const [input, ...more] = readInputs(files);
  const found = findingsOf(input!.reading);
  expect({ found: brief(found), more }).toEqual({ found: [foundIn(pair)], more: [] });
  for (const finding of found) {
    expectPlace(input!, files.find(({ name }) => name === finding.at.file)!.text, finding, '"');
  }
  expect(brief(findingsOf(readInputs(asApi(pair.right))[0]!.reading))).toEqual([]);
});

test.each(someOf(TERRAFORM_SERVICES, 12, 1))(
  'as a service in Terraform, %s is found in its resource',
  (_title, pair) => {
    const text = asTerraformServices(pair.wrong);
    const input = read('main.tf.json', text);
    const found = findingsOf(input.reading);
    expect(brief(found)).toEqual([foundIn(pair)]);
    const lines = text.split('\n');
    for (const { at } of found) {
      const type = at.path.split('.')[0]!;
      const begin = lines.findIndex((line) => line.includes(`"${type}": {`));
      const end = lines.indexOf('    },', begin) >= 0 ? lines.indexOf('    },', begin) : lines.lastIndexOf('    }');
      const { line } = input.locate(at)!;
      expect({ type, inside: line - 1 > begin && line - 1 <= end }).toEqual({ type, inside: true });
    }
    expect(brief(findingsOf(read('main.tf.json', asTerraformServices(pair.right)).reading))).toEqual([]);
  },
);

test.each(someOf(TERRAFORM_UNSENT, 12, 2))('as a service in Terraform, %s is not sent', (_title, pair) => {
  expect(brief(findingsOf(read('main.tf.json', asTerraformServices(pair.wrong)).reading))).toEqual([]);
});

test('most rules about one task definition have a pair that other formats can say', () => {
  expect(TASKS.length).toBeGreaterThan(30);
});

test.each(someOf(TASKS, 12, 3))('as a task definition, %s is found at its line', (_title, pair) => {
  const text = asTaskDefinition(pair.wrong);
  const input = read('task.json', text);
  const found = findingsOf(input.reading);
  expect(brief(found)).toEqual([foundIn(pair)]);
  for (const finding of found) expectPlace(input, text, finding, '"');
  expect(brief(findingsOf(read('task.json', asTaskDefinition(pair.right)).reading))).toEqual([]);
});

test.each(someOf(TASKS, 12, 3))('in Terraform, %s is found in its resource', (_title, pair) => {
  const text = asTerraform(pair.wrong);
  const input = read('main.tf.json', text);
  const found = findingsOf(input.reading);
  expect(brief(found)).toEqual([foundIn(pair)]);
  for (const { at } of found) {
    expect(at.path.startsWith('aws_ecs_task_definition.web')).toBe(true);
    expect(input.locate(at)!.line).toBeGreaterThan(3);
  }
  expect(brief(findingsOf(read('main.tf.json', asTerraform(pair.right)).reading))).toEqual([]);
});

beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

/** The line must be that of a name on the way to the place, in the resource that the path names. */
function expectLineInHcl(input: Input, text: string, { at }: Finding): void {
  const lines = text.split('\n');
  const { line } = input.locate(at)!;
  const there = lines[line - 1]!.trim();
  const { spellings } = FORMATS.find(({ name }) => name === 'terraform')!;
  const keys = at.pointer!.split('/').flatMap((step) => spellings(step));
  const [type, name] = at.path.split('/')[0]!.split('.');
  const begin = lines.indexOf(`resource "${type}" "${name}" {`);
  const end = lines.indexOf('}', begin);
  const isNamed = there === '{' || /^["\d]/.test(there) || keys.some((key) => there.startsWith(`${key} `));
  expect({ there, isNamed, inside: line - 1 >= begin && line - 1 < end }).toEqual({
    there,
    isNamed: true,
    inside: true,
  });
}

test.each(someOf(TASKS, 12, 3))('in HCL, %s is found at its line', (_title, pair) => {
  const text = asHcl(asTerraform(pair.wrong));
  const input = read('main.tf', text);
  const found = findingsOf(input.reading);
  expect(input.reading.problems).toEqual([]);
  expect(brief(found)).toEqual([foundIn(pair)]);
  for (const finding of found) expectLineInHcl(input, text, finding);
  expect(brief(findingsOf(read('main.tf', asHcl(asTerraform(pair.right))).reading))).toEqual([]);
});

test.each(someOf(TERRAFORM_SERVICES, 12, 1))('as a service in HCL, %s is found at its line', (_title, pair) => {
  const text = asHcl(asTerraformServices(pair.wrong));
  const input = read('main.tf', text);
  const found = findingsOf(input.reading);
  expect(input.reading.problems).toEqual([]);
  expect(brief(found)).toEqual([foundIn(pair)]);
  for (const finding of found) expectLineInHcl(input, text, finding);
  expect(brief(findingsOf(read('main.tf', asHcl(asTerraformServices(pair.right))).reading))).toEqual([]);
});
