import { type ContainerSpec } from '../engine/definition/docker-host';
import { isPortNumber, Port } from '../values/port';
import { isOpenText, type Setting, UNSAID } from '../values/program';
import { isKnown, type Knowable, knownOr } from '../values/unknown';
import { type Dial } from './dial';
import { imageName } from '../engine/definition/known-image';

/** A container that a proxy sends requests to because of what stands in the labels or variables of that container. */
export interface Proxied {
  readonly target: ContainerSpec;
  /** What the proxy dials: the host is the name of the target. */
  readonly dial: Dial;
  /** The network by which the proxy is told to get there; undefined: none is named, or it takes one that both are on. */
  readonly network: string | undefined;
  /** Whether it picks a network that both are on, or any that the target is on. */
  readonly picks: 'shared' | 'any' | 'not known';
  /** The only networks by which it forwards, as the engine calls them. @default - all */
  readonly among?: readonly string[];
  /** Whether it takes the port without being told, of several that the target has. @default false */
  readonly isPortAssumed?: boolean;
  /** Whether it knows no way to a target in host mode. @default false */
  readonly needsAddress?: boolean;
}

/** A program that finds out by labels or variables what it is to forward to. */
interface ProxyKind {
  readonly images: readonly string[];
  /** What a container asks of it. */
  asked(target: ContainerSpec, proxy: ContainerSpec): readonly Proxied[];
}

const KINDS: readonly ProxyKind[] = [
  { images: ['traefik'], asked: askedOfTraefik },
  { images: ['nginxproxy/nginx-proxy', 'jwilder/nginx-proxy'], asked: askedOfNginxProxy },
  { images: ['lucaslorentz/caddy-docker-proxy'], asked: askedOfCaddy },
];

/** What containers ask of a proxy, where it is one that reads their labels or variables. */
export function proxiedBy(proxy: ContainerSpec, others: readonly ContainerSpec[]): readonly Proxied[] {
  const { image } = proxy;
  if (image === undefined || !isKnown(image) || proxy.program?.isBuilt === true) return [];
  const name = imageName(image);
  const kind = KINDS.find(({ images }) => images.includes(name));
  if (!kind) return [];
  return others.flatMap((target) => (target === proxy || target.running === false ? [] : kind.asked(target, proxy)));
}

function dialOf(target: ContainerSpec, setting: Setting | undefined, port: number | undefined): Dial {
  const by = knownOr(setting?.name ?? 'labels', 'labels');
  const host = isKnown(target.name) ? target.name : target.at.path;
  return {
    at: setting?.at ?? target.at,
    ...{ source: 'label', by, host, port: port === undefined ? undefined : Port.of(port, 'tcp') },
    ...{ isAddress: true, isForOthers: false },
  };
}

function named(settings: readonly Setting[], pattern: RegExp): readonly Setting[] {
  return settings.filter(({ name }) => isKnown(name) && pattern.test(name));
}

/** The text of a setting, where nothing in it is decided elsewhere. */
function textOf(setting: Setting | undefined): string | undefined {
  return setting && isKnown(setting.value) && !isOpenText(setting.value) ? setting.value : undefined;
}

function portOf(text: string | undefined): number | undefined {
  const number = Number(text);
  return isPortNumber(number) ? number : undefined;
}

/** TCP ports that a container exposes or publishes, the lowest first. */
function exposedBy({ published, exposed }: ContainerSpec): readonly number[] {
  const ports = [
    ...published.items.flatMap(({ containerPort }) => (isKnown(containerPort) ? [containerPort] : [])),
    ...exposed.items.map(({ port }) => port),
  ];
  return [...new Set(ports)].sort((one, other) => one - other);
}

