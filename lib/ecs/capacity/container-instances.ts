import { Token } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type Construct } from 'constructs';
import { type AmiFamily, RESERVED_TCP_PORTS, TASK_ROLES_PORT } from '../../core/ecs/capacity';
import { ModelError, quoted } from '../../core/values/model-error';
import { Port, type PortRange } from '../../core/values/port';
import { cdkScope } from '../tree/cdk-root';
import { dynamicPortsOf as windowOf } from '../tree/instance-group';
import { Synthesis } from '../tree/synthesis';
import { WindowsUserData } from './windows-user-data';
import { DYNAMIC_WINDOWS, dynamicPortsOf } from '../../constructs/container-instances';
import { constructorOf } from '../../constructs/entry';
import { assertGiven, has } from '../../constructs/given';

/** Props of ContainerInstances. */
export interface ContainerInstancesProps extends Pick<
  ecs.AsgCapacityProviderProps,
  'capacityProviderName' | 'enableManagedScaling' | 'enableManagedTerminationProtection' | 'enableManagedDraining'
> {
  /** The cluster that the instances join; it gives the VPC. Capacity can be added to a cluster of this app only. */
  readonly cluster: ecs.Cluster;
  /** @default - that of the launch template or of the Auto Scaling group; needed without either */
  readonly instanceType?: ec2.InstanceType;
  /**
   * The processors that the image is for.
   * @default - those of the instance type; needed where the type is decided at deployment
   */
  readonly architecture?: ec2.InstanceArchitecture;
  /**
   * Instances to start with.
   * @default - what the Auto Scaling group decides, normally minCapacity
   */
  readonly desiredCapacity?: number;
  /**
   * The fewest instances.
   * @default 1
   */
  readonly minCapacity?: number;
  /**
   * The greatest number of instances; with fixed host ports also that of copies of a task.
   * @default - that of the Auto Scaling group; needed without one
   */
  readonly maxCapacity?: number;
  /**
   * What the instances boot. The latest ECS-optimized image of the family is taken.
   * @default 'amazon-linux-2023'
   */
  readonly amiFamily?: Exclude<AmiFamily, 'other'>;
  /**
   * The range that dynamic host ports are picked from; set on the agent and opened in the security group.
   * @default - 20000 to 32767 on Amazon Linux, below the window that the kernel takes source ports from (32768 to 60999), so
   * that the two never race for a port; 32768 to 60999 on Bottlerocket and 49152 to 65535 on Windows, where nothing else can
   * be set
   */
  readonly dynamicPorts?: PortRange;
  /**
   * Whether tasks are prevented from using the credentials of the instance role: hop limit 1 with session tokens (bridge), and
   * ECS_AWSVPC_BLOCK_IMDS (awsvpc). Tasks in host mode can always use them.
   * @default true
   */
  readonly blockInstanceMetadata?: boolean;
  /**
   * TCP host ports reserved in addition to those of the agent, so that no task gets them. Bottlerocket has no such setting.
   * @default - the agent's own: 22, 2375, 2376, 51678 and 51679; on Windows others, with 80 for the roles of tasks
   */
  readonly reservedTcpPorts?: readonly number[];
  /** @default - the private subnets of the cluster's VPC */
  readonly vpcSubnets?: ec2.SubnetSelection;
  /** @default - a security group that lets everything out and nothing in */
  readonly securityGroup?: ec2.ISecurityGroup;
  /**
   * An image of your own, of the family that `amiFamily` says.
   * @default - the latest ECS-optimized image of the family
   */
  readonly machineImage?: ec2.IMachineImage;
  /**
   * The boot script of the instances; settings of the agent are added to it.
   * @default - the settings of the agent alone
   */
  readonly userData?: ec2.UserData;
  /** @default - a role of its own */
  readonly role?: iam.IRole;
  /** @default - none */
  readonly keyPair?: ec2.IKeyPair;
  /** @default - the block devices of the image */
  readonly blockDevices?: ec2.BlockDevice[];
  /**
   * Further instance types, and how many of the instances are Spot Instances.
   * @default - instances of one type, on demand
   */
  readonly mixedInstances?: {
    /** @default - the instance type alone */
    readonly instanceTypes?: readonly ec2.InstanceType[];
    /** @default - what the Auto Scaling group decides: all on demand */
    readonly distribution?: autoscaling.InstancesDistribution;
  };
  /**
   * A launch template that already exists, with its image, user data, security groups, and a role, to which CDK adds what the
   * agent needs. The agent's settings are added to its user data.
   * @default - one is made
   */
  readonly launchTemplate?: ec2.LaunchTemplate;
  /**
   * An Auto Scaling group that already exists, with a role. It stays as it is: its user data is read, and only
   * `dynamicPorts` and `reservedTcpPorts` add to it.
   * @default - one is made
   */
  readonly autoScalingGroup?: autoscaling.AutoScalingGroup;
}

