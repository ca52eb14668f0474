import { type Rule } from '../rule';
import { engineGenerationsMixed } from './engine-generations-mixed';
import { hostPortForMoreTasksThanNodes } from './host-port-for-more-tasks-than-nodes';
import { ingressPortTaken } from './ingress-port-taken';
import { ingressPortWithoutAddress } from './ingress-port-without-address';
import { nodeNameTaken } from './node-name-taken';
import { overlayPacketTooLarge } from './overlay-packet-too-large';
import { serviceNetworkUnusable } from './service-network-unusable';
import { serviceSysctlUnusable } from './service-sysctl-unusable';
import { serviceWithoutNode } from './service-without-node';
import { swarmWithoutManager } from './swarm-without-manager';

/** Rules about engines that are joined: nodes, what leads between them, services. */
export const SWARM_RULES: readonly Rule<'dockerSwarm'>[] = [
  swarmWithoutManager,
  nodeNameTaken,
  engineGenerationsMixed,
  overlayPacketTooLarge,
  serviceNetworkUnusable,
  serviceSysctlUnusable,
  serviceWithoutNode,
  ingressPortTaken,
  ingressPortWithoutAddress,
  hostPortForMoreTasksThanNodes,
];
