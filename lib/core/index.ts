/**
 * The words, models and analyses of container networks, free of every framework.
 *
 * @packageDocumentation
 */

// values
export { Cidr, IpAddress, type IpFamily } from './values/address';
export { type Element } from './values/element';
export { type Listed, NOTHING } from './values/listed';
export { ModelError } from './values/model-error';
export { type Place } from './values/place';
export { Port, PortRange, type Protocol } from './values/port';
export {
  type AppProtocol,
  AwsvpcPort,
  BridgePort,
  HostPort,
  NatPort,
  type PortMapping,
  type PortNameOptions,
  type Published,
} from './values/port-mapping';
export { type Program, type Setting } from './values/program';
export { isKnown, type Knowable, Unknown } from './values/unknown';

// rules and findings
export {
  type Acknowledgement,
  type Effect,
  type Fact,
  type Facts,
  type Finding,
  type Severity,
  triage,
  type Triage,
} from './values/finding';
export { type Fix, type Language, type Words } from './values/fix';
export { rulesOf } from './rules';
export { check, describe, explain, fixOf, type Model, ruleOf } from './rules/check';
export { type Rule, type Subject, type Subjects, type Violation } from './rules/rule';

// Amazon ECS: what was defined
export { type AmiFamily, type Capacity, type InstanceInterfaces } from './ecs/capacity';
export { type Cluster, type ClusterService } from './ecs/cluster';
export { type LaunchType, type NetworkModeName, type OperatingSystem } from './ecs/launch-type';
export {
  NETWORK_MODES,
  type NetworkMode,
  networkModeOf,
  type NetworkSetting,
  type SettingEffect,
} from './ecs/network-mode';
export { type TrafficFilter, type TrafficPeer, type TrafficRule } from './ecs/security-group';
export {
  type ClassicListener,
  type ContainerOverride,
  type LatticeConfiguration,
  type LatticeTargetGroup,
  type LoadBalancerAttachment,
  type NetworkConfiguration,
  type PlacementStrategy,
  type RegistryAttachment,
  type ResolverOff,
  type Service,
  type ServiceConnect,
  type ServiceConnectAlias,
  type ServiceConnectEntry,
  type ServiceKind,
  type StrategyItem,
  type TargetGroup,
  type TargetGroupAttribute,
  type TargetHealthCheck,
  type VolumeConfiguration,
} from './ecs/service';
export {
  type ContainerDefinition,
  type ContainerDependency,
  type ContainerHealthCheck,
  type ContainerRun,
  type ContainerSupplies,
  type PortMappingDefinition,
  type ProxyProperty,
  type SecretSource,
  type TaskDefinition,
  type TaskProxy,
  type Ulimit,
  type VolumeMount,
} from './ecs/task';

export {
  type ContainerInput,
  type HealthCheckInput,
  type NameAndValue,
  type PortMappingInput,
  type SecretInput,
  type TaskInput,
  type VolumeInput,
} from './ecs/task-input';
export { defineTask } from './reading/define-task';

// Amazon ECS: what follows
export { type Capabilities, capabilitiesOf, capabilityReport, type PortCapability, type Reach } from './ecs/capability';
export { type Hosting } from './ecs/hosting';
export { type HostPortEntry, type HostPortHolder, hostPortLedger } from './ecs/host-port-ledger';
export { type TaskDensity, taskDensityOf } from './ecs/network-interfaces';
export { type Behaviour, type ClaimId, type Likeness, type TaskClaim } from './local/claims';
export { type LeftOver, type PlacedInstance, type Placement, placementOf } from './ecs/placement';
export { canRoll, type RollingDeploy, type RollingDeployVerdict } from './ecs/rolling-deploy';
export { serviceDifference, type ServiceDifference, type ServiceWay } from './ecs/reach/service-difference';
export { serviceIsolation, type ServiceIsolation } from './ecs/reach/service-isolation';
export { type ServiceFlow, serviceFlows, type ServicePort, serviceReach } from './ecs/reach/service-reach';
export { explainServiceVerdict, type ServiceVerdict } from './ecs/reach/service-verdict';
export { type ServiceBlock, type ServiceGap } from './ecs/reach/service-reason';

