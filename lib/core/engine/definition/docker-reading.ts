import {
  type ContainerSpec,
  type DockerHost,
  type EndpointDefinition,
  type Namespace,
  type NetworkDefinition,
  PREDEFINED_NETWORKS,
} from './docker-host';
import { IpAddress } from '../../values/address';
import { circlesOf, inOrder } from '../../values/graph';
import { NOTHING } from '../../values/listed';
import { type Place } from '../../values/place';
import { isKnown, type Knowable, knownOr, known } from '../../values/unknown';

/** The name of something for messages. */
export function nameOf(named: { readonly at: Place; readonly name: Knowable<string> }): string {
  return knownOr(named.name, named.at.path);
}

/** Whether every engine has the network from the start. */
export function isPredefined(network: string): boolean {
  return (PREDEFINED_NETWORKS as readonly string[]).includes(network);
}

/** Networks that are created, not looked up: what is wrong with others is not ours to find. */
export function* createdNetworks(host: DockerHost): Generator<NetworkDefinition> {
  for (const network of host.networks.items) if (!network.existing) yield network;
}

/** Each attachment of a container with a stack of its own. */
export function* endpointsOf(host: DockerHost): Generator<Attachment> {
  for (const container of host.containers.items) {
    if (namespaceOf(container) !== 'own') continue;
    for (const endpoint of container.endpoints.items) yield { container, endpoint };
  }
}

export interface Attachment {
  readonly container: ContainerSpec;
  readonly endpoint: EndpointDefinition;
}

/** Which kind of stack a container has; undefined while it is unknown. */
export function namespaceOf(container: ContainerSpec): Namespace['kind'] | undefined {
  return known(container.namespace)?.kind;
}

/** Containers whose stack is of a kind. */
export function* containersIn(host: DockerHost, kind: Namespace['kind']): Generator<ContainerSpec> {
  for (const container of host.containers.items) if (namespaceOf(container) === kind) yield container;
}

/** Whether two containers certainly run at the same time. */
export function runTogether(a: ContainerSpec, b: ContainerSpec): boolean {
  return a.running === true && b.running === true;
}

/** A host's networks and containers by name, and who is on which network. */
export interface HostIndex {
  readonly networks: ReadonlyMap<string, NetworkDefinition>;
  readonly containers: ReadonlyMap<string, ContainerSpec>;
  /** Attachments by the name of the network; those that only the default makes included. */
  readonly members: ReadonlyMap<string, readonly Attachment[]>;
}

const indexes = new WeakMap<DockerHost, HostIndex>();

/** The index of a host, made once. */
export function indexOf(host: DockerHost): HostIndex {
  const made = indexes.get(host);
  if (made) return made;
  const networks = new Map<string, NetworkDefinition>();
  for (const network of host.networks.items) {
    if (isKnown(network.name) && !networks.has(network.name)) networks.set(network.name, network);
  }
  const containers = new Map<string, ContainerSpec>();
  const members = new Map<string, Attachment[]>();
  for (const container of host.containers.items) {
    if (isKnown(container.name) && !containers.has(container.name)) containers.set(container.name, container);
    if (namespaceOf(container) !== 'own') continue;
    for (const endpoint of attachmentsOf(container)) {
      if (!isKnown(endpoint.network)) continue;
      const others = members.get(endpoint.network);
      if (others) others.push({ container, endpoint });
      else members.set(endpoint.network, [{ container, endpoint }]);
    }
  }
  const index = { networks, containers, members };
  indexes.set(host, index);
  return index;
}

/** The attachments of a container with a stack of its own: the default bridge when none is given. */
export function attachmentsOf(container: ContainerSpec): readonly EndpointDefinition[] {
  const { items, complete } = container.endpoints;
  if (items.length > 0 || !complete) return items;
  return [{ at: container.at, network: 'bridge', aliases: NOTHING, links: NOTHING }];
}

/** The interface name that an attachment asks for. */
export function givenInterface({
  interfaceName,
  driverOptions = {},
}: EndpointDefinition): Knowable<string> | undefined {
  return interfaceName ?? driverOptions['com.docker.network.endpoint.ifname'];
}

/** How many bytes a text has, which is what Linux counts. */
export function bytesOf(text: string): number {
  let count = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    count += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return count;
}

/** Whether the engine takes it as the name of a container. */
export function isContainerName(name: string): boolean {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name);
}

/** Why no resolver finds a name that the engine stores; undefined when one does. */
export function unresolvable(name: string): string | undefined {
  if (IpAddress.tryParse(name)) return 'it reads as an address';
  if (/\s/.test(name)) return 'it has a blank';
  if (name.startsWith('-')) return 'it begins with a dash';
  if (name.length > 253) return 'it is longer than 253';
  const isLong = name.length > 63 && name.split('.').some((label) => label.length > 63);
  return isLong ? 'a label of it is longer than 63' : undefined;
}

/** Whether every container of the host and its name is known. */
export function areContainersKnown({ containers }: DockerHost): boolean {
  return containers.complete && containers.items.every(({ name }) => isKnown(name));
}

/** Containers that use the stack of another, with its name where that is known. */
export function* sharers(
  host: DockerHost,
): Generator<{ readonly container: ContainerSpec; readonly owner: string | undefined }> {
  for (const container of host.containers.items) {
    const namespace = known(container.namespace);
    if (namespace?.kind === 'container') yield { container, owner: known(namespace.container) };
  }
}

/** Containers that use the stacks of each other, or one its own, by their names. */
export function stackCircles(host: DockerHost): readonly (readonly string[])[] {
  const owners = new Map<string, string[]>();
  for (const { container, owner } of sharers(host)) {
    if (isKnown(container.name) && owner !== undefined) owners.set(container.name, [owner]);
  }
  return circlesOf(owners.keys(), (name) => owners.get(name) ?? []);
}

/** An identifier of the stack that a container uses, the same for all that share it; undefined while it is not known. */
export function stackOf(host: DockerHost, container: ContainerSpec): string | undefined {
  let stacks = stacksOfHosts.get(host);
  if (!stacks) stacksOfHosts.set(host, (stacks = readStacks(host)));
  return stacks.get(container);
}

const stacksOfHosts = new WeakMap<DockerHost, ReadonlyMap<ContainerSpec, string | undefined>>();

function readStacks(host: DockerHost): ReadonlyMap<ContainerSpec, string | undefined> {
  const { containers } = indexOf(host);
  const ownerOf = ({ namespace }: ContainerSpec): ContainerSpec | undefined =>
    isKnown(namespace) && namespace.kind === 'container' ? containers.get(known(namespace.container) ?? '') : undefined;
  const stacks = new Map<ContainerSpec, string | undefined>();
  for (const container of inOrder(host.containers.items, (one) => [ownerOf(one) ?? []].flat())) {
    const kind = namespaceOf(container);
    const owner = ownerOf(container);
    if (kind === 'container') stacks.set(container, owner && stacks.get(owner));
    else if (kind !== undefined) stacks.set(container, kind === 'host' ? 'host' : `container ${container.at.path}`);
  }
  return stacks;
}