type Window = readonly [number, number];

/**
 * The instances that host a cluster's tasks: an Auto Scaling group behind a capacity provider of the cluster.
 *
 * It knows what decides which ports and tasks fit: type, number, image family, reserved ports, dynamic range. Services of
 * this library open exactly that in its security group.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export class ContainerInstances extends ecs.AsgCapacityProvider implements ec2.IConnectable {
  /** Undefined where the group or the launch template that was given does not tell. */
  readonly instanceType: ec2.InstanceType | undefined;
  /** The greatest number of instances. */
  readonly maxCapacity: number;
  /** Family of the machine image. */
  readonly amiFamily: Exclude<AmiFamily, 'other'>;
  /** Reserved TCP ports of the host, which the agent gives to no task. */
  readonly reservedTcpPorts: readonly number[];
  /** First and last port of the range that dynamic host ports are picked from. */
  readonly dynamicPortWindow: Window;
  /** The security group of the instances: it filters tasks in bridge and host mode. */
  readonly connections: ec2.Connections;

  /**
   * @throws ModelError foreign-root, cluster-imported, instance-type-missing, max-capacity-missing, dynamic-ports-fixed,
   * reserved-ports-fixed, port-out-of-range, architecture-unknown
   */
  constructor(scope: Construct, id: string, props: ContainerInstancesProps) {
    const entry = constructorOf(ContainerInstances);
    assertGiven(
      has(props),
      'the third argument of ContainerInstances',
      props,
      'pass { cluster, instanceType, maxCapacity }',
      entry,
    );
    const { cluster, instanceType, amiFamily = 'amazon-linux-2023' } = props;
    const families = Object.keys(DYNAMIC_WINDOWS).join(', ');
    assertGiven(Object.hasOwn(DYNAMIC_WINDOWS, amiFamily), 'amiFamily', amiFamily, `use one of ${families}`, entry);
    assertGiven(
      instanceType === undefined || instanceType instanceof ec2.InstanceType,
      'instanceType',
      instanceType,
      "pass new ec2.InstanceType('t3.medium')",
      entry,
    );
    const { settable } = DYNAMIC_WINDOWS[amiFamily];
    assertOwnCluster(cluster);
    const reserved = reservedPorts(amiFamily, props.reservedTcpPorts);
    const asked = dynamicPortsOf(amiFamily, props.dynamicPorts, entry);
    const given = props.autoScalingGroup;
    const group = given ?? newGroup(cdkScope(scope, ContainerInstances), id, props, amiFamily);
    const { capacityProviderName, enableManagedScaling, enableManagedTerminationProtection, enableManagedDraining } =
      props;
    super(cdkScope(scope, ContainerInstances), id, {
      autoScalingGroup: group,
      machineImageType:
        amiFamily === 'bottlerocket' ? ecs.MachineImageType.BOTTLEROCKET : ecs.MachineImageType.AMAZON_LINUX_2,
      ...(capacityProviderName !== undefined && { capacityProviderName }),
      ...(enableManagedScaling !== undefined && { enableManagedScaling }),
      enableManagedTerminationProtection: enableManagedTerminationProtection ?? false,
      enableManagedDraining: enableManagedDraining ?? true,
    });
    this.instanceType = props.instanceType ?? props.launchTemplate?.instanceType;
    this.maxCapacity = props.maxCapacity ?? maximumOf(group);
    this.amiFamily = amiFamily;
    this.connections = group.connections;
    this.reservedTcpPorts = reserved;

    // a group that was given keeps what its user data says
    const sets = given === undefined || props.dynamicPorts !== undefined;
    const blocks = props.blockInstanceMetadata ?? given === undefined;
    this.dynamicPortWindow = sets ? asked : windowOf(group);
    const settings: Record<string, string> = {};
    if (settable && sets) settings['ECS_DYNAMIC_HOST_PORT_RANGE'] = this.dynamicPortWindow.join('-');
    // on Windows this is a switch of the command that starts the agent, on Bottlerocket a setting with another name
    if (blocks && settable) settings['ECS_AWSVPC_BLOCK_IMDS'] = 'true';
    // the agent's own list is replaced, not extended
    if (props.reservedTcpPorts) settings['ECS_RESERVED_PORTS'] = `[${reserved.map(portText).join(',')}]`;
    tellAgent(group, amiFamily, settings);
    cluster.addAsgCapacityProvider(this);
    // CDK has already written the header of the TOML table that this line belongs to
    if (blocks && amiFamily === 'bottlerocket') group.addUserData('awsvpc-block-imds = true');
    Synthesis.of(this);
  }

  /** The capacity provider strategy that places a service on these instances. */
  get strategy(): ecs.CapacityProviderStrategy[] {
    return [{ capacityProvider: this.capacityProviderName, weight: 1 }];
  }

  /** One line of text: type, number, image family and dynamic range. */
  describe(): string {
    const most = Token.isUnresolved(this.maxCapacity) ? 'a number of' : `up to ${this.maxCapacity}`;
    const type = this.instanceType?.toString() ?? 'instances';
    return `${most} ${type} (${this.amiFamily}), dynamic host ports ${this.dynamicPortWindow.join('-')}`;
  }
}

