import { type ContainerSpec, type EndpointDefinition, type EngineSettings } from '../definition/docker-host';
import { NOTHING, type Listed } from '../../values/listed';
import { Unknown, type Knowable } from '../../values/unknown';
import { type Sandbox } from './sandbox';

/** The attachments of a container as the engine takes them: to the default bridge where it asks for none. */
export function startedAttachmentsOf(spec: ContainerSpec, engine: EngineSettings): EndpointDefinition[] {
  const { items, complete } = spec.endpoints;
  if (items.length === 0 && complete) return [defaultAttachment(spec, engine)];
  return items.map((one) => withLaterPriority(one, items));
}

/** Of two attachments to one network the first counts, with the priority of the later one. */
function withLaterPriority(one: EndpointDefinition, all: readonly EndpointDefinition[]): EndpointDefinition {
  if (all.length === 1) return one;
  const later = all.find((other) => other.network === one.network && other.gatewayPriority !== undefined);
  const gatewayPriority = one.gatewayPriority ?? later?.gatewayPriority;
  return gatewayPriority === undefined ? one : { ...one, gatewayPriority };
}

function defaultAttachment({ at }: ContainerSpec, { defaultBridge: bridge }: EngineSettings): EndpointDefinition {
  return { at, network: bridge?.exists === false ? 'none' : 'bridge', aliases: NOTHING, links: NOTHING };
}

/** Why an endpoint may have names that are not known. */
export function openNamesOf({ owner }: Sandbox, { aliases }: EndpointDefinition): string | undefined {
  const named = [owner?.spec.name, owner?.spec.hostname].find((one) => one instanceof Unknown);
  return named?.why ?? openIn(aliases, `not all aliases of ${owner?.name ?? 'a container'} are known`);
}

export function openIn({ items, complete }: Listed<Knowable<string>>, otherwise: string): string | undefined {
  return items.find((one) => one instanceof Unknown)?.why ?? (complete ? undefined : otherwise);
}
