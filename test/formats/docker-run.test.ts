import fc from 'fast-check';
import { type ContainerSpec, type DockerHost } from '../../lib/core/engine/definition/docker-host';
import { Topology } from '../../lib/core/engine/topology';
import { type Finding } from '../../lib/core/values/finding';
import { Port } from '../../lib/core/values/port';
import { isKnown, Unknown } from '../../lib/core/values/unknown';
import { findingsOf, InputError, readInputs, type Input } from '../../lib/formats';
import { hostOf } from '../core/rules/docker/host';
import { expectedOf } from '../core/rules/docker/pair';
import { PAIRS } from '../core/rules/docker/pairs';
import { garbled } from './arbitraries';
import { asScript } from './writers';
import { draws } from '../thoroughness';

const read = (text: string, name = 'up.sh'): Input => readInputs([{ name, text }])[0]!;
const hostIn = (text: string): DockerHost => read(text).reading.dockerHosts[0]!;
const only = (text: string): ContainerSpec => hostIn(text).containers.items[0]!;
const refusals = (text: string): string[] => read(text).reading.problems.map(({ message }) => message);

const SCRIPT = `#!/bin/sh
set -e
NETWORK=shop   # one for all
docker network create --subnet 172.28.0.0/16 "$NETWORK" || true
docker rm -f db web 2>/dev/null
docker run -d --name db --network $NETWORK \\
  --network-alias database \\
  -e POSTGRES_PASSWORD="$SECRET" \\
  postgres:16
docker run -itdp 8080:80 --name=web --net "\${NETWORK:-other}" \\
  -e 'DATABASE_URL=postgres://database:5432/shop' nginx
`;

