import { isDeepStrictEqual } from 'node:util';
import { Stack, Token } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type PortListener, type TargetGroupOfPort, type TargetGroupProps } from './listen-props';
import { type PortHandle } from '../tasks/port-handle';
import { type ServiceWiring } from './port-opening';
import { pathOfPort } from './target';

/**
 * The target group of a port for a listener. All listeners of a load balancer share one, unless they ask for different
 * settings.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export function targetGroupFor<Group extends elbv2.TargetGroupBase>(
  to: ServiceWiring,
  listener: PortListener,
  handle: PortHandle,
  asked: TargetGroupProps,
  make: (scope: Stack, id: string, props: TargetGroupProps) => Group,
): TargetGroupOfPort<Group> {
  const props: TargetGroupProps = Object.fromEntries(
    Object.entries(asked).filter(([, value]: [string, unknown]) => value !== undefined),
  );
  const balancer = balancerOf(listener);
  const known = to.targetGroups.find(
    (one) =>
      one.handle === handle &&
      one.balancer === balancer &&
      (Object.keys(props).length === 0 || isDeepStrictEqual(one.props, props)),
  );
  // a load balancer has groups of one kind
  if (known) return known as TargetGroupOfPort<Group>;
  // not below the service, where a dependency of the service on its load balancer would be circular
  const scope = Stack.of(listener);
  const inScope = listener.node.scopes.slice(scope.node.scopes.length).map(({ node }) => node.id);
  const ids = [pathOfPort(to, handle), [pathFrom(scope, to, handle), ...inScope].join('-')];
  const id = freeId(ids, (one) => scope.node.tryFindChild(`${one}Group`) !== undefined);
  const made = { handle, balancer, props, group: make(scope, `${id}Group`, props) };
  to.targetGroups.push(made);
  return made;
}

/** A free construct id for a rule of a port at a listener. */
export function listenerRuleId(
  to: ServiceWiring,
  listener: elbv2.IApplicationListener,
  handle: PortHandle,
  priority: number | undefined,
): string {
  const first = pathOfPort(to, handle);
  const own = pathFrom(Stack.of(listener), to, handle);
  const numbered = priority === undefined || Token.isUnresolved(priority) ? [] : [`${own}-${priority}`];
  return freeId([first, own, ...numbered], (id) =>
    [id, `${id}Rule`].some((one) => listener.node.tryFindChild(one) !== undefined),
  );
}

/** The path of a port, from the stack of the service if that is not the scope. */
function pathFrom(scope: Stack, to: ServiceWiring, handle: PortHandle): string {
  return pathOfPort(to, handle, Stack.of(to.service) !== scope);
}

/** The first of these ids that is free. */
function freeId(ids: readonly string[], isTaken: (id: string) => boolean): string {
  for (let round = 1; ; round += 1) {
    const free = ids.map((id) => (round === 1 ? id : `${id}-${round}`)).find((id) => !isTaken(id));
    if (free !== undefined) return free;
  }
}

/** A key for the load balancer of a listener: the part of the ARN that identifies it, which ARNs of listeners contain too. */
function balancerOf(listener: PortListener): string {
  if (listener instanceof elbv2.ApplicationListener || listener instanceof elbv2.NetworkListener) {
    return listener.loadBalancer.loadBalancerArn;
  }
  return listener.listenerArn.replace(/:listener\/(.+)\/[^/]+$/, ':loadbalancer/$1');
}
