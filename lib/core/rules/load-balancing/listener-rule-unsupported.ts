import { balancerOf, listenerOf } from '../../ecs/load-balancing';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_RULE } from '../sources';

export const listenerRuleUnsupported = defineRule<'loadBalancing', { what: string }>({
  id: 'listener-rule-unsupported',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a listener rule on a load balancer that is no Application Load Balancer',
  why: 'rules look at HTTP requests; listeners of Network and Gateway Load Balancers have a default action only',
  broken: 'CreateRule refuses it: the listener has to be of an Application Load Balancer',
  fix: 'remove the rule and make its action the default action of the listener, or use an Application Load Balancer',
  sources: [API_RULE],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ what }) => `the rule is refused: it is on a listener ${what}, which has a default action and no rules`,
  check: (all) =>
    inEach(all.rules, (rule) => {
      const listener = listenerOf(all, rule);
      if (!listener) return undefined;
      const type = balancerOf(all, listener)?.type;
      const others = [listener.at];
      if (type === 'network' || type === 'gateway')
        return {
          at: rule.at,
          facts: { what: `of a ${type === 'network' ? 'Network' : 'Gateway'} Load Balancer` },
          others,
        };
      const { protocol } = listener;
      return typeof protocol === 'string' && OTHERS.has(protocol.toUpperCase())
        ? { at: rule.at, facts: { what: `for ${protocol}` }, others }
        : undefined;
    }),
});

/** Protocols that Application Load Balancers do not listen for. */
const OTHERS: ReadonlySet<string> = new Set(['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC', 'GENEVE']);
