import { connectOf, taskOf } from '../../ecs/service-reading';
import { containerPortsOf } from '../../ecs/task-reading';
import { type PortMappingDefinition, type TaskDefinition } from '../../ecs/task';
import { loopbackListener } from '../../engine/definition/loopback-listener';
import { type TaskPrograms } from '../../intent/task-programs';
import {
  explainLoopback,
  LISTEN_EVERYWHERE,
  listenEverywhere,
  placeOfListener,
  type LoopbackFacts,
} from '../listening';
import { defineRule, type Violation } from '../rule';
import { API_PORT_MAPPING, GUIDE_AWSVPC } from '../sources';

export const taskListensOnLoopbackOnly = defineRule<'taskPrograms', LoopbackFacts>({
  id: 'task-listens-on-loopback-only',
  subject: 'taskPrograms',
  effect: 'may go wrong',
  title: 'a program listens on its loopback, and its port is mapped for others',
  why: 'load balancers and other tasks arrive at the address of the task or through the bridge, never at its loopback',
  broken: 'health checks fail and the service replaces its tasks again and again; clients see "connection refused"',
  fix: LISTEN_EVERYWHERE,
  fixFor: listenEverywhere,
  sources: [API_PORT_MAPPING, GUIDE_AWSVPC],
  catalogue: ['§ ports that tasks dial'],
  explain: explainLoopback,
  check(programs) {
    const found: Violation<LoopbackFacts>[] = [];
    for (const task of programs.tasks) {
      if (mayHaveProxy(task, programs)) continue;
      for (const { at, image, program, portMappings } of task.containers.items) {
        const listener = loopbackListener(image, program, portMappings.items.flatMap(tcpPortsOf));
        const isMapped = portMappings.items.some((mapping) => {
          const [first, last] = containerPortsOf(mapping) ?? [0, -1];
          return (
            listener !== undefined && first <= listener.port && listener.port <= last && mapping.protocol !== 'udp'
          );
        });
        if (!listener || !isMapped) continue;
        const { by, ...said } = listener;
        const facts = { container: at.path, ...said, vain: 'nobody reaches it through the port that is mapped' };
        found.push({ at: placeOfListener(at, program, listener, 'entryPoint'), facts });
      }
    }
    return found;
  },
});

/** The port of a mapping of one port over TCP. */
function tcpPortsOf(mapping: PortMappingDefinition): number[] {
  const [first, last] = containerPortsOf(mapping) ?? [];
  return first !== undefined && first === last && mapping.protocol !== 'udp' ? [first] : [];
}

/** Whether a proxy of the task may take what arrives, and hand it on over the loopback. */
function mayHaveProxy(task: TaskDefinition, { services }: TaskPrograms): boolean {
  if (task.hasProxyConfiguration !== false) return true;
  return services.some(({ service }) => taskOf(service) === task && connectOf(service) !== undefined);
}
