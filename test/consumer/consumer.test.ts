import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const PINNED = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};

let folder: string;
let tarball: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portwright-consumer-'));
  const [packed] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT)) as {
    filename: string;
  }[];
  tarball = join(folder, packed!.filename);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npm(args: readonly string[], cwd: string): string {
  return run('npm', args, cwd);
}

function run(program: string, args: readonly string[], cwd: string): string {
  const options: ExecFileSyncOptionsWithStringEncoding = { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
  try {
    return execFileSync(program, args, options);
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** What a program prints, whether it ends well or not. */
function outputOf(program: string, args: readonly string[], cwd: string): string {
  try {
    return run(program, args, cwd);
  } catch (error) {
    return (error as Error).message;
  }
}

/** An empty project that installs the tarball and the named packages, at the versions this repository develops with. */
function project(name: string, packages: readonly string[] = []): string {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name, version: '1.0.0', private: true }));
  const wanted = packages.map((one) => (/.@/.test(one) ? one : `${one}@${PINNED.devDependencies[one] ?? 'latest'}`));
  npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', tarball, ...wanted], cwd);
  return cwd;
}

const node = (cwd: string, script: string): string => run('node', ['-e', script], cwd).trim();
const esm = (cwd: string, script: string): string => run('node', ['--input-type=module', '-e', script], cwd).trim();

