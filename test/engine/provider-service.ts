import type Docker from 'dockerode';
import type { Difference } from './provider-read';
import { labels, list, text } from './provider-send';
import { type Attributes, blocksOf } from './terraform-json';

/** What the provider of kreuzwerker/docker sends to a manager for a service, of the attributes that our constructs write. */
export async function createService(docker: Docker, wanted: Attributes): Promise<Attributes> {
  const { id } = await docker.createService(specOf(wanted));
  return { ...wanted, id };
}

/** What differs between a service as configured and as the manager has it. */
export function serviceDifferences(wanted: Attributes, { Spec: found = {} }: Docker.Service): Difference[] {
  const [configured, read] = [shown(specOf(wanted)), shown(found)];
  return Object.entries(configured).flatMap(([attribute, value]) =>
    JSON.stringify(value) === JSON.stringify(read[attribute])
      ? []
      : [{ attribute, configured: value, read: read[attribute] }],
  );
}

function specOf(wanted: Attributes): Docker.CreateServiceOptions {
  const [task = {}] = blocksOf(wanted['task_spec']);
  const [container = {}] = blocksOf(task['container_spec']);
  const [placement = {}] = blocksOf(task['placement']);
  const [mode = {}] = blocksOf(wanted['mode']);
  const [replicated = {}] = blocksOf(mode['replicated']);
  const [endpoint = {}] = blocksOf(wanted['endpoint_spec']);
  const given = (key: string): { [key: string]: string[] } => {
    const items = list(container[key]);
    return items.length === 0 ? {} : { [key === 'command' ? 'Command' : 'Args']: [...items] };
  };
  return {
    Name: text(wanted['name']),
    Labels: labels(wanted['labels']),
    TaskTemplate: {
      ContainerSpec: {
        Image: text(container['image']),
        Env: Object.entries((container['env'] ?? {}) as Record<string, string>).map(
          ([name, value]) => `${name}=${value}`,
        ),
        ...given('command'),
        ...given('args'),
      },
      Networks: blocksOf(task['networks_advanced']).map(({ id, name, aliases }) => ({
        Target: text(id) || text(name),
        Aliases: [...list(aliases)],
      })),
      Placement: {
        Constraints: [...list(placement['constraints'])],
        MaxReplicas: Number(placement['max_replicas'] ?? 0),
      },
    },
    Mode: mode['global'] === true ? { Global: {} } : { Replicated: { Replicas: Number(replicated['replicas'] ?? 1) } },
    EndpointSpec: {
      Mode: text(endpoint['mode'], 'vip') === 'dnsrr' ? 'dnsrr' : 'vip',
      Ports: blocksOf(endpoint['ports']).map((port) => ({
        Protocol: text(port['protocol'], 'tcp') === 'udp' ? 'udp' : 'tcp',
        TargetPort: Number(port['target_port']),
        ...(port['published_port'] === undefined ? {} : { PublishedPort: Number(port['published_port']) }),
        PublishMode: text(port['publish_mode'], 'ingress') === 'host' ? 'host' : 'ingress',
      })),
    },
  };
}

/** The parts of a service that are compared, in one form. */
function shown({ Name, TaskTemplate: task, Mode: mode, EndpointSpec: endpoint }: Docker.ServiceSpec): {
  [attribute: string]: unknown;
} {
  const { ContainerSpec: container, Networks = [], Placement } = (task ?? {}) as Docker.ContainerTaskSpec;
  return {
    name: Name,
    image: container?.Image?.split('@')[0],
    env: [...(container?.Env ?? [])].sort(),
    command: container?.Command ?? [],
    args: container?.Args ?? [],
    networks: Networks.map(({ Target, Aliases = [] }) => [Target, [...Aliases].sort()]),
    constraints: Placement?.Constraints ?? [],
    max_replicas: Placement?.MaxReplicas ?? 0,
    mode: mode?.Global ? 'global' : mode?.Replicated?.Replicas,
    endpoint_mode: endpoint?.Mode,
    ports: (endpoint?.Ports ?? []).map((port) => [
      port.Protocol,
      port.TargetPort,
      port.PublishedPort,
      port.PublishMode,
    ]),
  };
}
