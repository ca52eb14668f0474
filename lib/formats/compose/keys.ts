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
      'oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_stop privileged profiles provider ' +
      'pull_policy pull_refresh_after read_only restart runtime scale secrets security_opt shm_size stdin_open ' +
      'stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volumes ' +
      'volumes_from working_dir',
  ),
  network: words('name driver driver_opts ipam external internal enable_ipv4 enable_ipv6 attachable labels'),
  endpoint: words(
    'aliases driver_opts gw_priority interface_name ipv4_address ipv6_address link_local_ips mac_address priority',
  ),
} as const;

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
