import { type TargetGroup } from '../../ecs/service';
import { NOTHING } from '../../values/listed';
import { isKnown } from '../../values/unknown';
import { quoted } from '../../values/model-error';
import { inEach } from '../violations';
import { defineRule, type Violation } from '../rule';
import { FLAG, outside, type AttributeValues } from './attribute-values';
import { API_TARGET_ATTRIBUTE, preflight } from '../sources';

type Unsupported = { key: string; problem: string; needs?: string };

export const targetGroupAttributeUnsupported = defineRule<'loadBalancing', Unsupported>({
  id: 'target-group-attribute-unsupported',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'an attribute that the target group does not accept',
  why: 'each attribute belongs to some protocols and target types, and has values of its own',
  broken: 'Elastic Load Balancing refuses it: "Target group attribute key … is not recognized"',
  fix: 'leave the attribute out, or give it a value that the target group accepts',
  fixFor: ({ needs }) => (needs === undefined ? undefined : `set ${needs}, or leave the attribute out`),
  sources: [
    API_TARGET_ATTRIBUTE,
    preflight('pf-elbv2-tg-attr-key-known', 'elbv2'),
    preflight('pf-elbv2-tg-attr-key-protocol-scope', 'elbv2'),
    preflight('pf-elbv2-stickiness-type-protocol', 'elbv2'),
    preflight('pf-elbv2-tg-attr-preserve-client-ip-udp', 'elbv2'),
    preflight('pf-elbv2-app-cookie-name', 'elbv2'),
    preflight('pf-elbv2-tg-attr-anomaly-mitigation-requires-weighted-random', 'elbv2'),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ key, problem }) => `the attribute ${key} ${problem}`,
  check: ({ targetGroups }) =>
    inEach(targetGroups, (group) => {
      const lone = attributeAlone(group.attributes);
      if (lone) return lone;
      const seen = new Set<string>();
      for (const { at, key, value } of group.attributes?.items ?? []) {
        if (!isKnown(key)) continue;
        const problem = seen.has(key) ? 'is set twice' : problemOf(group, key, isKnown(value) ? value : undefined);
        if (problem !== undefined) return { at, facts: { key, problem } };
        seen.add(key);
      }
      return undefined;
    }),
});

/** Settings that ask for another one, whose default is none or something else. */
const COMPANIONS = [
  {
    key: 'stickiness.type',
    value: 'app_cookie',
    when: ['stickiness.enabled', 'true'],
    asks: 'stickiness.app_cookie.cookie_name',
    of: undefined,
  },
  {
    key: 'load_balancing.algorithm.anomaly_mitigation',
    value: 'on',
    when: undefined,
    asks: 'load_balancing.algorithm.type',
    of: 'weighted_random',
  },
] as const;

/** An attribute without the one that it asks for. */
function attributeAlone(attributes: TargetGroup['attributes']): Violation<Unsupported> | undefined {
  const { items, complete } = attributes ?? NOTHING;
  if (!complete || !items.every((item) => isKnown(item.key) && isKnown(item.value))) return undefined;
  const valueOf = (key: string): string | undefined => {
    const value = items.find((item) => item.key === key)?.value;
    return value !== undefined && isKnown(value) ? value : undefined;
  };
  for (const { key, value, when, asks, of } of COMPANIONS) {
    const asking = items.find((item) => item.key === key && item.value === value);
    if (!asking || (when && valueOf(when[0]) !== when[1])) continue;
    const other = valueOf(asks);
    if (of === undefined ? other !== undefined : other === of) continue;
    const problem = `is ${value}, and ${asks} is ${other ?? 'left out'}${of === undefined ? '' : `; it has to be ${of}`}`;
    const needs = of === undefined ? asks : `${asks} to ${of}`;
    return { at: asking.at, facts: { key, problem, needs } };
  }
  return undefined;
}

type Family = 'HTTP' | 'TCP' | 'GENEVE' | 'lambda';

/** What is behind a target group; undefined while that is not known. */
function familyOf({ protocol, targetType }: TargetGroup): Family | undefined {
  if (targetType === 'lambda') return 'lambda';
  if (protocol === 'HTTP' || protocol === 'HTTPS') return 'HTTP';
  if (protocol === 'GENEVE') return 'GENEVE';
  return typeof protocol === 'string' ? 'TCP' : undefined;
}