describe('docker run lines', () => {
  test('are a host: networks, names, ports, and who reaches whom', () => {
    const { reading } = read(SCRIPT);
    expect({ problems: reading.problems, findings: findingsOf(reading) }).toEqual({ problems: [], findings: [] });
    const topology = Topology.of(reading.dockerHosts[0]!);
    expect([...topology.nodes.keys()]).toEqual(['db', 'web']);
    expect(topology.reach({ from: 'web', to: { name: 'database' }, port: Port.tcp(5432) }).kind).toBe('reachable');
    expect(topology.hostPortOf('web', Port.tcp(80))).toBe(8080);
  });

  test.each(['<stdin>', 'notes.txt', 'up.sh'])('are recognized in %s', (name) => {
    expect(read('$ sudo docker run -p 80:80 nginx\n', name).type).toBe('docker-run');
    expect(read(SCRIPT, name).type).toBe('docker-run');
  });

  test('are not seen in files that only mention them', () => {
    expect(read('services:\n  web:\n    image: a\n    command: docker run x\n', 'compose.yaml').type).toBe('compose');
    expect(() => read('# Title\n\nUse docker run -p 80:80 nginx to start.\n', 'README.md')).toThrow(InputError);
  });

  test('have every option of the network', () => {
    const spec = only(
      'docker run -d --name a --network name=back,alias=x,alias=y,ip=172.28.0.9,gw-priority=2 --network front --hostname h ' +
        '--dns 9.9.9.9 --dns-search lan --dns-option ndots:2 --add-host there:10.0.0.1 --add-host six=[::1] --expose 90-91 ' +
        '--mac-address 02:00:00:00:00:01 --link db:data --restart always --sysctl net.ipv4.ip_forward=1 -P image',
    );
    expect(spec).toMatchObject({
      name: 'a',
      image: 'image',
      hostname: 'h',
      dns: { items: ['9.9.9.9'] },
      dnsSearch: { items: ['lan'] },
      dnsOptions: { items: ['ndots:2'] },
      macAddress: '02:00:00:00:00:01',
      restart: 'always',
      publishAll: true,
      sysctls: { 'net.ipv4.ip_forward': '1' },
      exposed: { items: [{ port: 90 }, { port: 91 }] },
      extraHosts: {
        items: [
          { hostname: 'there', address: '10.0.0.1' },
          { hostname: 'six', address: '::1' },
        ],
      },
      endpoints: {
        items: [
          {
            network: 'back',
            aliases: { items: ['x', 'y'] },
            ipv4: '172.28.0.9',
            gatewayPriority: 2,
            links: { items: ['db:data'] },
          },
          { network: 'front', links: { items: [] } },
        ],
      },
    });
  });

  test.each([
    ['-p 80', [{ containerPort: 80, protocol: 'tcp' }]],
    ['-p8080:80/udp', [{ containerPort: 80, hostPort: 8080, protocol: 'udp' }]],
    ['--publish=127.0.0.1::80', [{ containerPort: 80, hostAddress: '127.0.0.1' }]],
    ['-p [::1]:8080:80', [{ containerPort: 80, hostPort: 8080, hostAddress: '::1' }]],
    [
      '-p 8000-8001:80-81',
      [
        { containerPort: 80, hostPort: 8000 },
        { containerPort: 81, hostPort: 8001 },
      ],
    ],
    ['-p 8000-8010:80', [{ containerPort: 80, hostPort: 8000, hostPortLast: 8010 }]],
    ['-p published=8080,target=80', [{ containerPort: 80, hostPort: 8080 }]],
  ])('publish %s', (option, ports) => {
    expect(only(`docker run -d ${option} image`).published.items).toMatchObject(ports);
  });

  test('leave open what the script does not decide, with the reason', () => {
    const { reading } = read('docker run -d --name web -p $PORT:80 --network "$(net)" image');
    const [spec] = reading.dockerHosts[0]!.containers.items;
    expect(spec?.published.items[0]?.hostPort).toEqual(new Unknown('variable PORT has no value'));
    expect(spec?.namespace).toEqual(new Unknown('the output of a command'));
    expect(only('A=1\nA=2\ndocker run -d --name "w$A" image').name).toEqual(
      new Unknown('variable A is set more than once'),
    );
    expect(only('docker run -d image').name).toEqual(new Unknown('the engine makes up a name'));
  });

  test('know which containers run at the end', () => {
    const running = (text: string): unknown[] =>
      hostIn(text).containers.items.map((one) => isKnown(one.running) && one.running);
    expect(running('docker run -d a\ndocker run b\n')).toEqual([true, true]);
    expect(running('docker run a\ndocker run -d b\n')).toEqual([false, true]);
    expect(running('docker create --name a a\ndocker create --name b b\ndocker start b\n')).toEqual([false, true]);
  });

  test.each([
    ['docker rm -f web', ['web']],
    ['docker stop -t 5 web\ndocker rm web', ['web']],
    ['docker container kill web && docker container rm --volumes web', ['web']],
    ['docker rename web old', ['old', 'web']],
    ['docker rm web', ['web', 'web']],
    ['docker rm -f $(docker ps -aq)', ['web']],
  ])('that come after %s find what it leaves', (line, left) => {
    const text = `docker run -d --name web -p 80:80 image\n${line}\ndocker run -d --name web -p 80:80 image\n`;
    expect(hostIn(text).containers.items.map(({ name }) => name)).toEqual(left);
  });

  test('are changed in the order of the script: what was stopped and renamed holds no port of its successor', () => {
    const swap = (line: string): unknown[] =>
      hostIn(
        `docker run -d --name web -p 80:80 image\n${line}\ndocker run -d --name web -p 80:80 image\n`,
      ).containers.items.map(({ name, running }) => [name, running]);
    expect(swap('docker stop web\ndocker rename web old')).toEqual([
      ['old', false],
      ['web', true],
    ]);
    expect(swap('docker stop web\ndocker start web\ndocker rename web old')).toEqual([
      ['old', true],
      ['web', true],
    ]);
  });

  test('take the place of one that the engine removed at its end', () => {
    const names = (first: string): unknown[] =>
      hostIn(`docker run ${first} image\ndocker run -d --name web image\n`).containers.items.map(({ name }) => name);
    expect(names('--rm --name web')).toEqual(['web']);
    expect(names('--rm -d --name web')).toEqual(['web', 'web']);
    expect(names('--name web')).toEqual(['web', 'web']);
  });

  test('are looked at when the script cleans up behind them', () => {
    const text = 'docker network create back\ndocker run -d --name web --network back image\n';
    const { networks, containers } = hostIn(`${text}docker rm -f web\ndocker network rm back\n`);
    expect([networks.items.length, containers.items.map(({ running }) => running)]).toEqual([1, [true]]);
    expect(hostIn(`${text}docker rm -f web\ndocker network rm back\ndocker network create back\n`)).toMatchObject({
      networks: { items: [{ name: 'back' }] },
      containers: { items: [] },
    });
  });

  test('of podman and nerdctl are read alike', () => {
    expect(only('podman run -d --name a -p 80:80 image').published.items).toMatchObject([{ hostPort: 80 }]);
    const unit = '/usr/bin/podman run --name=a --replace --rm --cgroups=split --sdnotify conmon -d -p 80:80 image';
    expect(only(unit).published.items).toMatchObject([{ hostPort: 80 }]);
    expect(only('nerdctl container run -d --name a image').name).toBe('a');
  });

  test('join and leave networks later', () => {
    const spec = only('docker run -d --name a image\ndocker network connect --alias x --ip 172.28.0.9 back a');
    expect(spec.endpoints.items).toMatchObject([{ network: 'bridge' }, { network: 'back', ipv4: '172.28.0.9' }]);
    const left = only('docker run -d --name a --network back image\ndocker network disconnect back a');
    expect(left.endpoints.items).toMatchObject([{ network: 'none' }]);
  });

  test('count on what they do not make', () => {
    const host = hostIn('docker run -d --name app --network back --link db image');
    expect(host.networks.items).toMatchObject([{ name: 'back', existing: true }]);
    expect(host.containers.complete).toBe(false);
    expect(findingsOf(read('docker run -d --name app --network back --link db image').reading)).toEqual([]);
  });
});