describe('the packed package', () => {
  test('works without any framework: core, formats, report and testing', () => {
    const cwd = project('core-only');
    expect(node(cwd, "console.log(String(require('portwright').Port.tcp(80)))")).toBe('80/tcp');
    expect(
      esm(
        cwd,
        "import { Port, Cidr, BridgePort } from 'portwright'; console.log(String(Port.udp(53)), typeof Cidr.parse, typeof BridgePort.dynamic)",
      ),
    ).toBe('53/udp function function');
    expect(
      esm(cwd, "import { readCloudFormation } from 'portwright/formats'; console.log(typeof readCloudFormation)"),
    ).toBe('function');
    expect(
      esm(
        cwd,
        "import { portwrightMatchers } from 'portwright/testing'; console.log(Object.keys(portwrightMatchers).length)",
      ),
    ).toBe('6');
    expect(node(cwd, "console.log(typeof require('portwright/report'))")).toBe('object');
    expect(() => node(cwd, "require('portwright/lib/core/port')")).toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  test('checks a task definition and a template from an empty folder', () => {
    const cwd = project('command');
    const task = {
      family: 'job',
      networkMode: 'none',
      containerDefinitions: [{ name: 'job', image: 'busybox', memory: 64 }],
    };
    writeFileSync(join(cwd, 'task.json'), JSON.stringify(task));
    const check = (file: string): string => run('npx', ['--no-install', 'portwright', 'check', file], cwd);
    expect(check('task.json')).toContain('1 file: no errors, no warnings');
    const wrong = {
      ...task,
      containerDefinitions: [{ ...task.containerDefinitions[0], portMappings: [{ containerPort: 80 }] }],
    };
    writeFileSync(join(cwd, 'wrong.json'), JSON.stringify(wrong));
    expect(() => check('wrong.json')).toThrow('ports-on-none');
    const template = [
      'Parameters: {Mode: {Type: String, Default: none}}',
      'Resources:',
      '  Job:',
      '    Type: AWS::ECS::TaskDefinition',
      '    Properties:',
      '      NetworkMode: !Ref Mode',
      '      ContainerDefinitions:',
      '        - {Name: job, Image: busybox, Memory: 64, PortMappings: [{ContainerPort: 80}]}',
    ].join('\n');
    writeFileSync(join(cwd, 'template.yaml'), template);
    expect(() => check('template.yaml')).toThrow('error ports-on-none at template.yaml:8:');
    const local = (...args: readonly string[]): string =>
      run('npx', ['--no-install', 'portwright', 'local', 'task.json', ...args], cwd);
    expect(local('--out', 'compose')).toMatch(/^\d+ claims: \d+ same, \d+ different, \d+ absent$/m);
    expect(readFileSync(join(cwd, 'compose/compose.yaml'), 'utf8')).toContain('network_mode: none');
    local('--format', 'terraform', '--out', 'terraform');
    expect(readFileSync(join(cwd, 'terraform/main.tf.json'), 'utf8')).toContain('"network_mode": "none"');
    expect(() => local('--run', '--on', 'unix:///nowhere.sock')).toThrow('there is no socket');
  });

  test('gives ./ecs to a project without cdktf', () => {
    const cwd = project('ecs-only', ['aws-cdk-lib', 'constructs']);
    const use =
      'const app = new App(); const stack = new Stack(app, "S"); new ecs.BridgeTaskDefinition(stack, "Web"); console.log(stack.node.findAll().length > 1)';
    expect(
      node(cwd, `const { App, Stack } = require('aws-cdk-lib'); const ecs = require('portwright/ecs'); ${use}`),
    ).toBe('true');
    expect(esm(cwd, `import { App, Stack } from 'aws-cdk-lib'; import * as ecs from 'portwright/ecs'; ${use}`)).toBe(
      'true',
    );
    expect(
      esm(cwd, "import { BridgeTaskDefinition } from 'portwright/ecs'; console.log(typeof BridgeTaskDefinition)"),
    ).toBe('function');
    expect(() => node(cwd, "require('portwright/docker')")).toThrow('Cannot find module');
    const loaded =
      "require('portwright/ecs').NetworkValidation; console.log(Object.keys(require.cache).filter((file) => /node_modules.(cdktf|@cdktf)|rules.docker/.test(file)).length)";
    expect(node(cwd, loaded)).toBe('0');
  });

  test('checks an app on the oldest aws-cdk-lib that it allows', () => {
    const cwd = project('ecs-oldest', ['aws-cdk-lib@2.252.0', 'constructs@10.6.0']);
    const prelude = [
      "const { App, Stack, Validations } = require('aws-cdk-lib'); const cdk = require('aws-cdk-lib/aws-ecs');",
      "const { NetworkValidation } = require('portwright/ecs'); const app = new App(); const stack = new Stack(app, 'S');",
      "const task = new cdk.Ec2TaskDefinition(stack, 'T', { networkMode: cdk.NetworkMode.NONE });",
      "task.addContainer('c', { image: cdk.ContainerImage.fromRegistry('x'), memoryLimitMiB: 5 });",
      "task.node.defaultChild.addPropertyOverride('ContainerDefinitions.0.PortMappings', [{ ContainerPort: 80 }]);",
    ].join('\n');
    const synth = (how: string): string => outputOf('node', ['-e', `${prelude}\n${how}; app.synth()`], cwd);
    const plugin = synth('Validations.of(app).addPlugins(new NetworkValidation())');
    for (const part of ['ports-on-none', 'S/T/Resource', 'network mode none has none']) expect(plugin).toContain(part);
    expect(synth('NetworkValidation.addTo(app)')).toContain('[S/T/c] container c maps ports');
  });

  test('gives ./docker to a project without aws-cdk-lib', () => {
    const cwd = project('docker-only', ['cdktf', '@cdktf/provider-docker', 'constructs']);
    const use =
      "const stack = new TerraformStack(new App(), 'S'); const engine = new DockerEngine(stack, 'local'); console.log(engine.host.networks.items.length)";
    expect(
      node(
        cwd,
        `const { App, TerraformStack } = require('cdktf'); const { DockerEngine } = require('portwright/docker'); ${use}`,
      ),
    ).toBe('0');
    expect(
      esm(
        cwd,
        `import cdktf from 'cdktf'; const { App, TerraformStack } = cdktf; import { DockerEngine } from 'portwright/docker'; ${use}`,
      ),
    ).toBe('0');
    expect(() => node(cwd, "require('portwright/ecs')")).toThrow('Cannot find module');
  });

  test('gives ./ecs-terraform to a project without aws-cdk-lib and without bindings of a provider', () => {
    const cwd = project('ecs-terraform-only', ['cdktf', 'constructs']);
    const use =
      "const stack = new TerraformStack(new App(), 'S'); new ecs.BridgeTaskDefinition(stack, 'Web'); console.log(Object.keys(stack.toTerraform().resource).join())";
    expect(
      node(
        cwd,
        `const { App, TerraformStack } = require('cdktf'); const ecs = require('portwright/ecs-terraform'); ${use}`,
      ),
    ).toBe('aws_ecs_task_definition');
    expect(
      esm(
        cwd,
        `import cdktf from 'cdktf'; const { App, TerraformStack } = cdktf; import * as ecs from 'portwright/ecs-terraform'; ${use}`,
      ),
    ).toBe('aws_ecs_task_definition');
    expect(() => node(cwd, "require('portwright/docker')")).toThrow('Cannot find module');
    expect(() => node(cwd, "require('portwright/ecs')")).toThrow('Cannot find module');
  });

  test('runs on cdktn under the name of cdktf', () => {
    const cwd = join(folder, 'cdktn');
    mkdirSync(cwd);
    writeFileSync(
      join(cwd, 'package.json'),
      JSON.stringify({
        name: 'cdktn',
        version: '1.0.0',
        private: true,
        dependencies: {
          portwright: `file:${tarball}`,
          cdktf: 'npm:cdktn@0.24.0',
          '@cdktf/provider-docker': PINNED.devDependencies['@cdktf/provider-docker'],
          constructs: PINNED.devDependencies['constructs'],
        },
        overrides: { '@cdktf/provider-docker': { cdktf: '$cdktf' }, portwright: { cdktf: '$cdktf' } },
      }),
    );
    npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], cwd);
    const script = `
      const { App, TerraformStack } = require('cdktf');
      const { BridgeNetwork, DockerContainer, DockerEngine } = require('portwright/docker');
      const app = new App({ outdir: 'out' });
      const engine = new DockerEngine(new TerraformStack(app, 'S'), 'local');
      const net = new BridgeNetwork(engine, 'net');
      new DockerContainer(engine, 'web', { image: 'busybox:latest', networks: [net] });
      app.synth();
      const json = JSON.parse(require('fs').readFileSync('out/stacks/S/cdk.tf.json', 'utf8'));
      console.log(json.terraform.required_providers.docker.version, Object.keys(json.resource).sort().join());`;
    expect(node(cwd, script)).toContain('>= 3.6.2, < 5.0.0 docker_container');
  });

  test('has declarations that compile on the oldest and the newest TypeScript, however it resolves modules', () => {
    const cwd = project('types', [
      'aws-cdk-lib',
      'constructs',
      'cdktf',
      '@cdktf/provider-docker',
      'typescript@5.4',
      'typescript-7@npm:typescript@7.0',
      '@types/node',
    ]);
    writeFileSync(
      join(cwd, 'app.ts'),
      `import { Port, type Verdict } from 'portwright';
       import { BridgeTaskDefinition, NoneTaskDefinition } from 'portwright/ecs';
       import { DockerEngine } from 'portwright/docker';
       import { readCloudFormation } from 'portwright/formats';
       import { portwrightMatchers } from 'portwright/testing';
       export const port: Port = Port.tcp(80);
       export function ask(engine: DockerEngine): Verdict { return engine.topology.reach({ from: 'a', to: 'b', port }); }
       export const all = [BridgeTaskDefinition, NoneTaskDefinition, readCloudFormation, portwrightMatchers];
      `,
    );
    const configOf = (module: string, moduleResolution: string): object => ({
      compilerOptions: {
        module,
        moduleResolution,
        target: 'es2022',
        strict: true,
        noEmit: true,
        skipLibCheck: false,
        types: ['node'],
      },
      files: ['app.ts'],
    });
    // the frameworks' own declarations are not ours to check, ours are
    const ours = (output: string): string[] =>
      output.split('\n').filter((line) => /^(app\.ts|node_modules\/portwright)/.test(line));
    const ways = [
      ['typescript', 'node16', 'node16'],
      ['typescript', 'commonjs', 'node10'],
      ['typescript', 'esnext', 'bundler'],
      ['typescript-7', 'node16', 'node16'],
    ] as const;
    for (const [compiler, module, resolution] of ways) {
      writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify(configOf(module, resolution)));
      const output = outputOf('node', [`node_modules/${compiler}/bin/tsc`, '-p', '.'], cwd);
      expect(ours(output)).toEqual([]);
    }
  });
});

