/**
 * Mutation testing (`npm run mutants`): faults put into code of which every answer is derived, and whether a test finds each. One
 * file: `npm run mutants -- --mutate lib/core/ecs/placement.ts`; some of its lines: `--mutate lib/core/ecs/placement.ts:20-60`.
 */
import jest from './jest.config.cjs';

export default {
  mutate: [
    'lib/core/engine/answers/**/*.ts',
    'lib/core/engine/state/**/*.ts',
    'lib/core/ecs/placement.ts',
    'lib/core/ecs/reach/**/*.ts',
  ],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    // what is derived is tested beside what it is derived from
    config: {
      ...jest,
      roots: ['<rootDir>/lib', '<rootDir>/test/core', '<rootDir>/test/vectors'],
      workerIdleMemoryLimit: undefined,
    },
    enableFindRelatedTests: true,
  },
  testRunnerNodeArgs: ['--max-old-space-size=1024'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  dryRunTimeoutMinutes: 20,
  tempDirName: 'build/mutants',
  cleanTempDir: 'always',
  reporters: ['clear-text'],
  clearTextReporter: { allowColor: false, reportTests: false },
};
