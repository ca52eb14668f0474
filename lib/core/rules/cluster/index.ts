import { type Rule } from '../rule';
import { capacityProviderNotOfCluster } from './capacity-provider-not-of-cluster';
import { gpuMissing } from './gpu-missing';
import { hostPortContended } from './host-port-contended';
import { hostPortInDynamicRange } from './host-port-in-dynamic-range';
import { hostPortReservedByCapacity } from './host-port-reserved-by-capacity';
import { ingressPortOverrideContended } from './ingress-port-override-contended';
import { instancesOfOtherCluster } from './instances-of-other-cluster';
import { launchTypeMissing } from './launch-type-missing';
import { loadBalancerMissesZone } from './load-balancer-misses-zone';
import { moreTasksThanInstances } from './more-tasks-than-instances';
import { networkInterfacesExhausted } from './network-interfaces-exhausted';
import { portRangeExceedsWindow } from './port-range-exceeds-window';
import { rollingDeployWithoutRoom } from './rolling-deploy-without-room';
import { serviceConnectBlocked } from './service-connect-blocked';
import { serviceConnectNameTakenInNamespace } from './service-connect-name-taken-in-namespace';
import { serviceConnectNamespaceMissing } from './service-connect-namespace-missing';
import { serviceConnectOrder } from './service-connect-order';
import { taskOnOtherArchitecture } from './task-on-other-architecture';
import { taskOnOtherSystem } from './task-on-other-system';
import { tooManyHostPortsOnInstances } from './too-many-host-ports-on-instances';
import { windowsAgentSwitchMissing } from './windows-agent-switch-missing';

/** Rules about one cluster, in the order in which they are reported. */
export const CLUSTER_RULES: readonly Rule<'cluster'>[] = [
  capacityProviderNotOfCluster,
  hostPortContended,
  hostPortInDynamicRange,
  hostPortReservedByCapacity,
  ingressPortOverrideContended,
  instancesOfOtherCluster,
  launchTypeMissing,
  loadBalancerMissesZone,
  moreTasksThanInstances,
  networkInterfacesExhausted,
  portRangeExceedsWindow,
  rollingDeployWithoutRoom,
  serviceConnectBlocked,
  serviceConnectNameTakenInNamespace,
  serviceConnectNamespaceMissing,
  serviceConnectOrder,
  taskOnOtherSystem,
  tooManyHostPortsOnInstances,
  windowsAgentSwitchMissing,
  taskOnOtherArchitecture,
  gpuMissing,
];
