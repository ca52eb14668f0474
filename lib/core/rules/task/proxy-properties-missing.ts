import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_TASK, preflight } from '../sources';

const NEEDED = ['ProxyIngressPort', 'ProxyEgressPort', 'AppPorts', 'EgressIgnoredIPs'] as const;

export const proxyPropertiesMissing = defineRule<'task', { missing: readonly string[] }>({
  id: 'proxy-properties-missing',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'an App Mesh proxy without the ports that it works with',
  why: 'traffic to the application comes in and goes out through two ports of the proxy',
  broken: 'RegisterTaskDefinition refuses it: "Ingress port not found"',
  fix: 'set ProxyIngressPort, ProxyEgressPort, AppPorts and EgressIgnoredIPs, and IgnoredUID or IgnoredGID',
  sources: [API_TASK, preflight('pf-ecs-proxy-configuration-missing-required-props')],
  catalogue: ['CT-15'],
  explain: ({ missing }) => `the proxy has no ${missing.join(' and no ')}`,
  check({ proxy }) {
    if (!proxy?.properties.complete || !proxy.properties.items.every(isKnown)) return FINE;
    const given = proxy.properties.items;
    const missing = NEEDED.filter((name) => !given.includes(name));
    return missing.length === 0 ? FINE : [{ at: proxy.at, facts: { missing } }];
  },
});
