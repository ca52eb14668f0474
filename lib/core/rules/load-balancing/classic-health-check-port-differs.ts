import { type ClassicBalancer } from '../../ecs/load-balancing';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';

export const classicHealthCheckPortDiffers = defineRule<'loadBalancing', { port: number; ports: readonly number[] }>({
  id: 'classic-health-check-port-differs',
  subject: 'loadBalancing',
  effect: 'may go wrong',
  title: 'a Classic Load Balancer whose health check asks another port than its listeners use',
  why: 'an instance that does not answer the health check gets no requests, whatever its other ports do',
  broken: 'if nothing listens on the port, every instance is out of service, and ECS stops the tasks again and again',
  fix: 'check a port of the instances that a listener forwards to, or make sure that something listens on the other',
  sources: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-healthchecks.html'],
  catalogue: ['LB-04'],
  explain: ({ port, ports }) =>
    `the health check asks port ${port} of the instances; the listeners forward to ${ports.join(', ')}`,
  check: ({ classic = [] }) =>
    inEach(classic, (balancer) => {
      const facts = portsOf(balancer);
      return facts && !facts.ports.includes(facts.port) ? { at: balancer.at, facts } : undefined;
    }),
});

function portsOf({ checkTarget, fronts }: ClassicBalancer): { port: number; ports: readonly number[] } | undefined {
  const port = typeof checkTarget === 'string' ? /^[a-z]+:(\d+)/i.exec(checkTarget)?.[1] : undefined;
  if (port === undefined || !fronts.complete || fronts.items.length === 0) return undefined;
  const ports = fronts.items.map(({ instancePort }) => instancePort);
  return ports.every((one) => one !== undefined && isKnown(one)) ? { port: Number(port), ports } : undefined;
}
