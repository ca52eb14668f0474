import { isHostIpc } from '../../core/engine/definition/kernel-parameters';
import {
  type ContainerSpec,
  type EndpointDefinition,
  type Namespace,
  type PublishedPort,
} from '../../core/engine/definition/docker-host';
import { type Listed, NOTHING } from '../../core/values/listed';
import { quoted } from '../../core/values/model-error';
import { type Protocol } from '../../core/values/port';
import { HOLE, type Program, type Setting } from '../../core/values/program';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { readShortPort } from '../compose/ports';
import { mountTarget } from '../text/mount-fields';
import { made } from '../../core/reading/field';
import { someOf } from '../../core/reading/texts';
import { type Command } from './command';
import { numberIn } from './network';

/** What follows the options: the image, and the words of the command. */
export interface RunOperands {
  readonly image: Knowable<string>;
  readonly command: readonly { readonly text: string; readonly word: number }[];
}

/** Begins the network mode of a container that shares the stack of another one. */
const SHARED = 'container:';
const MODES: ReadonlySet<string> = new Set(['host', 'none']);
const DEFAULTS: ReadonlySet<string> = new Set(['default', 'bridge', '']);

/** The container of `docker run` or `docker create`. */
export function readContainer(
  command: Command,
  name: Knowable<string>,
  path: string,
  { image, command: words }: RunOperands,
  running: Knowable<boolean>,
): ContainerSpec {
  const networks = command.given('network', 'net').map(({ value = '', word }) => networkIn(command, path, value, word));
  const namespace = namespaceOf(command, path, networks);
  const isOwn = isKnown(namespace) && namespace.kind === 'own';
  const sysctls = Object.fromEntries(Object.entries(command.pairs('sysctl')).filter(([name]) => !name.includes(HOLE)));
  const onBridge = networks.every(({ network }) => isKnown(network) && DEFAULTS.has(network));
  const endpoints = isOwn ? endpointsOf(command, path, networks, onBridge) : NOTHING;
  return made<ContainerSpec>({
    at: command.at(path),
    name,
    image,
    namespace,
    endpoints,
    hostname: command.text('hostname'),
    domainname: command.text('domainname'),
    dns: command.texts('dns'),
    dnsSearch: someOf(command.texts('dns-search')),
    dnsOptions: someOf(command.texts('dns-opt', 'dns-option')),
    macAddress: command.text('mac-address'),
    links: isOwn && !onBridge ? NOTHING : command.texts('link'),
    extraHosts: extraHostsOf(command),
    published: publishedOf(command, path),
    publishAll: command.switched('publish-all') ?? false,
    exposed: { items: exposedBy(command, path), complete: false }, // the image exposes what it likes
    sysctls: Object.keys(sysctls).length > 0 ? sysctls : undefined,
    hostIpc: isHostIpc(command.text('ipc')),
    restart: command.text('restart'),
    running,
    program: programOf(command, path, words),
  });
}

