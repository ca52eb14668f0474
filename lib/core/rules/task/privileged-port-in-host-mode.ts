import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { modeOf, nameOf } from '../../ecs/task-reading';
import { type ContainerDefinition } from '../../ecs/task';
import { isKnown } from '../../values/unknown';
import { FINE, inContainers } from '../violations';

/** Below it only root, or NET_BIND_SERVICE, may bind. */
const FIRST_UNPRIVILEGED = 1024;

type Facts = { container: string; port: number; user: string };

export const privilegedPortInHostMode = defineRule<'task', Facts>({
  id: 'privileged-port-in-host-mode',
  subject: 'task',
  effect: 'may go wrong',
  title: `port below ${FIRST_UNPRIVILEGED} in host mode, bound by a user other than root`,
  why: "Docker lifts that limit in stacks of a container's own, but in host mode the instance's kernel setting holds",
  broken: 'the process fails to listen with "permission denied" (EACCES), and the task is started again and again',
  fix: `listen on ${FIRST_UNPRIVILEGED} or above, run as root, add the capability NET_BIND_SERVICE, or use bridge or awsvpc`,
  sources: ['https://github.com/moby/moby/blob/master/daemon/oci_linux.go'],
  catalogue: ['PM-22'],
  explain: ({ container, port, user }) =>
    `container ${container} runs as ${user} and has to listen on port ${port} of the instance`,
  check: (task) =>
    modeOf(task)?.namespace === 'instance' && task.operatingSystem === 'linux'
      ? inContainers(task, bindsLowPort)
      : FINE,
});

function bindsLowPort(container: ContainerDefinition): Violation<Facts> | undefined {
  const { user, privileged, linuxParameters, portMappings } = container;
  if (typeof user !== 'string' || /^(root|0)?(:|$)/.test(user)) return undefined;
  if (privileged !== undefined && privileged !== false) return undefined;
  const added = linuxParameters?.addedCapabilities;
  if (
    added &&
    (!added.complete || added.items.some((one) => !isKnown(one) || one === 'NET_BIND_SERVICE' || one === 'ALL'))
  )
    return undefined;
  for (const { at, containerPort } of portMappings.items) {
    if (typeof containerPort !== 'number' || containerPort < 1 || containerPort >= FIRST_UNPRIVILEGED) continue;
    return { at: atField(at, 'containerPort'), facts: { container: nameOf(container), port: containerPort, user } };
  }
  return undefined;
}
