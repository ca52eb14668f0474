import {
  type ContainerDefinition,
  type ContainerHealthCheck,
  type ContainerRun,
  type ContainerSupplies,
  type PortMappingDefinition,
  type SecretSource,
} from '../ecs/task';
import { joined, type Listed } from '../values/listed';
import { isKnown, type Knowable, Unknown } from '../values/unknown';
import { made, own, unreported, type Field, type UnknownPart } from './field';
import { readProgram } from './program';

/** A container definition, in any of the formats that spell it as the ECS API does. */
export function readContainer(field: Field, owner: Field, index: number): ContainerDefinition {
  const name = field.string('name') ?? `container${index}`;
  const at = field.placeIn(owner.at, isKnown(name) ? name : index);
  const health = field.get('healthCheck');
  const linux = field.get('linuxParameters');
  return made<ContainerDefinition>({
    at,
    name,
    image: field.text('image'),
    essential: field.boolean('essential') ?? true,
    portMappings: field.get('portMappings').list(readPortMapping),
    links: field.get('links').strings(),
    hostname: field.string('hostname'),
    dnsServers: field.get('dnsServers').strings(),
    dnsSearchDomains: field.get('dnsSearchDomains').strings(),
    extraHosts: field.get('extraHosts').list((host) => ({
      hostname: host.string('hostname') ?? '',
      ipAddress: host.string('ipAddress') ?? '',
    })),
    disableNetworking: field.boolean('disableNetworking'),
    systemControls: field.get('systemControls').list((control) =>
      made<ContainerDefinition['systemControls']['items'][number]>({
        namespace: control.string('namespace') ?? '',
        value: control.text('value'),
      }),
    ),
    dependsOn: field.get('dependsOn').list((dependency) => ({
      container: dependency.string('containerName') ?? '',
      condition: dependency.string('condition') ?? '',
    })),
    healthCheck: health.isAbsent
      ? undefined
      : made<ContainerHealthCheck>({
          timeoutSeconds: health.number('timeout'),
          intervalSeconds: health.number('interval'),
          retries: health.number('retries'),
          startPeriodSeconds: health.number('startPeriod'),
        }),
    cpu: field.number('cpu'),
    hasSecrets: isFilled(field.get('secrets')),
    instanceSettings: instanceSettings(field),
    logOptions: logOptions(field.get('logConfiguration').get('options')),
    mountedVolumes: named(field.get('mountPoints'), 'sourceVolume'),
    volumesFrom: named(field.get('volumesFrom'), 'sourceContainer'),
    gpus: gpusOf(field.get('resourceRequirements')),
    memory: field.number('memory'),
    memoryReservation: field.number('memoryReservation'),
    user: field.text('user'),
    privileged: field.boolean('privileged'),
    readonlyRootFilesystem: field.boolean('readonlyRootFilesystem'),
    linuxParameters: linux.isAbsent
      ? undefined
      : made<NonNullable<ContainerDefinition['linuxParameters']>>({
          initProcessEnabled: linux.boolean('initProcessEnabled'),
          addedCapabilities: linux.get('capabilities').get('add').strings(),
        }),
    ulimits: field.get('ulimits').list((limit) => ({
      at: limit.here,
      name: limit.text('name') ?? new Unknown('the limit has no name'),
      soft: limit.number('softLimit'),
      hard: limit.number('hardLimit'),
    })),
    startTimeoutSeconds: field.number('startTimeout'),
    stopTimeoutSeconds: field.number('stopTimeout'),
    firelens: field.get('firelensConfiguration').string('type'),
    logDriver: field.get('logConfiguration').text('logDriver'),
    mountPaths: writable(field.get('mountPoints')),
    program: readProgram(field),
    supplies: readSupplies(field),
    run: readRun(field),
  });
}

/** Settings that Fargate does not have, as far as they are set to something. */
function instanceSettings(field: Field): string[] {
  const linux = field.get('linuxParameters');
  const found: string[] = [];
  if (field.boolean('privileged') === true) found.push('privileged');
  if (isFilled(field.get('dockerSecurityOptions'))) found.push('dockerSecurityOptions');
  for (const name of ['maxSwap', 'swappiness', 'sharedMemorySize']) if (!linux.get(name).isAbsent) found.push(name);
  for (const name of ['devices', 'tmpfs']) if (isFilled(linux.get(name))) found.push(name);
  const { items } = field.get('resourceRequirements').list((item) => item.text('type') ?? '');
  if (items.includes('GPU')) found.push('GPU');
  return found;
}

/** The number of GPUs, as the text that it is. */
function gpusOf(field: Field): Knowable<string> | undefined {
  const { items } = field.list((item) => ({ type: item.text('type'), value: item.text('value') ?? '' }));
  return items.find(({ type }) => type === 'GPU')?.value;
}

function logOptions(field: Field): Knowable<readonly string[]> {
  if (field.value instanceof Unknown) return field.value;
  return [...field.entries()].map(([name]) => name);
}

/** A name in each object of a list. */
function named(field: Field, name: string): Listed<Knowable<string>> {
  return field.list((item) => item.text(name) ?? new Unknown(`it has no ${name}`));
}

function readPortMapping(field: Field, index: number): PortMappingDefinition {
  const at = field.placeIn(field.at, `port${index}`);
  return made<PortMappingDefinition>({
    at,
    containerPort: field.number('containerPort'),
    hostPort: field.number('hostPort'),
    containerPortRange: field.string('containerPortRange'),
    protocol: field.string('protocol') ?? 'tcp',
    name: field.string('name'),
    appProtocol: field.string('appProtocol'),
  });
}

