import { type Cluster } from '../../core/ecs/cluster';
import { portsOf, type TrafficFilter } from '../../core/ecs/security-group';
import { type Service } from '../../core/ecs/service';
import { serviceModeOf } from '../../core/ecs/service-reading';
import { isKnown, type Knowable } from '../../core/values/unknown';
import { type EcsReading } from './service-groups';
import { shortName } from './short-paths';

/** Lines of text about security groups, for nodes. */
export class SecurityLines {
  readonly #filters: ReadonlyMap<string, TrafficFilter>;

  constructor({ clusters, networks }: EcsReading) {
    this.#filters = new Map(
      [
        ...clusters.flatMap(({ securityGroups }) => securityGroups?.items ?? []),
        ...networks.flatMap(({ groups }) => groups),
      ].map((filter) => [filter.key, filter]),
    );
  }

  /** The security groups that the traffic of a service passes. */
  ofService(service: Service, cluster: Cluster | undefined): readonly TrafficFilter[] {
    const { networkConfiguration: network } = service;
    if (serviceModeOf(service)?.securityGroup === 'instance') {
      return this.called(cluster?.capacity.items.flatMap(({ securityGroups }) => securityGroups.items) ?? []);
    }
    return network && isKnown(network) ? this.called(network.securityGroups.items) : [];
  }

  /** The security groups with these keys, as far as they are in the input. */
  called(keys: readonly Knowable<string>[]): readonly TrafficFilter[] {
    const found = keys.flatMap((key) => (isKnown(key) ? [this.#filters.get(key)] : []));
    return [...new Set(found)].filter((filter) => filter !== undefined);
  }

  /** Their names, in one line. */
  groupLine(filters: readonly TrafficFilter[]): string[] {
    if (filters.length === 0) return [];
    return [`${filters.length === 1 ? 'group' : 'groups'} ${filters.map(({ at }) => shortName(at.path)).join(', ')}`];
  }

  /** What security groups let in. */
  ruleLines(filters: readonly TrafficFilter[]): string[] {
    return filters.flatMap(({ at, ingress }) => {
      const rules = ingress.items.map((rule) => `${portsOf(rule)} from ${this.#peer(rule.peer)}`);
      const open = ingress.complete ? [] : ['rules that are not known'];
      return `security group ${shortName(at.path)} lets in ${[...rules, ...open].join('; ') || 'nothing'}`;
    });
  }

  #peer(peer: TrafficFilter['ingress']['items'][number]['peer']): string {
    if (!peer) return 'nobody';
    const source = peer.kind === 'group' ? peer.group : peer.kind === 'block' ? peer.block : peer.list;
    return isKnown(source) ? shortName(this.#filters.get(source)?.at.path ?? source) : 'somebody who is not known';
  }
}
