import { type ContainerSpec } from '../../lib/core/engine/definition/docker-host';
import { isKnown, type Knowable } from '../../lib/core/values/unknown';
import { findingsOf, readInputs, type Input } from '../../lib/formats';
import { testThoroughly } from '../thoroughness';

/** Compose files that are read together: compose.yaml, then the others by their number. */
const read = (...texts: readonly string[]): Input =>
  readInputs(
    texts.map((text, index) => ({ name: index === 0 ? 'compose.yaml' : `${index}.yaml`, text })),
    { type: 'compose' },
  )[0]!;

const containers = (input: Input): readonly ContainerSpec[] => input.reading.dockerHosts[0]!.containers.items;

const container = (input: Input, name: string): ContainerSpec => containers(input).find(({ at }) => at.path === name)!;

const networks = (input: Input, name: string): unknown[] =>
  container(input, name).endpoints.items.map(({ network }) => network);

const shown = (value: Knowable<string | number> | undefined): string =>
  value === undefined ? '' : isKnown(value) ? String(value) : '?';

/** What a container publishes: address, port of the host, own port. */
const ports = (input: Input, name: string): string[] =>
  container(input, name).published.items.map(
    ({ hostAddress, hostPort, containerPort, protocol }) =>
      `${shown(hostAddress)}:${shown(hostPort)}:${shown(containerPort)}/${shown(protocol)}`,
  );

/** What is refused, each with its line and column. */
const problems = ({ reading, locate }: Input): string[] =>
  reading.problems.map(({ at, message }) => `${at.file}:${locate(at)?.line}:${locate(at)?.column}: ${message}`);

const findings = ({ reading }: Input): string[] =>
  findingsOf(reading).map(({ rule, severity }) => `${severity} ${rule}`);

describe('compose files that are merged', () => {
  test.each(['test', 'command', 'entrypoint', 'networks', 'dns', '__proto__'])(
    'keep a service that is called %s as it is below',
    (name) => {
      const input = read(
        `services: {${name}: {image: x, networks: [a], ports: ['8080:80']}}\nnetworks: {a: }\n`,
        `services: {${name}: {environment: {A: b}}}\n`,
      );
      expect(container(input, name)).toMatchObject({ image: 'x', published: { items: [{ hostPort: 8080 }] } });
      expect(networks(input, name)).toHaveLength(1);
    },
  );

  test.each([
    ['in the long form', '{target: 80, published: "8080"}'],
    ['with a number in the long form', '{target: 80, published: 8080, protocol: tcp, mode: host}'],
    ['with its protocol', '"8080:80/TCP"'],
    ['with the address that stands for all', '"0.0.0.0:8080:80"'],
  ])('publish a port once that is written again %s', (_how, again) => {
    const input = read('services: {web: {image: x, ports: ["8080:80"]}}', `services: {web: {ports: [${again}]}}`);
    expect(container(input, 'web').published.items).toHaveLength(1);
    expect(findings(input)).toEqual([]);
    const alone = read(`services: {web: {image: x, ports: ["8080:80", ${again}]}}`);
    expect(container(alone, 'web').published.items).toHaveLength(1);
    expect(findings(alone)).toEqual([]);
  });

  test('publish a port twice that another container port has as well', () => {
    const input = read('services: {web: {image: x, ports: ["8080:80"]}}', 'services: {web: {ports: ["8080:81"]}}');
    expect(findings(input)).toEqual(['error published-port-taken']);
  });

  test('have the networks of both, also those of which nothing is said', () => {
    const input = read(
      'services: {web: {image: x, networks: [a]}}\nnetworks: {a: }\n',
      'services: {web: {networks: [b]}, db: {image: x, networks: [c]}}\nnetworks: {b: , c: }\n',
    );
    expect(networks(input, 'web')).toEqual(['default_a', 'default_b']);
    expect(problems(input)).toEqual([]);
  });

  test('have the name servers and extra hosts of both', () => {
    const { dns, extraHosts } = container(
      read(
        'services: {web: {image: x, dns: 1.1.1.1, extra_hosts: ["a:10.0.0.1"]}}',
        'services: {web: {dns: 8.8.8.8, extra_hosts: {a: 10.0.0.2, b: "::1"}}}',
      ),
      'web',
    );
    expect(dns.items).toEqual(['1.1.1.1', '8.8.8.8']);
    expect(extraHosts.items).toEqual([
      { hostname: 'a', address: '10.0.0.1' },
      { hostname: 'a', address: '10.0.0.2' },
      { hostname: 'b', address: '::1' },
    ]);
  });

  test('have the kernel parameters and search domains of both, in the form of either', () => {
    const { sysctls, dnsSearch } = container(
      read(
        'services: {web: {image: x, dns_search: lan, sysctls: ["net.core.somaxconn=512", "net.ipv4.ip_forward=1"]}}',
        'services: {web: {dns_search: [shop.example], sysctls: {net.core.somaxconn: 1024}}}',
      ),
      'web',
    );
    expect(sysctls).toEqual({ 'net.core.somaxconn': '1024', 'net.ipv4.ip_forward': '1' });
    expect(dnsSearch?.items).toEqual(['lan', 'shop.example']);
  });

  test('have the subnets of the later one, with what the earlier one says of the same', () => {
    const config = (text: string): string => `networks: {default: {ipam: {config: [${text}]}}}`;
    const input = read(
      `services: {web: {image: x}}\n${config('{subnet: 10.1.0.0/24, gateway: 10.1.0.9}, {subnet: 10.3.0.0/24}')}\n`,
      config('{subnet: 10.2.0.0/24}, {subnet: 10.1.0.0/24, ip_range: 10.1.0.128/25}'),
    );
    expect(input.reading.dockerHosts[0]!.networks.items[0]!.ipam.items).toMatchObject([
      { subnet: '10.2.0.0/24', at: { file: '1.yaml' } },
      { subnet: '10.1.0.0/24', gateway: '10.1.0.9', ipRange: '10.1.0.128/25' },
    ]);
  });
});

