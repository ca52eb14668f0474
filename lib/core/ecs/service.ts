import { type Place } from '../values/place';
import { type TaskDefinition } from './task';
import { type Listed } from '../values/listed';
import { type Knowable } from '../values/unknown';

/** The health check of a target group as it is written. What is left out is undefined: see `healthCheckOf`. */
export interface TargetHealthCheck {
  /** Undefined when left out: on, but for Lambda functions. */
  readonly enabled: Knowable<boolean | undefined>;
  /** Path that is requested, for HTTP and HTTPS. */
  readonly path: Knowable<string | undefined>;
  /** Seconds from one check to the next. */
  readonly intervalSeconds: Knowable<number | undefined>;
  /** Seconds after which a check without an answer has failed. */
  readonly timeoutSeconds: Knowable<number | undefined>;
  /** Successes in a row that make a target healthy. */
  readonly healthyThreshold: Knowable<number | undefined>;
  /** Failures in a row that make a target unhealthy. */
  readonly unhealthyThreshold: Knowable<number | undefined>;
  /** HTTP codes of a healthy target, such as `200-299`. */
  readonly httpCode: Knowable<string | undefined>;
  /** GRPC codes of a healthy target, such as `0-99`. */
  readonly grpcCode: Knowable<string | undefined>;
}

/** A target group, as far as it matters to the port behind it. */
export interface TargetGroup {
  /** Where it was defined. */
  readonly at: Place;
  /** By which listeners and services name it. @default - undefined: nobody looked */
  readonly key?: string;
  /**
   * Its VPC.
   * @default - undefined: nobody looked, or none is named
   */
  readonly vpc?: Knowable<string> | undefined;
  /** `ipv4` or `ipv6`. @default - undefined: nobody looked, or left out (ipv4) */
  readonly ipAddressType?: Knowable<string> | undefined;
  /**
   * How it checks the health of its targets.
   * @default - undefined: nobody looked
   */
  readonly healthCheck?: TargetHealthCheck;
  /** Attributes such as `stickiness.type`. @default - undefined: nobody looked */
  readonly attributes?: Listed<TargetGroupAttribute>;
  /** Auto Scaling groups that register their instances in it. @default - none is known */
  readonly registrars?: readonly Place[];
  /**
   * Whether something that is not in sight may forward to it, so that it is not sure to be on no load balancer.
   * @default false
   */
  readonly isHandedOn?: boolean;
  /** Protocol to the targets, such as `HTTP`; undefined: not said. */
  readonly protocol: Knowable<string | undefined>;
  /** GRPC, HTTP2 or HTTP1; undefined when left out (HTTP1). */
  readonly protocolVersion: Knowable<string | undefined>;
  /** Port to the targets where a target names none; undefined: not said. */
  readonly port: Knowable<number | undefined>;
  /** `instance` when left out. */
  readonly targetType: Knowable<string>;
  /** A number as text, or `traffic-port`; undefined: not said. */
  readonly healthCheckPort: Knowable<string | undefined>;
  /** Protocol of the health check; undefined: not said. */
  readonly healthCheckProtocol: Knowable<string | undefined>;
  /** The kind of load balancer whose listener forwards to it; undefined when none is known. */
  readonly loadBalancer: Knowable<'application' | 'network' | 'gateway' | undefined>;
  /** Protocols of the listeners that forward to it. */
  readonly listenerProtocols: Listed<Knowable<string>>;
  /**
   * Availability zones that its load balancer is enabled in: by name, or `#0` for the first of those there are.
   * @default - undefined: nobody looked
   */
  readonly loadBalancerZones?: Knowable<readonly string[]>;
}

/** A VPC whose resolver does not answer from private zones. */
export interface ResolverOff {
  /** The VPC. */
  readonly vpc: Place;
  /** The settings that are off. */
  readonly settings: readonly ('enableDnsSupport' | 'enableDnsHostnames')[];
}

