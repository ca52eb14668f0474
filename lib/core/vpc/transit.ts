import { isKnown, type Knowable } from '../values/unknown';
import { type Route, type TransitAttachment, type TransitGateway } from './aws-network';
import { find, sameZone, type NetworkIndex } from './network-index';
import { type PathRecord } from './path-record';
import { type Station } from './station';

/**
 * Through a transit gateway to another VPC.
 *
 * @returns whether the groups of the caller are seen on the other side; undefined where that is not known
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
export function throughTransitGateway(
  record: PathRecord,
  index: NetworkIndex,
  from: Station,
  to: Station,
  route: Route,
  key: string,
): boolean | undefined {
  const gateway = index.transitGateways.get(key);
  if (!gateway) {
    record.lack('route', route, 'what it leads to is not in sight');
    return undefined;
  }
  const [here, there] = [attachmentOf(index, key, from.vpc), attachmentOf(index, key, to.vpc)];
  const knowsAll = index.network.transitAttachments.every(({ gateway: one, vpc }) => isKnown(one) && isKnown(vpc));
  for (const attachment of [here, there]) {
    if (attachment) continue;
    if (knowsAll) record.stop('route', 'transit-unattached', route, { gateway: key });
    else record.lack('route', gateway, 'which VPCs are attached to it is not known');
    return undefined;
  }
  if (!here || !there) return undefined;
  const served = here.subnets.items.map((subnet) => sameZone(zoneOf(index, subnet), from.subnet?.zone ?? ''));
  if (!served.includes(true)) {
    if (here.subnets.complete && !served.includes(undefined)) {
      record.stop('route', 'transit-zone-missing', here, { subnet: from.subnet?.key ?? '' });
      return undefined;
    }
    record.lack('route', here, 'whether it has a subnet in the zone of the caller is not known');
  }
  if (leadsTo(record, index, gateway, here, there)) record.hop('transit-gateway', gateway, route);
  return carries([gateway.carriesGroups, here.carriesGroups, there.carriesGroups]);
}

function carries(settings: readonly Knowable<boolean>[]): boolean | undefined {
  if (settings.includes(false)) return false;
  return settings.every((setting) => setting === true) ? true : undefined;
}

function attachmentOf(index: NetworkIndex, gateway: string, vpc: Knowable<string>): TransitAttachment | undefined {
  return index.network.transitAttachments.find((one) => one.gateway === gateway && one.vpc === vpc);
}

function zoneOf(index: NetworkIndex, subnet: Knowable<string>): Knowable<string> {
  return find(index.subnets, subnet)?.zone ?? '${}';
}

/** Whether the table that decides about what one attachment sends has a route to the other one. */
function leadsTo(
  record: PathRecord,
  index: NetworkIndex,
  gateway: TransitGateway,
  here: TransitAttachment,
  there: TransitAttachment,
): boolean {
  const { associatesByDefault, propagatesByDefault } = gateway;
  const [association] = here.associations.items;
  if (association === undefined) {
    if (!here.associations.complete || !isKnown(associatesByDefault)) {
      record.lack('route', here, 'the table that it is associated with is not known');
      return false;
    }
    if (!associatesByDefault) {
      record.stop('route', 'transit-not-associated', here, { gateway: gateway.key });
      return false;
    }
    if (propagatesByDefault === true) return true;
    if (isKnown(propagatesByDefault)) record.stop('route', 'transit-route-missing', gateway);
    else record.lack('route', gateway, 'whether it propagates by default is not known');
    return false;
  }
  const table = isKnown(association) ? index.network.transitTables.find(({ key }) => key === association) : undefined;
  if (!table) {
    record.lack('route', here, 'the table that it is associated with is not in sight');
    return false;
  }
  const routes = index.transitRoutes.get(table.key) ?? [];
  if (there.propagations.items.includes(table.key) || routes.some(({ attachment }) => attachment === there.key))
    return true;
  const isOpen =
    !there.propagations.complete ||
    !there.propagations.items.every(isKnown) ||
    routes.some(({ attachment }) => attachment !== undefined && !isKnown(attachment));
  if (isOpen) record.lack('route', table, 'its routes are not all known');
  else record.stop('route', 'transit-route-missing', table);
  return false;
}
