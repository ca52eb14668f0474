import { balancerOf, forwardsOf, type LoadBalancer } from '../../core/ecs/load-balancing';
import { type LoadBalancerAttachment, type Service } from '../../core/ecs/service';
import { isKnown, known, knownOr } from '../../core/values/unknown';
import { reachInNetwork } from '../../core/vpc/reach';
import { pathLines } from '../network-path-report';
import { type Parts } from './parts';
import { stateOf, type PictureEdge } from './picture';
import { type EcsReading, type ServiceGroup } from './service-groups';
import { shortName } from './short-paths';

type Outcome = Pick<PictureEdge, 'state' | 'because'>;

/** Id of the node of a load balancer, by its key; of a classic one by its name. */
export function balancerId(key: string): string {
  return `load balancer ${key}`;
}

/** Draws the targets that listeners of load balancers forward to. */
export function drawForwards(reading: EcsReading, groups: readonly ServiceGroup[], parts: Parts): void {
  const drawn = new Set<string>();
  const draw = (balancer: LoadBalancer, targetGroup: string, port: number | undefined): void => {
    for (const { id, first } of groups) {
      for (const attachment of first.loadBalancers.items) {
        if (!isAttachedTo(attachment, targetGroup)) continue;
        const label = `${port ?? '?'} → ${known(attachment.containerPort) ?? '?'}`;
        const from = balancerId(balancer.key);
        const key = JSON.stringify([from, id, label]);
        if (drawn.has(key)) continue;
        drawn.add(key);
        const outcome = behindBalancer(reading, balancer.key, targetGroup, first);
        parts.edges.push({ from, to: id, kind: 'published', both: false, label, ...outcome });
      }
    }
  };
  for (const fronts of reading.loadBalancing) {
    for (const { listener, actions } of forwardsOf(fronts)) {
      const balancer = listener && balancerOf(fronts, listener);
      if (!balancer) continue;
      const keys = actions.items.flatMap(({ targets }) => targets.items.map(({ group }) => group)).filter(isKnown);
      for (const key of keys) draw(balancer, key, known(listener.port));
    }
  }
}

/** Draws Classic Load Balancers and their targets. */
export function drawClassic(reading: EcsReading, groups: readonly ServiceGroup[], parts: Parts): void {
  for (const { id, first } of groups) {
    for (const { classicName } of first.loadBalancers.items) {
      if (classicName === undefined) continue;
      const name = knownOr(classicName, 'load balancer');
      const from = balancerId(name);
      if (!parts.has(from)) {
        const label = shortName(name);
        const lines = ['classic load balancer'];
        parts.add({ id: from, kind: 'load balancer', label, members: [name], lines, details: [] });
      }
      for (const way of classicWays(reading, name, first))
        parts.edges.push({ from, to: id, kind: 'published', both: false, ...way });
    }
  }
}

/** Whether each listener of a Classic Load Balancer reaches a service, or that this is not known. */
function classicWays(
  reading: EcsReading,
  name: string,
  service: Service,
): readonly (Outcome & Pick<PictureEdge, 'label'>)[] {
  const listeners = reading.networks
    .flatMap(({ balancers }) => balancers)
    .filter(({ key, type }) => key === name && type === 'classic')
    .flatMap((balancer) => balancer.listeners.items);
  if (listeners.length === 0) return [{ state: 'unknown', because: ['the load balancer is not in sight'] }];
  return listeners.map(({ key, port }) => ({
    label: `${known(port) ?? '?'}`,
    ...behindBalancer(reading, name, key, service),
  }));
}

/** Whether a load balancer reaches its targets; unknown where the network is not in the input. */
function behindBalancer({ networks }: EcsReading, balancer: string, targetGroup: string, service: Service): Outcome {
  for (const network of networks) {
    const host = network.hosts.find(({ at, noun }) => at.path === service.at.path && noun === 'service');
    const targets = network.balancerTargets.find(({ key }) => key === targetGroup);
    const target = targets?.targets.items.find((one) => one.host === host?.key);
    if (!host || !target || !isKnown(target.ports) || !network.balancers.some(({ key }) => key === balancer)) continue;
    const verdicts = [...new Set(target.ports)].map((port) =>
      reachInNetwork(network, { from: balancer, to: host.key, port }),
    );
    const verdict =
      verdicts.find(({ kind }) => kind === 'blocked') ?? verdicts.find(({ kind }) => kind === 'unknown') ?? verdicts[0];
    if (verdict)
      return {
        state: stateOf(verdict.kind),
        because: pathLines({ from: shortName(balancer), to: shortName(service.at.path), port: undefined, verdict }),
      };
  }
  return { state: 'unknown', because: ['the subnets of the load balancer or of the tasks are not in sight'] };
}

function isAttachedTo({ targetGroup, alternateTargetGroup }: LoadBalancerAttachment, key: string): boolean {
  return [targetGroup, alternateTargetGroup].some(
    (group) => group !== undefined && isKnown(group) && group.key === key,
  );
}
