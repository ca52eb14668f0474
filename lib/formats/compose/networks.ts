import { type NetworkDefinition } from '../../core/engine/definition/docker-host';
import { type Place } from '../../core/values/place';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { Field, isData, made } from '../../core/reading/field';
import { textsIn } from '../../core/reading/texts';
import { type ComposeSource } from './source';

/** The name that a network of a project has on the engine. */
export function networkName(source: ComposeSource, project: string, key: string, raw: unknown): Knowable<string> {
  const body = isData(raw) ? raw : {};
  const external = body['external'];
  const name = (isData(external) ? external['name'] : undefined) ?? body['name'];
  if (name !== undefined && name !== null) {
    return source.identify(name) ?? key;
  }
  return isExternal(source, raw) ? key : `${project}_${key}`;
}

export function isExternal(source: ComposeSource, raw: unknown): boolean {
  const external = isData(raw) ? raw['external'] : undefined;
  return isData(external) || source.resolve(external) === true || source.resolve(external) === 'true';
}

/** A network as Compose creates it. */
export function readNetwork(
  source: ComposeSource,
  raw: unknown,
  name: Knowable<string>,
  at: Place,
  inStack: boolean,
): NetworkDefinition {
  const field = Field.root(source, isData(raw) ? raw : {}, at);
  const ipam = field.get('ipam');
  return made<NetworkDefinition>({
    at,
    name,
    ipamDriver: ipam.string('driver'),
    driver: field.string('driver') ?? 'bridge',
    ipam: ipam.get('config').list((block, index) =>
      made<NetworkDefinition['ipam']['items'][number]>({
        at: block.placeIn(at, `subnet ${index + 1}`),
        subnet: block.string('subnet'),
        gateway: block.string('gateway'),
        ipRange: block.string('ip_range'),
        auxiliary: textsIn(block.get('aux_addresses')),
      }),
    ),
    ipv6: field.boolean('enable_ipv6') ?? false,
    internal: field.boolean('internal') ?? false,
    attachable: isExternal(source, raw)
      ? MADE_ELSEWHERE
      : (field.boolean('attachable') ?? (inStack ? FOR_TASKS : false)),
    ingress: false,
    // the field has precedence over the option that does the same
    options: { ...textsIn(field.get('driver_opts')), ...familyOption(field) },
    existing: isExternal(source, raw),
  });
}

/** Tasks of a swarm join an overlay network that no container can be attached to. */
const FOR_TASKS = new Unknown('the file is for docker stack deploy');

/** Settings in the file do not change an external network. */
const MADE_ELSEWHERE = new Unknown('the network is made elsewhere');

function familyOption(field: Field): NetworkDefinition['options'] {
  const ipv4 = field.boolean('enable_ipv4');
  return ipv4 === undefined ? {} : { 'com.docker.network.enable_ipv4': isKnown(ipv4) ? String(ipv4) : ipv4 };
}
