import { planLocally, type LocalOptions, type LocalPlan, type LocalRequest } from '../core/local/local-plan';
import { check } from '../core/rules/check';
import { type Finding } from '../core/values/finding';
import { isKnown } from '../core/values/unknown';
import { readInputs } from '../formats/input';
import { findingsOf, type Reading } from '../formats/reading';
import { composeFile } from './compose-file';
import { type LocalFormat } from './local-format';
import { terraformFile } from './terraform-file';

/** What the file of each kind is called. */
const FILES: Readonly<Record<LocalFormat, string>> = { compose: 'compose.yaml', terraform: 'main.tf.json' };

/** Why nothing was written. */
export interface Obstacles {
  /** Errors in the definitions: what would be refused, or never work, on ECS. */
  readonly definitions: readonly Finding[];
  /** Errors in what would be written: what the engine would refuse. */
  readonly written: readonly Finding[];
  /** What the format of the file itself refuses, in words. */
  readonly problems: readonly string[];
}

/** A local run of tasks, ready to be applied. */
export interface LocalRun {
  readonly plan: LocalPlan;
  readonly obstacles: Obstacles;
  /** Undefined where something stands in the way. */
  readonly file: { readonly name: string; readonly text: string } | undefined;
}

/** The tasks of readings with the services that run them; only those of a name, where one is given. */
export function requestsOf(readings: readonly Reading[], name?: string): readonly LocalRequest[] {
  return readings.flatMap(({ tasks, services }) =>
    tasks
      .filter((task) => name === undefined || task.family === name || task.at.path.split('/').includes(name))
      .map((task) => ({ task, services: services.filter((service) => service.task === task) })),
  );
}

/**
 * Plans a local run, writes it as text, and has it read by the reader of that kind of file. With an error anywhere there is
 * no file.
 * @param project what the run is called on the engine
 */
export function runLocally(
  requests: readonly LocalRequest[],
  format: LocalFormat,
  project: string,
  options: LocalOptions = {},
): LocalRun {
  const tasks = requests.map(({ task }) => task);
  const definitions = check({ tasks }).filter(isError);
  const plan = planLocally(requests, options);
  const nothing = { written: [], problems: [] };
  if (definitions.length > 0 || plan.refusals.length > 0 || plan.containers.length === 0) {
    return { plan, obstacles: { definitions, ...nothing }, file: undefined };
  }
  const name = FILES[format];
  const text = format === 'compose' ? composeFile(plan, project) : terraformFile(plan, project);
  const readings = readInputs([{ name, text }], { type: format }).map(({ reading }) => reading);
  const written = readings.flatMap(findingsOf).filter(isError);
  const problems = readings.flatMap((reading) => reading.problems.map(({ message }) => message));
  const isSound = written.length === 0 && problems.length === 0;
  return { plan, obstacles: { definitions, written, problems }, file: isSound ? { name, text } : undefined };
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

/** Names of the tasks that there are, for whoever asked for another. */
export function taskNames(readings: readonly Reading[]): readonly string[] {
  return readings.flatMap(({ tasks }) =>
    tasks.map(({ family, at }) => (family !== undefined && isKnown(family) ? family : at.path)),
  );
}
