import { type LoadBalancing } from '../../core/ecs/load-balancing';
import { desiredTasks, launchOf, nounOf, serviceModeOf, taskOf } from '../../core/ecs/service-reading';
import { counted } from '../../core/values/phrase';
import { isKnown, known } from '../../core/values/unknown';
import { balancerId } from './balancer-edges';
import { groupLabel } from './equals';
import { type Parts } from './parts';
import { type SecurityLines } from './security-lines';
import { clusterBox, type EcsReading, type ServiceGroup } from './service-groups';
import { shortName, shortPaths } from './short-paths';
import { type TaskDials } from './task-dials';
import { containerLines, portLine } from './task-lines';
import { subnetsOf, type VpcPlaces } from './vpc-places';

/** What the nodes of a picture of ECS are made from. */
export interface EcsSight {
  readonly reading: EcsReading;
  readonly groups: readonly ServiceGroup[];
  readonly security: SecurityLines;
  readonly places: VpcPlaces;
  readonly dials: TaskDials;
}

/** The nodes of a picture of ECS: services, tasks that no service runs, load balancers, and whatever else is in subnets. */
export class EcsNodes {
  /** The label of a node, by its path. */
  readonly #labelOf: (path: string) => string;

  constructor(
    private readonly sight: EcsSight,
    private readonly parts: Parts,
  ) {
    const { reading, groups } = sight;
    const paths = [
      ...[...groups.flatMap(({ members }) => members), ...reading.tasks].map(({ at }) => at.path),
      ...reading.loadBalancing.flatMap(({ balancers }) => balancers.map(({ at }) => at.path)),
      ...reading.networks.flatMap(({ hosts }) => hosts.map(({ at }) => at.path)),
    ];
    const shortened = shortPaths(paths.map(shortName));
    this.#labelOf = (path) => shortened(shortName(path));
  }

  /** Draws all of them. */
  draw(): void {
    for (const group of this.sight.groups) this.#service(group);
    this.#loneTasks();
    for (const one of this.sight.reading.loadBalancing) this.#balancers(one);
    this.#resources();
  }

  #service({ id, first, members, cluster }: ServiceGroup): void {
    const { reading, security, places, dials } = this.sight;
    const names = members.map(({ at }) => at.path);
    const mode = serviceModeOf(first);
    const tasks = desiredTasks(first);
    const launch = launchOf(first);
    const about = [
      mode ? (mode.reachesNetwork ? mode.name : `${mode.name}: no network`) : 'network mode not known',
      ...(launch === undefined ? [] : [launch === 'instances' ? 'on instances' : `on ${launch}`]),
      ...(first.scheduling === 'DAEMON'
        ? ['one on each instance']
        : tasks === undefined
          ? []
          : [counted(tasks, 'task')]),
    ].join(', ');
    const kind = nounOf(first);
    const subnets = subnetsOf(reading.networks, first);
    const filters = security.ofService(first, cluster);
    this.parts.add(
      {
        ...{ id, kind: 'service', label: groupLabel(names.map(this.#labelOf)), members: names },
        lines: [
          kind === 'service' ? about : `${kind}: ${about}`,
          ...portLine(taskOf(first)),
          ...security.groupLine(filters),
        ],
        details: [
          ...places.subnetLines(subnets),
          ...containerLines(taskOf(first)),
          ...dials.serviceLines(first),
          ...dials.taskLines(taskOf(first)),
          ...security.ruleLines(filters),
        ],
        ...(cluster ? { group: clusterBox(cluster) } : places.boxOf(subnets)),
        isIdle: tasks === 0,
        words: filters.map(({ at }) => at.path),
      },
      ...names,
    );
  }

  /** Task definitions that no service runs. */
  #loneTasks(): void {
    const { reading, groups, dials } = this.sight;
    const run = new Set(groups.flatMap(({ members }) => members.map(taskOf)));
    for (const task of reading.tasks) {
      if (run.has(task)) continue;
      const mode = isKnown(task.networkMode) ? task.networkMode.name : 'network mode not known';
      const id = `task ${task.at.file ?? ''}/${task.at.path}`;
      dials.runs(id, task);
      this.parts.add({
        ...{ id, kind: 'service', label: this.#labelOf(task.at.path), members: [task.at.path] },
        lines: [`task definition, ${mode}`, ...portLine(task)],
        details: [...containerLines(task), ...dials.taskLines(task)],
      });
    }
  }

  #balancers({ balancers, listeners }: LoadBalancing): void {
    const { security, places } = this.sight;
    for (const { key, at, type, scheme, securityGroups, subnets: all } of balancers) {
      const ports = listeners
        .filter((listener) => listener.loadBalancer === key)
        .map(({ port, protocol }) => `${known(port) ?? '?'} ${known(protocol) ?? ''}`.trim());
      const kind = isKnown(type) ? `${type} load balancer` : 'load balancer';
      const filters = security.called(securityGroups.items);
      const subnets = all.items.filter(isKnown);
      this.parts.add(
        {
          ...{ id: balancerId(key), kind: 'load balancer', label: this.#labelOf(at.path), members: [at.path] },
          lines: [
            `${scheme === 'internal' ? 'internal ' : ''}${kind}`,
            ...(ports.length === 0 ? [] : [`listens on ${ports.join(', ')}`]),
            ...security.groupLine(filters),
          ],
          details: [...places.subnetLines(subnets), ...security.ruleLines(filters)],
          ...places.boxOf(subnets),
        },
        key,
        at.path,
      );
    }
  }

  /** Databases, functions and whatever else has network interfaces in subnets. */
  #resources(): void {
    const { reading, groups, security, places } = this.sight;
    const drawnElsewhere = new Set([
      ...groups.flatMap(({ members }) => members.map(({ at }) => at.path)),
      ...reading.clusters.flatMap(({ capacity }) => capacity.items.map(({ at }) => at.path)),
    ]);
    for (const { key, at, noun, ports, placements } of reading.networks.flatMap(({ hosts }) => hosts)) {
      if (drawnElsewhere.has(at.path)) continue;
      const listens = (ports?.items ?? []).filter(isKnown);
      const subnets = placements.items.flatMap((one) => one.subnets.items.filter(isKnown));
      const filters = security.called(placements.items.flatMap((one) => one.groups?.items ?? []));
      const name = at.path === '' ? key : at.path;
      this.parts.add(
        {
          ...{ id: `resource ${key}`, kind: 'resource', label: this.#labelOf(name), members: [name] },
          lines: [
            noun,
            ...(listens.length === 0 ? [] : [`listens on ${listens.join(', ')}`]),
            ...security.groupLine(filters),
          ],
          details: [...places.subnetLines(subnets), ...security.ruleLines(filters)],
          ...places.boxOf(subnets),
        },
        key,
        at.path,
      );
    }
  }
}