describe('the tags of compose files', () => {
  test('take away and replace in the later file', () => {
    const input = read(
      'services: {web: {image: x, networks: [a], ports: ["80:80"], hostname: h}, db: {image: x}}\nnetworks: {a: }\n',
      'services:\n  web:\n    ports: !override ["81:80"]\n    hostname: !reset null\n    networks: !reset\n  db: !reset\n',
    );
    expect(ports(input, 'web')).toEqual([':81:80/tcp']);
    expect(container(input, 'web').hostname).toBeUndefined();
    expect(networks(input, 'web')).toEqual(['default_default']);
    expect(containers(input)).toHaveLength(1);
    expect(problems(input)).toEqual([]);
  });

  test('say the same where nothing lies below', () => {
    const input = read(
      'services:\n  web: {image: x, ports: !override ["81:80"], networks: !reset null}\n  db: {image: x, ports: !reset []}\n',
    );
    expect(ports(input, 'web')).toEqual([':81:80/tcp']);
    expect(networks(input, 'web')).toEqual(['default_default']);
    expect(ports(input, 'db')).toEqual([]);
    expect(problems(input)).toEqual([]);
    expect(input.reading.unknown).toEqual([]);
  });

  test('reach through a base into the files below', () => {
    const input = read(
      'services: {web: {image: x, ports: ["80:80"], hostname: h}}',
      'services:\n  web: {extends: base, ports: !override ["81:80"], hostname: !reset null}\n  base: {image: y, ports: ["82:80"]}\n',
      'services: {web: {ports: ["83:80"]}}',
    );
    expect(ports(input, 'web')).toEqual([':81:80/tcp', ':83:80/tcp']);
    expect(container(input, 'web').hostname).toBeUndefined();
  });

  test('leave the place of a value where it is written', () => {
    const input = read('services:\n  web:\n    image: x\n    ports: !override\n      - "80:80"\n      - "81:99999"\n');
    const [finding] = findingsOf(input.reading);
    expect(input.locate(finding!.at)).toEqual({ line: 6, column: 9 });
  });
});

test('an extra host has an address in brackets, or several', () => {
  const input = read(
    'services: {web: {image: x, extra_hosts: ["a:[::1]", "b=[::1]", "c:::1", "d=10.0.0.1,10.0.0.2", "d:10.0.0.3"]}}',
  );
  expect(container(input, 'web').extraHosts.items).toEqual([
    { hostname: 'a', address: '::1' },
    { hostname: 'b', address: '::1' },
    { hostname: 'c', address: '::1' },
    { hostname: 'd', address: '10.0.0.1' },
    { hostname: 'd', address: '10.0.0.2' },
    { hostname: 'd', address: '10.0.0.3' },
  ]);
  expect(findings(input)).toEqual([]);
});

describe('a port in the short form', () => {
  test.each([
    ['80', '::80/tcp'],
    ['":80"', '::80/tcp'],
    ['"8080:80/TCP"', ':8080:80/tcp'],
    ['"127.0.0.1::80"', '127.0.0.1::80/tcp'],
    ['"127.0.0.1:8080:80"', '127.0.0.1:8080:80/tcp'],
    ['"[::1]:8080:80"', '::1:8080:80/tcp'],
    ['"::1:8080:80"', '::1:8080:80/tcp'],
    ['"[::1]::80/udp"', '::1::80/udp'],
  ])('%s is address, host port and port %s', (written, expected) => {
    const input = read(`services: {web: {image: x, ports: [${written}]}}`);
    expect(ports(input, 'web')).toEqual([expected]);
    expect(problems(input)).toEqual([]);
  });

  test.each(['"127.0.0.1:80"', '"[::1]:80"', '"80:"', '"80/tcp/x"', '"80-81:80-83"'])(
    '%s is refused, as the tool does',
    (written) => {
      const input = read(`services: {web: {image: x, ports: [${written}]}}`);
      expect(ports(input, 'web')).toEqual([]);
      expect(problems(input)).toEqual([expect.stringMatching(/^compose.yaml:1:\d+: a port is \[\[ADDRESS:\]HOST:\]/)]);
    },
  );
});

describe('a name that no container of a file has', () => {
  const text = 'services: {web: {image: x, environment: {API_URL: "http://api:80"}}}';
  const found = (name: string, beside: Readonly<Record<string, string>> = {}): string[] =>
    readInputs([{ name, text }], { type: 'compose', load: (file) => beside[file] }).flatMap(findings);

  test('is found where the project is that file', () => {
    expect(found('compose.yaml')).toEqual(['warning dialled-name-unknown']);
    expect(found('stack.yaml')).toEqual(['warning dialled-name-unknown']);
  });

  test('may be in the file that it is merged with', () => {
    expect(found('compose.override.yaml')).toEqual([]);
    expect(found('compose.debug.yaml', { 'compose.yaml': text })).toEqual([]);
    expect(found('shop/debug.yml', { 'shop/docker-compose.yml': text })).toEqual([]);
  });

  describe('may be in a file of the project that is not given, where this one', () => {
    const warnings = (more: string, top = ''): string[] =>
      readInputs([
        {
          name: 'compose.yaml',
          text: `${top}services: {web: {image: x, environment: {API_URL: "http://api:80"}${more}}, job: {image: y, profiles: [z]}}`,
        },
      ]).flatMap(findings);

    test.each([
      ['starts after a service that it does not have', ', depends_on: [queue]'],
      ['links to one', ', links: ["queue:q"]'],
      ['is in the network of one', ', network_mode: "service:queue"'],
      ['takes the volumes of one', ', volumes_from: ["queue:ro"]'],
      ['extends one', ', extends: {service: base, file: base.yaml}'],
    ])('%s', (_what, more) => {
      expect(warnings(more)).toEqual([]);
    });

    test('includes one', () => {
      expect(warnings('', 'include: [other.yaml]\n')).toEqual([]);
    });

    test('and not where what it names is there, switched off, or no service', () => {
      const one = ['warning dialled-name-unknown'];
      expect(warnings(', depends_on: {job: {condition: service_started, required: false}}')).toEqual(one);
      expect(warnings(', volumes_from: ["container:other"]')).toEqual(one);
    });
  });

  test('an override alone may name services of the file below it, and leave the image to it', () => {
    const override = 'services: {web: {depends_on: [db], links: [db], volumes_from: [db]}, job: {pid: "service:db"}, x: {network_mode: "service:db"}}'; // prettier-ignore
    const told = (name: string): number => problems(readInputs([{ name, text: override }])[0] ?? read('')).length;
    expect(told('compose.override.yaml')).toBe(0);
    expect(told('compose.yaml')).toBe(8);
  });
});

