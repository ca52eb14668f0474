import { frameworkInThisFile } from '../framework-settings';
import { App, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Files } from '../../lib/cli/files';
import { findingsOf, readInputs, type Input } from '../../lib/formats';

type Data = Readonly<Record<string, unknown>>;

// the lines that made constructs are kept here
frameworkInThisFile('CDK_CONTEXT_JSON', '{}');

const mappings = [{ ContainerPort: 80, HostPort: 8080 }];
const container = (Name: string): Data => ({ Name, Image: 'nginx', Memory: 64, PortMappings: mappings });
const task = (Metadata?: Data): Data => ({
  Type: 'AWS::ECS::TaskDefinition',
  Properties: { Family: 'web', ContainerDefinitions: [container('a'), container('b')] },
  ...(Metadata ? { Metadata } : {}),
});
const made = (...data: readonly string[]): Data => ({ type: 'aws:cdk:creationStack', data });
const called = (data: string): Data => ({ type: 'aws:cdk:logicalId', data });
const at = 'new Web (/elsewhere/app.ts:12:3)';

/** Where the finding in a task of an assembly is, and who made it. */
function found(files: Readonly<Record<string, unknown>>): (string | undefined)[] {
  const load = (name: string): string | undefined =>
    Object.hasOwn(files, name) ? JSON.stringify(files[name]) : undefined;
  const inputs = readInputs([{ name: 'out/Shop.template.json', text: load('out/Shop.template.json')! }], { load });
  return placesIn(inputs);
}

function placesIn(inputs: readonly Input[]): (string | undefined)[] {
  return inputs.flatMap(({ reading, locate }) => findingsOf(reading).flatMap(({ at: place }) => [place.path, locate(place)?.madeAt])); // prettier-ignore
}

const assembly = (template: unknown, stack: Data): Data => ({
  'out/Shop.template.json': template,
  'out/manifest.json': {
    version: '36.0.0',
    artifacts: {
      Shop: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Shop.template.json' }, ...stack },
    },
  },
});

describe('what cdk synth keeps about a construct', () => {
  const withPath = { Resources: { Task1: task({ 'aws:cdk:path': 'Shop/Task/Resource' }) } };
  const withoutPath = { Resources: { Task1: task() } };

  test.each([
    ['in a file of its own', withPath, { '/Shop/Task/Resource': [called('Task1'), made('...aws-cdk-lib...', at)] }],
    ['of the construct around it', withPath, { '/Shop/Task/Resource': [called('Task1'), made('...aws-cdk-lib...')], '/Shop/Task': [made(at)] }], // prettier-ignore
    ['where templates have no paths', withoutPath, { '/Shop/Task/Resource': [called('Task1'), made(at)] }],
  ])('gives a finding its line: %s', (_where, template, metadata) => {
    const answer = ['Shop/Task/b/port0', '/elsewhere/app.ts:12:3'];
    expect(found(assembly(template, { metadata }))).toEqual(answer);
    expect(
      found({
        ...assembly(template, { additionalMetadataFile: 'Shop.metadata.json' }),
        'out/Shop.metadata.json': metadata,
      }),
    ).toEqual(answer);
  });

  test.each([
    ['no line', { '/Shop/Task/Resource': [called('Task1')] }, 'Shop/Task/b/port0'],
    ['no entries', { '/Shop/Task/Resource': 7 }, 'Task1/b/port0'],
    ['the same id twice', { '/Shop/A/Task': [called('Task1'), made(at)], '/Shop/B/Task': [called('Task1')] }, 'Task1/b/port0'], // prettier-ignore
  ])('tells of none where there is %s', (_what, metadata, path) => {
    expect(found(assembly(withoutPath, { metadata }))).toEqual([path, undefined]);
  });

  test('is not there for a template alone', () => {
    expect(found({ 'out/Shop.template.json': withPath })).toEqual(['Shop/Task/b/port0', undefined]);
    expect(found(assembly(withPath, { additionalMetadataFile: 'lost.json' }))).toEqual([
      'Shop/Task/b/port0',
      undefined,
    ]);
  });

  test('is what CDK itself writes, at the line in this file', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'portwright-metadata-'));
    try {
      const app = new App({ outdir });
      const web = new ecs.Ec2TaskDefinition(new Stack(app, 'Shop'), 'Task');
      for (const name of ['a', 'b']) {
        const image = ecs.ContainerImage.fromRegistry('nginx');
        web.addContainer(name, { image, memoryLimitMiB: 64, portMappings: [{ containerPort: 80, hostPort: 8080 }] });
      }
      app.synth();
      const files = new Files();
      const inputs = files.named(outdir).map((name) => files.input(name));
      expect(placesIn(readInputs(inputs, { load: (name) => files.tryRead(name) }))).toEqual([
        'Shop/Task/b/port0',
        expect.stringMatching(/^test\/formats\/construct-metadata\.test\.ts:\d+:\d+$/),
      ]);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});
