/**
 * The command line as one file, dist/bin/program.js: reading some hundred small files takes longer than the check of most
 * definitions. What is loaded late in the code is run late here too; packages stay packages. Beside it goes what V8 made of
 * it for a check, so that dist/bin/portwright.js need not have it compiled again.
 */
const { buildSync } = require('esbuild');
const { spawnSync } = require('node:child_process');
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

const program = join(__dirname, '../dist/bin/program.js');
/** The status of a program that ended by an error of its own. */
const BROKEN = 3;
const samples = join(__dirname, '../examples/files');

function bundle() {
  buildSync({
    entryPoints: [program],
    outfile: program,
    allowOverwrite: true,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    charset: 'ascii',
    logLevel: 'error',
  });
}

/** Checks samples, and keeps all that was compiled for it. The flags are those of bin/portwright.ts, as V8 wants it. */
function compile() {
  setFlagsFromString('--interrupt-budget=300000');
  process.on('uncaughtException', ({ message }) => {
    console.error(message);
    process.exit(BROKEN);
  });
  const script = new Script(wrap(readFileSync(program, 'latin1')), { filename: program });
  process.on('exit', () => {
    writeFileSync(join(dirname(program), `program.${process.versions.v8}.cache`), script.createCachedData());
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(program), module, program, dirname(program));
}

if (process.argv[2] === 'check') compile();
else {
  bundle();
  const files = readdirSync(samples).map((name) => join(samples, name));
  const stdio = ['ignore', 'ignore', 'inherit'];
  const { status } = spawnSync(process.execPath, [__filename, 'check', ...files], { stdio });
  // 1: the samples have findings
  if (status === null || status > 1) process.exitCode = 1;
}