describe('what the tool refuses is told with its place', () => {
  test.each(['host', 'none', 'bridge', 'service:db', 'container:other'])(
    'networks beside network_mode %s, also when another file adds it',
    (mode) => {
      const message = 'network_mode and networks exclude each other';
      const rest = '\n  db: {image: x}\nnetworks: {n: }\n';
      expect(problems(read(`services:\n  web: {image: x, network_mode: "${mode}", networks: [n]}${rest}`))).toEqual([
        expect.stringMatching(new RegExp(`^compose.yaml:2:\\d+: ${message}$`)),
      ]);
      const merged = read(
        `services:\n  web: {image: x, networks: [n]}${rest}`,
        `services:\n  web: {network_mode: "${mode}"}`,
      );
      expect(problems(merged)).toEqual([`compose.yaml:2:19: ${message}`]);
    },
  );

  test.each([
    'network_mode: "", networks: [n]',
    'network_mode: "${MODE}", networks: [n]',
    'network_mode: host, networks: []',
    'ipc: service:db, pid: "service:${OTHER:-db}"',
    'volumes_from: [container:other]',
    'environment: ["GREETING=a b = c", HOST]',
    'depends_on: {db: {condition: "${CONDITION}"}}',
    'healthcheck: {test: ["${KIND}", x]}',
    'healthcheck: {test: curl localhost}',
  ])('but not %s', (written) => {
    expect(problems(read(`services: {db: {image: x}, web: {image: x, ${written}}}\nnetworks: {n: }\n`))).toEqual([]);
  });

  test.each([
    ['n: {ipam: {subnet: 10.0.0.0/24}}', 'unknown key "subnet" in ipam, it belongs under ipam.config'],
    ['n: {ipam: {config: [{subnets: 10.0.0.0/24}]}}', 'an entry of ipam.config has no "subnets"; perhaps subnet'],
    ['n: {ipam: {config: ["10.0.0.0/24"]}}', 'an entry of ipam.config is an object, got "10.0.0.0/24"'],
    ['"n n": {}', 'the name of a network is letters, digits, ".", "_" and "-", got "n n"'],
  ])('of a network: %s', (written, message) => {
    expect(problems(read(`services: {web: {image: x}}\nnetworks:\n  ${written}\n`))).toEqual([
      expect.stringContaining(`: ${message}`),
    ]);
  });

  test('nothing of an external network that says more than its name, which Compose passes over', () => {
    const more =
      'external: true, driver: bridge, internal: true, labels: {a: b}, ipam: {config: [{subnet: 10.1.0.0/24}]}';
    expect(problems(read(`services: {web: {image: x, networks: [n]}}\nnetworks: {n: {${more}}}\n`))).toEqual([]);
  });

  test.each([
    ['volumes: [data:/d]', '', 'service web uses volume "data", which is not among the volumes at the top of the file'],
    ['volumes: [{type: volume, source: data, target: /d}]', '', 'service web uses volume "data"'],
    ['secrets: [pw]', '', 'service web uses secret "pw", which is not among the secrets at the top of the file'],
    ['configs: [{source: site, target: /s}]', '', 'service web uses config "site"'],
    [
      'volumes: [v:/d]',
      'volumes: {v: {external: true, driver: local}}',
      'volume v is external, so it can have nothing but a name',
    ],
    ['volumes: [v:/d]', 'volumes: {v: local}', 'a volume is an object, got "local"'],
    ['secrets: [s]', 'secrets: {s: {}}', 'secret s has none of file, environment and is not external'],
    ['secrets: [s]', 'secrets: {s: {file: ./a, environment: A}}', 'secret s has file and environment'],
    ['configs: [c]', 'configs: {c: {content: a, file: ./b}}', 'config c has file and content'],
    [
      'volumes: [{type: folder, source: ./a, target: /a}]',
      '',
      'volumes[0].type is bind, volume, tmpfs, cluster, npipe or image, got "folder"',
    ],
    ['volumes: [{type: bind, source: ./a}]', '', 'a mount of service web has no target'],
    ['volumes: [{type: bind, target: /a}]', '', 'a bind mount of service web has no source'],
    ['healthcheck: {test: x, interval: "30"}', '', 'healthcheck.interval is a time with its unit'],
    ['healthcheck: {test: x, timeout: 10sec}', '', 'healthcheck.timeout is a time with its unit'],
    [
      'healthcheck: {test: x, interval: 30}',
      '',
      'healthcheck.interval is a time with its unit, such as 30s or 1m30s, got 30',
    ],
    ['stop_grace_period: 10s 5ms', '', 'stop_grace_period is a time with its unit'],
    ['mem_limit: lots', '', 'mem_limit is an amount of memory such as 512m or 2g, got "lots"'],
    ['deploy: {resources: {limits: {memory: 2 gigs}}}', '', 'deploy.resources.limits.memory is an amount of memory'],
    ['cap_add: NET_ADMIN', '', 'cap_add is a list, got "NET_ADMIN"'],
    ['user: 1000', '', 'user is a text, got 1000'],
  ])('%s with %s', (written, top, message) => {
    expect(problems(read(`services: {web: {image: x, ${written}}}\n${top}\n`))).toEqual([
      expect.stringContaining(`: ${message}`),
    ]);
  });

  test.each([
    ['volumes: [v:/d:ro, "${V}:/e", "${F:-./f}:/f", ./g:/g, ~/h:/h, /i:/i, /j]', 'volumes: {v: }'],
    ["volumes: ['C:\\data:/d', {type: tmpfs, target: /t}, {type: bind, source: ./b, target: /b}]", ''],
    ['secrets: [s, t, u]', 'secrets: {s: {external: true}, t: {file: ./t}, u: {driver: vault}}'],
    ['configs: ["${C}"]', ''],
    ['healthcheck: {test: x, interval: 1m30s, timeout: 1.5s, start_period: "0", retries: "${R}"}', ''],
    ['stop_grace_period: "${GRACE}", mem_limit: 512M, shm_size: 1.5gb, mem_reservation: 1024', ''],
    ['mem_limit: 2 GiB, deploy: {resources: {limits: {memory: "${M:-2g}"}}}', ''],
  ])('but not %s with %s', (written, top) => {
    expect(problems(read(`services: {web: {image: x, ${written}}}\n${top}\n`))).toEqual([]);
  });

  test('a name of a service that has a blank', () => {
    const message = 'the name of a service is letters, digits, ".", "_" and "-", got "my web"';
    expect(problems(read('services: {"my web": {image: x}}'))).toEqual([expect.stringContaining(message)]);
  });

  test('the wait for the health of a service whose check is off', () => {
    const wait = 'web: {image: x, depends_on: {db: {condition: service_healthy}}}';
    for (const check of ['{disable: true}', '{test: [NONE]}']) {
      const found = problems(read(`services: {${wait}, db: {image: x, healthcheck: ${check}}}`));
      expect(found).toEqual([expect.stringContaining('web waits until db is healthy, whose health check is off')]);
    }
    expect(problems(read(`services: {${wait}, db: {image: x}}`))).toEqual([]);
  });

  test.each([
    ['networks: {n: {alias: [x]}}', 'a network of a service has no "alias"; perhaps aliases'],
    ['networks: {n: x}', 'a network of a service is an object, got "x"'],
    ['networks: "n"', 'networks is a list or an object, got "n"'],
    ['networks: {n: {aliases: x}}', 'networks.n.aliases is a list, got "x"'],
    ['depends_on: db', 'depends_on is a list or an object, got "db"'],
    ['ports: "80:80"', 'ports is a list, got "80:80"'],
    ['expose: 80', 'expose is a list, got 80'],
    ['expose: [80000]', 'expose takes PORT[-PORT][/PROTOCOL], got "80000"'],
    ['expose: ["90-80"]', 'expose takes PORT[-PORT][/PROTOCOL], got "90-80"'],
    ['links: {db: }', 'links is a list, got an object'],
    ['dns: {a: 1.1.1.1}', 'dns is a text or a list, got an object'],
    ['extra_hosts: "a:1.1.1.1"', 'extra_hosts is a list or an object, got "a:1.1.1.1"'],
    ['profiles: debug', 'profiles is a list, got "debug"'],
    ['deploy: []', 'deploy is an object, got a list'],
    ['container_name: 5', 'container_name is a text, got 5'],
    ['scale: true', 'scale is a whole number, got true'],
    ['depends_on: {db: {condition: service_ready}}', 'depends_on.db.condition is service_started, service_healthy or '],
    ['depends_on: {db: {required: false}}', 'an entry of depends_on has no condition, which is service_started, '],
    ['depends_on: {db: {condition: service_started, when: now}}', 'an entry of depends_on has no "when"'],
    ['depends_on: {db: }', 'an entry of depends_on is an object, got nothing'],
    ['depends_on: [db: {condition: service_started}]', 'depends_on[0] is a text, got an object'],
    ['healthcheck: {test: [curl, localhost]}', 'healthcheck.test begins with CMD, CMD-SHELL or NONE, got "curl"'],
    ['healthcheck: {cmd: x}', 'a health check has no "cmd"'],
    ['ports: [{target: 80, host_port: 80}]', 'a port has no "host_port"'],
    ['networks: {n: {priority: high}}', 'networks.n.priority is a number, got "high"'],
    ['ipc: service:cache', 'ipc names service "cache", which does not exist or is off'],
    ['pid: service:cache', 'pid names service "cache", which does not exist or is off'],
    ['volumes_from: [cache:ro]', 'volumes_from names service "cache", which does not exist or is off'],
    ['environment: ["HOST =db"]', 'the name of variable "HOST " ends with a blank'],
    ['environment: {HOST: {a: b}}', 'environment.HOST is a text, a number, true or false, got an object'],
    ['command: {a: b}', 'command is a text with its quotes closed or a list, got an object'],
  ])('in a service: %s', (written, message) => {
    const input = read(`services:\n  db: {image: x}\n  web: {image: x, ${written}}\nnetworks: {n: }\n`);
    expect(problems(input)).toEqual([expect.stringMatching(/^compose.yaml:3:\d+: /)]);
    expect(problems(input)[0]).toContain(`: ${message}`);
  });

  test.each([
    ['[]', 'a network is an object, got a list'],
    ['{driver: 5}', 'driver is a text, got 5'],
    ['{ipam: []}', 'ipam is an object, got a list'],
    ['{ipam: {config: {}}}', 'ipam.config is a list, got an object'],
    ['{internal: []}', 'internal is true or false, got a list'],
  ])('in a network: %s', (written, message) => {
    const input = read(`services: {web: {image: x, networks: [n]}}\nnetworks: {n: ${written}}\n`);
    expect(problems(input)).toEqual([expect.stringMatching(/^compose.yaml:2:\d+: /)]);
    expect(problems(input)[0]).toContain(`: ${message}`);
  });

  test.each([
    ['{networks: [n]}', 'service web has neither an image nor a build'],
    ['{image: "${IMAGE}", deploy: {replicas: -1}}', 'deploy.replicas is 0 or more, got -1'],
    ['{build: ., scale: -1}', 'scale is 0 or more, got -1'],
    [
      '{image: x, scale: 2, deploy: {replicas: 3}}',
      'scale is 2 and deploy.replicas is 3, where both mean the number of containers',
    ],
    [
      '{image: x, container_name: one, deploy: {replicas: 2}}',
      'container_name is the name of one container, and service web has 2',
    ],
    ['{image: x, depends_on: [web]}', 'services wait for each other in a circle: web -> web'],
  ])('parts of a service that do not go together: %s', (written, message) => {
    const input = read(`services:\n  web: ${written}\nnetworks: {n: }\n`);
    expect(problems(input)).toEqual([expect.stringMatching(/^compose.yaml:2:\d+: /)]);
    expect(problems(input)[0]).toContain(`: ${message}`);
  });

  test.each([
    '{image: x, scale: 2, deploy: {replicas: 2}}',
    '{image: x, scale: 0}',
    '{image: x, scale: "${COUNT}", container_name: one, deploy: {replicas: 3}}',
    '{build: ., scale: 1, container_name: one}',
    '{provider: {type: cloud}}',
  ])('but not parts that do: %s', (written) => {
    expect(problems(read(`services:\n  web: ${written}\n`))).toEqual([]);
  });

  test.each(['depends_on: [db]', 'links: ["db:store"]', 'network_mode: "service:db"', 'ipc: "service:db"'])(
    'services that wait for each other, here by %s',
    (written) => {
      const input = read(`services:\n  web: {image: x, ${written}}\n  db: {image: x, volumes_from: ["web:ro"]}\n`);
      expect(problems(input)).toEqual(['compose.yaml:2:3: services wait for each other in a circle: web -> db -> web']);
    },
  );

  test('a network of two names, unless they are one', () => {
    const named = (names: string): Input =>
      read(`services: {web: {image: x, networks: [n]}}\nnetworks:\n  n: {${names}}\n`);
    const message = 'network n has two names: name is "b" and external.name is "a"';
    expect(problems(named('external: {name: a}, name: b'))).toEqual([`compose.yaml:3:7: ${message}`]);
    expect(problems(named('external: {name: a}, name: a'))).toEqual([]);
    expect(problems(named('external: true, name: a'))).toEqual([]);
  });

  test.each(['volume', 'secret', 'config'])('a %s of two names, unless they are one', (noun) => {
    const named = (name: string): Input =>
      read(`services: {web: {image: x}}\n${noun}s:\n  n: {external: {name: a}, name: ${name}}\n`);
    const message = `${noun} n has two names: name is "b" and external.name is "a"`;
    expect(problems(named('b'))).toEqual([`compose.yaml:3:7: ${message}`]);
    expect(problems(named('a'))).toEqual([]);
  });

  test.each([
    ['dns: ', 'dns is a text or a list, got nothing'],
    ['healthcheck: ', 'a health check is an object, got nothing'],
    ['environment: ', 'environment is a list or an object, got nothing'],
    ['cap_add: [NET_ADMIN, null]', 'cap_add[1] is a text, got nothing'],
    ['build: {contxt: .}', 'build has no "contxt"; perhaps context'],
    ['build: {args: [5]}', 'build.args[0] is a text, got a number'],
    ['deploy: {resources: {limits: {memory: 100}}}', 'deploy.resources.limits.memory is an amount of memory'],
    ['deploy: {resources: {limit: {memory: 1g}}}', 'deploy.resources has no "limit"; perhaps limits'],
    ['deploy: {replicas: two}', 'deploy.replicas is a whole number, got "two"'],
    ['deploy: {update_config: {order: start-last}}', 'deploy.update_config.order is start-first or stop-first, got '],
    ['deploy: {restart_policy: {delay: 5}}', 'deploy.restart_policy.delay is a time with its unit'],
    ['devices: [{target: /dev/a}]', 'devices[0] has no source'],
    ['gpus: 2', 'gpus is all or a list, got 2'],
    ['cpus: "0,5"', 'cpus is a number, got "0,5"'],
    ['cpu_percent: 120', 'cpu_percent is from 0 to 100, got 120'],
    ['oom_score_adj: "2000"', 'oom_score_adj is from -1000 to 1000, got "2000"'],
    ['init: maybe', 'init is true or false, got "maybe"'],
    ['use_api_socket: "yes"', 'use_api_socket is true or false, got "yes"'],
    ['pull_policy: sometimes', 'pull_policy is always, never, missing, build, daily, weekly or every_'],
    ['ulimits: {nofile: {soft: 5}}', 'ulimits.nofile has no hard'],
    ['logging: {driver: x, options: {a: [b]}}', 'logging.options.a is a text or a number, got a list'],
    ['provider: {options: {a: b}}', 'provider has no type'],
    ['develop: {watch: [{path: ., action: look}]}', 'develop.watch[0].action is rebuild, sync, restart, '],
    ['post_start: [{user: root}]', 'post_start[0] has no command'],
    ['networks: [n, n]', 'networks has "n" twice'],
    ['volumes: [{source: ./a, target: /a}]', 'a mount has no type, which is bind, volume, tmpfs, cluster, npipe or '],
    ['volumes: [{type: bind, source: ./a, target: /a, bind: {selinux: q}}]', 'volumes[0].bind.selinux is z or Z, '],
    ['mem_limit: "${MEMORY:-lots}"', 'mem_limit is an amount of memory such as 512m or 2g'],
  ])('in a service, whatever the field: %s', (written, message) => {
    const input = read(`services:\n  web: {image: x, ${written}}\nnetworks: {n: }\n`);
    expect(problems(input)).toEqual([expect.stringMatching(/^compose.yaml:2:\d+: /)]);
    expect(problems(input)[0]).toContain(`: ${message}`);
  });

  test.each([
    'init: "yes", privileged: "${P:-off}", scale: "${N:-2}", cpus: "1e-1", mem_swappiness: "60", attach: "no"',
    'deploy: {replicas: "${N}", resources: {limits: {cpus: "${C:-.5}", memory: 100 MB, pids: -1}}}',
    'gpus: [{count: all}], extends: {service: db, note: x}, x-mine: [5, 5], group_add: [5, "5"]',
    'healthcheck: {retries: 1.5, interval: 1w2d}, command: , pid: "", cap_add: [A, A], ports: [80, 80]',
    'ulimits: {nofile: {soft: 5, hard: "6"}, nproc: "7"}, storage_opt: {size: 1G}, env_file: [{path: a, required: "no"}]',
    'volumes: [{type: tmpfs, target: /a, tmpfs: {size: 10m, mode: 0755}}], pull_policy: every_12h',
  ])('but not %s', (written) => {
    expect(problems(read(`services: {db: {image: x}, web: {image: x, ${written}}}\n`))).toEqual([]);
  });

  test.each([
    ['cpus: 1, deploy: {resources: {limits: {cpus: "2"}}}', 'cpus is 1 and deploy.resources.limits.cpus is 2'],
    [
      'mem_reservation: 1g, deploy: {resources: {reservations: {memory: 1m}}}',
      'mem_reservation is 1g and deploy.resources.',
    ],
    [
      'pids_limit: 5, deploy: {resources: {limits: {pids: 6}}}',
      'pids_limit is 5 and deploy.resources.limits.pids is 6',
    ],
    ['build: {secrets: [pw]}', 'service web uses secret "pw", which is not among the secrets at the top of the file'],
    ['build: {ssh: [key]}', 'build.ssh[0] is not default or ID=SOCKET'],
    ['models: [llm]', 'service web uses model "llm", which is not among the models at the top of the file'],
    ['secrets: [{target: x}]', 'a secret of service web has no source'],
    ['gpus: [{count: 1, device_ids: ["0"]}]', 'gpus[0] has count and device_ids'],
    ['volumes: ["./x:"]', 'a mount is [SOURCE:]TARGET[:MODE] with something in each part or an object, got '],
    ['devices: ["a:b:c:d"]', 'devices[0] is SOURCE[:TARGET[:PERMISSIONS]] or an object, got "a:b:c:d"'],
    ['links: ["db:a:b"]', 'links names service "db:a:b", which does not exist or is off'],
    ['ports: ["80 :80"]', 'a port is [[ADDRESS:]HOST:]CONTAINER[/PROTOCOL]'],
    ['command: "it\'s"', 'command is not a text with its quotes closed or a list'],
    ['entrypoint: "(a)"', 'entrypoint is not a text with its quotes closed or a list'],
    ['image: ""', 'service web has neither an image nor a build'],
  ])('what says two things of one matter, or no whole one: %s', (written, message) => {
    const found = problems(
      read(`services:\n  db: {image: x}\n  web: {${written.includes('image:') ? '' : 'image: x, '}${written}}\n`),
    );
    expect(found).toEqual([expect.stringMatching(/^compose.yaml:3:\d+: /)]);
    expect(found[0]).toContain(`: ${message}`);
  });

  test.each([
    'cpus: 1, deploy: {resources: {limits: {cpus: "1.0"}, reservations: {cpus: "2"}}}',
    'mem_limit: 1g, deploy: {resources: {limits: {memory: 1024m}, reservations: {memory: 1m}}}',
    'mem_limit: "${M}", cpus: 0, pids_limit: 5, deploy: {resources: {limits: {memory: 1g, pids: "${P}"}}}',
    'build: {platforms: [linux/amd64], additional_contexts: {a: ./b, b: "service:${S}"}}, platform: linux/amd64',
    'build: {additional_contexts: {a: "service:db"}, ssh: [default, "k=/s"]}',
    'develop: {watch: [{path: ., action: rebuild}, {path: ., action: sync, target: /a}]}, gpus: [{count: 1}]',
    'tmpfs: [/a, "/b:size=1m"], volumes: ["./x:/c", /d, "v:/f", "C:\\\\x:/e:ro"]',
    // a letter before a colon is a drive of Windows, and all of it the path inside
    'tmpfs: /a, volumes: ["v:/a"]',
    "command: 'sh -c \"it''s; (a)\" && it''s', entrypoint: 'echo $(date) | grep \"'",
    "command: 'a \\'' b', links: ['db:a']",
  ])('but not %s', (written) => {
    expect(problems(read(`services:\n  db: {build: .}\n  web: {image: x, ${written}}\n`))).toEqual([]);
  });

  test.each([
    ['{image: x, dns: }', '{dns: 1.1.1.1}'],
    ['{image: x, depends_on: [db]}', '{depends_on: {db: {restart: true}}}'],
    ['{image: x, volumes: }', '{volumes: ["/a"]}'],
    ['{dns: 1.1.1.1}', '{image: x, dns: }'],
  ])('nor what another file adds: %s and %s', (first, second) => {
    expect(problems(read(`services: {web: ${first}, db: {image: x}}`, `services: {web: ${second}}`))).toEqual([]);
  });

  test.each(['networks', 'volumes', 'secrets', 'configs', 'version', 'name'])(
    '%s of a file with nothing in it',
    (key) => {
      const found = problems(read(`services: {web: {image: x}}\n${key}:\n`));
      expect(found).toEqual([expect.stringMatching(`^compose.yaml:2:1: ${key} is an? .*, got nothing$`)]);
    },
  );

  test.each(['version: "3"', '{}'])('a file that says nothing: %s', (text) => {
    expect(problems(read(text))).toEqual([expect.stringContaining('a compose file has services, got none')]);
  });

  describe('a variable that it cannot read', () => {
    const told = (text: string): string[] => problems(read(`services:\n  web: {image: x, command: ['${text}']}\n`));

    test.each([
      ...[
        '${A',
        '${}',
        '${ A }',
        '${A:}',
        '${A:=x}',
        '${A!x}',
        '${A.b}',
        '${A[0]}',
        '${A,,}',
        '${#A}',
        '${A/b/c}',
        '${1}',
      ],
      ...['${A:-x', '${A:-x} ${B:-y', '${A:-${B!}}', '${É}'],
    ])('%s', (text) => {
      expect(told(text)).toEqual([expect.stringMatching(/^compose.yaml:2:\d+: Compose cannot read this variable/)]);
    });

    test.each([
      ...['$', '$1', '$(date)', '$A-b', '$$', '$${A', '$${A!}', '${A-b-c}', '${A:-{}}', '${A:-{}', '${A:-$B}', '${A}}'],
      ...['${A:-${B:-${C:-d}}}', '${A} ${B:-y} }', '${A:-x:-y}', '${A:+b}', '${A?x}', '${A:?}', '$É', '${A:-}'],
    ])('and not %s', (text) => {
      expect(told(text)).toEqual([]);
    });

    test('is told without what stands around it', () => {
      expect(told('hunter2${')[0]).not.toContain('hunter2');
    });

    test('also in what nobody reads', () => {
      expect(problems(read('services: {web: {image: x}}\nx-a: {b: "${C"}\n'))).toHaveLength(1);
    });
  });

  test.each([
    ['environment: "KEY=hunter2"', 'environment is a list or an object, got a text'],
    ['post_start: [{command: x, environment: ["KEY=hunter2", "KEY=hunter2"]}]', 'environment has a text twice'],
    ['build: {args: [[hunter2]]}', 'build.args[0] is a text, got a list'],
    ['command: "login --password \'hunter2"', 'command is not a text with its quotes closed'],
    ['healthcheck: {test: ["login --password hunter2"]}', 'begins with CMD, CMD-SHELL or NONE, got "login"'],
    ['logging: {driver: x, options: hunter2}', 'logging.options is an object, got a text'],
  ])('without what may be a secret: %s', (written, message) => {
    const [problem] = problems(read(`services: {web: {image: x, ${written}}}\n`));
    expect(problem).toContain(message);
    expect(problem).not.toContain('hunter2');
  });

  test('a variable that has to have a value and is empty', () => {
    const found = (env: string): string[] =>
      readInputs([{ name: 'compose.yaml', text: 'services: {web: {image: "x:${V:?say which}"}}' }], {
        load: (file) => (file === '.env' ? env : undefined),
      }).flatMap(problems);
    expect(found('V=\n')).toEqual([
      'compose.yaml:1:18: variable V is empty, and this place requires it to have a value',
    ]);
    expect(found('V=1\n')).toEqual([]);
    expect(found('')).toEqual([]);
  });

  test('but not what a tag stands for, nor nothing where nothing may stand', () => {
    const input = read(
      'services:\n  web: {image: x, ports: !override ["80:80"], networks: {n: !override {aliases: [a]}}, command: , deploy: }\n' +
        '  gone: !reset\nnetworks: {n: , m: !reset null}\n',
    );
    expect(problems(input)).toEqual([]);
  });
});

