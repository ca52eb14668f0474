import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { dockerLab } from '../../bin/docker-lab';
import { Topology } from '../../lib/core/engine/topology';
import { Port } from '../../lib/core/values/port';
import { readInputs } from '../../lib/formats';
import { mermaidReach } from '../../lib/report';

const folder = process.env['PORTWRIGHT_MERMAID'];
if (folder === undefined) console.info('skipped: no Mermaid in PORTWRIGHT_MERMAID; .ci/install-mermaid.sh installs it');
const parsing = folder === undefined ? describe.skip : describe;

/** What Mermaid's parser says to each diagram: its type, or why not. */
function parse(...diagrams: readonly string[]): string[] {
  const script = join(__dirname, 'mermaid-parse.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [script, folder!], {
    input: JSON.stringify(diagrams),
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as string[];
}

function topologyOf(name: string, data: object): Topology {
  const [input] = readInputs([{ name, text: JSON.stringify(data) }]);
  return Topology.of(input!.reading.dockerHosts[0]!);
}

const awkward = topologyOf('main.tf.json', {
  resource: {
    docker_network: { n: { name: 'end "of" subgraph' } },
    docker_container: Object.fromEntries(
      ['a"b', 'c#d;', 'e --> f', '<g> & `h`', 'end', '%%{init}%%', 'i\nj', ']("', ''].map((name, index) => [
        `c${index}`,
        {
          name,
          networks_advanced: index % 2 === 0 ? [{ name: '${docker_network.n.name}' }] : [],
          ports: [{ internal: 80, external: index === 0 ? 8080 : '${var.port}' }, { internal: 81 }],
        },
      ]),
    ),
  },
});

const many = topologyOf('compose.json', {
  services: Object.fromEntries(Array.from({ length: 60 }, (_none, index) => [`s${index}`, { image: 'x' }])),
});

test('blocked flows, open flows and published ports are lines of the diagram', () => {
  const lines = mermaidReach('lab', dockerLab().topology, Port.tcp(80)).split('\n');
  expect(lines.filter((line) => line.includes('<-->')).length).toBeGreaterThan(0);
  expect(lines.filter((line) => line.includes('-.-x')).length).toBeGreaterThan(0);
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}outside -->\|"8080 → 80\/tcp"\| c\d+$/));
});

parsing("Mermaid's own parser", () => {
  test('reads the diagram of the lab, of awkward names, and of many containers', () => {
    const { topology } = dockerLab();
    const diagrams = [
      mermaidReach('lab', topology),
      mermaidReach('lab', topology, Port.tcp(80)),
      mermaidReach('end "x" #1', awkward, Port.tcp(80)),
      mermaidReach('many', many),
      mermaidReach('nothing', topologyOf('compose.json', { services: {} })),
    ];
    expect(parse(...diagrams)).toEqual(diagrams.map(() => 'flowchart-v2'));
  });

  test('refuses what is no diagram', () => {
    expect(parse('flowchart LR\n  a["b" --> c\n')[0]).toMatch(/^refused: Parse error on line \d/);
  });
});
