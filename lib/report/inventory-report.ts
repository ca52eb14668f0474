import { type TaskDefinition } from '../core/ecs/task';
import { type PublishedPort } from '../core/engine/definition/docker-host';
import { counted } from '../core/values/phrase';
import { type Place } from '../core/values/place';
import { isKnown, type Knowable } from '../core/values/unknown';
import { type Input } from '../formats/input';
import { type Spot } from './report';
import { printable } from './style';

/** One thing that was read, as an entry of a list. */
export interface Entry {
  /** Line and column in its file; undefined when it is in no file. */
  readonly where: Spot | undefined;
  readonly kind: string;
  readonly at: Place;
  /** Its most important properties, in a few words. */
  readonly about: string;
  /** Its whole model. */
  readonly model: object;
}

/** Everything that was read, in the order of the model. */
export function inventory({ reading, locate }: Input): Entry[] {
  const entry = (kind: string, model: { readonly at: Place }, about: string): Entry => ({
    ...{ kind, at: model.at, about, model },
    where: locate(model.at),
  });
  const { tasks, services, clusters, securityGroups, dockerHosts, swarms } = reading;
  return [
    ...clusters.map((one) =>
      entry(
        'cluster',
        one,
        `${counted(one.services.items.length, 'service')}, ${counted(one.capacity.items.length, 'kind')} of instances`,
      ),
    ),
    ...services.map((one) =>
      entry(
        'service',
        one,
        `on ${shown(one.cluster)}, runs ${isKnown(one.task) ? one.task.at.path : `? (${one.task.why})`}`,
      ),
    ),
    ...tasks.flatMap((task) => [
      entry(
        'task definition',
        task,
        `network mode ${isKnown(task.networkMode) ? task.networkMode.name : `? (${task.networkMode.why})`}`,
      ),
      ...taskContainers(task, entry),
    ]),
    ...securityGroups.map((one) =>
      entry('security group', one, `${counted(one.ingress.items.length, 'rule')} for traffic in`),
    ),
    ...dockerHosts.flatMap((host) => [
      ...host.networks.items.map((one) =>
        entry('network', one, `${shown(one.name)}, ${shown(one.driver)}${one.existing ? ', exists already' : ''}`),
      ),
      ...host.containers.items.map((one) => {
        const networks = one.endpoints.items.map(({ network }) => shown(network));
        if (!one.endpoints.complete) networks.push('?');
        const mode = isKnown(one.namespace) ? one.namespace.kind : '?';
        const on = mode === 'own' ? `on ${networks.join(', ') || 'the default bridge'}` : `network mode ${mode}`;
        return entry('container', one, [`${shown(one.name)} ${on}`, ...one.published.items.map(published)].join(', '));
      }),
    ]),
    ...swarms.flatMap((swarm) => [
      ...swarm.networks.items
        .filter(({ name }) => !dockerHosts.some((host) => host.networks.items.some((one) => one.name === name)))
        .map((one) => entry('network', one, `${shown(one.name)}, ${shown(one.driver)}`)),
      ...swarm.services.items.map((one) => {
        const networks = one.networks.items.map(({ network }) => shown(network)).join(', ') || 'no network';
        const ports = one.ports.items.map(({ target, published: at, protocol, mode }) => {
          const outside = at === undefined ? '' : `${shown(at)}:`;
          return `${outside}${shown(target)}/${protocol} ${mode}`;
        });
        return entry('service of a swarm', one, [`${shown(one.name)} on ${networks}`, ...ports].join(', '));
      }),
    ]),
  ];
}

function taskContainers(
  { containers }: TaskDefinition,
  entry: (kind: string, model: { readonly at: Place }, about: string) => Entry,
): Entry[] {
  return containers.items.map((one) => {
    const ports = one.portMappings.items.map(({ containerPort, hostPort, containerPortRange, protocol }) => {
      const inside = containerPort ?? containerPortRange;
      return `${hostPort === undefined ? '' : `${shown(hostPort)}:`}${inside === undefined ? '?' : shown(inside)}/${shown(protocol)}`;
    });
    return entry('container', one, ports.length === 0 ? 'no ports' : ports.join(', '));
  });
}

function published({ hostAddress, hostPort, containerPort, protocol }: PublishedPort): string {
  const address = hostAddress === undefined ? '' : `${shown(hostAddress)}:`;
  return `${address}${hostPort === undefined ? '' : shown(hostPort)}:${shown(containerPort)}/${shown(protocol)}`;
}

function shown(value: Knowable<string | number>): string {
  return isKnown(value) ? String(value) : '?';
}

/** What was read as plain data. */
export function inventoryData(entries: readonly Entry[]): readonly object[] {
  return entries.map(({ kind, at, about, where }) => ({
    kind,
    path: at.path,
    about,
    where: where && { file: at.file, ...where },
  }));
}

/** What was read as text, one line for each entry. */
export function inventoryText(entries: readonly Entry[]): string {
  const width = Math.max(0, ...entries.map(({ kind }) => kind.length));
  const paths = Math.min(48, Math.max(0, ...entries.map(({ at }) => at.path.length)));
  return entries
    .map(({ kind, at, about }) => `${printable(`${kind.padEnd(width)}  ${at.path.padEnd(paths)}  ${about}`)}\n`)
    .join('');
}
