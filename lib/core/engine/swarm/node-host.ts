import { NOTHING } from '../../values/listed';
import { isKnown } from '../../values/unknown';
import {
  DEFAULT_ENGINE,
  type ContainerSpec,
  type DockerHost,
  type EndpointDefinition,
  type NetworkDefinition,
} from '../definition/docker-host';
import { OPTION } from '../definition/driver-option-keys';
import { does } from '../definition/engine-version';
import { attachmentsOf, indexOf, namespaceOf } from '../definition/docker-reading';
import { type DockerSwarm, type SwarmNode } from './swarm';

/** The bridge by which members of overlay networks leave their node, and by which their ports are published. */
export const GATEWAY_BRIDGE = 'docker_gwbridge';

/**
 * The engines of a swarm, each with the overlay networks that its containers can join. One manager counts as their creator, so
 * that what is wrong with an overlay network is found once.
 */
export function hostsOf({ at, nodes, networks }: DockerSwarm): DockerHost[] {
  if (nodes.items.length === 0 && !nodes.complete) {
    const engine = { ...DEFAULT_ENGINE, swarm: true };
    return [{ at, engine, networks, containers: { items: [], complete: false }, terraform: false }];
  }
  const overlays = networks.items.map((network) => ({ ...network, existing: true }));
  const maker = nodes.items.find(({ role }) => role === 'manager');
  return nodes.items.map((node) => ({
    ...node.host,
    engine: { ...node.host.engine, swarm: node.role === 'manager' },
    networks: {
      items: [...node.host.networks.items, ...(node === maker ? networks.items : overlays)],
      complete: node.host.networks.complete && networks.complete,
    },
  }));
}

/**
 * What a node looks like to itself, without the overlay networks: members of one that is not internal are on the gateway
 * bridge instead, unless a bridge of the node is their way out already.
 */
export function localHost({ host }: SwarmNode, overlays: ReadonlyMap<string, NetworkDefinition>): DockerHost {
  const containers = host.containers.items.map((container) => localContainer(host, container, overlays));
  const needed = containers.some(({ endpoints }) => endpoints.items.some(({ network }) => network === GATEWAY_BRIDGE));
  return {
    ...host,
    engine: { ...host.engine, swarm: true },
    networks: needed ? { ...host.networks, items: [...host.networks.items, gatewayBridge(host)] } : host.networks,
    containers: { ...host.containers, items: containers },
  };
}

function localContainer(
  host: DockerHost,
  container: ContainerSpec,
  overlays: ReadonlyMap<string, NetworkDefinition>,
): ContainerSpec {
  if (namespaceOf(container) !== 'own') return container;
  const joined = container.endpoints.items.flatMap(({ network }) =>
    isKnown(network) ? (overlays.get(network) ?? []) : [],
  );
  if (joined.length === 0) return container;
  const local = container.endpoints.items.filter(({ network }) => !isKnown(network) || !overlays.has(network));
  const leaves = attachmentsOf({ ...container, endpoints: { items: local, complete: false } }).some((one) =>
    isWayOut(host, one),
  );
  const gateway =
    !leaves && joined.some(({ internal }) => internal === false) && !local.some((one) => isWayInside(host, one));
  const items = gateway ? [...local, endpointOf(container)] : local;
  const { complete } = container.endpoints;
  // without a network of the node it has its loopback there, and nothing else
  const namespace = items.length === 0 && complete ? ({ kind: 'none' } as const) : container.namespace;
  return { ...container, namespace, endpoints: { items, complete } };
}

/** Whether a network of the node gives its members a default route. */
function isWayOut(host: DockerHost, { network }: EndpointDefinition): boolean {
  if (!isKnown(network)) return false;
  return network === 'bridge' || indexOf(host).networks.get(network)?.internal === false;
}

/**
 * Whether an internal network of the node takes the default route and the published ports of its members to itself: engines
 * that give it a gateway prefer that one to the gateway bridge.
 */
function isWayInside(host: DockerHost, { network }: EndpointDefinition): boolean {
  if (!isKnown(network) || does(host.engine, 'no-route-inside')) return false;
  return indexOf(host).networks.get(network)?.internal === true;
}

function endpointOf({ at }: ContainerSpec): EndpointDefinition {
  return { at, network: GATEWAY_BRIDGE, aliases: NOTHING, links: NOTHING };
}

/** The engine makes it when the node joins the swarm. Its members do not reach each other there. */
function gatewayBridge({ at }: DockerHost): NetworkDefinition {
  return {
    at,
    name: GATEWAY_BRIDGE,
    driver: 'bridge',
    ipam: NOTHING,
    ipv6: false,
    internal: false,
    attachable: false,
    ingress: false,
    options: { [OPTION.icc]: 'false' },
    existing: false,
  };
}
