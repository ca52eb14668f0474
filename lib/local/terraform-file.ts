import { type LocalPlan, networksIn } from '../core/local/local-plan';
import { PROVIDER_VERSIONS } from './docker-provider';
import { filled, volumesOf } from './settings';
import { containerBlocks, labelOf, labelsOf, literal } from './terraform-blocks';

/** The provider that the file is for. */
const PROVIDER = { source: 'kreuzwerker/docker', version: PROVIDER_VERSIONS } as const;

/** A plan as Terraform JSON for the docker provider. */
export function terraformFile(plan: LocalPlan, project: string): string {
  const images = labelsOf(plan.containers.map(({ image }) => image));
  const networks = labelsOf(networksIn(plan));
  const nameOf = (name: string): string => literal(`${project}_${name}`);
  const containers = containerBlocks(plan, {
    container: (key) => `docker_container.${labelOf(key)}`,
    image: (name) => `\${docker_image.${images.get(name) ?? ''}.image_id}`,
    network: (name) => `\${docker_network.${networks.get(name) ?? ''}.id}`,
    volume: nameOf,
    text: literal,
  });
  const content = {
    terraform: { required_providers: { docker: PROVIDER } },
    provider: { docker: {} },
    resource: filled({
      docker_image: Object.fromEntries(
        [...images].map(([name, label]) => [label, { name: literal(name), keep_locally: true }]),
      ),
      docker_network: Object.fromEntries([...networks].map(([name, label]) => [label, { name: nameOf(name) }])),
      docker_volume: Object.fromEntries(volumesOf(plan).map((name) => [labelOf(name), { name: nameOf(name) }])),
      docker_container: Object.fromEntries([...containers].map(([key, block]) => [labelOf(key), block])),
    }),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
