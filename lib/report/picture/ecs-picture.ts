import { type Cluster } from '../../core/ecs/cluster';
import { isKnown, knownOr } from '../../core/values/unknown';
import { drawClassic, drawForwards } from './balancer-edges';
import { EcsNodes, type EcsSight } from './ecs-nodes';
import { type EcsQuestions } from './ecs-questions';
import { drawPaths, drawStarts } from './network-edges';
import { Parts } from './parts';
import { type Picture, type PictureGroup } from './picture';
import { SecurityLines } from './security-lines';
import { drawServiceFlows } from './service-edges';
import { clusterBox, type EcsReading } from './service-groups';
import { named, shortName } from './short-paths';
import { drawEmptyVpcs } from './subnet-nodes';
import { TaskDials } from './task-dials';
import { subnetsOf, vpcBox, VpcPlaces } from './vpc-places';

/** Whether there is anything of ECS, or of the networks around it, to draw. */
export function hasEcs({ services, tasks, clusters, networks, loadBalancing }: EcsReading): boolean {
  const isThere = services.length + tasks.length + clusters.length > 0;
  const hasNetwork = networks.some(({ vpcs, subnets, hosts }) => vpcs.length + subnets.length + hosts.length > 0);
  return isThere || hasNetwork || loadBalancing.some(({ balancers }) => balancers.length > 0);
}

/** Clusters and services, what sends traffic to them, which reach which, and the ways to the internet. */
export function ecsPicture(reading: EcsReading, { groups, services, paths }: EcsQuestions): Picture {
  const parts = new Parts();
  const sight: EcsSight = {
    ...{ reading, groups },
    security: new SecurityLines(reading),
    places: new VpcPlaces(reading.networks),
    dials: new TaskDials(reading, groups),
  };
  new EcsNodes(sight, parts).draw();
  drawEmptyVpcs(reading.networks, parts);
  drawForwards(reading, groups, parts);
  drawClassic(reading, groups, parts);
  drawServiceFlows(groups, services, sight.security, parts);
  drawPaths(paths, parts);
  drawStarts(reading.networks, parts);
  parts.edges.push(...sight.dials.edges(parts));
  return {
    groups: [...vpcBoxes(reading), ...reading.clusters.map((cluster) => boxOfCluster(cluster, sight))],
    ...{ nodes: parts.nodes, edges: parts.edges, notes: parts.notes },
  };
}

function vpcBoxes({ networks }: EcsReading): PictureGroup[] {
  return networks
    .flatMap(({ vpcs }) => vpcs)
    .map(({ key, at, blocks }) => {
      const ranges = blocks.items.filter(isKnown).join(', ');
      return { id: vpcBox(key), kind: 'vpc', label: `${named('VPC', at.path)} ${ranges}`.trimEnd() };
    });
}

/** The box of a cluster, inside that of the VPC where all its services are in one. */
function boxOfCluster(cluster: Cluster, { reading, groups, places }: EcsSight): PictureGroup {
  const kinds = cluster.capacity.items.map(({ instanceType, maxInstances }) => {
    const most = isKnown(maxInstances) ? `, at most ${maxInstances}` : '';
    return `${knownOr(instanceType, 'instances of a type that is not known')}${most}`;
  });
  const label = [
    `Cluster ${shortName(cluster.at.path)}`,
    ...(kinds.length === 0 ? [] : [`on ${kinds.join('; ')}`]),
  ].join(' ');
  const around = new Set(
    groups
      .filter((group) => group.cluster === cluster)
      .map(({ first }) => places.vpcOf(subnetsOf(reading.networks, first))),
  );
  around.delete(undefined);
  const [vpc, ...others] = around;
  const inside = vpc === undefined || others.length > 0 ? {} : { inside: vpcBox(vpc) };
  return { id: clusterBox(cluster), kind: 'cluster', label, ...inside };
}
