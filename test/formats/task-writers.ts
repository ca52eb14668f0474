import { type ContainerDefinition, type PortMappingDefinition, type TaskDefinition } from '../../lib/core/ecs/task';
import { isKnown, type Knowable } from '../../lib/core/values/unknown';

/** What of a port mapping concerns the network. */
export type NetworkPort = Omit<PortMappingDefinition, 'at'>;

/** What of a container concerns the network, and when it starts. */
export interface NetworkContainer extends Pick<
  ContainerDefinition,
  | 'name'
  | 'essential'
  | 'links'
  | 'hostname'
  | 'dnsServers'
  | 'dnsSearchDomains'
  | 'extraHosts'
  | 'disableNetworking'
  | 'systemControls'
  | 'dependsOn'
  | 'healthCheck'
> {
  readonly portMappings: { readonly items: readonly NetworkPort[]; readonly complete: boolean };
}

/** What of a task concerns the network, and when its containers start. */
export interface NetworkTask extends Pick<
  TaskDefinition,
  'family' | 'networkModeGiven' | 'networkMode' | 'compatibilities' | 'ipcMode' | 'pidMode'
> {
  readonly containers: { readonly items: readonly NetworkContainer[]; readonly complete: boolean };
}

/** What concerns the network, and not where it was written. */
export function networkOf(task: TaskDefinition): NetworkTask {
  const { family, networkModeGiven, networkMode, compatibilities, ipcMode, pidMode, containers } = task;
  return {
    ...{ family, networkModeGiven, networkMode, compatibilities, ipcMode, pidMode },
    containers: {
      complete: containers.complete,
      items: containers.items.map(({ portMappings, ...container }) => ({
        name: container.name,
        essential: container.essential,
        links: container.links,
        hostname: container.hostname,
        dnsServers: container.dnsServers,
        dnsSearchDomains: container.dnsSearchDomains,
        extraHosts: container.extraHosts,
        disableNetworking: container.disableNetworking,
        systemControls: container.systemControls,
        dependsOn: container.dependsOn,
        healthCheck: container.healthCheck,
        portMappings: { ...portMappings, items: portMappings.items.map(({ at: _, ...port }) => port) },
      })),
    },
  } as NetworkTask;
}

function known<T>(value: Knowable<T>): T {
  if (!isKnown(value)) throw new Error(`a value that is not known cannot be written: ${value.why}`);
  return value;
}

interface WrittenTask {
  readonly family: unknown;
  readonly networkMode: unknown;
  readonly requiresCompatibilities: unknown;
  readonly ipcMode: unknown;
  readonly pidMode: unknown;
  readonly containerDefinitions: readonly object[];
}

function writtenTask(task: NetworkTask): WrittenTask {
  const compatibilities = known(task.compatibilities);
  return {
    family: task.family,
    networkMode: task.networkModeGiven,
    requiresCompatibilities: compatibilities.length > 0 ? compatibilities : undefined,
    ipcMode: task.ipcMode,
    pidMode: task.pidMode,
    containerDefinitions: task.containers.items.map(writtenContainer),
  };
}

function writtenContainer(container: NetworkContainer): object {
  const { healthCheck } = container;
  return {
    name: container.name,
    image: 'busybox',
    memory: 64,
    essential: container.essential,
    portMappings: container.portMappings.items,
    links: container.links.items,
    hostname: container.hostname,
    dnsServers: container.dnsServers.items,
    dnsSearchDomains: container.dnsSearchDomains.items,
    extraHosts: container.extraHosts.items,
    disableNetworking: container.disableNetworking,
    systemControls: container.systemControls.items,
    dependsOn: container.dependsOn.items.map(({ container: containerName, condition }) => ({
      containerName,
      condition,
    })),
    healthCheck: healthCheck && {
      command: ['CMD-SHELL', 'true'],
      timeout: healthCheck.timeoutSeconds,
      interval: healthCheck.intervalSeconds,
      retries: healthCheck.retries,
      startPeriod: healthCheck.startPeriodSeconds,
    },
  };
}

/** A task as the JSON that `aws ecs register-task-definition` takes. */
export function asTaskDefinition(task: NetworkTask): string {
  return JSON.stringify(writtenTask(task));
}

/** A task as the one resource of a CloudFormation template. */
export function asTemplate(task: NetworkTask): string {
  const properties = capitalized(writtenTask(task));
  return JSON.stringify({ Resources: { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: properties } } });
}

/** A task as the one resource of a Terraform configuration; its containers are a text in it. */
export function asTerraformTask(task: NetworkTask): string {
  const { family, networkMode, requiresCompatibilities, ipcMode, pidMode, containerDefinitions } = writtenTask(task);
  const block = {
    family,
    network_mode: networkMode,
    requires_compatibilities: requiresCompatibilities,
    ipc_mode: ipcMode,
    pid_mode: pidMode,
    container_definitions: JSON.stringify(containerDefinitions),
  };
  return JSON.stringify({ resource: { aws_ecs_task_definition: { task: block } } });
}

/** CloudFormation begins the names of the API with a capital letter. */
function capitalized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalized);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.charAt(0).toUpperCase() + key.slice(1), capitalized(inner)]),
  );
}
