#!/usr/bin/env node
/**
 * Starts the command line. To compile it takes as long as to check most files, so it is loaded as Node left it when the
 * package was built, where this is the same V8 and nobody has written to the program since; otherwise it is compiled.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

const program = join(__dirname, 'program.js');
const compiled = join(__dirname, `program.${process.versions.v8}.cache`);

/** When a file was last written to; undefined where there is none. */
function written(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function loadCompiled(): void {
  // a run is over before what V8's optimizing compiler makes of it would pay
  setFlagsFromString('--interrupt-budget=300000');
  const script = new Script(wrap(readFileSync(program, 'latin1')), {
    filename: program,
    cachedData: readFileSync(compiled),
  });
  const load = script.runInThisContext() as (...names: readonly unknown[]) => void;
  const module = { exports: {} };
  load(module.exports, createRequire(program), module, program, dirname(program));
}

const since = written(compiled);
if (since !== undefined && since >= (written(program) ?? Infinity)) loadCompiled();
// eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded in this case only
else require('./program');
