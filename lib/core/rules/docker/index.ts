import { advertisedAddressUnreachable } from './advertised-address-unreachable';
import { type Rule } from '../rule';
import { aliasOnDefaultBridge } from './alias-on-default-bridge';
import { aliasShadowsName } from './alias-shadows-name';
import { aliasUnresolvable } from './alias-unresolvable';
import { attachableWithoutSwarm } from './attachable-without-swarm';
import { auxiliaryAddressAsGateway } from './auxiliary-address-as-gateway';
import { auxiliaryAddressOutsideSubnet } from './auxiliary-address-outside-subnet';
import { auxiliaryAddressTaken } from './auxiliary-address-taken';
import { auxiliaryAddressUnreadable } from './auxiliary-address-unreadable';
import { automaticSubnetsUsedUp } from './automatic-subnets-used-up';
import { bridgeNameInvalid } from './bridge-name-invalid';
import { bridgeNameTaken } from './bridge-name-taken';
import { bridgeSubnets } from './bridge-subnets';
import { containerNameInvalid } from './container-name-invalid';
import { containerNameSlash } from './container-name-slash';
import { engineContainerNameTaken } from './engine-container-name-taken';
import { containerNameUnresolvable } from './container-name-unresolvable';
import { containerPortOutOfRange } from './container-port-out-of-range';
import { defaultBridgeHijacked } from './default-bridge-hijacked';
import { defaultBridgeIpv6SubnetUnusable } from './default-bridge-ipv6-subnet-unusable';
import { databasePublishedEverywhere } from './database-published-everywhere';
import { interfaceSysctlOnContainer } from './interface-sysctl-on-container';
import { portVariableMalformed } from './port-variable-malformed';
import { publishedPortNotListenedOn } from './published-port-not-listened-on';
import { nameSharedBetweenProjects } from './name-shared-between-projects';
import { priorityWithoutGatewayPriority } from './priority-without-gateway-priority';
import { replicasShareHostPort } from './replicas-share-host-port';
import { subnetInAddressPools } from './subnet-in-address-pools';
import { dialledHostNameMissing } from './dialled-host-name-missing';
import { dialledLocalhost } from './dialled-localhost-of-another-container';
import { dialledNameUnknown } from './dialled-name-unknown';
import { dialledNetworkNotShared } from './dialled-network-not-shared';
import { dialledPortNotListenedOn } from './dialled-port-not-listened-on';
import { dialledWayBlocked } from './dialled-way-blocked';
import { dnsInContainerMode } from './dns-in-container-mode';
import { dnsServerUnreadable } from './dns-server-unreadable';
import { driverModeUnknown } from './driver-mode-unknown';
import { driverOptionTooNew } from './driver-option-too-new';
import { driverOptionUnknown } from './driver-option-unknown';
import { driverOptionUnreadable } from './driver-option-unreadable';
import { exposeInContainerMode } from './expose-in-container-mode';
import { extraHostReadBackDiffers } from './extra-host-read-back-differs';
import { extraHostUnreadable } from './extra-host-unreadable';
import { extraHostsInContainerMode } from './extra-hosts-in-container-mode';
import { gatewayModeIsolated } from './gateway-mode-isolated';
import { gatewayModeUnknown } from './gateway-mode-unknown';
import { gatewayOutsideSubnet } from './gateway-outside-subnet';
import { gatewayUnreadable } from './gateway-unreadable';
import { gatewayUnusable } from './gateway-unusable';
import { hostNetworkAsEndpoint } from './host-network-as-endpoint';
import { hostnameInContainerMode } from './hostname-in-container-mode';
import { hostnameShared } from './hostname-shared';
import { hostnameTooLong } from './hostname-too-long';
import { ingressJoined } from './ingress-joined';
import { ingressNotOverlay } from './ingress-not-overlay';
import { ingressTaken } from './ingress-taken';
import { interfaceNameInvalid } from './interface-name-invalid';
import { interfaceNameTaken } from './interface-name-taken';
import { interfacePrefixTooLong } from './interface-prefix-too-long';
import { ipRangeHostBits } from './ip-range-host-bits';
import { ipRangeOutsideSubnet } from './ip-range-outside-subnet';
import { ipRangeUnreadable } from './ip-range-unreadable';
import { ipamDriverUnusable } from './ipam-driver-unusable';
import { ipamReadBackDiffers } from './ipam-read-back-differs';
import { ipv6NotCanonical } from './ipv6-not-canonical';
import { ipv6SubnetUnused } from './ipv6-subnet-unused';
import { ipv6WithoutSubnet } from './ipv6-without-subnet';
import { engineLinkAliasTaken } from './engine-link-alias-taken';
import { legacyLinksWithoutIcc } from './legacy-links-without-icc';
import { linkTargetElsewhere } from './link-target-elsewhere';
import { linkTargetInHostMode } from './link-target-in-host-mode';
import { linkTargetStopped } from './link-target-stopped';
import { linkTargetUndefined } from './link-target-undefined';
import { linkToItself } from './link-to-itself';
import { linkUnreadable } from './link-unreadable';
import { linksInSharedStack } from './links-in-shared-stack';
import { listensOnLoopbackOnly } from './listens-on-loopback-only';
import { listenerTaken } from './listener-taken';
import { macAddressInSharedStack } from './mac-address-in-shared-stack';
import { macAddressUnreadable } from './mac-address-unreadable';
import { mtuOutOfRange } from './mtu-out-of-range';
import { networkDriverPredefined } from './network-driver-predefined';
import { networkDriverUnknown } from './network-driver-unknown';
import { networkJoinedTwice } from './network-joined-twice';
import { networkModeReadBackDiffers } from './network-mode-read-back-differs';
import { networkNameContainer } from './network-name-container';
import { networkNameEmpty } from './network-name-empty';
import { networkNameReserved } from './network-name-reserved';
import { networkNameTaken } from './network-name-taken';
import { networkNameUnusual } from './network-name-unusual';
import { networkUndefined } from './network-undefined';
import { networkWithoutFamily } from './network-without-family';
import { networksInContainerMode } from './networks-in-container-mode';
import { networksInHostMode } from './networks-in-host-mode';
import { networksInNoneMode } from './networks-in-none-mode';
import { noAddressLeft } from './no-address-left';
import { overlayAuxiliaryDropped } from './overlay-auxiliary-dropped';
import { overlayNameInvalid } from './overlay-name-invalid';
import { overlayNeedsSwarm } from './overlay-needs-swarm';
import { overlayNotAttachable } from './overlay-not-attachable';
import { overlayWithoutIpv4 } from './overlay-without-ipv4';
import { parentIsLoopback } from './parent-is-loopback';
import { parentTaken } from './parent-taken';
import { passthruParentShared } from './passthru-parent-shared';
import { portsInContainerMode } from './ports-in-container-mode';
import { portsInHostMode } from './ports-in-host-mode';
import { portsInNoneMode } from './ports-in-none-mode';
import { portsOfStoppedContainer } from './ports-of-stopped-container';
import { portsWithoutWayIn } from './ports-without-way-in';
import { proxyNetworkNotShared } from './proxy-network-not-shared';
import { publishedAddressNotLocal } from './published-address-not-local';
import { publishedAddressUnreadable } from './published-address-unreadable';
import { publishedIpv6Unforwarded } from './published-ipv6-unforwarded';
import { publishedPortListenedOn } from './published-port-listened-on';
import { publishedPortOutOfRange } from './published-port-out-of-range';
import { publishedPortPickedTwice } from './published-port-picked-twice';
import { publishedPortTaken } from './published-port-taken';
import { publishedPortTwice } from './published-port-twice';
import { publishedPortsUnsorted } from './published-ports-unsorted';
import { publishedProtocolUnknown } from './published-protocol-unknown';
import { publishedRangeReversed } from './published-range-reversed';
import { stackCircle } from './stack-circle';
import { stackOwnerMissing } from './stack-owner-missing';
import { stackOwnerNotAwaited } from './stack-owner-not-awaited';
import { stackOwnerStopped } from './stack-owner-stopped';
import { stackOwnerUndefined } from './stack-owner-undefined';
import { staticAddressInDynamicRange } from './static-address-in-dynamic-range';
import { staticAddressOnDefaultBridge } from './static-address-on-default-bridge';
import { staticAddressOutsideSubnet } from './static-address-outside-subnet';
import { staticAddressReserved } from './static-address-reserved';
import { staticAddressTaken } from './static-address-taken';
import { staticAddressUnreadable } from './static-address-unreadable';
import { staticAddressWithoutSubnet } from './static-address-without-subnet';
import { subnetHoldsHost } from './subnet-holds-host';
import { subnetHostBits } from './subnet-host-bits';
import { subnetMissing } from './subnet-missing';
import { subnetOfAny } from './subnet-of-any';
import { subnetPublic } from './subnet-public';
import { subnetSpecial } from './subnet-special';
import { subnetTooSmall } from './subnet-too-small';
import { subnetUnreadable } from './subnet-unreadable';
import { subnetUsedElsewhere } from './subnet-used-elsewhere';
import { subnetsOverlap } from './subnets-overlap';
import { sysctlInHostIpc } from './sysctl-in-host-ipc';
import { sysctlInHostMode } from './sysctl-in-host-mode';
import { sysctlNotOfContainer } from './sysctl-not-of-container';
import { vlanOutOfRange } from './vlan-out-of-range';

