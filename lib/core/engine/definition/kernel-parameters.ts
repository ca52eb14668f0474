import { dotted, isOwnOfContainer, isParameter } from '../../values/kernel-parameter';
import { isKnown, type Knowable } from '../../values/unknown';
import { type ContainerSpec } from './docker-host';

/** A kernel parameter that a container sets. */
export interface SetParameter {
  /** As it is written. */
  readonly written: string;
  /** Its name with dots. */
  readonly name: string;
  readonly value: Knowable<string>;
}

/** The kernel parameters that a container or the tasks of a service set, without those whose name is not known. */
export function parametersOf({ sysctls = {} }: Pick<ContainerSpec, 'sysctls'>): readonly SetParameter[] {
  return Object.entries(sysctls)
    .filter(([written]) => isParameter(written))
    .map(([written, value]) => ({ written, name: dotted(written), value }));
}

/** Whether an IPC mode is that of the host; undefined where none is given. */
export function isHostIpc(mode: Knowable<string> | undefined): Knowable<boolean> | undefined {
  return mode === undefined || !isKnown(mode) ? mode : mode === 'host';
}

/** Docker sets it by the host name, and refuses another way. */
export const OF_HOST_NAME = 'kernel.hostname';
/** Allowed by runc, though Docker's page does not name it. */
const OF_HOST_DOMAIN = 'kernel.domainname';

/** Whether Docker starts a container that sets a parameter, by its name with dots. */
export function isTakenByDocker(parameter: string): boolean | 'unsure' {
  if (parameter === OF_HOST_NAME) return false;
  return parameter === OF_HOST_DOMAIN || isOwnOfContainer(parameter);
}
