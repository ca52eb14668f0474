import { Op, Token } from 'cdktf';
import { type Construct } from 'constructs';
import { type IpAddress } from '../../core/values/address';
import { ModelError, quoted } from '../../core/values/model-error';
import { BridgePort } from '../../core/values/port-mapping';
import { type Port, PortRange } from '../../core/values/port';
import {
  addressText,
  assertList,
  assertResolvable,
  assertSameEngine,
  type Entry,
  entryOf,
  methodOf,
  wrongType,
} from '../checks/checks';
import { DefaultBridge, stateOf } from './docker-engine';
import { DockerNetwork, Endpoint, networkState, type EndpointOptions } from './docker-network';
import { containerState, EngineContainer, type EngineContainerProps } from './engine-container';
import { Link } from './link';
import { DEFAULT_BRIDGE, type AttachmentState, type ContainerState } from '../plan/state';
import { isDecidedLater } from '../../terraform/tokens';

/** A network to be on: with an endpoint, with its defaults, or the bridge that the engine has by itself. */
export type Attachment = Endpoint | DockerNetwork | DefaultBridge;

/** Props of DockerContainer. */
export interface DockerContainerProps extends EngineContainerProps {
  /**
   * Networks to be on from the start.
   * @default - the default bridge, as `docker run` does
   */
  readonly networks?: readonly [Attachment, ...Attachment[]];
  /**
   * Name that the container has for itself; on user-defined networks it is found by it too.
   * @default - the short id
   */
  readonly hostname?: string;
  /**
   * The domain behind its host name: the container itself finds `hostname.domainname`, others do not.
   * @default - none
   */
  readonly domainname?: string;
  /**
   * Servers for names that the engine does not know.
   * @default - the host's
   */
  readonly dns?: readonly (string | IpAddress)[];
  /**
   * Domains that are tried behind a bare name.
   * @default - the host's
   */
  readonly dnsSearch?: readonly string[];
  /**
   * Options of the resolver.
   * @default - the engine's
   */
  readonly dnsOptions?: readonly string[];
  /**
   * Kernel parameters that it has of its own, such as `net.ipv6.conf.all.disable_ipv6`.
   * @default - the engine's
   */
  readonly sysctls?: Readonly<Record<string, string>>;
  /**
   * Names for addresses, in the container's hosts file. `host-gateway` stands for the host's address on the default bridge.
   * @default - none
   */
  readonly extraHosts?: Readonly<Record<string, string | IpAddress>>;
  /**
   * Ports that are served but not published. The provider cannot send them: they are for readers, and for `publishAll`.
   * @default - those of the image
   */
  readonly expose?: readonly Port[];
  /**
   * Whether every exposed port is published on a host port that the engine picks: those of the image, and those of `expose`.
   * @default false
   */
  readonly publishAll?: boolean;
}

/** Where a published port is found on the host. */
export interface PublishOptions {
  /**
   * Host address it is bound to.
   * @default - the `hostBinding` of the network that carries the port, else every IPv4 address of the host
   */
  readonly address?: string | IpAddress;
}

/**
 * A container with a network stack of its own, on one or more networks.
 *
 * @see https://docs.docker.com/engine/network/
 */
export class DockerContainer extends EngineContainer {
  /**
   * @throws ModelError container-name-invalid, networks-empty, endpoint-repeated, engine-foreign, name-unresolvable,
   * address-unreadable
   */
  constructor(scope: Construct, id: string, props: DockerContainerProps) {
    const entry = entryOf(DockerContainer);
    const {
      networks,
      hostname,
      domainname,
      dns = [],
      dnsSearch,
      dnsOptions,
      sysctls,
      extraHosts = {},
      expose = [],
      publishAll = false,
    } = props;
    if (hostname !== undefined) assertResolvable('a host name', hostname, entry);
    if (domainname !== undefined) assertResolvable('a domain name', domainname, entry);
    if (networks !== undefined) assertList('networks', networks, '[network]', entry);
    if (networks !== undefined && (networks as readonly unknown[]).length === 0) {
      throw new ModelError(
        'networks-empty',
        `container ${quoted(props.name ?? id)} is on an empty list of networks`,
        'leave networks out for the default bridge; a container without any network is an IsolatedContainer',
        entry,
      );
    }
    const servers = dns.map((one) => addressText('a DNS server', one, undefined, entry));
    // what is changed afterwards is neither sent nor judged
    const [search, options, parameters] = [
      dnsSearch && [...dnsSearch],
      dnsOptions && [...dnsOptions],
      sysctls && { ...sysctls },
    ];
    super(
      scope,
      id,
      props,
      {
        state: {
          namespace: { kind: 'own' },
          attachments: networks ? [] : [{ network: DEFAULT_BRIDGE, aliases: [], ipv4: undefined, ipv6: undefined }],
          publications: publishAll ? expose.map((port) => ({ port, hostPort: undefined, address: undefined })) : [],
          exposed: expose,
          publishAll,
          hostname,
          domainname,
          dns: servers,
          dnsSearch: search,
          dnsOptions: options,
          sysctls: parameters,
          extraHosts: hostsOf(extraHosts, entry),
        },
        config: {
          ...(hostname === undefined ? {} : { hostname }),
          ...(domainname === undefined ? {} : { domainname }),
          ...(servers.length > 0 && { dns: servers }),
          ...(search && { dnsSearch: search }),
          ...(options && { dnsOpts: options }),
          ...(parameters && { sysctls: parameters }),
          ...(publishAll && { publishAllPorts: true }),
        },
      },
      entry,
    );
    for (const network of networks ?? []) this.#attach(network, entry);
  }