// a VPC
export { type FlowProtocol } from './vpc/filters';
export {
  type AclEntry,
  type AttachedGateway,
  type AwsNetwork,
  type NatGateway,
  type NetworkAcl,
  type Peering,
  type PrefixList,
  type PublicAccessBlock,
  type PublicAccessExclusion,
  type Route,
  type RouteDestination,
  type RouteTable,
  type RouteTarget,
  type Subnet,
  type TransitAttachment,
  type TransitGateway,
  type TransitRoute,
  type Vpc,
  type VpcEndpoint,
} from './vpc/aws-network';
export { type Balancer, type BalancerListener, type BalancerTargets } from './vpc/balancer';
export { type DnsAnswer, type DnsRecord, type DnsZone } from './vpc/dns-zone';
export { explainGap, explainHop, explainObstacle, fixObstacle, type ObstacleWords, wordsOf } from './vpc/explain-path';
export { type InterfacePlacement, type NetworkHost, type Ports } from './vpc/host';
export {
  type Extent,
  type Gap,
  type Obstacle,
  type ObstacleKind,
  type ObstacleReason,
  type PathHop,
  type PathStep,
  type PathVerdict,
} from './vpc/path-verdict';
export { type AskedPath, askedPath } from './vpc/asked-path';
export { internetExposures, type NetworkExposure, type OutsideOrigin } from './vpc/internet-exposure';
export { networkDifference, type NetworkDifference, type NetworkWay } from './vpc/network-difference';
export { type NetworkPath, networkPaths } from './vpc/network-paths';
export { type NetworkQuestion, reachInNetwork } from './vpc/reach';
export { type NeedVerdict, startIn, type StartVerdict } from './vpc/start';
export { type NamedService, taskHosts } from './vpc/task-hosts';
export { type Need, type NeedPurpose, type NeedTarget, type TaskStart } from './vpc/task-start';

// one Docker host: what was defined
export { type BehaviourId } from './engine/definition/engine-behaviours';
export {
  type AddressBlocks,
  type AssignedPort,
  type ContainerSpec,
  DEFAULT_ENGINE,
  type DefaultBridge,
  type DnsSettings,
  type DockerHost,
  type EndpointDefinition,
  type EngineSettings,
  type IpamBlock,
  type Listener,
  type Namespace,
  type NetworkDefinition,
  type PublishedPort,
} from './engine/definition/docker-host';
export { type Driver } from './engine/definition/driver';

// one Docker host: what runs, and who reaches whom
export { type Action } from './engine/state/action';
export { type TopologyOptions } from './engine/state/topology-options';
export {
  type Binding,
  type Endpoint,
  type HostsLine,
  type Lan,
  type Link,
  type Network,
  type Node,
  type OpenBinding,
  type Publishers,
  type Sandbox,
} from './engine/state/sandbox';
export { Topology } from './engine/topology';
export {
  type Blocked,
  type Destination,
  ENGINE_HOST,
  explainVerdict,
  type Failure,
  type Flow,
  type Hop,
  type NameAnswer,
  type Origin,
  OTHER_MACHINE,
  type Reachable,
  type Reliance,
  type Resolution,
  type Undecided,
  type Verdict,
} from './engine/flow/verdict';

// what blocks, and what is not known, as data
export { type BlockCode, type BlockFacts, blockFix, type BlockReason, blockText } from './engine/flow/block-reason';
export { type UnknownCode, type UnknownFacts, type UnknownReason, unknownText } from './engine/flow/unknown-reason';

// one Docker host: what follows
export { difference, type Pair, type TopologyDifference } from './engine/answers/difference';
export {
  type ContainerInspection,
  type EndpointInspection,
  type HostPortInspection,
  inspectContainer,
  inspectNetwork,
  type IpamInspection,
  KNOWN_AFTER_APPLY,
  listNetworks,
  type MemberInspection,
  type NetworkInspection,
  type NetworkListing,
} from './engine/answers/docker-view';
export { type Exposure, exposures } from './engine/answers/exposure';
export { matrix, type MatrixCell, type MatrixOptions } from './engine/answers/matrix';
export { ReachClasses, type ReachClass, type ReachGroup } from './engine/answers/reach-classes';

// several Docker hosts: a swarm
export {
  type DockerSwarm,
  type ServiceMode,
  type SwarmAttachment,
  type SwarmNode,
  type SwarmPort,
  type SwarmService,
} from './engine/swarm/swarm';
export { type SwarmAction, SwarmTopology } from './engine/swarm/swarm-topology';
export { type SwarmBlock, type SwarmGap } from './engine/swarm/swarm-reason';
export {
  explainSwarmVerdict,
  type OnNode,
  type SwarmAnswer,
  type SwarmDestination,
  type SwarmFlow,
  type SwarmHop,
  type SwarmOrigin,
  type SwarmResolution,
  type SwarmUndecided,
  type SwarmVerdict,
} from './engine/swarm/swarm-verdict';
