import { dirname } from 'node:path';
import { Unknown } from '../../lib/core/values/unknown';
import { KINDS, Resources, type Kind } from '../../lib/formats/cloudformation/resources';
import { Reference, type Field } from '../../lib/core/reading/field';
import { PAIRS, titleOf } from '../core/rules/pairs';

/** A value as AWS's own package resolves it. */
type Resolved =
  | { readonly Concrete: { readonly value: unknown } }
  | { readonly List: { readonly items: readonly Resolved[] } }
  | { readonly Map: { readonly entries: readonly { readonly key: string; readonly value: Resolved }[] } }
  | { readonly Reference: { readonly target: string } }
  | { readonly Conditional: unknown }
  | { readonly Enum: unknown }
  | { readonly Dynamic: unknown }
  | { readonly TypedDynamic: unknown };

interface Oracle {
  readonly TemplateContent: new (content: string, name?: string) => object;
  readonly TemplateModel: new (template: object) => {
    resources(): Record<string, { readonly properties: Readonly<Record<string, Resolved>> }>;
    free(): void;
  };
}

/** The validator that aws-cdk-lib carries; older ones do not. */
function oracleOf(): Oracle | undefined {
  try {
    const carrier = dirname(require.resolve('aws-cdk-lib/package.json'));
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is found from where aws-cdk-lib is
    return require(require.resolve('@aws/cloudformation-validate', { paths: [carrier] })) as Oracle;
  } catch {
    console.info('skipped: this aws-cdk-lib carries no @aws/cloudformation-validate');
    return undefined;
  }
}

const oracle = oracleOf();
const asked = oracle ? describe : describe.skip;

/** What both sides can say about a value: that it is this, that it stands for a resource, or nothing. */
type Meaning = { readonly is: unknown } | { readonly refersTo: string } | undefined;

function ours({ value }: Field): Meaning {
  if (value instanceof Reference) return { refersTo: value.id };
  return value instanceof Unknown || value === undefined ? undefined : { is: textOf(value) };
}

/** Numbers and their texts are the same to AWS CloudFormation. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

interface Tally {
  /** Values that both know, differently. */
  readonly different: string[];
  /** Values that one side knows, and what it is. */
  readonly onlyOurs: string[];
  readonly onlyTheirs: string[];
  agreed: number;
}

function compare(template: object): Tally {
  const tally: Tally = { different: [], onlyOurs: [], onlyTheirs: [], agreed: 0 };
  const model = new oracle!.TemplateModel(new oracle!.TemplateContent(JSON.stringify(template), 'template.json'));
  const theirs = model.resources();
  const resources = new Resources([{ body: template, file: 'template.json' }], {}, {}, undefined);
  for (const kind of Object.keys(KINDS) as Kind[]) {
    for (const { id, properties } of resources.of(kind)) {
      const fields = new Map(properties.entries());
      for (const [key, resolved] of Object.entries(theirs[id]!.properties)) {
        const field = fields.get(key);
        if (field) compareValue(`${id}.${key}`, field, resolved, tally);
      }
    }
  }
  model.free();
  return tally;
}

function compareValue(path: string, field: Field, resolved: Resolved, tally: Tally): void {
  if ('List' in resolved || ('Concrete' in resolved && Array.isArray(resolved.Concrete.value))) {
    const items: readonly Resolved[] =
      'List' in resolved
        ? resolved.List.items
        : (resolved.Concrete.value as unknown[]).map((value) => ({ Concrete: { value } }));
    if (!Array.isArray(field.value)) return leaf(path, ours(field), { is: 'a list' }, tally);
    const list: readonly unknown[] = field.value;
    if (list.length !== items.length) return leaf(path, { is: list.length }, { is: items.length }, tally);
    items.forEach((item, index) => {
      compareValue(`${path}.${index}`, field.item(index, list[index]), item, tally);
    });
    return;
  }
  const entries = entriesOf(resolved);
  if (!entries) return leaf(path, ours(field), decoded(path, theirMeaning(resolved)), tally);
  const fields = new Map(field.entries());
  for (const [key, value] of entries) {
    const inner = fields.get(key);
    if (inner) compareValue(`${path}.${key}`, inner, value, tally);
    else leaf(`${path}.${key}`, undefined, theirMeaning(value), tally);
  }
}

function entriesOf(resolved: Resolved): [string, Resolved][] | undefined {
  if ('Map' in resolved) return resolved.Map.entries.map(({ key, value }) => [key, value]);
  if (!('Concrete' in resolved)) return undefined;
  const { value } = resolved.Concrete;
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).map(([key, inner]) => [key, { Concrete: { value: inner as unknown } }]);
}

function theirMeaning(resolved: Resolved): Meaning {
  if ('Reference' in resolved) return { refersTo: resolved.Reference.target };
  if ('Concrete' in resolved) return { is: textOf(resolved.Concrete.value) };
  return undefined;
}

/** User data is read here, so what is in it counts and not how it is packed. */
function decoded(path: string, meaning: Meaning): Meaning {
  if (!path.endsWith('.UserData') || !meaning || !('is' in meaning)) return meaning;
  return { is: Buffer.from(String(meaning.is), 'base64').toString() };
}

