import { type Cluster } from '../../core/ecs/cluster';
import { known } from '../../core/engine/definition/docker-reading';
import { forwardsOf, balancerOf, type LoadBalancer, type LoadBalancing } from '../../core/ecs/load-balancing';
import { type TrafficFilter } from '../../core/ecs/security-group';
import { type LoadBalancerAttachment, type Service } from '../../core/ecs/service';
import { desiredTasks, launchOf, nounOf, serviceModeOf, taskOf } from '../../core/ecs/service-reading';
import { type TaskDefinition } from '../../core/ecs/task';
import { explainFlow, flowText, type IntendedFlow } from '../../core/intent/flow';
import { taskFlows } from '../../core/intent/task-flows';
import { counted } from '../../core/values/phrase';
import { isKnown, knownOr } from '../../core/values/unknown';
import { type AwsNetwork } from '../../core/vpc/aws-network';
import { networkPaths } from '../../core/vpc/network-paths';
import { type PathStep, type PathVerdict } from '../../core/vpc/path-verdict';
import { reachInNetwork } from '../../core/vpc/reach';
import { startIn } from '../../core/vpc/start';
import { pathLines } from '../network-path-report';
import { groupLabel } from './equals';
import { intentEdges, type DrawnFlow } from './intent-edges';
import { SecurityLines } from './security-lines';
import { serviceAnswers } from './service-answers';
import { callerPath, serviceGroups, type EcsReading, type ServiceGroup } from './service-groups';
import { shortName, shortPaths } from './short-paths';
import { containerLines, portLine } from './task-lines';
import { subnetsOf, vpcBox, VpcPlaces } from './vpc-places';
import {
  MOST_LINES,
  OUTSIDE,
  stateOf,
  type Picture,
  type PictureEdge,
  type PictureGroup,
  type PictureNode,
} from './picture';

/** Id of all that tasks have to reach before they run. */
export const START = 'needs';

/** More services than this whose ways are open to each other are told in a sentence. */
const MOST_OPEN = 3 * MOST_LINES;

/** Whether there is anything of ECS to draw. */
export function hasEcs({ services, tasks, clusters }: EcsReading): boolean {
  return services.length + tasks.length + clusters.length > 0;
}

/** Clusters and services, who sends traffic to them, who gets through to whom, and the way out. */
export function ecsPicture(reading: EcsReading): Picture {
  return new EcsPicture(reading).picture();
}

/** The name of something with what it is, once. */
function named(noun: string, path: string): string {
  const name = shortName(path);
  return name.toLowerCase().includes(noun.toLowerCase()) ? name : `${noun} ${name}`;
}

class EcsPicture {
  readonly #groups: readonly ServiceGroup[];
  readonly #idOf: ReadonlyMap<Service, string>;
  /** Ids by the key that templates name things by. */
  readonly #byKey = new Map<string, string>();
  readonly #byPath = new Map<string, string>();
  readonly #security: SecurityLines;
  readonly #places: VpcPlaces;
  readonly #dials: readonly IntendedFlow[];
  /** What services and containers are told to dial where it is not known whether it arrives, by their paths. */
  readonly #undecided = new Map<string, string[]>();
  /** Ids of those who run a container, by its path. */
  readonly #callers = new Map<string, string[]>();
  readonly #nodes = new Map<string, PictureNode>();
  readonly #edges: PictureEdge[] = [];
  readonly #notes: string[] = [];
  /** What a box with a path is called. */
  readonly #labelOf: (path: string) => string;

