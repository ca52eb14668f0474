import { isHostIpc } from '../../core/engine/definition/kernel-parameters';
import {
  type ContainerSpec,
  type EndpointDefinition,
  type Namespace,
  type PublishedPort,
} from '../../core/engine/definition/docker-host';
import { NOTHING, type Listed } from '../../core/values/listed';
import { quoted } from '../../core/values/model-error';
import { atField, within, type Place } from '../../core/values/place';
import { isPortNumber, type Protocol } from '../../core/values/port';
import { HOLE } from '../../core/values/program';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { Field, isData, made, own, type Data } from '../../core/reading/field';
import { someOf, textsIn } from '../../core/reading/texts';
import { asList, asMapping, type Origins } from './merge';
import { type Assembly } from './project';
import { readPorts } from './ports';
import { readProgram } from './program';
import { type ComposeSource } from './source';
import { isStartedBefore } from './start-order';

/** What the services of a project have in common. */
export interface Surroundings {
  readonly source: ComposeSource;
  readonly assembly: Assembly;
  readonly project: string;
  /** The services that are on, by name. */
  readonly services: Data;
  /** All services with their places. */
  readonly written: Data;
  /** Whether they are written for `docker stack deploy`. */
  readonly isStack: boolean;
  /** Whether they are merged with files that are not given, which may define what these refer to. */
  readonly isPart: boolean;
  /** The text of an env file; undefined when there is none, or when it is too large or binary. */
  readonly loadText: (file: string) => string | undefined;
  /** The name on the engine of a network that the project declares; undefined when it does not. */
  network(key: string): Knowable<string> | undefined;
}

/** The greatest number of containers of a service that are modelled, and of their ports together; at least two are modelled. */
const MAX = { replicas: 100, ports: 131_072 } as const;

/** The containers of one service, as many as it has replicas. */
export function readService(name: string, body: Data, around: Surroundings): ContainerSpec[] {
  const { source, assembly, written } = around;
  // a provider runs it, and not the engine
  if (isData(body['provider'])) return [];
  const at = assembly.place(name, written, name);
  const field = Field.root(source, body, at);
  const scale = field.number('scale');
  const count = scale ?? field.get('deploy').number('replicas') ?? 1;
  const fixed = field.string('container_name');
  const service = new ServiceReader(name, body, field, around);
  service.checkOrder();
  const container = service.container();
  const room = Math.max(2, Math.floor(MAX.ports / Math.max(1, container.published.items.length)));
  const most = Math.min(MAX.replicas, room);
  const number = isKnown(count) ? Math.min(Math.max(count, 0), most) : 1;
  if (isKnown(count) && count > most)
    source.unknown.push({ at, what: 'scale', why: `of ${count} containers the first ${most} are looked at` });
  return Array.from({ length: number }, (_none, index) => {
    const numbered = { ...container, name: `${around.project}-${name}-${index + 1}` };
    if (scale !== undefined || index === 0) return fixed === undefined ? numbered : { ...container, name: fixed };
    return asOfSwarm(numbered, around.isStack);
  });
}

/**
 * A further container of a service with `deploy.replicas`, which a swarm reads as well: there the containers share a
 * host port and have no fixed name, where compose could not start the second one. A file that is for a swarm alone is not
 * started by compose.
 */
function asOfSwarm(container: ContainerSpec, isStack: boolean): ContainerSpec {
  const shared = new Unknown('the replicas of a service have one host port, which only a swarm can share among them');
  const items = container.published.items.map((port) =>
    port.hostPort === undefined || port.hostPortLast !== undefined
      ? port
      : { ...port, hostPort: shared, ...(!isStack && isKnown(port.hostPort) && { sharedHostPort: port.hostPort }) },
  );
  return { ...container, published: { ...container.published, items } };
}

class ServiceReader {
  readonly #origins: Origins;
  /** An empty mode is none. */
  readonly #mode: Knowable<string> | undefined;

  constructor(
    private readonly name: string,
    private readonly body: Data,
    private readonly field: Field,
    private readonly around: Surroundings,
  ) {
    this.#origins = around.assembly.origins;
    const mode = field.string('network_mode');
    this.#mode = mode === '' ? undefined : mode;
  }

