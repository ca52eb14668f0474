import { type Cluster } from '../../../lib/core/ecs/cluster';
import { placementOf } from '../../../lib/core/ecs/placement';
import { readCloudFormation } from '../../../lib/formats';
import { Unknown } from '../../../lib/core/values/unknown';
import fc from '../../law';
import { cluster, hosted, instances, ref, task, template, withPorts, type Resource } from '../rules/pairs/template';

const CAPACITY = ['A', 'B'] as const;
const PORTS = [8080, 8081] as const;
const LATER = new Unknown('decided at deploy time');

/** A service whose tasks claim host ports. */
interface Claim {
  readonly ports: readonly number[];
  readonly tasks: number;
  /** Where it may run; undefined: everywhere. */
  readonly on: (typeof CAPACITY)[number] | undefined;
}

const sizes = fc.tuple(fc.nat(3), fc.nat(2));
const claims = fc.array(
  fc.record({
    ports: fc.oneof(
      { weight: 3, arbitrary: fc.subarray([...PORTS], { minLength: 1, maxLength: 1 }) },
      { weight: 1, arbitrary: fc.subarray([...PORTS]) },
    ),
    tasks: fc.nat(3),
    on: fc.constantFrom(undefined, ...CAPACITY),
  }),
  { minLength: 1, maxLength: 3 },
);

function clusterOf(maxima: readonly number[], services: readonly Claim[]): Cluster {
  const parts: Record<string, Resource>[] = [
    cluster(CAPACITY),
    ...CAPACITY.map((name, at) => instances(name, { max: maxima[at] ?? 0 })),
  ];
  for (const [at, { ports, tasks, on }] of services.entries()) {
    const mappings = ports.map((port) => ({ ContainerPort: port - 8000, HostPort: port, Protocol: 'tcp' }));
    const { Task } = task('bridge', [withPorts({ ContainerPort: 70, HostPort: 0, Protocol: 'tcp' }, ...mappings)]);
    const where = on && {
      LaunchType: undefined,
      CapacityProviderStrategy: [{ CapacityProvider: ref(`${on}Provider`) }],
    };
    parts.push(
      { [`Task${at}`]: Task! },
      hosted({ TaskDefinition: ref(`Task${at}`), DesiredCount: tasks, ...where }, `Service${at}`),
    );
  }
  return readCloudFormation({ body: template(...parts) }).clusters[0]!;
}

/** Whether some way to place all tasks exists: each service takes as many instances as it has tasks, with its port free. */
function fits(maxima: readonly number[], services: readonly Claim[]): boolean {
  const all = CAPACITY.flatMap((name, at) => Array.from({ length: maxima[at] ?? 0 }, () => name));
  const search = (at: number, taken: readonly ReadonlySet<number>[]): boolean => {
    const service = services[at];
    if (!service) return true;
    const free = all.flatMap((name, index) =>
      (service.on ?? name) === name && !service.ports.some((port) => taken[index]?.has(port)) ? [index] : [],
    );
    // without a host port any number of tasks finds room
    if (service.ports.length === 0) return search(at + 1, taken);
    return subsets(free, service.tasks).some((chosen) =>
      search(
        at + 1,
        taken.map((ports, index) => (chosen.includes(index) ? new Set([...ports, ...service.ports]) : ports)),
      ),
    );
  };
  return search(
    0,
    all.map(() => new Set<number>()),
  );
}

function subsets(items: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, at) => subsets(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));
}

test('tasks fit only where some way to place them exists, and are said not to fit only where there is none', () => {
  fc.assert(
    fc.property(sizes, claims, (maxima, services) => {
      const { verdict, missing } = placementOf(clusterOf(maxima, services));
      const possible = fits(maxima, services);
      if (verdict === 'fits') expect(possible).toBe(true);
      if (verdict === 'does not fit') expect(possible).toBe(false);
      if (verdict === 'unknown') expect(missing).toEqual(['a better order of placing: this one left tasks over']);
      // who has the least room comes first, which finds a way wherever tasks have one port each
      if (possible && services.every(({ ports }) => ports.length < 2)) expect(verdict).toBe('fits');
    }),
  );
});

test('the placement that is shown puts no host port twice on an instance, and loses no task', () => {
  fc.assert(
    fc.property(sizes, claims, (maxima, services) => {
      const { instances: placed, leftOver } = placementOf(clusterOf(maxima, services));
      const claimOf = (path: string): Claim => services[Number(path.slice('Service'.length))]!;
      for (const { capacity, services: here } of placed) {
        const on = here.map(({ at }) => claimOf(at.path));
        const taken = on.flatMap(({ ports }) => ports);
        expect(new Set(taken).size).toBe(taken.length);
        for (const claim of on) expect(claim.on ?? capacity.at.path[0]).toBe(capacity.at.path[0]);
      }
      for (const [at, { tasks, ports }] of services.entries()) {
        const isIt = (one: { readonly at: { readonly path: string } }): boolean => one.at.path === `Service${at}`;
        const found = placed.flatMap((one) => one.services).filter(isIt).length;
        const left = leftOver.filter(({ service }) => isIt(service)).reduce((sum, one) => sum + one.tasks, 0);
        expect(found + left).toBe(ports.length === 0 ? 0 : tasks);
      }
    }),
  );
});

test('as many tasks as instances fit', () => {
  expect(placementOf(clusterOf([3, 0], [{ ports: [8080], tasks: 3, on: 'A' }])).verdict).toBe('fits');
  expect(placementOf(clusterOf([3, 0], [{ ports: [8080], tasks: 4, on: 'A' }])).verdict).toBe('does not fit');
});

