import { atField, type Place } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { nameOf } from '../../ecs/task-reading';
import { API_PORT_MAPPING, preflight } from '../sources';
import { FINE } from '../violations';

type Facts = { container: string; name: string };

export const portNameTaken = defineRule<'task', Facts>({
  id: 'port-name-taken',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'port name used twice in one task definition',
  why: 'Service Connect finds a port by its name alone',
  broken: 'RegisterTaskDefinition refuses it: "port mapping name is already used"',
  fix: 'give one of the ports another name',
  sources: [API_PORT_MAPPING, preflight('pf-ecs-port-mapping-duplicate-name')],
  catalogue: ['PM-18'],
  explain: ({ container, name }) =>
    `container ${container} names a port ${name}, a name that another mapping already has`,
  check(task) {
    let holders: Map<string, Place> | undefined;
    let found: Violation<Facts>[] | undefined;
    for (const container of task.containers.items) {
      for (const { at, name } of container.portMappings.items) {
        if (typeof name !== 'string') continue;
        const holder = holders?.get(name);
        if (holder) {
          const facts = { container: nameOf(container), name };
          (found ??= []).push({ at: atField(at, 'name'), facts, others: [holder] });
        } else (holders ??= new Map<string, Place>()).set(name, at);
      }
    }
    return found ?? FINE;
  },
});