/** Attributes with the target groups that have them, and their possible values; undefined where these are not checked. */
const ATTRIBUTES: ReadonlyMap<
  string,
  { readonly families: readonly Family[]; readonly values: AttributeValues | undefined }
> = new Map(
  (
    [
      ['deregistration_delay.timeout_seconds', ['HTTP', 'TCP', 'GENEVE'], [0, 3600]],
      ['deregistration_delay.connection_termination.enabled', ['TCP'], FLAG],
      ['stickiness.enabled', ['HTTP', 'TCP', 'GENEVE'], FLAG],
      ['stickiness.type', ['HTTP', 'TCP', 'GENEVE'], undefined],
      ['stickiness.lb_cookie.duration_seconds', ['HTTP'], [1, 604800]],
      ['stickiness.app_cookie.duration_seconds', ['HTTP'], [1, 604800]],
      ['stickiness.app_cookie.cookie_name', ['HTTP'], undefined],
      ['load_balancing.cross_zone.enabled', ['HTTP', 'TCP'], [...FLAG, 'use_load_balancer_configuration']],
      ['load_balancing.algorithm.type', ['HTTP'], ['round_robin', 'least_outstanding_requests', 'weighted_random']],
      ['load_balancing.algorithm.anomaly_mitigation', ['HTTP'], ['on', 'off']],
      ['slow_start.duration_seconds', ['HTTP'], undefined],
      ['preserve_client_ip.enabled', ['TCP'], FLAG],
      ['proxy_protocol_v2.enabled', ['TCP'], FLAG],
      ['target_health_state.unhealthy.connection_termination.enabled', ['TCP'], FLAG],
      ['target_health_state.unhealthy.draining_interval_seconds', ['TCP'], [0, 360000]],
      ['target_group_health.dns_failover.minimum_healthy_targets.count', ['HTTP', 'TCP'], undefined],
      ['target_group_health.dns_failover.minimum_healthy_targets.percentage', ['HTTP', 'TCP'], undefined],
      ['target_group_health.unhealthy_state_routing.minimum_healthy_targets.count', ['HTTP', 'TCP'], undefined],
      ['target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage', ['HTTP', 'TCP'], undefined],
      ['target_failover.on_deregistration', ['GENEVE'], ['rebalance', 'no_rebalance']],
      ['target_failover.on_unhealthy', ['GENEVE'], ['rebalance', 'no_rebalance']],
      ['lambda.multi_value_headers.enabled', ['lambda'], FLAG],
    ] as const
  ).map(([key, families, values]) => [key, { families, values }]),
);

const STICKINESS: Readonly<Record<Family, readonly string[]>> = {
  HTTP: ['lb_cookie', 'app_cookie'],
  TCP: ['source_ip'],
  GENEVE: ['source_ip_dest_ip', 'source_ip_dest_ip_proto'],
  lambda: [],
};

const UDP: ReadonlySet<unknown> = new Set(['UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC']);

function problemOf(group: TargetGroup, key: string, value: string | undefined): string | undefined {
  const attribute = ATTRIBUTES.get(key);
  const family = familyOf(group);
  // a key that is not on the list may be newer than it
  if (!attribute || family === undefined) return undefined;
  const { protocol } = group;
  const what = typeof protocol === 'string' && family !== 'lambda' ? `protocol ${protocol}` : 'functions';
  if (!attribute.families.includes(family)) return `does not exist for target groups of ${what}`;
  if (value === undefined) return undefined;
  if (key === 'stickiness.type' && !STICKINESS[family].includes(value)) {
    return `is ${quoted(value)}; possible for ${what}: ${STICKINESS[family].join(' and ')}`;
  }
  if (key === 'preserve_client_ip.enabled' && value === 'false' && UDP.has(group.protocol)) {
    return `is false, which it cannot be for ${what}`;
  }
  if (key === 'slow_start.duration_seconds' && value !== '0' && !(Number(value) >= 30 && Number(value) <= 900)) {
    return `is ${value}; 0 or 30 to 900 is allowed`;
  }
  return attribute.values && outside(attribute.values, value);
}
