import { type ContainerState, DEFAULT_BRIDGE, type NetworkState } from './state';
import { hostAddressOf, sortedPublications, type Plan } from './plan';

/** What is written into `networks_advanced`, sorted by the reference so that the order of calls does not show. */
export function networksAdvanced(container: ContainerState, plan: Plan): Record<string, unknown>[] | undefined {
  const { attachments } = container;
  // alone, the default bridge is what a container has without the block
  if (attachments.every(({ network }) => network === DEFAULT_BRIDGE)) return undefined;
  const named = attachments.map((attachment) => {
    const { network, aliases, ipv4, ipv6 } = attachment;
    const address = ipv4 ?? plan.fixed.get(attachment);
    return {
      sortedBy: network === DEFAULT_BRIDGE ? '' : network.construct.node.path,
      block: {
        name: network === DEFAULT_BRIDGE ? network : network.resource.id,
        ...(aliases.length === 0 ? {} : { aliases: [...aliases].sort() }),
        ...(address === undefined ? {} : { ipv4_address: address }),
        ...(ipv6 === undefined ? {} : { ipv6_address: ipv6 }),
      },
    };
  });
  return named.sort((a, b) => (a.sortedBy < b.sortedBy ? -1 : 1)).map(({ block }) => block);
}

/** What is written into `ports`. */
export function ports(container: ContainerState): Record<string, unknown>[] | undefined {
  if (container.publications.length === 0) return undefined;
  return sortedPublications(container).map((publication) => {
    const address = hostAddressOf(container, publication);
    return {
      internal: publication.port.number,
      protocol: publication.port.protocol,
      ...(publication.hostPort === undefined ? {} : { external: publication.hostPort }),
      ...(address === undefined ? {} : { ip: address }),
    };
  });
}

/** What is written into `host`: entries of the hosts file, links included. */
export function hostEntries(container: ContainerState, plan: Plan): Record<string, unknown>[] | undefined {
  const entries = [...container.extraHosts, ...(plan.linkEntries.get(container) ?? [])];
  if (entries.length === 0) return undefined;
  const text = (entry: (typeof entries)[number]): string => `${entry.hostname} ${entry.address}`;
  return entries
    .sort((a, b) => (text(a) < text(b) ? -1 : 1))
    .map(({ hostname, address }) => ({ host: hostname, ip: address }));
}

/** What is written into `network_mode`. */
export function networkMode(container: ContainerState): string {
  switch (container.namespace.kind) {
    case 'host':
      return 'host';
    case 'none':
      return 'none';
    case 'container':
      // by id: the engine stores the id, and a name would be read back as a change
      return `container:${container.namespace.owner.resource.id}`;
    case 'own':
      return container.attachments.length === 0 ? 'none' : DEFAULT_BRIDGE;
  }
}

/** What is written into `ipam_config`: subnet and gateway of each family, as the engine reads them back. */
export function ipamConfig(network: NetworkState, plan: Plan): Record<string, unknown>[] | undefined {
  const blocks = plan.blocks.get(network) ?? [];
  if (blocks.length === 0) return undefined;
  const sorted = [...blocks].sort((a, b) => a.subnet.first.compare(b.subnet.first));
  return sorted.map(({ subnet, gateway, ipRange, auxiliary }) => ({
    subnet: subnet.toString(),
    ...(gateway === undefined ? {} : { gateway: gateway.toString() }),
    ...(ipRange === undefined ? {} : { ip_range: ipRange.toString() }),
    ...(Object.keys(auxiliary).length === 0
      ? {}
      : { aux_address: Object.fromEntries(Object.entries(auxiliary).map(([key, one]) => [key, one.toString()])) }),
  }));
}
