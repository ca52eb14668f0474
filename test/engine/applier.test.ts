import { Applier } from './applier';
import { GENERATIONS, PrivateEngine } from './private-engine';
import { Prober, type Question } from './probe';
import { STACK } from './stack-fixture';
import { deployment } from './terraform';
import type { TerraformJson } from './terraform-json';

async function everythingOn(engine: PrivateEngine): Promise<readonly string[]> {
  const containers = await engine.docker.listContainers({ all: true });
  const networks = await engine.docker.listNetworks();
  const { Volumes } = await engine.docker.listVolumes();
  const names = [...containers.flatMap(({ Names }) => Names), ...networks.map(({ Name }) => Name)];
  return [...names, ...Volumes.map((volume) => volume.Name)].sort();
}

const QUESTIONS: readonly Question[] = [
  { from: 'db', probe: 'tcp', target: 'api', port: 80 },
  { from: 'web', probe: 'resolve', target: 'www' },
  { from: 'side', probe: 'resolve', target: 'db.back' },
  { from: 'plain', probe: 'ping', target: 'web' },
  { from: 'plain', probe: 'tcp', target: '172.25.3.3', port: 80 },
  { from: 'plain', probe: 'tcp', target: 'gw(bridge)', port: 8480 },
  { from: 'alone', probe: 'tcp', target: 'host', port: 8480 },
  { from: 'guest', probe: 'tcp', target: '127.0.0.1', port: 8480 },
  { from: 'external', probe: 'tcp', target: 'host', port: 'port(web:81/tcp)' },
  { from: 'host', probe: 'tcp', target: '@web/back', port: 81 },
  { from: 'web', probe: 'tcp', target: 'external', port: 8499 },
  { from: 'side', probe: 'tcp', target: '127.0.0.1', port: 8480 },
  { from: 'plain', probe: 'udp', target: 'host', port: 5353 },
  { from: 'plain', probe: 'udp', target: 'host', port: 5354 },
];

const ANSWERS = [
  { reached: true, by: 'web', address: expect.stringMatching(/^172\.26\.0\./) as unknown },
  { resolved: true, addresses: ['172.25.3.3'] },
  { resolved: true },
  { reached: false, failure: 'no-such-name' },
  { reached: false, failure: 'timeout' },
  { reached: true, by: 'web', seenFrom: '172.25.0.1' },
  { reached: false, failure: 'no-route' },
  { reached: true, by: 'web' },
  { reached: true, by: 'side', seenFrom: '10.200.0.2' },
  { reached: true, by: 'side' },
  { reached: true, by: 'external', seenFrom: '10.200.0.1' },
  { reached: false, failure: 'refused' },
  { reached: true, by: 'guest' },
  { reached: false, failure: 'refused' },
];