describe('what the command line refuses', () => {
  test.each([
    ['docker run -d --nework back image', 'unknown flag: --nework'],
    ['docker run -d', 'requires at least 1 argument'],
    ['docker run -d --network host --network back image', 'cannot attach both user-defined and non-user-defined'],
    ['docker run -d --ip 172.28.0.9 --network name=back,ip=172.28.0.8 image', 'both --ip and per-network IPv4 address'],
    ['docker run -d --network name=back,aliases=x image', 'invalid field "aliases" in --network'],
    ['docker run -d -p 80:80:80:80:x image', '-p takes [[ADDRESS:]HOST:]CONTAINER'],
    ['docker run -d --expose 99-90 image', 'invalid range format for --expose'],
    ['docker network create --gateway 10.0.0.1 back', 'must have a corresponding subnet'],
    ['docker network create', 'requires exactly 1 argument'],
    ['docker network connect back', 'requires exactly 2 arguments'],
  ])('%s', (line, message) => {
    expect(refusals(line)).toEqual([expect.stringContaining(message)]);
  });

  test('is said at the word', () => {
    const input = read('#!/bin/sh\ndocker run -d \\\n  --nework back image\n');
    expect(input.locate(input.reading.problems[0]!.at)).toEqual({ line: 3, column: 3 });
  });
});

describe('the minimal pairs of Docker rules as docker run lines', () => {
  /** What Terraform alone reads back, or what a script may count on. */
  const LEFT = new Set([
    'container-name-slash',
    'ipam-read-back-differs',
    'extra-host-read-back-differs',
    'ipv6-not-canonical',
    'network-mode-read-back-differs',
    'network-undefined',
    'overlay-auxiliary-dropped',
    'ports-of-stopped-container',
    'published-port-twice',
    'published-ports-unsorted',
    'subnet-of-any',
  ]);
  const expressible = PAIRS.flatMap((pair) => {
    if (pair.engine !== undefined || LEFT.has(pair.rule)) return [];
    const wrong = asScript(hostOf(pair.wrong, { version: 29 }));
    const right = asScript(hostOf(pair.right, { version: 29 }));
    return 'text' in wrong && 'text' in right ? [[pair.rule, pair, wrong.text, right.text] as const] : [];
  });
  const brief = (found: readonly Finding[]): string[] => [
    ...new Set(found.map(({ rule, severity }) => `${rule}: ${severity}`)),
  ];

  test('are many', () => {
    console.info(`docker run: ${expressible.length} pairs of ${PAIRS.length}`);
    expect(expressible.length).toBeGreaterThan(60);
  });

  test.each(expressible)('%s is found at its line, and not where it is right', (_rule, pair, wrong, right) => {
    const input = read(wrong);
    const found = findingsOf(input.reading);
    const expected = [expectedOf(pair, 29)].filter((one) => one !== undefined && !LEFT.has(one.split(':')[0] ?? ''));
    expect(input.reading.problems).toEqual([]);
    expect({ wrong, found: brief(found) }).toEqual({
      wrong,
      found: expected,
    });
    for (const { at } of found) {
      const { line } = input.locate(at)!;
      expect(wrong.split('\n')[line - 1]).toContain(at.path.split('/')[0]);
    }
    expect({ right, found: brief(findingsOf(read(right).reading)) }).toEqual({ right, found: [] });
  });
});

test('any garbled script is read or refused with a place', () => {
  fc.assert(
    fc.property(garbled(SCRIPT), (text) => {
      try {
        const input = read(text);
        for (const { at } of [...findingsOf(input.reading), ...input.reading.problems]) {
          expect(input.locate(at)?.line ?? 1).toBeGreaterThan(0);
        }
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }),
    { numRuns: draws(Number(process.env['PORTWRIGHT_FUZZ'] ?? 100)), seed: 20261129 },
  );
});