/** A setting of a target group by its key. */
export interface TargetGroupAttribute {
  /** Where it was written. */
  readonly at: Place;
  /** Such as `stickiness.type`. */
  readonly key: Knowable<string>;
  /** As text, numbers and switches too. */
  readonly value: Knowable<string>;
}

/** A listener of a Classic Load Balancer. */
export interface ClassicListener {
  /** Port of the load balancer. */
  readonly port: Knowable<number>;
  /** Port of the instances that it sends to. */
  readonly instancePort: Knowable<number>;
}

/** An entry of a service's `loadBalancers`. */
export interface LoadBalancerAttachment {
  /** Where it was written. */
  readonly at: Place;
  /** The container that gets the traffic; undefined: not said. */
  readonly containerName: Knowable<string | undefined>;
  /** Port of the container; undefined: not said. */
  readonly containerPort: Knowable<number | undefined>;
  /** Undefined when the entry names a Classic Load Balancer. */
  readonly targetGroup?: Knowable<TargetGroup>;
  /**
   * Name of a Classic Load Balancer.
   * @default - it is a target group
   */
  readonly classicName?: Knowable<string>;
  /** @default - undefined: nobody looked, or the balancer is not in sight */
  readonly classicListeners?: Listed<ClassicListener>;
  /** The group that the other tasks of a blue/green deployment are registered with; undefined when none is named. */
  readonly alternateTargetGroup?: Knowable<TargetGroup>;
  /**
   * Whether it names the listener or rule that ECS moves traffic with in a blue/green deployment.
   * @default - undefined: nobody looked
   */
  readonly hasProductionRule?: boolean;
  /** Whether it names the role with which ECS moves that traffic. @default - undefined: nobody looked */
  readonly hasTrafficRole?: boolean;
  /** Key of that listener or rule. @default - undefined: nobody looked, or none is named */
  readonly productionRule?: Knowable<string>;
  /** Keys of the target groups that it forwards to. @default - undefined: nobody looked, or it is not in sight */
  readonly productionTargets?: Listed<Knowable<string>>;
  /** Key of the one that sends test traffic. @default - undefined: nobody looked, or none is named */
  readonly testRule?: Knowable<string>;
  /**
   * Listeners and rules that attach the target group, where the service is created without waiting for one of them.
   * @default - undefined: it waits, or nobody knows
   */
  readonly madeBefore?: readonly Place[];
}

/** An entry of a service's `serviceRegistries`. */
export interface RegistryAttachment {
  /** Where it was written. */
  readonly at: Place;
  /** The container that is registered; undefined: not said. */
  readonly containerName: Knowable<string | undefined>;
  /** Port of the container, for SRV records; undefined: not said. */
  readonly containerPort: Knowable<number | undefined>;
  /** Port that is registered as it is; undefined: not said. */
  readonly port: Knowable<number | undefined>;
  /** A, AAAA, SRV or CNAME; unknown for a registry that is not in sight. */
  readonly recordTypes: Knowable<readonly string[]>;
  /**
   * The name that its records have, with that of its namespace, such as `api.shop.local`.
   * @default - undefined: nobody looked, or it has none
   */
  readonly dnsName?: Knowable<string>;
  /**
   * Whether the resolver of its VPC answers from the namespace, where that is a private one.
   * @default - undefined: nobody looked
   */
  readonly namesResolve?: Knowable<boolean>;
  /** What keeps that resolver from answering. @default - not known */
  readonly resolverOff?: ResolverOff;
  /**
   * Where the registry is written.
   * @default - it is not in sight
   */
  readonly registry?: Place;
}

/** A name and port by which clients in the namespace call a service. */
export interface ServiceConnectAlias {
  /** The name; undefined: the discovery name and the namespace. */
  readonly dnsName: Knowable<string | undefined>;
  /** The port that clients dial. */
  readonly port: Knowable<number>;
}

/** A port offered through Service Connect. */
export interface ServiceConnectEntry {
  /** Where it was written. */
  readonly at: Place;
  /** Name of the port mapping that is offered. */
  readonly portName: Knowable<string>;
  /** Name in the namespace; undefined: that of the port. */
  readonly discoveryName: Knowable<string | undefined>;
  /** By which clients call it. */
  readonly aliases: Listed<ServiceConnectAlias>;
  /** Port that the proxy listens on; undefined: it picks one. */
  readonly ingressPortOverride: Knowable<number | undefined>;
}

