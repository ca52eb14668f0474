import { ModelError, quoted } from '../values/model-error';
import { isKnown } from '../values/unknown';
import { type LaunchType } from './launch-type';
import { type NetworkMode } from './network-mode';
import { type TaskDefinition } from './task';
import { modeOf } from './task-reading';

/** What sets the tasks of one class of constructs apart from those of others. */
export interface ClassTraits {
  readonly mode: NetworkMode;
  readonly launchType: LaunchType;
  /** @default false; on Fargate both */
  readonly onWindows?: boolean;
}

/**
 * A class makes tasks of its own mode and launch type.
 * @param name of the class
 * @throws ModelError task-of-another-mode, task-of-another-launch-type
 */
export function assertOfClass(
  task: TaskDefinition,
  { mode: own, launchType, onWindows = false }: ClassTraits,
  name: string,
  entry: (...args: never[]) => unknown,
): void {
  const mode = modeOf(task);
  if (mode !== own) {
    throw new ModelError(
      'task-of-another-mode',
      `${name} makes tasks in network mode ${own.name}, got ${quoted(task.at.path)} in ${mode === undefined ? 'a mode that is not known' : `mode ${mode.name}`}`,
      mode === undefined
        ? 'give the network mode where the task is defined'
        : `use the class of mode ${mode.name}, or define the task with networkMode ${quoted(own.apiValue)}`,
      entry,
    );
  }
  const { compatibilities: given, operatingSystem } = task;
  const isForWindows = isKnown(operatingSystem) && operatingSystem === 'windows';
  const fits = !isKnown(given) || given.length === 0 || given.includes(launchType);
  if (fits && (launchType === 'FARGATE' || isForWindows === onWindows)) return;
  throw new ModelError(
    'task-of-another-launch-type',
    fits
      ? `${name} makes tasks for ${onWindows ? 'Windows' : 'Linux'}, got ${quoted(task.at.path)} for ${isForWindows ? 'Windows' : 'Linux'}`
      : `${name} makes tasks for ${launchType}, got ${quoted(task.at.path)} for ${given.join(' and ')}`,
    'use the class of its launch type and operating system, or change the definition',
    entry,
  );
}

/**
 * The class has the mode: props that ask for another one would be two modes. The compiler refuses them; plain JavaScript, and
 * props that are spread into others, do not.
 * @param name of the class
 * @param written what the framework calls the mode, where that is not what the ECS API does
 * @throws ModelError task-of-another-mode
 */
export function assertOneMode(
  props: object,
  mode: NetworkMode,
  name: string,
  entry: (...args: never[]) => unknown,
  written: string | undefined = mode.apiValue,
): void {
  const given: unknown = Reflect.get(props, 'networkMode');
  if (given === undefined || given === written) return;
  throw new ModelError(
    'task-of-another-mode',
    `${name} makes tasks in network mode ${mode.name}, got networkMode ${quoted(given)} in its props`,
    'leave networkMode out, or use the class of the mode that is meant',
    entry,
  );
}
