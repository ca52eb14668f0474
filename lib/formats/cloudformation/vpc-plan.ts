import { Cidr } from '../../core/values/address';
import { type Service } from '../../core/ecs/service';
import { type TrafficFilter } from '../../core/ecs/security-group';
import { type HastyRoute, type VpcBond, usableAddresses, type VpcMember, type VpcPlan } from '../../core/ecs/vpc-plan';
import { NOTHING, type Listed } from '../../core/values/listed';
import { type Place } from '../../core/values/place';
import { isKnown, type Knowable } from '../../core/values/unknown';
import { type LoadBalancing } from '../../core/ecs/load-balancing';
import { forwardsOf, balancerOf, groupOf } from '../../core/ecs/load-balancing';
import { type Field } from '../../core/reading/field';
import { type Instances } from './capacity';
import { type Dependencies } from './dependencies';
import { type Kind, type Resource, type Resources } from './resources';

/** How the VPC is called that an account has from the beginning. */
const DEFAULT_VPC = 'the default VPC of the account';

const SUBNET_GROUPS = ['databaseSubnets', 'cacheSubnets', 'documentSubnets', 'graphSubnets'] as const;

/** What lies in a group of subnets: its kind, that of the group, and the properties that name the group and the security groups. */
const IN_SUBNET_GROUPS = [
  ['database', 'databaseSubnets', 'dBSubnetGroupName', 'vPCSecurityGroups'],
  ['databaseCluster', 'databaseSubnets', 'dBSubnetGroupName', 'vpcSecurityGroupIds'],
  ['cacheCluster', 'cacheSubnets', 'cacheSubnetGroupName', 'vpcSecurityGroupIds'],
  ['cacheReplicationGroup', 'cacheSubnets', 'cacheSubnetGroupName', 'securityGroupIds'],
  ['documentCluster', 'documentSubnets', 'dBSubnetGroupName', 'vpcSecurityGroupIds'],
  ['graphCluster', 'graphSubnets', 'dBSubnetGroupName', 'vpcSecurityGroupIds'],
] as const;

/** Which VPC things lie in. */
export class VpcPlans {
  readonly #bonds: VpcBond[] = [];
  readonly #groups: ReadonlyMap<string, TrafficFilter>;

  constructor(
    private readonly resources: Resources,
    private readonly securityGroups: readonly TrafficFilter[],
    private readonly dependencies: Dependencies,
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
      natGateways: this.resources.of('natGateway').flatMap(({ properties, scope }) => {
        // what is there already was accepted by AWS
        if (scope.template.exists === true) return [];
        const address = properties.get('allocationId');
        const named = address.identity();
        return [
          {
            at: properties.at,
            connectivity: properties.string('connectivityType'),
            availability: properties.string('availabilityMode'),
            // a condition may leave it out
            hasElasticIp: address.isAbsent ? false : named === undefined || isKnown(named) ? true : named,
          },
        ];
      }),
      hastyRoutes: this.resources.of('route').flatMap((route) => this.#hasty(route)),
      securityGroups: this.securityGroups,
      bonds: this.#bonds,
    };
  }

  /** A route that may be made before its gateway is attached. */
  #hasty(route: Resource): HastyRoute[] {
    const { scope, properties } = route;
    // CDK itself makes routes of IPv6 without waiting, and they were deployed
    if (scope.template.exists === true || !route.certain || properties.get('destinationCidrBlock').isAbsent) return [];
    const isTerraform = scope.template.isComplete === true;
    // what is shown of a state or a plan may be there already
    if (scope.template.isShown === true) return [];
    const internet = properties.get('gatewayId').identity();
    // Terraform tries again while a transit gateway is not found, and not while an internet gateway is of another network
    const transit = isTerraform ? undefined : properties.get('transitGatewayId').identity();
    const attachments = [
      ...(internet === undefined ? [] : this.#attaching(['gatewayAttachment'], 'internetGatewayId', internet)),
      ...(transit === undefined
        ? []
        : this.#attaching(['transitVpcAttachment', 'transitAttachment'], 'transitGatewayId', transit)),
    ].filter(
      (attachment) =>
        attachment.scope === scope &&
        attachment.certain &&
        // Terraform attaches a gateway of a VPC together with the gateway, and a module may wait as a whole
        (!isTerraform ||
          (attachment.id !== `${typeof internet === 'string' ? internet : ''} attachment` &&
            moduleOf(attachment.id) === moduleOf(route.id))),
    );
    if (attachments.length === 0 || this.dependencies.waitsForOne(route, attachments) !== false) return [];
    const gateway = [internet, transit].find((key) => key !== undefined && isKnown(key));
    const places = attachments.map((attachment) => attachment.properties.at);
    return [{ at: properties.at, gateway: typeof gateway === 'string' ? gateway : '', attachments: places }];
  }

  /** What attaches a gateway to a VPC. */
  #attaching(kinds: readonly Kind[], name: string, gateway: Knowable<string>): Resource[] {
    return kinds
      .flatMap((kind) => this.resources.of(kind))
      .filter(({ properties }) => isKnown(gateway) && properties.get(name).identity() === gateway);
  }

