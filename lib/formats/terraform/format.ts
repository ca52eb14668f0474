import { isData } from '../field';
import { defineFormat } from '../format';
import { snakeCased } from '../text/pointer';
import { readTerraform } from './reader';

/** Arguments whose names are not those of the model in snake case. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  ipv4: ['ipv4_address'],
  ipv6: ['ipv6_address'],
  hostPort: ['external'],
  containerPort: ['internal'],
  hostAddress: ['ip'],
  ipam: ['ipam_config'],
  auxiliary: ['aux_address'],
  namespace: ['network_mode'],
  endpoints: ['networks_advanced'],
  published: ['ports'],
  publishAll: ['publish_all_ports'],
  network: ['name'],
  extraHosts: ['host'],
  environment: ['env'],
  placementStrategies: ['ordered_placement_strategy'],
  deploymentConfiguration: ['deployment_maximum_percent', 'deployment_minimum_healthy_percent'],
};

/** Terraform: configurations, plans and states. */
export const TERRAFORM = defineFormat({
  name: 'terraform',
  language: 'terraform',
  title: 'Terraform JSON',
  plural: 'Terraform JSON',
  marks: 'resource, planned_values',
  together: 'files of one Terraform configuration',
  holds: { docker: 'Terraform JSON with docker resources', ecs: 'Terraform JSON with ECS resources' },
  // container definitions are JSON inside, in the names of the ECS API
  spellings: (field) => [
    field,
    snakeCased(field),
    ...(Object.hasOwn(ARGUMENTS, field) ? (ARGUMENTS[field] ?? []) : []),
  ],

  recognize({ data, file }) {
    if (!isData(data)) return undefined;
    if (Object.hasOwn(data, 'planned_values') || /\.tf\.json$/i.test(file)) return 'certain';
    if (Object.hasOwn(data, 'format_version') && isData(data['values'])) return 'certain';
    const isBlock = (key: string): boolean => isData(data[key]) || Array.isArray(data[key]);
    return ['terraform', 'resource', 'provider'].some(isBlock) ? 'certain' : undefined;
  },

  read: (documents, { parameters = {} }) => ({ reading: readTerraform(documents, { parameters }) }),
});
