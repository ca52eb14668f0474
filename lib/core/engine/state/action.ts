import { type ContainerSpec, type NetworkDefinition } from '../definition/docker-host';

/** What can happen to a container while it runs. */
export type Action =
  | { readonly do: 'stop' | 'start' | 'restart' | 'remove' | 'pause' | 'unpause'; readonly container: string }
  /** Takes back what a link of the default bridge opened; the name in the hosts file stays. */
  | { readonly do: 'remove-link'; readonly container: string; readonly alias: string }
  | { readonly do: 'rename'; readonly container: string; readonly to: string }
  | { readonly do: 'create-network'; readonly definition: NetworkDefinition }
  /** Refused while a running container is on it. */
  | { readonly do: 'remove-network'; readonly network: string }
  /** With live restore containers go on; else they end, and those start again whose restart policy says so. */
  | { readonly do: 'restart-engine' }
  /** A container that is made and started later than those of the definition. */
  | { readonly do: 'create'; readonly spec: ContainerSpec }
  | { readonly do: 'disconnect'; readonly container: string; readonly network: string }
  | {
      readonly do: 'connect';
      readonly container: string;
      readonly network: string;
      readonly aliases?: readonly string[];
      readonly ipv4?: string;
      readonly ipv6?: string;
      readonly links?: readonly string[];
      /** Higher wins the default route. @default 0 */
      readonly gatewayPriority?: number;
    };