test('links of a service in the mode of the default bridge are links of its container', () => {
  const input = read(
    'services:\n  db: {image: x, network_mode: bridge}\n  web: {image: x, network_mode: bridge, links: ["db:store"], external_links: [old]}\n',
  );
  expect(container(input, 'web').links).toEqual({
    items: ['default-db-1:store', 'default-db-1:db-1', 'default-db-1:default-db-1', 'old'],
    complete: true,
  });
  expect(findings(input)).toEqual(['warning link-target-undefined']);
});

test('links of a service in host mode, or in the stack of another, are refused as the engine refuses them', () => {
  for (const mode of ['host', 'service:proxy']) {
    const input = read(
      `services:\n  db: {image: x}\n  proxy: {image: x}\n  web: {image: x, network_mode: "${mode}", links: [db]}\n`,
    );
    expect(findings(input)).toContain('error links-in-shared-stack');
  }
});

test('a link of one container has the names with its number that Compose adds; of several, those differ', () => {
  const linked = (scale: string): readonly unknown[] => {
    const input = read(`services:\n  db: {image: x}\n  web: {image: x, links: [db]${scale}}\n`);
    return container(input, 'web').endpoints.items[0]?.links.items ?? [];
  };
  expect(linked('')).toEqual(['default-db-1:db', 'default-db-1:db-1', 'default-db-1:default-db-1']);
  expect(linked(', scale: 2')).toEqual(['default-db-1:db']);
});