/** Rules about one Docker Engine: names, addresses, driver options, attachments, modes, links, ports. */
export const DOCKER_RULES: readonly Rule<'dockerHost'>[] = [
  networkNameReserved,
  networkNameEmpty,
  networkNameTaken,
  networkNameUnusual,
  networkNameContainer,
  overlayNameInvalid,
  networkDriverPredefined,
  networkDriverUnknown,
  overlayNeedsSwarm,
  overlayNotAttachable,
  overlayWithoutIpv4,
  attachableWithoutSwarm,
  ingressNotOverlay,
  ingressJoined,
  ingressTaken,
  overlayAuxiliaryDropped,
  ipv6WithoutSubnet,
  ipv6SubnetUnused,
  ipv6NotCanonical,
  ipamDriverUnusable,
  ipamReadBackDiffers,
  subnetUnreadable,
  subnetMissing,
  subnetHostBits,
  subnetTooSmall,
  subnetOfAny,
  subnetSpecial,
  subnetPublic,
  bridgeSubnets,
  subnetsOverlap,
  sysctlInHostMode,
  sysctlInHostIpc,
  sysctlNotOfContainer,
  subnetUsedElsewhere,
  subnetHoldsHost,
  automaticSubnetsUsedUp,
  noAddressLeft,
  gatewayUnreadable,
  gatewayOutsideSubnet,
  gatewayUnusable,
  ipRangeUnreadable,
  ipRangeOutsideSubnet,
  ipRangeHostBits,
  auxiliaryAddressUnreadable,
  auxiliaryAddressOutsideSubnet,
  auxiliaryAddressTaken,
  auxiliaryAddressAsGateway,
  driverOptionUnreadable,
  driverOptionUnknown,
  driverOptionTooNew,
  gatewayModeUnknown,
  gatewayModeIsolated,
  networkWithoutFamily,
  bridgeNameInvalid,
  bridgeNameTaken,
  defaultBridgeHijacked,
  defaultBridgeIpv6SubnetUnusable,
  mtuOutOfRange,
  interfaceNameInvalid,
  interfaceNameTaken,
  interfaceSysctlOnContainer,
  interfacePrefixTooLong,
  parentIsLoopback,
  vlanOutOfRange,
  parentTaken,
  passthruParentShared,
  driverModeUnknown,
  networkUndefined,
  networkJoinedTwice,
  hostNetworkAsEndpoint,
  aliasOnDefaultBridge,
  aliasUnresolvable,
  containerNameUnresolvable,
  aliasShadowsName,
  hostnameShared,
  hostnameTooLong,
  containerNameInvalid,
  containerNameSlash,
  engineContainerNameTaken,
  staticAddressUnreadable,
  staticAddressOnDefaultBridge,
  staticAddressWithoutSubnet,
  staticAddressOutsideSubnet,
  staticAddressReserved,
  staticAddressTaken,
  staticAddressInDynamicRange,
  networksInContainerMode,
  networksInHostMode,
  networksInNoneMode,
  networkModeReadBackDiffers,
  portsInContainerMode,
  exposeInContainerMode,
  macAddressInSharedStack,
  macAddressUnreadable,
  portsInHostMode,
  portsInNoneMode,
  portsWithoutWayIn,
  hostnameInContainerMode,
  dnsInContainerMode,
  extraHostsInContainerMode,
  linksInSharedStack,
  linkUnreadable,
  linkTargetUndefined,
  linkToItself,
  linkTargetInHostMode,
  linkTargetElsewhere,
  legacyLinksWithoutIcc,
  linkTargetStopped,
  engineLinkAliasTaken,
  stackOwnerMissing,
  stackOwnerUndefined,
  stackCircle,
  stackOwnerNotAwaited,
  stackOwnerStopped,
  listenerTaken,
  extraHostUnreadable,
  extraHostReadBackDiffers,
  dnsServerUnreadable,
  containerPortOutOfRange,
  publishedPortOutOfRange,
  publishedRangeReversed,
  publishedProtocolUnknown,
  publishedAddressUnreadable,
  publishedAddressNotLocal,
  publishedIpv6Unforwarded,
  publishedPortTaken,
  publishedPortPickedTwice,
  publishedPortListenedOn,
  publishedPortTwice,
  publishedPortsUnsorted,
  portsOfStoppedContainer,
  dialledHostNameMissing,
  dialledLocalhost,
  dialledNameUnknown,
  dialledNetworkNotShared,
  dialledPortNotListenedOn,
  dialledWayBlocked,
  listensOnLoopbackOnly,
  proxyNetworkNotShared,
  advertisedAddressUnreachable,
  databasePublishedEverywhere,
  portVariableMalformed,
  publishedPortNotListenedOn,
  nameSharedBetweenProjects,
  priorityWithoutGatewayPriority,
  replicasShareHostPort,
  subnetInAddressPools,
];
