import { type LocalPlan, type PlannedContainer } from '../core/local/local-plan';
import { isObject, objectsIn } from './inspected';

/** What the engine says of a container that runs. */
export type Inspected = Readonly<Record<string, unknown>>;

/** Where a port of a running container answers. */
export interface Address {
  /** The copy of the task, such as `web-1`. */
  readonly task: string;
  readonly container: string;
  /** The port that the container listens on, such as `80/tcp`. */
  readonly port: string;
  /** From the machine of the engine; empty: nowhere. */
  readonly here: readonly string[];
  /** From other tasks; empty: nowhere. */
  readonly fromTasks: readonly string[];
  /** From the other containers of its task; empty: nowhere. */
  readonly inTask: readonly string[];
}

/** Where the mapped ports of all tasks answer, once they run. */
export function addressesOf(plan: LocalPlan, inspected: ReadonlyMap<string, Inspected>): readonly Address[] {
  const own = plan.containers.filter(({ local }) => local.spec !== undefined);
  return own.flatMap((container) =>
    portsOf(container).map((port) => ({
      task: container.copy,
      container: container.local.settings.name,
      port,
      ...answersAt(container, port, plan, inspected),
    })),
  );
}

/** The ports that a container maps; a range as its numbers, where they were given. */
function portsOf({ local }: PlannedContainer): readonly string[] {
  const single = (local.spec?.ports ?? []).flatMap(({ containerPort = 0, protocol }) =>
    containerPort > 0 ? [`${containerPort}/${protocol}`] : [],
  );
  return [...new Set([...single, ...local.settings.portBindings.map(({ port, protocol }) => `${port}/${protocol}`)])];
}

function answersAt(
  container: PlannedContainer,
  port: string,
  { containers }: LocalPlan,
  inspected: ReadonlyMap<string, Inspected>,
): Pick<Address, 'here' | 'fromTasks' | 'inTask'> {
  const [number = ''] = port.split('/');
  const { networkMode, networkDisabled } = container.local.settings;
  const at = (host: string): string => `${host}:${number}`;
  if (networkDisabled || networkMode === 'none') return { here: [], fromTasks: [], inTask: [] };
  if (networkMode === 'host') return { here: [at('localhost')], fromTasks: [], inTask: [at('localhost')] };
  const { sharesWith } = container;
  const pause = containers.find(({ key }) => key === sharesWith);
  const holder = pause ?? container;
  const { published, addresses } = seenOf(inspected.get(holder.key), port);
  const names = holder.networks.flatMap(({ aliases }) => aliases);
  const linked = containers.flatMap(({ copy, links }) =>
    copy === container.copy ? links.filter(({ key }) => key === container.key).map(({ alias }) => alias) : [],
  );
  return {
    here: published,
    fromTasks: [...names, ...addresses].map(at),
    inTask: pause ? [at('localhost')] : [...new Set(linked)].map(at),
  };
}

function seenOf(
  inspected: Inspected | undefined,
  port: string,
): { readonly published: readonly string[]; readonly addresses: readonly string[] } {
  const settings = inspected?.['NetworkSettings'];
  if (!isObject(settings)) return { published: [], addresses: [] };
  const ports = isObject(settings['Ports']) ? settings['Ports'] : {};
  const published = objectsIn(ports[port]).map((binding) => `localhost:${String(binding['HostPort'])}`);
  const networks = isObject(settings['Networks']) ? Object.values(settings['Networks']) : [];
  const addresses = objectsIn(networks).flatMap(({ IPAddress: address }) =>
    typeof address === 'string' && address !== '' ? [address] : [],
  );
  return { published: [...new Set(published)], addresses };
}