/** @see https://doc.traefik.io/traefik/reference/install-configuration/providers/docker/ */
function askedOfTraefik(target: ContainerSpec, proxy: ContainerSpec): readonly Proxied[] {
  const labels = target.program?.labels.items ?? [];
  const own = named(labels, /^traefik\./i);
  if (own.length === 0 || own.some((one) => one.name === 'traefik.enable' && textOf(one) !== 'true')) return [];
  const ports = named(own, /^traefik\.(?:tcp|http)\.services\.[^.]+\.loadbalancer\.server\.port$|^traefik\.port$/i);
  // a container that only configures the proxy is no target of it
  if (ports.length === 0 && named(own, /^traefik\.(?:(?:tcp|http)\.routers|enable$|frontend)/i).length === 0) return [];
  if (named(own, /loadbalancer\.server\.url$/i).length > 0) return [];
  const [network] = named(own, /^traefik\.(?:docker|swarm)\.network$/i);
  const asked = network ? textOf(network) : undefined;
  const usual = networkOfProvider(proxy);
  const way = {
    target,
    network: asked ?? (network ? undefined : usual),
    picks:
      (network && asked === undefined) || usual === '' || labels.some(({ name }) => !isKnown(name))
        ? ('not known' as const)
        : ('any' as const),
  };
  if (ports.length > 0) {
    return ports.map((one) => ({ ...way, dial: dialOf(target, one, portOf(textOf(one))) }));
  }
  const [first] = exposedBy(target);
  return [{ ...way, dial: dialOf(target, network ?? own[0], first) }];
}

/** The network that the proxy takes where a label names none; empty: a file may say one. */
function networkOfProvider({ program = UNSAID }: ContainerSpec): string | undefined {
  const words = (program.command?.items ?? []).map((word) => (isKnown(word) ? word : ''));
  const flag = words
    .map((word) => /^--providers\.docker\.network=(.+)$/i.exec(word)?.[1])
    .find((one) => one !== undefined);
  const variable = program.environment.items.find(({ name }) => name === 'TRAEFIK_PROVIDERS_DOCKER_NETWORK');
  const given = flag ?? textOf(variable);
  if (given !== undefined && !isOpenText(given)) return given;
  const isFile = (path: Knowable<string>): boolean =>
    !isKnown(path) || /traefik\.(?:ya?ml|toml)$|^\/etc\/traefik\/?$/.test(path);
  return given !== undefined || variable || program.mounts.items.some(isFile) ? '' : undefined;
}

/** @see https://github.com/nginx-proxy/nginx-proxy/blob/main/docs/README.md */
function askedOfNginxProxy(target: ContainerSpec): readonly Proxied[] {
  const { items: variables, complete } = target.program?.environment ?? UNSAID.environment;
  const host = variables.find(({ name }) => name === 'VIRTUAL_HOST');
  // which of the two counts where a container has ports of several hosts is said in YAML
  if (!host || textOf(host) === '' || variables.some(({ name }) => name === 'VIRTUAL_HOST_MULTIPORTS')) return [];
  const port = variables.find(({ name }) => name === 'VIRTUAL_PORT');
  const exposed = exposedBy(target);
  // a variable whose name is not known may be the one of the port
  const isWhole = complete && variables.every(({ name }) => isKnown(name));
  if (!port && !isWhole) return [];
  const isPortAssumed = port === undefined && exposed.length > 1;
  const number = port ? portOf(textOf(port)) : isPortAssumed ? 80 : exposed[0];
  return [{ target, network: undefined, picks: 'shared', dial: dialOf(target, port ?? host, number), isPortAssumed }];
}

/** @see https://github.com/lucaslorentz/caddy-docker-proxy */
function askedOfCaddy(target: ContainerSpec, { program = UNSAID }: ContainerSpec): readonly Proxied[] {
  const labels = target.program?.labels.items ?? [];
  // with another prefix these labels say nothing
  if (program.environment.items.some(({ name }) => name === 'CADDY_DOCKER_LABEL_PREFIX')) return [];
  const upstreams = named(labels, /^caddy(?:_\d+)?\.(?:.*\.)?reverse_proxy$/);
  const networks =
    labels.find(({ name }) => name === 'caddy_ingress_network') ??
    program.environment.items.find(({ name }) => name === 'CADDY_INGRESS_NETWORKS');
  const among = textOf(networks)
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return upstreams.flatMap((label): Proxied[] => {
    const match = /\{\{\s*upstreams\b([^}]*)\}\}/.exec(textOf(label) ?? '');
    if (!match) return [];
    const [, asked = ''] = match;
    const port = portOf(/(\d+)\s*$/.exec(asked)?.[1] ?? (/\bhttps\b/.test(asked) ? '443' : '80'));
    const picks = networks && !among ? 'not known' : 'shared';
    const way = { picks, needsAddress: true, ...(among && among.length > 0 ? { among } : {}) } as const;
    return [{ target, network: undefined, ...way, dial: dialOf(target, label, port) }];
  });
}
