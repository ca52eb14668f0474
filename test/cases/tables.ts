import { join } from 'node:path';
import { type Case } from './case';
import { DOCKER_CASES } from './docker-cases';
import { ECS_CASES, OUTSIDE_CASES } from './ecs-cases';

/** Cases by the folder that their files are in. */
export interface CaseTable {
  readonly folder: string;
  readonly cases: readonly Case[];
}

/** The tables with the folder in which the data lies, which the build does not copy. */
export function tablesIn(home: string): readonly CaseTable[] {
  return [
    { folder: join(home, 'bug-reports'), cases: [...DOCKER_CASES, ...ECS_CASES] },
    { folder: join(home, 'outside-ecs'), cases: OUTSIDE_CASES },
  ];
}
