import { rulesOf } from '../../lib/core/rules';
import { findMessage, messagesOf } from '../../lib/report/message-search';
import { SYMPTOMS } from '../../lib/report/symptoms';
import { run } from '../bin/run';
import { someOf } from '../thoroughness';

/** The rules that a pasted text leads to. */
function rulesFor(text: string): string[] {
  const match = findMessage(text);
  return [...(match?.symptoms.flatMap(({ rules }) => rules) ?? []), ...(match?.rules.map(({ id }) => id) ?? [])];
}

/** The commonest messages about container networks as they stand in logs, each with a rule that looks for its cause. */
const PASTED: readonly (readonly [string, string])[] = [
  [
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref docker.io/library/nginx:latest: failed to do request: Head "https://registry-1.docker.io/v2/library/nginx/manifests/latest": dial tcp 34.226.69.105:443: i/o timeout',
    'task-cannot-pull-image',
  ],
  [
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret arn:aws:secretsmanager:eu-west-1:123456789012:secret:db from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded',
    'secret-out-of-reach',
  ],
  [
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: RequestError: send request failed caused by: Post "https://logs.eu-west-1.amazonaws.com/": dial tcp 52.94.1.1:443: i/o timeout',
    'logs-out-of-reach',
  ],
  [
    'service web was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
    'more-tasks-than-instances',
  ],
  [
    'service web was unable to place a task because no container instance met all of its requirements. The closest matching container-instance 0123456789abcdef encountered error "RESOURCE:ENI".',
    'network-interfaces-exhausted',
  ],
  [
    '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 1bd1ad45) is already using a port required by your task.',
    'host-port-contended',
  ],
  [
    'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123)',
    'load-balancer-blocked',
  ],
  [
    '(service web) (port 8080) is unhealthy in (target-group arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/0) due to (reason Request timed out)',
    'load-balancer-blocked',
  ],
  [
    'InvalidParameterException: The target group with targetGroupArn arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/0 does not have an associated load balancer.',
    'target-group-unattached',
  ],
  [
    'Error response from daemon: driver failed programming external connectivity on endpoint shop-web-1 (4b2c): Bind for 0.0.0.0:8080 failed: port is already allocated',
    'published-port-taken',
  ],
  [
    'Error starting userland proxy: listen tcp4 0.0.0.0:5432: bind: address already in use',
    'published-port-listened-on',
  ],
  [
    'Error response from daemon: could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network',
    'automatic-subnets-used-up',
  ],
  ['Error response from daemon: all predefined address pools have been fully subnetted', 'automatic-subnets-used-up'],
  [
    'failed to create network shop_back: Error response from daemon: Pool overlaps with other one on this address space',
    'subnets-overlap',
  ],
  ['Error response from daemon: network shop_back not found', 'network-undefined'],
  ['network shop_back declared as external, but could not be found', 'network-undefined'],
  ["ping: bad address 'db'", 'dialled-name-unknown'],
  [
    'psycopg2.OperationalError: could not translate host name "db" to address: Temporary failure in name resolution',
    'dialled-network-not-shared',
  ],
  ['Error: getaddrinfo ENOTFOUND db', 'dialled-name-unknown'],
  ['dial tcp: lookup db on 127.0.0.11:53: no such host', 'dialled-name-unknown'],
  ['nginx: [emerg] host not found in upstream "api" in /etc/nginx/conf.d/default.conf:3', 'dialled-name-unknown'],
  ['dial tcp 172.18.0.3:5432: connect: connection refused', 'dialled-port-not-listened-on'],
  ['Error: connect ECONNREFUSED 127.0.0.1:5432', 'dialled-localhost-of-another-container'],
  ['Error response from daemon: Cannot link to a non running container: /db AS /web/db', 'link-target-stopped'],
  [
    'docker: Error response from daemon: conflicting options: port publishing and the container type network mode.',
    'ports-in-container-mode',
  ],
  [
    'ClientException: When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
    'host-port-differs',
  ],
  [
    "InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    'network-configuration-missing',
  ],
  ['upstream timed out (110: Connection timed out) while connecting to upstream', 'dialled-way-blocked'],
  ['HTTP/1.1 504 Gateway Time-out', 'load-balancer-blocked'],
  [
    'Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint web (4b2c): failed to bind host port for 0.0.0.0:8080:172.17.0.2:80/tcp: address already in use',
    'published-port-taken',
  ],
  ['Error response from daemon: failed to set up container networking: Address already in use', 'static-address-taken'],
  [
    'service web declares mutually exclusive `network_mode` and `networks`: invalid compose project',
    'networks-in-host-mode',
  ],
  ['ERROR: for web  "host" network_mode is incompatible with port_bindings', 'ports-in-host-mode'],
  ['curl: (52) Empty reply from server', 'listens-on-loopback-only'],
  ['This site can’t be reached. ERR_CONNECTION_REFUSED', 'published-port-listened-on'],
  [
    'upstream connect error or disconnect/reset before headers. reset reason: connection failure',
    'service-connect-blocked',
  ],
  ['Target.NotInUse', 'target-group-unattached'],
  ['(service web) deployment ecs-svc/1 deployment failed: tasks failed to start.', 'task-cannot-pull-image'],
  ['Task failed container health checks', 'container-health-check-malformed'],
  ['TaskFailedToStart: Timeout waiting for network interface provisioning to complete.', 'subnet-addresses-exhausted'],
];

