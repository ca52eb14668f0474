import { hostingOf } from '../core/ecs/hosting';
import { serviceModeOf, taskOf } from '../core/ecs/service-reading';
import { type Service } from '../core/ecs/service';
import { type Listed } from '../core/values/listed';
import { isKnown } from '../core/values/unknown';
import { type AwsNetwork } from '../core/vpc/aws-network';
import type * as OpenTraffic from './open-traffic';
import { type Reading } from './reading';

/** What rules checked, and what they could not check. */
export interface Coverage {
  /** How many there are of each kind: `services`, `containers`. Kinds of which there is none are left out. */
  readonly judged: Readonly<Record<string, number>>;
  /** What could not be checked, and why. */
  readonly notJudged: readonly NotJudged[];
}

/** Something that rules are about, and that they could not look at. */
export interface NotJudged {
  readonly what: string;
  /** What decides it. */
  readonly why: string;
}

/** What of a reading the rules can judge. */
export function coverageOf(reading: Reading): Coverage {
  const { tasks, services, launches, securityGroups, clusters, dockerHosts, swarms, networks, cloudMaps } = reading;
  const sum = <T>(list: readonly T[], count: (item: T) => number): number =>
    list.reduce((total, item) => total + count(item), 0);
  const counts = {
    services: services.length,
    'scheduled and single tasks': launches.length,
    'task definitions': tasks.length,
    clusters: clusters.filter(({ capacity }) => capacity.complete).length,
    'instance groups': sum(clusters, ({ capacity }) => capacity.items.length),
    'security groups': securityGroups.length,
    'load balancers': sum(networks, ({ balancers }) => balancers.length),
    listeners: sum(networks, ({ balancers }) => sum(balancers, ({ listeners }) => listeners.items.length)),
    'target groups': sum(networks, ({ balancerTargets }) => balancerTargets.length),
    VPCs: sum(networks, ({ vpcs }) => vpcs.length),
    subnets: sum(networks, ({ subnets }) => subnets.length),
    databases: sum(networks, ({ hosts }) => hosts.filter((host) => host.isDialledByName === true).length),
    'Cloud Map services': sum(cloudMaps, ({ registries }) => registries.length),
    containers: sum(dockerHosts, ({ containers }) => containers.items.length),
    // those of services in Terraform are counted with the host that makes them
    networks: sum<{ readonly networks: Listed<unknown> }>(
      dockerHosts.length > 0 ? dockerHosts : swarms,
      (one) => one.networks.items.length,
    ),
    swarms: swarms.length,
    'services of a swarm': sum(swarms, (one) => one.services.items.length),
  };
  return {
    judged: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    notJudged: [
      ...[...services, ...launches].flatMap(openParts),
      ...clusters.flatMap((cluster) =>
        cluster.services.items.flatMap((service): NotJudged[] => {
          const isOnInstances = serviceModeOf(service)?.securityGroup === 'instance';
          if (!isOnInstances || (hostingOf(cluster, service)?.capacity.length ?? 0) > 0) return [];
          return [{ what: `instances of ${service.at.path}`, why: 'what hosts its tasks is not in the files' }];
        }),
      ),
      ...dockerHosts.flatMap((host): NotJudged[] => [
        ...(host.containers.complete ? [] : [{ what: `all containers of ${host.at.path}`, why: 'not all are known' }]),
        ...host.networks.items.flatMap(({ existing, at, driver }) =>
          existing ? [{ what: `network ${at.path}`, why: isKnown(driver) ? 'it is made elsewhere' : driver.why }] : [],
        ),
      ]),
      ...networks.flatMap(openWays),
      ...swarms
        .filter(({ nodes }) => !nodes.complete)
        .map(({ at }) => ({
          what: `where the tasks of ${at.path} run`,
          why: 'the nodes of the swarm are not in sight',
        })),
      ...reading.passedOver,
      // a module of Terraform whose sources are elsewhere
      ...reading.unknown.flatMap(({ at, what, why }) =>
        what === 'source' ? [{ what: `module ${at.path}`, why }] : [],
      ),
    ],
  };
}

/** The ways from load balancers, by a model that nothing else of most inputs needs. */
function openWays(network: AwsNetwork): readonly NotJudged[] {
  if (network.balancerTargets.length === 0) return [];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  const { openTraffic } = require('./open-traffic') as typeof OpenTraffic;
  return openTraffic(network);
}

/** The parts of a service that could not be checked. */
function openParts(service: Service): NotJudged[] {
  const { at, task, loadBalancers, networkConfiguration } = service;
  const open: NotJudged[] = [];
  if (!isKnown(task)) open.push({ what: `task definition of ${at.path}`, why: task.why });
  for (const { targetGroup } of loadBalancers.items) {
    if (targetGroup !== undefined && !isKnown(targetGroup))
      open.push({ what: `target group of ${at.path}`, why: targetGroup.why });
  }
  const containers = taskOf(service)?.containers;
  if (containers && !containers.complete) open.push({ what: `all containers of ${at.path}`, why: 'not all are known' });
  if (networkConfiguration !== undefined && !isKnown(networkConfiguration))
    open.push({ what: `network configuration of ${at.path}`, why: networkConfiguration.why });
  return open;
}
