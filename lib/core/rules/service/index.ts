import { type Rule } from '../rule';
import { alternateTargetGroupSame } from './alternate-target-group-same';
import { blueGreenSettingsMissing } from './blue-green-settings-missing';
import { circuitBreakerUnsupported } from './circuit-breaker-unsupported';
import { classicInstancePortDiffers } from './classic-instance-port-differs';
import { classicLoadBalancerDynamicPort } from './classic-load-balancer-dynamic-port';
import { classicLoadBalancerUnsupported } from './classic-load-balancer-unsupported';
import { clientAliasMalformed } from './client-alias-malformed';
import { codeDeployWithoutLoadBalancer } from './code-deploy-without-load-balancer';
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
import { externalControllerSetting } from './external-controller-setting';
import { gracePeriodUnused } from './grace-period-unused';
import { healthCheckPortFixed } from './health-check-port-fixed';
import { healthCheckPortUnmapped } from './health-check-port-unmapped';
import { ingressPortOverrideClash } from './ingress-port-override-clash';
import { ingressPortOverridePrivileged } from './ingress-port-override-privileged';
import { latticePortUnknown } from './lattice-port-unknown';
import { latticeTargetTypeMismatch } from './lattice-target-type-mismatch';
import { launchTypeAndStrategy } from './launch-type-and-strategy';
import { launchTypeUnsupported } from './launch-type-unsupported';
import { launchVolumeMissing } from './launch-volume-missing';
import { launchVolumeNotGiven } from './launch-volume-not-given';
import { listenerNotAwaited } from './listener-not-awaited';
import { loadBalancerOnExternal } from './load-balancer-on-external';
import { loadBalancerOnNone } from './load-balancer-on-none';
import { loadBalancerPortMissing } from './load-balancer-port-missing';
import { networkConfigurationMissing } from './network-configuration-missing';
import { networkConfigurationSuperfluous } from './network-configuration-superfluous';
import { overrideContainerMissing } from './override-container-missing';
import { placementMalformed } from './placement-malformed';
import { placementOnFargate } from './placement-on-fargate';
import { platformVersionRetired } from './platform-version-retired';
import { platformVersionUnsupported } from './platform-version-unsupported';
import { productionRuleForwardsElsewhere } from './production-rule-forwards-elsewhere';
import { publicIpUnsupported } from './public-ip-unsupported';
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
import { serviceRoleUnsupported } from './service-role-unsupported';
import { strategyMalformed } from './strategy-malformed';
import { subnetAddressesExhausted } from './subnet-addresses-exhausted';
import { subnetsMissing } from './subnets-missing';
import { targetGroupOfInstances } from './target-group-of-instances';
import { targetGroupUnattached } from './target-group-unattached';
import { targetProtocolMismatch } from './target-protocol-mismatch';
import { targetTypeMismatch } from './target-type-mismatch';
import { testRuleOfProduction } from './test-rule-of-production';
import { tooManyClientAliases } from './too-many-client-aliases';
import { tooManyLoadBalancers } from './too-many-load-balancers';
import { tooManyRegistries } from './too-many-registries';
import { tooManySecurityGroups } from './too-many-security-groups';
import { tooManySubnets } from './too-many-subnets';
import { tooManyTasks } from './too-many-tasks';
import { udpHealthCheckUnanswered } from './udp-health-check-unanswered';

/** Rules about one service, in the order in which they are reported. */
export const SERVICE_RULES: readonly Rule<'service'>[] = [
  alternateTargetGroupSame,
  blueGreenSettingsMissing,
  circuitBreakerUnsupported,
  classicInstancePortDiffers,
  classicLoadBalancerDynamicPort,
  classicLoadBalancerUnsupported,
  clientAliasMalformed,
  codeDeployWithoutLoadBalancer,
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
  externalControllerSetting,
  gracePeriodUnused,
  healthCheckPortFixed,
  healthCheckPortUnmapped,
  ingressPortOverrideClash,
  ingressPortOverridePrivileged,
  latticePortUnknown,
  launchTypeAndStrategy,
  launchTypeUnsupported,
  listenerNotAwaited,
  loadBalancerOnExternal,
  loadBalancerOnNone,
  loadBalancerPortMissing,
  networkConfigurationMissing,
  networkConfigurationSuperfluous,
  overrideContainerMissing,
  placementMalformed,
  placementOnFargate,
  platformVersionUnsupported,
  publicIpUnsupported,
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
  serviceRoleUnsupported,
  strategyMalformed,
  subnetAddressesExhausted,
  subnetsMissing,
  targetGroupOfInstances,
  targetGroupUnattached,
  targetProtocolMismatch,
  targetTypeMismatch,
  tooManyClientAliases,
  tooManyLoadBalancers,
  tooManyRegistries,
  tooManySecurityGroups,
  tooManySubnets,
  tooManyTasks,
  udpHealthCheckUnanswered,
  launchVolumeMissing,
  launchVolumeNotGiven,
  platformVersionRetired,
  latticeTargetTypeMismatch,
  testRuleOfProduction,
  productionRuleForwardsElsewhere,
];
