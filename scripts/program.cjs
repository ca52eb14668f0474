/**
 * The command line as one file, dist/bin/portwright.js: reading some hundred small files takes longer than the check of most
 * definitions. What is loaded late in the code is run late here too; packages stay packages.
 */
const { buildSync } = require('esbuild');
const { join } = require('node:path');

const program = join(__dirname, '../dist/bin/portwright.js');

buildSync({
  entryPoints: [program],
  outfile: program,
  allowOverwrite: true,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  logLevel: 'error',
});
