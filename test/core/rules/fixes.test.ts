import * as constructs from '../../../lib/ecs';
import { fixOf } from '../../../lib/core/rules/check';
import { rulesOf } from '../../../lib/core/rules';
import { fixesOf } from '../../../lib/core/rules/rule';
import { LANGUAGES } from '../../../lib/core/values/fix';

const inFiles = rulesOf().flatMap((rule) =>
  fixesOf(rule)
    .filter(({ languages }) => languages.some((language) => language !== 'constructs'))
    .map(({ languages, text }) => [`${rule.id} in ${languages.join(', ')}`, text] as const),
);

describe('the way out of a finding', () => {
  test('names no construct and no method to the author of a file', () => {
    // HostPort, Port and PortRange are fields of templates as well
    const classes = Object.keys(constructs).filter((name) => !/^(?:Host)?Port(?:Range)?$/.test(name));
    const names = new RegExp(`\\b(?:${classes.join('|')})\\b|[a-z]\\(\\)|[A-Z][A-Za-z]+\\.[a-z]+\\(`);
    expect(inFiles.filter(([, text]) => names.test(text))).toEqual([]);
  });

  test('spells fields as the language of the author does', () => {
    const wrong = rulesOf('task', 'service', 'cluster').flatMap((rule) => [
      ...(/\b[a-z]+(?:[A-Z][a-z]+)+\b/.test(fixOf({ rule: rule.id }, 'cloudformation')) ? [rule.id] : []),
      ...(/\b[a-z]+_[a-z_]+\b/.test(fixOf({ rule: rule.id }, 'task-definition')) ? [rule.id] : []),
    ]);
    // settings of the account are written so everywhere
    expect(wrong).toEqual(['network-interfaces-exhausted']);
  });

  test('is said in one way where all languages have the same words', () => {
    const rule = rulesOf('task').find(({ id }) => id === 'host-port-taken')!;
    expect(fixesOf(rule)).toMatchInlineSnapshot(`
     [
       {
         "languages": [
           "constructs",
         ],
         "text": "give one of them another host port, or BridgePort.dynamic() and let the instance pick",
       },
       {
         "languages": [
           "cdk",
         ],
         "text": "give one of them another host port, or hostPort: 0 and let the instance pick",
       },
       {
         "languages": [
           "cloudformation",
         ],
         "text": "give one of them another host port, or HostPort: 0 and let the instance pick",
       },
       {
         "languages": [
           "task-definition",
           "aws-cli",
         ],
         "text": "give one of them another host port, or "hostPort": 0 and let the instance pick",
       },
       {
         "languages": [
           "terraform",
         ],
         "text": "give one of them another host port, or hostPort = 0 and let the instance pick",
       },
     ]
    `);
    expect(fixesOf(rulesOf('task').find(({ id }) => id === 'link-malformed')!)).toHaveLength(1);
  });

  test.each([
    ['terraform', 'set enable_dns_hostnames of aws_vpc.main to true'],
    ['cloudformation', 'set EnableDnsHostnames of aws_vpc.main to true'],
    ['cdk', 'set enableDnsHostnames of aws_vpc.main to true'],
  ] as const)('names the cause that was found, in %s', (language, text) => {
    const facts = { reason: 'dns-names-off', element: 'aws_vpc.main', always: true, needs: ['registry'] };
    expect(fixOf({ rule: 'task-cannot-pull-image', facts }, language)).toBe(text);
  });

  test('is there for every rule in every language', () => {
    for (const { id } of rulesOf())
      for (const language of LANGUAGES) expect(fixOf({ rule: id }, language)).not.toBe('');
  });
});
