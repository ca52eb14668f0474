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
import { Synthesis } from '../tree/synthesis';
import { WindowsUserData } from './windows-user-data';
import { constructorOf } from '../tree/entry';

export interface ContainerInstancesProps extends Pick<
  ecs.AsgCapacityProviderProps,
  'capacityProviderName' | 'enableManagedScaling' | 'enableManagedTerminationProtection' | 'enableManagedDraining'
> {
  /** The cluster that the instances join; it gives the VPC. */
  readonly cluster: ecs.Cluster;
  readonly instanceType: ec2.InstanceType;
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
  /** @default 1 */
  readonly minCapacity?: number;
  /** The most instances there can be: with fixed host ports also the most copies of a task. */
  readonly maxCapacity: number;
  /**
   * What the instances boot. The latest ECS-optimized image of the family is taken.
   * @default 'amazon-linux-2023'
   */
  readonly amiFamily?: Exclude<AmiFamily, 'other'>;
  /**
   * The host ports that dynamic mappings are taken from; set on the agent and opened in the security group.
   * @default - 20000 to 32767 on Amazon Linux, below the window that the kernel takes source ports from (32768 to 60999), so
   * that the two never race for a port; 32768 to 60999 on Bottlerocket and 49152 to 65535 on Windows, where nothing else can
   * be set
   */
  readonly dynamicPorts?: PortRange;
  /**
   * Whether tasks are kept from the instance role's credentials: hop limit 1 with session tokens (bridge), and
   * ECS_AWSVPC_BLOCK_IMDS (awsvpc). Tasks in host mode cannot be kept from them.
   * @default true
   */
  readonly blockInstanceMetadata?: boolean;
  /**
   * TCP host ports kept from tasks in addition to those of the agent. Bottlerocket cannot be told.
   * @default - the agent's own: 22, 2375, 2376, 51678 and 51679; on Windows others, with 80 for the roles of tasks
   */
  readonly reservedTcpPorts?: readonly number[];
  /** @default - the private subnets of the cluster's VPC */
  readonly vpcSubnets?: ec2.SubnetSelection;
  /** @default - a security group that lets everything out and nothing in */
  readonly securityGroup?: ec2.ISecurityGroup;
}

type Window = readonly [number, number];

/** What dynamic mappings are taken from unless told otherwise, and whether the agent can be told. */
const DYNAMIC_WINDOWS: Readonly<Record<Exclude<AmiFamily, 'other'>, { window: Window; settable: boolean }>> = {
  'amazon-linux-2': { window: [20000, 32767], settable: true },
  'amazon-linux-2023': { window: [20000, 32767], settable: true },
  bottlerocket: { window: [32768, 60999], settable: false },
  windows: { window: [49152, 65535], settable: false },
};