/** Messages whose cause no file shows, each with where it is looked for. */
const ELSEWHERE: readonly (readonly [string, string])[] = [
  ['error while removing network: network shop_default id 5c0f has active endpoints', 'docker network inspect'],
  [
    'iptables failed: iptables --wait -t nat -A DOCKER -p tcp -d 0/0 --dport 8080 -j DNAT: iptables: No chain/target/match by that name.',
    'systemctl restart docker',
  ],
  [
    'CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/: 429 Too Many Requests',
    'docker manifest inspect',
  ],
  [
    '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
    'aws ecs describe-services',
  ],
];

test.each(ELSEWHERE)('of %s is said that no file shows the cause, and what does', (text, ask) => {
  expect(findMessage(text)?.symptoms[0]).toMatchObject({ rules: [], ask: expect.stringContaining(ask) as string });
  expect(run('explain', text).out).toContain('no rule: no file shows the cause');
});

test('an address that is in use is one thing, and a name that is in use another', () => {
  const text = 'Error response from daemon: Conflict. The container name "/web" is already in use by container "3f3c".';
  expect(rulesFor(text)).toEqual(['engine-container-name-taken']);
});

test.each(PASTED)('%s leads to %s', (text, rule) => {
  expect(rulesFor(text)).toContain(rule);
});

test('explain takes each of them as it was pasted, in quotes or not', () => {
  for (const [text, rule] of someOf(PASTED, 8)) {
    expect(run('explain', text)).toMatchObject({ code: 0, out: expect.stringContaining(rule) as string });
    expect(run('explain', ...text.split(' ').filter((word) => !word.startsWith('-'))).out).toContain(rule);
  }
});

test('every message that is known leads to the rule or symptom that knows it', () => {
  for (const rule of someOf(rulesOf(), 8))
    for (const message of messagesOf(rule))
      expect([message, rulesFor(message)]).toEqual([message, expect.arrayContaining([rule.id])]);
  for (const { message, also = [], rules } of someOf(SYMPTOMS, 4))
    for (const text of [message, ...also])
      expect([text, rulesFor(text)]).toEqual([text, expect.arrayContaining([...rules])]);
});

test.each(['hello world', 'the network is not what was found on the road', 'permission', '', '…', '\u0000'])(
  'of %j nothing is known',
  (text) => {
    expect(findMessage(text)).toBeUndefined();
  },
);

test('a few words of a message are enough', () => {
  expect(rulesFor('already allocated')).toContain('published-port-taken');
  expect(rulesFor('CannotPullContainerError')).toContain('task-cannot-pull-image');
  expect(rulesFor('RESOURCE:ENI')).toContain('network-interfaces-exhausted');
});

test('a message is found in a long log', () => {
  const log = 'some other line of a log\n'.repeat(10000);
  expect(findMessage(`port is already allocated\n${log}`)?.rules.length).toBeGreaterThan(0);
});

test('explain says what a message means, and who looks for its cause', () => {
  const { code, out } = run('explain', 'connect: connection refused');
  expect(code).toBe(0);
  for (const part of ['means:', 'dialled-port-not-listened-on', 'ask: portwright reach']) expect(out).toContain(part);
  const data = JSON.parse(run('explain', 'connect: connection refused', '--format', 'json').out) as object;
  expect(data).toMatchObject({ version: 1, symptoms: [{ id: 'connection-refused' }] });
});

test('explain says when nobody knows a message', () => {
  const { code, err } = run('explain', 'the cat sat on the mat');
  expect(code).toBe(2);
  expect(err).toContain('portwright check FILE');
});
