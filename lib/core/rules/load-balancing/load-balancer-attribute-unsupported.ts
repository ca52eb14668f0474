import { type LoadBalancer, type LoadBalancerType } from '../../ecs/load-balancing';
import { isKnown, type Knowable } from '../../values/unknown';
import { quoted } from '../../values/model-error';
import { nearest } from '../../values/similar';
import { FINE } from '../violations';
import { FLAG, outside, type AttributeValues } from './attribute-values';
import { defineRule, type Violation } from '../rule';
import { API_BALANCER_ATTRIBUTE, preflight } from '../sources';

export const loadBalancerAttributeUnsupported = defineRule<'loadBalancing', { key: string; problem: string }>({
  id: 'load-balancer-attribute-unsupported',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'an attribute that the load balancer does not accept',
  why: 'HTTP settings and idle timeouts are for Application Load Balancers, the zone that DNS answers with is for Network Load Balancers, and each takes certain values only',
  broken: `Elastic Load Balancing refuses it: "Load balancer attribute key 'idle_timeout.timeout_seconds' is not supported on load balancers with type 'network'"`,
  fix: 'leave the attribute out, or give it a value that this type of load balancer accepts',
  fixFor: ({ key, problem }) =>
    problem === LOGS_WITHOUT_BUCKET
      ? `set ${key.replace('enabled', 'bucket')} to the bucket that the logs go to, or leave the attribute out`
      : undefined,
  sources: [API_BALANCER_ATTRIBUTE, preflight('pf-elbv2-lb-attr-alb-cross-zone-immutable', 'elbv2')],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ key, problem }) => `the attribute ${key} ${problem}`,
  check({ balancers }) {
    let found: Violation<{ key: string; problem: string }>[] | undefined;
    for (const { type, attributes } of balancers) {
      const seen = new Set<string>();
      const unlogged = logsWithoutBucket(attributes);
      if (unlogged) (found ??= []).push(unlogged);
      for (const { at, key, value } of attributes.items) {
        if (!isKnown(key) || key === '') continue;
        const attribute = ATTRIBUTES.get(key);
        const problem = attribute && problemOf(key, attribute, type, value);
        // no page of AWS says which of the two it takes, or whether it takes them
        if (seen.has(key)) (found ??= []).push({ at, facts: { key, problem: 'is set twice' }, effect: 'may go wrong' });
        seen.add(key);
        if (problem !== undefined) (found ??= []).push({ at, facts: { key, problem } });
        // a key that is not on the list may be newer than it
        const meant = attribute === undefined ? nearest(key, KEYS, 2) : undefined;
        if (meant !== undefined) {
          const problem = `is not known; ${quoted(meant)} is`;
          (found ??= []).push({ at, facts: { key, problem }, effect: 'may go wrong' });
        }
      }
    }
    return found ?? FINE;
  },
});

/** Logs that are on, without the bucket that AWS asks for then. */
function logsWithoutBucket({
  items,
  complete,
}: LoadBalancer['attributes']): Violation<{ key: string; problem: string }> | undefined {
  if (!complete || !items.every(({ key }) => isKnown(key))) return undefined;
  const on = items.find(
    ({ key, value }) =>
      value === 'true' &&
      LOGS.some((logs) => key === `${logs}.s3.enabled` && !items.some((other) => other.key === `${logs}.s3.bucket`)),
  );
  if (!on || !isKnown(on.key)) return undefined;
  return { at: on.at, facts: { key: on.key, problem: LOGS_WITHOUT_BUCKET } };
}

const LOGS_WITHOUT_BUCKET = 'is true, and no bucket is named for the logs';

const LOGS = ['access_logs', 'connection_logs', 'health_check_logs'] as const;

function problemOf(
  key: string,
  { owner, values }: { readonly owner: LoadBalancerType | 'all'; readonly values: AttributeValues | undefined },
  type: Knowable<LoadBalancerType>,
  value: Knowable<string | undefined>,
): string | undefined {
  if (owner !== 'all' && isKnown(type) && type !== owner) {
    return `is of ${owner} load balancers, and this one is of type ${type}`;
  }
  if (key === 'load_balancing.cross_zone.enabled' && value === 'false' && type === 'application') {
    return 'is false, which it cannot be for application load balancers; their target groups can';
  }
  return values && isKnown(value) && value !== undefined ? outside(values, value) : undefined;
}

/** Attributes with the type of load balancer that has them, and their possible values; undefined where these are not checked. */
const ATTRIBUTES: ReadonlyMap<
  string,
  { readonly owner: LoadBalancerType | 'all'; readonly values: AttributeValues | undefined }
> = new Map(
  (
    [
      ['idle_timeout.timeout_seconds', 'application', [1, 4000]],
      ['client_keep_alive.seconds', 'application', [60, 604_800]],
      ['connection_logs.s3.enabled', 'application', FLAG],
      ['connection_logs.s3.bucket', 'application', undefined],
      ['connection_logs.s3.prefix', 'application', undefined],
      ['health_check_logs.s3.enabled', 'application', FLAG],
      ['health_check_logs.s3.bucket', 'application', undefined],
      ['health_check_logs.s3.prefix', 'application', undefined],
      ['routing.http.desync_mitigation_mode', 'application', ['monitor', 'defensive', 'strictest']],
      ['routing.http.drop_invalid_header_fields.enabled', 'application', FLAG],
      ['routing.http.preserve_host_header.enabled', 'application', FLAG],
      ['routing.http.x_amzn_tls_version_and_cipher_suite.enabled', 'application', FLAG],
      ['routing.http.xff_client_port.enabled', 'application', FLAG],
      ['routing.http.xff_header_processing.mode', 'application', ['append', 'preserve', 'remove']],
      ['routing.http2.enabled', 'application', FLAG],
      ['waf.fail_open.enabled', 'application', FLAG],
      [
        'dns_record.client_routing_policy',
        'network',
        ['availability_zone_affinity', 'partial_availability_zone_affinity', 'any_availability_zone'],
      ],
      ['secondary_ips.auto_assigned.per_subnet', 'network', [0, 7]],
      ['deletion_protection.enabled', 'all', FLAG],
      ['load_balancing.cross_zone.enabled', 'all', FLAG],
      ['access_logs.s3.enabled', 'all', FLAG],
      ['access_logs.s3.bucket', 'all', undefined],
      ['access_logs.s3.prefix', 'all', undefined],
      ['ipv6.deny_all_igw_traffic', 'all', FLAG],
      ['zonal_shift.config.enabled', 'all', FLAG],
    ] as const
  ).map(([key, owner, values]) => [key, { owner, values }]),
);

const KEYS = [...ATTRIBUTES.keys()];
