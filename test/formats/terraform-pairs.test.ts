import { type Finding } from '../../lib/core/values/finding';
import { findingsOf, prepareInputs, readInputs, type Input } from '../../lib/formats';
import { FORMATS } from '../../lib/formats/formats';
import { PAIRS, titleOf } from '../core/rules/pairs';
import { asHcl } from './hcl-writer';
import { terraformOf } from './terraform-writer';
import { someOf } from '../thoroughness';

beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

const read = (text: string): Input => readInputs([{ name: 'main.tf', text }])[0]!;
const brief = (found: readonly Finding[]): string[] =>
  [...new Set(found.map(({ rule, severity }) => `${rule} ${severity}`))].sort();

/**
 * What Terraform's provider never sends, whatever stands in the file: of a daemon service its number of tasks, of a group of
 * functions its VPC; actions without an order, target groups without a weight, and codes of HTTP for gRPC.
 */
const UNSENT =
  /^(?:daemon-desired-count|daemon-maximum-percent|deployment-blocked: a daemon|target-group-incomplete: of functions|listener-actions-unordered|forward-weights-malformed|target-group-protocol-version-misplaced: HTTP codes of gRPC)$/;

/** Rules whose pairs have settings of listeners and target groups that the writer of the test does not say. */
const UNSAID: ReadonlySet<string> = new Set([
  // one block may have both there, and makes a rule of each
  'security-group-peer-ambiguous',
  // the provider sends those of the type of the load balancer
  'load-balancer-attribute-unsupported',
  // a health check that says no protocol is over HTTP
  'target-health-check-path-on-tcp',
  // the writer attaches an internet gateway by the resource that makes it, as nearly everyone does
  'route-before-attachment',
  // its own schema asks for what is needed
  'setting-missing',
]);

const [expressible, left] = [[] as [string, (typeof PAIRS)[number], string, string][], [] as string[]];
for (const pair of PAIRS) {
  const title = titleOf(pair);
  const [wrong, right] = [terraformOf(pair.wrong), terraformOf(pair.right)];
  if (UNSAID.has(pair.rule)) left.push(`${title}: settings that are not written`);
  else if (UNSENT.test(title)) left.push(`${title}: never sent`);
  else if (title.includes('lifecycle hook')) left.push(`${title}: hooks of Terraform are not read`);
  else if ('cannot' in wrong) left.push(`${title}: ${wrong.cannot}`);
  else if ('cannot' in right) left.push(`${title}: ${right.cannot}`);
  else expressible.push([title, pair, asHcl(wrong.text), asHcl(right.text)]);
}

/** The line must be that of a name on the way to the place, in the resource that the path names. */
function expectLineInHcl(input: Input, text: string, { at }: Finding): void {
  const lines = text.split('\n');
  const { line } = input.locate(at)!;
  const there = lines[line - 1]!.trim();
  const { spellings } = FORMATS.find(({ name }) => name === 'terraform')!;
  const keys = at.pointer!.split('/').flatMap((step) => spellings(step));
  const [type, name] = at.path.split('/')[0]!.split('.');
  const begin = lines.indexOf(`resource "${type}" "${name}" {`);
  const end = lines.indexOf('}', begin);
  // items of lists are values, references among them
  const isNamed =
    there === '{' || /^["\d]|^\w+\.\w+\.\w+,?$/.test(there) || keys.some((key) => there.startsWith(`${key} `));
  expect({ there, isNamed, inside: line - 1 >= begin && line - 1 < end }).toEqual({
    there,
    isNamed: true,
    inside: true,
  });
}

describe('the minimal pairs of ECS rules in HCL', () => {
  test('say which they cannot express', () => {
    console.info(`HCL: ${expressible.length} pairs, left out ${left.length}: ${left.join('; ')}`);
    expect(expressible.length).toBeGreaterThan(left.length);
  });

  test.each(someOf(expressible, 12))('%s is found at its line', (_title, pair, wrong) => {
    const input = read(wrong);
    const found = findingsOf(input.reading);
    expect(input.reading.problems).toEqual([]);
    expect(brief(found)).toEqual([`${pair.rule} ${pair.severity}`]);
    for (const finding of found) expectLineInHcl(input, wrong, finding);
  });

  test.each(someOf(expressible, 12))('%s is not found where it is right', (_title, _pair, _wrong, right) => {
    expect(brief(findingsOf(read(right).reading))).toEqual([]);
  });
});
