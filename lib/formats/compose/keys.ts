import { NETWORK, SERVICE, type Noun, type Shape } from './schema';

/** Keys that are further inside, by the object that they are often written into. */
const INSIDE: Readonly<Partial<Record<Noun, Readonly<Record<string, string>>>>> = {
  'a service': {
    ...under('deploy', 'replicas mode placement update_config rollback_config restart_policy endpoint_mode resources'),
    ...under('deploy.resources', 'limits reservations'),
    ...under('build', 'context dockerfile dockerfile_inline args target cache_from'),
    ...under('healthcheck', 'test interval timeout retries start_period start_interval'),
    ...under('networks.NETWORK', 'aliases ipv4_address ipv6_address gw_priority link_local_ips'),
    ...under('logging', 'log_opt log_driver'),
  },
  'a network': {
    ...under('ipam.config', 'subnet gateway ip_range aux_addresses config'),
    ...under('driver_opts', 'parent ipvlan_mode macvlan_mode ipvlan_flag mtu'),
    ...under('services.SERVICE.networks.NETWORK', 'aliases ipv4_address ipv6_address gw_priority priority'),
  },
  'a network of a service': {
    ...under('networks.NETWORK, at the top of the file', 'driver ipam external internal attachable enable_ipv6'),
    ...under('networks.NETWORK.ipam.config, at the top of the file', 'subnet gateway ip_range'),
  },
  ipam: under('ipam.config', 'subnet gateway ip_range aux_addresses'),
};

function under(place: string, keys: string): Record<string, string> {
  return Object.fromEntries(keys.split(' ').map((key) => [key, place]));
}

/** Where a key belongs that stands in the wrong object; undefined when it is none of the format, or none that is known. */
export function homeOf(noun: Noun | undefined, key: string): string | undefined {
  const inside = noun && INSIDE[noun];
  if (inside && Object.hasOwn(inside, key)) return inside[key];
  if (/^com\.docker\.network\./.test(key)) return 'driver_opts of a network';
  const isOf = ({ fields = {} }: Shape): boolean => Object.hasOwn(fields, key);
  if (noun !== 'a service' && isOf(SERVICE)) return 'services.SERVICE';
  return noun === 'a compose file' && isOf(NETWORK) ? 'networks.NETWORK' : undefined;
}

/** A key of the same kind that was likely meant. */
export function likelyKey(key: string, keys: readonly string[]): string | undefined {
  const wanted = key.toLowerCase().replaceAll('-', '_');
  if (keys.includes(wanted)) return wanted;
  return keys.find((one) => one.startsWith(wanted) || wanted.startsWith(one) || distanceIsOne(one, wanted));
}

function distanceIsOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a.charAt(at) === b.charAt(at)) at++;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  return restA.slice(1) === restB.slice(1) || restA === restB.slice(1) || restA.slice(1) === restB;
}