  /** Compose refuses a service that starts after one that is not there; `required: false` is for those that are not on. */
  checkOrder(): void {
    for (const [service, how] of Object.entries(asMapping(this.body['depends_on'], this.#origins))) {
      if (own(this.around.services, service) !== undefined) continue;
      if (isData(how) && how['required'] === false && own(this.around.written, service) !== undefined) continue;
      this.#lacks('depends_on', service);
    }
  }

  /** What all containers of the service have in common: everything but their names. */
  container(): Omit<ContainerSpec, 'name'> {
    const { field } = this;
    this.#checkMode();
    const namespace = this.#namespace();
    const endpoints = isKnown(namespace) && namespace.kind !== 'own' ? NOTHING : this.#endpoints();
    return made<Omit<ContainerSpec, 'name'>>({
      at: field.at,
      image: field.text('image'),
      namespace,
      endpoints,
      hostname: field.string('hostname'),
      domainname: field.string('domainname'),
      dns: textOrList(field.get('dns')),
      dnsSearch: someOf(textOrList(field.get('dns_search'))),
      dnsOptions: someOf(field.get('dns_opt').strings()),
      macAddress: field.string('mac_address'),
      sysctls: this.#sysctls(),
      hostIpc: isHostIpc(field.string('ipc')),
      restart: field.string('restart'),
      links: this.#containerLinks(),
      extraHosts: this.#extraHosts(),
      published: this.#published(),
      publishAll: false,
      exposed: this.#exposed(),
      running: true,
      listeners: undefined,
      program: readProgram(this.body, field.at, {
        source: this.around.source,
        origins: this.#origins,
        loadText: this.around.loadText,
      }),
    });
  }

  /** Compose refuses a service with a mode and networks; a mode that is not known may be none. */
  #checkMode(): void {
    if (this.#mode === undefined || !isKnown(this.#mode)) return;
    if (Object.keys(asMapping(this.body['networks'], this.#origins)).length === 0) return;
    this.#problem('networks', 'network_mode and networks exclude each other');
  }

  #namespace(): Knowable<Namespace> {
    const mode = this.#mode;
    if (mode === undefined) return { kind: 'own' };
    if (!isKnown(mode)) return mode;
    if (mode === 'host' || mode === 'none') return { kind: mode };
    if (mode.startsWith('container:')) return this.#stackOf(mode.slice('container:'.length));
    if (mode.startsWith('service:')) {
      const service = mode.slice('service:'.length);
      const body = own(this.around.services, service);
      if (!isData(body)) {
        this.#lacks('network_mode', service);
        return new Unknown(`service ${quoted(service)} is not there`);
      }
      return { kind: 'container', container: this.#containerOf(service, body) };
    }
    return { kind: 'own' };
  }

  /** The stack of a container by its name, which Compose does not take for one of its services. */
  #stackOf(container: string): Namespace {
    const services = Object.entries(this.around.services);
    const owner = services.find(([name, body]) => isData(body) && this.#containerOf(name, body) === container)?.[0];
    if (owner === undefined || owner === this.name) return { kind: 'container', container };
    return { kind: 'container', container, isAwaited: isStartedBefore(owner, this.name, this.around) };
  }

  #containerOf(service: string, body: Data): Knowable<string> {
    return this.around.source.identify(body['container_name']) ?? `${this.around.project}-${service}-1`;
  }

  #endpoints(): Listed<EndpointDefinition> {
    const mode = this.#mode;
    if (mode !== undefined) {
      // the default bridge of the engine, or a network by its name there
      if (!isKnown(mode) || this.#isOnBridge()) return NOTHING;
      return {
        items: [{ at: atField(this.field.at, 'network_mode'), network: mode, aliases: NOTHING, links: NOTHING }],
        complete: true,
      };
    }
    const networks = this.body['networks'];
    const mapping = asMapping(networks ?? ['default'], this.#origins);
    const keys = Object.keys(mapping);
    if (keys.length === 0) return this.#endpointsOf({ default: null });
    return this.#endpointsOf(mapping);
  }

  #endpointsOf(mapping: Data): Listed<EndpointDefinition> {
    const items: EndpointDefinition[] = [];
    let complete = true;
    for (const [key, raw] of Object.entries(mapping)) {
      const at = this.#placeOf(mapping, key);
      const network = this.around.network(key);
      if (network === undefined) {
        complete = false;
        this.around.source.problems.push({
          at,
          message: `service ${this.name} is on network ${quoted(key)}, which the file does not declare`,
        });
        continue;
      }
      const settings = Field.root(this.around.source, isData(raw) ? raw : {}, at);
      const aliases = settings.get('aliases').strings();
      items.push(
        made<EndpointDefinition>({
          at,
          network,
          aliases: { items: [this.name, ...aliases.items], complete: aliases.complete },
          ipv4: settings.string('ipv4_address'),
          ipv6: settings.string('ipv6_address'),
          links: NOTHING,
          gatewayPriority: settings.number('gw_priority'),
          joinPriority: settings.number('priority'),
          macAddress: settings.string('mac_address'),
          driverOptions: isData(settings.get('driver_opts').value) ? textsIn(settings.get('driver_opts')) : undefined,
          interfaceName: settings.string('interface_name'),
          linkLocal: someOf(settings.get('link_local_ips').strings()),
        }),
      );
    }
    return { items: this.#withLinks(items, Object.keys(mapping)), complete };
  }

  /** Links of a service are declared on its networks; where it has none of the project they are links of the container. */
  #containerLinks(): Listed<Knowable<string>> {
    const mode = this.#mode;
    const isPlain = this.#isOnBridge() || (isKnown(mode) && /^(?:host|none|container:.*|service:.*)$/.test(mode ?? ''));
    if (!isPlain) return NOTHING;
    const { items, complete } = this.#links();
    return { items: items.map(({ link }) => link), complete };
  }

  #isOnBridge(): boolean {
    return this.#mode === 'bridge' || this.#mode === 'default';
  }

  /** A link belongs to a network that the other service is on as well, or else to the first. */
  #withLinks(endpoints: readonly EndpointDefinition[], keys: readonly string[]): EndpointDefinition[] {
    const links = this.#links();
    if (links.items.length === 0) return [...endpoints];
    const homes = new Map<EndpointDefinition, Knowable<string>[]>();
    for (const { service, link } of links.items) {
      const other = service === undefined ? [] : this.#networksOf(service);
      const shared = endpoints.filter((_endpoint, index) => other.includes(keys[index] ?? ''));
      for (const endpoint of shared.length > 0 ? shared : endpoints.slice(0, 1)) {
        homes.set(endpoint, [...(homes.get(endpoint) ?? []), link]);
      }
    }
    return endpoints.map((endpoint) => {
      const here = homes.get(endpoint);
      return here ? { ...endpoint, links: { items: here, complete: links.complete } } : endpoint;
    });
  }

  #networksOf(service: string): readonly string[] {
    const body = own(this.around.services, service);
    const keys = isData(body) ? Object.keys(asMapping(body['networks'] ?? ['default'], this.#origins)) : [];
    return keys.length === 0 ? ['default'] : keys;
  }

  #placeOf(mapping: Data, key: string): Place {
    const path = within({ path: this.field.at.path }, key).path;
    const place = this.around.assembly.place(path, mapping, key);
    return place.file === undefined ? { ...this.field.at, path } : place;
  }

  #isSingle(): boolean {
    return (this.field.number('scale') ?? this.field.get('deploy').number('replicas') ?? 1) === 1;
  }

  #links(): Listed<{ readonly service: string | undefined; readonly link: Knowable<string> }> {
    const items: { service: string | undefined; link: Knowable<string> }[] = [];
    const inside = this.field.get('links').strings();
    for (const text of inside.items) {
      if (!isKnown(text)) {
        items.push({ service: undefined, link: text });
        continue;
      }
      const [first = '', alias = first, ...rest] = text.split(':');
      const service = rest.length === 0 ? first : text;
      const body = own(this.around.services, service);
      if (!isData(body)) {
        this.#lacks('links', service);
        continue;
      }
      const container = this.#containerOf(service, body);
      // Compose adds names with the number of the container that links
      const numbered = this.#isSingle() ? [`${service}-1`, `${this.around.project}-${service}-1`] : [];
      const names = new Set([alias, ...numbered]);
      if (!isKnown(container)) items.push({ service, link: container });
      else for (const name of names) items.push({ service, link: `${container}:${name}` });
    }
    const external = this.field.get('external_links').strings();
    for (const link of external.items) items.push({ service: undefined, link });
    return { items, complete: inside.complete && external.complete };
  }