  constructor(private readonly reading: EcsReading) {
    this.#groups = serviceGroups(reading);
    this.#idOf = new Map(this.#groups.flatMap(({ id, members }) => members.map((one) => [one, id] as const)));
    this.#dials = reading.taskPrograms.flatMap(taskFlows);
    const labelled = [
      ...[...this.#idOf.keys(), ...reading.tasks].map(({ at }) => at.path),
      ...reading.loadBalancing.flatMap(({ balancers }) => balancers.map(({ at }) => at.path)),
      ...reading.networks.flatMap(({ hosts }) => hosts.map(({ at }) => at.path)),
    ];
    const shortened = shortPaths(labelled.map(shortName));
    this.#labelOf = (path) => shortened(shortName(path));
    for (const flow of this.#dials) {
      if (flow.verdict.kind !== 'unknown') continue;
      const text = `${flowText(flow)}: ${explainFlow(flow.verdict)}`;
      const path = callerPath(flow);
      this.#undecided.set(path, [...(this.#undecided.get(path) ?? []), text]);
    }
    for (const { id, members } of this.#groups) for (const one of new Set(members.map(taskOf))) this.#runs(id, one);
    this.#security = new SecurityLines(reading);
    this.#places = new VpcPlaces(reading.networks);
  }

  #runs(id: string, task: TaskDefinition | undefined): void {
    for (const { at } of task?.containers.items ?? [])
      this.#callers.set(at.path, [...(this.#callers.get(at.path) ?? []), id]);
  }

  picture(): Picture {
    for (const group of this.#groups) this.#service(group);
    this.#loneTasks();
    for (const one of this.reading.loadBalancing) this.#balancers(one);
    this.#resources();
    this.#forwards();
    this.#classic();
    this.#flows();
    this.#paths();
    this.#starts();
    this.#intended();
    const vpcs = this.reading.networks.flatMap(({ vpcs: all }) => all);
    return {
      groups: [
        ...vpcs.map(({ key, at, blocks }) => ({
          id: vpcBox(key),
          kind: 'vpc' as const,
          label: `${named('VPC', at.path)} ${blocks.items
            .filter(isKnown)
            .map((block) => block.toString())
            .join(', ')}`.trimEnd(),
        })),
        ...this.reading.clusters.map((cluster) => this.#cluster(cluster)),
      ],
      nodes: [...this.#nodes.values()],
      edges: this.#edges,
      notes: this.#notes,
    };
  }

  #cluster(cluster: Cluster): PictureGroup {
    const kinds = cluster.capacity.items.map(({ instanceType, maxInstances }) => {
      const most = isKnown(maxInstances) ? `, at most ${maxInstances}` : '';
      return `${knownOr(instanceType, 'instances of a type that is not known')}${most}`;
    });
    const label = [
      `Cluster ${shortName(cluster.at.path)}`,
      ...(kinds.length === 0 ? [] : [`on ${kinds.join('; ')}`]),
    ].join(' ');
    const around = new Set(
      this.#groups
        .filter((group) => group.cluster === cluster)
        .map(({ first }) => this.#places.vpcOf(subnetsOf(this.reading.networks, first))),
    );
    around.delete(undefined);
    const [vpc, ...others] = around;
    return {
      id: clusterBox(cluster),
      kind: 'cluster',
      label,
      ...(vpc === undefined || others.length > 0 ? {} : { inside: vpcBox(vpc) }),
    };
  }

  #service({ id, first, members, cluster }: ServiceGroup): void {
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
    this.#add(
      {
        ...{ id, kind: 'service', label: groupLabel(names.map(this.#labelOf)), members: names },
        lines: [
          kind === 'service' ? about : `${kind}: ${about}`,
          ...portLine(taskOf(first)),
          ...this.#security.groupLine(this.#security.ofService(first, cluster)),
        ],
        details: [
          ...this.#places.subnetLines(subnetsOf(this.reading.networks, first)),
          ...containerLines(taskOf(first)),
          ...(this.#undecided.get(first.at.path) ?? []),
          ...this.#toldLines(taskOf(first)),
          ...this.#security.ruleLines(this.#security.ofService(first, cluster)),
        ],
        ...(cluster ? { group: clusterBox(cluster) } : this.#places.boxOf(subnetsOf(this.reading.networks, first))),
        isIdle: tasks === 0,
      },
      ...members.map(({ at }) => at.path),
    );
  }

  /** Task definitions that nothing runs. */
  #loneTasks(): void {
    const run = new Set(this.#groups.flatMap(({ members }) => members.map(taskOf)));
    for (const task of this.reading.tasks) {
      if (run.has(task)) continue;
      const mode = isKnown(task.networkMode) ? task.networkMode.name : 'network mode not known';
      const id = `task ${task.at.file ?? ''}/${task.at.path}`;
      this.#runs(id, task);
      this.#add({
        ...{
          id,
          kind: 'service',
          label: this.#labelOf(task.at.path),
          members: [task.at.path],
        },
        lines: [`task definition, ${mode}`, ...portLine(task)],
        details: [...containerLines(task), ...this.#toldLines(task)],
      });
    }
  }

  #balancers({ balancers, listeners }: LoadBalancing): void {
    for (const balancer of balancers) {
      const { key, at, type, scheme } = balancer;
      const isInside = scheme === 'internal';
      const ports = listeners
        .filter((listener) => listener.loadBalancer === key)
        .map(({ port, protocol }) => `${known(port) ?? '?'} ${known(protocol) ?? ''}`.trim());
      const kind = isKnown(type) ? `${type} load balancer` : 'load balancer';
      this.#add(
        {
          ...{ id: `load balancer ${key}`, kind: 'load balancer', label: this.#labelOf(at.path), members: [at.path] },
          lines: [
            `${isInside ? 'internal ' : ''}${kind}`,
            ...(ports.length === 0 ? [] : [`listens on ${ports.join(', ')}`]),
            ...this.#security.groupLine(this.#security.called(balancer.securityGroups.items)),
          ],
          details: [
            ...this.#places.subnetLines(balancer.subnets.items.filter(isKnown)),
            ...this.#security.ruleLines(this.#security.called(balancer.securityGroups.items)),
          ],
          ...this.#places.boxOf(balancer.subnets.items.filter(isKnown)),
        },
        key,
        at.path,
      );
    }
  }

  /** Databases, functions and whatever else has interfaces in subnets. */
  #resources(): void {
    const own = new Set([...this.#idOf.keys()].map(({ at }) => at.path));
    const capacity = new Set(
      this.reading.clusters.flatMap((cluster) => cluster.capacity.items.map(({ at }) => at.path)),
    );
    for (const network of this.reading.networks) {
      for (const { key, at, noun, ports, placements } of network.hosts) {
        if (own.has(at.path) || capacity.has(at.path)) continue;
        const listens = (ports?.items ?? []).filter(isKnown);
        const subnets = placements.items.flatMap((one) => one.subnets.items.filter(isKnown));
        const groups = this.#security.called(placements.items.flatMap((one) => one.groups?.items ?? []));
        this.#add(
          {
            ...{
              id: `resource ${key}`,
              kind: 'resource',
              label: this.#labelOf(at.path === '' ? key : at.path),
              members: [at.path === '' ? key : at.path],
            },
            lines: [
              noun,
              ...(listens.length === 0 ? [] : [`listens on ${listens.join(', ')}`]),
              ...this.#security.groupLine(groups),
            ],
            details: [...this.#places.subnetLines(subnets), ...this.#security.ruleLines(groups)],
            ...this.#places.boxOf(subnets),
          },
          key,
          at.path,
        );
      }
    }
  }

  /** Who gets what a listener takes. */
  #forwards(): void {
    for (const fronts of this.reading.loadBalancing) {
      for (const { listener, actions } of forwardsOf(fronts)) {
        const balancer = listener && balancerOf(fronts, listener);
        if (!balancer) continue;
        const groups = actions.items.flatMap(({ targets }) => targets.items.map(({ group }) => group)).filter(isKnown);
        for (const key of groups) this.#forward(balancer, key, known(listener.port));
      }
    }
  }

  #forward(balancer: LoadBalancer, targetGroup: string, port: number | undefined): void {
    for (const { id, first } of this.#groups) {
      for (const attachment of first.loadBalancers.items) {
        if (!attachedTo(attachment, targetGroup)) continue;
        const { containerPort } = attachment;
        const label = `${port ?? '?'} → ${known(containerPort) ?? '?'}`;
        const { state, because } = this.#behind(balancer.key, targetGroup, first);
        const edge = {
          from: `load balancer ${balancer.key}`,
          to: id,
          kind: 'published',
          state,
          both: false,
          label,
          because,
        } as const;
        if (!this.#edges.some((one) => one.from === edge.from && one.to === id && one.label === label))
          this.#edges.push(edge);
      }
    }
  }

  /** Whether a load balancer gets to its targets, as the network says where it is written. */
  #behind(balancer: string, targetGroup: string, service: Service): Pick<PictureEdge, 'state' | 'because'> {
    for (const network of this.reading.networks) {
      const host = network.hosts.find(({ at, noun }) => at.path === service.at.path && noun === 'service');
      const targets = network.balancerTargets.find(({ key }) => key === targetGroup);
      const target = targets?.targets.items.find((one) => one.host === host?.key);
      if (!host || !target || !isKnown(target.ports) || !network.balancers.some(({ key }) => key === balancer))
        continue;
      const verdicts = [...new Set(target.ports)].map((port) =>
        reachInNetwork(network, { from: balancer, to: host.key, port }),
      );
      const verdict =
        verdicts.find(({ kind }) => kind === 'blocked') ??
        verdicts.find(({ kind }) => kind === 'unknown') ??
        verdicts[0];
      if (verdict)
        return {
          state: stateOf(verdict.kind),
          because: pathLines({ from: shortName(balancer), to: shortName(service.at.path), port: undefined, verdict }),
        };
    }
    return { state: 'unknown', because: ['the subnets of the load balancer or of the tasks are not in sight'] };
  }

  #classic(): void {
    for (const { id, first } of this.#groups) {
      for (const { classicName } of first.loadBalancers.items) {
        if (classicName === undefined) continue;
        const name = knownOr(classicName, 'load balancer');
        const balancer = `load balancer ${name}`;
        if (!this.#nodes.has(balancer)) {
          this.#add({
            id: balancer,
            kind: 'load balancer',
            label: shortName(name),
            members: [name],
            lines: ['classic load balancer'],
            details: [],
          });
        }
        for (const way of this.#classicWays(name, first)) {
          this.#edges.push({ from: balancer, to: id, kind: 'published', both: false, ...way });
        }
      }
    }
  }

  /** What each listener of a Classic Load Balancer gets to, or that it is not in sight. */
  #classicWays(name: string, service: Service): readonly Pick<PictureEdge, 'label' | 'state' | 'because'>[] {
    const listeners = this.reading.networks
      .flatMap(({ balancers }) => balancers)
      .filter(({ key, type }) => key === name && type === 'classic')
      .flatMap((balancer) => balancer.listeners.items);
    if (listeners.length === 0) return [{ state: 'unknown', because: ['the load balancer is not in sight'] }];
    return listeners.map(({ key, port }) => ({ label: `${known(port) ?? '?'}`, ...this.#behind(name, key, service) }));
  }

  /** What programs are told to dial. */
  #intended(): void {
    const flows = this.#dials.flatMap((flow): DrawnFlow[] => {
      const { verdict } = flow;
      if (verdict.kind === 'unknown') return [];
      return this.#callersOf(flow).flatMap((from) => {
        const to = this.#dialled(flow, from);
        return to === undefined || (from === to && verdict.kind === 'reachable') ? [] : [{ from, to, flow }];
      });
    });
    this.#edges.push(...intentEdges(flows));
  }

  #callersOf({ from, service }: IntendedFlow): readonly string[] {
    if (service === undefined) return this.#callers.get(from) ?? [];
    const id = this.#byPath.get(service.path);
    return id === undefined ? [] : [id];
  }

  /** The node at the other end of what is dialled; undefined where it is not in the picture. */
  #dialled({ dial, verdict }: IntendedFlow, from: string): string | undefined {
    if (verdict.kind === 'unknown') return undefined;
    const named = 'to' in verdict && verdict.target === undefined ? this.#byPath.get(verdict.to) : undefined;
    const target = verdict.target && this.#nodeAt(verdict.target.path, from);
    if (verdict.kind === 'reachable') return target ?? named;
    // the element that blocks a way is not the one that is dialled
    if (verdict.reason === 'way-blocked') return this.#byPath.get(verdict.to) ?? (target === from ? undefined : target);
    const isName = verdict.reason === 'name-unknown' || verdict.reason === 'host-name-missing';
    return target ?? named ?? (isName ? this.#unresolved(dial.host) : undefined);
  }

  /** The node of a service or of whoever runs a container; the dialling one where several run it. */
  #nodeAt(path: string, from: string): string | undefined {
    const runners = this.#callers.get(path) ?? [];
    return this.#byPath.get(path) ?? (runners.includes(from) ? from : runners[0]);
  }

  #unresolved(host: string): string {
    const id = `name ${host}`;
    this.#add({ id, kind: 'missing', label: host, members: [host], lines: ['does not resolve'], details: [] });
    return id;
  }

  /** What a task is told to dial where it is not known whether it arrives. */
  #toldLines(task: TaskDefinition | undefined): string[] {
    return (task?.containers.items ?? []).flatMap(({ at }) => this.#undecided.get(at.path) ?? []);
  }

  /** Which services get through to which. */
  #flows(): void {
    const found = new Map<string, PictureEdge>();
    for (const { from, to, port, verdict, lines } of serviceAnswers(this.#groups)) {
      const key = JSON.stringify([from, to, verdict.kind]);
      const ports = [...new Set([...(found.get(key)?.label?.split(', ') ?? []), port])];
      const because = [...(found.get(key)?.because ?? []), ...lines];
      found.set(key, {
        from,
        to,
        kind: 'flow',
        state: stateOf(verdict.kind),
        both: false,
        label: ports.join(', '),
        because,
      });
    }
    const edges = merged(this.#withoutCliques([...found.values()]));
    for (const [state, most] of [
      ['open', MOST_OPEN],
      ['blocked', MOST_LINES],
      ['unknown', MOST_LINES],
    ] as const) {
      const lines = edges.filter((one) => one.state === state);
      if (lines.length <= most) this.#edges.push(...lines);
      else
        this.#notes.push(
          flowNote(
            state,
            lines.reduce((sum, { both }) => sum + (both ? 2 : 1), 0),
          ),
        );
    }
  }

  /** Services of the same security groups that all get through to each other are drawn as members of these groups. */
  #withoutCliques(edges: readonly PictureEdge[]): PictureEdge[] {
    const byGroups = new Map<string, { id: string; filters: readonly TrafficFilter[]; members: ServiceGroup[] }>();
    for (const group of this.#groups) {
      const filters = this.#security.ofService(group.first, group.cluster);
      if (filters.length === 0 || serviceModeOf(group.first)?.reachesNetwork !== true) continue;
      const id = `members ${filters.map(({ key }) => key).join(' ')}`;
      const known = byGroups.get(id) ?? { id, filters, members: [] };
      known.members.push(group);
      byGroups.set(id, known);
    }
    let left = edges.filter((one) => !this.#saysBox(one));
    for (const { id, filters, members } of byGroups.values()) {
      const ids = new Set(members.map((one) => one.id));
      const [within, others] = [
        left.filter((one) => ids.has(one.from) && ids.has(one.to)),
        left.filter((one) => !ids.has(one.from) || !ids.has(one.to)),
      ];
      if (members.length < 3 || within.length === 0 || within.some(({ state }) => state !== 'open')) continue;
      left = others;
      const label = filters.map(({ at }) => shortName(at.path)).join(', ');
      const group = members[0]?.cluster;
      this.#add({
        ...{
          id,
          kind: 'security group',
          label,
          members: filters.map(({ at }) => at.path),
          lines: ['members get through to each other'],
        },
        details: this.#security.ruleLines(filters),
        ...(group ? { group: clusterBox(group) } : {}),
      });
      for (const one of members)
        this.#edges.push({ from: one.id, to: id, kind: 'member', state: 'open', both: false, because: [] });
    }
    return left;
  }

  /** Whether the box of a service says that it has no network. */
  #saysBox({ from, to }: PictureEdge): boolean {
    return this.#groups.some(
      ({ id, first }) => (id === from || id === to) && serviceModeOf(first)?.reachesNetwork === false,
    );
  }

  /** Ways through the networks that somebody is likely to ask about. */
  #paths(): void {
    for (const path of this.reading.networks.flatMap(networkPaths)) {
      const from = path.from === 'internet' ? this.#outside() : this.#byPath.get(path.from);
      const to = this.#byPath.get(path.to);
      if (from === undefined || to === undefined) continue;
      const kind = from === OUTSIDE ? 'published' : 'flow';
      const shown = path.port === undefined ? {} : { label: path.port };
      this.#edges.push({
        from,
        to,
        kind,
        state: stateOf(path.verdict.kind),
        both: false,
        ...shown,
        because: pathLines(path),
      });
    }
  }

  /** What tasks have to reach before they run, and by which gateways. */
  #starts(): void {
    const seen = new Set<string>();
    const draw = (edge: PictureEdge): void => {
      const key = JSON.stringify([edge.from, edge.to]);
      if (!seen.has(key)) this.#edges.push(edge);
      seen.add(key);
    };
    for (const network of this.reading.networks) {
      if (network.subnets.length === 0) continue;
      for (const start of network.starts) {
        const from = this.#byPath.get(start.at.path);
        if (from === undefined) continue;
        const { verdict, needs } = startIn(network, start);
        const to = this.#needs();
        const because = pathLines({
          from: shortName(start.at.path),
          to: 'all that its tasks need to start',
          port: undefined,
          verdict,
        });
        const edge = { kind: 'way out', state: stateOf(verdict.kind), both: false, because } as const;
        const gateways = new Set(needs.flatMap((need) => this.#gatewaysOf(network, need.verdict)));
        if (verdict.kind !== 'reachable' || gateways.size === 0) {
          draw({ ...edge, from, to });
          continue;
        }
        for (const gateway of gateways) {
          draw({ ...edge, from, to: gateway });
          draw({ ...edge, from: gateway, to, because: [] });
        }
      }
    }
  }

  /** What stands between a subnet and where its packets go. */
  #gatewaysOf(network: AwsNetwork, { trace }: PathVerdict): string[] {
    return trace.flatMap(({ step, element }) => {
      const isEndpoint = network.endpoints.some(({ key }) => key === element.key);
      const noun = isEndpoint ? 'VPC endpoint' : GATEWAYS[step];
      if (noun === undefined) return [];
      const id = `gateway ${element.key}`;
      const [vpc] = network.vpcs;
      const box = network.vpcs.length === 1 && vpc ? { group: vpcBox(vpc.key) } : {};
      if (!this.#nodes.has(id)) {
        const label = shortName(element.at.path === '' ? element.key : element.at.path);
        this.#add({ id, kind: 'gateway', label, members: [element.at.path], lines: [noun], details: [], ...box });
      }
      return [id];
    });
  }

  #add(node: PictureNode, ...names: readonly string[]): void {
    this.#nodes.set(node.id, node);
    for (const name of names) {
      this.#byKey.set(name, node.id);
      this.#byPath.set(name, node.id);
    }
  }

  #outside(): string {
    const label = 'internet';
    this.#nodes.set(OUTSIDE, { id: OUTSIDE, kind: 'outside', label, members: [label], lines: [], details: [] });
    return OUTSIDE;
  }

  #needs(): string {
    const label = 'what tasks need to start';
    const lines = ['registry, logs, secrets'];
    this.#nodes.set(START, { id: START, kind: 'outside', label, members: [label], lines, details: [] });
    return START;
  }
}

