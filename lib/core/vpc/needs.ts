import { type Carrier, launchTypeNamed } from '../ecs/launch-type';
import { type Service } from '../ecs/service';
import { connectOf, type Launch } from '../ecs/service-reading';
import { type ContainerDefinition, type SecretSource, type TaskDefinition } from '../ecs/task';
import { isImageName, registryOf } from '../values/image-name';
import { type Place } from '../values/place';
import { isKnown, Unknown, type Knowable } from '../values/unknown';
import { targetKey, type Need, type NeedPurpose, type NeedTarget } from './task-start';

/**
 * What tasks of a service have to reach before they run, in the order in which they ask.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-outbound.html
 */
export function needsOf(service: Service, task: TaskDefinition, carrier: Carrier, region: string): Need[] {
  const { at } = service;
  const isOld = isOldPlatform(service, task);
  // AWS documents it for Fargate; that an instance fetches these for its tasks is known from the source of the agent
  const isCertain = carrier === 'task' && isOld !== undefined;
  const needs: Need[] = [];
  if (carrier === 'instance') needs.push(...agentNeeds(at, region));
  for (const container of task.containers.items) {
    for (const need of containerNeeds(container, region, isOld)) needs.push({ at: container.at, isCertain, ...need });
  }
  for (const fileSystem of task.fileSystems?.items ?? []) {
    needs.push({ purpose: 'volume', at: task.at, isCertain, kind: 'file-system', fileSystem });
  }
  if (connectOf(service) && carrier === 'task') {
    needs.push({ purpose: 'proxy', at, isCertain: true, kind: 'aws', service: 'ecs-agent', region });
  }
  return distinct(needs);
}

/** What the agent of an instance has to reach before any task is placed on it. */
export function agentNeeds(at: Place, region: string): Need[] {
  return ['ecs', 'ecs-agent', 'ecs-telemetry'].map((service) => ({
    purpose: 'agent',
    at,
    isCertain: true,
    kind: 'aws',
    service,
    region,
  }));
}

/**
 * Fargate before 1.4.0 logs in and fetches secrets over an interface of its own; versions of Windows count from 1.0.0 anew.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
 */
function isOldPlatform({ platformVersion }: Service, { operatingSystem }: TaskDefinition): boolean | undefined {
  if (platformVersion === undefined || operatingSystem === 'windows') return false;
  if (!isKnown(platformVersion)) return undefined;
  const [major, minor] = platformVersion.split('.').map(Number);
  const isOld = major === 1 && minor !== undefined && minor < 4;
  return isOld && !isKnown(operatingSystem) ? undefined : isOld;
}

type Wanted = { readonly purpose: NeedPurpose } & NeedTarget;

function containerNeeds(
  { image, supplies, logDriver }: ContainerDefinition,
  region: string,
  isOld: boolean | undefined,
): Wanted[] {
  if (!supplies) return imageNeeds(image, region, isOld);
  const needs = imageNeeds(supplies.image, region, isOld);
  if (isOld !== true) {
    if (supplies.registryCredentials)
      needs.push(secretNeed('registry credentials', supplies.registryCredentials, region));
    for (const secret of supplies.secrets.items) needs.push(secretNeed('secret', secret, region));
  }
  if (supplies.hasEnvironmentFiles) needs.push({ purpose: 'files', kind: 'aws', service: 's3', region });
  if (logDriver === 'awslogs') needs.push(logNeed(supplies.logOptions.items, region));
  if (logDriver === 'splunk') needs.push(splunkNeed(supplies.logOptions.items));
  return needs;
}

function secretNeed(purpose: NeedPurpose, source: Knowable<SecretSource>, region: string): Wanted {
  if (!isKnown(source)) return { purpose, kind: 'unknown', why: source.why };
  const { service } = source;
  return { purpose, kind: 'aws', service, region: source.region ?? region };
}

type LogOptions = readonly { readonly name: string; readonly value: Knowable<string> }[];

/** The driver asks Splunk before it starts. @see https://docs.docker.com/engine/logging/drivers/splunk/ */
function splunkNeed(options: LogOptions): Wanted {
  const purpose = 'logs';
  const url = options.find(({ name }) => name === 'splunk-url')?.value;
  if (url !== undefined && !isKnown(url)) return { purpose, kind: 'unknown', why: url.why };
  const [, host = '', port = '8088'] = /^(?:https?:\/\/)?([^:/]+)(?::(\d+))?/.exec(url ?? '') ?? [];
  if (host.endsWith('.splunkcloud.com')) return { purpose, kind: 'public', host, port: Number(port) };
  return { purpose, kind: 'unknown', why: `where ${host === '' ? 'Splunk' : host} stands is not known` };
}

/** The usual endpoint of CloudWatch Logs in a region. @see https://docs.aws.amazon.com/general/latest/gr/cwl_region.html */
const LOGS_ENDPOINT = /^(?:https:\/\/)?logs\.([a-z0-9-]+)\.amazonaws\.com\/?$/;