describe.each(GENERATIONS)('a hand-written stack on engine %s', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`does not run here: ${found.reason}`, () => undefined);
    return;
  }
  let engine: PrivateEngine;
  beforeAll(async () => {
    engine = await PrivateEngine.start({ generation, name: 'apply' });
  });
  afterEach(() => engine.clear());
  afterAll(() => engine.stop());

  async function answers(): Promise<unknown> {
    const prober = new Prober(engine);
    try {
      await prober.listen([
        { container: 'web', port: 80 },
        { container: 'side', port: 81 },
        { container: 'guest', port: 5353, protocol: 'udp' },
      ]);
      return await prober.askAll(QUESTIONS);
    } finally {
      await prober.close();
    }
  }

  test('is applied, found unchanged and removed by the applier', async () => {
    const before = await everythingOn(engine);
    const applier = new Applier(engine.docker, STACK);
    await applier.apply();
    expect(await answers()).toEqual(ANSWERS.map((answer) => expect.objectContaining(answer) as unknown));
    expect(await applier.plan()).toEqual([]);
    await engine.docker.getContainer('db').remove({ force: true });
    expect((await applier.plan()).map(({ address, action }) => `${action} ${address}`)).toEqual([
      'create docker_container.db',
    ]);
    await applier.destroy();
    expect(await everythingOn(engine)).toEqual(before);
  });

  test.each(['3.6.2', '4.5.0'])('is applied, found unchanged and removed with provider %s', async (providerVersion) => {
    const { dockerHost, docker } = engine;
    const before = await everythingOn(engine);
    const stack = await deployment({ stack: STACK, dockerHost, docker, providerVersion });
    console.log(`provider ${providerVersion}: ${stack.way}`);
    try {
      await stack.apply();
      expect(await answers()).toEqual(ANSWERS.map((answer) => expect.objectContaining(answer) as unknown));
      expect(await stack.plan()).toEqual([]);
      await stack.destroy();
      expect(await everythingOn(engine)).toEqual(before);
    } finally {
      stack.close();
    }
  });

  test('is found to differ by the applier where the provider replaces for ever', async () => {
    const image = 'busybox:latest';
    const command = ['sleep', '100000'];
    const published: TerraformJson = {
      resource: {
        docker_network: { closed: { name: 'closed', internal: true } },
        docker_container: {
          mute: { name: 'mute', image, command, network_mode: 'none', ports: [{ internal: 80, external: 8481 }] },
          shut: {
            ...{ name: 'shut', image, command, ports: [{ internal: 80, external: 8482 }] },
            networks_advanced: [{ name: '${docker_network.closed.id}' }],
          },
          owner: { name: 'owner', image, command },
          sharer: {
            name: 'sharer',
            image,
            command,
            network_mode: 'container:owner',
            depends_on: ['docker_container.owner'],
          },
          check: { name: 'check', image, command, healthcheck: [{ test: ['CMD', 'true'], interval: '60s' }] },
          well: { name: 'well', image, command, healthcheck: [{ test: ['CMD', 'true'], interval: '1s' }], wait: true },
        },
      },
    };
    const applier = new Applier(engine.docker, published);
    try {
      await applier.apply();
      const plan = await applier.plan();
      const facts = plan.flatMap(({ action, address, differences }) =>
        differences.map(({ attribute }) => `${action} ${address} for ${attribute}`),
      );
      expect(facts).toEqual([
        'replace docker_container.mute for ports',
        'replace docker_container.shut for ports',
        'replace docker_container.sharer for network_mode',
        'update docker_container.check for healthcheck',
      ]);
    } finally {
      await applier.destroy();
    }
  });

  test('differs for the applier exactly where it differs for the provider', async () => {
    const { dockerHost, docker } = engine;
    const image = 'busybox:latest';
    const command = ['sleep', '100000'];
    const odd: TerraformJson = {
      resource: {
        docker_network: {
          loose: { name: 'loose', ipam_config: [{ subnet: '172.27.0.0/24' }] },
          tight: { name: 'tight', driver: 'bridge', ipam_config: [{ subnet: '172.28.0.0/24', gateway: '172.28.0.1' }] },
        },
        docker_container: {
          twice: {
            name: 'twice',
            image,
            command,
            ports: [80, 80].map((internal, at) => ({ internal, external: 8490 + at })),
          },
          both: {
            name: 'both',
            image,
            command,
            ports: ['tcp', 'udp'].map((protocol) => ({ internal: 53, external: 8453, protocol })),
          },
          back: { name: 'back', image, command, ports: [{ internal: 81, external: 8491 + 10 }, { internal: 80 }] },
          mute: { name: 'mute', image, command, network_mode: 'none', ports: [{ internal: 80, external: 8481 }] },
          // The engine doubles the memory for swap, and the provider then takes that away at every apply.
          heavy: { name: 'heavy', image, command, memory: 64 },
          mode: { name: 'mode', image, command, network_mode: 'default' },
          full: {
            ...{
              name: 'full',
              image,
              command,
              hostname: 'full',
              dns: ['10.200.0.2'],
              restart: 'on-failure',
              max_retry_count: 2,
            },
            ...{ user: 'root', working_dir: '/tmp', env: ['A=1'], labels: [{ label: 'a', value: 'b' }] },
            ...{
              host: [{ host: 'there', ip: '10.9.8.7' }],
              upload: [{ file: '/tmp/x', content: 'x' }],
              sysctls: { 'net.core.somaxconn': '256' },
            },
            ...{
              capabilities: [{ add: ['CAP_NET_ADMIN'] }],
              healthcheck: [{ test: ['CMD', 'true'], interval: '1s', retries: 3 }],
            },
          },
        },
      },
    };
    const provider = await deployment({ stack: odd, dockerHost, docker, providerVersion: '3.6.2' });
    const applier = new Applier(docker, odd);
    try {
      await applier.apply();
      const seen = (await applier.plan()).map(({ address }) => address).sort();
      await applier.destroy();
      if (!provider.terraform) console.log(`only the applier was asked: ${provider.way}`);
      else {
        await provider.apply();
        expect(seen).toEqual([...(await provider.plan())].sort());
      }
      expect(seen).toEqual(expect.arrayContaining(['docker_container.heavy', 'docker_container.mute']));
      expect(seen).not.toContain('docker_container.full');
    } finally {
      provider.close();
    }
  });

  test('fails in the words of the provider when the engine refuses', async () => {
    const bad: TerraformJson = {
      resource: { docker_network: { bad: { name: 'bad', ipam_config: [{ subnet: '172.17.0.0/16' }] } } },
    };
    await expect(new Applier(engine.docker, bad).apply()).rejects.toThrow(
      /^docker_network\.bad: Unable to create network: Error response from daemon: .*Pool overlaps/,
    );
  });
});
