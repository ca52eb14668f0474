import { dirname } from 'node:path/posix';
import { type ContainerSpec, type DockerHost, type NetworkDefinition } from '../../core/engine/definition/docker-host';
import { type Place } from '../../core/values/place';
import { isKnown } from '../../core/values/unknown';
import { isData } from '../../core/reading/field';
import { readingOf, type Reading } from '../reading';
import { type ComposeInput } from './files';

/** Files of one project; undefined: its name is that of its folder. */
export interface ProjectFiles<I extends ComposeInput> {
  readonly name: string | undefined;
  readonly folder: string;
  readonly files: readonly I[];
}

/** Files by project: those with one name, and those without a name beside others of their folder. */
export function projectsOf<I extends ComposeInput>(files: readonly I[]): ProjectFiles<I>[] {
  const projects: { name: string | undefined; folder: string; files: I[] }[] = [];
  for (const file of files) {
    const name = nameIn(file.data);
    const folder = dirname(file.file);
    const own = projects.find((one) =>
      name === undefined || one.name === undefined ? one.folder === folder : one.name === name,
    );
    if (own) {
      own.files.push(file);
      own.name ??= name;
    } else projects.push({ name, folder, files: [file] });
  }
  return projects;
}

function nameIn(data: unknown): string | undefined {
  const name = isData(data) ? data['name'] : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/**
 * Several projects on one host: networks that one of them names by their name on the engine are the same for all, and host
 * ports are shared. The paths of services and networks begin with the name of their project.
 */
export function onOneHost(readings: readonly Reading[]): Reading {
  const hosts = readings.flatMap(({ dockerHosts }) => dockerHosts);
  const [first] = hosts;
  if (!first || hosts.length === 1) return readings[0] ?? readingOf({});
  const host: DockerHost = {
    ...first,
    at: { ...first.at, path: hosts.map(({ at }) => at.path).join(', ') },
    networks: {
      items: distinct(hosts.flatMap((one) => one.networks.items.map((network) => networkOf(one, network)))),
      complete: hosts.every(({ networks }) => networks.complete),
    },
    containers: {
      items: hosts.flatMap((one) => one.containers.items.map((container) => containerOf(one, container))),
      complete: hosts.every(({ containers }) => containers.complete),
    },
    switchedOff: hosts.flatMap(({ switchedOff = [] }) => switchedOff),
    ...(hosts.some(({ isPart }) => isPart === true) && { isPart: true }),
  };
  return readingOf({
    dockerHosts: [host],
    unknown: readings.flatMap(({ unknown }) => unknown),
    problems: readings.flatMap(({ problems }) => problems),
  });
}

function networkOf(host: DockerHost, network: NetworkDefinition): NetworkDefinition {
  return { ...network, at: inProject(host, network.at) };
}

function containerOf(host: DockerHost, container: ContainerSpec): ContainerSpec {
  return { ...container, at: inProject(host, container.at), project: host.at.path };
}

function inProject(host: DockerHost, at: Place): Place {
  return { ...at, path: `${host.at.path}/${at.path}` };
}

/** One network of each name that is only looked up: the one that a project creates, where there is one. */
function distinct(networks: readonly NetworkDefinition[]): NetworkDefinition[] {
  const created = new Set(networks.flatMap(({ name, existing }) => (isKnown(name) && !existing ? [name] : [])));
  const looked = new Set<string>();
  return networks.filter(({ name, existing }) => {
    if (!existing || !isKnown(name)) return true;
    if (created.has(name) || looked.has(name)) return false;
    looked.add(name);
    return true;
  });
}
