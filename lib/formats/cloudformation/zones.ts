import { type Listed } from '../../core/values/listed';
import { type Knowable } from '../../core/values/unknown';
import { isKnown, Unknown } from '../../core/values/unknown';
import { type Field } from '../../core/reading/field';
import { NumberedZone } from './lists';
import { type Resources } from './resources';

/**
 * The availability zones of subnets, each once: by name, or `#0` for the first of whatever zones there are.
 *
 * Unknown when one of the subnets or its zone is not in the input, or when zones are given in different ways.
 */
export function zonesOf(resources: Resources, subnets: Listed<Knowable<string>>): Knowable<readonly string[]> {
  const zones = zonesInOrder(resources, subnets);
  return isKnown(zones) ? [...new Set(zones)] : zones;
}

/** The same, the zone of each subnet in its place. */
export function zonesInOrder(
  resources: Resources,
  { items, complete }: Listed<Knowable<string>>,
): Knowable<readonly string[]> {
  const open = new Unknown('the zones of the subnets are not in the templates given');
  if (!complete || items.length === 0) return open;
  const zones: string[] = [];
  for (const key of items) {
    const subnet = isKnown(key) ? resources.find('subnet', key) : undefined;
    const zone = subnet && zoneOf(subnet.properties.get('availabilityZone'));
    if (zone === undefined) return open;
    zones.push(zone);
  }
  return zones.every(isNumbered) || !zones.some(isNumbered) ? zones : open;
}

/** How Local Zones are called: the region, the city and a number, such as us-west-2-lax-1a. */
const LOCAL_ZONE = /^[a-z]{2}(?:-[a-z]+)+-\d-[a-z]{3}-\d[a-z]$/;

/**
 * Whether one of some subnets is on an Outpost or in a Local Zone; unknown while not all of them are in sight.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 */
export function areNearby(resources: Resources, { items }: Listed<Knowable<string>>): Knowable<boolean> {
  let nearby: Knowable<boolean> = false;
  for (const key of items) {
    const subnet = isKnown(key) ? resources.find('subnet', key)?.properties : undefined;
    const zone = subnet?.get('availabilityZone');
    const name = zone && zoneOf(zone);
    if (!subnet || !zone) nearby = new Unknown('its subnets are not all in the templates given');
    else if (!subnet.get('outpostArn').isAbsent || LOCAL_ZONE.test(name ?? '')) return true;
    else if (name === undefined && !zone.isAbsent) nearby = new Unknown('the zones of its subnets are not all known');
  }
  return nearby;
}

/** Whether a zone is given by its index in the list of zones. */
function isNumbered(zone: string): boolean {
  return zone.startsWith('#');
}

/** The zone that a field names; undefined where it is not in sight. */
export function zoneOf({ value }: Field): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof NumberedZone ? value.name : undefined;
}