describe('the matchers under other runners', () => {
  const SOURCE = `
    test('a network', () => {
      expect({ Resources: {} }).not.toHaveFinding('host-port-taken');
      // @ts-expect-error a matcher that is not there
      expect(() => expect(1).toBeNoMatcher()).toThrow();
    });`;

  test('of @jest/globals they are typed', () => {
    const cwd = project('jest-globals', ['jest', 'typescript@5.9', '@jest/globals@30', '@types/node']);
    writeFileSync(
      join(cwd, 'net.test.ts'),
      `import 'portwright/testing/jest-globals';\nimport { expect, test } from '@jest/globals';${SOURCE}`,
    );
    const compilerOptions = {
      module: 'node16',
      moduleResolution: 'node16',
      strict: true,
      skipLibCheck: true,
      types: ['node'],
    };
    writeFileSync(
      join(cwd, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...compilerOptions, target: 'es2022' } }),
    );
    expect(outputOf('npx', ['--no-install', 'tsc', '--noEmit', '-p', '.'], cwd)).toBe('');
  });

  test('of vitest they are typed, and run', () => {
    const cwd = project('vitest', ['vitest@3', 'typescript@5.9', '@types/node']);
    writeFileSync(
      join(cwd, 'net.test.ts'),
      `import 'portwright/testing/vitest';\nimport { expect, test } from 'vitest';${SOURCE}`,
    );
    const compilerOptions = {
      module: 'esnext',
      moduleResolution: 'bundler',
      strict: true,
      skipLibCheck: true,
      types: ['node'],
    };
    writeFileSync(
      join(cwd, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...compilerOptions, target: 'es2022' } }),
    );
    expect(outputOf('npx', ['--no-install', 'tsc', '--noEmit', '-p', '.'], cwd)).toBe('');
    run('npx', ['--no-install', 'vitest', 'run'], cwd);
  });
});

