import { type PortMappingDefinition } from '../ecs/task';
import { atField, type Place } from '../values/place';

/** Where a mapping says its host port: where that is left out, the container port stands for both. */
export function hostPortPlace({ at, hostPort }: PortMappingDefinition): Place {
  return atField(at, hostPort === undefined ? 'containerPort' : 'hostPort');
}
