import { type Cluster } from '../../../lib/core/ecs/cluster';
import { contentionOf, hostPortLedger, type HostPortEntry } from '../../../lib/core/ecs/host-port-ledger';
import { taskDensityOf } from '../../../lib/core/ecs/network-interfaces';
import { placementOf, type Placement } from '../../../lib/core/ecs/placement';
import { readCloudFormation } from '../../../lib/formats';
import {
  cluster,
  hosted,
  instances,
  otherTask,
  ref,
  task,
  template,
  withPorts,
  type Data,
  type Resource,
} from '../rules/pairs/template';

const tcp = (port: number, hostPort: number): Data => ({ ContainerPort: port, HostPort: hostPort, Protocol: 'tcp' });

function clusterOf(...parts: Record<string, Resource>[]): Cluster {
  const [found] = readCloudFormation({ body: template(...parts) }).clusters;
  if (!found) throw new Error('the template has no cluster');
  return found;
}

const lines = (entries: readonly HostPortEntry[]): string[] =>
  entries.map(
    ({ hostPort, protocol, holders }) =>
      `${hostPort}/${protocol}: ${holders.map(({ service, by }) => `${service.at.path} (${by})`).join(', ')}`,
  );

const shown = ({ instances: all }: Placement): string[] =>
  all.map(
    ({ capacity, number, services }) =>
      `${capacity.at.path} ${number}: ${services.map(({ at }) => at.path).join(', ')}`,
  );

const WEB = task('bridge', [withPorts(tcp(80, 8080), tcp(81, 9090))]);
const API = otherTask('host', [withPorts({ ContainerPort: 8080, Protocol: 'tcp' })]);

describe('the host-port ledger', () => {
  test('lists fixed ports of bridge and host tasks, but neither dynamic ones nor those of awsvpc tasks', () => {
    const ledger = hostPortLedger(
      clusterOf(
        cluster(['Linux']),
        instances('Linux'),
        WEB,
        API,
        hosted({ DesiredCount: 1 }),
        hosted({ DesiredCount: 1, TaskDefinition: ref('Other') }, 'Api'),
      ),
    );
    expect(lines(ledger)).toMatchInlineSnapshot(`
     [
       "8080/tcp: Service (port mapping), Api (port mapping)",
       "9090/tcp: Service (port mapping)",
     ]
    `);
  });

  test('counts a port once for services on capacity of their own', () => {
    const ledger = hostPortLedger(
      clusterOf(
        cluster(['A', 'B']),
        instances('A', { max: 1 }),
        instances('B', { max: 1 }),
        WEB,
        API,
        hosted({
          DesiredCount: 1,
          LaunchType: undefined,
          CapacityProviderStrategy: [{ CapacityProvider: ref('AProvider') }],
        }),
        hosted(
          {
            DesiredCount: 1,
            LaunchType: undefined,
            TaskDefinition: ref('Other'),
            CapacityProviderStrategy: [{ CapacityProvider: ref('BProvider') }],
          },
          'Api',
        ),
      ),
    );
    expect(ledger.map(contentionOf)).toEqual([undefined, undefined]);
  });
});

describe('placement', () => {
  test('shows where the tasks of two services with one port go', () => {
    const placement = placementOf(
      clusterOf(
        cluster(['Linux']),
        instances('Linux', { max: 3 }),
        WEB,
        API,
        hosted({ DesiredCount: 2 }),
        hosted({ DesiredCount: 1, TaskDefinition: ref('Other') }, 'Api'),
      ),
    );
    expect(placement.verdict).toBe('fits');
    expect(shown(placement)).toMatchInlineSnapshot(`
     [
       "LinuxProvider 1: Service",
       "LinuxProvider 2: Service",
       "LinuxProvider 3: Api",
     ]
    `);
  });

  test.each([
    [2, 'fits'],
    [3, 'does not fit'],
  ])('of %i tasks with a fixed port on two instances %s', (count, verdict) => {
    const placed = placementOf(
      clusterOf(cluster(['Linux']), instances('Linux', { max: 2 }), WEB, hosted({ DesiredCount: count })),
    );
    expect(placed.verdict).toBe(verdict);
  });

  test.each([
    [10_000, 'fits'],
    [10_001, 'unknown'],
  ])('on %i instances is tried one by one, or not: %s', (max, verdict) => {
    const placed = placementOf(
      clusterOf(cluster(['Linux']), instances('Linux', { max }), WEB, hosted({ DesiredCount: 1 })),
    );
    expect(placed.verdict).toBe(verdict);
  });

  test('shows how far it goes when there are too few instances', () => {
    const placement = placementOf(
      clusterOf(
        cluster(['Linux']),
        instances('Linux', { max: 2 }),
        WEB,
        API,
        hosted({ DesiredCount: 2 }),
        hosted({ DesiredCount: 2, TaskDefinition: ref('Other') }, 'Api'),
      ),
    );
    expect(placement.verdict).toBe('does not fit');
    expect(placement.leftOver.map(({ service, tasks }) => `${tasks} of ${service.at.path}`)).toEqual(['2 of Api']);
  });

  test('is not known while the number of tasks is not', () => {
    const { verdict, missing } = placementOf(
      clusterOf(cluster(['Linux']), instances('Linux'), WEB, hosted({ DesiredCount: ref('Later') })),
    );
    expect(verdict).toBe('unknown');
    expect(missing).toEqual(['how many tasks Service has on which instances']);
  });

  test('is not known while there may be other instances', () => {
    const body = template(WEB, hosted({ Cluster: 'shared', DesiredCount: 9 }));
    const [found] = readCloudFormation({ body }).clusters;
    expect(found && placementOf(found).verdict).toBe('unknown');
  });
});

describe('network interfaces', () => {
  test.each([
    ['t3.micro', 1, undefined],
    ['c5.large', 2, 10],
    ['c5.4xlarge', 7, 60],
    ['m6in.32xlarge', 13, 120],
    ['i4i.large', 2, undefined],
  ])('%s takes %i awsvpc tasks, with trunking %p', (type, plain, trunking) => {
    expect(taskDensityOf(type)).toEqual({ plain, trunking });
  });

  test('are not guessed for a type that is not on the list', () => {
    expect(taskDensityOf('z9.huge')).toBeUndefined();
  });
});
