/**
 * All that there is to try: besides the tests of `npm test` those in files called `*.thorough.test.ts`, every pair in every way
 * that it is written, every value replaced, every law drawn as often as it takes.
 */
const base = require('./jest.config.cjs');

process.env.PORTWRIGHT_THOROUGH = '1';

module.exports = {
  ...base,
  testPathIgnorePatterns: base.testPathIgnorePatterns.filter((pattern) => !pattern.includes('thorough')),
};