/** @throws ModelError cluster-imported */
function assertOwnCluster(cluster: unknown): void {
  if (cluster instanceof ecs.Cluster) return;
  throw new ModelError(
    'cluster-imported',
    `capacity is added to an ecs.Cluster of this app, got ${cluster === undefined ? 'none' : 'one that was imported'}`,
    'make the ContainerInstances where the cluster is made; services on an imported cluster need none',
    constructorOf(ContainerInstances),
  );
}

/** @throws ModelError max-capacity-missing, instance-type-missing, architecture-unknown */
function newGroup(
  scope: Construct,
  id: string,
  props: ContainerInstancesProps,
  family: Exclude<AmiFamily, 'other'>,
): autoscaling.AutoScalingGroup {
  const { cluster, maxCapacity, mixedInstances } = props;
  if (maxCapacity === undefined) {
    throw new ModelError(
      'max-capacity-missing',
      'how many instances there can be at most decides how many tasks fit, and nothing says it',
      'give maxCapacity, or an Auto Scaling group that has it',
      constructorOf(ContainerInstances),
    );
  }
  const launchTemplate = props.launchTemplate ?? newLaunchTemplate(scope, id, props, family);
  const types = (mixedInstances?.instanceTypes ?? []).map((instanceType) => ({ instanceType }));
  return new autoscaling.AutoScalingGroup(scope, `${id}Group`, {
    vpc: cluster.vpc,
    ...(mixedInstances
      ? {
          mixedInstancesPolicy: {
            launchTemplate,
            ...(types.length > 0 && { launchTemplateOverrides: types }),
            ...(mixedInstances.distribution && { instancesDistribution: mixedInstances.distribution }),
          },
        }
      : { launchTemplate }),
    minCapacity: props.minCapacity ?? 1,
    maxCapacity,
    ...(props.desiredCapacity !== undefined && { desiredCapacity: props.desiredCapacity }),
    ...(props.vpcSubnets && { vpcSubnets: props.vpcSubnets }),
  });
}

function newLaunchTemplate(
  scope: Construct,
  id: string,
  props: ContainerInstancesProps,
  family: Exclude<AmiFamily, 'other'>,
): ec2.LaunchTemplate {
  const { cluster, instanceType, keyPair, blockDevices, blockInstanceMetadata: blocks = true } = props;
  if (instanceType === undefined) {
    throw new ModelError(
      'instance-type-missing',
      'instances need a type, and no launch template or Auto Scaling group is given that has one',
      "give instanceType: new ec2.InstanceType('t3.medium')",
      constructorOf(ContainerInstances),
    );
  }
  return new ec2.LaunchTemplate(scope, `${id}LaunchTemplate`, {
    instanceType,
    machineImage: props.machineImage ?? machineImage(family, architectureOf(props.architecture, instanceType)),
    userData: props.userData ?? userData(family, blocks),
    role: props.role ?? new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
    securityGroup:
      props.securityGroup ??
      new ec2.SecurityGroup(scope, `${id}SecurityGroup`, { vpc: cluster.vpc, description: 'Container instances' }),
    requireImdsv2: true,
    ...(blocks && { httpPutResponseHopLimit: 1 }),
    ...(keyPair && { keyPair }),
    ...(blockDevices && { blockDevices }),
  });
}