/**
 * The instances that host a cluster's tasks: an Auto Scaling group behind a capacity provider of the cluster.
 *
 * It knows what decides which ports and tasks fit: type, number, image family, reserved ports, dynamic range. Services of
 * this library open exactly that in its security group.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export class ContainerInstances extends ecs.AsgCapacityProvider implements ec2.IConnectable {
  readonly instanceType: ec2.InstanceType;
  readonly maxCapacity: number;
  readonly amiFamily: Exclude<AmiFamily, 'other'>;
  readonly reservedTcpPorts: readonly number[];
  /** First and last host port that dynamic mappings are taken from. */
  readonly dynamicPortWindow: Window;
  /** The security group of the instances: it filters tasks in bridge and host mode. */
  readonly connections: ec2.Connections;

  /** @throws ModelError foreign-root, dynamic-ports-fixed, reserved-ports-fixed, port-out-of-range, architecture-unknown */
  constructor(scope: Construct, id: string, props: ContainerInstancesProps) {
    const { cluster, amiFamily = 'amazon-linux-2023', instanceType, blockInstanceMetadata: blocks = true } = props;
    const { window, settable } = DYNAMIC_WINDOWS[amiFamily];
    const architecture = architectureOf(props);
    const reserved = reservedPorts(amiFamily, props.reservedTcpPorts);
    if (props.dynamicPorts && !settable) {
      throw new ModelError(
        'dynamic-ports-fixed',
        `dynamic ports of ${amiFamily} instances are ${window.join(' to ')}, got ${props.dynamicPorts.toString()}`,
        "leave dynamicPorts out, or use amiFamily 'amazon-linux-2023'",
        constructorOf(ContainerInstances),
      );
    }
    const template = new ec2.LaunchTemplate(cdkScope(scope, ContainerInstances), `${id}LaunchTemplate`, {
      instanceType,
      machineImage: machineImage(amiFamily, architecture),
      userData: userData(amiFamily, blocks),
      role: new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
      securityGroup:
        props.securityGroup ??
        new ec2.SecurityGroup(scope, `${id}SecurityGroup`, { vpc: cluster.vpc, description: 'Container instances' }),
      requireImdsv2: true,
      ...(blocks && { httpPutResponseHopLimit: 1 }),
    });
    const group = new autoscaling.AutoScalingGroup(scope, `${id}Group`, {
      vpc: cluster.vpc,
      launchTemplate: template,
      minCapacity: props.minCapacity ?? 1,
      maxCapacity: props.maxCapacity,
      ...(props.desiredCapacity !== undefined && { desiredCapacity: props.desiredCapacity }),
      ...(props.vpcSubnets && { vpcSubnets: props.vpcSubnets }),
    });
    const { capacityProviderName, enableManagedScaling, enableManagedTerminationProtection, enableManagedDraining } =
      props;
    super(scope, id, {
      autoScalingGroup: group,
      machineImageType:
        amiFamily === 'bottlerocket' ? ecs.MachineImageType.BOTTLEROCKET : ecs.MachineImageType.AMAZON_LINUX_2,
      ...(capacityProviderName !== undefined && { capacityProviderName }),
      ...(enableManagedScaling !== undefined && { enableManagedScaling }),
      enableManagedTerminationProtection: enableManagedTerminationProtection ?? false,
      enableManagedDraining: enableManagedDraining ?? true,
    });
    this.instanceType = instanceType;
    this.maxCapacity = props.maxCapacity;
    this.amiFamily = amiFamily;
    this.connections = group.connections;
    this.dynamicPortWindow = props.dynamicPorts ? [props.dynamicPorts.first, props.dynamicPorts.last] : window;
    this.reservedTcpPorts = reserved;

    const settings: Record<string, string> = {};
    if (settable) settings['ECS_DYNAMIC_HOST_PORT_RANGE'] = this.dynamicPortWindow.join('-');
    // on Windows it is a switch of the agent's start, on Bottlerocket a setting of another name
    if (blocks && settable) settings['ECS_AWSVPC_BLOCK_IMDS'] = 'true';
    // the agent's own list is replaced, not extended
    if (props.reservedTcpPorts) settings['ECS_RESERVED_PORTS'] = `[${reserved.map(portText).join(',')}]`;
    tellAgent(group, amiFamily, settings);
    cluster.addAsgCapacityProvider(this);
    // the cluster began the table that this is a line of
    if (blocks && amiFamily === 'bottlerocket') group.addUserData('awsvpc-block-imds = true');
    Synthesis.of(this);
  }

  /** The capacity provider strategy that places a service on these instances. */
  get strategy(): ecs.CapacityProviderStrategy[] {
    return [{ capacityProvider: this.capacityProviderName, weight: 1 }];
  }

  /** For people: type, number, image family and dynamic range. */
  describe(): string {
    const most = Token.isUnresolved(this.maxCapacity) ? 'a number of' : `up to ${this.maxCapacity}`;
    return `${most} ${this.instanceType.toString()} (${this.amiFamily}), dynamic host ports ${this.dynamicPortWindow.join('-')}`;
  }
}

/** @throws ModelError architecture-unknown */
function architectureOf({ architecture, instanceType }: ContainerInstancesProps): ec2.InstanceArchitecture {
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
 * The TCP host ports that are kept from tasks.
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

/** Writes agent settings where the image family reads them. */
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
        // its settings have none of these
        break;
    }
  }
}

function quotedForShell(text: string): string {
  return /^[\w=-]+$/.test(text) ? text : `'${text}'`;
}
