import { type DataDockerNetwork } from '@cdktf/provider-docker/lib/data-docker-network';
import { type Container } from '@cdktf/provider-docker/lib/container';
import { type Network } from '@cdktf/provider-docker/lib/network';
import { type IConstruct } from 'constructs';
import { type Listener } from '../../core/engine/definition/docker-host';
import { type Cidr, type IpAddress, type IpFamily } from '../../core/values/address';
import { type Port } from '../../core/values/port';

/** One subnet of a network as it was asked for. */
export interface SubnetRequest {
  readonly family: IpFamily;
  /** Undefined: one is chosen. */
  readonly subnet?: Cidr;
  readonly gateway?: IpAddress;
  /** Whether the network has no gateway unless one is given. */
  readonly gatewayOptional?: boolean;
  readonly ipRange?: Cidr;
  readonly auxiliary: Readonly<Record<string, IpAddress>>;
}

/** What a network construct knows about itself. */
export interface NetworkState {
  readonly construct: IConstruct;
  /** Name on the engine; may be a token. */
  readonly name: string;
  readonly driver: string;
  /** Undefined: the network exists already and nothing was said about its addresses. */
  readonly requests: readonly SubnetRequest[] | undefined;
  /** Undefined, here and below: it exists already and nothing was said. */
  readonly ipv6: boolean | undefined;
  readonly internal: boolean | undefined;
  readonly attachable: boolean | undefined;
  readonly ingress: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly hostBinding: string | undefined;
  readonly existing: boolean;
  readonly resource: Network | DataDockerNetwork;
  /** Values that the construct gave the resource; anything else there now came through an escape hatch. */
  readonly given: ReadonlyMap<string, unknown>;
}

/** The bridge that every engine has. */
export const DEFAULT_BRIDGE = 'bridge';

/** An endpoint of a container. */
export interface AttachmentState {
  readonly network: NetworkState | typeof DEFAULT_BRIDGE;
  readonly aliases: readonly string[];
  readonly ipv4: string | undefined;
  readonly ipv6: string | undefined;
}

/** A name for another container that only the declaring container knows. */
export interface LinkState {
  readonly target: ContainerState;
  readonly alias: string;
  readonly network: NetworkState;
}

/** One port on the host. */
export interface PublicationState {
  readonly port: Port;
  /** Undefined: the engine picks one. */
  readonly hostPort: number | undefined;
  readonly address: string | undefined;
}

export type NamespaceState =
  | { readonly kind: 'own' | 'host' | 'none' }
  | { readonly kind: 'container'; readonly owner: ContainerState };

/** What a container is told to run; its texts may be tokens. */
export interface ProgramState {
  readonly environment: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly mounts: readonly string[];
  readonly command?: readonly string[];
  readonly healthCheck?: readonly string[];
  readonly isBuilt: boolean;
}

/** What a container construct knows about itself. */
export interface ContainerState {
  readonly construct: IConstruct;
  /** Name on the engine; may be a token. */
  readonly name: string;
  readonly image: string;
  readonly namespace: NamespaceState;
  readonly attachments: AttachmentState[];
  readonly links: LinkState[];
  readonly publications: PublicationState[];
  readonly exposed: readonly Port[];
  readonly publishAll: boolean;
  readonly hostname: string | undefined;
  readonly domainname?: string | undefined;
  readonly dns: readonly string[];
  readonly dnsSearch?: readonly string[] | undefined;
  readonly dnsOptions?: readonly string[] | undefined;
  readonly sysctls?: Readonly<Record<string, string>> | undefined;
  readonly extraHosts: { readonly hostname: string; readonly address: string }[];
  readonly listeners: readonly Listener[] | undefined;
  /** False for one that is meant to end. */
  readonly running: boolean;
  readonly startsAfter: Set<ContainerState>;
  readonly program: ProgramState;
  readonly resource: Container;
  readonly given: ReadonlyMap<string, unknown>;
}