test('a network has IPv4 unless the file switches it off', () => {
  const found = (written: string): string[] =>
    findings(read(`services: {web: {image: x, networks: [n]}}\nnetworks: {n: ${written}}\n`));
  expect(found('{enable_ipv4: false}')).toEqual(['error network-without-family']);
  expect(found('{enable_ipv4: "false", enable_ipv6: false}')).toEqual(['error network-without-family']);
  expect(found('{enable_ipv4: false, enable_ipv6: true, ipam: {config: [{subnet: "fd00::/64"}]}}')).toEqual([]);
  expect(found('{enable_ipv4: "${IPV4}"}')).toEqual([]);
  expect(found('{enable_ipv4: true, driver_opts: {com.docker.network.enable_ipv4: "false"}}')).toEqual([]);
});

describe('the variables of a compose file', () => {
  /** What a text with variables comes to beside an env file. */
  const value = (text: string, env: string, parameters: Record<string, string> = {}): unknown => {
    const files = [{ name: 'in/compose.yaml', text: `services: {web: {image: x, hostname: ${JSON.stringify(text)}}}` }];
    const load = (file: string): string | undefined => (file === 'in/.env' ? env : undefined);
    const { hostname } = readInputs(files, { parameters, load })[0]!.reading.dockerHosts[0]!.containers.items[0]!;
    return hostname !== undefined && isKnown(hostname) ? hostname : hostname?.why;
  };

  test.each([
    ['in double quotes, before a comment', 'A="x" # comment', 'x'],
    ['in single quotes, as it stands', "A='x$B\\n' # c", 'x$B\\n'],
    ['without quotes, up to a comment', 'A=x y # comment', 'x y'],
    ['with a hash in it', 'A=x#y', 'x#y'],
    ['after export and spaces', '  export A = x', 'x'],
    ['after a colon', 'A: x', 'x'],
    ['over several lines', 'A="x\ny"\nB=z', 'x\ny'],
    ['with escapes', 'A="x\\t\\"\\$B"', 'x\t"$B'],
    ['with variables of the lines above', 'B=b\nA=$B-${C:-c}', 'b-c'],
    ['with variables in double quotes', 'B=b\nA="${B}x"', 'bx'],
    ['with lines of another kind of end', 'B=b\r\nA=x\r\n', 'x'],
    ['of its last line', 'A=x\n# A=y\nA=z', 'z'],
    ['that is empty', 'A=\nB=y', ''],
  ])('have the value of the env file %s', (_how, env, expected) => {
    expect(value('${A}', env)).toBe(expected);
  });

  test('have the values that are given rather than those of the env file', () => {
    expect(value('${A} ${B}', 'A=x\nB=$A', { A: 'given' })).toBe('given given');
  });

  test.each(['A=$OTHER', 'B=x', 'A="x', 'no statement\nA=x'])('are not known where the env file says %j', (env) => {
    expect(value('${A}', env)).toBe('variable A has no value');
  });

  test('say the name of the project: the environment before the file before the folder', () => {
    expect(value('${COMPOSE_PROJECT_NAME}', '')).toBe('in');
    const name = (text: string, parameters: Record<string, string> = {}): string =>
      readInputs([{ name: 'in/compose.yaml', text }], { parameters })[0]!.reading.dockerHosts[0]!.at.path;
    const file = 'name: "${N:-file}"\nservices: {web: {image: x}}\n';
    expect(name(file)).toBe('file');
    expect(name(file, { COMPOSE_PROJECT_NAME: 'told' })).toBe('told');
    expect(name(file, { COMPOSE_PROJECT_NAME: '' })).toBe('file');
    expect(name(file, { N: 'n' })).toBe('n');
    expect(name('services: {web: {image: x}}')).toBe('in');
  });

  test('say which profiles are on, unless some are given', () => {
    const text =
      'services: {a: {image: x, profiles: ["${P:-debug}"]}, b: {image: x, profiles: [other]}, c: {image: x}}';
    const on = (variables: Record<string, string>, profiles: readonly string[] = []): string =>
      readInputs([{ name: 'compose.yaml', text }], { parameters: variables, profiles })[0]!
        .reading.dockerHosts[0]!.containers.items.map(({ at }) => at.path)
        .join(' ');
    expect(on({})).toBe('c');
    expect(on({ COMPOSE_PROFILES: 'other, debug' })).toBe('a b c');
    expect(on({ COMPOSE_PROFILES: 'other' }, ['debug'])).toBe('a c');
    expect(on({ COMPOSE_PROFILES: '*' })).toBe('a b c');
    expect(on({ P: 'other' }, ['other'])).toBe('a b c');
  });
});

