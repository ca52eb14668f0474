import { type Finding } from '../../../lib/core/values/finding';
import { findingsOf, readCloudFormation } from '../../../lib/formats';
import { PAIRS, titleOf, type PlainTemplate } from './pairs';

/** Each template that has one leaf replaced by a parameter without a value, or by another value, with the path of the leaf. */
function* withOneUnknown(template: PlainTemplate, by: unknown = { Ref: 'Later' }): Generator<[string, unknown]> {
  for (const path of leavesOf(template.Resources)) {
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
  test.each(PAIRS.map((pair) => [titleOf(pair), pair] as const))(
    'never makes an error out of a template: %s',
    (_, pair) => {
      for (const body of [pair.wrong, pair.right]) {
        const before = new Set(errorsOf(body));
        for (const [leaf, open] of withOneUnknown(body)) {
          const fresh = errorsOf(open).filter((rule) => !before.has(rule));
          expect({ leaf, fresh }).toEqual({ leaf, fresh: [] });
        }
      }
    },
  );
});

test.each(PAIRS.map((pair) => [titleOf(pair), pair] as const))(
  'a text that objects inherit something under is a text like any other: %s',
  (_, pair) => {
    for (const body of [pair.wrong, pair.right]) {
      for (const [, changed] of withOneUnknown(body, 'constructor')) expect(errorsOf(changed)).toBeInstanceOf(Array);
    }
  },
);
