import { App, TerraformStack } from 'cdktf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SwarmTopology } from '../../lib/core/engine/swarm/swarm-topology';
import { Cidr } from '../../lib/core/values/address';
import { Port } from '../../lib/core/values/port';
import { DockerContainer, DockerEngine, OverlayNetwork, type ProviderGeneration, SwarmService } from '../../lib/docker';
import { inventory } from './inventory';
import { type Generation, GENERATIONS, PrivateEngine } from './private-engine';
import { type Deployment, deployment, synthesized } from './terraform';
import type { TerraformJson } from './terraform-json';
import { eventually, MADE_BY_THE_ENGINE, TwoEngines } from './two-engines';

/** Services name a network by name for providers before 4.0.0, and by id for those after. */
const [OLDER, NEWER] = ['3.6.2', '4.5.0'] as const;
const SLEEP = ['sleep', '100000'];

/** A stack with the services that it should have on each node. */
interface SwarmStack {
  readonly name: string;
  readonly stack: TerraformJson;
  /** Names of the services of which tasks run, and of containers, by node; of those that may be on any node, how many. */
  readonly onManager: readonly string[];
  readonly onWorker: readonly string[];
  readonly anywhere: Readonly<Record<string, number>>;
}

describe.each(GENERATIONS)('stacks of a swarm, on two engines %s', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`are not tried here: ${found.reason}`, () => undefined);
    return;
  }
  let two: TwoEngines;
  beforeAll(async () => {
    two = await TwoEngines.start(generation);
  });
  afterAll(() => two.stop());

  test('are as defined once applied, have nothing left to plan, and leave nothing when destroyed', async () => {
    const lines: string[] = [];
    lines.push(await deployed(two, constructed(two, generation, 3), OLDER));
    lines.push(await deployed(two, constructed(two, generation, 4), NEWER));
    lines.push(await deployed(two, byHand('name'), OLDER));
    lines.push(await deployed(two, byHand('id'), NEWER));
    console.log([`two engines ${generation}`, ...lines].join('\n'));
  });
});

async function deployed(
  two: TwoEngines,
  { name, stack, ...defined }: SwarmStack,
  providerVersion: string,
): Promise<string> {
  const [manager, worker] = two.engines;
  const before = await inventories(two);
  const { dockerHost, docker } = manager;
  const way: Deployment = await deployment({ stack, dockerHost, docker, providerVersion });
  try {
    await way.apply();
    await eventually(async () => {
      const [onManager, onWorker] = [await running(manager), await running(worker)];
      const fixed = (names: readonly string[]): string[] => names.filter((one) => defined.anywhere[one] === undefined);
      expect([fixed(onManager), fixed(onWorker)]).toEqual([defined.onManager, defined.onWorker]);
      for (const [service, count] of Object.entries(defined.anywhere))
        expect([...onManager, ...onWorker].filter((one) => one === service)).toHaveLength(count);
    });
    expect(await way.plan()).toEqual([]);
    await way.destroy();
    // tasks end after their service is gone
    await eventually(async () => {
      expect(await inventories(two)).toEqual(before);
    });
    return `  ${name}: applied, second plan empty, nothing left, by ${way.way}`;
  } finally {
    way.close();
  }
}

/** What is on each engine, without what it makes of its own accord as a part of a swarm. */
async function inventories({ engines }: TwoEngines): Promise<(readonly string[])[]> {
  const all = await Promise.all(engines.map(inventory));
  return all.map((names) => names.filter((name) => !MADE_BY_THE_ENGINE.has(name)));
}

/** Names of the services of tasks that run on an engine, and of its other containers. */
async function running({ docker }: PrivateEngine): Promise<string[]> {
  const found = await docker.listContainers();
  return found.map(({ Labels, Names }) => Labels['com.docker.swarm.service.name'] ?? Names[0]?.slice(1) ?? '').sort();
}

/** Services, and a container beside them, on overlay networks. What the kernel of a test lacks is left out: virtual addresses. */
function constructed(
  { engines: [{ hostAddress }] }: TwoEngines,
  generation: Generation,
  providerGeneration: ProviderGeneration,
): SwarmStack {
  const outdir = mkdtempSync(join(tmpdir(), 'portwright-swarm-'));
  try {
    const app = new App({ outdir });
    const version = generation === '29' ? 29 : 20;
    const engine = new DockerEngine(new TerraformStack(app, 'swarm'), 'engine', {
      settings: { version, swarm: true, addresses: [hostAddress] },
      providerGeneration,
    });
    const front = new OverlayNetwork(engine, 'front', { subnets: [{ subnet: Cidr.parse('10.121.0.0/24') }] });
    const back = new OverlayNetwork(engine, 'back', { internal: true });
    const each = { image: 'busybox:latest', command: SLEEP, endpointMode: 'dnsrr' } as const;
    new SwarmService(engine, 'web', {
      ...each,
      networks: [{ network: front, aliases: ['www'] }],
      replicas: 2,
      environment: { STAGE: 'test' },
      ports: [{ target: Port.tcp(80), published: 8080, mode: 'host' }],
    });
    new SwarmService(engine, 'agent', { ...each, networks: [front, back], replicas: 'global' });
    new SwarmService(engine, 'db', { ...each, networks: [back], constraints: ['node.role == worker'], maxPerNode: 1 });
    new DockerContainer(engine, 'shell', { image: 'busybox:latest', command: SLEEP, networks: [front] });
    expect(engine.errorReport()).toBeUndefined();
    const topology = engine.swarm && SwarmTopology.of(engine.swarm);
    expect(topology?.reach({ from: { service: 'agent' }, to: { name: 'db' } }).kind).toBe('reachable');
    app.synth();
    return {
      name: `constructs, for provider ${providerGeneration}`,
      stack: synthesized(outdir, 'swarm'),
      onManager: ['agent', 'shell', 'web'],
      onWorker: ['agent', 'db', 'web'],
      anywhere: {},
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A service and its network by hand. */
function byHand(reference: 'name' | 'id'): SwarmStack {
  return {
    name: `by hand, its network by ${reference}`,
    stack: {
      terraform: { required_providers: { docker: { source: 'kreuzwerker/docker', version: '>= 3.6.2, < 5.0.0' } } },
      provider: { docker: [{}] },
      resource: {
        docker_network: {
          mesh: {
            name: 'mesh',
            driver: 'overlay',
            attachable: true,
            ipam_config: [{ subnet: '10.122.0.0/24', gateway: '10.122.0.1' }],
          },
        },
        docker_service: {
          api: {
            name: 'api',
            mode: [{ replicated: [{ replicas: 2 }] }],
            endpoint_spec: [{ mode: 'dnsrr' }],
            task_spec: [
              {
                container_spec: [{ image: 'busybox:latest', command: SLEEP }],
                networks_advanced: [{ [reference]: '${docker_network.mesh.id}', aliases: ['backend'] }],
              },
            ],
          },
        },
      },
    },
    onManager: [],
    onWorker: [],
    anywhere: { api: 2 },
  };
}