function logNeed(options: LogOptions, region: string): Wanted {
  const purpose = 'logs';
  const endpoint = options.find(({ name }) => name === 'awslogs-endpoint')?.value;
  if (endpoint !== undefined) {
    const named = isKnown(endpoint) ? LOGS_ENDPOINT.exec(endpoint)?.[1] : undefined;
    if (named !== undefined) return { purpose, kind: 'aws', service: 'logs', region: named };
    return { purpose, kind: 'unknown', why: 'the log driver is told another endpoint' };
  }
  const given = options.find(({ name }) => name === 'awslogs-region')?.value ?? region;
  if (!isKnown(given)) return { purpose, kind: 'unknown', why: given.why };
  return { purpose, kind: 'aws', service: 'logs', region: given };
}

/** The name of a registry that has IPv6 addresses too, which no interface endpoint answers to. */
const DUAL_ECR = /^(?:\d{12}|\$\{[^}]*\})\.dkr-ecr(?:-fips)?\.([a-z0-9-]+|\$\{[^}]*\})\.on\.aws$/;
const ECR =
  /^(?:\d{12}|\$\{[^}]*\})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+|\$\{[^}]*\})\.(?:amazonaws\.com(?:\.cn)?|\$\{[^}]*\})$/;
/** The address of a repository that is made in the same stack. */
const OWN_REPOSITORY = /^\$?\{?[\w.-]+\.RepositoryUri\}?/;

function imageNeeds(image: Knowable<string> | undefined, region: string, isOld: boolean | undefined): Wanted[] {
  if (image === undefined) return [];
  if (!isKnown(image)) return [{ purpose: 'image', kind: 'unknown', why: image.why }];
  const [host = ''] = image.split('/');
  const ecr = OWN_REPOSITORY.test(image) ? region : ECR.exec(host)?.[1];
  if (ecr !== undefined) {
    const pull: Wanted[] = [
      { purpose: 'image', kind: 'aws', service: 'ecr.dkr', region: ecr },
      { purpose: 'layers', kind: 'aws', service: 's3', region: ecr, isEcrLayers: true },
    ];
    return isOld === true ? pull : [{ purpose: 'registry', kind: 'aws', service: 'ecr.api', region: ecr }, ...pull];
  }
  const dual = DUAL_ECR.exec(host)?.[1];
  if (dual !== undefined) {
    return [
      { purpose: 'registry', kind: 'aws', service: 'ecr.api', region: dual, mayBeDual: true },
      { purpose: 'image', kind: 'public', host, hasIpv6: true },
      { purpose: 'layers', kind: 'aws', service: 's3', region: dual, isEcrLayers: true, mayBeDual: true },
    ];
  }
  if (image.includes('${')) return [{ purpose: 'image', kind: 'unknown', why: 'the image is decided at deployment' }];
  if (!isImageName(image)) return [{ purpose: 'image', kind: 'unknown', why: `${image} is no name of an image` }];
  const registry = registryOf(image);
  if (!PUBLIC_REGISTRIES.test(registry)) {
    return [{ purpose: 'image', kind: 'unknown', why: `where ${registry} stands is not known` }];
  }
  return [{ purpose: 'image', kind: 'public', host: registry, ...ipv6Of(registry) }];
}

/**
 * Whether a registry is reached over IPv6 too, where that is not certainly so: that of AWS has another name for it.
 *
 * @see https://github.com/docker/roadmap/issues/89
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-ecr-requests.html
 */
function ipv6Of(registry: string): { readonly hasIpv6?: Knowable<boolean> } {
  if (registry === 'public.ecr.aws') return {};
  if (/^(?:(?:.+\.)?docker\.io|ecr-public\.aws\.com)$/.test(registry)) return { hasIpv6: true };
  return { hasIpv6: new Unknown(`whether ${registry} has IPv6 addresses is not known`) };
}

/** Registries that are on the internet, and there only. */
const PUBLIC_REGISTRIES =
  /^(?:public\.ecr\.aws|ecr-public\.aws\.com|(?:.+\.)?docker\.io|ghcr\.io|(?:.+\.)?quay\.io|gcr\.io|.+\.gcr\.io|.+\.pkg\.dev|mcr\.microsoft\.com|registry\.k8s\.io|registry\.gitlab\.com|docker\.elastic\.co)$/;

/** One need of a kind is enough: what one of them meets, the others meet too. */
function distinct(needs: readonly Need[]): Need[] {
  const seen = new Set<string>();
  return needs.filter((need) => {
    const key = `${need.purpose} ${need.isCertain} ${targetKey(need)}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Whose interface carries the start of a service's tasks; undefined where that is not known. */
export function carrierOf(launch: Launch | undefined): Carrier | undefined {
  return launch === 'instances' ? 'instance' : launchTypeNamed(launch)?.startCarrier;
}
