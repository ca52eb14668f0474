import { type Rule } from '../rule';
import { autoScalingTargetTypeMismatch } from './auto-scaling-target-type-mismatch';
import { classicHealthCheckPortDiffers } from './classic-health-check-port-differs';
import { classicLoadBalancerMalformed } from './classic-load-balancer-malformed';
import { forwardMixesTargetGroups } from './forward-mixes-target-groups';
import { forwardWeightsMalformed } from './forward-weights-malformed';
import { listenerActionUnsupported } from './listener-action-unsupported';
import { listenerActionsUnordered } from './listener-actions-unordered';
import { listenerCertificateMisplaced } from './listener-certificate-misplaced';
import { listenerPortClosed } from './listener-port-closed';
import { listenerPortTaken } from './listener-port-taken';
import { listenerProtocolMismatch } from './listener-protocol-mismatch';
import { listenerProtocolUnsupported } from './listener-protocol-unsupported';
import { listenerRuleUnsupported } from './listener-rule-unsupported';
import { listenerWithoutCertificate } from './listener-without-certificate';
import { listenerWithoutPort } from './listener-without-port';
import { loadBalancerAttributeUnsupported } from './load-balancer-attribute-unsupported';
import { loadBalancerInOneZone } from './load-balancer-in-one-zone';
import { loadBalancerSettingUnsupported } from './load-balancer-setting-unsupported';
import { loadBalancerZoneTwice } from './load-balancer-zone-twice';
import { redirectMalformed } from './redirect-malformed';
import { ruleConditionMalformed } from './rule-condition-malformed';
import { ruleNeverReached } from './rule-never-reached';
import { rulePriorityTaken } from './rule-priority-taken';
import { targetGroupAttributeUnsupported } from './target-group-attribute-unsupported';
import { targetGroupIncomplete } from './target-group-incomplete';
import { targetGroupIpv6BehindIpv4 } from './target-group-ipv6-behind-ipv4';
import { targetGroupOnTwoLoadBalancers } from './target-group-on-two-load-balancers';
import { targetGroupProtocolVersionMisplaced } from './target-group-protocol-version-misplaced';
import { targetHealthCheckDisabled } from './target-health-check-disabled';
import { targetHealthCheckOutOfRange } from './target-health-check-out-of-range';
import { targetHealthCheckPathOnTcp } from './target-health-check-path-on-tcp';
import { targetHealthCheckPortMalformed } from './target-health-check-port-malformed';
import { targetHealthCheckProtocolUnsupported } from './target-health-check-protocol-unsupported';
import { targetHealthCheckTimeoutTooLong } from './target-health-check-timeout-too-long';

/** Rules about load balancers, in the order in which they are reported. */
export const LOAD_BALANCING_RULES: readonly Rule<'loadBalancing'>[] = [
  autoScalingTargetTypeMismatch,
  classicHealthCheckPortDiffers,
  classicLoadBalancerMalformed,
  forwardMixesTargetGroups,
  forwardWeightsMalformed,
  listenerActionUnsupported,
  listenerActionsUnordered,
  listenerCertificateMisplaced,
  listenerPortClosed,
  listenerPortTaken,
  listenerProtocolMismatch,
  listenerProtocolUnsupported,
  listenerRuleUnsupported,
  listenerWithoutCertificate,
  listenerWithoutPort,
  loadBalancerAttributeUnsupported,
  loadBalancerInOneZone,
  loadBalancerSettingUnsupported,
  loadBalancerZoneTwice,
  redirectMalformed,
  ruleConditionMalformed,
  ruleNeverReached,
  rulePriorityTaken,
  targetGroupAttributeUnsupported,
  targetGroupIncomplete,
  targetGroupIpv6BehindIpv4,
  targetGroupOnTwoLoadBalancers,
  targetGroupProtocolVersionMisplaced,
  targetHealthCheckDisabled,
  targetHealthCheckOutOfRange,
  targetHealthCheckPathOnTcp,
  targetHealthCheckPortMalformed,
  targetHealthCheckProtocolUnsupported,
  targetHealthCheckTimeoutTooLong,
];
