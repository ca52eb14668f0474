/**
 * The rules of each folder as one file, its index: there are hundreds of them, and to find and read as many small files takes
 * longer than to check most apps. What they import from other folders stays where it is, so that there is one of it.
 */
const { build } = require('esbuild');
const { existsSync, readdirSync, rmSync } = require('node:fs');
const { basename, join, relative, resolve, sep } = require('node:path');

const [FROM, TO] = ['lib/core/rules', 'dist/lib/core/rules'].map((folder) => join(__dirname, '..', folder));

/** Imports from outside of a folder, as its index has to spell them. */
const elsewhere = (folder) => ({
  name: 'elsewhere',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\.\// }, ({ resolveDir, path }) => ({
      path: relative(folder, resolve(resolveDir, path)).split(sep).join('/'),
      external: true,
    })),
});

async function bundle(name) {
  const [from, to] = [join(FROM, name), join(TO, name)];
  const { metafile } = await build({
    entryPoints: [join(from, 'index.ts')],
    outfile: join(to, 'index.js'),
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    charset: 'ascii',
    logLevel: 'error',
    metafile: true,
    plugins: [elsewhere(from)],
  });
  const used = Object.keys(metafile.inputs).map((file) => basename(file));
  const unused = readdirSync(from).filter((file) => !used.includes(file));
  if (unused.length > 0) throw new Error(`nobody registered ${join(name, unused[0])}`);
  for (const file of readdirSync(to)) {
    if (file.endsWith('.js') && file !== 'index.js') rmSync(join(to, file));
  }
}

const folders = readdirSync(FROM).filter((name) => existsSync(join(FROM, name, 'index.ts')));
Promise.all(folders.map(bundle)).catch(({ message }) => {
  console.error(message);
  process.exitCode = 1;
});
