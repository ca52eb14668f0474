/** Deploys to an AWS-API emulator; says why when there is none. */
const base = require('../../jest.config.cjs');
module.exports = {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/aws'],
  testPathIgnorePatterns: [],
  setupFiles: [],
  testTimeout: 240_000,
};
