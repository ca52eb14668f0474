export { BridgeNetwork, type BridgeNetworkProps, type GatewayMode } from './bridge-network';
export { type Attachment, DockerContainer, type DockerContainerProps, type PublishOptions } from './docker-container';
export { type DefaultBridge, DockerEngine, type DockerEngineProps, PROVIDER_VERSIONS } from './docker-engine';
export { DockerImage, type DockerImageProps } from './docker-image';
export { type AddressedNetworkProps, DockerNetwork, type DockerNetworkProps } from './docker-network';
export { DockerVolume, type DockerVolumeProps, type Mount } from './docker-volume';
export { type Endpoint, type EndpointOptions } from './endpoint';
export { EngineContainer, type EngineContainerProps, type RestartPolicy } from './engine-container';
export { ExistingNetwork, type ExistingNetworkProps } from './existing-network';
export { type HealthCheck } from './health-check';
export { HostContainer, type HostContainerProps } from './host-container';
export {
  IsolatedContainer,
  type IsolatedContainerProps,
  OneOffJob,
  type OneOffJobProps,
  VolumeContainer,
  type VolumeContainerProps,
} from './isolated-container';
export {
  IpvlanNetwork,
  type IpvlanNetworkProps,
  type IpvlanMode,
  type LanNetworkProps,
  MacvlanNetwork,
  type MacvlanMode,
  type MacvlanNetworkProps,
} from './lan-network';
export { type Link } from './link';
export { OverlayNetwork, type OverlayNetworkProps, type OverlaySubnet } from './overlay-network';
export { SidecarContainer, type SidecarContainerProps } from './sidecar-container';
export { type Subnet } from './subnet';
