import { type ContainerDefinition, type TaskDefinition } from './task';

/** A setting of a task that Windows does not have. */
export interface LinuxOnlySetting {
  /** Undefined for a setting of the task itself. */
  readonly container: ContainerDefinition | undefined;
  readonly setting: string;
}

/**
 * What a task asks for that Windows does not have; empty for a task that can run there.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows_task_definitions.html
 */
export function linuxOnlySettings(task: TaskDefinition): readonly LinuxOnlySetting[] {
  const found: LinuxOnlySetting[] = [];
  if (task.ipcMode !== undefined) found.push({ container: undefined, setting: 'ipcMode' });
  if (task.pidMode !== undefined) found.push({ container: undefined, setting: 'pidMode' });
  for (const container of task.containers.items) {
    for (const setting of linuxOnlySettingsOf(container)) found.push({ container, setting });
  }
  return found;
}

function linuxOnlySettingsOf(container: ContainerDefinition): readonly string[] {
  const found: string[] = [];
  if (container.links.items.length > 0) found.push('links');
  if (container.dnsServers.items.length > 0) found.push('dnsServers');
  if (container.dnsSearchDomains.items.length > 0) found.push('dnsSearchDomains');
  if (container.extraHosts.items.length > 0) found.push('extraHosts');
  if (container.disableNetworking === true) found.push('disableNetworking');
  if (container.linuxParameters !== undefined) found.push('linuxParameters');
  if (container.privileged === true) found.push('privileged');
  if (container.user !== undefined) found.push('user');
  if (container.ulimits.items.length > 0) found.push('ulimits');
  if (container.readonlyRootFilesystem === true) found.push('readonlyRootFilesystem');
  if (container.systemControls.items.length > 0) found.push('systemControls');
  return found;
}
