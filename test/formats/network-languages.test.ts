import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AwsNetwork } from '../../lib/core/vpc/aws-network';
import { type PathVerdict } from '../../lib/core/vpc/path-verdict';
import { endCalled } from '../../lib/core/vpc/network-paths';
import { reachInNetwork, type NetworkQuestion } from '../../lib/core/vpc/reach';
import { startIn } from '../../lib/core/vpc/start';
import { prepareInputs, readInputs } from '../../lib/formats';
import { anyQuestion, networkOf, topology, type Resources } from '../core/vpc/random-network';
import fc from '../law';
import { draws } from '../thoroughness';
import { asHcl } from './hcl-writer';
import { terraformOf } from './terraform-writer';

const folder = mkdtempSync(join(tmpdir(), 'portwright-languages-'));
beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** An image of a registry that has IPv4 only by this name. */
const IMAGE = 'public.ecr.aws/nginx/nginx:1';

/** What the languages have different defaults for is said in all of them, and no image is pulled over IPv6. */
const network = topology.map((resources): Resources => {
  const { Database: database, Task: task } = resources;
  if (!database || !task) throw new Error('the database or the task is missing');
  const ContainerDefinitions = [{ Name: 'app', Image: IMAGE, PortMappings: [{ ContainerPort: 80 }] }];
  return {
    ...resources,
    Database: { ...database, Properties: { PubliclyAccessible: false, ...database.Properties } },
    Task: { ...task, Properties: { ...task.Properties, ContainerDefinitions } },
  };
});

/** Groups of Terraform let IPv6 out where they are told to alone, those of CloudFormation perhaps always. */
const question = anyQuestion.filter(({ from, to }) => from !== 'internet6' && to !== 'internet6');

function asTerraform(resources: Resources, write: (text: string) => string, name: string): AwsNetwork {
  const made = terraformOf({ Resources: resources });
  if ('cannot' in made) throw new Error(`Terraform's JSON of the test has no ${made.cannot}`);
  const whole = { provider: { aws: { region: 'eu-west-1' } }, ...(JSON.parse(made.text) as object) };
  const [input] = readInputs([{ name, text: write(JSON.stringify(whole)) }]);
  const read = input?.reading.networks[0];
  if (!read) throw new Error('Terraform has no network');
  return read;
}

function asCdk(resources: Resources): AwsNetwork {
  const app = new App({ outdir: mkdtempSync(join(folder, 'out-')), treeMetadata: false, stackTraces: false });
  const stack = new Stack(app, 'Stack');
  for (const [id, { Type, Properties }] of Object.entries(resources)) {
    new CfnResource(stack, id, { type: Type, properties: { ...Properties } }).overrideLogicalId(id);
  }
  const { template } = app.synth().getStackByName('Stack') as { template: { Resources: Resources } };
  return networkOf(template.Resources);
}

/** The logical id in the name of an element, whatever the language has around it. */
function idIn(resources: Resources, key: string): string {
  return key.split(/[./ ]/).find((part) => Object.hasOwn(resources, part)) ?? key;
}

function textOf(resources: Resources, verdict: PathVerdict): unknown {
  const causes = verdict.kind === 'blocked' ? verdict.causes : [];
  return {
    kind: verdict.kind,
    extent: verdict.kind === 'blocked' ? verdict.extent : undefined,
    causes: causes.map(({ kind, reason, element }) => [kind, reason, idIn(resources, element.key)]).sort(),
  };
}

function expectAlike(resources: Resources, one: AwsNetwork, other: AwsNetwork, asked: NetworkQuestion): void {
  const keyIn = (read: AwsNetwork, end: string): string =>
    Object.hasOwn(resources, end) ? (endCalled(read, end)?.key ?? keyOf(read, end)) : end;
  const answer = (read: AwsNetwork): unknown =>
    textOf(resources, reachInNetwork(read, { ...asked, from: keyIn(read, asked.from), to: keyIn(read, asked.to) }));
  expect(answer(other)).toEqual(answer(one));
  const starts = (read: AwsNetwork): unknown =>
    read.starts.map((start) => [idIn(resources, start.key), textOf(resources, startIn(read, start).verdict)]);
  expect(starts(other)).toEqual(starts(one));
}

function keyOf({ hosts, balancers }: AwsNetwork, id: string): string {
  return [...hosts, ...balancers].find(({ key }) => key.endsWith(`.${id}`))?.key ?? id;
}

describe('one definition', () => {
  test('has the same answers in CloudFormation and in the JSON of Terraform', () => {
    fc.assert(
      fc.property(network, question, (resources, asked) => {
        expectAlike(
          resources,
          networkOf(resources),
          asTerraform(resources, (text) => text, 'main.tf.json'),
          asked,
        );
      }),
      { numRuns: draws(100) },
    );
  });

  test('has the same answers in CloudFormation and in HCL', () => {
    fc.assert(
      fc.property(network, question, (resources, asked) => {
        expectAlike(resources, networkOf(resources), asTerraform(resources, asHcl, 'main.tf'), asked);
      }),
      { numRuns: draws(30) },
    );
  });

  test('has the same answers in CloudFormation and in an app of the CDK', () => {
    fc.assert(
      fc.property(network, question, (resources, asked) => {
        expectAlike(resources, networkOf(resources), asCdk(resources), asked);
      }),
      { numRuns: draws(10) },
    );
  });
});
