import { Template } from 'aws-cdk-lib/assertions';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpDocument } from '../../lib/cli/help';
import { SHAPES } from '../../lib/cli/main';
import { ecsLab } from '../../bin/ecs-lab';
import { app } from '../../examples/cdk-app/app';
import { app as modes } from '../../examples/modes/stack';
import { run } from '../bin/run';
import '../../examples/modes/bridge';
import '../../examples/modes/host';
import '../../examples/modes/awsvpc';
import '../../examples/modes/fargate';
import '../../examples/modes/none';
// examples that are tests themselves
import '../../examples/jest/network.test';
import '../../examples/cdk-app/network.test';
import { explainVerdict } from '../../lib/core/engine/flow/verdict';
import { engine } from '../../examples/docker/main';
import { table } from '../../examples/two-targets/fidelity';
import { lines } from '../../examples/two-targets/main';
import { Port } from '../../lib/core/values/port';
import { mistakes } from '../../examples/program/check';
import { MODE_TABLES } from '../../lib/report/modes-document';

const ROOT = join(__dirname, '../..');
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the script that writes the documents
const { documents, rendered, PICTURES } = require('../../scripts/documents.cjs') as {
  documents: (root: string) => string[];
  PICTURES: Readonly<Record<string, readonly string[]>>;
  rendered: (
    text: string,
    means: {
      read: (path: string) => string;
      run: (args: string[]) => string;
      output: (path: string) => string;
      table: (name: keyof typeof MODE_TABLES) => string;
    },
  ) => string;
};
/** What the examples print that are run here. */
const PRINTED: Readonly<Record<string, string>> = {
  'examples/docker/main.ts': explainVerdict(
    engine.topology.reach({ from: 'container1', to: 'container3', port: Port.tcp(80) }),
  ),
  'examples/two-targets/main.ts': lines.join('\n'),
  'examples/two-targets/fidelity.ts': table.join('\n'),
};
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('what the documents show', () => {
  beforeAll(() => {
    process.chdir(ROOT);
    // the documents ask its template
    ecsLab('cdk.out');
  });

  test.each(Object.entries(PICTURES))('%s is drawn as it is now; npm run docs draws it', (path, args) => {
    expect(read(path)).toBe(run(...args).out);
  });

  test.each(documents(ROOT))('%s shows the files and the output as they are; npm run docs writes them', (path) => {
    const text = read(path);
    const made = rendered(text, {
      read,
      run: (args) => run(...args).out,
      output: (path) => PRINTED[path] ?? '',
      table: (name) => MODE_TABLES[name](),
    });
    expect(text).toBe(made);
  });

  test.each(Object.keys(MODE_TABLES))('the table of %s stands in one document', (name) => {
    expect(documents(ROOT).filter((path) => read(path).includes(`<!-- table: ${name} -->`))).toHaveLength(1);
  });

  test.each(documents(ROOT))('every block of code in %s that begins ends before the next one', (path) => {
    const fences = read(path).match(/^```\w*$/gm) ?? [];
    expect(fences.filter((_, at) => at % 2 === 1)).toEqual(Array.from({ length: fences.length / 2 }, () => '```'));
  });

  test('every block of code in the README is a file or an output', () => {
    const blocks = [...read('README.md').matchAll(/(.*)\n+```(ts|json|yaml|console)\n/g)];
    expect(blocks.length).toBeGreaterThan(5);
    for (const [block, before] of blocks) expect([block, before]).toEqual([block, expect.stringMatching(/^<!-- /)]);
  });

  test('the page of the command line is the help of every command', () => {
    expect(read('docs/cli.md')).toBe(helpDocument(SHAPES));
  });
});

describe('the examples', () => {
  test('of the network modes synthesize', () => {
    expect(modes.synth().stacks).toHaveLength(1);
  });

  test('of a service: the load balancer may dial exactly the dynamic ports of the instances', () => {
    Template.fromJSON(app.synth().stacks[0]?.template as Record<string, unknown>).hasResourceProperties(
      'AWS::EC2::SecurityGroupIngress',
      { IpProtocol: 'tcp', FromPort: 20000, ToPort: 32767 },
    );
  });

  test('of a program: every mistake is a line, with its place and the way out', async () => {
    const text = read('examples/files/compose.yaml');
    await expect(mistakes([{ name: 'compose.yaml', text }])).resolves.toEqual([
      'compose.yaml:14 host port 8080/tcp of container default-adminer-1 is already taken by container default-web-1; use another host port or host address, or let the engine pick the port',
      'compose.yaml:6 container default-web-1 dials db:5433 (DATABASE_URL), but container default-db-1 listens on 5432; the dialled port is its port on the host; dial the port that the target listens on, or let it listen on the one that is dialled',
    ]);
  });

  test('of files: the mistakes are found, and the right one is silent', () => {
    expect(run('check', join(ROOT, 'examples/files/compose.yaml')).code).toBe(1);
    expect(run('check', join(ROOT, 'examples/files/compose.fixed.yaml')).code).toBe(0);
    expect(run('check', join(ROOT, 'examples/files/task-definition.json')).out).toContain('host-port-differs');
  });
});
