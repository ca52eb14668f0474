/**
 * The made parts of the documents, so that what is shown is what is compiled and what is printed:
 *   <!-- file: examples/modes/bridge.ts -->         before a block: the block is that file
 *   <!-- run: check examples/files/compose.yaml --> before a block: the command, and what it prints
 *   <!-- output: examples/docker/main.ts -->        before a block: what that example prints, compared by the tests
 *   <!-- table: features by network mode -->        before a table: that one of lib/report/modes-document.ts
 *
 *   npm run docs    writes them, the codes of verdicts in docs/output.md, docs/rules.md, docs/messages.md, docs/cli.md and the pictures
 */
const { mkdirSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { execFileSync } = require('node:child_process');
const { dirname, join } = require('node:path');

const MADE = /(<!-- (file|run|output): ([^\n]+?) -->\n+```\w*\n)(?:[\s\S]*?\n)??(```)/g;
const TABLE = /(<!-- table: ([^\n]+?) -->\n\n)(?:\|[^\n]*\n)*/g;
const SAMPLES = 'examples/files/';

/** A document with its made parts as they are now. */
exports.rendered = (text, { read, run, output, table }) => {
  const withTables = text.replace(TABLE, (_all, start, name) => `${start}${table(name)}\n`);
  return withTables.replace(MADE, (all, start, kind, what, end) => {
    if (kind === 'file') return `${start}${read(what).trimEnd()}\n${end}`;
    if (kind === 'output') return output ? `${start}${output(what).trimEnd()}\n${end}` : all;
    const lines = `$ npx portwright ${what}\n${run(what.split(' ')).trimEnd()}`;
    return `${start}${lines.replaceAll(SAMPLES, '')}\n${end}`;
  });
};

/** A document with the codes that a verdict can have, by what it is between and its kind. */
const withCodes = (text, codes) =>
  text.replace(
    /^\| (containers|services|swarms) \| `(\w+)` \| .* \|$/gm,
    (all, between, kind) =>
      `| ${between} | \`${kind}\` | ${codes[between][kind].map((code) => `\`${code}\``).join(', ')} |`,
  );

/** The pictures in the documents, with the command that draws each. */
exports.PICTURES = {
  'docs/pictures/compose.svg': ['graph', 'examples/files/compose.fixed.yaml'],
  'docs/pictures/vpc.svg': ['graph', 'examples/files/vpc.yaml'],
  'docs/pictures/vpc-lab.svg': ['graph', 'cdk.out/EcsLab.template.json'],
  'docs/pictures/vpc-endpoints.svg': ['graph', 'examples/files/vpc-endpoints.yaml'],
  'docs/pictures/vpc-balancer.svg': ['graph', 'examples/files/vpc-balancer.yaml'],
};

/** The documents that have made parts. */
exports.documents = (root) =>
  ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter((path) =>
    path.endsWith('.md'),
  );

if (require.main === module) {
  const root = join(__dirname, '..');
  process.chdir(root);
  // the documents ask the template of the lab
  require(join(root, 'dist/bin/ecs-lab.js')).ecsLab('cdk.out');
  const run = (args) => {
    try {
      return execFileSync(process.execPath, ['dist/bin/portwright.js', ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    } catch (error) {
      return error.stdout;
    }
  };
  const { rulesDocument } = require(join(root, 'dist/lib/report/rules-document.js'));
  const { messagesDocument } = require(join(root, 'dist/lib/report/messages-document.js'));
  const { MODE_TABLES } = require(join(root, 'dist/lib/report/modes-document.js'));
  const { helpDocument } = require(join(root, 'dist/lib/cli/help.js'));
  const { SHAPES } = require(join(root, 'dist/lib/cli/main.js'));
  const { BLOCK_CODES } = require(join(root, 'dist/lib/core/engine/flow/block-reason.js'));
  const { UNKNOWN_CODES } = require(join(root, 'dist/lib/core/engine/flow/unknown-reason.js'));
  const { SERVICE_CODES } = require(join(root, 'dist/lib/core/ecs/reach/service-reason.js'));
  const { SWARM_CODES } = require(join(root, 'dist/lib/core/engine/swarm/swarm-reason.js'));
  const containers = { blocked: BLOCK_CODES, unknown: UNKNOWN_CODES };
  const codes = { containers, services: SERVICE_CODES, swarms: SWARM_CODES };
  writeFileSync('docs/rules.md', rulesDocument(require(join(root, 'test/core/rules/catalogue-ids.json'))));
  writeFileSync('docs/messages.md', messagesDocument());
  writeFileSync('docs/cli.md', helpDocument(SHAPES));
  for (const [path, args] of Object.entries(exports.PICTURES)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, run(args));
  }
  for (const path of exports.documents(root)) {
    const text = readFileSync(path, 'utf8');
    const written = exports.rendered(text, {
      read: (file) => readFileSync(file, 'utf8'),
      run,
      table: (name) => MODE_TABLES[name](),
    });
    writeFileSync(path, path === 'docs/output.md' ? withCodes(written, codes) : written);
  }
}
