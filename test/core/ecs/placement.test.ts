import { type Cluster } from '../../../lib/core/ecs/cluster';
import { placementOf } from '../../../lib/core/ecs/placement';
import { readCloudFormation } from '../../../lib/formats';
import fc from '../../law';
import { cluster, hosted, instances, ref, task, template, withPorts, type Resource } from '../rules/pairs/template';

const CAPACITY = ['A', 'B'] as const;
const PORTS = [8080, 8081] as const;

/** A service that claims one host port for each of its tasks. */
interface Claim {
  readonly port: number;
  readonly tasks: number;
  /** Where it may run; undefined: everywhere. */
  readonly on: (typeof CAPACITY)[number] | undefined;
}

const sizes = fc.tuple(fc.nat(3), fc.nat(2));
const claims = fc.array(
  fc.record({
    port: fc.constantFrom(...PORTS),
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
  for (const [at, { port, tasks, on }] of services.entries()) {
    const { Task } = task('bridge', [withPorts({ ContainerPort: 80, HostPort: port, Protocol: 'tcp' })]);
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
      (service.on ?? name) === name && taken[index]?.has(service.port) !== true ? [index] : [],
    );
    return subsets(free, service.tasks).some((chosen) =>
      search(
        at + 1,
        taken.map((ports, index) => (chosen.includes(index) ? new Set([...ports, service.port]) : ports)),
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

const shared = (services: readonly Claim[]): boolean =>
  new Set(services.map(({ port }) => port)).size < services.length;

test('tasks fit only where some way to place them exists, and are said not to fit only where there is none', () => {
  fc.assert(
    fc.property(sizes, claims, (maxima, services) => {
      const { verdict, missing } = placementOf(clusterOf(maxima, services));
      const possible = fits(maxima, services);
      if (verdict === 'fits') expect(possible).toBe(true);
      if (verdict === 'does not fit') expect(possible).toBe(false);
      // where no two services want one port, nothing has to be tried in another order
      if (verdict === 'unknown') expect({ shared: shared(services), missing }).toMatchObject({ shared: true });
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
        expect(new Set(on.map(({ port }) => port)).size).toBe(on.length);
        for (const claim of on) expect(claim.on ?? capacity.at.path[0]).toBe(capacity.at.path[0]);
      }
      for (const [at, { tasks }] of services.entries()) {
        const isIt = (one: { readonly at: { readonly path: string } }): boolean => one.at.path === `Service${at}`;
        const found = placed.flatMap((one) => one.services).filter(isIt).length;
        const left = leftOver.filter(({ service }) => isIt(service)).reduce((sum, one) => sum + one.tasks, 0);
        expect(found + left).toBe(tasks);
      }
    }),
  );
});

test('as many tasks as instances fit', () => {
  expect(placementOf(clusterOf([3, 0], [{ port: 8080, tasks: 3, on: 'A' }])).verdict).toBe('fits');
  expect(placementOf(clusterOf([3, 0], [{ port: 8080, tasks: 4, on: 'A' }])).verdict).toBe('does not fit');
});
