/** Tests against real Docker engines that the tests start themselves; they need root and print why when they cannot run. */
module.exports = {
  rootDir: '../..',
  roots: ['<rootDir>/test/engine'],
  testEnvironment: 'node',
  // Two engines at a time are enough work for a small machine, and a timing answer must not depend on the neighbour.
  maxWorkers: 1,
  testTimeout: 300_000,
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
