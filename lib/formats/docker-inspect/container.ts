import { isHostIpc } from '../../core/engine/definition/kernel-parameters';
import {
  type AssignedPort,
  type ContainerSpec,
  type EndpointDefinition,
  type Namespace,
  type PublishedPort,
  type SeenHostsLine,
} from '../../core/engine/definition/docker-host';
import { parseLink } from '../../core/engine/definition/links';
import { type Listed, NOTHING } from '../../core/values/listed';
import { type Protocol, PROTOCOLS } from '../../core/values/port';
import { type Program, type Setting } from '../../core/values/program';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { type Field, made } from '../../core/reading/field';
import { filled, someOf, someTextsIn } from '../../core/reading/texts';

/** The label in which Compose writes the name of the project. */
const PROJECT = 'com.docker.compose.project';

/**
 * A container as the engine has it.
 * @param nameOf name of the container of an id, where it is known
 * @param hostsFile the text of its hosts file, where it was read
 * @param left the stack in which it runs on, where that is not the one of its mode any more
 */
export function readContainer(
  field: Field,
  nameOf: (id: string) => Knowable<string>,
  hostsFile?: string,
  left?: Knowable<Namespace>,
): ContainerSpec {
  const { at } = field;
  const host = field.get('HostConfig');
  const config = field.get('Config');
  const running = stateOf(field.get('State'));
  const namespace = left ?? namespaceOf(host, nameOf);
  const isOwn = isKnown(namespace) && namespace.kind === 'own';
  const project = config.get('Labels').get(PROJECT).text();
  return made<ContainerSpec>({
    at,
    name: at.path,
    image: config.text('Image'),
    namespace,
    endpoints: isOwn ? endpointsOf(field, running) : NOTHING,
    // a container that shares a stack has the host name of its owner, or of the machine
    hostname: isOwn ? filled(config.string('Hostname')) : undefined,
    domainname: isOwn ? filled(config.string('Domainname')) : undefined,
    dns: host.get('Dns').strings(),
    dnsSearch: someOf(host.get('DnsSearch').strings()),
    dnsOptions: someOf(host.get('DnsOptions').strings()),
    links: linksOf(host),
    extraHosts: extraHostsOf(host),
    hostsFile: hostsFile === undefined ? undefined : linesOf(hostsFile),
    published: publishedOf(field, running),
    publishAll: host.boolean('PublishAllPorts') ?? false,
    exposed: exposedBy(config),
    running,
    paused: field.get('State').boolean('Paused') === true ? true : undefined,
    sysctls: someTextsIn(host.get('Sysctls')),
    hostIpc: isHostIpc(host.string('IpcMode')),
    restart: host.get('RestartPolicy').text('Name') || undefined,
    program: programOf(field),
    project: typeof project === 'string' ? project : undefined,
  });
}

/** Whether it runs. One that fails again and again may be up or down. */
function stateOf(state: Field): Knowable<boolean> {
  if (state.boolean('Restarting') === true) return new Unknown('it ends and starts again and again');
  return state.boolean('Running') ?? new Unknown('its state was not read');
}

/** What the mode of a container begins with that shares the stack of another one. */
export const SHARED = 'container:';

function namespaceOf(host: Field, nameOf: (id: string) => Knowable<string>): Knowable<Namespace> {
  const mode = host.string('NetworkMode') ?? 'default';
  if (!isKnown(mode)) return mode;
  if (mode === 'host' || mode === 'none') return { kind: mode };
  if (!mode.startsWith(SHARED)) return { kind: 'own' };
  return { kind: 'container', container: nameOf(mode.slice(SHARED.length)) };
}

/** The networks that it is on, that of its mode first; on none of them it has nothing but its loopback. */
function endpointsOf(container: Field, running: Knowable<boolean>): Listed<EndpointDefinition> {
  const mode = container.get('HostConfig').text('NetworkMode');
  const first = mode === 'default' ? 'bridge' : mode;
  const networks = [...container.get('NetworkSettings').get('Networks').entries()];
  const items = [...networks.filter(([name]) => name === first), ...networks.filter(([name]) => name !== first)].map(
    ([name, field]) => readEndpoint(name, field, container, running),
  );
  const nowhere: EndpointDefinition = { at: container.at, network: 'none', aliases: NOTHING, links: NOTHING };
  return { items: items.length > 0 ? items : [nowhere], complete: true };
}

