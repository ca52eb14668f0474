import { type ContainerSpec } from '../../core/engine/definition/docker-host';
import { type DockerSwarm, type SwarmPort, type SwarmService } from '../../core/engine/swarm/swarm';
import { NOTHING, type Listed } from '../../core/values/listed';
import { atField } from '../../core/values/place';
import { isKnown } from '../../core/values/unknown';
import { Field, isData, made, type Data } from '../../core/reading/field';
import { readingOf, type Reading } from '../reading';
import { type ComposeInput } from '../compose/files';
import { readNetwork } from '../compose/networks';
import { openProject, type ComposeOptions } from '../compose/reader';
import { readPorts } from '../compose/ports';
import { readService, type Surroundings } from '../compose/services';

/**
 * Reads compose files as `docker stack deploy` does: services of a swarm whose nodes are not in the input, on overlay networks.
 *
 * @see https://docs.docker.com/reference/cli/docker/stack/deploy/
 */
export function readStack(inputs: readonly ComposeInput[], options: ComposeOptions = {}): Reading {
  const { project, around, names, problems } = openProject(inputs, options);
  const { source, assembly, services, project: name } = around;
  const read = Object.entries(services).flatMap(([key, body]) => (isData(body) ? readOne(key, body, around) : []));
  const networks = [...names].map(([key, known]) => {
    const declared = Object.hasOwn(project.networks, key);
    const raw = declared ? project.networks[key] : undefined;
    const at = declared ? assembly.place(key, project.networks, key) : { path: key, file: inputs[0]?.file ?? '' };
    const network = readNetwork(source, raw, known, at, true);
    // a network that says nothing of its driver spans the swarm
    const driver = isData(raw) && raw['driver'] !== undefined ? network.driver : 'overlay';
    return { ...network, driver };
  });
  const swarm: DockerSwarm = {
    at: { path: name, ...(inputs[0] ? { file: inputs[0].file, pointer: '' } : {}) },
    nodes: { items: [], complete: false },
    networks: { items: networks, complete: true },
    services: { items: read, complete: true },
  };
  return readingOf({ swarms: [swarm], unknown: source.unknown, problems });
}

/** One service, without what only compose starts by itself. */
function readOne(key: string, body: Data, around: Surroundings): SwarmService[] {
  const [container] = readService(
    key,
    { ...body, container_name: undefined, deploy: undefined, scale: undefined },
    around,
  );
  if (!container) return [];
  const at = around.assembly.place(key, around.written, key);
  const deploy = Field.root(around.source, body, at).get('deploy');
  const placement = deploy.get('placement');
  return [
    made<SwarmService>({
      at,
      name: `${around.project}_${key}`,
      mode: modeOf(deploy),
      endpointMode: endpointModeOf(deploy),
      networks: attachmentsOf(container),
      ports: portsOf(key, body, around),
      constraints: placement.get('constraints').strings(),
      maxPerNode: placement.number('max_replicas_per_node'),
      sysctls: container.sysctls,
      listeners: undefined,
    }),
  ];
}

function modeOf(deploy: Field): SwarmService['mode'] {
  const mode = deploy.string('mode') ?? 'replicated';
  if (mode === 'global' || mode === 'global-job') return { kind: 'global' };
  const replicas = deploy.number('replicas') ?? 1;
  return { kind: 'replicated', replicas: isKnown(mode) ? replicas : mode };
}

function endpointModeOf(deploy: Field): SwarmService['endpointMode'] {
  const mode = deploy.string('endpoint_mode') ?? 'vip';
  if (!isKnown(mode)) return mode;
  return mode === 'dnsrr' ? 'dnsrr' : 'vip';
}

/** The networks of a task; the name of the service is an alias on each. */
function attachmentsOf({ endpoints, namespace, at }: ContainerSpec): SwarmService['networks'] {
  if (isKnown(namespace) && namespace.kind === 'host')
    return { items: [{ at, network: 'host', aliases: NOTHING }], complete: true };
  return {
    items: endpoints.items.map(({ at: place, network, aliases }) => ({ at: place, network, aliases })),
    complete: endpoints.complete,
  };
}

/** Published ports, with the way in which a swarm does so. */
function portsOf(key: string, body: Data, { source, assembly }: Surroundings): Listed<SwarmPort> {
  const raw = body['ports'];
  if (raw === undefined || raw === null) return NOTHING;
  if (!Array.isArray(raw)) return { items: [], complete: false };
  const owner = { path: key };
  let complete = true;
  const items = raw.flatMap((entry: unknown, index): SwarmPort[] => {
    const at = assembly.place(owner.path, raw, index);
    const read = readPorts(source, entry, at, owner);
    if (!read) complete = false; // the reader of services says so
    const mode = isData(entry) ? Field.root(source, entry, at).string('mode') : undefined;
    return (read ?? []).map(({ at: place, containerPort, hostPort, protocol }) =>
      made<SwarmPort>({
        at: atField(place, 'ports'),
        target: containerPort,
        published: hostPort,
        protocol: isKnown(protocol) && (protocol === 'udp' || protocol === 'sctp') ? protocol : 'tcp',
        mode: mode === 'host' ? 'host' : 'ingress',
      }),
    );
  });
  return { items, complete };
}
