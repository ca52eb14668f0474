import { App, CfnParameter, CfnResource, Lazy, Stack } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NetworkValidation, NoneTaskDefinition } from '../../../lib/ecs';
import { PAIRS, titleOf, type PlainTemplate } from '../../core/rules/pairs';
import { someOf } from '../../thoroughness';
import { small } from '../helpers';

const folder = mkdtempSync(join(tmpdir(), 'portwright-pairs-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** How a number of a pair is written in the app. */
type Writing = (stack: Stack, value: number | string) => unknown;

const asIs: Writing = (_, value) => value;
/** A token that CDK works out when it writes the template. */
const asToken: Writing = (_, value) => Lazy.any({ produce: () => value });
/** A value that is decided at deployment. */
const asParameter: Writing = (stack) => {
  const id = `Number${stack.node.children.length}`;
  return new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
};

function isNumber(value: unknown): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
}

/** An app whose template is that of a pair, made of plain CDK resources. */
function appOf({ Resources }: PlainTemplate, write: Writing): App {
  // a folder for each: to write a file again is slower than a new one
  const app = new App({ outdir: mkdtempSync(join(folder, 'out-')), treeMetadata: false, stackTraces: false });
  const stack = new Stack(app, 'Stack');
  const written = (value: unknown): unknown => {
    if (isNumber(value)) return write(stack, value);
    if (Array.isArray(value)) return value.map(written);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
  };
  for (const [id, { Type, Properties }] of Object.entries(Resources)) {
    new CfnResource(stack, id, { type: Type, properties: written(Properties) as object }).overrideLogicalId(id);
  }
  for (const [id, { DependsOn = [] }] of Object.entries(Resources)) {
    for (const other of DependsOn) resource(stack, id).addResourceDependency(resource(stack, other));
  }
  return app;
}

function resource(stack: Stack, id: string): CfnResource {
  return stack.node.findChild(id) as CfnResource;
}

const messageOf = (synth: () => unknown): string => {
  try {
    synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

/** Rules that the plugin reports. */
function byPlugin(app: App): string[] {
  const templates = app.synth().stacks.map((stack) => ({
    stackConstructPath: stack.hierarchicalId,
    templatePath: stack.templateFullPath,
    accountId: undefined,
    region: undefined,
  }));
  const { violations } = new NetworkValidation().validate({
    appConstruct: app,
    stackTemplates: templates,
    templatePaths: templates.map(({ templatePath }) => templatePath),
  });
  return [...new Set(violations.map(({ ruleName }) => ruleName))].sort();
}

/** Rules that stop the synth, or warn, of an app with one of our constructs in it. */
function besideOurs(app: App): string[] {
  const stack = app.node.findChild('Stack') as Stack;
  new NoneTaskDefinition(stack, 'Ours').addContainer('app', small);
  const errors = messageOf(() => app.synth()).matchAll(/portwright explain ([a-z0-9-]+)/g);
  return distinct([...errors, ...warningsOf(stack)]);
}

function* warningsOf(stack: Stack): Generator<RegExpMatchArray> {
  for (const construct of [stack.node.root, ...stack.node.findAll()] as IConstruct[]) {
    for (const { type, data } of construct.node.metadata) {
      if (type !== 'aws:cdk:warning') continue;
      yield* String(data).matchAll(/portwright explain ([a-z0-9-]+)/g);
    }
  }
}

function distinct(matches: Iterable<RegExpMatchArray>): string[] {
  return [...new Set([...matches].map(([, rule = '']) => rule))].sort();
}

/** Reading a template is tried pair by pair elsewhere; here is what is different in an app. */
const pairsFrom = (start: number) => someOf(PAIRS, 20, start).map((pair) => [titleOf(pair), pair] as const);

describe.each([
  ['numbers', asIs, pairsFrom(0)],
  ['tokens', asToken, pairsFrom(7)],
] as const)('the minimal pairs in an app of plain resources, with %s', (_, write, pairs) => {
  test.each(pairs)('%s is found by the plugin and beside our constructs', (_title, { rule, wrong }) => {
    expect(byPlugin(appOf(wrong, write))).toEqual([rule]);
    expect(besideOurs(appOf(wrong, write))).toEqual([rule]);
  });

  test.each(pairs)('%s is not found where it is right', (_title, { right }) => {
    expect(byPlugin(appOf(right, write))).toEqual([]);
    expect(besideOurs(appOf(right, write))).toEqual([]);
  });
});

describe('the minimal pairs with parameters without a value for numbers', () => {
  test.each(pairsFrom(13))('%s: nothing is guessed', (_title, pair) => {
    // what is wrong whatever the numbers are stays wrong
    const allowed = pair.restsOnNumber ? [] : [pair.rule];
    for (const template of [pair.wrong, pair.right]) {
      const app = appOf(template, asParameter);
      NetworkValidation.addTo(app);
      const errors = distinct(messageOf(() => app.synth()).matchAll(/portwright explain ([a-z0-9-]+)/g));
      expect(errors.filter((rule) => !allowed.includes(rule))).toEqual([]);
    }
  });
});