/** One `--network`: a name, or fields divided by commas. */
interface NetworkOption {
  readonly network: Knowable<string>;
  readonly word: number;
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

const FIELDS: ReadonlySet<string> = new Set(
  'name alias ip ip6 mac-address link-local-ip driver-opt gw-priority'.split(' '),
);

function networkIn(command: Command, path: string, text: string, word: number): NetworkOption {
  const fields = new Map<string, string[]>();
  if (!text.includes('=')) return { network: command.known(text, word, 'network', path), word, fields };
  for (const part of text.split(',')) {
    const [key = '', ...rest] = part.split('=');
    const name = key.trim().toLowerCase();
    if (!FIELDS.has(name)) {
      command.refuse(path, word, `invalid field ${quoted(key)} in --network; there is ${[...FIELDS].join(', ')}`);
      continue;
    }
    fields.set(name, [...(fields.get(name) ?? []), rest.join('=').trim()]);
  }
  const [name] = fields.get('name') ?? [];
  if (name === undefined) command.refuse(path, word, '--network with fields takes a name, as in name=back,alias=db');
  const network =
    name === undefined ? new Unknown('the network has no name') : command.known(name, word, 'network', path);
  return { network, word, fields };
}

function namespaceOf(command: Command, path: string, networks: readonly NetworkOption[]): Knowable<Namespace> {
  const open = networks.find(({ network }) => !isKnown(network))?.network;
  const modes = networks.flatMap(({ network, word }) =>
    isKnown(network) && isMode(network) ? [{ network, word }] : [],
  );
  const [mode] = modes;
  if (mode === undefined) return open instanceof Unknown && networks.length === 1 ? open : { kind: 'own' };
  if (networks.length > 1) {
    const message = 'conflicting options: cannot attach both user-defined and non-user-defined network-modes';
    command.refuse(path, mode.word, message);
  }
  if (mode.network === 'host' || mode.network === 'none') return { kind: mode.network };
  return { kind: 'container', container: mode.network.slice(SHARED.length) };
}

function isMode(network: string): boolean {
  return MODES.has(network) || network.startsWith(SHARED);
}

/** Options of the container that apply to its first network, with the fields of `--network` that do the same. */
const OF_FIRST = [
  ['ip', 'ip', 'IPv4 address'],
  ['ip6', 'ip6', 'IPv6 address'],
  ['network-alias', 'alias', 'alias'],
  ['link-local-ip', 'link-local-ip', 'link-local IP addresses'],
  ['mac-address', 'mac-address', 'MAC address'],
] as const;

function endpointsOf(
  command: Command,
  path: string,
  networks: readonly NetworkOption[],
  onBridge: boolean,
): Listed<EndpointDefinition> {
  const [first] = networks;
  for (const [option, field, what] of first ? OF_FIRST : []) {
    const [own] = command.given(option, ...(option === 'network-alias' ? ['net-alias'] : []));
    if (own && first?.fields.has(field) === true) {
      command.refuse(path, own.word, `conflicting options: cannot specify both --${option} and per-network ${what}`);
    }
  }
  const asked = command.given('ip', 'ip6', 'network-alias', 'net-alias', 'link-local-ip');
  const items = networks.map((one, index) => readEndpoint(command, path, one, index === 0, onBridge));
  if (items.length > 0 || asked.length === 0) {
    const plain = items.length === 1 && onBridge && asked.length === 0 && first?.fields.size === 0;
    return { items: plain ? [] : items, complete: networks.every(({ network }) => isKnown(network)) };
  }
  // the default bridge, which rules then look at
  const bridge = { network: 'bridge', word: asked[0]?.word ?? 0, fields: new Map<string, string[]>() };
  return { items: [readEndpoint(command, path, bridge, true, true)], complete: true };
}

function readEndpoint(
  command: Command,
  path: string,
  { network, word, fields }: NetworkOption,
  isFirst: boolean,
  onBridge: boolean,
): EndpointDefinition {
  const field = (name: string): Knowable<string> | undefined => {
    const value = fields.get(name)?.at(-1);
    return value === undefined ? undefined : command.known(value, word, name, path);
  };
  const all = (name: string): Knowable<string>[] =>
    (fields.get(name) ?? []).map((one) => command.known(one, word, name, path));
  const own = <T>(value: T): T | undefined => (isFirst ? value : undefined);
  const aliases = [...all('alias'), ...(own(command.texts('network-alias', 'net-alias').items) ?? [])];
  const linkLocal = [...all('link-local-ip'), ...(own(command.texts('link-local-ip').items) ?? [])];
  const priority = fields.get('gw-priority')?.at(-1);
  const options = (fields.get('driver-opt') ?? []).map((one): [string, Knowable<string>] => {
    const [key = '', ...rest] = one.split('=');
    return [key, command.known(rest.join('='), word, 'driver-opt', path)];
  });
  const name = isKnown(network) && DEFAULTS.has(network) ? 'bridge' : network;
  return made<EndpointDefinition>({
    at: command.at(`${path}/${isKnown(name) ? name : 'network'}`, word),
    network: name,
    aliases: { items: aliases, complete: true },
    ipv4: field('ip') ?? own(command.text('ip')),
    ipv6: field('ip6') ?? own(command.text('ip6')),
    links: isFirst && !onBridge ? command.texts('link') : NOTHING,
    gatewayPriority: priority === undefined ? undefined : numberIn(command, priority, word),
    macAddress: field('mac-address'),
    driverOptions: options.length > 0 ? Object.fromEntries(options) : undefined,
    linkLocal: linkLocal.length > 0 ? { items: linkLocal, complete: true } : undefined,
  });
}

function extraHostsOf(command: Command): ContainerSpec['extraHosts'] {
  const items = command.given('add-host').map(({ value = '', word }) => {
    const at = value.includes('=') ? value.indexOf('=') : value.indexOf(':');
    const [hostname, address] = at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
    return {
      hostname: command.known(hostname, word, 'add-host'),
      address: command.known(address.replace(/^\[(.+)\]$/, '$1'), word, 'add-host'),
    };
  });
  return { items, complete: true };
}

function publishedOf(command: Command, path: string): Listed<PublishedPort> {
  const items: PublishedPort[] = [];
  let complete = true;
  for (const { value = '', word } of command.given('publish')) {
    const at = command.at(path, word);
    const text = value.includes('target=') ? shortened(value) : value;
    const unknown = text.includes(HOLE) ? new Unknown(command.why(word)) : undefined;
    const ports = readShortPort({ text, unknown }, at, { path });
    if (ports) items.push(...ports);
    else {
      complete = false;
      const expected = '[[ADDRESS:]HOST:]CONTAINER[/PROTOCOL] with ranges of one size';
      command.refuse(path, word, `-p takes ${expected}, got ${quoted(value)}`);
    }
  }
  return { items, complete };
}

/** `published=8080,target=80,protocol=tcp` in the short form. */
function shortened(text: string): string {
  const fields = new Map(
    text.split(',').map((part) => {
      const [key = '', ...rest] = part.split('=');
      return [key.trim(), rest.join('=').trim()] as const;
    }),
  );
  const host = [fields.get('host_ip'), fields.get('published')].filter((one) => one !== undefined).join(':');
  const ports = host === '' ? (fields.get('target') ?? '') : `${host}:${fields.get('target') ?? ''}`;
  return `${ports}/${fields.get('protocol') ?? 'tcp'}`;
}

function exposedBy(command: Command, path: string): { readonly port: number; readonly protocol: Protocol }[] {
  return command.given('expose').flatMap(({ value = '', word }) => {
    if (value.includes(HOLE)) return [];
    const match = /^(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/.exec(value);
    const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
    if (!match || last < first || last > 65535) {
      command.refuse(path, word, `invalid range format for --expose: ${value}`);
      return [];
    }
    const protocol = (match[3] ?? 'tcp') as Protocol;
    return Array.from({ length: last - first + 1 }, (_none, index) => ({ port: first + index, protocol }));
  });
}

function programOf(command: Command, path: string, words: RunOperands['command']): Program {
  const entry = command.given('entrypoint').map(({ value = '' }) => value);
  const said = [...entry, ...words.map((one) => one.text)];
  const health = command.given('health-cmd').map(({ value = '' }) => value);
  return {
    environment: environmentOf(command, path),
    ...(said.length === 0 ? {} : { command: { items: said, complete: true } }),
    ...(health.length === 0 ? {} : { healthCheck: { items: health, complete: true } }),
    labels: { items: settingsOf(command, path, 'label'), complete: command.given('label-file').length === 0 },
    mounts: {
      items: [
        ...command.given('volume').map(({ value = '' }) => mountTarget(value)),
        ...command
          .given('mount')
          .map(({ value = '' }) => /(?:^|,)(?:target|destination|dst)=([^,]*)/.exec(value)?.[1] ?? HOLE),
        ...command.given('tmpfs').map(({ value = '' }) => value.split(':')[0] ?? ''),
      ],
      complete: command.given('volumes-from').length === 0,
    },
    startsAfter: NOTHING,
    isBuilt: false,
  };
}

function environmentOf(command: Command, path: string): Listed<Setting> {
  return { items: settingsOf(command, path, 'env'), complete: command.given('env-file').length === 0 };
}

function settingsOf(command: Command, path: string, option: string): Setting[] {
  return command.given(option).map(({ value = '', word }) => {
    const at = command.at(path, word);
    const equals = value.indexOf('=');
    if (equals < 0)
      return { at, name: value, value: option === 'env' ? new Unknown(`variable ${value} has no value`) : '' };
    return { at, name: value.slice(0, equals), value: value.slice(equals + 1) };
  });
}
