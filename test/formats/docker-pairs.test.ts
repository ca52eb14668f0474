import { type Finding } from '../../lib/core/values/finding';
import { findingsOf, prepareInputs, readInputs, type Input } from '../../lib/formats';
import { FORMATS } from '../../lib/formats/formats';
import { stepsOf } from '../../lib/formats/text/pointer';
import { hostOf } from '../core/rules/docker/host';
import { PAIRS } from '../core/rules/docker/pairs';
import { expectedOf, type Pair, type Parts } from '../core/rules/docker/pair';
import { asHcl } from './hcl-writer';
import { asCompose, asTerraform, type Written } from './writers';
import { someOf } from '../thoroughness';

const inHcl: typeof asTerraform = (host) => {
  const written = asTerraform(host);
  return 'text' in written ? { text: asHcl(written.text) } : written;
};

const WRITERS = [
  ['Terraform JSON', 'main.tf.json', asTerraform],
  ['HCL', 'main.tf', inHcl],
  ['compose', 'compose.yaml', asCompose],
] as const;

/** What Terraform alone reads back; a compose file has no such findings. */
const TERRAFORM_ONLY = new Set([
  'extra-host-read-back-differs',
  'ipam-read-back-differs',
  'ipv6-not-canonical',
  'network-mode-read-back-differs',
  'overlay-auxiliary-dropped',
  'ports-of-stopped-container',
  'published-port-twice',
  'published-ports-unsorted',
  'subnet-of-any',
  'container-name-slash',
]);

/** What a compose file cannot get wrong. */
const NEVER_IN_COMPOSE: Readonly<Record<string, string>> = {
  'container-name-unresolvable': 'the name of the service always resolves',
};

beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

const read = (name: string, text: string): Input => readInputs([{ name, text }])[0]!;
const brief = (found: readonly Finding[]): string[] => [
  ...new Set(found.map(({ rule, severity }) => `${rule}: ${severity}`)),
];

function writtenIn(write: (typeof WRITERS)[number][2], pair: Pair, parts: Parts): Written {
  if (pair.engine !== undefined) return { cannot: 'settings of the engine' };
  if (pair.terraform === false && write !== asCompose)
    return { cannot: 'Terraform has another finding in it, or none' };
  return write(hostOf(parts, { version: 29 }));
}

/** The line and column must be those of a key or an item on the way to the place, and not of the file's beginning. */
function expectPlace(input: Input, text: string, { at }: Finding): void {
  const spot = input.locate(at)!;
  const there = text.split('\n')[spot.line - 1]!.slice(spot.column - 1);
  const steps = stepsOf(at.pointer!);
  const { spellings } = FORMATS.find(({ name }) => name === input.type)!;
  const keys = steps.flatMap((step) => spellings(step));
  const begins = [
    (key: string) => `"${key}":`,
    (key: string) => `"${key}" = `,
    (key: string) => `${key}:`,
    (key: string) => `${key} `,
  ];
  // the block of a resource has its name
  const block = /^(?:resource|data) "\w+" "(\w+)" \{$/.exec(there);
  if (block) expect(steps[2]).toBe(block[1]);
  const isKey = keys.some((key) => begins.some((begin) => there.startsWith(begin(key))));
  const isItem = steps.some((step) => /^\d+$/.test(step)) && spot.line > 2;
  expect({ there, isThere: isKey || isItem }).toEqual({ there, isThere: true });
}

describe.each(WRITERS)('the minimal pairs of Docker rules in %s', (format, file, write) => {
  const expressible: [string, Pair, string][] = [];
  const left: string[] = [];
  for (const pair of PAIRS) {
    const wrong = writtenIn(write, pair, pair.wrong);
    if (format === 'compose' && TERRAFORM_ONLY.has(pair.rule)) left.push(`${pair.rule}: about Terraform`);
    else if (format === 'compose' && NEVER_IN_COMPOSE[pair.rule] !== undefined) {
      left.push(`${pair.rule}: ${NEVER_IN_COMPOSE[pair.rule] ?? ''}`);
    } else if ('text' in wrong) expressible.push([pair.rule, pair, wrong.text]);
    else left.push(`${pair.rule}: ${wrong.cannot}`);
  }

  test('say which they cannot express', () => {
    console.info(`${format}: ${expressible.length} pairs, left out ${left.length}: ${left.join('; ')}`);
    expect(expressible.length).toBeGreaterThan(left.length);
  });

  const tried = someOf(expressible, 12);

  test.each(tried)('%s is found, at a place in the file', (_rule, pair, text) => {
    const input = read(file, text);
    const expected = expectedOf(pair, 29);
    const found = findingsOf(input.reading);
    expect(input.reading.problems).toEqual([]);
    const silent = expected === undefined || (format === 'compose' && TERRAFORM_ONLY.has(expected.split(': ')[0]!));
    expect(brief(found)).toEqual(silent ? [] : [expected]);
    for (const finding of found) expectPlace(input, text, finding);
  });

  test.each(tried)('%s is not found where it is right', (_rule, pair) => {
    const right = writtenIn(write, pair, pair.right);
    if (!('text' in right)) {
      console.info(`${pair.rule}: the right one cannot be written in ${format}: ${right.cannot}`);
      return;
    }
    expect(brief(findingsOf(read(file, right.text).reading))).toEqual([]);
  });
});