function leaf(path: string, one: Meaning, other: Meaning, tally: Tally): void {
  if (one === undefined && other === undefined) return;
  if (one === undefined) tally.onlyTheirs.push(`${path}: ${JSON.stringify(other)}`);
  else if (other === undefined) tally.onlyOurs.push(`${path}: ${JSON.stringify(one)}`);
  else if (JSON.stringify(one) === JSON.stringify(other)) tally.agreed++;
  else tally.different.push(`${path}: ours ${JSON.stringify(one)}, theirs ${JSON.stringify(other)}`);
}

/** A template whose task has one environment variable for each value. */
function withValues(values: Readonly<Record<string, unknown>>): object {
  return {
    Parameters: {
      Port: { Type: 'Number', Default: 8080 },
      Ports: { Type: 'CommaDelimitedList', Default: '80,443' },
      Size: { Type: 'String', Default: 'small', AllowedValues: ['small', 'large'] },
      Open: { Type: 'String' },
      Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/image' },
    },
    Mappings: { Sizes: { small: { Memory: '256' } } },
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] }, Asked: { 'Fn::Equals': [{ Ref: 'Open' }, 'yes'] } },
    Resources: {
      Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'a group' } },
      Task: {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: {
          ContainerDefinitions: [
            {
              Name: 'web',
              Image: 'nginx',
              Environment: Object.entries(values).map(([Name, Value]) => ({ Name, Value })),
            },
          ],
        },
      },
    },
  };
}

const VALUES = 'Task.ContainerDefinitions.0.Environment';

asked("next to AWS's own resolution", () => {
  test('every intrinsic function that a template decides has the same value', () => {
    const decided = {
      text: 'plain',
      number: 7,
      ref: { Ref: 'Port' },
      getAtt: { 'Fn::GetAtt': ['Group', 'GroupId'] },
      resource: { Ref: 'Group' },
      join: { 'Fn::Join': ['-', ['a', 'b']] },
      joinList: { 'Fn::Join': ['+', { Ref: 'Ports' }] },
      select: { 'Fn::Select': [1, { Ref: 'Ports' }] },
      selectFirst: { 'Fn::Select': [0, ['x', 'y']] },
      split: { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] },
      sub: { 'Fn::Sub': 'port ${Port} ${!Literal}' },
      subWith: { 'Fn::Sub': ['${Port}/${Proto}', { Proto: 'tcp' }] },
      map: { 'Fn::FindInMap': ['Sizes', 'small', 'Memory'] },
    };
    const { different, onlyOurs, onlyTheirs, agreed } = compare(withValues(decided));
    expect({ different, onlyOurs, onlyTheirs }).toEqual({ different: [], onlyOurs: [], onlyTheirs: [] });
    // a name beside each value, the name and image of the container, the description of the group
    expect(agreed).toBe(2 * Object.keys(decided).length + 3);
  });

  test('what we know and they do not is of these kinds only', () => {
    const kinds = {
      // a condition that the template decides: they keep both ways
      decided: { 'Fn::If': ['Never', 'yes', 'no'] },
      // a parameter with allowed values: we take its default, they keep all of them
      size: { Ref: 'Size' },
      number: { 'Fn::Join': ['-', ['a', { Ref: 'Port' }]] },
      index: { 'Fn::Select': ['0', ['x', 'y']] },
    };
    const { different, onlyOurs, onlyTheirs } = compare(withValues(kinds));
    expect({ different, onlyOurs, onlyTheirs }).toEqual({
      different: [],
      onlyOurs: ['no', 'small', 'a-8080', 'x'].map(
        (is, index) => `${VALUES}.${index}.Value: ${JSON.stringify({ is })}`,
      ),
      onlyTheirs: [],
    });
  });

  test('what they know and we do not is of these kinds only', () => {
    const kinds = {
      // they suppose a region, an account and a stack
      region: { Ref: 'AWS::Region' },
      account: { 'Fn::Sub': '${AWS::AccountId}' },
      // they give the path of a stored parameter for its value
      stored: { Ref: 'Image' },
    };
    const { different, onlyOurs, onlyTheirs } = compare(withValues(kinds));
    expect({ different, onlyOurs, onlyTheirs: onlyTheirs.map((text) => text.split(':')[0]) }).toEqual({
      different: [],
      onlyOurs: [],
      onlyTheirs: [0, 1, 2].map((index) => `${VALUES}.${index}.Value`),
    });
    expect(onlyTheirs[2]).toContain('{"is":"/image"}');
  });

  test('what is open on both sides is unknown on both', () => {
    const { agreed, ...rest } = compare(
      withValues({ open: { Ref: 'Open' }, asked: { 'Fn::If': ['Asked', 'yes', 'no'] } }),
    );
    expect(rest).toEqual({ different: [], onlyOurs: [], onlyTheirs: [] });
    expect(agreed).toBeGreaterThan(0);
  });

  test.each(PAIRS.map((pair) => [titleOf(pair), pair] as const))('nothing differs in %s', (_title, pair) => {
    for (const template of [pair.wrong, pair.right]) {
      const { different, agreed } = compare(template);
      expect(different).toEqual([]);
      expect(agreed).toBeGreaterThan(0);
    }
  });
});
