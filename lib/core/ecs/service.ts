import { type Place } from '../values/place';
import { type TaskDefinition } from './task';
import { type Listed } from '../values/listed';
import { type Knowable } from '../values/unknown';

/** A target group, as far as it matters to the port behind it. */
export interface TargetGroup {
  /** Where it was defined. */
  readonly at: Place;
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
  /** Keys of the security groups of the load balancers before it. */
  readonly loadBalancerSecurityGroups: Listed<Knowable<string>>;
  /**
   * Availability zones that its load balancer is enabled in: by name, or `#0` for the first of those there are.
   * @default - undefined: nobody looked
   */
  readonly loadBalancerZones?: Knowable<readonly string[]>;
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
   * Whether all its subnets are public: their default route goes to an internet gateway.
   * @default - undefined: nobody looked
   */
  readonly subnetsArePublic?: Knowable<boolean>;
  /**
   * Whether tasks in its subnets can have a way to Systems Manager: a default route, or an endpoint in the VPC.
   * @default - undefined: nobody looked
   */
  readonly reachesSessionManager?: Knowable<boolean>;
  /**
   * Availability zones of its subnets: by name, or `#0` for the first of those there are.
   * @default - undefined: nobody looked
   */
  readonly zones?: Knowable<readonly string[]>;
}

/** An ECS service as AWS is told it. */
export interface Service {
  /** Where it was defined. */
  readonly at: Place;
  /**
   * Name of the service.
   * @default - CloudFormation makes one
   */
  readonly name?: Knowable<string>;
  /** Key of the cluster; services of one key share capacity. */
  readonly cluster: Knowable<string>;
  /** What each of its tasks is made from. */
  readonly task: Knowable<TaskDefinition>;
  /** As written; undefined when left out. */
  readonly launchType: Knowable<string | undefined>;
  /** Capacity providers of its strategy by name, FARGATE included; empty when it has no strategy. */
  readonly capacityProviders: Listed<Knowable<string>>;
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
  /** Whether a deployment that does not get healthy is stopped. */
  readonly circuitBreaker: Knowable<boolean>;
  /** Whether tasks are moved to even out the zones. */
  readonly availabilityZoneRebalancing: Knowable<boolean>;
  /**
   * Subnets and groups of its tasks, for awsvpc.
   * @default - none
   */
  readonly networkConfiguration?: Knowable<NetworkConfiguration>;
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
  /** How many placement strategies it has. */
  readonly placementStrategies: number;
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
