import { type Rule } from '../../rule';

/** Rules about one service, in the order in which they are reported. */
export const SERVICE_RULES: readonly Rule<'service'>[] = [];
