import { type AwsNetwork } from '../core/vpc/aws-network';
import { explainGap } from '../core/vpc/explain-path';
import { targetTraffic } from '../core/vpc/target-traffic';

/** A way that could not be judged, and what decides it. */
interface OpenWay {
  readonly what: string;
  readonly why: string;
}

/** The ways from load balancers to targets that rest on rules of a security group in sight which are not known. */
export function openTraffic(network: AwsNetwork): readonly OpenWay[] {
  const groups = new Set(network.groups.map(({ key }) => key));
  const open = new Map<string, OpenWay>();
  for (const { balancer, target, verdict } of targetTraffic(network)) {
    const gap = verdict.kind === 'unknown' && verdict.gaps.find(({ element }) => groups.has(element.key));
    if (!gap) continue;
    const what = `the way from ${balancer.at.path} to ${target.at.path}`;
    open.set(what, { what, why: explainGap(gap) });
  }
  return [...open.values()];
}
