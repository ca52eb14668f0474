import { type Rule } from '../../rule';

/** Rules about one Docker Engine. */
export const DOCKER_RULES: readonly Rule<'dockerHost'>[] = [];
