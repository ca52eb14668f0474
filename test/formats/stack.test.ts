import { SwarmTopology } from '../../lib/core/engine/swarm/swarm-topology';
import { swarmPaths } from '../../lib/core/engine/swarm/swarm-paths';
import { Port } from '../../lib/core/values/port';
import { prepareInputs, readInputs } from '../../lib/formats/input';
import { findingsOf, type Reading } from '../../lib/formats/reading';

const STACK = `
services:
  web:
    image: nginx
    ports: ['8080:80', { target: 443, published: 8443, mode: host }]
    networks: [front]
    deploy: { replicas: 3, placement: { constraints: [node.role == worker], max_replicas_per_node: 1 } }
  api:
    image: api
    networks: { front: { aliases: [backend] }, back: }
    deploy: { endpoint_mode: dnsrr, replicas: 2 }
  db:
    image: postgres
    networks: [back]
    ports: [{ target: 5432, published: 15432, mode: host }]
    deploy: { mode: global }
networks:
  front:
  back: { internal: true }
`;

beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

function read(text: string, name = 'shop/stack.yaml'): { readonly type: string; readonly reading: Reading } {
  const [input] = readInputs([{ name, text }]);
  if (!input) throw new Error('nothing was read');
  return input;
}

describe('a stack file', () => {
  const { type, reading } = read(STACK);
  const [swarm] = reading.swarms;

  test('is told by its name, or by what only a swarm looks at', () => {
    expect(type).toBe('stack');
    expect(read(STACK, 'shop/app.yaml').type).toBe('stack');
    expect(read(STACK, 'shop/compose.yaml').type).toBe('compose');
    expect(read('services: { web: { image: x } }', 'app.yaml').type).toBe('compose');
  });

  test('has services of a swarm on overlay networks', () => {
    expect(reading.problems).toEqual([]);
    expect(swarm?.networks.items.map(({ name, driver, internal }) => [name, driver, internal])).toEqual([
      ['shop_front', 'overlay', false],
      ['shop_back', 'overlay', true],
    ]);
    const shown = swarm?.services.items.map(({ name, mode, endpointMode, ports }) => [
      name,
      mode,
      endpointMode,
      ports.items.map(({ target, published, mode: how }) => [target, published, how]),
    ]);
    expect(shown).toEqual([
      [
        'shop_web',
        { kind: 'replicated', replicas: 3 },
        'vip',
        [
          [80, 8080, 'ingress'],
          [443, 8443, 'host'],
        ],
      ],
      ['shop_api', { kind: 'replicated', replicas: 2 }, 'dnsrr', []],
      ['shop_db', { kind: 'global' }, 'vip', [[5432, 15432, 'host']]],
    ]);
    expect(swarm?.services.items[0]).toMatchObject({ constraints: { items: ['node.role == worker'] }, maxPerNode: 1 });
  });

  test('says which services get through to which', () => {
    const topology = SwarmTopology.of(swarm!);
    const ask = (from: string, to: string, port: number) => {
      const [path] = swarmPaths(topology, { from, to, port: Port.tcp(port) });
      return path?.verdict.kind;
    };
    expect(ask('web', 'api', 80)).toBe('reachable');
    expect(ask('api', 'db', 5432)).toBe('reachable');
    expect(ask('web', 'db', 5432)).toBe('blocked');
    // nodes have no way of their own to tasks that are on internal networks only
    expect(ask('web', 'db', 15432)).toBe('blocked');
    expect(ask('outside', 'web', 8080)).toBe('reachable');
    expect(ask('outside', 'api', 80)).toBe('blocked');
    expect(topology.resolve({ service: 'shop_web' }, 'backend')).toMatchObject({ kind: 'resolved' });
    expect(topology.resolve({ service: 'shop_web' }, 'db')).toMatchObject({ kind: 'unknown' });
  });

  test('of services on internal networks only has no way out', () => {
    const inner = read('services: { db: { image: x, networks: [in] } }\nnetworks: { in: { internal: true } }').reading;
    const verdict = SwarmTopology.of(inner.swarms[0]!).reach({ from: { service: 'shop_db' }, to: { kind: 'outside' } });
    expect(verdict).toMatchObject({ kind: 'blocked', failure: 'no-route', reason: { code: 'no-way-out' } });
  });

  test('is checked as a swarm, and its networks as those of an engine', () => {
    const taken = STACK.replace('15432, mode: host', '8080').replace(
      '{ internal: true }',
      '{ ipam: { config: [{ subnet: x }] } }',
    );
    const rules = findingsOf(read(taken).reading).map(({ rule }) => rule);
    expect(rules.sort()).toEqual(['ingress-port-taken', 'subnet-unreadable']);
    expect(findingsOf(reading)).toEqual([]);
  });

  test('keeps what is not known as such', () => {
    const open = read('services: { web: { image: x, deploy: { replicas: "${N}", mode: "${M}" } } }').reading.swarms[0];
    expect(open?.services.items[0]?.mode).toMatchObject({
      kind: 'replicated',
      replicas: { why: expect.anything() as unknown },
    });
  });
});

