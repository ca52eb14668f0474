import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { portUses, textOf, type PortUse } from '../../ecs/port-use';
import { hasRange, modeOf, nameOf } from '../../ecs/task-reading';
import { API_PORT_MAPPING } from '../sources';
import { FINE } from '../violations';

type Facts = { container: string; port: string; heldAs: string };

export const portRangeOverlap = defineRule<'task', Facts>({
  id: 'port-range-overlap',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'container port in two mappings, one of them a range',
  why: 'ranges must not overlap, and a port cannot be both in a range and mapped on its own',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: 'make the ranges disjoint, and leave out single ports that a range covers',
  sources: [API_PORT_MAPPING],
  catalogue: ['PM-11'],
  explain: ({ container, port, heldAs }) =>
    `container ${container} maps ${port}, which has ports in common with its mapping of ${heldAs}`,
  check(task) {
    const mode = modeOf(task);
    if (mode?.hostPort !== 'chosen' || !mode.takesPortRanges) return FINE;
    let found: Violation<Facts>[] | undefined;
    for (const container of task.containers.items) {
      if (!hasRange(container)) continue;
      let widest: PortUse | undefined;
      for (const use of portUses(task, container)) {
        const range = use.first < use.last || (widest && widest.first < widest.last);
        if (widest?.protocol === use.protocol && use.first <= widest.last && range) {
          (found ??= []).push({
            at: atField(use.mapping.at, use.first === use.last ? 'containerPort' : 'containerPortRange'),
            facts: { container: nameOf(container), port: textOf(use), heldAs: textOf(widest) },
            others: [widest.mapping.at],
          });
        }
        if (widest?.protocol !== use.protocol || use.last > widest.last) widest = use;
      }
    }
    return found ?? FINE;
  },
});
