/**
 * Keys that the Compose Specification has.
 * @see https://github.com/compose-spec/compose-spec/blob/main/spec.md
 */
export const KEYS = {
  file: words('version name services networks volumes configs secrets include models'),
  service: words(
    'annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name cpu_count ' +
      'cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on ' +
      'deploy develop device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file environment expose ' +
      'extends external_links extra_hosts gpus group_add healthcheck hostname image init ipc isolation label_file labels ' +
      'links logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit models network_mode networks ' +
      'oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_start pre_stop privileged profiles provider ' +
      'pull_policy pull_refresh_after read_only restart runtime scale secrets security_opt shm_size stdin_open ' +
      'stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volumes ' +
      'volumes_from working_dir',
  ),
  network: words('name driver driver_opts ipam external internal enable_ipv4 enable_ipv6 attachable labels'),
  endpoint: words(
    'aliases driver_opts gw_priority interface_name ipv4_address ipv6_address link_local_ips mac_address priority',
  ),
  dependency: words('condition restart required'),
  healthcheck: words('disable test interval timeout retries start_period start_interval'),
  port: words('name mode host_ip target published protocol app_protocol'),
  ipam: words('driver config options'),
  pool: words('subnet gateway ip_range aux_addresses'),
} as const;

/** Keys that are further inside, by the kind of object that they are often written into. */
const INSIDE: Readonly<Record<keyof typeof KEYS, Readonly<Record<string, string>>>> = {
  file: {},
  service: {
    ...under('deploy', 'replicas mode placement update_config rollback_config restart_policy endpoint_mode resources'),
    ...under('deploy.resources', 'limits reservations'),
    ...under('build', 'context dockerfile dockerfile_inline args target cache_from'),
    ...under('healthcheck', 'test interval timeout retries start_period start_interval'),
    ...under('networks.NETWORK', 'aliases ipv4_address ipv6_address gw_priority link_local_ips'),
    ...under('logging', 'log_opt log_driver'),
  },
  network: {
    ...under('ipam.config', 'subnet gateway ip_range aux_addresses config'),
    ...under('driver_opts', 'parent ipvlan_mode macvlan_mode ipvlan_flag mtu'),
    ...under('services.SERVICE.networks.NETWORK', 'aliases ipv4_address ipv6_address gw_priority priority'),
  },
  endpoint: {
    ...under('networks.NETWORK, at the top of the file', 'driver ipam external internal attachable enable_ipv6'),
    ...under('networks.NETWORK.ipam.config, at the top of the file', 'subnet gateway ip_range'),
  },
  dependency: {},
  healthcheck: {},
  port: {},
  ipam: under('ipam.config', 'subnet gateway ip_range aux_addresses'),
  pool: {},
};

function under(place: string, keys: string): Record<string, string> {
  return Object.fromEntries(keys.split(' ').map((key) => [key, place]));
}

/** Where a key belongs that stands in the wrong place; undefined when it is none of the format, or none that is known. */
export function homeOf(kind: keyof typeof KEYS, key: string): string | undefined {
  const inside = INSIDE[kind];
  if (Object.hasOwn(inside, key)) return inside[key];
  if (/^com\.docker\.network\./.test(key)) return 'driver_opts of a network';
  if (kind === 'file' && KEYS.service.has(key)) return 'services.SERVICE';
  if (kind === 'file' && KEYS.network.has(key)) return 'networks.NETWORK';
  if (kind !== 'service' && kind !== 'file' && KEYS.service.has(key)) return 'services.SERVICE';
  return undefined;
}

/** What may stand in a field; text may also stand for a number or a switch that a variable gives. */
export type Form =
  | 'text'
  | 'list'
  | 'object'
  | 'text or list'
  | 'list or object'
  | 'number'
  | 'text or number'
  | 'text or boolean';

/** The forms of the fields that are read. A field may also be null. */
export const FORMS: Readonly<Record<keyof typeof KEYS, Readonly<Record<string, Form>>>> = {
  file: {
    name: 'text',
    services: 'object',
    networks: 'object',
    include: 'list',
    volumes: 'object',
    configs: 'object',
    secrets: 'object',
  },
  service: {
    ...{ image: 'text', container_name: 'text', hostname: 'text', network_mode: 'text', scale: 'text or number' },
    ...{ ports: 'list', expose: 'list', links: 'list', external_links: 'list', profiles: 'list', dns: 'text or list' },
    ...{ networks: 'list or object', depends_on: 'list or object', extra_hosts: 'list or object', deploy: 'object' },
    ...{ environment: 'list or object', healthcheck: 'object', command: 'text or list', entrypoint: 'text or list' },
    ...{ dns_search: 'text or list', dns_opt: 'list', mac_address: 'text', restart: 'text', ipc: 'text', pid: 'text' },
    ...{
      cap_add: 'list',
      cap_drop: 'list',
      devices: 'list',
      group_add: 'list',
      security_opt: 'list',
      logging: 'object',
    },
    ...{
      user: 'text',
      working_dir: 'text',
      platform: 'text',
      runtime: 'text',
      isolation: 'text',
      storage_opt: 'object',
    },
    ...{ volumes: 'list', configs: 'list', secrets: 'list', tmpfs: 'text or list', stop_grace_period: 'text' },
    ...{ stop_signal: 'text', domainname: 'text', cgroup: 'text', userns_mode: 'text', pull_policy: 'text' },
    ...{ labels: 'list or object', annotations: 'list or object', sysctls: 'list or object', ulimits: 'object' },
  },
  network: {
    ...{ name: 'text', driver: 'text', driver_opts: 'object', ipam: 'object', internal: 'text or boolean' },
    ...{ enable_ipv4: 'text or boolean', enable_ipv6: 'text or boolean', attachable: 'text or boolean' },
  },
  endpoint: {
    ...{ aliases: 'list', ipv4_address: 'text', ipv6_address: 'text', link_local_ips: 'list', mac_address: 'text' },
    ...{ gw_priority: 'number', priority: 'number', driver_opts: 'object' },
  },
  dependency: { condition: 'text' },
  healthcheck: {
    ...{ test: 'text or list', retries: 'text or number', disable: 'text or boolean' },
    ...{ interval: 'text', timeout: 'text', start_period: 'text', start_interval: 'text' },
  },
  port: {},
  ipam: { config: 'list', driver: 'text', options: 'object' },
  pool: { subnet: 'text', gateway: 'text', ip_range: 'text', aux_addresses: 'object' },
};

/** What a service may wait for. */
export const CONDITIONS = ['service_started', 'service_healthy', 'service_completed_successfully'] as const;

/** How services and networks may be called. */
export const NAME = /^[a-zA-Z0-9._-]+$/;

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** A key of the same kind that was likely meant. */
export function likelyKey(key: string, keys: ReadonlySet<string>): string | undefined {
  const wanted = key.toLowerCase().replaceAll('-', '_');
  if (keys.has(wanted)) return wanted;
  return [...keys].find((one) => one.startsWith(wanted) || wanted.startsWith(one) || distanceIsOne(one, wanted));
}

function distanceIsOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a.charAt(at) === b.charAt(at)) at++;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  return restA.slice(1) === restB.slice(1) || restA === restB.slice(1) || restA.slice(1) === restB;
}
