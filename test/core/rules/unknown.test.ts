import { type Finding } from '../../../lib/core/values/finding';
import { findingsOf, readCloudFormation } from '../../../lib/formats';
import { someOf } from '../../thoroughness';
import { PAIRS, titleOf, type PlainTemplate } from './pairs';

const CASES = PAIRS.map((pair, index) => [titleOf(pair), pair, index] as const);

/** Each template that has one leaf replaced by a parameter without a value, or by another value, with the path of the leaf. */
function* withOneUnknown(
  template: PlainTemplate,
  start: number,
  by: unknown = { Ref: 'Later' },
): Generator<[string, unknown]> {
  for (const path of someOf(leavesOf(template.Resources), 16, start)) {
    const [resource, field, ...rest] = path;
    if (field !== 'Properties' || rest.length === 0) continue;
    const resources = replaced(template.Resources, path, by);
    yield [`${resource ?? ''}.${rest.join('.')}`, { Parameters: { Later: { Type: 'String' } }, Resources: resources }];
  }
}

function* leavesOf(value: unknown, path: string[] = []): Generator<string[]> {
  if (typeof value !== 'object' || value === null) yield path;
  // two of a hundred like elements show what all would
  else
    for (const [key, inner] of Object.entries(value).slice(0, Array.isArray(value) ? 2 : undefined))
      yield* leavesOf(inner, [...path, key]);
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === key ? replaced(item, rest, by) : item));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], rest, by) };
}

const errorsOf = (body: unknown): string[] =>
  findingsOf(readCloudFormation({ body }))
    .filter(({ severity }: Finding) => severity === 'error')
    .map(({ rule }) => rule);

describe('a value that is not known', () => {
  test.each(someOf(CASES, 4))('never makes an error out of a template: %s', (_, pair, index) => {
    for (const body of [pair.wrong, pair.right]) {
      const before = new Set(errorsOf(body));
      const fresh = [...withOneUnknown(body, index)].flatMap(([leaf, open]) =>
        errorsOf(open).flatMap((rule) => (before.has(rule) ? [] : [`${leaf}: ${rule}`])),
      );
      expect(fresh).toEqual([]);
    }
  });
});

test.each(someOf(CASES, 4, 2))(
  'a text that objects inherit something under is a text like any other: %s',
  (_, pair, index) => {
    for (const body of [pair.wrong, pair.right]) {
      for (const [, changed] of withOneUnknown(body, index, 'constructor'))
        expect(errorsOf(changed)).toBeInstanceOf(Array);
    }
  },
);
