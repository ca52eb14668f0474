import { type Place } from '../values/place';
import { type TaskDefinition } from './task';
import { type Listed } from '../values/listed';
import { type Knowable } from '../values/unknown';

/** A target group, as far as it matters to the port behind it. */
export interface TargetGroup {
  readonly at: Place;
  readonly protocol: Knowable<string | undefined>;
  /** GRPC, HTTP2 or HTTP1; undefined when left out (HTTP1). */
  readonly protocolVersion: Knowable<string | undefined>;
  readonly port: Knowable<number | undefined>;
  /** `instance` when left out. */
  readonly targetType: Knowable<string>;
  readonly healthCheckPort: Knowable<string | undefined>;
  readonly healthCheckProtocol: Knowable<string | undefined>;
  /** The kind of load balancer whose listener forwards to it; undefined when none is known. */
  readonly loadBalancer: Knowable<'application' | 'network' | 'gateway' | undefined>;
  readonly listenerProtocols: Listed<Knowable<string>>;
  readonly loadBalancerSecurityGroups: Listed<Knowable<string>>;
  /**
   * Availability zones that its load balancer is enabled in: by name, or `#0` for the first of those there are.
   * @default - undefined: nobody looked
   */
  readonly loadBalancerZones?: Knowable<readonly string[]>;
}

/** An entry of a service's `loadBalancers`. */
export interface LoadBalancerAttachment {
  readonly at: Place;
  readonly containerName: Knowable<string | undefined>;
  readonly containerPort: Knowable<number | undefined>;
  /** Undefined when the entry names a Classic Load Balancer. */
  readonly targetGroup?: Knowable<TargetGroup>;
  readonly classicName?: Knowable<string>;
}

/** An entry of a service's `serviceRegistries`. */
export interface RegistryAttachment {
  readonly at: Place;
  readonly containerName: Knowable<string | undefined>;
  readonly containerPort: Knowable<number | undefined>;
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

export interface ServiceConnectAlias {
  readonly dnsName: Knowable<string | undefined>;
  readonly port: Knowable<number>;
}

/** A port offered through Service Connect. */
export interface ServiceConnectEntry {
  readonly at: Place;
  readonly portName: Knowable<string>;
  readonly discoveryName: Knowable<string | undefined>;
  readonly aliases: Listed<ServiceConnectAlias>;
  readonly ingressPortOverride: Knowable<number | undefined>;
}

export interface ServiceConnect {
  readonly at: Place;
  readonly enabled: Knowable<boolean>;
  readonly namespace: Knowable<string | undefined>;
  readonly entries: Listed<ServiceConnectEntry>;
}

/** The awsvpc part of a service. */
export interface NetworkConfiguration {
  readonly at: Place;
  readonly subnets: Listed<Knowable<string>>;
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
  readonly at: Place;
  readonly name?: Knowable<string>;
  /** Key of the cluster; services of one key share capacity. */
  readonly cluster: Knowable<string>;
  readonly task: Knowable<TaskDefinition>;
  /** As written; undefined when left out. */
  readonly launchType: Knowable<string | undefined>;
  /** Capacity providers of its strategy by name, FARGATE included; empty when it has no strategy. */
  readonly capacityProviders: Listed<Knowable<string>>;
  readonly platformVersion: Knowable<string | undefined>;
  readonly scheduling: Knowable<'REPLICA' | 'DAEMON'>;
  /** Undefined when left out: see `desiredTasks`. */
  readonly desiredCount: Knowable<number | undefined>;
  /** ECS when left out. */
  readonly deploymentController: Knowable<string>;
  readonly minimumHealthyPercent: Knowable<number | undefined>;
  readonly maximumPercent: Knowable<number | undefined>;
  readonly circuitBreaker: Knowable<boolean>;
  readonly availabilityZoneRebalancing: Knowable<boolean>;
  readonly networkConfiguration?: Knowable<NetworkConfiguration>;
  readonly loadBalancers: Listed<LoadBalancerAttachment>;
  readonly registries: Listed<RegistryAttachment>;
  readonly serviceConnect?: Knowable<ServiceConnect>;
  readonly placementConstraints: Listed<{
    readonly type: Knowable<string>;
    readonly expression: Knowable<string | undefined>;
  }>;
  readonly placementStrategies: number;
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
