/** Tests against real Docker engines that the tests start themselves; they need root and print why when they cannot run. */
module.exports = {
  rootDir: '../..',
  roots: ['<rootDir>/test/engine'],
  testEnvironment: 'node',
  globalSetup: require.resolve('../temporary-folder.cjs'),
  reporters: ['default', require.resolve('../failures.cjs')],
  // Most of the time is spent waiting for what does not answer. What is silent is asked again, so a neighbour changes no answer.
  maxWorkers: 2,
  testTimeout: 300_000,
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
