import { type TargetGroup } from '../../ecs/service';
import { quoted } from '../../values/model-error';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_TARGET_GROUP, preflight } from '../sources';

export const targetHealthCheckOutOfRange = defineRule<
  'loadBalancing',
  { what: string; value: string; least: number; most: number }
>({
  id: 'target-health-check-out-of-range',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a health check with numbers or codes out of range',
  why: 'the interval is 5 to 300 seconds, the timeout 2 to 120, the thresholds 2 to 10, HTTP codes 200 to 499 (behind a Network Load Balancer 599)',
  broken: 'Elastic Load Balancing refuses it: "Health check interval must be between 5 and 300 seconds"',
  fix: 'use a number within the range',
  sources: [
    API_TARGET_GROUP,
    preflight('pf-elbv2-tg-matcher-range-alb', 'elbv2'),
    preflight('pf-elbv2-tg-matcher-grpc-range', 'elbv2'),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ what, value, least, most }) =>
    `the ${what} of the health check is ${value}; ${least} to ${most} is allowed`,
  check: ({ targetGroups }) =>
    inEach(targetGroups, (group) => {
      const facts = outOfRange(group);
      return facts && { at: group.at, facts };
    }),
});

const RANGES = [
  ['interval', 'intervalSeconds', 5, 300],
  ['timeout', 'timeoutSeconds', 2, 120],
  ['healthy threshold', 'healthyThreshold', 2, 10],
  ['unhealthy threshold', 'unhealthyThreshold', 2, 10],
] as const;

type Found = { what: string; value: string; least: number; most: number };

function outOfRange({ healthCheck, protocol }: TargetGroup): Found | undefined {
  if (!healthCheck) return undefined;
  for (const [what, name, least, most] of RANGES) {
    const value = healthCheck[name];
    if (typeof value === 'number' && (value < least || value > most))
      return { what, value: String(value), least, most };
  }
  const { httpCode, grpcCode } = healthCheck;
  const isHttp = protocol === 'HTTP' || protocol === 'HTTPS';
  const codes = [
    [httpCode, 'code', 200, isHttp ? 499 : 599],
    [grpcCode, 'gRPC code', 0, 99],
  ] as const;
  for (const [text, what, least, most] of codes) {
    if (typeof text !== 'string') continue;
    const wrong = text
      .split(/[,-]/)
      .find((code) => !/^\s*\d+\s*$/.test(code) || Number(code) < least || Number(code) > most);
    if (wrong !== undefined) return { what, value: quoted(text), least, most };
  }
  return undefined;
}
