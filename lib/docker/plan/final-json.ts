import { type TerraformElement, TerraformStack } from 'cdktf';
import {
  type ContainerSpec,
  type EndpointDefinition,
  type Namespace,
  type NetworkDefinition,
} from '../../core/engine/definition/docker-host';
import { within } from '../../core/values/place';
import { isKnown, type Knowable, Unknown } from '../../core/values/unknown';
import { isDecidedLater, resolveIn } from '../checks/tokens';
import { listed } from './host-model';

type Json = Readonly<Record<string, unknown>>;

/** Names of the parts of an engine by what their references look like in the output. */
export type Names = ReadonlyMap<string, Knowable<string>>;

/**
 * What a resource becomes in the output, overrides of the resource and of its stack included.
 *
 * A stack keeps its overrides to itself; they are the only thing that is looked up behind its back.
 */
export function finalJson(
  resource: TerraformElement & { readonly terraformResourceType: string },
  kind = 'resource',
): Json {
  const { terraformResourceType: type, friendlyUniqueId: id } = resource;
  const rendered = resolveIn(resource, resource.toTerraform());
  const written = object(object(object(object(rendered)[kind])[type])[id]);
  return merged(written, object(object(stackOverrides(resource, kind)[type])[id])) as Json;
}

/** Overrides that a stack holds for its resources. */
export function stackOverrides(resource: TerraformElement, kind = 'resource'): Json {
  return object(object(Reflect.get(TerraformStack.of(resource), 'rawOverrides'))[kind]);
}