function readEndpoint(network: string, field: Field, container: Field, running: Knowable<boolean>): EndpointDefinition {
  const at = field.placeIn(container.at, network);
  const asked = field.get('IPAMConfig');
  const assigned = {
    ipv4: knownText(field.get('IPAddress')),
    ipv6: knownText(field.get('GlobalIPv6Address')),
  };
  return made<EndpointDefinition>({
    at,
    network,
    aliases: aliasesOf(field, container),
    ipv4: filled(asked.string('IPv4Address')),
    ipv6: filled(asked.string('IPv6Address')),
    links: field.get('Links').strings(),
    gatewayPriority: field.number('GwPriority'),
    driverOptions: someTextsIn(field.get('DriverOpts')),
    linkLocal: someOf(asked.get('LinkLocalIPs').strings()),
    assigned: running === false ? undefined : made<NonNullable<EndpointDefinition['assigned']>>(assigned),
  });
}

/** Names on the network besides its own and its host name; newer engines print all of them, older ones those besides its own. */
function aliasesOf(endpoint: Field, container: Field): Listed<Knowable<string>> {
  const { value } = container.get('Config').get('Hostname');
  const all = endpoint.get('DNSNames').isAbsent ? endpoint.get('Aliases') : endpoint.get('DNSNames');
  const { items, complete } = all.strings();
  return { items: items.filter((name) => name !== container.at.path && name !== value), complete };
}

/** Links on the default bridge are printed as `/target:/self/alias`; those of other networks stand at the endpoint too. */
function linksOf(host: Field): Listed<Knowable<string>> {
  const { items, complete } = host.get('Links').strings();
  const legacy = items.filter((link) => !isKnown(link) || link.startsWith('/'));
  return {
    items: legacy.map((link) => {
      if (!isKnown(link)) return link;
      const read = parseLink(link);
      return read ? `${read.target}:${read.alias}` : link;
    }),
    complete,
  };
}

function extraHostsOf(host: Field): ContainerSpec['extraHosts'] {
  const { items, complete } = host.get('ExtraHosts').strings();
  return {
    items: items.map((line) => {
      if (!isKnown(line)) return { hostname: line, address: line };
      const at = line.indexOf(':');
      return { hostname: line.slice(0, at), address: line.slice(at + 1).replace(/^\[(.+)\]$/, '$1') };
    }),
    complete,
  };
}

/** Names that every hosts file has. */
const EVERYWHERE = /^(?:localhost|ip6-.+)$/;

