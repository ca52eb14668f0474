import { type TaskDefinition } from '../core/ecs/task';
import { type PublishedPort } from '../core/engine/definition/docker-host';
import { type Place } from '../core/values/place';
import { isKnown, type Knowable } from '../core/values/unknown';
import { type Input } from '../formats';

/** One thing of the input, for lists. */
export interface Entry {
  readonly kind: string;
  readonly at: Place;
  /** What matters about it, in a few words. */
  readonly about: string;
  /** Its whole model. */
  readonly model: object;
}

/** Everything that was read, in the order of the model. */
export function inventory({ reading }: Input): Entry[] {
  const { tasks, services, clusters, securityGroups, dockerHosts } = reading;
  return [
    ...clusters.map((one) =>
      entry('cluster', one, `${one.services.items.length} services, ${one.capacity.items.length} kinds of instances`),
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
      ...taskContainers(task),
    ]),
    ...securityGroups.map((one) => entry('security group', one, `${one.ingress.items.length} rules in`)),
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
  ];
}

function entry(kind: string, model: { readonly at: Place }, about: string): Entry {
  return { kind, at: model.at, about, model };
}

function taskContainers({ containers }: TaskDefinition): Entry[] {
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