  /**
   * A name for this container that another one can be given: `api.link(db.as('database'), …)`.
   * @throws ModelError name-unresolvable
   */
  as(alias: string): Link {
    assertResolvable('a link', alias, methodOf(DockerContainer, 'as'));
    return new Link(this, alias);
  }

  /**
   * Puts the container on a further network; counts until the synth.
   * @throws ModelError endpoint-repeated, engine-foreign, name-unresolvable, address-unreadable
   */
  connect(network: DefaultBridge): void;
  /**
   * Puts the container on a further network, with names, addresses and links of its own there; counts until the synth.
   * @throws ModelError endpoint-repeated, engine-foreign, name-unresolvable, address-unreadable
   */
  connect(network: DockerNetwork, options?: EndpointOptions): void;
  connect(network: DockerNetwork | DefaultBridge, options: EndpointOptions = {}): void {
    const entry = methodOf(DockerContainer, 'connect');
    this.#attach(network instanceof DockerNetwork ? new Endpoint(network, options, entry) : network, entry);
  }

  /**
   * Takes the container off a network, and with it the links there, from it and to it. Off its last one it has loopback only.
   * @throws ModelError endpoint-missing
   */
  disconnect(network: DockerNetwork | DefaultBridge): void {
    const entry = methodOf(DockerContainer, 'disconnect');
    assertNetwork(network, entry);
    const state = containerState(this);
    const key = network instanceof DockerNetwork ? networkState(network) : DEFAULT_BRIDGE;
    const index = state.attachments.findIndex((one) => one.network === key);
    if (index < 0) {
      throw new ModelError(
        'endpoint-missing',
        `container ${quoted(this.containerName)} is not on network ${quoted(nameOf(network))}`,
        'disconnect it from a network that it is on',
        entry,
      );
    }
    state.attachments.splice(index, 1);
    const kept = state.links.filter((one) => one.network !== key);
    state.links.splice(0, state.links.length, ...kept);
    stateOf(this.engine).dropLinksTo(state, key);
    stateOf(this.engine).changed();
  }

  /**
   * Gives another container a name on a network that both are on; only this container knows it.
   *
   * There are no links on the default bridge: they need an address that is known before the container runs.
   * @throws ModelError engine-foreign, link-on-default-bridge, link-taken
   */
  link(link: Link, on: DockerNetwork): void {
    this.#link(link, on, methodOf(DockerContainer, 'link'));
  }