/** The lines of a hosts file, besides those that every one has. */
function linesOf(text: string): SeenHostsLine[] {
  return text.split('\n').flatMap((line) => {
    const [address = '', ...all] = line.replace(/#.*/, '').trim().split(/\s+/);
    const names = all.map((name) => name.toLowerCase()).filter((name) => !EVERYWHERE.test(name));
    return names.length === 0 ? [] : [{ address, names }];
  });
}

/** The ports that it asked for, each with what it got. */
function publishedOf(container: Field, running: Knowable<boolean>): Listed<PublishedPort> {
  // by maps of their own: a key may be a name that every object inherits
  const asked = new Map(container.get('HostConfig').get('PortBindings').entries());
  const got = new Map(container.get('NetworkSettings').get('Ports').entries());
  const items: PublishedPort[] = [];
  for (const [key, bindings] of asked) {
    const { port, protocol } = portIn(key);
    const here = got.get(key);
    let left = here === undefined ? [] : assignedIn(here);
    const ports = bindings.list((binding) => readBinding(binding, container, port, protocol)).items;
    // those that asked for a number or an address get theirs before those for which the engine picked one
    for (const one of [...ports].sort((a, b) => freedom(a) - freedom(b))) {
      const isOf = assignedTo(one, left);
      const mine = left.filter(isOf);
      left = left.filter((assigned) => !isOf(assigned));
      items.push(running === false ? one : { ...one, assigned: mine });
    }
  }
  if (running === false) return { items, complete: true };
  // the rest was picked because all exposed ports are published
  for (const [key, bindings] of got) {
    if (asked.get(key)?.isAbsent === false) continue;
    const assigned = assignedIn(bindings);
    const { port, protocol } = portIn(key);
    const at = bindings.placeIn(container.at, `port ${key}`);
    if (assigned.length > 0) items.push({ at, containerPort: port, protocol, assigned });
  }
  return { items, complete: true };
}

function portIn(key: string): { readonly port: number; readonly protocol: string } {
  const [port, protocol = 'tcp'] = key.split('/');
  return { port: Number(port), protocol };
}

function readBinding(binding: Field, container: Field, containerPort: number, protocol: string): PublishedPort {
  const at = binding.placeIn(container.at, `port ${containerPort}/${protocol}`);
  const text = binding.text('HostPort') ?? '';
  const [first = 0, last] = isKnown(text) ? text.split('-').map(Number) : [];
  return made<PublishedPort>({
    at,
    containerPort,
    protocol,
    hostAddress: filled(binding.text('HostIp')),
    hostPort: isKnown(text) ? (first === 0 ? undefined : first) : text,
    hostPortLast: last,
  });
}

function assignedIn(bindings: Field): readonly AssignedPort[] {
  return bindings.list((binding) => {
    const port = Number(knownText(binding.get('HostPort')));
    const address = knownText(binding.get('HostIp'));
    return { port, ...(address === undefined ? {} : { address }) };
  }).items;
}

/** How much of its place on the host a port leaves to the engine. */
function freedom({ hostAddress, hostPort, hostPortLast }: PublishedPort): number {
  const number = hostPort === undefined ? 4 : hostPortLast === undefined ? 0 : 2;
  return number + (hostAddress === undefined ? 1 : 0);
}

/** Whether what was given is what a port asked for. */
function assignedTo(
  { hostAddress, hostPort, hostPortLast = hostPort }: PublishedPort,
  left: readonly AssignedPort[],
): (assigned: AssignedPort) => boolean {
  const isNear = ({ port, address }: AssignedPort): boolean => {
    if (hostAddress !== undefined && hostAddress !== address) return false;
    if (typeof hostPort !== 'number' || typeof hostPortLast !== 'number') return true;
    return hostPort <= port && port <= hostPortLast;
  };
  // one number of each family
  const taken = new Map<boolean, AssignedPort>();
  for (const one of left) {
    const isSix = one.address?.includes(':') === true;
    if (isNear(one) && !taken.has(isSix)) taken.set(isSix, one);
  }
  return (assigned) => [...taken.values()].includes(assigned);
}

function exposedBy(config: Field): ContainerSpec['exposed'] {
  const items = [...config.get('ExposedPorts').entries()].flatMap(([key]) => {
    const { port, protocol } = portIn(key);
    return isProtocol(protocol) && Number.isInteger(port) ? [{ port, protocol }] : [];
  });
  return { items, complete: true };
}

function isProtocol(text: string): text is Protocol {
  return (PROTOCOLS as readonly string[]).includes(text);
}

/** What runs in it: image and container have become one. */
function programOf(container: Field): Program {
  const config = container.get('Config');
  const words = (name: string): Listed<Knowable<string>> => config.get(name).strings((item) => item.text());
  const [entry, command] = [words('Entrypoint'), words('Cmd')];
  const test = config
    .get('Healthcheck')
    .get('Test')
    .strings((item) => item.text());
  const [how] = test.items;
  return {
    environment: settingsIn(config.get('Env')),
    command: { items: [...entry.items, ...command.items], complete: entry.complete && command.complete },
    ...(how === 'CMD' || how === 'CMD-SHELL' ? { healthCheck: { ...test, items: test.items.slice(1) } } : {}),
    labels: {
      items: [...config.get('Labels').entries()].map(([name, value]) => ({
        at: value.here,
        name,
        value: value.text() ?? '',
      })),
      complete: true,
    },
    mounts: container.get('Mounts').list((mount) => mount.text('Destination') ?? ''),
    startsAfter: NOTHING,
    isBuilt: false,
  };
}

function settingsIn(field: Field): Listed<Setting> {
  const { items, complete } = field.strings((item) => item.text());
  return {
    items: items.map((text, index) => {
      const at = field.item(index, text).here;
      if (!isKnown(text)) return { at, name: text, value: text };
      const equals = text.indexOf('=');
      return equals < 0
        ? { at, name: text, value: '' }
        : { at, name: text.slice(0, equals), value: text.slice(equals + 1) };
    }),
    complete,
  };
}

function knownText(field: Field): string | undefined {
  const text = field.text();
  return typeof text === 'string' && text !== '' ? text : undefined;
}
