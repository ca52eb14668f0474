import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Emulator, findProgram } from './emulator';

const program = findProgram('moto_server', 'PORTWRIGHT_MOTO_SERVER');
const withEmulator = program === undefined ? describe.skip : describe;
if (program === undefined) {
  console.info(
    'skipped: no moto_server on the PATH or in PORTWRIGHT_MOTO_SERVER; .ci/install-aws.sh installs one (needs Python 3)',
  );
}

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
});
