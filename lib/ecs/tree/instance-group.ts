import { Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct, type IConstruct } from 'constructs';
import { DYNAMIC_PORTS } from '../../core/values/dynamic-ports';
import { type OperatingSystem } from '../../core/ecs/launch-type';

/** Instances of a cluster that can host a service: their security groups and dynamic range. */
export interface InstanceGroup {
  readonly securityGroups: readonly ec2.ISecurityGroup[];
  /** First and last port of the range that dynamic host ports are picked from. */
  readonly dynamicPorts: readonly [number, number];
}

/** All Auto Scaling groups and capacity providers of a construct tree, found once per synth. */
export class InstancesInSight {
  readonly #providers: ecs.AsgCapacityProvider[] = [];
  readonly #managed: ecs.ManagedInstancesCapacityProvider[] = [];
  readonly #groups: autoscaling.AutoScalingGroup[] = [];
  readonly #found = new Map<ecs.ICluster, Map<string, InstanceGroup[]>>();

  constructor(root: IConstruct) {
    for (const construct of root.node.findAll()) {
      if (construct instanceof ecs.AsgCapacityProvider) this.#providers.push(construct);
      else if (construct instanceof ecs.ManagedInstancesCapacityProvider) this.#managed.push(construct);
      else if (construct instanceof autoscaling.AutoScalingGroup) this.#groups.push(construct);
    }
  }

  /**
   * The groups of instances on which tasks of a cluster can be placed.
   * @param strategy names of the capacity providers of the service; undefined for every instance of the cluster
   */
  of(cluster: ecs.ICluster, strategy: readonly string[] | undefined): readonly InstanceGroup[] {
    const key = JSON.stringify(strategy ?? null);
    const known = this.#found.get(cluster) ?? new Map<string, InstanceGroup[]>();
    this.#found.set(cluster, known);
    let groups = known.get(key);
    if (!groups) known.set(key, (groups = this.#find(cluster, strategy)));
    return groups;
  }

  #find(cluster: ecs.ICluster, strategy: readonly string[] | undefined): InstanceGroup[] {
    const names = strategy ?? (cluster instanceof ecs.Cluster ? cluster.capacityProviderNames : []);
    const found: InstanceGroup[] = [];
    const seen = new Map<ec2.ISecurityGroup, Set<string>>();
    const add = (securityGroups: readonly ec2.ISecurityGroup[], dynamicPorts: readonly [number, number]): void => {
      // instances that share a security group may still have different ranges
      const fresh = securityGroups.filter((group) => !seen.get(group)?.has(String(dynamicPorts)));
      for (const group of fresh) seen.set(group, (seen.get(group) ?? new Set()).add(String(dynamicPorts)));
      if (fresh.length > 0) found.push({ securityGroups: fresh, dynamicPorts });
    };
    for (const provider of this.#providers) {
      if (!isNamed(provider, names)) continue;
      const group = provider.autoScalingGroup;
      if (!(group instanceof autoscaling.AutoScalingGroup)) continue;
      add(securityGroupsOf(group), dynamicPortsOf(group));
    }
    for (const provider of this.#managed) {
      if (isNamed(provider, names)) add(provider.connections.securityGroups, DYNAMIC_PORTS.linux);
    }
    // groups added without a capacity provider, and those passed to an imported cluster
    if (strategy === undefined || found.length === 0) {
      for (const securityGroup of cluster.connections.securityGroups) {
        const owner = this.#groups.find((group) => securityGroupsOf(group).includes(securityGroup));
        if (owner) add([securityGroup], dynamicPortsOf(owner));
        else if (!seen.has(securityGroup)) add([securityGroup], DYNAMIC_PORTS.linux);
      }
    }
    return found;
  }
}

/** Whether a strategy names a capacity provider, by reference or by name. */
function isNamed(
  provider: ecs.AsgCapacityProvider | ecs.ManagedInstancesCapacityProvider,
  names: readonly string[],
): boolean {
  if (names.includes(provider.capacityProviderName)) return true;
  const resource = provider.node.children.find((child) => child instanceof ecs.CfnCapacityProvider);
  return resource?.name !== undefined && names.includes(resource.name);
}

/** The security groups of an Auto Scaling group; none when its launch template does not have them. */
function securityGroupsOf(group: autoscaling.AutoScalingGroup): readonly ec2.ISecurityGroup[] {
  return ifTold(() => group.connections.securityGroups) ?? [];
}

/** The result of a getter of CDK that throws when the launch template is imported; then undefined. */
function ifTold<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

/** The range that dynamic host ports are picked from on instances of a group: that of their user data, or else of the system. */
export function dynamicPortsOf(group: autoscaling.AutoScalingGroup): readonly [number, number] {
  const userData = ifTold(() => group.userData.render()) ?? '';
  const set = /ECS_DYNAMIC_HOST_PORT_RANGE\W{1,5}(\d+)-(\d+)/.exec(userData);
  if (set) return [Number(set[1]), Number(set[2])];
  const os: OperatingSystem = group.osType === ec2.OperatingSystemType.WINDOWS ? 'windows' : 'linux';
  return DYNAMIC_PORTS[os];
}

/**
 * The security groups as seen from a scope: those of another stack are imported by id, so that rules are created in the stack
 * of the service, and the stack of the cluster does not depend on it.
 */
export function seenFrom(scope: Construct, groups: readonly ec2.ISecurityGroup[]): ec2.ISecurityGroup[] {
  return groups.map((group) => {
    if (Stack.of(group) === Stack.of(scope)) return group;
    const id = `InstanceSecurityGroup-${group.node.addr}`;
    const known = scope.node.tryFindChild(id) as ec2.ISecurityGroup | undefined;
    return (
      known ??
      ec2.SecurityGroup.fromSecurityGroupId(scope, id, group.securityGroupId, {
        allowAllOutbound: group.allowAllOutbound,
        mutable: takesRules(group),
      })
    );
  });
}

/** False for a group that was imported with `mutable: false`, which shows only in that its class overrides the method. */
function takesRules(group: ec2.ISecurityGroup): boolean {
  return group instanceof ec2.SecurityGroup || !Object.hasOwn(Object.getPrototypeOf(group) as object, 'addIngressRule');
}
