import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { modeOf, nameOf } from '../../ecs/task-reading';
import { portUses, textOf, type PortUse } from '../../ecs/port-use';
import { API_PORT_MAPPING, preflight } from '../sources';
import { FINE } from '../violations';

type Facts = { port: string; container: string; heldBy: string; heldAs: string };

export const containerPortTaken = defineRule<'task', Facts>({
  id: 'container-port-taken',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'container port used twice in one awsvpc task',
  why: 'its containers share one network stack, which has each port once per protocol; ports inside ranges count',
  broken: `RegisterTaskDefinition refuses it: "TCP container port '8085' is used multiple times in task when networkMode=awsvpc."`,
  fix: 'let one of the containers listen on another port',
  sources: [API_PORT_MAPPING, preflight('pf-ecs-port-range-overlap')],
  catalogue: ['PM-05', 'PM-11'],
  explain: ({ port, container, heldBy, heldAs }) =>
    `container port ${port} of container ${container} is already used by container ${heldBy}${port === heldAs ? '' : ` as ${heldAs}`}`,
  check(task) {
    if (modeOf(task)?.namespace !== 'task') return FINE;
    const uses = portUses(task);
    if (uses.length < 2) return FINE;
    const found: Violation<Facts>[] = [];
    let widest: PortUse | undefined;
    for (const use of uses) {
      if (widest?.protocol === use.protocol && use.first <= widest.last) {
        found.push({
          at: atField(use.mapping.at, use.first === use.last ? 'containerPort' : 'containerPortRange'),
          facts: {
            port: textOf(use),
            container: nameOf(use.container),
            heldBy: nameOf(widest.container),
            heldAs: textOf(widest),
          },
          others: [widest.mapping.at],
        });
      }
      if (widest?.protocol !== use.protocol || use.last > widest.last) widest = use;
    }
    return found;
  },
});
