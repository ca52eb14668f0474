import { type Rule } from '../rule';
import { appProtocolMisplaced } from './app-protocol-misplaced';
import { containerHealthCheckMalformed } from './container-health-check-malformed';
import { containerHealthCheckOutOfRange } from './container-health-check-out-of-range';
import { containerLargerThanTask } from './container-larger-than-task';
import { containerMemoryTooSmall } from './container-memory-too-small';
import { containerNameTaken } from './container-name-taken';
import { containerNamedServiceConnect } from './container-named-service-connect';
import { containerPortTaken } from './container-port-taken';
import { containerWithoutMemory } from './container-without-memory';
import { dependencyCycle } from './dependency-cycle';
import { dependencyMissing } from './dependency-missing';
import { dependencyOnEndOfEssential } from './dependency-on-end-of-essential';
import { disableNetworkingUnsupported } from './disable-networking-unsupported';
import { dnsSearchDomainMalformed } from './dns-search-domain-malformed';
import { dnsSearchDomainsUnsupported } from './dns-search-domains-unsupported';
import { dnsServersUnsupported } from './dns-servers-unsupported';
import { environmentVariableSetTwice } from './environment-variable-set-twice';
import { ephemeralStorageUnsupported } from './ephemeral-storage-unsupported';
import { essentialContainerMissing } from './essential-container-missing';
import { executionRoleMissing } from './execution-role-missing';
import { externalNetworkMode } from './external-network-mode';
import { extraHostsUnsupported } from './extra-hosts-unsupported';
import { fargateNeedsAwsvpc } from './fargate-needs-awsvpc';
import { fargateSettingUnsupported } from './fargate-setting-unsupported';
import { fargateSizeUnsupported } from './fargate-size-unsupported';
import { fargateTimeoutOutOfRange } from './fargate-timeout-out-of-range';
import { faultInjectionUnsupported } from './fault-injection-unsupported';
import { fileSystemWithoutTaskRole } from './file-system-without-task-role';
import { healthCheckMissing } from './health-check-missing';
import { healthCheckTimeout } from './health-check-timeout';
import { hostPortDiffers } from './host-port-differs';
import { hostPortEphemeral } from './host-port-ephemeral';
import { hostPortReserved } from './host-port-reserved';
import { hostPortTaken } from './host-port-taken';
import { hostnameUnsupported } from './hostname-unsupported';
import { launchVolumeNotMounted } from './launch-volume-not-mounted';
import { linkAliasTaken } from './link-alias-taken';
import { linkExposesSecret } from './link-exposes-secret';
import { linkMalformed } from './link-malformed';
import { linkTargetMissing } from './link-target-missing';
import { linksUnsupported } from './links-unsupported';
import { logOptionMissing } from './log-option-missing';
import { logRouterMissing } from './log-router-missing';
import { logRouterTwice } from './log-router-twice';
import { logRouterUnused } from './log-router-unused';
import { logRouterWithoutNetwork } from './log-router-without-network';
import { managedInstancesTask } from './managed-instances-task';
import { mountPathTaken } from './mount-path-taken';
import { netSystemControlSetTwice } from './net-system-control-set-twice';
import { netSystemControlsUnsupported } from './net-system-controls-unsupported';
import { networkModeUnknown } from './network-mode-unknown';
import { networkingDisabledButUsed } from './networking-disabled-but-used';
import { portNameMalformed } from './port-name-malformed';
import { portNameTaken } from './port-name-taken';
import { portOutOfRange } from './port-out-of-range';
import { portProtocolUnknown } from './port-protocol-unknown';
import { portRangeAndPort } from './port-range-and-port';
import { portRangeForBothProtocols } from './port-range-for-both-protocols';
import { portRangeMalformed } from './port-range-malformed';
import { portRangeOverlap } from './port-range-overlap';
import { portRangeUnreported } from './port-range-unreported';
import { portRangeUnsupported } from './port-range-unsupported';
import { portReservedOnFargateWindows } from './port-reserved-on-fargate-windows';
import { portsOnNone } from './ports-on-none';
import { privilegedPortInHostMode } from './privileged-port-in-host-mode';
import { proxyConfigurationUnsupported } from './proxy-configuration-unsupported';
import { proxyContainerMissing } from './proxy-container-missing';
import { proxyPropertiesMalformed } from './proxy-properties-malformed';
import { proxyPropertiesMissing } from './proxy-properties-missing';
import { systemControlUnknown } from './system-control-unknown';
import { taskDefinitionTooLarge } from './task-definition-too-large';
import { tooManyContainers } from './too-many-containers';
import { tooManyHostPorts } from './too-many-host-ports';
import { tooManyPortRanges } from './too-many-port-ranges';
import { ulimitSoftAboveHard } from './ulimit-soft-above-hard';
import { volumeMissing } from './volume-missing';
import { volumeNameTaken } from './volume-name-taken';
import { windowsNetworkMode } from './windows-network-mode';
import { windowsSettingUnsupported } from './windows-setting-unsupported';

/** Rules about one task definition, in the order in which they are reported. */
export const TASK_RULES: readonly Rule<'task'>[] = [
  networkModeUnknown,
  fargateNeedsAwsvpc,
  externalNetworkMode,
  managedInstancesTask,
  windowsNetworkMode,
  windowsSettingUnsupported,
  portsOnNone,
  hostPortDiffers,
  hostPortTaken,
  containerPortTaken,
  portOutOfRange,
  portProtocolUnknown,
  portRangeMalformed,
  portRangeAndPort,
  portRangeUnsupported,
  portRangeOverlap,
  tooManyPortRanges,
  portRangeUnreported,
  portRangeForBothProtocols,
  hostPortReserved,
  hostPortEphemeral,
  tooManyHostPorts,
  portNameMalformed,
  portNameTaken,
  appProtocolMisplaced,
  containerNameTaken,
  containerNamedServiceConnect,
  dependencyCycle,
  dependencyMissing,
  disableNetworkingUnsupported,
  dnsSearchDomainMalformed,
  dnsSearchDomainsUnsupported,
  dnsServersUnsupported,
  extraHostsUnsupported,
  faultInjectionUnsupported,
  healthCheckMissing,
  healthCheckTimeout,
  hostnameUnsupported,
  linkAliasTaken,
  linkExposesSecret,
  linkMalformed,
  linkTargetMissing,
  linksUnsupported,
  logRouterWithoutNetwork,
  netSystemControlSetTwice,
  netSystemControlsUnsupported,
  networkingDisabledButUsed,
  portReservedOnFargateWindows,
  privilegedPortInHostMode,
  proxyConfigurationUnsupported,
  systemControlUnknown,
  taskDefinitionTooLarge,
  tooManyContainers,
  containerHealthCheckMalformed,
  containerHealthCheckOutOfRange,
  containerLargerThanTask,
  containerWithoutMemory,
  dependencyOnEndOfEssential,
  essentialContainerMissing,
  environmentVariableSetTwice,
  executionRoleMissing,
  fargateSettingUnsupported,
  fargateSizeUnsupported,
  fargateTimeoutOutOfRange,
  logOptionMissing,
  logRouterMissing,
  logRouterTwice,
  proxyContainerMissing,
  proxyPropertiesMissing,
  proxyPropertiesMalformed,
  ulimitSoftAboveHard,
  volumeMissing,
  logRouterUnused,
  containerMemoryTooSmall,
  volumeNameTaken,
  mountPathTaken,
  launchVolumeNotMounted,
  fileSystemWithoutTaskRole,
  ephemeralStorageUnsupported,
];
