import { type DockerHost, PREDEFINED_NETWORKS } from '../../core/engine/definition/docker-host';
import { Unknown, type Knowable } from '../../core/values/unknown';
import { Field, isData, type Data } from '../../core/reading/field';
import { PlainSource } from '../../core/reading/plain-source';
import { readingOf, type Reading } from '../reading';
import { readContainer } from './container';
import { engineOf } from './engine';
import { leftBehind } from './left-behind';
import { glimpsedNetworks, readNetwork } from './network';
import { isContainer, isNetwork, itemsOf, seenIn, type Seen, type SeenHost } from './seen';
import { isSnapshot, type Snapshot } from './snapshot';

/** One document, already parsed. */
export interface InspectedInput {
  /** The file, parsed. */
  readonly data: unknown;
  /** For places; undefined: it was asked of a running engine. */
  readonly file?: string;
}

/**
 * Reads containers and networks as a running host has them: with their addresses, host ports and state. Of files, what is
 * not in them may still exist; a live engine lists everything.
 *
 * @see https://docs.docker.com/reference/api/engine/
 */
export function readInspected(inputs: InspectedInput | readonly InspectedInput[]): Reading {
  const list: readonly InspectedInput[] = 'data' in inputs ? [inputs] : inputs;
  const source = new PlainSource();
  const seen = seenOn(list);
  for (const { data, file } of list) {
    if (isSnapshot(data) || seenIn(data) > 0) continue;
    const at = { path: file ?? '', ...(file === undefined ? {} : { file, pointer: '' }) };
    source.problems.push({ at, message: 'expected containers or networks as docker inspect prints them' });
  }
  for (const { data, at } of seen.containers) {
    if (!Object.hasOwn(data, 'OCIRuntime')) continue;
    const message = 'Podman printed this, whose networks work otherwise than those of Docker; they are not modelled';
    source.problems.push({ at: { path: nameOf(data), ...at }, message });
  }
  const isWhole = seen.snapshot !== undefined;
  const names = namesById(seen);
  const hostsFiles = seen.snapshot?.hostsFiles ?? {};
  const left = leftBehind(seen.containers.map(({ data }) => data));
  const containers = seen.containers.map((one) => {
    const id = text(one.data['Id']);
    const hostsFile = hostsFiles[id];
    const lines = typeof hostsFile === 'string' ? hostsFile : undefined;
    return readContainer(rootOf(source, one), names, lines, left.get(id));
  });
  const networks = seen.networks
    .filter(({ data }) => !(PREDEFINED_NETWORKS as readonly string[]).includes(nameOf(data)))
    .map((one) => readNetwork(rootOf(source, one)));
  const host: DockerHost = {
    at: { path: hostName(seen), ...(isWhole || !list[0]?.file ? {} : { file: list[0].file, pointer: '' }) },
    engine: engineOf(seen),
    networks: { items: [...networks, ...(isWhole ? [] : glimpsedNetworks(seen))], complete: isWhole },
    containers: { items: containers, complete: isWhole },
    terraform: false,
    observed: true,
  };
  return readingOf({ dockerHosts: [host], unknown: source.unknown, problems: source.problems });
}

function seenOn(inputs: readonly InspectedInput[]): SeenHost {
  const containers = new Map<string, Seen>();
  const networks = new Map<string, Seen>();
  let snapshot: Snapshot | undefined;
  for (const { data, file } of inputs) {
    if (isSnapshot(data)) snapshot = data;
    const isList = Array.isArray(data);
    for (const [index, one] of itemsOf(data).entries()) {
      const at = file === undefined || isSnapshot(data) ? {} : { file, pointer: isList ? `/${index}` : '' };
      if (!isData(one)) continue;
      const kind = isContainer(one) ? containers : isNetwork(one) ? networks : undefined;
      // what was printed twice is one thing
      if (kind?.has(text(one['Id'])) === false) kind.set(text(one['Id']), { data: one, at });
    }
  }
  return { containers: [...containers.values()], networks: [...networks.values()], snapshot };
}

/** The names of containers by their ids. */
function namesById({ containers, snapshot }: SeenHost): (id: string) => Knowable<string> {
  const names = new Map(containers.map(({ data }) => [text(data['Id']), nameOf(data)]));
  return (id) => {
    const name = names.get(id);
    if (name !== undefined) return name;
    const short = id.slice(0, 12);
    // a live engine lists everything
    return snapshot ? short : new Unknown(`container ${short}, whose stack it shares, was not read`);
  };
}

function rootOf(source: PlainSource, { data, at }: Seen): Field {
  return Field.root(source, data, { path: nameOf(data), ...at });
}

/** The name on the engine; inspected containers have a slash in front of it. */
function nameOf({ Name, Id }: Data): string {
  return text(Name).replace(/^\//, '') || text(Id).slice(0, 12);
}

/** What the machine calls itself. */
function hostName({ snapshot }: SeenHost): string {
  return text(snapshot?.info['Name']) || 'docker';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