  /**
   * Publishes a port of the container on the host. A range becomes one port after the other, each on a host port that the
   * engine picks.
   * @throws ModelError address-unreadable
   */
  publish(port: BridgePort, options: PublishOptions = {}): void {
    const entry = methodOf(DockerContainer, 'publish');
    if (!BridgePort.isBridgePort(port)) {
      const fix = 'write it as BridgePort.fixed(Port.tcp(80), 8080), or BridgePort.dynamic(Port.tcp(80))';
      throw wrongType('a port is published as a BridgePort', port, fix, entry);
    }
    const { published, container } = port;
    const ports = container instanceof PortRange ? [...container.ports()] : [container];
    const hostPort = published.kind === 'fixed' ? published.hostPort : undefined;
    this.#publish(
      ports.map((one) => ({ port: one, hostPort })),
      options,
      entry,
    );
  }

  /**
   * Publishes neighbouring ports on as many neighbouring host ports: `8181-8183:80-82`.
   * @param firstHostPort host port of the first one
   * @throws ModelError port-out-of-range, address-unreadable
   */
  publishRange(range: PortRange, firstHostPort: number, options: PublishOptions = {}): void {
    const entry = methodOf(DockerContainer, 'publishRange');
    const later = isDecidedLater(firstHostPort);
    const last = firstHostPort + range.size - 1;
    if (!later && (!Number.isInteger(firstHostPort) || firstHostPort < 1 || last > 65535)) {
      throw new ModelError(
        'port-out-of-range',
        `${range.size} host ports from ${quoted(firstHostPort)} on are not all from 1 to 65535`,
        `start at a host port from 1 to ${65536 - range.size}`,
        entry,
      );
    }
    const hostPort = (index: number): number =>
      later && index > 0 ? Token.asNumber(Op.add(firstHostPort, index)) : firstHostPort + index;
    const ports = [...range.ports()].map((port, index) => ({ port, hostPort: hostPort(index) }));
    this.#publish(ports, options, entry);
  }

  #publish(
    ports: readonly { port: Port; hostPort: number | undefined }[],
    { address }: PublishOptions,
    entry: Entry,
  ): void {
    const state = containerState(this);
    const bound =
      address === undefined ? undefined : addressText('the host address of a port', address, undefined, entry);
    for (const { port, hostPort } of ports) {
      // what was exposed and published by publishAll is now published by hand, which wins
      const automatic = state.publications.findIndex((one) => isAutomatic(one, state) && one.port.equals(port));
      if (automatic >= 0) state.publications.splice(automatic, 1);
      state.publications.push({ port, hostPort, address: bound });
    }
    stateOf(this.engine).changed();
  }

  #attach(attachment: Attachment, entry: Entry): void {
    const state = containerState(this);
    const endpoint = attachment instanceof DockerNetwork ? new Endpoint(attachment, {}, entry) : attachment;
    const network = endpoint instanceof Endpoint ? endpoint.network : endpoint;
    assertNetwork(network, entry);
    const engine = network.engine;
    if (engine !== this.engine) {
      throw new ModelError(
        'engine-foreign',
        `container ${quoted(this.node.path)} and network ${quoted(nameOf(network))} are on different engines`,
        'make both below one DockerEngine; what crosses hosts goes through a published port',
        entry,
      );
    }
    const key = network instanceof DockerNetwork ? networkState(network) : DEFAULT_BRIDGE;
    if (state.attachments.some((one) => one.network === key)) {
      throw new ModelError(
        'endpoint-repeated',
        `container ${quoted(this.containerName)} is on network ${quoted(nameOf(network))} already`,
        'the engine would keep the first endpoint and drop this one: put all aliases and addresses into one',
        entry,
      );
    }
    const blank: AttachmentState = { network: key, aliases: [], ipv4: undefined, ipv6: undefined };
    if (!(endpoint instanceof Endpoint)) state.attachments.push(blank);
    else {
      state.attachments.push({ ...blank, aliases: endpoint.aliases, ipv4: endpoint.ipv4, ipv6: endpoint.ipv6 });
      for (const link of endpoint.links) this.#link(link, endpoint.network, entry);
    }
    stateOf(this.engine).changed();
  }

  #link(link: Link, on: DockerNetwork, entry: Entry): void {
    assertLink(link, on, entry);
    const { target, alias } = link;
    assertSameEngine(this, target, [this.engine, target.engine], entry);
    const { links, extraHosts } = containerState(this);
    const other = containerState(target);
    const taken = links.find((one) => one.alias.toLowerCase() === alias.toLowerCase());
    const entryTaken = extraHosts.find((one) => one.hostname.toLowerCase() === alias.toLowerCase());
    if (taken ?? entryTaken) {
      const holder = taken ? `a link to container ${quoted(taken.target.name)}` : 'an entry of its hosts file';
      throw new ModelError(
        'link-taken',
        `container ${quoted(this.containerName)} knows ${quoted(alias)} already, as ${holder}`,
        'links become entries of the hosts file, where a name stands once: use another alias',
        entry,
      );
    }
    links.push({ target: other, alias, network: networkState(on) });
    stateOf(this.engine).changed();
  }
}

function assertNetwork(value: unknown, entry: Entry): void {
  if (value instanceof DockerNetwork || value instanceof DefaultBridge) return;
  throw wrongType('a container is on networks', value, 'pass a network of its engine, such as a BridgeNetwork', entry);
}

function assertLink(link: unknown, on: unknown, entry: Entry): void {
  if (on instanceof DefaultBridge) {
    throw new ModelError(
      'link-on-default-bridge',
      'on the default bridge there are no links: its addresses are known to nobody before it runs',
      'make a BridgeNetwork, connect both containers to it, and link there',
      entry,
    );
  }
  assertNetwork(on, entry);
  if (link instanceof Link) return;
  throw wrongType('a link is made by the container that it leads to', link, "write it as db.as('database')", entry);
}

function isAutomatic(one: ContainerState['publications'][number], state: ContainerState): boolean {
  return state.publishAll && one.hostPort === undefined && state.exposed.includes(one.port);
}

function nameOf(network: DockerNetwork | DefaultBridge): string {
  return network instanceof DockerNetwork ? network.networkName : network.name;
}

/** Entries of a hosts file, as the engine takes them. */
export function hostsOf(
  given: Readonly<Record<string, string | IpAddress>>,
  entry: Entry,
): { hostname: string; address: string }[] {
  return Object.entries(given).map(([hostname, value]) => {
    assertResolvable('a name in extraHosts', hostname, entry);
    const address =
      value === 'host-gateway' ? value : addressText(`extraHosts ${quoted(hostname)}`, value, undefined, entry);
    return { hostname, address };
  });
}
