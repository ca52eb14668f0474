import { isHostIpc } from '../../core/engine/definition/kernel-parameters';
import {
  type ContainerSpec,
  type EndpointDefinition,
  type Namespace,
  type NetworkDefinition,
  type PublishedPort,
} from '../../core/engine/definition/docker-host';
import { type SwarmAttachment, type SwarmPort, type SwarmService } from '../../core/engine/swarm/swarm';
import { NOTHING } from '../../core/values/listed';
import { atField } from '../../core/values/place';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { made, type Field } from '../../core/reading/field';
import { filled, someOf, someTextsIn, textsIn } from '../../core/reading/texts';
import { readProgram } from './program';

/** What values mean on the engine, which differs between the readers of a file and of constructs. */
export interface EngineNames {
  /** The name on the engine of what a value means by reference, by id or by that name. */
  nameOf(value: unknown): Knowable<string> | undefined;
  /** The name of the image that a value means. */
  imageOf(value: unknown): Knowable<string> | undefined;
  /** Whether the image that a value means is built by the configuration. @default - it is not */
  isBuilt?(value: unknown): boolean;
  /** What stands behind `container:` in a network mode; undefined in any other mode. */
  sharedIn(mode: Field): unknown;
}

/** What a network mode begins with that names a container. */
export const SHARED = 'container:';

/**
 * The network of a `docker_network`.
 * @param fallback its name where the resource has none
 */
export function readNetwork(field: Field, fallback: string, existing: boolean): NetworkDefinition {
  const { at } = field;
  return made<NetworkDefinition>({
    at,
    name: field.string('name') ?? fallback,
    ipamDriver: filled(field.string('ipamDriver')),
    driver: field.string('driver') ?? 'bridge',
    ipam: field.get('ipamConfig').list((ipam, index) =>
      made<NetworkDefinition['ipam']['items'][number]>({
        at: ipam.placeIn(at, `subnet ${index + 1}`),
        subnet: filled(ipam.string('subnet')),
        gateway: filled(ipam.string('gateway')),
        ipRange: filled(ipam.string('ipRange')),
        auxiliary: textsIn(ipam.get('auxAddress')),
      }),
    ),
    ipv6: field.boolean('ipv6') ?? false,
    internal: field.boolean('internal') ?? false,
    attachable: field.boolean('attachable') ?? false,
    ingress: field.boolean('ingress') ?? false,
    options: textsIn(field.get('options')),
    existing,
  });
}

/**
 * The container of a `docker_container`.
 * @param fallback its name where the resource has none
 */
export function readContainer(field: Field, fallback: string, names: EngineNames): ContainerSpec {
  const { at } = field;
  const mode = readMode(names, field.get('networkMode'));
  const attached = field.get('networksAdvanced').list((item, index) => readEndpoint(names, item, index, field));
  return made<ContainerSpec>({
    at,
    name: field.string('name') ?? fallback,
    image: names.imageOf(field.get('image').value),
    namespace: mode.namespace,
    networkMode: mode.text,
    endpoints: { items: [...mode.endpoints(field), ...attached.items], complete: attached.complete && mode.complete },
    hostname: filled(field.string('hostname')),
    domainname: filled(field.string('domainname')),
    dns: field.get('dns').strings(),
    dnsSearch: someOf(field.get('dnsSearch').strings()),
    dnsOptions: someOf(field.get('dnsOpts').strings()),
    sysctls: someTextsIn(field.get('sysctls')),
    hostIpc: isHostIpc(field.string('ipcMode')),
    restart: filled(field.string('restart')),
    links: field.get('links').strings(),
    extraHosts: field.get('host').list((host) => ({
      hostname: host.string('host') ?? '',
      address: host.string('ip') ?? '',
    })),
    published: field.get('ports').list((port) => readPort(port, field)),
    publishAll: field.boolean('publishAllPorts') ?? false,
    exposed: { items: [], complete: false }, // the image exposes what it likes
    running: running(field),
    listeners: undefined,
    program: readProgram(field, names.isBuilt?.(field.get('image').value) ?? false),
  });
}

/** A container that Terraform does not keep running is a job. */
function running(field: Field): Knowable<boolean> {
  const [start, mustRun] = [field.boolean('start') ?? true, field.boolean('mustRun') ?? true];
  if (start === false || mustRun === false) return false;
  return isKnown(start) ? mustRun : start;
}

interface Mode {
  /** Where the engine stores another text. */
  readonly text?: string;
  readonly namespace: Knowable<Namespace>;
  readonly endpoints: (field: Field) => readonly EndpointDefinition[];
  readonly complete: boolean;
}

const OWN_STACK: Namespace = { kind: 'own' };
const ON_NOTHING = (): readonly EndpointDefinition[] => [];

function readMode(names: EngineNames, field: Field): Mode {
  const owner = stackOwner(names, field);
  if (owner !== undefined) {
    return { ...owner, endpoints: ON_NOTHING, complete: true };
  }
  const mode = named(names, field);
  if (mode instanceof Unknown) return { namespace: mode, endpoints: ON_NOTHING, complete: false };
  if (mode === 'host' || mode === 'none') return { namespace: { kind: mode }, endpoints: ON_NOTHING, complete: true };
  if (mode === 'default') return { text: mode, namespace: OWN_STACK, endpoints: ON_NOTHING, complete: true };
  if (mode === undefined || mode === '' || mode === 'bridge') {
    return { namespace: OWN_STACK, endpoints: ON_NOTHING, complete: true };
  }
  const network = mode;
  return {
    namespace: OWN_STACK,
    endpoints: (container) => [
      { at: atField(container.at, 'network_mode'), network, aliases: NOTHING, links: NOTHING },
    ],
    complete: true,
  };
}

