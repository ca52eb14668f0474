import { Cidr } from '../../core/values/address';
import { type Service } from '../../core/ecs/service';
import { type TrafficFilter } from '../../core/ecs/security-group';
import { addressesOf, type VpcBond, type VpcMember, type VpcPlan } from '../../core/ecs/vpc-plan';
import { type Listed } from '../../core/values/listed';
import { type Place } from '../../core/values/place';
import { isKnown, type Knowable } from '../../core/values/unknown';
import { type LoadBalancing } from '../../core/ecs/load-balancing';
import { forwardsOf, balancerOf, groupOf } from '../../core/ecs/load-balancing';
import { type Field } from '../field';
import { type Instances } from './capacity';
import { type Resource, type Resources } from './resources';

/** Which VPC things lie in. */
export class VpcPlans {
  readonly #bonds: VpcBond[] = [];
  readonly #groups: ReadonlyMap<string, TrafficFilter>;

  constructor(
    private readonly resources: Resources,
    private readonly securityGroups: readonly TrafficFilter[],
  ) {
    this.#groups = new Map(securityGroups.map((group) => [group.key, group]));
  }

  get plan(): VpcPlan {
    const added = this.resources.of('vpcBlock');
    return {
      vpcs: this.resources.of('vpc').map(({ key, properties }) => {
        const own = properties.string('cidrBlock');
        const blocks = added
          .filter((block) => block.properties.get('vpcId').identity() === key)
          .map((block) => block.properties.string('cidrBlock'));
        return {
          at: properties.at,
          key,
          blocks: {
            items: [own, ...blocks].filter((block) => block !== undefined),
            // what a pool of addresses gives is in no template
            complete: own !== undefined && !blocks.includes(undefined),
          },
        };
      }),
      subnets: this.resources.of('subnet').map(({ key, properties }) => ({
        at: properties.at,
        key,
        vpc: properties.get('vpcId').identity(),
        block: properties.string('cidrBlock'),
      })),
      securityGroups: this.securityGroups,
      bonds: this.#bonds,
    };
  }

  /** Addresses that subnets have to give, all together; undefined when they are not all in sight. */
  addressesIn({ items, complete }: Listed<Knowable<string>>): number | undefined {
    if (!complete || items.length === 0) return undefined;
    let sum = 0;
    for (const key of new Set(items)) {
      const block = this.resources.find('subnet', key)?.properties.string('cidrBlock');
      const cidr = typeof block === 'string' ? Cidr.around(block) : undefined;
      if (!cidr) return undefined;
      sum += addressesOf(cidr.prefix);
    }
    return sum;
  }

  /** What a service, a schedule or a task set uses. */
  noteService(service: Service, namespaceOf: (index: number) => Resource | undefined): void {
    const network = service.networkConfiguration;
    if (network === undefined || !isKnown(network)) return;
    const noun = service.kind ?? 'service';
    const subnets = this.#note(network.at, noun, network.subnets, network.securityGroups);
    const [home] = subnets;
    if (!home) return;
    for (const { at, targetGroup } of service.loadBalancers.items) {
      if (targetGroup && isKnown(targetGroup)) {
        this.#bind(at, noun, home, this.#member(targetGroup.at, 'target group', targetGroup.vpc), 'target group');
      }
    }
    for (const [index, { at }] of service.registries.items.entries()) {
      const namespace = namespaceOf(index)?.properties;
      const vpc = namespace?.get('vpc').identity();
      if (namespace) this.#bind(at, noun, home, this.#member(namespace.at, 'namespace', vpc), 'namespace');
    }
  }

  /** What an Express service uses: ECS makes its load balancer and target groups in the VPC of its subnets. */
  noteExpressService({ properties }: Resource): void {
    const network = properties.get('networkConfiguration');
    const keysIn = (name: string): Listed<Knowable<string>> => network.get(name).strings((item) => item.identity());
    this.#note(properties.at, 'Express service', keysIn('subnets'), keysIn('securityGroups'));
  }

  /** What load balancers use. */
  noteLoadBalancers(all: LoadBalancing): void {
    const homes = new Map(
      all.balancers.map((balancer) => [
        balancer,
        this.#note(balancer.at, 'load balancer', balancer.subnets, balancer.securityGroups)[0],
      ]),
    );
    for (const { listener, actions } of forwardsOf(all)) {
      const balancer = listener && balancerOf(all, listener);
      const home = balancer && homes.get(balancer);
      if (!home) continue;
      for (const target of actions.items.flatMap(({ targets }) => targets.items)) {
        const group = groupOf(all, target);
        if (group) {
          this.#bind(
            target.at,
            'load balancer',
            home,
            this.#member(group.at, 'target group', group.vpc),
            'target group',
          );
        }
      }
    }
  }

  /** What the instances of an Auto Scaling group use. */
  noteInstances({ group, capacity }: Instances): void {
    const subnets = group.properties.get('vPCZoneIdentifier').strings((item: Field) => item.identity());
    this.#note(group.properties.at, 'Auto Scaling group', subnets, capacity.securityGroups);
  }

  /** Subnets and security groups of one thing; the subnets whose VPC is known are returned. */
  #note(
    at: Place,
    noun: string,
    subnets: Listed<Knowable<string>>,
    groups: Listed<Knowable<string>>,
  ): readonly VpcMember[] {
    const homes = subnets.items.flatMap((key) => {
      const subnet = this.resources.find('subnet', key)?.properties;
      const member = subnet && this.#member(subnet.at, 'subnet', subnet.get('vpcId').identity());
      return member ? [member] : [];
    });
    const [home] = homes;
    if (!home) return homes;
    for (const other of homes.slice(1)) this.#bind(at, noun, home, other, 'subnet');
    for (const key of groups.items) {
      const group = isKnown(key) ? this.#groups.get(key) : undefined;
      if (group) this.#bind(at, noun, home, this.#member(group.at, 'security group', group.vpc), 'security group');
    }
    return homes;
  }

  /** Something that lies in a VPC for sure: one of the templates, or one by its id. */
  #member(at: Place, noun: string, vpc: Knowable<string> | undefined): VpcMember | undefined {
    if (vpc === undefined || !isKnown(vpc)) return undefined;
    const isSure = this.resources.find('vpc', vpc) !== undefined || /^vpc-[0-9a-f]+$/.test(vpc);
    return isSure ? { at, noun, vpc } : undefined;
  }

  #bind(at: Place, noun: string, one: VpcMember, other: VpcMember | undefined, kind: VpcBond['kind']): void {
    if (other) this.#bonds.push({ at, noun, one, other, kind });
  }
}
