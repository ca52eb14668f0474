import { type Facts } from '../values/finding';
import { type Violation } from './rule';
import { type ContainerDefinition, type PortMappingDefinition, type TaskDefinition } from '../ecs/task';

/** Nothing is wrong. One list for all, so that a silent check makes nothing. */
export const FINE: readonly never[] = [];

/** For a rule whose finding says it all. */
export type NoFacts = Readonly<Record<string, never>>;

/** What is wrong with single containers of a task. */
export function inContainers<F extends Facts>(
  task: TaskDefinition,
  look: (container: ContainerDefinition, task: TaskDefinition) => Violation<F> | undefined,
): readonly Violation<F>[] {
  let found: Violation<F>[] | undefined;
  for (const container of task.containers.items) {
    const violation = look(container, task);
    if (violation) (found ??= []).push(violation);
  }
  return found ?? FINE;
}

/** What is wrong with single port mappings of a task. */
export function inMappings<F extends Facts>(
  task: TaskDefinition,
  look: (
    mapping: PortMappingDefinition,
    container: ContainerDefinition,
    task: TaskDefinition,
  ) => Violation<F> | undefined,
): readonly Violation<F>[] {
  let found: Violation<F>[] | undefined;
  for (const container of task.containers.items) {
    for (const mapping of container.portMappings.items) {
      const violation = look(mapping, container, task);
      if (violation) (found ??= []).push(violation);
    }
  }
  return found ?? FINE;
}

/** What is wrong with single elements of a list. */
export function inEach<T, F extends Facts>(
  items: readonly T[],
  look: (item: T) => Violation<F> | undefined,
): readonly Violation<F>[] {
  let found: Violation<F>[] | undefined;
  for (const item of items) {
    const violation = look(item);
    if (violation) (found ??= []).push(violation);
  }
  return found ?? FINE;
}
