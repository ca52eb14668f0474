import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Folder } from './run';

const ROOT = join(__dirname, '../..');
const BUILT = join(ROOT, 'build/command-line');
const COMPOSE = 'services: {web: {image: web}}\n';

const folder = new Folder();
const probe = folder.file(
  'probe.cjs',
  `process.on('exit', () => { require('node:fs').writeSync(2, Object.keys(require.cache).join('\\n')); });`,
);
afterAll(() => {
  folder.remove();
});

function start(argv: readonly string[], input = '', flags: readonly string[] = []): ReturnType<typeof spawnSync> {
  return spawnSync(process.execPath, [...flags, join(BUILT, 'bin/portwright.js'), ...argv], {
    input,
    encoding: 'utf8',
    cwd: ROOT,
  });
}

/** What is printed, and every file of JavaScript that was loaded for it. */
function probed(argv: readonly string[], input = ''): { readonly printed: string; readonly loaded: string } {
  const { stdout, stderr } = start(argv, input, ['--require', probe]);
  return { printed: String(stdout), loaded: String(stderr) };
}

describe('the program itself', () => {
  beforeAll(() => {
    mkdirSync(BUILT, { recursive: true });
    // whatever the compiler complains of is another test's business
    spawnSync(process.execPath, ['node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', BUILT], {
      cwd: ROOT,
    });
  }, 120_000);

  test('reads standard input', () => {
    expect(start(['check', '-'], '{"family": "a", "containerDefinitions": []').stderr).toContain(
      '<stdin>:1:43: expected a comma or }',
    );
    expect(start(['check', '-'], COMPOSE)).toMatchObject({ status: 0, stdout: '1 file: no errors, no warnings\n' });
  });

  test('prints its version', () => {
    expect(start(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('loads no framework, no YAML for JSON, and no rules but those of the input', () => {
    const properties = { ContainerDefinitions: [{ Name: 'web', Image: 'web' }] };
    const task = JSON.stringify({ Resources: { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: properties } } });
    const { loaded } = probed(['check', '-'], task);
    expect(loaded).toContain('cloudformation');
    expect(loaded).toMatch(/rules.task/);
    expect(loaded).not.toMatch(/aws-cdk-lib|cdktf|node_modules.yaml|rules.docker/);
  });

  test('loads no model that only other commands and answers ask', () => {
    const { printed, loaded } = probed(['check', '-'], COMPOSE);
    expect(printed).toContain('1 file');
    expect(loaded).not.toMatch(/core.vpc|ecs.reach|engine.answers|report.forms|report.sarif|hcl-document/);
  });

  test('loads the parser of .tf files for those alone', () => {
    const own = new Folder();
    own.file('main.tf', 'resource "docker_container" "web" {\n  name  = var.name\n  image = "web"\n}\n');
    own.file('variables.tf', 'variable "name" {\n  default = "web"\n}\n');
    own.file('terraform.tfvars', 'name = "api"\n');
    const terraform = probed(['ls', own.path]);
    own.remove();
    expect(terraform.printed).toContain('api');
    expect(terraform.loaded).toMatch(/web-tree-sitter/);
    const compose = probed(['check', '-'], COMPOSE);
    expect(compose.printed).toContain('1 file');
    expect(compose.loaded).not.toMatch(/tree-sitter/);
  });

  describe('with what the build kept of it compiled', () => {
    const own = new Folder();
    const launcher = join(own.path, 'portwright.js');
    const program = own.file('program.js', 'console.log("as it is written, " + process.argv[2])');
    const kept = own.file(`program.${process.versions.v8}.cache`, 'what this V8 cannot read');
    const started = (): string => spawnSync(process.execPath, [launcher, 'now'], { encoding: 'utf8' }).stdout;
    beforeAll(() => {
      copyFileSync(join(BUILT, 'bin/portwright.js'), launcher);
    });
    afterAll(() => {
      own.remove();
    });

    test('runs as it is written where that cannot be read', () => {
      utimesSync(program, 1, 1);
      expect(started()).toBe('as it is written, now\n');
    });

    test('runs as it is written where it was written to since', () => {
      utimesSync(kept, 1, 1);
      utimesSync(program, 2, 2);
      expect(started()).toBe('as it is written, now\n');
    });
  });
});