// providers before 4.0.0 have the name of a network alone
test.each(['name', 'id'])('services in Terraform are those of a swarm, on networks by their %s', (reference) => {
  const text = `
    resource "docker_network" "ov" {
      name   = "ov"
      driver = "overlay"
    }
    resource "docker_service" "web" {
      name = "web"
      task_spec {
        container_spec { image = "nginx" }
        networks_advanced { ${reference} = docker_network.ov.id }
        placement { constraints = ["node.role==worker"] }
      }
      mode {
        replicated { replicas = 2 }
      }
      endpoint_spec {
        ports {
          target_port    = 80
          published_port = 8080
        }
      }
    }
    resource "docker_service" "db" {
      name = "db"
      task_spec {
        container_spec { image = "postgres" }
        networks_advanced {
          ${reference} = docker_network.ov.id
          aliases = ["pg"]
        }
      }
      mode { global = true }
      endpoint_spec { mode = "dnsrr" }
    }`;
  const { reading } = read(text, 'main.tf');
  expect(reading.problems).toEqual([]);
  expect(reading.dockerHosts[0]?.engine.swarm).toBe(true);
  const topology = SwarmTopology.of(reading.swarms[0]!);
  const [path] = swarmPaths(topology, { from: 'web', to: 'db', port: Port.tcp(5432) });
  expect(path?.verdict.kind).toBe('reachable');
  expect(topology.resolve({ service: 'web' }, 'pg')).toMatchObject({ kind: 'resolved' });
  expect(findingsOf(reading)).toEqual([]);
});

const PLACEMENT = { constraints: ['node.role == worker', 'node.role == manager'] };

test.each([
  [
    'a stack file',
    {
      name: 'shop/stack.yaml',
      text: JSON.stringify({ services: { web: { image: 'x', deploy: { placement: PLACEMENT } } } }),
    },
    'shop_web',
  ],
  [
    'Terraform',
    {
      name: 'main.tf.json',
      text: JSON.stringify({
        resource: {
          docker_service: {
            web: { name: 'web', task_spec: { container_spec: { image: 'x' }, placement: PLACEMENT } },
          },
        },
      }),
    },
    'web',
  ],
])('%s with constraints that exclude each other has a service that no node takes', (_title, file, service) => {
  const found = readInputs([file]).flatMap(({ reading }) => findingsOf(reading));
  expect(found.map(({ rule, facts }) => [rule, facts])).toEqual([
    ['service-without-node', { service, constraints: PLACEMENT.constraints, nodes: 'any' }],
  ]);
});

test.each([
  [
    'a stack file',
    'services: { web: { image: nginx, sysctls: { vm.max_map_count: 262144 }, deploy: { replicas: 2 } } }',
    'stack.yaml',
  ],
  [
    'docker_service',
    `resource "docker_service" "web" {
  name = "web"
  task_spec {
    container_spec {
      image  = "nginx"
      sysctl = { "vm.max_map_count" = "262144" }
    }
  }
}`,
    'main.tf',
  ],
])('a kernel parameter of the whole node is found among those of a service in %s', (_form, text, name) => {
  const rules = (written: string): string[] => findingsOf(read(written, name).reading).map(({ rule }) => rule);
  expect(rules(text)).toContain('service-sysctl-unusable');
  expect(rules(text.replace('vm.max_map_count', 'net.core.somaxconn'))).not.toContain('service-sysctl-unusable');
});

test('a kernel parameter of the network is refused in a stack file on the network of the host', () => {
  const text = (extra: string): string =>
    `services: { web: { image: nginx, sysctls: [net.ipv4.ip_forward=1], deploy: { replicas: 1 }${extra} } }
networks: { outer: { external: true, name: host } }`;
  const rules = (written: string): string[] => findingsOf(read(written, 'stack.yaml').reading).map(({ rule }) => rule);
  expect(rules(text(', networks: [outer]'))).toContain('service-sysctl-unusable');
  expect(rules(text(''))).toEqual([]);
});
