import { type ClassicBalancer, type ClassicFront } from '../../ecs/load-balancing';
import { type Place } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule, type Violation } from '../rule';

const API = 'https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference';

export const classicLoadBalancerMalformed = defineRule<'loadBalancing', { problem: string }>({
  id: 'classic-load-balancer-malformed',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a Classic Load Balancer whose settings do not fit each other',
  why: 'TLS needs a certificate, both sides of a listener are HTTP or both are TCP, and each port has one listener',
  broken:
    'Elastic Load Balancing refuses it: "HTTPS or SSL listener requires a certificate", "HealthCheck timeout must be less than interval"',
  fix: 'give HTTPS and SSL listeners a certificate, use protocols of one layer and a port for each listener, and set the timeout below the interval',
  sources: [
    `${API}/API_CreateLoadBalancer.html`,
    `${API}/API_Listener.html`,
    `${API}/API_HealthCheck.html`,
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html',
  ],
  catalogue: ['LB-04'],
  explain: ({ problem }) => problem,
  check: ({ classic }) => (classic === undefined || classic.length === 0 ? FINE : classic.flatMap(problems)),
});

const TLS: ReadonlySet<string> = new Set(['HTTPS', 'SSL']);
const WEB: ReadonlySet<string> = new Set(['HTTP', 'HTTPS']);

function problems(balancer: ClassicBalancer): Violation<{ problem: string }>[] {
  const found: Violation<{ problem: string }>[] = [];
  const say = (at: Place, problem: string): void => void found.push({ at, facts: { problem } });
  const taken = new Set<number>();
  for (const front of balancer.fronts.items) {
    const { at, port } = front;
    const problem = problemOf(front);
    if (problem !== undefined) say(at, problem);
    if (typeof port !== 'number') continue;
    if (taken.has(port)) say(at, `port ${port} of the load balancer has two listeners`);
    taken.add(port);
  }
  const { checkInterval: interval, checkTimeout: timeout } = balancer;
  if (typeof interval === 'number' && typeof timeout === 'number' && timeout >= interval) {
    say(
      balancer.at,
      `the health check waits ${timeout} seconds for an answer and is repeated every ${interval} seconds; it has to wait for less than that`,
    );
  }
  return found;
}

function problemOf({ protocol: given, instanceProtocol, hasCertificate }: ClassicFront): string | undefined {
  if (given === undefined || !isKnown(given)) return undefined;
  const protocol = given.toUpperCase();
  if (TLS.has(protocol) && !hasCertificate) return `the listener speaks ${protocol} and has no certificate`;
  if (instanceProtocol === undefined || !isKnown(instanceProtocol)) return undefined;
  const behind = instanceProtocol.toUpperCase();
  return WEB.has(protocol) === WEB.has(behind)
    ? undefined
    : `the listener speaks ${protocol}, and ${behind} to the instances`;
}