/** The Service Connect configuration of a service. */
export interface ServiceConnect {
  /** Where it was written. */
  readonly at: Place;
  /** Whether the service takes part. */
  readonly enabled: Knowable<boolean>;
  /** The namespace; undefined: the default one of the cluster. */
  readonly namespace: Knowable<string | undefined>;
  /** What the service offers; a mere client offers nothing. */
  readonly entries: Listed<ServiceConnectEntry>;
}

/** The awsvpc part of a service. */
export interface NetworkConfiguration {
  /** Where it was written. */
  readonly at: Place;
  /** Keys of the subnets of the tasks. */
  readonly subnets: Listed<Knowable<string>>;
  /** Keys of the security groups of the tasks. */
  readonly securityGroups: Listed<Knowable<string>>;
  /** ENABLED or DISABLED; undefined when left out. */
  readonly assignPublicIp: Knowable<string | undefined>;
  /**
   * Availability zones of its subnets: by name, or `#0` for the first of those there are.
   * @default - undefined: nobody looked
   */
  readonly zones?: Knowable<readonly string[]>;
  /**
   * Addresses that its subnets have to give, all together.
   * @default - undefined: nobody looked, or they are not all in sight
   */
  readonly addresses?: number;
}

/** One capacity provider of a strategy. */
export interface StrategyItem {
  /** Where it was written. */
  readonly at: Place;
  /** Name of the capacity provider. */
  readonly provider: Knowable<string>;
  /** Undefined when left out (0). */
  readonly base: Knowable<number | undefined>;
  /** Undefined when left out (0). */
  readonly weight: Knowable<number | undefined>;
}

/** How tasks are spread over instances. */
export interface PlacementStrategy {
  /** Where it was written. */
  readonly at: Place;
  /** binpack, random or spread. */
  readonly type: Knowable<string>;
  /** What it goes by, such as `memory` or `attribute:ecs.availability-zone`; undefined: not said. */
  readonly field: Knowable<string | undefined>;
}

/** An entry of a service's `vpcLatticeConfigurations`. */
export interface LatticeConfiguration {
  /** Where it was written. */
  readonly at: Place;
  /** Name of the port mapping that gets the traffic. */
  readonly portName: Knowable<string>;
  /** @default - undefined: nobody looked, or it is not in sight */
  readonly targetGroup?: LatticeTargetGroup;
}

/** A target group of VPC Lattice. */
export interface LatticeTargetGroup {
  /** Where it was written. */
  readonly at: Place;
  /** IP, INSTANCE, LAMBDA or ALB. */
  readonly type: Knowable<string>;
  /** Its VPC; undefined: none is named. */
  readonly vpc: Knowable<string> | undefined;
}

/** A volume that a service gives each of its tasks. */
export interface VolumeConfiguration {
  /** Where it was written. */
  readonly at: Place;
  /** Name of the volume in the task definition. */
  readonly name: Knowable<string>;
}

/** What is set otherwise in a container for the tasks that are started. */
export interface ContainerOverride {
  /** Where it was written. */
  readonly at: Place;
  /** Name of the container in the task definition. */
  readonly container: Knowable<string>;
}

/** What starts tasks. */
export type ServiceKind = 'service' | 'task set' | 'scheduled task' | 'task';

/** How a network configuration is written where tasks are started. */
export interface NetworkSpelling {
  /** Such as `EcsParameters.NetworkConfiguration.AwsVpcConfiguration`. */
  readonly path: string;
  /** What stands there instead, with letters of another case. @default - nothing does */
  readonly misspelt?: string;
  /** Where that stands. */
  readonly at?: Place;
}

/**
 * An ECS service as AWS is told it, or something else that starts tasks: a task set, a schedule, a single run. What only
 * services have is unknown there.
 */