function merged(below: unknown, above: unknown): unknown {
  if (typeof above !== 'object' || above === null || Array.isArray(above)) return above === undefined ? below : above;
  const result: Record<string, unknown> = { ...object(below) };
  for (const [key, value] of Object.entries(above)) result[key] = merged(result[key], value);
  return result;
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function list(value: unknown): { items: unknown[]; complete: boolean } {
  if (value === undefined || value === null) return { items: [], complete: true };
  if (typeof value === 'string') return { items: [], complete: false };
  return { items: Array.isArray(value) ? value : [value], complete: true };
}

function known<T extends string | number | boolean>(value: unknown, fallback: T): Knowable<T> {
  if (value === undefined || value === null) return fallback;
  if (isDecidedLater(value)) return new Unknown(`Terraform decides ${JSON.stringify(value)} when it applies`);
  if (typeof value === typeof fallback) return value as T;
  if (typeof fallback === 'number') return Number(value) as T;
  return (typeof fallback === 'boolean' ? value === 'true' : JSON.stringify(value)) as T;
}

function optional<T extends string | number>(value: unknown, like: T): Knowable<T> | undefined {
  return value === undefined || value === null ? undefined : known(value, like);
}

function named(value: unknown, names: Names): Knowable<string> {
  const name = known(value, '');
  return isKnown(name) ? name : (names.get(text(value)) ?? name);
}

/** A network as it is written in the end. */
export function readNetwork(model: NetworkDefinition, json: Json): NetworkDefinition {
  const ipam = list(json['ipam_config']);
  const ipamDriver = optional(json['ipam_driver'], '');
  return {
    at: model.at,
    name: known(json['name'], ''),
    driver: known(json['driver'], 'bridge'),
    ...(ipamDriver === undefined ? {} : { ipamDriver }),
    ipam: {
      complete: ipam.complete,
      items: ipam.items.map(object).map((block, index) => {
        const subnet = optional(block['subnet'], '');
        const gateway = optional(block['gateway'], '');
        const ipRange = optional(block['ip_range'], '');
        return {
          at: within(model.at, `subnet ${index + 1}`),
          ...(subnet === undefined ? {} : { subnet }),
          ...(gateway === undefined ? {} : { gateway }),
          ...(ipRange === undefined ? {} : { ipRange }),
          auxiliary: texts(block['aux_address']),
        };
      }),
    },
    ipv6: known(json['ipv6'], false),
    internal: known(json['internal'], false),
    attachable: known(json['attachable'], false),
    ingress: known(json['ingress'], false),
    options: texts(json['options']),
    existing: model.existing,
  };
}

/** A container as it is written in the end. What Terraform does not know, such as listeners, stays as the construct said. */
export function readContainer(model: ContainerSpec, json: Json, names: Names): ContainerSpec {
  const networks = list(json['networks_advanced']);
  const published = list(json['ports']);
  const hosts = list(json['host']);
  const dns = list(json['dns']);
  const mode = namespaceIn(json['network_mode'], names);
  const written = modeText(json['network_mode'], names);
  const joined = modeNetwork(json['network_mode'], names);
  const hostname = optional(json['hostname'], '');
  return {
    at: model.at,
    links: model.links,
    exposed: model.exposed,
    ...(model.listeners === undefined ? {} : { listeners: model.listeners }),
    name: known(json['name'], ''),
    image: known(json['image'], ''),
    namespace: mode,
    ...(written === undefined ? {} : { networkMode: written }),
    endpoints: {
      complete: networks.complete,
      items: [
        // a user network as the mode is attached first, and the engine keeps the first attachment
        ...(joined === undefined ? [] : [endpointOf({ name: joined }, model, names)]),
        ...networks.items.map((block) => endpointOf(object(block), model, names)),
      ],
    },
    ...(hostname === undefined ? {} : { hostname }),
    dns: { complete: dns.complete, items: dns.items.map((one) => known(one, '')) },
    extraHosts: {
      complete: hosts.complete,
      items: hosts.items.map(object).map(({ host, ip }) => ({ hostname: known(host, ''), address: known(ip, '') })),
    },
    published: {
      complete: published.complete,
      items: published.items.map(object).map((port) => {
        const hostPort = optional(port['external'], 0);
        return {
          at: within(model.at, `port ${text(port['internal'])}/${text(port['protocol'] ?? 'tcp')}`),
          containerPort: known(port['internal'], 0),
          ...(hostPort === undefined ? {} : { hostPort }),
          hostAddress: known(port['ip'], '0.0.0.0'),
          protocol: known(port['protocol'], 'tcp'),
        };
      }),
    },
    publishAll: known(json['publish_all_ports'], false),
    running: json['start'] === false ? false : model.running,
  };
}

function endpointOf(block: Json, model: ContainerSpec, names: Names): EndpointDefinition {
  const network = named(block['name'], names);
  const aliases = list(block['aliases']);
  const ipv4 = optional(block['ipv4_address'], '');
  const ipv6 = optional(block['ipv6_address'], '');
  return {
    at: within(model.at, isKnown(network) ? network : 'network'),
    network,
    aliases: { complete: aliases.complete, items: aliases.items.map((one) => known(one, '')) },
    ...(ipv4 === undefined ? {} : { ipv4 }),
    ...(ipv6 === undefined ? {} : { ipv6 }),
    links: listed([]),
  };
}

function namespaceIn(mode: unknown, names: Names): Knowable<Namespace> {
  const name = text(mode ?? 'bridge');
  const joined = /^container:(.+)$/s.exec(name)?.[1];
  if (joined !== undefined) return { kind: 'container', container: named(joined, names) };
  if (isDecidedLater(name)) {
    return names.has(name)
      ? { kind: 'own' }
      : new Unknown(`Terraform decides the network mode ${name} when it applies`);
  }
  return { kind: name === 'host' || name === 'none' ? name : 'own' };
}

/** A network mode that the engine stores as another text: `default`, and a container by its name. */
function modeText(mode: unknown, names: Names): string | undefined {
  const name = text(mode ?? 'bridge');
  if (name === 'default') return name;
  const [, joined] = /^container:(.+)$/s.exec(name) ?? [];
  const owner = joined === undefined || joined.endsWith('.id}') ? undefined : named(joined, names);
  return owner === undefined || !isKnown(owner) ? undefined : `container:${owner}`;
}

/** The user network that a network mode names. */
function modeNetwork(mode: unknown, names: Names): string | undefined {
  const name = text(mode ?? 'bridge');
  if (['bridge', 'default', 'host', 'none'].includes(name) || name.startsWith('container:')) return undefined;
  return isDecidedLater(name) && !names.has(name) ? undefined : name;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function texts(value: unknown): Record<string, Knowable<string>> {
  return Object.fromEntries(Object.entries(object(value)).map(([key, one]) => [key, known(one, '')]));
}
