/**
 * `npm test` runs the tests of a room together, in one file of jest: most of the time of a small test file is spent on loading
 * the code that it is about, and so that is done once for all of the room. One file alone: `npx jest test/PART`.
 */
const { readdirSync } = require('node:fs');
const { join, relative, sep } = require('node:path');

const TESTS = join(__dirname, '..');

/** The rooms, each with the number of files of jest that it is run in; a test belongs to the first one whose folder it is in. */
const ROOMS = {
  'core/rules': 1,
  core: 1,
  docker: 1,
  'ecs-terraform': 1,
  ecs: 2,
  formats: 2,
  report: 1,
  bin: 1,
  '': 1,
};

/** What other commands run. */
const ELSEWHERE = ['aws', 'consumer', 'engine'];
/** Jest keeps the snapshots of each file beside it. */
const WITH_SNAPSHOTS = ['bin/docker-lab.test.ts', 'bin/ecs-lab.test.ts'];

const roomOf = (test) => Object.keys(ROOMS).find((room) => room === '' || test.startsWith(`${room}/`));

function testFiles() {
  return readdirSync(TESTS, { recursive: true })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => file.endsWith('.test.ts') && !file.endsWith('.thorough.test.ts'))
    .filter((file) => !ELSEWHERE.includes(file.split('/')[0]) && !WITH_SNAPSHOTS.includes(file))
    .sort();
}

/** The files of jest that run the rooms, by their names. */
exports.parts = () =>
  Object.entries(ROOMS).flatMap(([room, parts]) =>
    Array.from({ length: parts }, (_, part) => ({
      room,
      part,
      name: `${room.replace('/', '-') || 'others'}${parts > 1 ? `-${part + 1}` : ''}`,
    })),
  );

/** Declares the tests of one part of a room. */
exports.runTests = (file) => {
  const name = relative(__dirname, file).replace('.room.cjs', '');
  const { room, part } = exports.parts().find((one) => one.name === name);
  testFiles()
    .filter((test) => roomOf(test) === room)
    .filter((_, index) => index % ROOMS[room] === part)
    .forEach((test) => describe(test.replace('.test.ts', ''), () => void require(join(TESTS, test))));
};

exports.WITH_SNAPSHOTS = WITH_SNAPSHOTS;
