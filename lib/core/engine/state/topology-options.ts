import { type Protocol } from '../../values/port';

/** What was done on a host besides making what is defined. */
export interface TopologyOptions {
  /**
   * Whether containers start one after another in the order of the definition, so that addresses and host ports that the
   * engine picks can be predicted. Terraform starts them in any order.
   * @default false - addresses that the engine picks are unknown, and so is who runs of two that want one address or host
   * port
   */
  readonly startsInOrder?: boolean;
  /**
   * Whether containers count as started also where something keeps them from it, such as a host port that another one has: to
   * ask at once what will arrive when that is put right.
   * @default false
   */
  readonly startsRegardless?: boolean;
  /** Another machine on the host's network. @default - it listens on any port, at an unknown address */
  readonly outside?: {
    readonly address: string;
    /** Further addresses, such as one of IPv6. @default - none */
    readonly addresses?: readonly string[];
    readonly listeners?: readonly { readonly port: number; readonly protocol: Protocol }[];
    /** Whether it sends packets for 127.0.0.1 to this host, as an attacker on the same segment may. @default false */
    readonly dialsLoopback?: boolean;
  };
}
