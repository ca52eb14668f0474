/**
 * Constructs on cdktf: networks and containers of a Docker Engine, as Terraform JSON.
 *
 * @packageDocumentation
 */

export { Cidr, IpAddress } from '../core/values/address';
export { Port, PortRange } from '../core/values/port';
export { BridgePort } from '../core/values/port-mapping';
export type { Behaviour, ClaimId, Likeness, TaskClaim } from '../core/local/claims';
export { BridgeNetwork, type BridgeNetworkProps, type GatewayMode } from './constructs/bridge-network';
export {
  type Attachment,
  DockerContainer,
  type DockerContainerProps,
  type PublishOptions,
} from './constructs/docker-container';
export {
  type DefaultBridge,
  DockerEngine,
  type DockerEngineProps,
  PROVIDER_VERSIONS,
  type ProviderGeneration,
} from './constructs/docker-engine';
export { DockerImage, type DockerImageProps } from './constructs/docker-image';
export { type AddressedNetworkProps, DockerNetwork, type DockerNetworkProps } from './constructs/docker-network';
export { DockerVolume, type DockerVolumeProps, type Mount } from './constructs/docker-volume';
export { type Endpoint, type EndpointOptions } from './constructs/docker-network';
export { EngineContainer, type EngineContainerProps, type RestartPolicy } from './constructs/engine-container';
export { ExistingNetwork, type ExistingNetworkProps } from './constructs/existing-network';
export { type HealthCheck } from './constructs/health-check';
export { HostContainer, type HostContainerProps } from './constructs/host-container';
export {
  IsolatedContainer,
  type IsolatedContainerProps,
  OneOffJob,
  type OneOffJobProps,
  VolumeContainer,
  type VolumeContainerProps,
} from './constructs/isolated-container';
export {
  IpvlanNetwork,
  type IpvlanNetworkProps,
  type IpvlanMode,
  type LanNetworkProps,
  MacvlanNetwork,
  type MacvlanMode,
  type MacvlanNetworkProps,
} from './constructs/lan-network';
export { type Link } from './constructs/link';
export { LocalCluster, type LocalClusterProps } from './constructs/local-cluster';
export { type LocalRunProps } from './constructs/local-resources';
export { LocalTask, type LocalTaskProps } from './constructs/local-task';
export { OverlayNetwork, type OverlayNetworkProps, type OverlaySubnet } from './constructs/overlay-network';
export { SidecarContainer, type SidecarContainerProps } from './constructs/sidecar-container';
export {
  type ServiceNetwork,
  type ServicePort,
  SwarmService,
  type SwarmServiceProps,
} from './constructs/swarm-service';
export { type Subnet } from './constructs/subnet';