test('daemons, which have no choice, are placed before those who find room elsewhere', () => {
  const daemon = { TaskDefinition: ref('Task1'), SchedulingStrategy: 'DAEMON', DesiredCount: undefined };
  const { Task: replica } = task('bridge', [withPorts({ ContainerPort: 80, HostPort: 8080, Protocol: 'tcp' })]);
  const { Task: other } = task('bridge', [withPorts({ ContainerPort: 81, HostPort: 8080, Protocol: 'tcp' })]);
  const on = (name: string) => ({
    LaunchType: undefined,
    CapacityProviderStrategy: [{ CapacityProvider: ref(`${name}Provider`) }],
  });
  const read = (services: readonly Record<string, Resource>[]): Cluster =>
    readCloudFormation({
      body: template(
        cluster(CAPACITY),
        instances('A', { max: 1 }),
        instances('B', { max: 1 }),
        { Task0: replica!, Task1: other! },
        ...services,
      ),
    }).clusters[0]!;
  const anywhere = hosted({ TaskDefinition: ref('Task0'), DesiredCount: 1 }, 'Replica');
  const one = read([anywhere, hosted({ ...daemon, ...on('A') }, 'Daemon')]);
  const { verdict, instances: placed } = placementOf(one);
  expect([verdict, placed.map(({ services }) => services.map(({ at }) => at.path))]).toEqual([
    'fits',
    [['Daemon'], ['Replica']],
  ]);
});

test('daemons are placed before tasks that have as many kinds of instances to choose from', () => {
  const { Task } = task('bridge', [withPorts({ ContainerPort: 80, HostPort: 8080, Protocol: 'tcp' })]);
  const on = (...names: string[]) => ({
    TaskDefinition: ref('Task'),
    LaunchType: undefined,
    CapacityProviderStrategy: names.map((name) => ({ CapacityProvider: ref(`${name}Provider`) })),
  });
  const all = ['A', 'B', 'C'];
  const body = template(
    cluster(all),
    ...all.map((name) => instances(name, { max: 1 })),
    { Task: Task! },
    hosted({ ...on('A', 'C'), DesiredCount: 1 }, 'Replica'),
    hosted({ ...on('A', 'B'), SchedulingStrategy: 'DAEMON', DesiredCount: undefined }, 'Daemon'),
  );
  const { verdict, instances: placed } = placementOf(readCloudFormation({ body }).clusters[0]!);
  expect([verdict, placed.map(({ services }) => services.map(({ at }) => at.path))]).toEqual([
    'fits',
    [['Daemon'], ['Daemon'], ['Replica']],
  ]);
});

test('tasks that can stand in one place only are placed before those that have a choice', () => {
  const { verdict, instances: placed } = placementOf(
    clusterOf(
      [1, 1],
      [
        { ports: [8080], tasks: 1, on: undefined },
        { ports: [8080], tasks: 1, on: 'A' },
      ],
    ),
  );
  const where = placed.map(({ capacity, services }) => [capacity.at.path, services.map(({ at }) => at.path)]);
  expect([verdict, where]).toEqual([
    'fits',
    [
      ['AProvider', ['Service1']],
      ['BProvider', ['Service0']],
    ],
  ]);
});

test('where the order that was tried leaves a task over and another one might not, nothing is said for certain', () => {
  // each of the second two has a port in common with the one before it: the first two have to part for them
  const claim = (...ports: number[]): Claim => ({ ports, tasks: 1, on: undefined });
  const services = [claim(8081), claim(8083), claim(8081, 8082), claim(8082, 8083)];
  const { verdict, leftOver, missing } = placementOf(clusterOf([2, 0], services));
  expect(verdict).toBe('unknown');
  expect(leftOver.map(({ service, tasks }) => [service.at.path, tasks])).toEqual([['Service3', 1]]);
  expect(missing).toEqual(['a better order of placing: this one left tasks over']);
});

test('nothing is missing where all fits, and where it cannot fit', () => {
  const of = (tasks: number) => placementOf(clusterOf([1, 1], [{ ports: [8080], tasks, on: 'A' }]));
  expect([of(1), of(2)].map(({ verdict, missing }) => [verdict, missing])).toEqual([
    ['fits', []],
    ['does not fit', []],
  ]);
});

test('a service of which nothing says what it runs on leaves open how many tasks stand where', () => {
  const known = clusterOf([1, 1], [{ ports: [8080], tasks: 1, on: 'A' }]);
  const items = known.services.items.map((one) => ({ ...one, launchType: LATER }));
  const { verdict, missing } = placementOf({ ...known, services: { ...known.services, items } });
  expect([verdict, missing]).toEqual(['unknown', ['how many tasks Service0 has on which instances']]);
});

test('what is not in sight is named, and nothing fits for certain beside it', () => {
  const open = (items: Cluster): [string, Cluster][] => [
    ['services that are not in sight', { ...items, services: { ...items.services, complete: false } }],
    ['capacity that is not in sight', { ...items, capacity: { ...items.capacity, complete: false } }],
    [
      `the number of instances of ${items.capacity.items[0]!.at.path}`,
      {
        ...items,
        capacity: {
          ...items.capacity,
          items: items.capacity.items.map((one, at) => (at === 0 ? { ...one, maxInstances: LATER } : one)),
        },
      },
    ],
    [
      'the host ports of Service0',
      {
        ...items,
        services: {
          ...items.services,
          items: items.services.items.map((one, at) => (at === 0 ? { ...one, task: LATER } : one)),
        },
      },
    ],
  ];
  fc.assert(
    fc.property(sizes, claims, (maxima, services) => {
      const known = clusterOf(maxima, services);
      if (placementOf(known).verdict !== 'fits') return;
      for (const [what, unknown] of open(known)) {
        const { verdict, missing } = placementOf(unknown);
        expect({ verdict, named: missing.includes(what) }).toEqual({ verdict: 'unknown', named: true });
      }
    }),
  );
});
