import { type TaskDefinition } from '../../core/ecs/task';
import { nameOf as containerName } from '../../core/ecs/task-reading';
import { shortName } from './short-paths';
import { known } from '../../core/values/unknown';

/** The ports that the containers of a task listen on, in one line. */
export function portLine(task: TaskDefinition | undefined): string[] {
  const ports = (task?.containers.items ?? []).flatMap(({ portMappings }) =>
    portMappings.items.map(({ containerPort, containerPortRange, hostPort, protocol }) => {
      const inside = `${known(containerPort ?? containerPortRange) ?? '?'}/${known(protocol) ?? '?'}`;
      const host = hostPort === undefined || hostPort === 0 ? undefined : known(hostPort);
      return host === undefined || host === containerPort ? inside : `${host} → ${inside}`;
    }),
  );
  return ports.length === 0 ? [] : [`listens on ${ports.slice(0, 4).join(', ')}${ports.length > 4 ? ', …' : ''}`];
}

/** Lines about a task definition and its containers. */
export function containerLines(task: TaskDefinition | undefined): string[] {
  if (!task) return ['its task definition is not known'];
  return [
    `task definition ${shortName(task.at.path)}`,
    ...task.containers.items.map((one) => `container ${containerName(one)}`),
  ];
}
