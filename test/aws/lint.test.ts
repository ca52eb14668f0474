import { type App, CloudFormationValidatePlugin } from 'aws-cdk-lib';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ecsLab } from '../../bin/ecs-lab';
import * as ours from '../../lib/ecs';
import { findProgram } from './emulator';
import { everyConstruct } from './every-construct';

const folder = mkdtempSync(join(tmpdir(), 'portwright-lint-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const cfnLint = findProgram('cfn-lint', 'PORTWRIGHT_CFN_LINT');
if (cfnLint === undefined) console.info('skipped: no cfn-lint on the PATH or in PORTWRIGHT_CFN_LINT');
const whereLinted = cfnLint === undefined ? test.skip : test;

describe('the templates of every construct', () => {
  let app: App;
  let files: string[];

  beforeAll(() => {
    app = everyConstruct(folder);
    files = app.synth().stacks.map(({ templateFullPath }) => templateFullPath);
  });

  test('come from every class that this library exports', () => {
    const made = new Set(app.node.findAll().map(({ constructor }) => constructor));
    const constructs = Object.values(ours).filter(
      (one) =>
        typeof one === 'function' &&
        /^(?!Wired).*(?:Service|TaskDefinition|Instances|Container|Command)$/.test(one.name),
    );
    expect(constructs.filter((one) => !made.has(one)).map(({ name }) => name)).toEqual([]);
    expect(constructs.length).toBeGreaterThan(25);
  });

  test('have no error for the validator of AWS', () => {
    const stacks = app.synth().stacks;
    const { violations } = new CloudFormationValidatePlugin().validate({
      appConstruct: app,
      templatePaths: files,
      stackTemplates: stacks.map((stack) => ({
        stackConstructPath: stack.hierarchicalId,
        templatePath: stack.templateFullPath,
        accountId: undefined,
        region: undefined,
      })),
    });
    expect(violations.filter(({ severity }) => severity === 'error' || severity === 'fatal')).toEqual([]);
  });

  whereLinted('have no error for cfn-lint', () => {
    const { stdout, stderr } = spawnSync(cfnLint!, ['--format', 'parseable', ...files], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.split('\n').filter((line) => /:E\d{4}:/.test(line))).toEqual([]);
  });
});

whereLinted('cfn-lint has nothing to say of the ECS lab', () => {
  const files = ecsLab(join(folder, 'lab')).assembly.stacks.map(({ templateFullPath }) => templateFullPath);
  const { stdout, stderr } = spawnSync(cfnLint!, files, { encoding: 'utf8' });
  expect(stdout + stderr).toBe('');
});
