import { type ContainerDefinition, type Knowable, type Listed, type PortMappingDefinition } from '../../core';
import { isKnown } from '../../core/unknown';
import { made, type Field } from '../field';

/** A container definition, in any of the formats that spell it as the ECS API does. */
export function readContainer(field: Field, owner: Field, index: number): ContainerDefinition {
  const name = field.get('name').string() ?? `container${index}`;
  const at = field.placeIn(owner.at, isKnown(name) ? name : index);
  const health = field.get('healthCheck');
  const linux = field.get('linuxParameters');
  return made<ContainerDefinition>({
    at,
    name,
    image: field.get('image').text(),
    essential: field.get('essential').boolean() ?? true,
    portMappings: field.get('portMappings').list(readPortMapping),
    links: field.get('links').strings(),
    hostname: field.get('hostname').string(),
    dnsServers: field.get('dnsServers').strings(),
    dnsSearchDomains: field.get('dnsSearchDomains').strings(),
    extraHosts: field.get('extraHosts').list((host) => ({
      hostname: host.get('hostname').string() ?? '',
      ipAddress: host.get('ipAddress').string() ?? '',
    })),
    disableNetworking: field.get('disableNetworking').boolean(),
    systemControls: field.get('systemControls').list((control) =>
      made<ContainerDefinition['systemControls']['items'][number]>({
        namespace: control.get('namespace').string() ?? '',
        value: control.get('value').text(),
      }),
    ),
    dependsOn: field.get('dependsOn').list((dependency) => ({
      container: dependency.get('containerName').string() ?? '',
      condition: dependency.get('condition').string() ?? '',
    })),
    healthCheck: health.isAbsent
      ? undefined
      : made<NonNullable<ContainerDefinition['healthCheck']>>({ timeoutSeconds: health.get('timeout').number() }),
    memory: field.get('memory').number(),
    memoryReservation: field.get('memoryReservation').number(),
    user: field.get('user').text(),
    privileged: field.get('privileged').boolean(),
    readonlyRootFilesystem: field.get('readonlyRootFilesystem').boolean(),
    linuxParameters: linux.isAbsent
      ? undefined
      : made<NonNullable<ContainerDefinition['linuxParameters']>>({
          initProcessEnabled: linux.get('initProcessEnabled').boolean(),
          addedCapabilities: linux.get('capabilities').get('add').strings(),
        }),
    hasUlimits: isFilled(field.get('ulimits')),
    firelens: field.get('firelensConfiguration').get('type').string(),
    logDriver: field.get('logConfiguration').get('logDriver').text(),
    mountPaths: writable(field.get('mountPoints')),
    environment: field.get('environment').list((variable) => ({
      name: variable.get('name').text() ?? '',
      value: variable.get('value').text() ?? '',
    })),
  });
}

function readPortMapping(field: Field, index: number): PortMappingDefinition {
  const at = field.placeIn(field.at, `port${index}`);
  return made<PortMappingDefinition>({
    at,
    containerPort: field.get('containerPort').number(),
    hostPort: field.get('hostPort').number(),
    containerPortRange: field.get('containerPortRange').string(),
    protocol: field.get('protocol').string() ?? 'tcp',
    name: field.get('name').string(),
    appProtocol: field.get('appProtocol').string(),
  });
}

function writable(field: Field): Listed<Knowable<string>> {
  const { items, complete } = field.list((mount) => ({
    path: mount.get('containerPath').text() ?? '',
    readOnly: mount.get('readOnly').boolean() === true,
  }));
  return { items: items.filter((mount) => !mount.readOnly).map((mount) => mount.path), complete };
}

function isFilled(field: Field): boolean {
  const array = field.array();
  return Array.isArray(array) && array.length > 0;
}