describe('the examples, with the packed package', () => {
  /** A copy of an example that installs the tarball in place of what a registry has. */
  function example(name: string): string {
    const cwd = join(folder, `example-${name}`);
    cpSync(join(ROOT, 'examples', name), cwd, { recursive: true });
    const file = join(cwd, 'package.json');
    const json = JSON.parse(readFileSync(file, 'utf8')) as { dependencies: Record<string, string> };
    json.dependencies['portwright'] = `file:${tarball}`;
    writeFileSync(file, JSON.stringify(json));
    npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], cwd);
    return cwd;
  }

  test('a CDK app with constructs synthesizes, and its tests pass', () => {
    const cwd = example('cdk-app');
    npm(['run', '--silent', 'synth', '--', '--quiet'], cwd);
    const template = readFileSync(join(cwd, 'cdk.out', 'Shop.template.json'), 'utf8');
    expect(JSON.stringify(JSON.parse(template))).toContain('"FromPort":20000');
    npm(['test'], cwd);
  });

  test('a plain CDK app with validation is stopped by its mistake, at its line', () => {
    const text = outputOf('npm', ['run', '--silent', 'synth', '--', '--quiet'], example('cdk-validation'));
    expect(text).toContain('Portwright::more-tasks-than-instances');
    expect(text).toContain('app.ts');
  });

  test('an app for a Docker Engine writes Terraform JSON and says what is blocked', () => {
    const cwd = example('docker');
    expect(run('npm', ['start', '--silent'], cwd)).toContain('blocked (timeout)');
    expect(readFileSync(join(cwd, 'cdktf.out/stacks/local/cdk.tf.json'), 'utf8')).toContain('isolated_nw');
  });

  test('tests of a network pass', () => {
    npm(['test'], example('jest'));
  });

  test('the ECS constructs on cdktf write Terraform JSON for the AWS provider', () => {
    const cwd = example('ecs-terraform');
    npm(['start', '--silent'], cwd);
    expect(readFileSync(join(cwd, 'cdktf.out/stacks/ecs-lab/cdk.tf.json'), 'utf8')).toContain('aws_ecs_service');
  });

  test('one task definition for two targets has its mistake found in both', () => {
    expect(run('npm', ['start', '--silent'], example('two-targets'))).toMatch(
      /on ECS: container-port-taken[^]*locally: container-port-taken/,
    );
  });
});
