import { inEach } from '../violations';
import { defineRule } from '../rule';
import { GUIDE_LOAD_BALANCER } from '../sources';

export const listenerNotAwaited = defineRule<'service', { service: string; listeners: readonly string[] }>({
  id: 'listener-not-awaited',
  subject: 'service',
  effect: 'may go wrong',
  title: 'a service does not wait for the listener that attaches its target group',
  why: 'both are made at the same time, and a service is made only when its target group belongs to a load balancer',
  broken:
    'mostly CreateService comes first and is refused: "The target group with targetGroupArn … does not have an associated load balancer."',
  fix: 'let the service depend on the listener or the rule',
  fixFor:
    ({ service, listeners: [listener = ''] }) =>
    ({ dependOn }) =>
      dependOn(service, listener),
  sources: [
    GUIDE_LOAD_BALANCER,
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html',
  ],
  catalogue: ['LB-01'],
  explain: ({ service, listeners }) =>
    `${service} may be created before ${listeners.join(' or ')} attaches its target group to a load balancer, and is then refused`,
  check: ({ at: { path: service }, loadBalancers }) =>
    inEach(loadBalancers.items, ({ at, madeBefore }) =>
      madeBefore
        ? { at, facts: { service, listeners: madeBefore.map(({ path }) => path) }, others: madeBefore }
        : undefined,
    ),
});
