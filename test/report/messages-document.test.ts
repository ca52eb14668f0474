import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRule } from '../../lib/core/rules';
import { messagesOf } from '../../lib/report/message-search';
import { messagesDocument } from '../../lib/report/messages-document';
import { SYMPTOMS } from '../../lib/report/symptoms';

const document = readFileSync(join(__dirname, '../../docs/messages.md'), 'utf8');

test('the index by error message is what npm run docs writes', () => {
  expect(document).toBe(messagesDocument());
});

test('every rule that a symptom leads to exists, and where there is none the command asks somebody else', () => {
  for (const { message, rules, ask } of SYMPTOMS) {
    expect([message, rules.filter((id) => !findRule(id))]).toEqual([message, []]);
    if (rules.length === 0) expect([message, ask.split(' ')[0]]).not.toEqual([message, 'portwright']);
  }
});

test('every anchor of the index is there once', () => {
  const ids = SYMPTOMS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('no wording of a message stands in two entries of the index', () => {
  const wordings = SYMPTOMS.flatMap(({ message, also = [] }) => [message, ...also]);
  expect(wordings.filter((wording, index) => wordings.indexOf(wording) !== index)).toEqual([]);
});

test.each([
  [
    'fails: "port is already allocated"; later "address already in use".',
    ['port is already allocated', 'address already in use'],
  ],
  [
    '"The container name "/web" is already in use by container"',
    ['The container name "/web" is already in use by container'],
  ],
  ['refused, with no message that is known', []],
])('the messages of %j are found', (broken, messages) => {
  expect(messagesOf({ broken })).toEqual(messages);
});

/** Twenty messages that people search for most, with the rule or symptom that the index leads to. */
test.each([
  ['port is already allocated', 'published-port-taken'],
  ['Pool overlaps with other one on this address space', 'subnets-overlap'],
  ['could not find an available, non-overlapping IPv4 address pool', 'automatic-subnets-used-up'],
  ['is already using a port required by your task', 'more-tasks-than-instances'],
  ["Network Configuration must be provided when networkMode 'awsvpc' is specified", 'network-configuration-missing'],
  ["Fargate only supports network mode 'awsvpc'", 'fargate-needs-awsvpc'],
  ['Assign public IP is not supported for this launch type', 'public-ip-unsupported'],
  ['is incompatible with the awsvpc network mode specified in the task definition', 'target-type-mismatch'],
  ['did not have a container port', 'load-balancer-port-missing'],
  ['Both maximumPercent and minimumHealthyPercent cannot be 100', 'deployment-blocked'],
  ['conflicting options: port publishing and the container type network mode', 'ports-in-container-mode'],
  ['user specified IP address is supported on user defined networks only', 'static-address-on-default-bridge'],
  ['network-scoped alias is supported only for containers in user defined networks', 'alias-on-default-bridge'],
  ['Could not attach to network', 'overlay-not-attachable'],
  ['No such container', 'stack-owner-undefined'],
  ['Address already in use', 'static-address-taken'],
  ['CannotPullContainerError', 'task-cannot-pull-image'],
  ['Name or service not known', 'alias-on-default-bridge'],
  ['Task failed ELB health checks', 'load-balancer-blocked'],
  ['504 Gateway Time-out', 'load-balancer-blocked'],
])('%s leads to %s', (message, rule) => {
  const rows = document.split('\n').filter((line) => line.toLowerCase().includes(message.toLowerCase()));
  expect(rows.some((row) => row.includes(`(rules.md#${rule})`))).toBe(true);
});
