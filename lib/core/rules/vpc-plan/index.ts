import { type Rule } from '../rule';
import { namespaceOfOtherVpc } from './namespace-of-other-vpc';
import { natGatewayAddressMismatch } from './nat-gateway-address-mismatch';
import { routeBeforeAttachment } from './route-before-attachment';
import { routeTableOfOtherVpc } from './route-table-of-other-vpc';
import { securityGroupBlockMalformed } from './security-group-block-malformed';
import { securityGroupOfOtherVpc } from './security-group-of-other-vpc';
import { securityGroupPeerAmbiguous } from './security-group-peer-ambiguous';
import { securityGroupPeerMissing } from './security-group-peer-missing';
import { securityGroupPortsIgnored } from './security-group-ports-ignored';
import { securityGroupPortsMissing } from './security-group-ports-missing';
import { securityGroupPortsReversed } from './security-group-ports-reversed';
import { securityGroupsInACircle } from './security-groups-in-a-circle';
import { subnetOutsideVpc } from './subnet-outside-vpc';
import { subnetSizeUnsupported } from './subnet-size-unsupported';
import { subnetsOfTwoVpcs } from './subnets-of-two-vpcs';
import { targetGroupOfOtherVpc } from './target-group-of-other-vpc';
import { vpcSubnetsOverlap } from './vpc-subnets-overlap';

/** Rules about VPCs and security groups, in the order in which they are reported. */
export const VPC_PLAN_RULES: readonly Rule<'vpcPlan'>[] = [
  namespaceOfOtherVpc,
  natGatewayAddressMismatch,
  routeTableOfOtherVpc,
  securityGroupBlockMalformed,
  securityGroupOfOtherVpc,
  securityGroupPeerAmbiguous,
  securityGroupPeerMissing,
  securityGroupPortsIgnored,
  securityGroupPortsMissing,
  securityGroupPortsReversed,
  securityGroupsInACircle,
  subnetOutsideVpc,
  subnetSizeUnsupported,
  subnetsOfTwoVpcs,
  targetGroupOfOtherVpc,
  vpcSubnetsOverlap,
  routeBeforeAttachment,
];