/** What is fetched for a container. Only an unknown place of a secret is reported: the rest decides nothing by itself. */
function readSupplies(field: Field): ContainerSupplies {
  const { unknown } = field.source;
  const before = unknown.length;
  const log = field.get('logConfiguration');
  const credentials = field.get('repositoryCredentials').get('credentialsParameter');
  const open: UnknownPart[] = [];
  const kept = (secret: Field): Knowable<SecretSource> => {
    const source = secretSource(secret);
    if (!isKnown(source)) open.push({ at: secret.here, what: secret.name, why: source.why });
    return source;
  };
  const sourceOf = (item: Field): Knowable<SecretSource> => kept(item.get('valueFrom'));
  const supplies: ContainerSupplies = {
    image: imageOf(field.get('image')),
    logOptions: {
      items: [...log.get('options').entries()].map(([name, value]) => ({
        name,
        value: value.source.identify(value.raw) ?? '',
      })),
      complete: true,
    },
    secrets: joined([field.get('secrets').list(sourceOf), log.get('secretOptions').list(sourceOf)]),
    registryCredentials: credentials.isAbsent ? undefined : kept(credentials),
    hasEnvironmentFiles: isFilled(field.get('environmentFiles')),
  };
  unknown.splice(before, Infinity, ...open);
  return supplies;
}

/** What a run takes. Nothing of it is reported as unknown: it decides nothing of what is checked. */
function readRun(field: Field): ContainerRun {
  const words = (list: Field): Listed<Knowable<string>> | undefined =>
    list.isAbsent ? undefined : list.strings((word) => word.text());
  return unreported(field, () => ({
    entryPoint: words(field.get('entryPoint')),
    command: words(field.get('command')),
    workingDirectory: field.text('workingDirectory'),
    healthCheck: words(field.get('healthCheck').get('command')),
    secretNames: named(field.get('secrets'), 'name'),
    mounts: field.get('mountPoints').list((mount) => ({
      volume: mount.text('sourceVolume') ?? '',
      path: mount.text('containerPath') ?? '',
      readOnly: mount.boolean('readOnly') ?? false,
    })),
    volumesFrom: field.get('volumesFrom').list((source) => ({
      container: source.text('sourceContainer') ?? '',
      readOnly: source.boolean('readOnly') ?? false,
    })),
    droppedCapabilities: field
      .get('linuxParameters')
      .get('capabilities')
      .get('drop')
      .strings((word) => word.text()),
  }));
}

function imageOf(field: Field): Knowable<string> | undefined {
  if (field.isAbsent) return undefined;
  return field.source.identify(field.raw);
}

/**
 * What stands for a secret, by type and attribute.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SecretsManager.html
 */
const SECRETS: Readonly<Record<string, SecretSource['service']>> = {
  ...Object.fromEntries(
    // each of the others gives the ARN of the secret that it is for
    ['Secret', 'SecretTargetAttachment', 'RotationSchedule', 'ResourcePolicy'].flatMap((name) => [
      [`AWS::SecretsManager::${name}`, 'secretsmanager'] as const,
      [`AWS::SecretsManager::${name}.Id`, 'secretsmanager'] as const,
    ]),
  ),
  'AWS::RDS::DBInstance.MasterUserSecret.SecretArn': 'secretsmanager',
  'AWS::RDS::DBCluster.MasterUserSecret.SecretArn': 'secretsmanager',
  'AWS::Redshift::Cluster.MasterPasswordSecretArn': 'secretsmanager',
  'AWS::RedshiftServerless::Namespace.Namespace.AdminPasswordSecretArn': 'secretsmanager',
  'AWS::SSM::Parameter': 'ssm',
};

/** The service and the region of an ARN, either of which a reference may stand for. */
const SECRET_ARN = /^arn:(?:\$\{[^}]*\}|[^:]*):(secretsmanager|ssm):(\$\{[^}]*\}|[^:]*):/;

/**
 * Where a secret is kept: its ARN says so, or what the text begins with; a bare name is a parameter of Systems Manager.
 * What follows an ARN of Secrets Manager picks a part or a version of the secret.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
function secretSource(field: Field): Knowable<SecretSource> {
  const begun = field.begunWith();
  const known = begun === undefined ? undefined : own(SECRETS, begun);
  if (known !== undefined) return { service: known, region: undefined };
  if (begun !== undefined) return unknownSecret();
  const text = field.isAbsent ? undefined : field.source.identify(field.raw);
  if (text === undefined || !isKnown(text)) return text ?? new Unknown('it names no secret');
  const [, service, region] = SECRET_ARN.exec(text) ?? [];
  if (service === 'secretsmanager' || service === 'ssm') return { service, region };
  const [plain = ''] = text.split('${');
  // what is written before the first reference may be the beginning of an ARN, or nothing at all
  return plain.startsWith('arn:') || (plain !== text && 'arn:'.startsWith(plain))
    ? unknownSecret()
    : { service: 'ssm', region: undefined };
}

function unknownSecret(): Unknown {
  return new Unknown('where the secret is kept is not written down');
}

function writable(field: Field): Listed<Knowable<string>> {
  const { items, complete } = field.list((mount) => ({
    path: mount.text('containerPath') ?? '',
    readOnly: mount.boolean('readOnly') === true,
  }));
  return { items: items.filter((mount) => !mount.readOnly).map((mount) => mount.path), complete };
}

function isFilled(field: Field): boolean {
  const array = field.array();
  return Array.isArray(array) && array.length > 0;
}
