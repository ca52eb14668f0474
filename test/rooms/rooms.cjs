/**
 * `npm test` runs the tests of a room together, in one file of jest: most of the time of a small test file is spent on loading
 * the code that it is about, and so that is done once for all of the room. One file alone: `npx jest test/PART`.
 */
const { readdirSync } = require('node:fs');
const { join, relative, sep } = require('node:path');

const TESTS = join(__dirname, '..');

/**
 * The rooms, each with the folders of its tests and the number of files of jest that it is run in. Folders that need the same
 * framework share a room, so that it is set up once; a test belongs to the first room that has its folder.
 */
const ROOMS = {
  core: { folders: ['core'], parts: 1 },
  terraform: { folders: ['docker', 'ecs-terraform'], parts: 1 },
  ecs: { folders: ['ecs'], parts: 1 },
  formats: { folders: ['formats'], parts: 2 },
  command: { folders: ['bin', 'report'], parts: 1 },
  others: { folders: [''], parts: 1 },
};

/** What other commands run. */
const ELSEWHERE = ['aws', 'consumer', 'engine'];
/** Jest keeps the snapshots of each file beside it. */
const WITH_SNAPSHOTS = ['bin/docker-lab.test.ts', 'bin/ecs-lab.test.ts'];

const isIn = (test, folder) => folder === '' || test.startsWith(`${folder}/`);

const roomOf = (test) => Object.keys(ROOMS).find((room) => ROOMS[room].folders.some((folder) => isIn(test, folder)));

function testFiles() {
  return readdirSync(TESTS, { recursive: true })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => file.endsWith('.test.ts') && !file.endsWith('.thorough.test.ts'))
    .filter((file) => !ELSEWHERE.includes(file.split('/')[0]) && !WITH_SNAPSHOTS.includes(file))
    .sort();
}

/** The files of jest that run the rooms, by their names. */
exports.parts = () =>
  Object.entries(ROOMS).flatMap(([room, { parts }]) =>
    Array.from({ length: parts }, (_, part) => ({ room, part, name: parts > 1 ? `${room}-${part + 1}` : room })),
  );

/** Declares the tests of one part of a room. */
exports.runTests = (file) => {
  const name = relative(__dirname, file).replace('.room.cjs', '');
  const { room, part } = exports.parts().find((one) => one.name === name);
  testFiles()
    .filter((test) => roomOf(test) === room)
    .filter((_, index) => index % ROOMS[room].parts === part)
    .forEach((test) => describe(test.replace('.test.ts', ''), () => void require(join(TESTS, test))));
};

exports.WITH_SNAPSHOTS = WITH_SNAPSHOTS;
