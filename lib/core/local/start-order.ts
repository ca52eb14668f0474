import { type ContainerSpec, type TaskSpec } from './task-spec';

/** What a container waits for. */
export interface Wait {
  readonly container: string;
  readonly condition: string;
}

/** What each container waits for, by its name. */
export type Waits = ReadonlyMap<string, readonly Wait[]>;

/** Conditions that the agent knows; CREATE is its own, for `volumesFrom`. */
const CONDITIONS = new Set(['CREATE', 'START', 'COMPLETE', 'SUCCESS', 'HEALTHY']);

const FIRELENS = 'awsfirelens';

/** Whether the output of a container goes to the log router of its task. */
export function logsToRouter({ logDriver }: ContainerSpec): boolean {
  return logDriver === FIRELENS;
}

/** What the agent makes wait for what: dependsOn, the proxy, links and volumesFrom; and after all these the log router. */
export function waitsOf({ containers }: TaskSpec, proxy: string | undefined): Waits {
  const waits = new Map(containers.map((container) => [container.name, ownWaits(container, proxy)]));
  const router = containers.filter(({ firelens }) => firelens !== undefined).at(-1);
  // nothing waits for a router that waits for something itself, so that there is no circle
  if (router && waits.get(router.name)?.length === 0) {
    for (const container of containers) {
      const own = waits.get(container.name) ?? [];
      if (container === router || !logsToRouter(container)) continue;
      if (!own.some((wait) => wait.container === router.name)) own.push({ container: router.name, condition: 'START' });
    }
  }
  return new Map([...waits].filter(([, own]) => own.length > 0));
}

function ownWaits({ name, dependsOn, links, volumesFrom }: ContainerSpec, proxy: string | undefined): Wait[] {
  return [
    ...dependsOn,
    ...(proxy !== undefined && name !== proxy ? [{ container: proxy, condition: 'HEALTHY' }] : []),
    ...volumesFrom.map(({ container }) => ({ container, condition: 'CREATE' })),
    ...links.map((link) => ({ container: targetOf(link), condition: 'START' })),
  ];
}

/** The name before the colon of a link. */
export function targetOf(link: string): string {
  return link.split(':')[0] ?? link;
}

/** Whether the agent finds an order in which everything can start. */
export function canBeOrdered({ containers }: TaskSpec, waits: Waits): boolean {
  const byName = new Map(containers.map((container) => [container.name, container]));
  for (const wait of [...waits.values()].flat()) {
    const target = byName.get(wait.container);
    if (!target || !CONDITIONS.has(wait.condition)) return false;
    if (wait.condition === 'HEALTHY' && target.healthCheck === undefined) return false;
  }
  return startOrder(containers, waits) !== undefined;
}

/** The containers in an order in which each comes after what it waits for; undefined: they wait in a circle. */
export function startOrder(containers: readonly ContainerSpec[], waits: Waits): readonly ContainerSpec[] | undefined {
  const done = new Set<string>();
  const order: ContainerSpec[] = [];
  let left = containers;
  while (left.length > 0) {
    const next = left.find(({ name }) => (waits.get(name) ?? []).every((wait) => done.has(wait.container)));
    if (!next) return undefined;
    done.add(next.name);
    order.push(next);
    left = left.filter((one) => one !== next);
  }
  return order;
}
