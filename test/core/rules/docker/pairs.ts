import { CONTAINER_PAIRS } from './container-pairs';
import { ENDPOINT_PAIRS } from './endpoint-pairs';
import { FLOW_PAIRS } from './flow-pairs';
import { NETWORK_PAIRS } from './network-pairs';
import { OPTION_PAIRS } from './option-pairs';
import { type Pair } from './pair';
import { PORT_PAIRS } from './port-pairs';
import { SUBNET_PAIRS } from './subnet-pairs';

/** A pair for every rule about a Docker host. */
export const PAIRS: readonly Pair[] = [
  ...NETWORK_PAIRS,
  ...SUBNET_PAIRS,
  ...OPTION_PAIRS,
  ...ENDPOINT_PAIRS,
  ...CONTAINER_PAIRS,
  ...PORT_PAIRS,
  ...FLOW_PAIRS,
];
