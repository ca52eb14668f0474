import { type Rule } from '../rule';
import { classicLoadBalancerDynamicPort } from './classic-load-balancer-dynamic-port';
import { classicLoadBalancerUnsupported } from './classic-load-balancer-unsupported';
import { clientAliasMalformed } from './client-alias-malformed';
import { daemonController } from './daemon-controller';
import { daemonDesiredCount } from './daemon-desired-count';
import { daemonMaximumPercent } from './daemon-maximum-percent';
import { daemonOnFargate } from './daemon-on-fargate';
import { daemonPlacementStrategy } from './daemon-placement-strategy';
import { daemonRebalancing } from './daemon-rebalancing';
import { defaultSecurityGroup } from './default-security-group';
import { deploymentBlocked } from './deployment-blocked';
import { deploymentPercentOutOfRange } from './deployment-percent-out-of-range';
import { discoveryContainerPortMissing } from './discovery-container-port-missing';
import { discoveryNameMalformed } from './discovery-name-malformed';
import { discoveryNamesUnresolvable } from './discovery-names-unresolvable';
import { discoveryOnExternal } from './discovery-on-external';
import { discoveryOnNone } from './discovery-on-none';
import { discoveryPortAmbiguous } from './discovery-port-ambiguous';
import { discoveryPortMissing } from './discovery-port-missing';
import { discoveryPortSuperfluous } from './discovery-port-superfluous';
import { discoveryRecordUnsupported } from './discovery-record-unsupported';
import { discoveryWithClassicLoadBalancer } from './discovery-with-classic-load-balancer';
import { execReadOnlyRoot } from './exec-read-only-root';
import { execWithoutNetwork } from './exec-without-network';
import { execWithoutTaskRole } from './exec-without-task-role';
import { execWithoutWayOut } from './exec-without-way-out';
import { healthCheckPortFixed } from './health-check-port-fixed';
import { ingressPortOverrideClash } from './ingress-port-override-clash';
import { ingressPortOverridePrivileged } from './ingress-port-override-privileged';
import { launchTypeUnsupported } from './launch-type-unsupported';
import { listenerProtocolMismatch } from './listener-protocol-mismatch';
import { loadBalancerOnExternal } from './load-balancer-on-external';
import { loadBalancerOnNone } from './load-balancer-on-none';
import { loadBalancerPortMissing } from './load-balancer-port-missing';
import { networkConfigurationMissing } from './network-configuration-missing';
import { networkConfigurationSuperfluous } from './network-configuration-superfluous';
import { publicIpUnsupported } from './public-ip-unsupported';
import { publicSubnetWithoutWayOut } from './public-subnet-without-way-out';
import { rollingDeployStuck } from './rolling-deploy-stuck';
import { serviceConnectController } from './service-connect-controller';
import { serviceConnectForbidsSetting } from './service-connect-forbids-setting';
import { serviceConnectMode } from './service-connect-mode';
import { serviceConnectNameTaken } from './service-connect-name-taken';
import { serviceConnectPlatform } from './service-connect-platform';
import { serviceConnectPortUnknown } from './service-connect-port-unknown';
import { serviceConnectRange } from './service-connect-range';
import { serviceConnectTaskMemory } from './service-connect-task-memory';
import { serviceConnectUdp } from './service-connect-udp';
import { targetProtocolMismatch } from './target-protocol-mismatch';
import { targetTypeMismatch } from './target-type-mismatch';
import { tooManyClientAliases } from './too-many-client-aliases';
import { tooManyLoadBalancers } from './too-many-load-balancers';
import { tooManyRegistries } from './too-many-registries';
import { tooManySecurityGroups } from './too-many-security-groups';
import { tooManySubnets } from './too-many-subnets';
import { tooManyTasks } from './too-many-tasks';
import { udpHealthCheckUnanswered } from './udp-health-check-unanswered';

/** Rules about one service, in the order in which they are reported. */
export const SERVICE_RULES: readonly Rule<'service'>[] = [
  classicLoadBalancerDynamicPort,
  classicLoadBalancerUnsupported,
  clientAliasMalformed,
  daemonController,
  daemonDesiredCount,
  daemonMaximumPercent,
  daemonOnFargate,
  daemonPlacementStrategy,
  daemonRebalancing,
  defaultSecurityGroup,
  deploymentBlocked,
  deploymentPercentOutOfRange,
  discoveryContainerPortMissing,
  discoveryNameMalformed,
  discoveryNamesUnresolvable,
  discoveryOnExternal,
  discoveryOnNone,
  discoveryPortAmbiguous,
  discoveryPortMissing,
  discoveryPortSuperfluous,
  discoveryRecordUnsupported,
  discoveryWithClassicLoadBalancer,
  execReadOnlyRoot,
  execWithoutNetwork,
  execWithoutTaskRole,
  execWithoutWayOut,
  healthCheckPortFixed,
  ingressPortOverrideClash,
  ingressPortOverridePrivileged,
  launchTypeUnsupported,
  listenerProtocolMismatch,
  loadBalancerOnExternal,
  loadBalancerOnNone,
  loadBalancerPortMissing,
  networkConfigurationMissing,
  networkConfigurationSuperfluous,
  publicIpUnsupported,
  publicSubnetWithoutWayOut,
  rollingDeployStuck,
  serviceConnectController,
  serviceConnectForbidsSetting,
  serviceConnectMode,
  serviceConnectNameTaken,
  serviceConnectPlatform,
  serviceConnectPortUnknown,
  serviceConnectRange,
  serviceConnectTaskMemory,
  serviceConnectUdp,
  targetProtocolMismatch,
  targetTypeMismatch,
  tooManyClientAliases,
  tooManyLoadBalancers,
  tooManyRegistries,
  tooManySecurityGroups,
  tooManySubnets,
  tooManyTasks,
  udpHealthCheckUnanswered,
];
