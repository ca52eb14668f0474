import { Folder, run } from './run';

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

// two on the default bridge, of which the daemon decides whether they see each other
const COMPOSE = folder.file(
  'compose.yaml',
  'services:\n  a: {image: a, network_mode: bridge}\n  b: {image: b, network_mode: bridge}\n',
);
const TERRAFORM = folder.file('main.tf.json', {
  resource: { docker_container: { a: { name: 'aa', image: 'a' }, b: { name: 'bb', image: 'b' } } },
});
const SCRIPT = folder.file('up.sh', '#!/bin/sh\ndocker run -d --name aa a\ndocker run -d --name bb b\n');
const reach = (file: string, from: string, to: string, ...more: readonly string[]): number =>
  run('reach', file, '--from', from, '--to', to, ...more).code;

describe('the engine that a file will run on', () => {
  const closed = folder.file('daemon.json', { icc: false, 'log-driver': 'journald' });

  test.each([
    ['compose files', COMPOSE, 'a', 'b'],
    ['Terraform', TERRAFORM, 'aa', 'bb'],
    ['docker run lines', SCRIPT, 'aa', 'bb'],
  ])('has the settings of its daemon.json, for %s', (_what, file, from, to) => {
    expect(reach(file, from, to)).toBe(0);
    expect(reach(file, from, to, '--daemon', closed)).toBe(1);
  });

  test('gives its default bridge the first subnet of its pools, and none where it has no default bridge', () => {
    const fixed = (subnet: string): string =>
      folder.file(
        'fixed.yaml',
        `services:\n  a: {image: a, networks: [n]}\nnetworks:\n  n: {ipam: {config: [{subnet: ${subnet}}]}}\n`,
      );
    const pooled = folder.file('pools.json', { 'default-address-pools': [{ base: '10.40.0.0/16', size: 24 }] });
    const bare = folder.file('bare.json', { bridge: 'none' });
    const found = (subnet: string, ...daemon: readonly string[]): boolean =>
      run('check', fixed(subnet), ...daemon).out.includes('overlaps');
    expect(found('172.17.4.0/24')).toBe(true);
    expect(found('172.17.4.0/24', '--daemon', pooled)).toBe(false);
    expect(found('10.40.0.0/24', '--daemon', pooled)).toBe(true);
    expect(found('10.40.1.0/24', '--daemon', pooled)).toBe(false);
    expect(found('172.17.4.0/24', '--daemon', bare)).toBe(false);
  });

  test('has the version that is given', () => {
    const file = folder.file(
      'six.yaml',
      'services:\n  a: {image: a, networks: [n]}\nnetworks:\n  n: {enable_ipv6: true, ipam: {config: [{subnet: 172.28.0.0/16}]}}\n',
    );
    const model = (...more: readonly string[]): string => run('check', file, '--format', 'json', ...more).out;
    expect(model('--engine', '20.10')).not.toBe(model('--engine', '29'));
    expect(model('--engine', '29')).toBe(model());
  });

  test('may stand in the settings of the folder, and options go before', () => {
    const config = folder.file('engine.json', { engine: { version: '20.10', daemon: { icc: false } } });
    expect(reach(COMPOSE, 'a', 'b', '--config', config)).toBe(1);
    const open = folder.file('open.json', { icc: true });
    expect(reach(COMPOSE, 'a', 'b', '--config', config, '--daemon', open)).toBe(0);
  });
});

test.each([{ init: true }, { proxies: {} }, { 'default-shm-size': '64M', 'ip-forward': true }])(
  'a setting of the daemon that changes nothing about networks is passed over: %j',
  (daemon) => {
    const config = folder.file('other.json', { engine: { daemon } });
    expect(run('check', COMPOSE, '--config', config)).toEqual(run('check', COMPOSE));
  },
);

test.each([{ 'ip-forward': false }, { bridge: 'br0' }, { bip6: '2001:db8::1/64' }])(
  'a setting of the daemon whose effect on networks is not modelled is refused: %j',
  (daemon) => {
    const config = folder.file('other.json', { engine: { daemon } });
    const { code, err } = run('check', COMPOSE, '--config', config);
    expect([code, err]).toEqual([2, expect.stringContaining('is not modelled; leave it out to check without it')]);
  },
);

describe('an engine that there is not', () => {
  test('is refused at its place', () => {
    const usage = run('check', COMPOSE, '--engine', 'newest');
    expect(usage).toMatchObject({ code: 2 });
    expect(usage.err).toContain('--engine is a version of Docker Engine such as 20.10 or 29.4.1, got "newest"');
    const wrong = folder.file('wrong.json', '{\n  "icc": "no"\n}\n');
    expect(folder.short(run('check', COMPOSE, '--daemon', wrong).err)).toContain(
      'wrong.json:2:3: icc is true or false',
    );
    const strange = folder.file('strange.json', '{\n  "iccc": true\n}\n');
    expect(folder.short(run('check', COMPOSE, '--daemon', strange).err)).toContain(
      'strange.json:2:3: the daemon has no setting "iccc"; did you mean icc?',
    );
    const open = folder.file('open-address.json', '{\n  "host-gateway-ips": ["192.0.2.1"]\n}\n');
    expect(folder.short(run('check', COMPOSE, '--daemon', open).err)).toContain(
      'open-address.json:2:3: what this value of "host-gateway-ips" does to networks is not modelled; leave it out',
    );
  });

  test.each([
    [{ version: 'x' }, 'a version of Docker Engine'],
    [{ addresses: ['here'] }, 'a list of addresses of the host'],
    [{ daemon: { bip: 'x' } }, 'bip is an address with the length of its subnet'],
    [{ daemon: { 'default-address-pools': [null] } }, 'default-address-pools is a list of pools'],
    [{ daemon: { 'default-address-pools': [{ base: '10.10.0.0/16', size: '24' }] } }, 'a list of pools'],
    [{ daemon: { dns: [1] } }, 'dns is a list of texts'],
    [{ verson: '20' }, 'one of version, addresses, daemon'],
    ['20.10', 'an object with version, addresses, daemon'],
  ])('is refused in the settings: %j', (engine, message) => {
    const config = folder.file('bad.json', { engine });
    expect(run('check', COMPOSE, '--config', config)).toMatchObject({
      code: 2,
      err: expect.stringContaining(message) as string,
    });
  });
});