/** The container whose network stack a container shares. */
function stackOwner(names: EngineNames, field: Field): Pick<Mode, 'namespace' | 'text'> | undefined {
  const given = names.sharedIn(field);
  if (given === undefined) return undefined;
  const container = field.noted(names.nameOf(given)) ?? '';
  const namespace: Namespace = { kind: 'container', container };
  // a name, which the engine turns into an id
  return typeof given === 'string' && given === container ? { namespace, text: SHARED + given } : { namespace };
}

function named(names: EngineNames, field: Field): Knowable<string> | undefined {
  return field.noted(names.nameOf(field.value));
}

function readEndpoint(names: EngineNames, field: Field, index: number, owner: Field): EndpointDefinition {
  const network = named(names, field.get('name')) ?? new Unknown('the network has no name');
  return made<EndpointDefinition>({
    at: field.placeIn(owner.at, isKnown(network) ? network : `network ${index + 1}`),
    network,
    aliases: field.get('aliases').strings(),
    ipv4: filled(field.string('ipv4Address')),
    ipv6: filled(field.string('ipv6Address')),
    links: NOTHING,
    gatewayPriority: field.number('gwPriority'),
    macAddress: filled(field.string('macAddress')),
    driverOptions: driverOptions(field.get('driverOpts')),
    linkLocal: someOf(field.get('linkLocalIps').strings()),
  });
}

/** Options of the driver are a list of `name=value`. */
function driverOptions(field: Field): EndpointDefinition['driverOptions'] {
  const options = new Map<string, Knowable<string>>();
  for (const option of field.strings().items) {
    const at = isKnown(option) ? option.indexOf('=') : -1;
    if (isKnown(option) && at > 0) options.set(option.slice(0, at), option.slice(at + 1));
  }
  return options.size === 0 ? undefined : Object.fromEntries(options);
}

/**
 * The service of a `docker_service`.
 * @param fallback its name where the resource has none
 */
export function readService(field: Field, fallback: string, names: EngineNames): SwarmService {
  const { at } = field;
  const task = field.get('taskSpec');
  const [mode, endpoint, placement] = [field.get('mode'), field.get('endpointSpec'), task.get('placement')];
  const advanced = task.get('networksAdvanced').list((item) => {
    // newer providers have the id beside the name, and prefer it
    const id = item.get('id');
    return attachmentOf(names, item, named(names, id) === undefined ? item.get('name') : id, field);
  });
  const plain = task.get('networks').list((item) => attachmentOf(names, item, item, field));
  const replicas = mode.get('replicated').number('replicas') ?? 1;
  return made<SwarmService>({
    at,
    name: field.string('name') ?? fallback,
    mode: mode.boolean('global') === true ? { kind: 'global' } : { kind: 'replicated', replicas },
    endpointMode: endpointModeOf(endpoint.string('mode')),
    networks: { items: [...advanced.items, ...plain.items], complete: advanced.complete && plain.complete },
    ports: endpoint.get('ports').list((port) => servicePort(port, field)),
    constraints: placement.get('constraints').strings(),
    maxPerNode: placement.number('maxReplicas'),
    sysctls: someTextsIn(task.get('containerSpec').get('sysctl')),
    listeners: undefined,
  });
}

function endpointModeOf(text: Knowable<string> | undefined): SwarmService['endpointMode'] {
  if (text !== undefined && !isKnown(text)) return text;
  return text === 'dnsrr' ? 'dnsrr' : 'vip';
}

function attachmentOf(names: EngineNames, item: Field, name: Field, owner: Field): SwarmAttachment {
  const network = named(names, name) ?? new Unknown('the network has no name');
  return {
    at: item.placeIn(owner.at, isKnown(network) ? network : 'network'),
    network,
    aliases: item === name ? NOTHING : item.get('aliases').strings(),
  };
}

function servicePort(field: Field, owner: Field): SwarmPort {
  const target = field.number('targetPort') ?? new Unknown('the port has no number');
  const protocol = field.string('protocol');
  const published = field.number('publishedPort');
  return made<SwarmPort>({
    at: field.placeIn(owner.at, isKnown(target) ? `port ${target}` : 'port'),
    target,
    published: published === 0 ? undefined : published,
    protocol: protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp',
    mode: field.string('publishMode') === 'host' ? 'host' : 'ingress',
  });
}

function readPort(field: Field, owner: Field): PublishedPort {
  const containerPort = field.number('internal') ?? new Unknown('the port has no number');
  const protocol = field.string('protocol') ?? 'tcp';
  const external = field.number('external');
  const text = isKnown(containerPort) && isKnown(protocol) ? `port ${containerPort}/${protocol}` : 'port';
  return made<PublishedPort>({
    at: field.placeIn(owner.at, text),
    containerPort,
    hostPort: external === 0 ? undefined : external,
    // the provider always sends an address, this one unless another is given
    hostAddress: filled(field.string('ip')) ?? '0.0.0.0',
    protocol,
  });
}
