/** The steps of a JSON pointer. */
export function stepsOf(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((step) => (step.includes('~') ? step.replaceAll('~1', '/').replaceAll('~0', '~') : step));
}

/** A name as a step of a JSON pointer. */
export function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Fields whose names in Terraform or compose are not the model's with another case. */
const OTHER_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ipv4: ['ipv4_address'],
    ipv6: ['ipv6_address'],
    hostPort: ['external', 'published'],
    containerPort: ['internal', 'target'],
    hostAddress: ['ip', 'host_ip'],
    ipRange: ['ip_range'],
    ipam: ['ipam_config'],
    auxiliary: ['aux_address', 'aux_addresses'],
    namespace: ['network_mode'],
    endpoints: ['networks_advanced', 'networks'],
    published: ['ports'],
    extraHosts: ['host', 'extra_hosts'],
    options: ['driver_opts'],
    network: ['name'],
    publishAll: ['publish_all_ports'],
    environment: ['env'],
    name: ['container_name'],
    placementStrategies: ['ordered_placement_strategy'],
    deploymentConfiguration: ['deployment_maximum_percent', 'deployment_minimum_healthy_percent'],
  }),
);

/**
 * The spellings of a field: as the ECS API, CloudFormation and Terraform write it. Findings name fields as the model
 * does, so a place in a file is found whatever the format.
 */
export function spellings(field: string): readonly string[] {
  const first = field.charAt(0).toUpperCase() + field.slice(1);
  const snake = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return [field, first, snake, ...(OTHER_NAMES.get(field) ?? [])];
}
