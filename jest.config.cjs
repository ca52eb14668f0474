/** Unit tests: no Docker, no AWS, no network. Engine, AWS and consumer tests have a config of their own. */
const FRAMEWORKS = 'aws-cdk-lib|constructs|cdktf|@cdktf';

module.exports = {
  testEnvironment: require.resolve('./test/environment.cjs'),
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: [
    '<rootDir>/test/engine/',
    '<rootDir>/test/aws/',
    '<rootDir>/test/consumer/',
    // not worth waiting for each time: `npm run test:thorough`
    String.raw`\.thorough\.test\.ts$`,
  ],
  globalSetup: require.resolve('./test/temporary-folder.cjs'),
  setupFiles: ['<rootDir>/test/cdk-environment.ts'],
  reporters: ['default', require.resolve('./test/failures.cjs')],
  maxWorkers: '100%',
  // what a test file loaded is never given back in full
  workerIdleMemoryLimit: '500MB',
  // the examples import the package by its name, as its users do
  moduleNameMapper: {
    '^portwright$': '<rootDir>/lib/core/index.ts',
    '^portwright/(ecs|ecs-terraform|docker|formats|report|testing)$': '<rootDir>/lib/$1/index.ts',
  },
  transformIgnorePatterns: [`/node_modules/(?!(${FRAMEWORKS})/)`],
  transform: {
    [`/node_modules/(${FRAMEWORKS})/`]: require.resolve('./test/frameworks.cjs'),
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
  },
};