describe('a service that extends another', () => {
  test('is nearer than what that one extends', () => {
    const nearest = read(
      'services: {a: {extends: b, scale: 2}, b: {extends: {service: c}, hostname: b}, c: {image: x, scale: 0, hostname: c}}',
    );
    expect(containers(nearest).map(({ name, hostname }) => [name, hostname])).toEqual([
      ['default-a-1', 'b'],
      ['default-a-2', 'b'],
    ]);
  });

  testThoroughly('is over a chain of any length', () => {
    const links = Array.from({ length: 5000 }, (_none, index) => `  s${index}: {extends: s${index + 1}}\n`);
    const input = read(`services:\n${links.join('')}  s5000: {image: x, ports: ["8080:80"], scale: 0}\n`);
    expect(problems(input)).toEqual([]);
    expect(containers(input)).toEqual([]);
  });

  test('and by others itself again is refused, with the way round', () => {
    const input = read('services:\n  a: {extends: b}\n  b: {extends: c}\n  c: {extends: b}\n');
    expect(problems(input)).toEqual(['compose.yaml:3:7: service b extends itself: a -> b -> c -> b']);
  });
});

describe('what a compose file includes', () => {
  const SUB = {
    'sub/compose.yaml':
      'services: {db: {image: x, hostname: "${V}-${W}", networks: [back]}}\nnetworks: {back: , mid: }\n',
    'sub/.env': 'V=sub\nW=sub\n',
  };
  const include = (
    main: string,
    files: Record<string, string> = {},
    parameters: Record<string, string> = {},
  ): Input => {
    const all: Readonly<Record<string, string>> = { ...SUB, ...files };
    return readInputs([{ name: 'compose.yaml', text: main }], { parameters, load: (file) => all[file] })[0]!;
  };
  const MAIN = 'include: [sub/compose.yaml]\nservices: {web: {image: x, hostname: "${V:-none}"}}\n';

  test('has the variables of its own folder, and before them those of the project', () => {
    const input = include(MAIN, { '.env': 'W=main' });
    expect(container(input, 'db').hostname).toBe('sub-main');
    expect(container(input, 'web').hostname).toBe('none');
    expect(container(include(MAIN, {}, { V: 'given' }), 'db').hostname).toBe('given-sub');
  });

  test('has the variables of the env files that are named, of the folder that is named', () => {
    const named = (more: string): Input =>
      include(`include:\n  - {path: sub/compose.yaml, ${more}}\nservices: {web: {image: x}}\n`, {
        'one.env': 'V=one\n',
        'two.env': 'V=two\nW=$V',
        'other/.env': 'V=other\nW=$$',
      });
    expect(container(named('env_file: [one.env, two.env]'), 'db').hostname).toBe('one-one');
    expect(container(named('project_directory: other'), 'db').hostname).toBe('other-$');
    expect(problems(named('env_file: none.env'))).toEqual([
      'compose.yaml:2:5: env file "none.env" is not there or not readable',
    ]);
  });

  test('has variables that neither says, and they are not known', () => {
    const { hostname } = container(include(MAIN, { 'sub/.env': 'V=sub' }), 'db');
    expect(hostname).toMatchObject({ why: 'variable V has no value' });
  });

  test('is as it would be read alone, with the base of another file', () => {
    const files = {
      'sub/compose.yaml': 'services: {db: {extends: {file: base.yaml, service: base}}}\n',
      'sub/base.yaml': 'services:\n  base:\n    image: x\n    ports: ["${PORT}:99999"]\n',
      'sub/.env': 'PORT=8080',
    };
    const input = include(MAIN, files);
    expect(ports(input, 'db')).toEqual([':8080:99999/tcp']);
    const [finding] = findingsOf(input.reading);
    expect([finding?.at.file, input.locate(finding!.at)]).toEqual(['sub/base.yaml', { line: 4, column: 13 }]);
  });

  test.each([
    ['service', MAIN.replace('{web:', '{db:')],
    ['network', `${MAIN}networks: {back: {internal: true}}\n`],
  ])('is no %s that the file has itself, with other words', (kind, main) => {
    expect(problems(include(main))).toEqual([
      expect.stringContaining(`compose.yaml:1:11: ${kind} "${kind === 'service' ? 'db' : 'back'}" is in the project`),
    ]);
  });

  test('may be there already with the same words, and be changed by the files that are merged', () => {
    const twice = MAIN.replace(']', ', sub/compose.yaml, {path: [sub/compose.yaml]}]');
    expect(problems(include(`${twice}networks: {back: {}}\n`))).toEqual([]);
    const changed = include(MAIN.replace('sub/compose.yaml', '{path: [sub/compose.yaml, more.yaml]}'), {
      'more.yaml': 'services: {db: {hostname: more}}\n',
    });
    expect(problems(changed)).toEqual([]);
    expect(container(changed, 'db').hostname).toBe('more');
  });
});

