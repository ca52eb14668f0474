import { type Rule } from '../rule';
import { mappedPortNotListenedOn } from './mapped-port-not-listened-on';
import { taskDialsBlockedWay } from './task-dials-blocked-way';
import { taskDialsLocalhost } from './task-dials-localhost-of-another-container';
import { taskDialsNameOfDockerDesktop } from './task-dials-name-of-docker-desktop';
import { taskDialsPortNotListenedOn } from './task-dials-port-not-listened-on';
import { taskDialsUnknownName } from './task-dials-unknown-name';
import { taskListensOnLoopbackOnly } from './task-listens-on-loopback-only';

/** Rules about what the programs in tasks dial, in the order in which they are reported. */
export const TASK_PROGRAM_RULES: readonly Rule<'taskPrograms'>[] = [
  taskDialsUnknownName,
  taskDialsNameOfDockerDesktop,
  taskDialsLocalhost,
  taskDialsPortNotListenedOn,
  taskDialsBlockedWay,
  taskListensOnLoopbackOnly,
  mappedPortNotListenedOn,
];
