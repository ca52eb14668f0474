import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { GENERATIONS, PrivateEngine } from './private-engine';
import { run } from './run';

describe.each(GENERATIONS)('a private engine of generation %s', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`does not run here: ${found.reason}`, () => undefined);
    return;
  }

  test('runs containers and leaves nothing behind', async () => {
    const engine = await PrivateEngine.start({ generation, name: 'self' });
    const mounts = (): string => readFileSync('/proc/self/mounts', 'utf8');
    try {
      const { ApiVersion } = await engine.docker.version();
      expect(Number(ApiVersion.split('.')[1]) >= 52).toBe(generation === '29');
      const container = await engine.docker.createContainer({ Image: 'busybox', Cmd: ['sleep', '1000'], name: 'one' });
      await container.start();
      const running = await container.inspect();
      expect(running.State.Running).toBe(true);
      expect(existsSync(engine.placeOf(running).netns)).toBe(true);
    } finally {
      await engine.stop();
    }
    expect(await run('ip', 'netns', 'list')).not.toContain(engine.hostNetns);
    expect(existsSync(engine.folder)).toBe(false);
    expect(mounts()).not.toContain(engine.folder);
    expect(await run('ps', '-eo', 'args')).not.toContain(engine.folder);
    const controllers = readdirSync('/sys/fs/cgroup', { recursive: false, withFileTypes: true });
    const groups = controllers
      .filter((entry) => entry.isDirectory())
      .flatMap((c) => readdirSync(`/sys/fs/cgroup/${c.name}`));
    const own = groups.filter((group) => group.startsWith('portwright-'));
    expect(own.filter((group) => engine.folder.endsWith(group.slice('portwright-'.length)))).toEqual([]);
  });

  test('runs next to another engine with the same addresses', async () => {
    const engines = await Promise.all(['a', 'b'].map((name) => PrivateEngine.start({ generation, name })));
    try {
      const answers = await Promise.all(
        engines.map((engine) => engine.host.perform({ op: 'ping', target: engine.externalAddress, timeoutMs: 2000 })),
      );
      expect(answers).toEqual([{ reached: true }, { reached: true }]);
    } finally {
      await Promise.all(engines.map((engine) => engine.stop()));
    }
  });
});
