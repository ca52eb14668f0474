import { stringify } from 'yaml';
import {
  type ContainerSpec,
  type DockerHost,
  type NetworkDefinition,
} from '../../lib/core/engine/definition/docker-host';
import { stackCircles } from '../../lib/core/engine/definition/docker-reading';
import { isKnown, type Knowable } from '../../lib/core/values/unknown';

/** A definition in a format, or what about it the format cannot say. */
export type Written = { readonly text: string } | { readonly cannot: string };

class Inexpressible extends Error {}

function plain<T>(value: Knowable<T>): T {
  if (!isKnown(value)) throw new Inexpressible('a value that is not known');
  return value;
}

function written(write: () => string): Written {
  try {
    return { text: write() };
  } catch (error) {
    if (error instanceof Inexpressible) return { cannot: error.message };
    throw error;
  }
}

function optional(entries: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entries).filter(
      ([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

/** A Docker host as Terraform's JSON. */
export function asTerraform(host: DockerHost): Written {
  return written(() => {
    const networks = host.networks.items.map((network, index) => [`n${index}`, terraformNetwork(network)] as const);
    const containers = host.containers.items.map((one, index) => [`c${index}`, terraformContainer(one, host)] as const);
    const looked = host.networks.items.flatMap((network, index) => (network.existing ? [`n${index}`] : []));
    const kinds = {
      docker_network: Object.fromEntries(networks.filter(([key]) => !looked.includes(key))),
      docker_container: Object.fromEntries(containers),
    };
    const data = { docker_network: Object.fromEntries(networks.filter(([key]) => looked.includes(key))) };
    return JSON.stringify({ resource: kinds, ...(looked.length > 0 ? { data } : {}) }, undefined, 2);
  });
}

function terraformNetwork(network: NetworkDefinition): object {
  return optional({
    name: plain(network.name),
    driver: plain(network.driver),
    ipam_driver: network.ipamDriver,
    ipam_config: network.ipam.items.map(({ subnet, gateway, ipRange, auxiliary }) =>
      optional({
        subnet,
        gateway,
        ip_range: ipRange,
        aux_address: Object.keys(auxiliary).length > 0 ? auxiliary : undefined,
      }),
    ),
    ipv6: network.ipv6,
    internal: network.internal,
    attachable: network.attachable,
    ingress: network.ingress,
    options: Object.keys(network.options).length > 0 ? network.options : undefined,
  });
}

function terraformContainer(spec: ContainerSpec, host: DockerHost): object {
  if (spec.listeners) throw new Inexpressible('what listens inside');
  if (spec.exposed.items.length > 0) throw new Inexpressible('exposed ports');
  if (spec.project !== undefined) throw new Inexpressible('projects');
  if (spec.published.items.some(({ sharedHostPort }) => sharedHostPort !== undefined))
    throw new Inexpressible('replicas');
  if (spec.macAddress !== undefined) throw new Inexpressible('a MAC address');
  if (spec.published.items.some(({ hostPortLast }) => hostPortLast !== undefined)) {
    throw new Inexpressible('a range of host ports');
  }
  if (spec.endpoints.items.some(({ links }) => links.items.length > 0)) throw new Inexpressible('links on a network');
  if (spec.endpoints.items.some(({ joinPriority }) => joinPriority !== undefined))
    throw new Inexpressible('an order of joining');
  if (spec.endpoints.items.some(({ interfaceName }) => interfaceName !== undefined))
    throw new Inexpressible('the name of an interface');
  return optional({
    name: plain(spec.name),
    image: imageOf(spec),
    ...programOf(spec, 'env'),
    network_mode: spec.networkMode === undefined ? modeById(spec, host) : plain(spec.networkMode),
    networks_advanced: spec.endpoints.items.map((endpoint) =>
      optional({
        name: plain(endpoint.network),
        aliases: endpoint.aliases.items,
        ipv4_address: endpoint.ipv4,
        ipv6_address: endpoint.ipv6,
        gw_priority: endpoint.gatewayPriority,
        mac_address: endpoint.macAddress,
        driver_opts: Object.entries(endpoint.driverOptions ?? {}).map(([key, value]) => `${key}=${plain(value)}`),
        link_local_ips: endpoint.linkLocal?.items,
      }),
    ),
    hostname: spec.hostname,
    domainname: spec.domainname,
    dns: spec.dns.items,
    dns_search: spec.dnsSearch?.items,
    dns_opts: spec.dnsOptions?.items,
    ipc_mode: spec.hostIpc === true ? 'host' : undefined,
    sysctls: spec.sysctls,
    restart: spec.restart,
    links: spec.links.items,
    host: spec.extraHosts.items.map(({ hostname, address }) => ({ host: hostname, ip: address })),
    ports: spec.published.items.map(({ containerPort, hostPort, hostAddress, protocol }) =>
      optional({ internal: containerPort, external: hostPort, ip: hostAddress, protocol }),
    ),
    publish_all_ports: spec.publishAll,
    must_run: spec.running === false ? 'false' : undefined,
  });
}

/** The container of a network mode by its id, where it is one of the file. */
function modeById(spec: ContainerSpec, host: DockerHost): string | undefined {
  refuseOrder(spec);
  const mode = modeOf(spec);
  const index = host.containers.items.findIndex(({ name }) => mode === `container:${plain(name)}`);
  return index < 0 ? mode : `container:\${docker_container.c${index}.id}`;
}

function imageOf({ image }: ContainerSpec): string {
  return image === undefined ? 'busybox' : plain(image);
}

/** What a container runs, where the formats have one form for it. */
function programOf({ program }: ContainerSpec, environment: 'env' | 'environment'): Record<string, unknown> {
  if (!program) return {};
  if (program.labels.items.length > 0 && environment === 'env')
    throw new Inexpressible('labels, which are blocks there');
  if (program.mounts.items.length > 0) throw new Inexpressible('mounts');
  return {
    [environment]: program.environment.items.map(({ name, value }) => `${plain(name)}=${plain(value)}`),
    command: program.command?.items.map((word) => plain(word)),
    labels: program.labels.items.map(({ name, value }) => `${plain(name)}=${plain(value)}`),
  };
}

function modeOf({ namespace }: ContainerSpec): string | undefined {
  const known = plain(namespace);
  if (known.kind === 'own') return undefined;
  return known.kind === 'container' ? `container:${plain(known.container)}` : known.kind;
}

/** The service whose stack a container shares, where it is to be started first. */
function awaitedOwner({ name, namespace }: ContainerSpec, host: DockerHost): string[] | undefined {
  const known = plain(namespace);
  if (known.kind !== 'container' || known.isAwaited === false || known.container === name) return undefined;
  const index = host.containers.items.findIndex((one) => one.name === known.container);
  // Compose refuses services that wait for each other
  const isCircle = stackCircles(host).some((circle) => circle.includes(plain(name)));
  return index < 0 || isCircle ? undefined : [`s${index}`];
}

function refuseOrder({ namespace }: ContainerSpec): void {
  const known = plain(namespace);
  if (known.kind === 'container' && known.isAwaited === false) throw new Inexpressible('an order of starts');
}

/** A Docker host as a compose file. */
export function asCompose(host: DockerHost): Written {
  return written(() => {
    const networks = host.networks.items.map((network) => [plain(network.name), composeNetwork(network)] as const);
    const names = networks.map(([name]) => name);
    if (new Set(names).size < names.length) throw new Inexpressible('two networks of one name');
    if (!names.every((name) => /^[\w.-]+$/.test(name))) throw new Inexpressible('a name that is no key of Compose');
    const declared = new Set(names);
    const used = host.containers.items.flatMap(({ endpoints }) => endpoints.items.map(({ network }) => plain(network)));
    if (names.some((name) => ['bridge', 'host', 'none', 'default'].includes(name))) {
      throw new Inexpressible('a network of the engine that no service is on');
    }
    const lone = names.filter((name) => !used.includes(name));
    for (const name of used) {
      if (name === 'bridge' || name === 'host' || name === 'none')
        throw new Inexpressible(`network ${name} beside others`);
      if (!declared.has(name)) throw new Inexpressible('a network that nobody declares');
    }
    const services = Object.fromEntries([
      ...host.containers.items.map((one, index) => [`s${index}`, composeService(one, host)] as const),
      // Compose creates networks that a service is on
      ...lone.map(
        (name, index) =>
          [`lone${index}`, { image: 'busybox', container_name: `lone-${index}`, networks: [name] }] as const,
      ),
    ]);
    return stringify({ services, ...(networks.length > 0 ? { networks: Object.fromEntries(networks) } : {}) });
  });
}

function composeNetwork(network: NetworkDefinition): object {
  if (network.ingress === true) throw new Inexpressible('an ingress network');
  const ipam = optional({
    driver: network.ipamDriver,
    config: network.ipam.items.map(({ subnet, gateway, ipRange, auxiliary }) =>
      optional({
        subnet,
        gateway,
        ip_range: ipRange,
        aux_addresses: Object.keys(auxiliary).length > 0 ? auxiliary : undefined,
      }),
    ),
  });
  return optional({
    name: plain(network.name),
    external: network.existing,
    driver: network.existing ? undefined : plain(network.driver),
    ipam: Object.keys(ipam).length > 0 ? ipam : undefined,
    enable_ipv6: network.ipv6,
    internal: network.internal,
    attachable: network.attachable,
    driver_opts: Object.keys(network.options).length > 0 ? network.options : undefined,
  });
}

function composeService(spec: ContainerSpec, host: DockerHost): object {
  if (spec.listeners) throw new Inexpressible('what listens inside');
  if (spec.project !== undefined) throw new Inexpressible('projects');
  if (spec.published.items.some(({ sharedHostPort }) => sharedHostPort !== undefined))
    throw new Inexpressible('replicas');
  if (spec.publishAll !== false) throw new Inexpressible('publishing all ports');
  if (spec.running === false) throw new Inexpressible('a container that does not run');
  if (spec.links.items.length > 0 || spec.endpoints.items.some(({ links }) => links.items.length > 0)) {
    throw new Inexpressible('links by the name of a container');
  }
  if (spec.published.items.some(({ hostPort }) => typeof hostPort === 'number' && hostPort < 0)) {
    throw new Inexpressible('a negative port, which Compose itself refuses');
  }
  const mode = modeOf(spec);
  const networks = spec.endpoints.items.map(({ network }) => plain(network));
  if (new Set(networks).size < networks.length) throw new Inexpressible('one network twice');
  if (mode !== undefined && networks.length > 0) throw new Inexpressible('a network mode beside networks');
  return optional({
    image: imageOf(spec),
    ...programOf(spec, 'environment'),
    container_name: plain(spec.name),
    network_mode: mode ?? (networks.length === 0 ? 'bridge' : undefined),
    depends_on: awaitedOwner(spec, host),
    networks:
      networks.length === 0
        ? undefined
        : Object.fromEntries(
            spec.endpoints.items.map((endpoint) => [
              plain(endpoint.network),
              optional({
                aliases: endpoint.aliases.items,
                ipv4_address: endpoint.ipv4,
                ipv6_address: endpoint.ipv6,
                interface_name: endpoint.interfaceName,
                gw_priority: endpoint.gatewayPriority,
                priority: endpoint.joinPriority,
                mac_address: endpoint.macAddress,
                driver_opts: endpoint.driverOptions,
                link_local_ips: endpoint.linkLocal?.items,
              }),
            ]),
          ),
    hostname: spec.hostname,
    domainname: spec.domainname,
    mac_address: spec.macAddress,
    ipc: spec.hostIpc === true ? 'host' : undefined,
    sysctls: spec.sysctls,
    restart: spec.restart,
    dns_search: spec.dnsSearch?.items,
    dns_opt: spec.dnsOptions?.items,
    expose: spec.exposed.items.map(({ port, protocol }) => `${port}/${protocol}`),
    dns: spec.dns.items,
    extra_hosts: spec.extraHosts.items.map(({ hostname, address }) => `${plain(hostname)}:${plain(address)}`),
    ports: spec.published.items.map(({ containerPort, hostPort, hostPortLast, hostAddress, protocol }) =>
      optional({
        target: containerPort,
        published:
          hostPort === undefined
            ? undefined
            : hostPortLast === undefined
              ? String(plain(hostPort))
              : `${plain(hostPort)}-${plain(hostPortLast)}`,
        host_ip: hostAddress,
        protocol,
      }),
    ),
  });
}

/** A Docker host as the lines of a script. */
export function asScript(host: DockerHost): Written {
  return written(() => {
    const names = new Set(host.containers.items.map(({ name }) => plain(name)));
    const lines = [
      ...host.networks.items.flatMap((network) => (network.existing ? existing() : [networkLine(network)])),
      ...host.containers.items.flatMap((spec) => containerLines(spec, names)),
    ];
    return `#!/bin/sh\n${lines.join('\n')}\n`;
  });
}

function existing(): never {
  throw new Inexpressible('a network that is there already');
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./[\]-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function line(words: readonly (string | undefined | false)[]): string {
  return words
    .filter((word) => typeof word === 'string')
    .map(shellWord)
    .join(' ');
}

const option = (name: string, value: Knowable<string | number> | undefined): string[] =>
  value === undefined ? [] : [`--${name}`, String(plain(value))];

function networkLine(network: NetworkDefinition): string {
  const name = plain(network.name);
  if (name === '' || name.startsWith('-')) throw new Inexpressible('a network without a name');
  const blocks = network.ipam.items;
  if (blocks.some(({ subnet }) => subnet === undefined)) throw new Inexpressible('a gateway without a subnet');
  return line([
    ...['docker', 'network', 'create', '--driver', plain(network.driver)],
    ...option('ipam-driver', network.ipamDriver),
    ...blocks.flatMap(({ subnet, gateway, ipRange, auxiliary }) => [
      ...option('subnet', subnet),
      ...option('gateway', gateway),
      ...option('ip-range', ipRange),
      ...Object.entries(auxiliary).flatMap(([key, value]) => ['--aux-address', `${key}=${plain(value)}`]),
    ]),
    plain(network.ipv6) && '--ipv6',
    plain(network.internal) && '--internal',
    plain(network.attachable) && '--attachable',
    plain(network.ingress) && '--ingress',
    ...Object.entries(network.options).flatMap(([key, value]) => ['--opt', `${key}=${plain(value)}`]),
    name,
  ]);
}

function containerLines(spec: ContainerSpec, names: ReadonlySet<string>): string[] {
  if (spec.listeners) throw new Inexpressible('what listens inside');
  if (spec.project !== undefined) throw new Inexpressible('projects');
  if (spec.networkMode !== undefined) throw new Inexpressible('the text of a mode');
  if (spec.published.items.some(({ sharedHostPort }) => sharedHostPort !== undefined))
    throw new Inexpressible('replicas');
  if (spec.published.items.some(({ hostPort }) => typeof hostPort === 'number' && hostPort < 0))
    throw new Inexpressible('a negative port, which the command line refuses');
  refuseOrder(spec);
  const mode = modeOf(spec);
  const [first, ...rest] = spec.endpoints.items;
  if (mode !== undefined && first) throw new Inexpressible('a mode beside networks');
  const linked = [...spec.links.items, ...spec.endpoints.items.flatMap(({ links }) => links.items)].map(plain);
  const owner = mode?.startsWith('container:') === true ? [mode.slice('container:'.length)] : [];
  if ([...owner, ...linked.map((link) => link.split(':')[0] ?? '')].some((name) => !names.has(name)))
    throw new Inexpressible('a container that the script does not make');
  if (first && linked.length > 0) throw new Inexpressible('links on a network');
  const field = (key: string, value: Knowable<string | number> | undefined): string[] =>
    value === undefined ? [] : [`${key}=${plain(value)}`];
  const fields = (endpoint: NonNullable<typeof first>): string =>
    [
      ...field('name', endpoint.network),
      ...endpoint.aliases.items.flatMap((alias) => field('alias', alias)),
      ...field('ip', endpoint.ipv4),
      ...field('ip6', endpoint.ipv6),
      ...field('gw-priority', endpoint.gatewayPriority),
      ...field('mac-address', endpoint.macAddress),
      ...field('driver-opt=com.docker.network.endpoint.ifname', endpoint.interfaceName),
      ...Object.entries(endpoint.driverOptions ?? {}).flatMap(([key, value]) => field(`driver-opt=${key}`, value)),
      ...(endpoint.linkLocal?.items ?? []).flatMap((one) => field('link-local-ip', one)),
    ].join(',');
  if (spec.endpoints.items.some(({ joinPriority, network }) => joinPriority !== undefined || plain(network) === ''))
    throw new Inexpressible('an order of joining');
  if ([first, ...rest].some((one) => one && ['host', 'none'].includes(plain(one.network))))
    throw new Inexpressible('a mode as one network among others');
  const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);
  return [
    line([
      ...['docker', plain(spec.running) ? 'run' : 'create'],
      plain(spec.running) && '-d',
      ...option('name', spec.name),
      ...(mode === undefined ? [] : ['--network', mode]),
      ...spec.endpoints.items.flatMap((one) => ['--network', fields(one)]),
      ...option('hostname', spec.hostname),
      ...option('ipc', spec.hostIpc === true ? 'host' : undefined),
      ...option('domainname', spec.domainname),
      ...option('mac-address', spec.macAddress),
      ...spec.dns.items.flatMap((one) => option('dns', one)),
      ...(spec.dnsSearch?.items ?? []).flatMap((one) => option('dns-search', one)),
      ...(spec.dnsOptions?.items ?? []).flatMap((one) => option('dns-option', one)),
      ...spec.links.items.flatMap((one) => option('link', one)),
      ...spec.extraHosts.items.flatMap(({ hostname, address }) => [
        '--add-host',
        `${plain(hostname)}:${plain(address)}`,
      ]),
      plain(spec.publishAll) && '--publish-all',
      ...spec.exposed.items.flatMap(({ port, protocol }) => ['--expose', `${port}/${protocol}`]),
      ...spec.published.items.flatMap(({ hostAddress, hostPort, hostPortLast, containerPort, protocol }) => {
        const host =
          hostPort === undefined
            ? ''
            : `${plain(hostPort)}${hostPortLast === undefined ? '' : `-${plain(hostPortLast)}`}`;
        const address = hostAddress === undefined ? '' : `${bracketed(plain(hostAddress))}:`;
        return [
          '--publish',
          `${address}${address === '' && host === '' ? '' : `${host}:`}${plain(containerPort)}/${plain(protocol)}`,
        ];
      }),
      ...Object.entries(spec.sysctls ?? {}).flatMap(([key, value]) => ['--sysctl', `${key}=${plain(value)}`]),
      ...option('restart', spec.restart),
      ...(spec.program?.environment.items ?? []).flatMap(({ name, value }) => [
        '--env',
        `${plain(name)}=${plain(value)}`,
      ]),
      ...(spec.program?.labels.items ?? []).flatMap(({ name, value }) => ['--label', `${plain(name)}=${plain(value)}`]),
      imageOf(spec),
      ...(spec.program?.command?.items ?? []).map(plain),
    ]),
  ];
}
