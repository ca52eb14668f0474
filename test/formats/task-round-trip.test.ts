import { networkModeOf } from '../../lib/core/ecs/network-mode';
import { type TaskDefinition } from '../../lib/core/ecs/task';
import { planLocally } from '../../lib/core/local/local-plan';
import { readInputs } from '../../lib/formats';
import fc from '../law';
import {
  asTaskDefinition,
  asTemplate,
  asTerraformTask,
  type NetworkContainer,
  networkOf,
  type NetworkPort,
  type NetworkTask,
} from './task-writers';

const name = fc.constantFrom('web', 'db', 'side-car', 'a_b', 'x1');
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const listed = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<{ items: T[]; complete: true }> =>
  fc.array(item, { maxLength: 3 }).map((items) => ({ items, complete: true }));
const port = fc.integer({ min: 1, max: 65535 });
const address = fc.ipV4();
const seconds = fc.integer({ min: 1, max: 300 });

const mapping = fc.oneof(
  fc.record({
    containerPort: port,
    hostPort: optional(fc.integer({ min: 0, max: 65535 })),
    protocol: fc.constantFrom('tcp', 'udp'),
    name: optional(name),
    appProtocol: optional(fc.constantFrom('http', 'http2', 'grpc')),
  }),
  fc.record({
    containerPortRange: fc
      .tuple(fc.integer({ min: 1, max: 65500 }), fc.integer({ min: 1, max: 20 }))
      .map(([first, more]) => `${first}-${first + more}`),
    protocol: fc.constantFrom('tcp', 'udp'),
  }),
) as fc.Arbitrary<NetworkPort>;

const container = fc.record({
  name,
  essential: fc.boolean(),
  portMappings: listed(mapping),
  links: listed(fc.tuple(name, optional(name)).map((parts) => parts.filter((one) => one !== undefined).join(':'))),
  hostname: optional(fc.domain()),
  dnsServers: listed(address),
  dnsSearchDomains: listed(fc.domain()),
  extraHosts: listed(fc.record({ hostname: name, ipAddress: address })),
  disableNetworking: optional(fc.boolean()),
  systemControls: listed(
    fc.record({
      namespace: fc.constantFrom('net.core.somaxconn', 'net.ipv4.ip_local_port_range'),
      value: fc.constantFrom('1024', '1024 65000', '0'),
    }),
  ),
  dependsOn: listed(
    fc.record({ container: name, condition: fc.constantFrom('START', 'COMPLETE', 'SUCCESS', 'HEALTHY') }),
  ),
  healthCheck: optional(
    fc.record({
      timeoutSeconds: optional(seconds),
      intervalSeconds: optional(seconds),
      retries: optional(fc.integer({ min: 1, max: 10 })),
      startPeriodSeconds: optional(seconds),
    }),
  ),
}) as fc.Arbitrary<NetworkContainer>;

const MODES = [undefined, 'none', 'bridge', 'host', 'awsvpc'] as const;

const task = fc
  .record({
    family: name,
    networkModeGiven: fc.constantFrom(...MODES),
    compatibilities: fc.subarray(['EC2', 'FARGATE', 'EXTERNAL']),
    ipcMode: optional(fc.constantFrom('host', 'task', 'none')),
    pidMode: optional(fc.constantFrom('host', 'task')),
    containers: fc.array(container, { minLength: 1, maxLength: 4 }).map((items) => ({ items, complete: true })),
  })
  .map((drawn) => ({ ...drawn, networkMode: networkModeOf(drawn.networkModeGiven) }) as NetworkTask);

/** The same with names that are there once, and waits and links that lead to the first container: the agent takes it. */
function runnable(drawn: NetworkTask): NetworkTask {
  const items = drawn.containers.items.map(({ dependsOn, links, portMappings, ...rest }, index) => ({
    ...rest,
    name: `c${index}`,
    essential: true,
    dependsOn: { ...dependsOn, items: index > 0 ? dependsOn.items.slice(0, 1).map(toFirst) : [] },
    links: { ...links, items: index > 0 ? links.items.slice(0, 1).map(() => 'c0:first') : [] },
    portMappings: { ...portMappings, items: portMappings.items.map(({ hostPort: _, ...one }) => one) },
  }));
  return { ...drawn, containers: { items, complete: true } };
}

const toFirst = (): { container: string; condition: string } => ({ container: 'c0', condition: 'START' });

/** The one task that the reader of its kind finds in a text. */
function read(file: string, text: string): TaskDefinition {
  const readings = readInputs([{ name: file, text }]).map(({ reading }) => reading);
  expect(readings.flatMap(({ problems, unknown }) => [...problems, ...unknown])).toEqual([]);
  const tasks = readings.flatMap((reading) => reading.tasks);
  expect(tasks).toHaveLength(1);
  return tasks[0]!;
}

const FORMS = [
  ['task definition JSON', 'task.json', asTaskDefinition],
  ['CloudFormation', 'template.json', asTemplate],
  ['Terraform', 'main.tf.json', asTerraformTask],
] as const;

describe('a task that is written and read again', () => {
  test.each(FORMS)('as %s has the same network', (_form, file, write) => {
    fc.assert(
      fc.property(task, (given) => {
        expect(networkOf(read(file, write(given)))).toEqual(given);
      }),
    );
  });

  test('runs the same locally, whichever form it was written in', () => {
    fc.assert(
      fc.property(task.map(runnable), (given) => {
        const plans = FORMS.map(([, file, write]) => {
          const plan = planLocally([{ task: read(file, write(given)) }]);
          return {
            containers: plan.containers.map(({ local, ...rest }) => ({ ...rest, settings: local.settings })),
            refusals: plan.refusals.map(({ text }) => text),
            reductions: plan.reductions.map(({ text }) => text),
          };
        });
        expect(plans[0]?.refusals).toEqual([]);
        expect(plans[0]?.containers.length).toBeGreaterThan(0);
        expect(plans[1]).toEqual(plans[0]);
        expect(plans[2]).toEqual(plans[0]);
      }),
    );
  });
});
