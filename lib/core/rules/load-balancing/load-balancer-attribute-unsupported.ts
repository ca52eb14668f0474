import { type LoadBalancerType } from '../../ecs/load-balancing';
import { isKnown } from '../../values/unknown';
import { quoted } from '../../values/model-error';
import { nearest } from '../../values/similar';
import { FINE } from '../violations';
import { defineRule, type Violation } from '../rule';
import { API_BALANCER_ATTRIBUTE } from '../sources';

export const loadBalancerAttributeUnsupported = defineRule<'loadBalancing', { key: string; problem: string }>({
  id: 'load-balancer-attribute-unsupported',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'an attribute that the load balancer does not accept',
  why: 'HTTP settings and idle timeouts are of Application Load Balancers, the zone that DNS answers with is of Network Load Balancers',
  broken: `Elastic Load Balancing refuses it: "Load balancer attribute key 'idle_timeout.timeout_seconds' is not supported on load balancers with type 'network'"`,
  fix: 'leave the attribute out, or take one of this type of load balancer',
  sources: [API_BALANCER_ATTRIBUTE],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ key, problem }) => `the attribute ${key} ${problem}`,
  check({ balancers }) {
    let found: Violation<{ key: string; problem: string }>[] | undefined;
    for (const { type, attributes } of balancers) {
      for (const { at, key } of attributes.items) {
        if (!isKnown(key) || key === '') continue;
        const owner = OWNERS.get(key);
        if (owner !== undefined && owner !== 'all' && isKnown(type) && type !== owner) {
          const problem = `is of ${owner} load balancers, and this one is of type ${type}`;
          (found ??= []).push({ at, facts: { key, problem } });
        }
        // a key that is not on the list may be newer than it
        const meant = owner === undefined ? nearest(key, KEYS, 2) : undefined;
        if (meant !== undefined) {
          const problem = `is not known; ${quoted(meant)} is`;
          (found ??= []).push({ at, facts: { key, problem }, effect: 'may go wrong' });
        }
      }
    }
    return found ?? FINE;
  },
});

const OF_APPLICATION = [
  'idle_timeout.timeout_seconds',
  'client_keep_alive.seconds',
  'connection_logs.s3.enabled',
  'connection_logs.s3.bucket',
  'connection_logs.s3.prefix',
  'health_check_logs.s3.enabled',
  'health_check_logs.s3.bucket',
  'health_check_logs.s3.prefix',
  'routing.http.desync_mitigation_mode',
  'routing.http.drop_invalid_header_fields.enabled',
  'routing.http.preserve_host_header.enabled',
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled',
  'routing.http.xff_client_port.enabled',
  'routing.http.xff_header_processing.mode',
  'routing.http2.enabled',
  'waf.fail_open.enabled',
];

const OF_NETWORK = ['dns_record.client_routing_policy', 'secondary_ips.auto_assigned.per_subnet'];

const OF_ALL = [
  'deletion_protection.enabled',
  'load_balancing.cross_zone.enabled',
  'access_logs.s3.enabled',
  'access_logs.s3.bucket',
  'access_logs.s3.prefix',
  'ipv6.deny_all_igw_traffic',
  'zonal_shift.config.enabled',
];

const OWNERS: ReadonlyMap<string, LoadBalancerType | 'all'> = new Map([
  ...OF_APPLICATION.map((key) => [key, 'application'] as const),
  ...OF_NETWORK.map((key) => [key, 'network'] as const),
  ...OF_ALL.map((key) => [key, 'all'] as const),
]);

const KEYS = [...OWNERS.keys()];
