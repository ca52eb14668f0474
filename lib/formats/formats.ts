import { registered } from '../core/values/registered';
import { AWS_ACCOUNT } from './aws-account/format';
import { CLOUDFORMATION } from './cloudformation/format';
import { COMPOSE } from './compose/format';
import { STACK } from './stack/format';
import { type Format } from './format';
import { DOCKER_INSPECT } from './docker-inspect/format';
import { DOCKER_RUN } from './docker-run/format';
import { TASK_DEFINITION } from './task-definition/format';
import { TERRAFORM } from './terraform/format';

/** The formats that are read. Where two are equally sure of a file, the first has it. */
export const FORMATS = [
  CLOUDFORMATION,
  AWS_ACCOUNT,
  TASK_DEFINITION,
  TERRAFORM,
  STACK,
  COMPOSE,
  DOCKER_INSPECT,
  DOCKER_RUN,
] as const satisfies readonly Format[];

/** Name of a format, as `--type` takes it. */
export type InputType = (typeof FORMATS)[number]['name'];

/** The names of the formats that are read. */
export const INPUT_TYPES: readonly InputType[] = [...registered('format', FORMATS, ({ name }) => name).keys()];

/** What files can hold that a command works on, one phrase a format. */
export function holdersOf(what: keyof Format['holds']): readonly string[] {
  const formats: readonly Format[] = FORMATS;
  return formats.flatMap(({ holds }) => holds[what] ?? []);
}