  #sysctls(): ContainerSpec['sysctls'] {
    const given = this.field.get('sysctls');
    if (given.value instanceof Unknown || given.value === undefined) return undefined;
    const entries = asList(this.body['sysctls'], this.#origins).flatMap((line) => {
      const { text, unknown } = this.around.source.marked(line);
      const equals = text.indexOf('=');
      const [name, value] = equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
      // a name that a variable stands in for is not known
      return name.includes(HOLE) ? [] : [[name, value.includes(HOLE) ? (unknown ?? value) : value] as const];
    });
    return Object.fromEntries(entries);
  }

  #extraHosts(): ContainerSpec['extraHosts'] {
    const items = asList(this.body['extra_hosts'], this.#origins).flatMap((line) => {
      const { text, unknown } = this.around.source.marked(line);
      const known = (part: string): Knowable<string> => (part.includes(HOLE) ? (unknown ?? part) : part);
      const at = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
      const [hostname, addresses] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
      return addresses
        .split(',')
        .map((one) => ({ hostname: known(hostname), address: known(one.replace(/^\[(.+)\]$/, '$1')) }));
    });
    return { items, complete: true };
  }

  #published(): ContainerSpec['published'] {
    const ports = this.field.get('ports');
    const array = ports.array();
    if (array instanceof Unknown) return { items: [], complete: false };
    // one port stands once, however it is written and in whichever file; the later one counts
    const items = new Map<string, PublishedPort>();
    let complete = true;
    for (const [index, raw] of (array ?? []).entries()) {
      const origin = this.#origins.of(array as object, index);
      const at = origin ? { path: this.field.at.path, ...origin } : ports.here;
      const read = readPorts(this.around.source, raw, at, this.field.at);
      if (read) for (const port of read) items.set(keyOf(port, items.size), port);
      else {
        complete = false;
        this.around.source.problems.push({
          at,
          message: `a port is [[ADDRESS:]HOST:]CONTAINER[/PROTOCOL] with ranges of one size, or an object with target, got ${quoted(raw)}`,
        });
      }
    }
    return { items: [...items.values()], complete };
  }

  #exposed(): ContainerSpec['exposed'] {
    const items: { port: number; protocol: Protocol }[] = [];
    const listed = this.field.get('expose').strings();
    let { complete } = listed;
    for (const text of listed.items) {
      const match = isKnown(text) ? /^(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/.exec(text.trim()) : null;
      const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
      if (!match || !isPortNumber(first) || !isPortNumber(last) || first > last) {
        complete = false;
        if (isKnown(text)) this.#problem('expose', `expose takes PORT[-PORT][/PROTOCOL], got ${quoted(text)}`);
        continue;
      }
      for (let port = first; port <= last; port++) items.push({ port, protocol: (match[3] ?? 'tcp') as Protocol });
    }
    return { items, complete };
  }

  /** Reports a service that is named and does not exist or is off; a part of a project may name one of another file. */
  #lacks(field: string, service: string): void {
    if (this.around.isPart) return;
    this.#problem(field, `${field} names service ${quoted(service)}, which does not exist or is off`);
  }

  #problem(field: string, message: string): void {
    const origin = this.#origins.of(this.body, field);
    this.around.source.problems.push({ at: origin ? { path: this.name, ...origin } : this.field.at, message });
  }
}

/** Equal for ports that are the same; a port of which something is not known is equal to none. */
function keyOf(port: PublishedPort, index: number): string {
  const { hostAddress = '0.0.0.0', hostPort, hostPortLast, containerPort, protocol } = port;
  const parts = [hostAddress, hostPort, hostPortLast, containerPort, protocol];
  return parts.some((part) => part instanceof Unknown) ? `? ${index}` : JSON.stringify(parts);
}

function textOrList(field: Field): Listed<Knowable<string>> {
  if (Array.isArray(field.value)) return field.strings();
  const text = field.string();
  return text === undefined ? NOTHING : { items: [text], complete: true };
}