export interface Service {
  /** Where it was defined. */
  readonly at: Place;
  /**
   * What starts the tasks.
   * @default 'service'
   */
  readonly kind?: ServiceKind;
  /**
   * Name of the service.
   * @default - CloudFormation makes one
   */
  readonly name?: Knowable<string>;
  /** Key of the cluster; services of one key share capacity. */
  readonly cluster: Knowable<string>;
  /** What each of its tasks is made from. */
  readonly task: Knowable<TaskDefinition>;
  /** Whether it names a task definition at all. */
  readonly namesTask: boolean;
  /** As written; undefined when left out. */
  readonly launchType: Knowable<string | undefined>;
  /** Capacity providers of its strategy by name, FARGATE included; empty when it has no strategy. */
  readonly capacityProviders: Listed<Knowable<string>>;
  /** The same with their shares. */
  readonly strategy: Listed<StrategyItem>;
  /** Version of Fargate's platform; undefined: not said. */
  readonly platformVersion: Knowable<string | undefined>;
  /** As many tasks as desired, or one on each instance. */
  readonly scheduling: Knowable<'REPLICA' | 'DAEMON'>;
  /** Undefined when left out: see `desiredTasks`. */
  readonly desiredCount: Knowable<number | undefined>;
  /** ECS when left out. */
  readonly deploymentController: Knowable<string>;
  /** Share of the desired tasks that keep running in a deployment; undefined: not said. */
  readonly minimumHealthyPercent: Knowable<number | undefined>;
  /** Share of the desired tasks that may run in a deployment; undefined: not said. */
  readonly maximumPercent: Knowable<number | undefined>;
  /** Strategy of its deployments; ROLLING when left out. */
  readonly deploymentStrategy: Knowable<string>;
  /** Seconds after its start in which the health of a task does not count; undefined when left out. */
  readonly healthCheckGracePeriod: Knowable<number | undefined>;
  /** Whether it names a role for the calls to its load balancer. */
  readonly hasRole: Knowable<boolean>;
  /** Whether a deployment that does not get healthy is stopped. */
  readonly circuitBreaker: Knowable<boolean>;
  /** Whether tasks are moved to even out the zones. */
  readonly availabilityZoneRebalancing: Knowable<boolean>;
  /**
   * Subnets and groups of its tasks, for awsvpc.
   * @default - none
   */
  readonly networkConfiguration?: Knowable<NetworkConfiguration>;
  /** How that is written. @default - as in the ECS API */
  readonly networkSpelling?: NetworkSpelling;
  /** What sends traffic to it. */
  readonly loadBalancers: Listed<LoadBalancerAttachment>;
  /** Where service discovery registers its tasks. */
  readonly registries: Listed<RegistryAttachment>;
  /**
   * Its part in Service Connect.
   * @default - none
   */
  readonly serviceConnect?: Knowable<ServiceConnect>;
  /** What instances it may be placed on. */
  readonly placementConstraints: Listed<{
    readonly type: Knowable<string>;
    readonly expression: Knowable<string | undefined>;
  }>;
  /** Its placement strategies, in order. */
  readonly placementStrategies: Listed<PlacementStrategy>;
  /**
   * Containers whose settings it overrides, as schedules and single runs do.
   * @default - undefined: nobody looked, or it overrides nothing
   */
  readonly overrides?: Listed<ContainerOverride>;
  /** Its target groups of VPC Lattice. */
  readonly lattice: Listed<LatticeConfiguration>;
  /**
   * Volumes that it gives each of its tasks.
   * @default - undefined: nobody looked
   */
  readonly volumes?: Listed<VolumeConfiguration>;
  /** Whether people may run commands in its containers. */
  readonly enableExecuteCommand: Knowable<boolean>;
  /**
   * Whether an auto scaling target moves its desired count.
   * @default - undefined: nobody looked
   */
  readonly isScaled?: Knowable<boolean>;
  /**
   * Paths of the services that are created before it.
   * @default - undefined: nobody looked
   */
  readonly startsAfter?: Listed<string>;
}
