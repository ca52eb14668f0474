import { type Rule } from '../../rule';
import { hostPortTaken } from './host-port-taken';
import { portsOnNone } from './ports-on-none';

/** Rules about one task definition. */
export const TASK_RULES: readonly Rule<'task'>[] = [hostPortTaken, portsOnNone];
