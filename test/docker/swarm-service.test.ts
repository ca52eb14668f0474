import { SwarmTopology } from '../../lib/core/engine/swarm/swarm-topology';
import { Port } from '../../lib/core/values/port';
import { BridgeNetwork, type DockerEngine, OverlayNetwork, SwarmService } from '../../lib/docker';
import { newEngine, resources, thrown } from './synth';

function services(engine: DockerEngine, validate = true): Record<string, Readonly<Record<string, unknown>>> {
  return resources(engine, 'docker_service', validate);
}

const swarm = { settings: { swarm: true } } as const;

describe('a service of a swarm', () => {
  test('is written with its networks, tasks, placement and ports', () => {
    const engine = newEngine(swarm);
    const front = new OverlayNetwork(engine, 'front');
    new SwarmService(engine, 'web', {
      image: 'nginx:1.27',
      networks: [{ network: front, aliases: ['www'] }],
      replicas: 3,
      constraints: ['node.role == worker'],
      maxPerNode: 1,
      ports: [{ target: Port.tcp(80), published: 8080 }],
    });
    new SwarmService(engine, 'agent', { image: 'agent', networks: [front], replicas: 'global', endpointMode: 'dnsrr' });
    const { web, agent } = services(engine);
    expect(web).toMatchObject({
      mode: { replicated: { replicas: 3 } },
      endpoint_spec: { ports: [{ target_port: 80, published_port: 8080, protocol: 'tcp' }] },
      task_spec: {
        container_spec: { image: 'nginx:1.27' },
        networks_advanced: [{ name: expect.stringContaining('docker_network.') as unknown, aliases: ['www'] }],
        placement: { constraints: ['node.role == worker'], max_replicas: 1 },
      },
    });
    expect(agent).toMatchObject({ mode: { global: true }, endpoint_spec: { mode: 'dnsrr' } });
  });

  test('names its networks by id for a provider from 4 on, which the stack then asks for', () => {
    const engine = newEngine({ ...swarm, providerGeneration: 4 });
    const front = new OverlayNetwork(engine, 'front');
    const back = new OverlayNetwork(engine, 'back');
    new SwarmService(engine, 'web', { image: 'web', networks: [{ network: front, aliases: ['www'] }, back] });
    new SwarmService(engine, 'db', { image: 'db', networks: [back], listens: [Port.tcp(5432)] });
    const { web } = services(engine);
    expect(web).toMatchObject({
      task_spec: {
        container_spec: { image: 'web' },
        networks_advanced: [
          { id: expect.stringContaining('docker_network.') as unknown, aliases: ['www'] },
          { id: expect.stringContaining('docker_network.') as unknown },
        ],
      },
    });
    expect(JSON.stringify(web)).not.toContain('"networks_advanced":[{"name"');
    const topology = SwarmTopology.of(engine.swarm!);
    const [from, to, port] = [{ service: 'web' }, { name: 'db' }, Port.tcp(5432)] as const;
    expect(topology.reach({ from, to, port }).kind).toBe('reachable');
    expect(engine.findings).toEqual([]);
  });

  test('is asked as a part of the swarm, and checked with it', () => {
    const engine = newEngine(swarm);
    const front = new OverlayNetwork(engine, 'front');
    const back = new OverlayNetwork(engine, 'back', { internal: true });
    new SwarmService(engine, 'web', {
      image: 'web',
      networks: [front],
      ports: [{ target: Port.tcp(80), published: 80 }],
    });
    new SwarmService(engine, 'api', { image: 'api', networks: [front, back], listens: [Port.tcp(8000)] });
    new SwarmService(engine, 'db', { image: 'db', networks: [back] });
    const topology = SwarmTopology.of(engine.swarm!);
    const kind = (from: string, service: string, port: number): string =>
      topology.reach({ from: { service: from }, to: { service }, port: Port.tcp(port) }).kind;
    expect([kind('web', 'api', 8000), kind('web', 'api', 81), kind('web', 'db', 5432)]).toEqual([
      'reachable',
      'blocked',
      'blocked',
    ]);
    expect(engine.findings).toEqual([]);
    new SwarmService(engine, 'other', { image: 'other', ports: [{ target: Port.tcp(80), published: 80 }] });
    expect(engine.findings.map(({ rule, at }) => [rule, at.path])).toEqual([
      ['ingress-port-taken', expect.stringContaining('other')],
    ]);
  });

  test('finds constraints that exclude each other, though the nodes are not in sight', () => {
    const engine = newEngine(swarm);
    const constraints = ['node.role == worker', 'node.role == manager'];
    const web = new SwarmService(engine, 'web', { image: 'web', constraints });
    expect(engine.findings.map(({ rule, at, facts }) => [rule, at.path, facts['constraints']])).toEqual([
      ['service-without-node', web.node.path, constraints],
    ]);
  });

  test('counts as it is written in the end', () => {
    const engine = newEngine(swarm);
    const web = new SwarmService(engine, 'web', { image: 'web' });
    web.resource.addOverride('endpoint_spec', { mode: 'dnsrr', ports: [{ target_port: 80, published_port: 80 }] });
    expect(engine.findings.map(({ rule }) => rule)).toEqual(['ingress-port-without-address']);
  });

  test('is there only where it is asked for', () => {
    expect(newEngine().swarm).toBeUndefined();
  });

  test('refuses what cannot be, at the line of the caller', () => {
    const engine = newEngine(swarm);
    const other = new OverlayNetwork(newEngine(swarm), 'other');
    expect(thrown(() => new SwarmService(engine, 'a1', { image: 'x', networks: [other] })).message).toContain('engine');
    expect(thrown(() => new SwarmService(engine, 'a2', { image: 'x', replicas: -1 })).message).toContain(
      'whole number',
    );
    const ports = [{ target: Port.tcp(80), published: 70000 }];
    expect(thrown(() => new SwarmService(engine, 'a3', { image: 'x', ports })).message).toContain('1 to 65535');
    const networks = [new BridgeNetwork(engine, 'net')];
    expect(thrown(() => new SwarmService(engine, 'a4', { image: 'x', networks })).message).toContain('single engine');
  });
});
