import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type AppProtocol, type PortMapping } from '../../core/values/port-mapping';
import { PortRange } from '../../core/values/port';
import { assertDeclarable, DeclaredPort, type PortScope } from '../../constructs/declared-port';
import { type Entry } from '../../constructs/entry';

/**
 * A declared port of a container, to pass to load balancers, service discovery and Service Connect.
 *
 * It names the container and the port, so nothing is ever "the first mapping of the first container".
 */
export class PortHandle extends DeclaredPort<ecs.ContainerDefinition> {}

/**
 * Adds a mapping to a container and returns its handle.
 * @throws ModelError port-of-another-mode, port-declared-twice, port-name-taken, protocol-not-on-ecs
 */
export function declarePort(
  container: ecs.ContainerDefinition,
  mapping: PortMapping,
  isOfMode: (value: unknown) => boolean,
  example: string,
  entry: Entry,
): PortHandle {
  const mapped = (one: ecs.ContainerDefinition): PortScope['inTask'][number] => ({
    container: one,
    mappings: one.portMappings,
  });
  const scope = { ...mapped(container), inTask: containersOf(container.taskDefinition).map(mapped) };
  assertDeclarable(scope, mapping, isOfMode, example, entry);
  container.addPortMappings(rendered(mapping));
  return new PortHandle(container, mapping);
}

/** The containers of a task so far. */
export function containersOf(task: ecs.TaskDefinition): ecs.ContainerDefinition[] {
  return task.node.children.filter((child) => child instanceof ecs.ContainerDefinition);
}

const APP_PROTOCOLS: Readonly<Record<AppProtocol, ecs.AppProtocol>> = {
  http: ecs.AppProtocol.http,
  http2: ecs.AppProtocol.http2,
  grpc: ecs.AppProtocol.grpc,
};

function rendered({ container: port, published, name, appProtocol }: PortMapping): ecs.PortMapping {
  return {
    protocol: port.protocol === 'udp' ? ecs.Protocol.UDP : ecs.Protocol.TCP,
    ...(port instanceof PortRange
      ? {
          containerPort: ecs.ContainerDefinition.CONTAINER_PORT_USE_RANGE,
          containerPortRange: `${port.first}-${port.last}`,
        }
      : { containerPort: port.number }),
    ...(published.kind === 'fixed' && { hostPort: published.hostPort }),
    ...(name !== undefined && { name }),
    ...(appProtocol !== undefined && { appProtocol: APP_PROTOCOLS[appProtocol] }),
  };
}
