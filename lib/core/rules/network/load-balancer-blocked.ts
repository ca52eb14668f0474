import { isNobody, portsOf } from '../../ecs/security-group';
import { elementName } from '../../values/element';
import { type AwsNetwork } from '../../vpc/aws-network';
import { type Obstacle, type ObstacleKind } from '../../vpc/path-verdict';
import { targetTraffic, type TargetTraffic } from '../../vpc/target-traffic';
import { defineRule, type Violation } from '../rule';
import { GUIDE_LOAD_BALANCER, issue } from '../sources';
import { explainWay, factsOfWay, fixOfWay, type WayFacts } from '../starts';

type Facts = WayFacts & {
  asks: 'traffic' | 'health';
  /** Undefined: it is no container that is asked. */
  container?: string;
  /** What the group lets through instead. */
  admitted: readonly string[];
};

export const loadBalancerBlocked = defineRule<'network', Facts>({
  id: 'load-balancer-blocked',
  subject: 'network',
  effect: 'may go wrong',
  title: 'security groups or network ACLs that keep a load balancer or its health checks from the targets',
  why: 'the group of the load balancer lets them out; in awsvpc the group of the task lets them in, in the other modes the one of the instances, on the host ports; network ACLs let them in and the answers out; aws-cdk-lib opens nothing for capacity providers and Network Load Balancers',
  broken: 'silently, targets stay unhealthy, and the deployment hangs while tasks are stopped and started',
  fix: ({ either }) =>
    `${either('use listen() of the service, which opens what the port needs, or ', '')}allow the load balancer on those ports in both groups`,
  fixFor: (facts) => (words) => {
    const fix = fixOfWay(facts);
    const opened = words.either('use listen() of the service, which opens what the port needs, or ', '');
    return `${facts.container === undefined ? '' : opened}${typeof fix === 'string' ? fix : fix(words)}`;
  },
  sources: [
    GUIDE_LOAD_BALANCER,
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html',
    issue('aws/aws-cdk', 14764),
    issue('aws/aws-cdk', 22764),
    issue('aws/aws-cdk', 1490),
  ],
  catalogue: ['LB-10'],
  explain: ({ asks, container, admitted, ...facts }) => {
    const who = asks === 'health' ? 'health checks do' : 'the load balancer does';
    const whom = container === undefined ? 'the target' : `container ${container}`;
    const instead = admitted.length === 0 ? '' : ` (there is ${admitted.join(', ')})`;
    return `${explainWay(`${who} not get to ${whom}`, facts)}${instead}`;
  },
  check: (network) => {
    const found = new Map<string, Violation<Facts>>();
    for (const traffic of targetTraffic(network)) {
      const { verdict, target } = traffic;
      if (verdict.kind !== 'blocked') continue;
      for (const cause of verdict.causes) {
        if (!FILTERS.has(cause.kind)) continue;
        // the same port is closed once
        const id = `${target.at.path} ${cause.element.key} ${cause.reason} ${String(cause.facts['ports'])}`;
        if (!found.has(id)) found.set(id, violationOf(network, traffic, cause));
      }
    }
    return found.values();
  },
});

/** What opens and closes ports; that a zone is left out is told by another rule. */
const FILTERS: ReadonlySet<ObstacleKind> = new Set<ObstacleKind>([
  'sg-out',
  'sg-in',
  'nacl-out',
  'nacl-in',
  'nacl-return',
]);

function violationOf(
  network: AwsNetwork,
  { asks, target, balancer }: TargetTraffic,
  cause: Obstacle,
): Violation<Facts> {
  const { container } = target;
  return {
    at: target.at,
    facts: {
      ...factsOfWay(cause, cause.extent),
      caller: `load balancer ${elementName(balancer)}`,
      asks,
      ...(container === undefined ? {} : { container }),
      admitted: admittedBy(network, cause),
    },
    others: [cause.element.at],
  };
}

/** What a security group lets through instead. */
function admittedBy({ groups }: AwsNetwork, { kind, element }: Obstacle): string[] {
  const group = groups.find(({ key }) => key === element.key);
  const rules = kind === 'sg-out' ? group?.egress : kind === 'sg-in' ? group?.ingress : undefined;
  const seen = (rules?.items ?? []).filter(({ peer }) => !isNobody(peer)).map(portsOf);
  return [...new Set(seen)];
}