/** The maximum size of a given Auto Scaling group. */
function maximumOf(group: autoscaling.AutoScalingGroup): number {
  const { maxSize } = group.node.defaultChild as autoscaling.CfnAutoScalingGroup;
  return Token.isUnresolved(maxSize) ? Token.asNumber(maxSize) : Number(maxSize);
}

/** @throws ModelError architecture-unknown */
function architectureOf(
  architecture: ec2.InstanceArchitecture | undefined,
  instanceType: ec2.InstanceType,
): ec2.InstanceArchitecture {
  if (architecture !== undefined) return architecture;
  if (!Token.isUnresolved(instanceType.toString())) return instanceType.architecture;
  throw new ModelError(
    'architecture-unknown',
    'the image follows from the processors of the instance type, which is decided at deployment',
    'say which of the two it is: architecture: ec2.InstanceArchitecture.X86_64',
    constructorOf(ContainerInstances),
  );
}

/**
 * The reserved TCP host ports.
 * @throws ModelError reserved-ports-fixed, port-out-of-range
 */
function reservedPorts(family: Exclude<AmiFamily, 'other'>, more: readonly number[] | undefined): readonly number[] {
  if (family === 'bottlerocket' && more) {
    throw new ModelError(
      'reserved-ports-fixed',
      `Bottlerocket has no setting for reserved ports, got ${more.map(portText).join(', ')}`,
      "leave reservedTcpPorts out, or use amiFamily 'amazon-linux-2023'",
      constructorOf(ContainerInstances),
    );
  }
  const own = family === 'windows' ? [...RESERVED_TCP_PORTS.windows, TASK_ROLES_PORT] : RESERVED_TCP_PORTS.linux;
  return [...new Set([...own, ...(more ?? []).map((port) => Port.tcp(port).number)])];
}

function portText(port: number): string {
  return Token.isUnresolved(port) ? Token.asString(port) : String(port);
}

function machineImage(family: Exclude<AmiFamily, 'other'>, architecture: ec2.InstanceArchitecture): ec2.IMachineImage {
  const arm = architecture === ec2.InstanceArchitecture.ARM_64;
  const hardware = arm ? ecs.AmiHardwareType.ARM : ecs.AmiHardwareType.STANDARD;
  switch (family) {
    case 'amazon-linux-2':
      return ecs.EcsOptimizedImage.amazonLinux2(hardware);
    case 'amazon-linux-2023':
      return ecs.EcsOptimizedImage.amazonLinux2023(hardware);
    case 'bottlerocket':
      return new ecs.BottleRocketImage({ architecture });
    case 'windows':
      return ecs.EcsOptimizedImage.windows(ecs.WindowsOptimizedVersion.SERVER_2022);
  }
}

function userData(family: Exclude<AmiFamily, 'other'>, blocks: boolean): ec2.UserData {
  if (family === 'windows') return new WindowsUserData(blocks);
  return family === 'bottlerocket' ? ec2.UserData.custom('') : ec2.UserData.forLinux();
}

/** Adds settings of the agent to user data, in the form of the image family. */
function tellAgent(
  group: autoscaling.AutoScalingGroup,
  family: Exclude<AmiFamily, 'other'>,
  settings: Readonly<Record<string, string>>,
): void {
  for (const [name, value] of Object.entries(settings)) {
    switch (family) {
      case 'amazon-linux-2':
      case 'amazon-linux-2023':
        group.addUserData(`echo ${quotedForShell(`${name}=${value}`)} >> /etc/ecs/ecs.config`);
        break;
      case 'windows':
        group.addUserData(`[Environment]::SetEnvironmentVariable("${name}", ${quoted(value)}, "Machine")`);
        break;
      case 'bottlerocket':
        // there are no equivalent settings
        break;
    }
  }
}

function quotedForShell(text: string): string {
  return /^[\w=-]+$/.test(text) ? text : `'${text}'`;
}
