import {
  DEFAULT_ENGINE,
  type ContainerSpec,
  type DockerHost,
  type EndpointDefinition,
  type Namespace,
  type NetworkDefinition,
  type PublishedPort,
} from '../../core/engine/definition/docker-host';
import { NOTHING } from '../../core/values/listed';
import { atField } from '../../core/values/place';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { Field, made } from '../field';
import { blockOf, nameOr, type Block, type Names, type TerraformSource } from './source';

/** One Docker host for each provider block that docker resources use. */
export function readDockerHosts(source: TerraformSource, names: Names): DockerHost[] {
  const byProvider = new Map<string, Block[]>();
  for (const block of names.blocks.values()) {
    if (block.type !== 'docker_network' && block.type !== 'docker_container') continue;
    const group = byProvider.get(block.provider);
    if (group) group.push(block);
    else byProvider.set(block.provider, [block]);
  }
  return [...byProvider].map(([provider, blocks]) => {
    const file = blocks[0]?.place.file;
    const networks = blocks.filter(({ type }) => type === 'docker_network');
    const containers = blocks.filter(({ type, isData: looked }) => type === 'docker_container' && !looked);
    return {
      at: file === undefined ? { path: provider } : { path: provider, file },
      engine: DEFAULT_ENGINE,
      terraform: true,
      networks: {
        items: networks.filter(isCertain).map((block) => readNetwork(source, block)),
        complete: networks.every(isCertain),
      },
      containers: {
        items: containers.filter(isCertain).map((block) => readContainer(source, block)),
        complete: containers.every(isCertain),
      },
    };
  });
}

function isCertain({ copy }: Block): boolean {
  return copy !== undefined;
}

function rootOf(source: TerraformSource, block: Block): Field {
  return Field.root(source.of(block), block.body, block.place);
}

/** The name that a resource has on the engine, for whoever refers to it by id. */
function engineName(source: TerraformSource, block: Block | undefined): string | undefined {
  const name = block && source.of(block).resolve(block.body['name']);
  return typeof name === 'string' ? name : undefined;
}

const ID = /^[0-9a-f]{64}$/;

/** The name on the engine of what a value means by reference, by id or by that name. */
function nameIn(source: TerraformSource, value: unknown): Knowable<string> | undefined {
  const text = nameOr(value, (reference) => engineName(source, blockOf(reference)));
  if (typeof text !== 'string') return text;
  const named = engineName(source, source.names.made.get(text));
  if (named !== undefined) return named;
  return ID.test(text) ? new Unknown(`what has the id ${text.slice(0, 12)} is not in the files given`) : text;
}

function name(source: TerraformSource, field: Field): Knowable<string> | undefined {
  return field.noted(nameIn(source, field.value));
}

function readNetwork(source: TerraformSource, block: Block): NetworkDefinition {
  const field = rootOf(source, block);
  const at = field.at;
  return made<NetworkDefinition>({
    at,
    name: field.string('name') ?? block.name,
    ipamDriver: filled(field.string('ipamDriver')),
    driver: field.string('driver') ?? 'bridge',
    ipam: field.get('ipamConfig').list((ipam, index) =>
      made<NetworkDefinition['ipam']['items'][number]>({
        at: ipam.placeIn(at, `subnet ${index + 1}`),
        subnet: filled(ipam.string('subnet')),
        gateway: filled(ipam.string('gateway')),
        ipRange: filled(ipam.string('ipRange')),
        auxiliary: texts(ipam.get('auxAddress')),
      }),
    ),
    ipv6: field.boolean('ipv6') ?? false,
    internal: field.boolean('internal') ?? false,
    attachable: field.boolean('attachable') ?? false,
    ingress: field.boolean('ingress') ?? false,
    options: texts(field.get('options')),
    existing: block.isData,
  });
}

/** In a plan, what was left out stands there as an empty text. */
function filled(value: Knowable<string> | undefined): Knowable<string> | undefined {
  return value === '' ? undefined : value;
}

function texts(field: Field): Record<string, Knowable<string>> {
  const entries: [string, Knowable<string>][] = [];
  for (const [key, value] of field.entries()) entries.push([key, value.text() ?? '']);
  return Object.fromEntries(entries);
}

function readContainer(source: TerraformSource, block: Block): ContainerSpec {
  const field = rootOf(source, block);
  const at = field.at;
  const mode = readMode(source, field.get('networkMode'));
  const image = field.get('image');
  const attached = field.get('networksAdvanced').list((item, index) => readEndpoint(source, item, index, field));
  return made<ContainerSpec>({
    at,
    name: field.string('name') ?? block.name,
    image: nameOr(image.value, (reference) => engineName(source, blockOf(reference))),
    namespace: mode.namespace,
    networkMode: mode.text,
    endpoints: { items: [...mode.endpoints(field), ...attached.items], complete: attached.complete && mode.complete },
    hostname: filled(field.string('hostname')),
    dns: field.get('dns').strings(),
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

function readMode(source: TerraformSource, field: Field): Mode {
  const owner = stackOwner(source, field);
  if (owner !== undefined) {
    return { ...owner, endpoints: ON_NOTHING, complete: true };
  }
  const mode = name(source, field);
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
function stackOwner(source: TerraformSource, field: Field): Pick<Mode, 'namespace' | 'text'> | undefined {
  const { raw, value } = field;
  const stackOf = (container: Knowable<string>): Namespace => ({ kind: 'container', container });
  // what a plan refers to in a mode that the apply decides can only be that
  if (blockOf(field.reference())?.type === 'docker_container') {
    return { namespace: stackOf(field.noted(nameIn(source, value)) ?? '') };
  }
  // the text is looked at as it was written, since the id in it may be known later
  const text = typeof raw === 'string' && raw.startsWith(SHARED) ? raw : value;
  if (typeof text !== 'string' || !text.startsWith(SHARED)) return undefined;
  const given = field.source.resolve(text.slice(SHARED.length));
  const owner = field.noted(nameIn(source, given)) ?? '';
  // a name, which the engine turns into an id
  return { namespace: stackOf(owner), ...(typeof given === 'string' && given === owner && { text: SHARED + given }) };
}

const SHARED = 'container:';

function readEndpoint(source: TerraformSource, field: Field, index: number, owner: Field): EndpointDefinition {
  const network = name(source, field.get('name')) ?? new Unknown('the network has no name');
  return made<EndpointDefinition>({
    at: field.placeIn(owner.at, isKnown(network) ? network : `network ${index + 1}`),
    network,
    aliases: field.get('aliases').strings(),
    ipv4: filled(field.string('ipv4Address')),
    ipv6: filled(field.string('ipv6Address')),
    links: NOTHING,
    gatewayPriority: field.number('gwPriority'),
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
