import { containerPortsOf, nameOf } from '../../ecs/task-reading';
import { type ContainerDefinition, type TaskDefinition } from '../../ecs/task';
import { knownImage } from '../../engine/definition/known-image';
import { evidenceOf, listeningOn, portByVariable } from '../../engine/definition/listening';
import { portsByCommand } from '../../engine/definition/server-command';
import { mentions } from '../../intent/mentioned-port';
import { mayBeOpenBeside } from '../../intent/web-port';
import { isKnown } from '../../values/unknown';
import { defineRule, type Violation } from '../rule';
import { API_PORT_MAPPING } from '../sources';

type Facts = {
  container: string;
  port: number;
  listens: readonly number[];
  evidence: string;
  /** Empty where the port is known by something else. */
  variable: string;
};

export const mappedPortNotListenedOn = defineRule<'taskPrograms', Facts>({
  id: 'mapped-port-not-listened-on',
  subject: 'taskPrograms',
  effect: 'may go wrong',
  title: 'a port is mapped on which the program does not listen',
  why: 'the container port of a mapping is the one that the program listens on; the mapping does not make it listen there',
  broken: 'health checks fail and the service replaces its tasks again and again; clients see "connection refused"',
  fix: 'map the port that the program listens on, or let the program listen on the one that is mapped',
  fixFor: ({ port, listens, variable }) =>
    `map ${listens.join(' or ')}, or ${variable === '' ? `let the program listen on ${port}` : `set ${variable}=${port}`}`,
  sources: [API_PORT_MAPPING],
  catalogue: ['§ ports that tasks dial'],
  explain: ({ container, port, listens, evidence }) =>
    `container ${container} maps ${port}/tcp, and its program listens on ${listens.join(', ')} (${evidence})`,
  check(programs) {
    const found: Violation<Facts>[] = [];
    for (const task of programs.tasks) {
      // a proxy of the task may take what arrives
      if (task.hasProxyConfiguration !== false || !task.containers.complete) continue;
      for (const container of task.containers.items) {
        const { image, program, portMappings } = container;
        // the image alone often stands for one that is still to be made
        const byCommand = portsByCommand(image, program);
        const ports = byCommand ?? toldPorts(container);
        if (!ports) continue;
        const { by, variable = '', at: told } = evidenceOf(image, program, byCommand ? undefined : ports[0]);
        for (const mapping of portMappings.items) {
          const [port, last] = containerPortsOf(mapping) ?? [];
          if (port === undefined || port !== last || mapping.protocol !== 'tcp' || ports.includes(port)) continue;
          if (!byCommand && mayBeOpenBeside(variable, port)) continue;
          if (mentions(program, port) || mayListenBeside(task, container, port)) continue;
          found.push({
            at: mapping.at,
            facts: { container: nameOf(container), port, listens: ports, evidence: by, variable },
            ...(told === undefined ? {} : { others: [told] }),
          });
        }
      }
    }
    return found;
  },
});

/** The port of the variable `PORT`, where no mapping has it: beside one that does, others may be right. */
function toldPorts({ image, program, portMappings: { items, complete } }: ContainerDefinition): number[] | undefined {
  const port = knownImage(image, program) ? undefined : portByVariable(program);
  if (port === undefined || !complete) return undefined;
  const mayMap = items.some((mapping) => {
    const [first, last] = containerPortsOf(mapping) ?? [port, port];
    return first <= port && port <= last;
  });
  return mayMap ? undefined : [port];
}

/** Whether another container may listen on a port of the namespace that the containers of a task share. */
function mayListenBeside({ networkMode, containers }: TaskDefinition, own: ContainerDefinition, port: number): boolean {
  if (isKnown(networkMode) && networkMode.namespace === 'container') return false;
  return containers.items.some((other) => {
    if (other === own) return false;
    const { ports, complete } = listeningOn(other.image, other.program, []);
    return !complete || ports.has(port);
  });
}
