import { balancerOf, forwardsOf } from '../../ecs/load-balancing';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule, type Violation } from '../rule';
import { API_LISTENER, preflight } from '../sources';

type ActionFacts = {
  readonly action: string;
  readonly where: string;
  /** Whether it is the protocol, and not the kind of load balancer. */
  readonly lacksHttps: boolean;
};

export const listenerActionUnsupported = defineRule<'loadBalancing', ActionFacts>({
  id: 'listener-action-unsupported',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a listener does what its load balancer or protocol cannot do',
  why: 'only Application Load Balancers redirect or give fixed answers, the others forward; signing users in takes HTTPS',
  broken: `Elastic Load Balancing refuses it: "Action type 'redirect' is not supported on load balancers with type 'network'"`,
  fix: 'forward to a target group, or use an Application Load Balancer (with HTTPS to sign users in)',
  fixFor: ({ lacksHttps }) =>
    lacksHttps
      ? 'let the listener speak HTTPS, with a certificate, or remove the action'
      : 'forward to a target group, or use an Application Load Balancer',
  sources: [
    API_LISTENER,
    preflight('pf-elbv2-listener-nlb-action-forward-only', 'elbv2'),
    preflight('pf-elbv2-listener-auth-action-https-only', 'elbv2'),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ action, where }) => `the listener has the action ${action}, but ${where}`,
  check(all) {
    let found: Violation<ActionFacts>[] | undefined;
    for (const { listener, actions } of forwardsOf(all)) {
      const type = listener && balancerOf(all, listener)?.type;
      for (const { at, type: action } of actions.items) {
        if (!isKnown(action) || action === 'forward') continue;
        const signsIn = action === 'authenticate-oidc' || action === 'authenticate-cognito';
        let where: string | undefined;
        if (type === 'network' || type === 'gateway')
          where = `it is one of a ${type} load balancer, which forwards only`;
        else if (signsIn && listener?.protocol === 'HTTP')
          where = 'it speaks HTTP, and users can be signed in over HTTPS only';
        if (where === undefined) continue;
        const lacksHttps = type !== 'network' && type !== 'gateway';
        (found ??= []).push({ at: atField(at, 'type'), facts: { action, where, lacksHttps } });
      }
    }
    return found ?? FINE;
  },
});
