/** Unit tests: no Docker, no AWS, no network. Engine, AWS and consumer tests have a config of their own. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: ['<rootDir>/test/engine/', '<rootDir>/test/aws/', '<rootDir>/test/consumer/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
