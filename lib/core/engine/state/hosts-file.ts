import { type ContainerSpec, type EngineSettings, type SeenHostsLine } from '../definition/docker-host';
import { does } from '../definition/engine-version';
import { IpAddress } from '../../values/address';
import { isKnown, Unknown } from '../../values/unknown';
import { type LiveEndpoint, type LiveNode, type LiveSandbox } from './live';
import { legacyLinksOf, namesOf, type HostsLine, type Node } from './sandbox';

/** What the engine writes into the hosts files of containers, and takes out again. */
export class HostsFiles {
  readonly #engine: EngineSettings;
  readonly #nodes: ReadonlyMap<string, LiveNode>;
  /** Containers with links in their hosts file. */
  readonly #linkers = new Set<LiveNode>();

  constructor(engine: EngineSettings, nodes: ReadonlyMap<string, LiveNode>) {
    this.#engine = engine;
    this.#nodes = nodes;
  }

  /** The own host name at every address. */
  writeOwnName({ sandbox, network, ipv4, ipv6 }: LiveEndpoint): void {
    const owner = sandbox.owner;
    const names = owner ? ownNames(owner.spec) : [];
    if (!owner || names.length === 0) return;
    const line = { names, container: owner.name, network: network.name };
    const own = [ipv4, ipv6].filter((address) => address !== undefined);
    sandbox.hosts = [...sandbox.hosts, ...own.map((address) => ({ ...line, address, link: undefined }))];
  }

