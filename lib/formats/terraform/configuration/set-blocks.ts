import { isData, Reference, type Data } from '../../../core/reading/field';
import { Unknown } from '../../../core/values/unknown';

/**
 * Blocks that the schemas of the providers have as sets, where the same twice is there once. Others are lists, such as the
 * `ports` of a container.
 *
 * @see https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-types#typeset
 */
const SETS: Readonly<Record<string, readonly string[]>> = {
  aws_alb: ['subnet_mapping'],
  aws_alb_listener_rule: ['condition'],
  aws_default_network_acl: ['ingress', 'egress'],
  aws_default_route_table: ['route'],
  aws_default_security_group: ['ingress', 'egress'],
  aws_ecs_cluster: ['setting', 'default_capacity_provider_strategy'],
  aws_ecs_cluster_capacity_providers: ['default_capacity_provider_strategy'],
  aws_ecs_service: ['load_balancer', 'capacity_provider_strategy', 'placement_constraints'],
  aws_ecs_task_definition: ['volume', 'placement_constraints'],
  aws_elb: ['listener'],
  aws_lb: ['subnet_mapping'],
  aws_lb_listener_rule: ['condition'],
  aws_network_acl: ['ingress', 'egress'],
  aws_route_table: ['route'],
  aws_security_group: ['ingress', 'egress'],
  docker_container: [
    ...['capabilities', 'devices', 'host', 'labels', 'mounts', 'networks_advanced', 'ulimit', 'upload', 'volumes'],
  ],
  docker_network: ['ipam_config', 'labels'],
};

/** The values of a resource, with blocks once that a set has once. */
export function withoutDoubles(type: string, body: Data): Data {
  const sets = Object.hasOwn(SETS, type) ? (SETS[type] ?? []) : [];
  for (const name of sets) {
    const blocks = body[name];
    if (Array.isArray(blocks) && blocks.length > 1) Reflect.set(body, name, once(blocks));
  }
  return body;
}

function once(blocks: readonly unknown[]): readonly unknown[] {
  const seen = new Set<string>();
  return blocks.filter((block) => {
    const text = textOf(block);
    if (text === undefined) return true;
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

/** The same text for values that are surely the same; undefined where that is not known. */
function textOf(value: unknown): string | undefined {
  if (value instanceof Unknown) return undefined;
  if (value instanceof Reference) return `${value.id}.${value.attribute ?? ''}`;
  if (Array.isArray(value)) return joined(value.map((item: unknown) => ['', item]));
  if (isData(value)) {
    const given = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
    return joined(given.sort(([one], [other]) => (one < other ? -1 : 1)));
  }
  return typeof value === 'object' ? undefined : JSON.stringify(value);
}

function joined(entries: readonly (readonly [string, unknown])[]): string | undefined {
  const texts = entries.map(([key, item]) => [JSON.stringify(key), textOf(item)] as const);
  return texts.every(([, text]) => text !== undefined) ? `{${texts.map((one) => one.join(':')).join(',')}}` : undefined;
}
