import { type IpFamily } from '../values/address';
import { type Facts } from '../values/finding';
import { type FlowProtocol } from './filters';
import { type Ports } from './host';

/** What is sent. */
export interface Flow {
  /** One port, or those that it may be. */
  readonly ports: Ports;
  readonly protocol: FlowProtocol;
  readonly family: IpFamily;
}

/** The port of a flow, as findings show it. */
export function portFacts({ ports: [first, last], protocol }: Flow): Facts {
  return { ports: first === last ? `${first}/${protocol}` : `${first}-${last}/${protocol}` };
}