  /** Addresses that subnets have to give, all together; undefined when they are not all in the input. */
  addressesIn({ items, complete }: Listed<Knowable<string>>): number | undefined {
    if (!complete || items.length === 0) return undefined;
    let sum = 0;
    for (const key of new Set(items)) {
      const block = this.resources.find('subnet', key)?.properties.string('cidrBlock');
      const cidr = typeof block === 'string' ? Cidr.around(block) : undefined;
      if (!cidr) return undefined;
      sum += usableAddresses(cidr.prefix);
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
    for (const { at, targetGroup } of service.lattice.items) {
      if (targetGroup)
        this.#bind(at, noun, home, this.#member(targetGroup.at, 'target group', targetGroup.vpc), 'target group');
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

  /** What endpoints, databases, caches, file systems and associations of route tables use. */
  noteOthers(): void {
    const keys = (field: Field): Listed<Knowable<string>> => field.strings((item) => item.identity());
    for (const { properties } of this.resources.of('endpoint')) {
      const home = this.#member(properties.at, 'endpoint', properties.get('vpcId').identity());
      const groups = keys(properties.get('securityGroupIds'));
      this.#note(properties.at, 'endpoint', keys(properties.get('subnetIds')), groups, home);
      for (const key of keys(properties.get('routeTableIds')).items)
        this.#bindTable(properties.at, 'endpoint', home, key);
    }
    for (const { properties } of this.resources.of('tableAssociation')) {
      const subnet = this.#subnet(properties.get('subnetId').identity());
      this.#bindTable(properties.at, 'subnet', subnet, properties.get('routeTableId').identity());
    }
    for (const { properties } of this.resources.of('classicLoadBalancer'))
      this.#note(
        properties.at,
        'load balancer',
        keys(properties.get('subnets')),
        keys(properties.get('securityGroups')),
      );
    for (const { properties } of this.resources.of('mountTarget')) {
      const subnet = {
        items: [properties.get('subnetId').identity()].filter((key) => key !== undefined),
        complete: true,
      };
      this.#note(properties.at, 'mount target', subnet, keys(properties.get('securityGroups')));
    }
    for (const kind of SUBNET_GROUPS) {
      for (const { properties } of this.resources.of(kind))
        this.#note(properties.at, 'subnet group', keys(properties.get('subnetIds')), NOTHING);
    }
    for (const [kind, subnets, name, groups] of IN_SUBNET_GROUPS) {
      for (const { properties } of this.resources.of(kind)) {
        const group = this.resources.target(subnets, properties.get(name))?.properties;
        const noun = kind === 'cacheCluster' || kind === 'cacheReplicationGroup' ? 'cache' : 'database';
        if (group)
          this.#note(properties.at, noun, keys(group.get('subnetIds')), keys(properties.get(groups)), undefined, true);
      }
    }
  }

  #bindTable(at: Place, noun: string, home: VpcMember | undefined, key: Knowable<string> | undefined): void {
    const table = this.resources.find('routeTable', key)?.properties;
    if (!home || !table) return;
    this.#bind(at, noun, home, this.#member(table.at, 'route table', table.get('vpcId').identity()), 'route table');
  }

  #subnet(key: Knowable<string> | undefined): VpcMember | undefined {
    const subnet = this.resources.find('subnet', key)?.properties;
    return subnet && this.#member(subnet.at, 'subnet', subnet.get('vpcId').identity());
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
    around?: VpcMember,
    isGrouped = false,
  ): readonly VpcMember[] {
    const homes = subnets.items.flatMap((key) => {
      const member = this.#subnet(key);
      return member ? [member] : [];
    });
    const [first] = homes;
    const home = around ?? first;
    if (!home) return homes;
    // what is in a group of subnets is reported for the group
    if (!isGrouped) for (const other of homes) if (other !== home) this.#bind(at, noun, home, other, 'subnet');
    for (const key of groups.items) {
      const group = isKnown(key) ? this.#groups.get(key) : undefined;
      if (group)
        this.#bind(
          at,
          noun,
          home,
          this.#member(group.at, 'security group', this.#vpcOf(group, home)),
          'security group',
        );
    }
    return homes;
  }

  /** The VPC of a security group: the default one where it names none, which is not one that is made here. */
  #vpcOf({ vpc }: TrafficFilter, home: VpcMember): Knowable<string> | undefined {
    const isMade = this.resources.find('vpc', home.vpc) !== undefined && !home.vpc.includes('aws_default_vpc');
    return vpc ?? (isMade ? DEFAULT_VPC : undefined);
  }

  /** Something that lies in a VPC for sure: one of the templates, or one by its id. */
  #member(at: Place, noun: string, vpc: Knowable<string> | undefined): VpcMember | undefined {
    if (vpc === undefined || !isKnown(vpc)) return undefined;
    const isSure = vpc === DEFAULT_VPC || this.resources.find('vpc', vpc) !== undefined || /^vpc-[0-9a-f]+$/.test(vpc);
    return isSure ? { at, noun, vpc } : undefined;
  }

  #bind(at: Place, noun: string, one: VpcMember, other: VpcMember | undefined, kind: VpcBond['kind']): void {
    if (other) this.#bonds.push({ at, noun, one, other, kind });
  }
}

/** The module of the address of a resource of Terraform; empty for the root. */
function moduleOf(address: string): string {
  return address.split('.').slice(0, -2).join('.');
}
