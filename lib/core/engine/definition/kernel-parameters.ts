import { dotted, isParameter } from '../../values/kernel-parameter';
import { type Knowable } from '../../values/unknown';
import { type ContainerSpec } from './docker-host';

/** A kernel parameter that a container sets. */
export interface SetParameter {
  /** As it is written. */
  readonly written: string;
  /** Its name with dots. */
  readonly name: string;
  readonly value: Knowable<string>;
}

/** The kernel parameters that a container sets, without those whose name is not known. */
export function parametersOf({ sysctls = {} }: ContainerSpec): readonly SetParameter[] {
  return Object.entries(sysctls)
    .filter(([written]) => isParameter(written))
    .map(([written, value]) => ({ written, name: dotted(written), value }));
}