test('a wrong container name is shown where it is written', () => {
  const input = read('services:\n  web:\n    image: x\n    container_name: -web\n');
  expect(findingsOf(input.reading).map(({ rule, at }) => [rule, input.locate(at)])).toEqual([
    ['container-name-invalid', { line: 4, column: 5 }],
  ]);
});

describe('more ports than an engine has', () => {
  test('are looked at for two containers of a service, and the others are told as not known', () => {
    const input = read('services: {web: {image: x, scale: 100, ports: ["1-65535"], expose: ["1-65535"]}}');
    expect(containers(input)).toHaveLength(2);
    expect(input.reading.unknown).toMatchObject([
      { what: 'scale', why: 'of 100 containers the first 2 are looked at' },
    ]);
    expect(problems(input)).toEqual([]);
    expect(containers(read('services: {web: {image: x, scale: 30, ports: ["8000-8999:80"]}}'))).toHaveLength(30);
  });

  testThoroughly('are refused in a whole project, at the service where it is too much', () => {
    const services = Array.from({ length: 100 }, (_none, index) => `  s${index}: {image: x, ports: ["1-65535"]}\n`);
    expect(problems(read(`services:\n${services.join('')}`))).toEqual([
      'compose.yaml:17:3: the services have more than 1000000 ports, where an address has 65535 of each protocol',
    ]);
  });
});

