import { type Rule } from '../../rule';

/** Rules about one service. */
export const SERVICE_RULES: readonly Rule<'service'>[] = [];
