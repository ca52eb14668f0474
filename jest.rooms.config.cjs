/** What `npm test` runs: the tests of `jest.config.cjs`, room by room. */
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const base = require('./jest.config.cjs');
const { parts, WITH_SNAPSHOTS } = require('./test/rooms/rooms.cjs');

const files = [
  ...parts().map(({ name }) => `test/rooms/${name}.room.cjs`),
  ...WITH_SNAPSHOTS.map((file) => `test/${file}`),
];
const missing = files.filter((file) => !existsSync(join(__dirname, file)));
if (missing.length > 0) throw new Error(`the tests of a room would not run: ${missing.join(', ')} is missing`);

module.exports = { ...base, testMatch: files.map((file) => `<rootDir>/${file}`) };