test('a service of a provider has no container', () => {
  const input = read('services: {web: {image: x, depends_on: [db]}, db: {provider: {type: cloud}}}');
  expect(containers(input).map(({ at }) => at.path)).toEqual(['web']);
  expect(problems(input)).toEqual([]);
});

test.each([
  ['placement', 'placement: {constraints: [node.role == worker]}', []],
  ['nothing of a swarm', 'replicas: 1', ['overlay-not-attachable']],
])('an overlay network of a file with %s', (_what, deploy, expected) => {
  const input = read(
    `services:\n  web:\n    image: nginx\n    deploy: {${deploy}}\n    networks: [front]\nnetworks:\n  front: {driver: overlay}\n`,
  );
  const found = findingsOf(input.reading).map(({ rule }) => rule);
  expect(found.filter((rule) => rule === 'overlay-not-attachable')).toEqual(expected);
});

describe('the env files of a service', () => {
  const given = (service: string, files: Record<string, string>): Record<string, unknown> => {
    const load = (file: string): string | undefined => files[file];
    const text = `services: {web: {image: x, ${service}}}`;
    const [input] = readInputs([{ name: 'compose.yaml', text }], { load });
    const { items } = container(input!, 'web').program!.environment;
    return Object.fromEntries(items.map(({ name, value }) => [name, value]));
  };

  test('refer to variables of the project, of the service and of their own lines, in this order', () => {
    const files = { '.env': 'HOST=db', 'web.env': 'HOST=own\nPORT=5432\nNAME=x\nURL=pg://${HOST}:${PORT}/${NAME}\n' };
    expect(given('env_file: web.env, environment: {NAME: shop}', files)).toEqual({
      HOST: 'own',
      PORT: '5432',
      NAME: 'shop',
      URL: 'pg://db:5432/shop',
    });
  });

  test('have a hole for a variable that has no value, and stay otherwise', () => {
    expect(given('env_file: web.env', { 'web.env': 'URL=pg://db:${PORT}' })).toEqual({ URL: 'pg://db:\u0001' });
  });

  test('are taken as they are with format raw', () => {
    const raw = given('env_file: [{path: web.env, format: raw}]', { 'web.env': '# no\nURL="pg://${X}" # yes\n\nY\n' });
    expect(raw).toEqual({ URL: '"pg://${X}" # yes' });
  });
});

test('configs and secrets are mounted at their targets, or under their own names', () => {
  const input = read(
    [
      'services:\n  web:\n    image: x\n    configs: [a, {source: a, target: b}, {source: a, target: /c}, {source: a}]',
      '    secrets: [s, {source: s, target: /run/t}]\nconfigs: {a: {content: x}}\nsecrets: {s: {file: ./s}}\n',
    ].join('\n'),
  );
  expect(container(input, 'web').program!.mounts.items).toEqual([
    ...['/a', '/b', '/c', '/a', '/run/secrets/s', '/run/t'],
  ]);
});
