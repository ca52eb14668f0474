import { Cidr } from '../../values/address';
import { type RuleCondition } from '../../ecs/load-balancing';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { quoted } from '../../values/model-error';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_CONDITION, preflight } from '../sources';

export const ruleConditionMalformed = defineRule<'loadBalancing', { problem: string }>({
  id: 'rule-condition-malformed',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a rule with conditions that the load balancer does not accept',
  why: 'a rule has at least one condition and at most five values, and each field has a form of its own',
  broken: `Elastic Load Balancing refuses it: "A condition must be specified", "A rule can only have '5' condition values"`,
  fix: 'use host-header, path-pattern, http-header, http-request-method, query-string or source-ip with one to five values in the form of the field',
  sources: [
    API_CONDITION,
    preflight('pf-elbv2-rule-conditions-required', 'elbv2'),
    preflight('pf-elbv2-rule-condition-field-values', 'elbv2'),
    preflight('pf-elbv2-rule-condition-values-max', 'elbv2'),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ problem }) => problem,
  check: ({ rules }) =>
    inEach(rules, ({ at, conditions: { items, complete } }) => {
      const where = atField(at, 'conditions');
      if (items.length === 0) return complete ? { at, facts: { problem: 'the rule has no condition' } } : undefined;
      const values = items.reduce((sum, one) => sum + one.values.items.length + one.regexValues.items.length, 0);
      if (values > MAX_VALUES) {
        const problem = `the conditions have ${values} values; at most ${MAX_VALUES} are allowed`;
        return { at: where, facts: { problem } };
      }
      for (const condition of items) {
        const problem = problemOf(condition);
        if (problem !== undefined) return { at: condition.at, facts: { problem } };
      }
      const twice = ONCE.find((name) => items.filter(({ field }) => field === name).length > 1);
      return twice === undefined
        ? undefined
        : { at: where, facts: { problem: `several conditions are about ${twice}` } };
    }),
});

const MAX_VALUES = 5;
const MAX_CHARACTERS = 128;

interface ValueForm {
  readonly fits: (value: string) => boolean;
  readonly name: string;
}

const ANY_TEXT: ValueForm = { fits: () => true, name: 'any text' };

/** What the values of a field look like. */
const FORMS: ReadonlyMap<string, ValueForm> = new Map<string, ValueForm>([
  [
    'host-header',
    {
      fits: (value) => /^[A-Za-z0-9.*?_-]+(?::\d+)?$/.test(value),
      name: 'a host name, with * and ? as wildcards',
    },
  ],
  ['path-pattern', ANY_TEXT],
  ['http-header', ANY_TEXT],
  [
    'http-request-method',
    { fits: (value) => /^[A-Z_-]{1,40}$/.test(value), name: 'a method in capital letters, such as GET' },
  ],
  ['query-string', ANY_TEXT],
  ['source-ip', { fits: (value) => Cidr.around(value) !== undefined, name: 'a CIDR block, such as 10.0.0.0/16' }],
]);

/** Fields whose values can be regular expressions. */
const WITH_REGEX: ReadonlySet<string> = new Set(['host-header', 'path-pattern', 'http-header']);

/** Fields of which a rule has one condition. */
const ONCE = ['host-header', 'path-pattern', 'http-request-method', 'source-ip'] as const;

function problemOf({ field, values, regexValues, header }: RuleCondition): string | undefined {
  if (!isKnown(field)) return undefined;
  const form = FORMS.get(field);
  if (!form) return `a condition is about ${quoted(field)}; possible are ${[...FORMS.keys()].join(', ')}`;
  if (field === 'http-header' && typeof header === 'string' && header.toLowerCase() === 'host') {
    return 'a condition is about the header Host, for which there is host-header';
  }
  const [plain, regex] = [values.items.length, regexValues.items.length];
  if (regex > 0 && !WITH_REGEX.has(field)) return `a condition about ${field} has regular expressions`;
  if (regex > 0 && plain > 0) return `a condition about ${field} has values and regular expressions`;
  if (plain + regex === 0 && values.complete && regexValues.complete) return `a condition about ${field} has no values`;
  for (const value of values.items) {
    // an empty text is the default of a parameter that is still to be given
    if (!isKnown(value) || value === '') continue;
    if (value.length > MAX_CHARACTERS) {
      return `a value of ${field} has ${value.length} characters; at most ${MAX_CHARACTERS} are allowed`;
    }
    if (!form.fits(value)) return `${field} is ${quoted(value)}; it takes ${form.name}`;
  }
  return undefined;
}
