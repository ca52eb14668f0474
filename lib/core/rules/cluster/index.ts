import { type Rule } from '../../rule';

/** Rules about one cluster, in the order in which they are reported. */
export const CLUSTER_RULES: readonly Rule<'cluster'>[] = [];
