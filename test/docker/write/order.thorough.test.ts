import { TerraformStack } from 'cdktf';
import fc from '../../law';
import { BridgePort } from '../../../lib/core/values/port-mapping';
import { Port } from '../../../lib/core/values/port';
import { BridgeNetwork, DockerContainer, DockerEngine, IsolatedContainer } from '../../../lib/docker';
import { newApp, written } from '../synth';

interface Part {
  readonly id: string;
  readonly networks: readonly number[];
  readonly alias: string | undefined;
  readonly port: number | undefined;
  readonly linkTo: number;
}

const image = 'busybox:latest';
const NETWORKS = ['alpha', 'beta', 'gamma', 'delta'];

const part = (id: string): fc.Arbitrary<Part> =>
  fc.record({
    id: fc.constant(id),
    networks: fc.uniqueArray(fc.nat(NETWORKS.length - 1), { maxLength: 3 }),
    alias: fc.option(fc.constantFrom('app', 'db'), { nil: undefined }),
    port: fc.option(fc.integer({ min: 1, max: 65535 }), { nil: undefined }),
    linkTo: fc.nat(5),
  });
const parts = fc.tuple(...Array.from({ length: 6 }, (_, index) => part(`part-${index}`)));

/** Writes an app whose parts are made in a given order, with what nobody is related to at the end. */
function write(all: readonly Part[], networks: readonly string[], extra?: (engine: DockerEngine) => void): string {
  const app = newApp();
  const engine = new DockerEngine(new TerraformStack(app, 'stack'), 'local');
  const made = new Map(networks.map((id) => [id, new BridgeNetwork(engine, id)]));
  const containers = new Map<string, DockerContainer>();
  for (const { id, networks: on, alias, port } of all) {
    const container = new DockerContainer(engine, id, { image });
    for (const index of on)
      container.connect(made.get(NETWORKS[index]!)!, alias === undefined ? {} : { aliases: [alias] });
    if (port !== undefined) container.publish(BridgePort.dynamic(Port.tcp(port)));
    containers.set(id, container);
  }
  for (const { id, networks: on, linkTo } of all) {
    const target = all.find((one) => one.id === `part-${linkTo}`)!;
    const shared = on.filter((index) => target.networks.includes(index)).sort((a, b) => a - b)[0];
    if (shared === undefined || target.id === id) continue;
    containers.get(id)!.link(containers.get(target.id)!.as('linked'), made.get(NETWORKS[shared]!)!);
  }
  extra?.(engine);
  app.synth();
  // the state file lies beside the output, and each app here has a directory of its own
  return written(app, 'stack').replaceAll(/"path": ".*tfstate"/g, '"path": ""');
}

it('is written the same to the byte, whatever the order of the definitions', () => {
  fc.assert(
    fc.property(
      parts.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: 6 }))),
      fc.shuffledSubarray(NETWORKS, { minLength: NETWORKS.length }),
      ([all, shuffled], networks) => {
        expect(write(shuffled, networks)).toBe(write(all, NETWORKS));
      },
    ),
    { numRuns: 20 },
  );
});

it('does not change when something unrelated is added', () => {
  fc.assert(
    fc.property(parts, fc.stringMatching(/^[a-z]{3,12}$/), (all, name) => {
      const before = JSON.parse(write(all, NETWORKS)) as { resource: Record<string, object> };
      const added = write(all, NETWORKS, (engine) => {
        const net = new BridgeNetwork(engine, `${name}-net`);
        new DockerContainer(engine, `${name}-box`, { image, networks: [net] });
        new IsolatedContainer(engine, `${name}-cell`, { image });
      });
      expect(JSON.parse(added)).toMatchObject(before);
    }),
    { numRuns: 20 },
  );
});
