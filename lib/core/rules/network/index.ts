import { type Rule } from '../rule';
import { endpointServiceUnknown } from './endpoint-service-unknown';
import { execWithoutWayOut } from './exec-without-way-out';
import { instanceCannotRegister } from './instance-cannot-register';
import { loadBalancerBlocked } from './load-balancer-blocked';
import { loadBalancerInPrivateSubnets } from './load-balancer-in-private-subnets';
import { loadBalancerWithoutIpv6 } from './load-balancer-without-ipv6';
import { logsOutOfReach } from './logs-out-of-reach';
import { peeredVpcsOverlap } from './peered-vpcs-overlap';
import { publicSubnetWithoutWayOut } from './public-subnet-without-way-out';
import { secretOutOfReach } from './secret-out-of-reach';
import { serviceConnectOutOfReach } from './service-connect-out-of-reach';
import { taskCannotPullImage } from './task-cannot-pull-image';
import { volumeOutOfReach } from './volume-out-of-reach';

/** Rules about a network, in the order in which they are reported: that in which tasks ask. */
export const NETWORK_RULES: readonly Rule<'network'>[] = [
  instanceCannotRegister,
  taskCannotPullImage,
  secretOutOfReach,
  volumeOutOfReach,
  logsOutOfReach,
  serviceConnectOutOfReach,
  execWithoutWayOut,
  publicSubnetWithoutWayOut,
  endpointServiceUnknown,
  peeredVpcsOverlap,
  loadBalancerInPrivateSubnets,
  loadBalancerBlocked,
  loadBalancerWithoutIpv6,
];