const GATEWAYS: Partial<Record<PathStep, string>> = {
  'internet-gateway': 'internet gateway',
  'nat-gateway': 'NAT gateway',
  'egress-only-gateway': 'egress-only internet gateway',
  'gateway-endpoint': 'gateway endpoint',
  peering: 'peering connection',
  'transit-gateway': 'transit gateway',
};

/** What holds in both directions is one line. */
function merged(edges: readonly PictureEdge[]): PictureEdge[] {
  const byKey = new Map(edges.map((edge) => [JSON.stringify([edge.from, edge.to, edge.state]), edge]));
  return edges.flatMap((edge) => {
    if (edge.from === edge.to) return [];
    const back = byKey.get(JSON.stringify([edge.to, edge.from, edge.state]));
    if (!back || back.label !== edge.label) return [edge];
    return edge.from < edge.to ? [{ ...edge, both: true, because: [...edge.because, ...back.because] }] : [];
  });
}

function flowNote(state: PictureEdge['state'], count: number): string {
  const ways = `${counted(count, 'way')} from service to service ${count === 1 ? 'is' : 'are'}`;
  return `${ways} ${state === 'unknown' ? 'not known' : state}`;
}

function attachedTo({ targetGroup, alternateTargetGroup }: LoadBalancerAttachment, key: string): boolean {
  return [targetGroup, alternateTargetGroup].some(
    (group) => group !== undefined && isKnown(group) && group.key === key,
  );
}

function clusterBox({ at }: Cluster): string {
  return `cluster ${at.file ?? ''}/${at.path}`;
}
