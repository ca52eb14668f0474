import {
  type Container,
  type ContainerHost,
  type ContainerNetworksAdvanced,
  type ContainerPorts,
} from '@cdktf/provider-docker/lib/container';
import { type NetworkIpamConfig } from '@cdktf/provider-docker/lib/network';
import { TerraformDataSource } from 'cdktf';
import { hostAddressOf, hostsOf, type Plan, sortedAttachments, sortedPublications } from '../plan/plan';
import { type ContainerState, DEFAULT_BRIDGE, type NetworkState } from '../plan/state';

/** A reference to the id of a resource of the same stack, as text: a token for each would have to be looked up again. */
function idOf(resource: Container | NetworkState['resource']): string {
  const { terraformResourceType: type, friendlyUniqueId: id } = resource;
  return `\${${resource instanceof TerraformDataSource ? 'data.' : ''}${type}.${id}.id}`;
}

/** What is written into `networks_advanced`. */
export function networksAdvanced(container: ContainerState, plan: Plan): ContainerNetworksAdvanced[] | undefined {
  // alone, the default bridge is what a container has without the block
  if (container.attachments.every(({ network }) => network === DEFAULT_BRIDGE)) return undefined;
  return sortedAttachments(container).map((attachment) => {
    const { network, aliases, ipv4, ipv6 } = attachment;
    const address = ipv4 ?? plan.fixed.get(attachment);
    return {
      // by id: a network that is replaced keeps its name, and the container would keep the old one
      name: network === DEFAULT_BRIDGE ? network : idOf(network.resource),
      ...(aliases.length > 0 && { aliases: [...aliases].sort() }),
      ...(address !== undefined && { ipv4Address: address }),
      ...(ipv6 !== undefined && { ipv6Address: ipv6 }),
    };
  });
}

/** What is written into `ports`. */
export function ports(container: ContainerState): ContainerPorts[] | undefined {
  if (container.publications.length === 0) return undefined;
  return sortedPublications(container).map((publication) => {
    const { port, hostPort } = publication;
    const address = hostAddressOf(container, publication);
    return {
      internal: port.number,
      protocol: port.protocol,
      ...(hostPort !== undefined && { external: hostPort }),
      ...(address !== undefined && { ip: address }),
    };
  });
}

/** What is written into `host`: entries of the hosts file, links included. */
export function hostEntries(container: ContainerState, plan: Plan): ContainerHost[] | undefined {
  const entries = hostsOf(container, plan);
  return entries.length === 0 ? undefined : entries.map(({ hostname, address }) => ({ host: hostname, ip: address }));
}

/** What is written into `network_mode`. */
export function networkMode({ namespace, attachments }: Pick<ContainerState, 'namespace' | 'attachments'>): string {
  switch (namespace.kind) {
    case 'host':
    case 'none':
      return namespace.kind;
    case 'container':
      // by id: the engine stores the id, and a name would be read back as a change
      return `container:${idOf(namespace.owner.resource)}`;
    case 'own':
      return attachments.length === 0 ? 'none' : DEFAULT_BRIDGE;
  }
}

/** What is written into `ipam_config`: subnet and gateway of each family, as the engine reads them back. */
export function ipamConfig(network: NetworkState, plan: Plan): NetworkIpamConfig[] | undefined {
  const blocks = plan.blocks.get(network) ?? [];
  if (blocks.length === 0) return undefined;
  return blocks.map(({ subnet, gateway, ipRange, auxiliary }) => ({
    subnet: subnet.toString(),
    ...(gateway && { gateway: gateway.toString() }),
    ...(ipRange && { ipRange: ipRange.toString() }),
    ...(Object.keys(auxiliary).length > 0 && {
      auxAddress: Object.fromEntries(Object.entries(auxiliary).map(([key, one]) => [key, one.toString()])),
    }),
  }));
}

/** What is written into `labels`. */
export function labelBlocks(labels: Readonly<Record<string, string>>): { label: string; value: string }[] {
  return Object.keys(labels)
    .sort()
    .map((label) => ({ label, value: labels[label] ?? '' }));
}
