import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { flowsBetween } from '../../lib/core/ecs/reach/service-reach';
import { networkPaths } from '../../lib/core/vpc/network-paths';
import { findingsOf, readInputs, type Input } from '../../lib/formats';
import { Emulator, emulatorProgram } from './emulator';
import { mended, type Snapshot, type Deployed } from './mended';

const program = emulatorProgram();
const withEmulator = program === undefined ? describe.skip : describe;

interface PortMapping {
  containerPort: number;
  hostPort?: number;
  protocol: string;
}

withEmulator('the ECS lab, deployed to the emulator', () => {
  let emulator: Emulator;
  let output: string;

  beforeAll(async () => {
    emulator = await Emulator.start(program!);
    output = mkdtempSync(join(tmpdir(), 'portwright-aws-'));
    emulator.cdk('bootstrap', emulator.environmentName);
    emulator.cdk('deploy', '--all', '--require-approval', 'never', '--output', output);
  });

  afterAll(() => {
    emulator.stop();
    rmSync(output, { recursive: true, force: true });
  });

  test('registers five task definitions with the port mappings of the workshop', async () => {
    const { taskDefinitionArns } = (await emulator.ecs('ListTaskDefinitions', {})) as { taskDefinitionArns: string[] };
    const mappings: Record<string, PortMapping[]> = {};
    for (const taskDefinition of taskDefinitionArns) {
      const { taskDefinition: task } = (await emulator.ecs('DescribeTaskDefinition', { taskDefinition })) as {
        taskDefinition: { family: string; containerDefinitions: { portMappings?: PortMapping[] }[] };
      };
      mappings[task.family] = task.containerDefinitions.flatMap((container) => container.portMappings ?? []);
    }
    expect(mappings).toEqual({
      'ecs-networking-demo-none': [],
      'ecs-networking-demo-bridge-dyn': [{ containerPort: 80, hostPort: 0, protocol: 'tcp' }],
      'ecs-networking-demo-bridge-stat': [{ containerPort: 80, hostPort: 8080, protocol: 'tcp' }],
      'ecs-networking-demo-host': [{ containerPort: 80, protocol: 'tcp' }],
      'ecs-networking-demo-awsvpc': [{ containerPort: 80, protocol: 'tcp' }],
    });
  });

  test('runs a service for each of them in one cluster', async () => {
    const { clusterArns } = (await emulator.ecs('ListClusters', {})) as { clusterArns: string[] };
    expect(clusterArns).toHaveLength(1);
    const { serviceArns } = (await emulator.ecs('ListServices', { cluster: clusterArns[0] })) as {
      serviceArns: string[];
    };
    expect(serviceArns).toHaveLength(5);
  });

  test('gives the same findings and verdicts when it is described as its template does', () => {
    const template = readFileSync(join(output, 'EcsLab.template.json'), 'utf8');
    const python = join(dirname(program!), 'python');
    const asked = spawnSync(python, [join(__dirname, 'snapshot.py'), 'EcsLab'], {
      env: emulator.environment,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (asked.status !== 0) throw new Error(asked.stderr);
    const account = mended(JSON.parse(asked.stdout) as Snapshot, JSON.parse(template) as Deployed);
    const files = Object.entries(account).map(([name, data]) => ({ name, text: JSON.stringify(data) }));
    const [written, ...none] = readInputs([{ name: 'EcsLab.template.json', text: template }]);
    const [described, ...nothing] = readInputs(files);
    expect([...none, ...nothing]).toEqual([]);
    expect(described!.type).toBe('aws-account');
    expect(answersOf(described!)).toEqual(answersOf(written!));
    expect(findingsOf(described!.reading).map(({ rule }) => rule)).toEqual(
      findingsOf(written!.reading).map(({ rule }) => rule),
    );
  });
});

const SERVICES = ['NoneService', 'BridgeDynamicService', 'BridgeStaticService', 'HostService', 'AwsvpcService'];

/** What the model says of every way between two services, and of the start of each. */
function answersOf({ reading: { clusters, networks } }: Input): object {
  const services = clusters.flatMap(({ services: { items } }) => items);
  const pathOf = (name: string): string => services.find(({ at }) => at.path.includes(name))!.at.path;
  const ways = SERVICES.flatMap((from) =>
    SERVICES.filter((to) => to !== from).map((to) => {
      const flows = flowsBetween(clusters, pathOf(from), pathOf(to), undefined);
      return [`${from} to ${to}`, flows.map(({ verdict }) => verdict.kind)] as const;
    }),
  );
  const paths = networkPaths(networks[0]!).map(({ from, to, verdict }) => {
    const name = SERVICES.find((one) => from.includes(one)) ?? from;
    return [`${name} to ${to.includes('LoadBalancer') ? 'the load balancer' : to}`, verdict.kind] as const;
  });
  return { ways: Object.fromEntries(ways), paths: Object.fromEntries(paths) };
}
