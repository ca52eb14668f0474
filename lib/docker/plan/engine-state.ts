import { type DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { type Service } from '@cdktf/provider-docker/lib/service';
import { type IConstruct } from 'constructs';
import { type TaskDefinition } from '../../core/ecs/task';
import {
  type ContainerSpec,
  type DockerHost,
  type EngineSettings,
  type Listener,
} from '../../core/engine/definition/docker-host';
import { type Cidr } from '../../core/values/address';
import { type Knowable } from '../../core/values/unknown';
import { hasDriver } from '../../core/engine/definition/driver';
import { type DockerSwarm } from '../../core/engine/swarm/swarm';
import { finalJson, readContainer, readNetwork, readService, stackOverrides } from './final-json';
import { containerSpec, hostModel, networkDefinition } from './host-model';
import { type Plan, type Remark } from './plan';
import { makePlan } from './planning';
import { rawContainer, rawNames, rawNetwork, type RawResources, rawResources } from './raw-resources';
import { type AttachmentState, type ContainerState, type NetworkState } from './state';
import { knowable } from '../../terraform/tokens';

/** A service of a swarm: all that it is, is in its resource. */
export interface ServiceState {
  readonly resource: Service;
  /** What listens in each task. @default - nothing is said */
  readonly listeners?: readonly Listener[];
}

/** ECS tasks that run on the engine, by one construct. */
export interface LocalRunState {
  readonly construct: IConstruct;
  readonly tasks: readonly TaskDefinition[];
  /** Why they cannot be run. */
  readonly refusals: readonly Remark[];
  /** What is left out of them. */
  readonly reductions: readonly Remark[];
  /** Host ports that they were given for ranges, such as `32768/tcp`. */
  readonly hostPorts: readonly string[];
}

/** Everything that is defined on one engine. Constructs write into it; what follows is worked out when it is asked for. */
export class EngineState {
  readonly #networks: NetworkState[] = [];
  readonly #containers: ContainerState[] = [];
  readonly #services: ServiceState[] = [];
  readonly #localRuns: LocalRunState[] = [];
  #plan: Plan | undefined;

  constructor(
    readonly path: string,
    readonly provider: DockerProvider,
    readonly settings: EngineSettings,
    readonly outside: readonly Cidr[],
  ) {}

  addNetwork(network: NetworkState): void {
    this.#networks.push(network);
    this.changed();
  }

  addContainer(container: ContainerState): void {
    this.#containers.push(container);
    this.changed();
  }

  addService(service: ServiceState): void {
    this.#services.push(service);
  }

  addLocalRun(run: LocalRunState): void {
    this.#localRuns.push(run);
  }

  get localRuns(): readonly LocalRunState[] {
    return this.#localRuns;
  }

  /** Ends the links to a container on a network that it leaves; whoever declared them cannot use them any more. */
  dropLinksTo(target: ContainerState, network: AttachmentState['network']): void {
    for (const { links } of this.#containers) {
      const kept = links.filter((link) => link.target !== target || link.network !== network);
      links.splice(0, links.length, ...kept);
    }
  }

  /** To be called after every change of a part: what was worked out does not hold any more. */
  changed(): void {
    this.#plan = undefined;
  }

  get networks(): readonly NetworkState[] {
    return byPath(this.#networks);
  }

  get containers(): readonly ContainerState[] {
    return byPath(this.#containers);
  }

  get plan(): Plan {
    this.#plan ??= makePlan({ networks: this.#networks, containers: this.#containers, outside: this.outside });
    return this.#plan;
  }

  /** The model of what will be written: where an escape hatch changed a resource, its final form counts. */
  model(): DockerHost {
    const { networks, containers, plan } = this;
    const written = hostModel({ path: this.path }, this.settings, networks, containers, plan);
    const raw = this.#raw();
    const hasRaw = raw.networks.length > 0 || raw.containers.length > 0;
    if (!hasRaw && !networks.some(isChanged) && !containers.some(isChanged)) return written;
    const names = this.#names(raw);
    return {
      ...written,
      networks: {
        complete: true,
        items: [
          ...networks.map((network) => {
            const definition = networkDefinition(network, plan);
            return isChanged(network) && !network.existing
              ? readNetwork(definition.at, finalJson(network.resource))
              : definition;
          }),
          ...raw.networks.map(rawNetwork),
        ],
      },
      containers: {
        complete: true,
        items: [
          ...containers.map((container) => {
            const spec = containerSpec(container, plan);
            return isChanged(container)
              ? changed(spec, readContainer(spec.at, finalJson(container.resource), names))
              : spec;
          }),
          ...raw.containers.map((one) => rawContainer(one, names)),
        ],
      },
    };
  }

  /** The swarm that services are made in, of whose nodes nothing is known; undefined: there are no services. */
  swarmModel(host: DockerHost): DockerSwarm | undefined {
    if (this.#services.length === 0) return undefined;
    const names = this.#names(this.#raw());
    const items = this.#services.map(({ resource, listeners }) => {
      const service = readService({ path: placeOf(resource) }, finalJson(resource), names);
      return listeners === undefined ? service : { ...service, listeners };
    });
    // what is wrong with them is found on the host
    const overlays = host.networks.items
      .filter((one) => hasDriver(one, ({ needsSwarm }) => needsSwarm))
      .map((one) => ({ ...one, existing: true }));
    return {
      at: host.at,
      nodes: { items: [], complete: false },
      networks: { items: overlays, complete: host.networks.complete },
      services: { items, complete: true },
    };
  }

  #raw(): RawResources {
    const ours = new Set<unknown>([...this.#networks, ...this.#containers].map(({ resource }) => resource));
    return rawResources(this.provider, ours);
  }

  #names(raw: RawResources): Map<string, Knowable<string>> {
    const names = new Map(rawNames(raw));
    for (const part of [...this.#networks, ...this.#containers]) {
      const { terraformResourceType: type, friendlyUniqueId: id } = part.resource;
      const name = isChanged(part) ? this.#finalName(part) : knowable(part.construct, part.name);
      const prefix = 'existing' in part && part.existing ? 'data.' : '';
      for (const attribute of ['id', 'name']) names.set(`\${${prefix}${type}.${id}.${attribute}}`, name);
    }
    return names;
  }

  #finalName(part: NetworkState | ContainerState): Knowable<string> {
    const kind = 'existing' in part && part.existing ? 'data' : 'resource';
    const { name } = finalJson(part.resource, kind);
    return typeof name === 'string' ? knowable(part.construct, name) : knowable(part.construct, part.name);
  }
}

/** A service is called by the path of its construct. */
function placeOf({ node }: Service): string {
  return node.scope?.node.path ?? node.path;
}

/** A container as it is written, with what Terraform does not know of it: that is as the construct said. */
function changed({ exposed, listeners }: ContainerSpec, written: ContainerSpec): ContainerSpec {
  return { ...written, exposed, ...(listeners === undefined ? {} : { listeners }) };
}

/** Whether something other than the construct had a hand in its resource. */
function isChanged({ resource, given }: NetworkState | ContainerState): boolean {
  const { overrides } = resource.toMetadata() as { overrides?: unknown };
  if (overrides !== undefined) return true;
  for (const [attribute, value] of given) if (Reflect.get(resource, attribute) !== value) return true;
  const inStack = stackOverrides(resource)[resource.terraformResourceType];
  return typeof inStack === 'object' && inStack !== null && resource.friendlyUniqueId in inStack;
}

function byPath<T extends NetworkState | ContainerState>(parts: readonly T[]): T[] {
  const keyed = parts.map((part) => ({ part, path: part.construct.node.path }));
  return keyed.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)).map(({ part }) => part);
}