  /** Older engines leave the own name in the hosts file of a container that left its networks. */
  writeLeftName(node: LiveNode, sandbox: LiveSandbox): void {
    const names = ownNames(node.spec);
    if (sandbox.endpoints.length > 0 || names.length === 0 || does(this.#engine, 'hosts-lines-by-network')) return;
    const address = new Unknown(`where ${node.name} was before it left its last network`);
    const line = { names, container: node.name, network: 'none', address, link: undefined };
    sandbox.hosts = [...sandbox.hosts, line];
  }

  /**
   * Links of the default bridge, as they are when the linking container starts. Of a host that is found as it runs, a line may
   * be from before its target ended, or one of the two left the bridge.
   */
  writeLinks(node: LiveNode, isSeen: boolean): void {
    if (node.spec.links.items.length === 0) return;
    const bridge = node.sandbox?.endpoints.find(({ network }) => network.name === 'bridge');
    if (node.sandbox?.owner !== node || !(bridge ?? isSeen)) return;
    for (const link of isSeen ? legacyLinksOf(node.spec, true) : legacyLinksOf(node.spec)) {
      const target = this.#nodes.get(link.target);
      if (!target) continue;
      const there = bridge && target.sandbox?.endpoints.find(({ network }) => network === bridge.network);
      const left = isSeen ? new Unknown(`where ${target.name} was when ${node.name} started`) : undefined;
      const address = there?.ipv4 ?? left;
      if (address === undefined) continue;
      const hostname = typeof target.spec.hostname === 'string' ? [target.spec.hostname] : [];
      const names = [link.alias, link.target, ...hostname].map((one) => one.toLowerCase());
      const line = { names, container: target.name, network: 'bridge', link };
      const addresses = there?.ipv6 === undefined ? [address] : [address, there.ipv6];
      node.sandbox.hosts = [...node.sandbox.hosts, ...addresses.map((one) => ({ ...line, address: one }))];
      this.#linkers.add(node);
    }
  }

  /** The lines of a hosts file that was read from a running container count, each with the link that wrote it where that is known. */
  takeSeenLines({ spec: { hostsFile: seen, extraHosts }, sandbox }: LiveNode): void {
    if (seen === undefined || sandbox?.owner === undefined) return;
    const entries = extraHosts.items.filter(({ hostname }) => isKnown(hostname));
    const isEntry = (line: SeenHostsLine): boolean => entries.some((entry) => isLineOf(entry, line));
    const written = sandbox.hosts;
    sandbox.erased = entries
      .filter((entry) => !seen.some((line) => isLineOf(entry, line)))
      .flatMap(({ hostname }) => (isKnown(hostname) ? hostname : []));
    sandbox.hosts = seen.flatMap((line) => {
      const address = IpAddress.tryParse(line.address);
      if (address === undefined || isEntry(line)) return [];
      const origin = written.find((one) => isWrittenAs(one, line, address));
      const { network, link } = origin ?? { network: undefined, link: undefined };
      return [{ names: line.names, address, container: undefined, network, link }];
    });
  }

  /** A target that starts again with another address is found there; one that is gone leaves its line behind. */
  rewriteLinksTo(target: Node): void {
    const there = target.sandbox?.endpoints.find(({ network }) => network.name === 'bridge');
    const address = (does(this.#engine, 'links-follow-to-ipv6') ? there?.ipv6 : undefined) ?? there?.ipv4;
    if (address === undefined) return;
    for (const { sandbox } of this.#linkers) {
      if (!sandbox) continue;
      sandbox.hosts = sandbox.hosts.map((line) => (line.link?.target === target.name ? { ...line, address } : line));
    }
  }

  /** Lines of the hosts file that go when a network is left: those of its address. */
  forgetNamesOf({ sandbox, network }: LiveEndpoint): void {
    const { owner } = sandbox;
    if (does(this.#engine, 'hosts-lines-by-network')) {
      sandbox.hosts = sandbox.hosts.filter((line) => line.link !== undefined || line.network !== network.name);
      return;
    }
    // older engines look for the names of the network's members, in lower case, and do not mind the address
    if (!owner || network.name === 'bridge') return;
    const names = new Set([...network.members].flatMap((member) => [...namesOf(member)]));
    names.delete(owner.name);
    const { hostname, extraHosts } = owner.spec;
    if (typeof hostname === 'string' && names.has(hostname)) {
      const own = hostname.toLowerCase();
      sandbox.hosts = sandbox.hosts.filter(({ link, names: called }) => link !== undefined || !called.includes(own));
    }
    for (const entry of extraHosts.items) {
      if (isKnown(entry.hostname) && names.has(entry.hostname)) sandbox.erased = [...sandbox.erased, entry.hostname];
    }
  }

  /** Lines that lead to a container by its name do so by the new one. */
  rename({ sandbox }: LiveNode, from: string, to: string): void {
    if (sandbox) sandbox.hosts = sandbox.hosts.map((line) => withLineRenamed(line, from, to));
  }
}

/**
 * What the engine writes into the container's own line: the host name, with its domain if it has one, and of one with dots the
 * first part alone too. Empty where it is not known.
 */
function ownNames({ hostname, domainname = '' }: ContainerSpec): string[] {
  if (typeof hostname !== 'string') return [];
  const own = hostname.toLowerCase();
  const names = isKnown(domainname) && domainname !== '' ? [`${own}.${domainname.toLowerCase()}`, own] : [own];
  const [bare = ''] = own.split('.');
  return bare === own ? names : [...names, bare];
}

type ExtraHost = ContainerSpec['extraHosts']['items'][number];

/** Whether a line that was seen is what an entry of the definition makes. */
function isLineOf({ hostname, address }: ExtraHost, { names, address: seen }: SeenHostsLine): boolean {
  if (!isKnown(hostname) || !names.includes(hostname.toLowerCase())) return false;
  // the address behind host-gateway is the engine's to say
  if (!isKnown(address) || address === 'host-gateway') return true;
  return IpAddress.tryParse(address)?.toString() === IpAddress.tryParse(seen)?.toString();
}

/** Whether a line that was seen is one that the engine wrote. */
function isWrittenAs({ names, address }: HostsLine, seen: SeenHostsLine, at: IpAddress): boolean {
  if (isKnown(address) && address.toString() !== at.toString()) return false;
  return names.every((name) => seen.names.includes(name));
}

function withLineRenamed(line: HostsLine, from: string, to: string): HostsLine {
  const link = line.link?.target === from ? { ...line.link, target: to } : line.link;
  return { ...line, link, container: line.container === from ? to : line.container };
}
