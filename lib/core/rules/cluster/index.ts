import { type Rule } from '../../rule';

/** Rules about one cluster. */
export const CLUSTER_RULES: readonly Rule<'cluster'>[] = [];
