/** Tests of the packed package in projects of its users; they install from the package registry. */
module.exports = {
  rootDir: '../..',
  roots: ['<rootDir>/test/consumer'],
  testEnvironment: 'node',
  reporters: ['default', require.resolve('../failures.cjs')],
  maxWorkers: 1,
  testTimeout: 600_000,
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
