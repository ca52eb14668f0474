import { rulesOf } from '../core/rules';
import { type Rule } from '../core/rules/rule';
import { code } from './markdown';
import { cell } from './rules-document';

/** What programs and services print that has more than one cause, with the rules that look for them. */
interface Symptom {
  readonly message: string;
  readonly by: string;
  readonly means: string;
  /** Ids of rules that find a cause in the files. */
  readonly rules: readonly string[];
  /** A question that narrows it down. */
  readonly ask: string;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
export const SYMPTOMS: readonly Symptom[] = [
  {
    message: 'connection refused',
    by: 'a program',
    means:
      'the address answers, and nothing listens on that port: another port is meant, or the process listens on loopback only',
    rules: ['published-port-listened-on', 'load-balancer-port-missing'],
    ask: 'reach compose.yaml --from web --to db --port 5432',
  },
  {
    message: 'could not translate host name "db" to address: Name or service not known',
    by: 'a program',
    means: 'no network that the container is on has that name, or it is on the default bridge, which has no names',
    rules: ['alias-on-default-bridge', 'alias-unresolvable', 'container-name-unresolvable'],
    ask: 'reach compose.yaml --from web --to db',
  },
  {
    message: 'getaddrinfo ENOTFOUND',
    by: 'a Node.js program',
    means: 'the same as an unknown host name',
    rules: ['alias-on-default-bridge', 'alias-unresolvable', 'discovery-names-unresolvable'],
    ask: 'reach compose.yaml --from web --to db',
  },
  {
    message: 'temporary failure in name resolution',
    by: 'a program',
    means: 'nobody answers questions about names: the container has no network, or no way to a DNS server',
    rules: ['networking-disabled-but-used', 'network-undefined'],
    ask: 'reach compose.yaml --from web --to outside',
  },
  {
    message: 'i/o timeout',
    by: 'a program',
    means:
      'packets are dropped on the way: two networks are apart, a security group is closed, or there is no route back',
    rules: ['load-balancer-blocked', 'service-connect-blocked', 'public-subnet-without-way-out'],
    ask: 'reach template.yaml --from Web --to Api',
  },
  {
    message: 'no route to host',
    by: 'a program',
    means: 'the container has no way to that address',
    rules: ['networks-in-none-mode', 'ports-without-way-in'],
    ask: 'reach compose.yaml --from web --to db',
  },
  {
    message: '502 Bad Gateway',
    by: 'a load balancer or proxy',
    means: 'the target refused or broke the connection: another port or protocol is spoken there',
    rules: ['listener-protocol-mismatch', 'target-protocol-mismatch', 'load-balancer-port-missing'],
    ask: 'reach template.yaml',
  },
  {
    message: '503 Service Temporarily Unavailable',
    by: 'an application load balancer',
    means: 'the target group has no registered target',
    rules: ['load-balancer-port-missing', 'more-tasks-than-instances'],
    ask: 'check template.yaml',
  },
  {
    message: '504 Gateway Time-out',
    by: 'a load balancer',
    means:
      'the target does not answer in time: its security group keeps the load balancer out, or the health check passes on another port',
    rules: ['load-balancer-blocked', 'health-check-port-fixed'],
    ask: 'reach template.yaml',
  },
  {
    message: 'Task failed ELB health checks in (target-group …)',
    by: 'ECS, in the events of the service',
    means: 'the load balancer does not get through to the health check, or the path answers with another code',
    rules: [
      'load-balancer-blocked',
      'health-check-port-fixed',
      'udp-health-check-unanswered',
      'load-balancer-misses-zone',
    ],
    ask: 'check template.yaml',
  },
  {
    message: 'CannotPullContainerError: pull image manifest has been retried … dial tcp …: i/o timeout',
    by: 'ECS, as the reason of a stopped task',
    means:
      'the task has no way to the registry: no public address in a public subnet, no NAT gateway, no endpoint, or a closed group',
    rules: ['public-subnet-without-way-out', 'public-ip-unsupported'],
    ask: 'check template.yaml',
  },
  {
    message: 'ResourceInitializationError: unable to pull secrets or registry auth',
    by: 'ECS, as the reason of a stopped task',
    means: 'the task does not reach Secrets Manager, Systems Manager or ECR, or its execution role may not',
    rules: ['public-subnet-without-way-out'],
    ask: 'check template.yaml',
  },
  {
    message: 'was unable to place a task because no container instance met all of its requirements',
    by: 'ECS, in the events of the service',
    means: 'no instance has the host port, the network interface or the attribute that the task needs',
    rules: [
      'more-tasks-than-instances',
      'host-port-contended',
      'network-interfaces-exhausted',
      'rolling-deploy-without-room',
    ],
    ask: 'check template.yaml',
  },
];

/** Texts in quotation marks that stand on their own: not the ones within a message. */
const QUOTED = /(?<=^|[\s(])"([^"]*(?:"[^"\s]*"[^"]*)*)"(?=$|[\s,;.:)])/g;

/** The messages of AWS and Docker that a rule knows. */
export function messagesOf({ broken }: Pick<Rule, 'broken'>): string[] {
  return [...broken.matchAll(QUOTED)].map(([, message = '']) => message.trim()).filter((text) => text.length >= 12);
}

/** The index by error message as a Markdown document: what AWS, Docker and programs say, and the rule that finds it before. */
export function messagesDocument(): string {
  const rows = rulesOf()
    .flatMap((rule) => messagesOf(rule).map((message) => ({ message, rule })))
    .sort((a, b) => compare(a.message, b.message));
  return [
    '# By error message',
    '',
    'What AWS, Docker and programs print, and the rule that finds the cause before anything runs. Look for a few words of the message',
    'that do not change: names, numbers and ids differ. Made by `npm run docs`; do not edit.',
    '',
    '## What programs and load balancers print',
    '',
    '| message | printed by | what it means | rules that look for a cause | ask |',
    '| --- | --- | --- | --- | --- |',
    ...SYMPTOMS.map(
      ({ message, by, means, rules, ask }) =>
        `| ${code(message)} | ${by} | ${means} | ${rules.map(link).join(', ')} | ${code(`portwright ${ask}`)} |`,
    ),
    '',
    '## What AWS and Docker answer',
    '',
    '| message | rule | what it says |',
    '| --- | --- | --- |',
    ...rows.map(({ message, rule }) => `| ${code(message)} | ${link(rule.id)} | ${cell(rule.title)} |`),
    '',
  ].join('\n');
}

function compare(a: string, b: string): number {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one < other ? -1 : one > other ? 1 : 0;
}

function link(id: string): string {
  return `[${id}](rules.md#${id})`;
}
