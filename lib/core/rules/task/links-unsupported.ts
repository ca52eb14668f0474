import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition, type TaskDefinition } from '../../ecs/task';
import { effectOf, modeOf, nameOf } from '../../ecs/task-reading';
import { API_CONTAINER, issue, preflight } from '../sources';
import { FINE, inContainers } from '../violations';

type Facts = { container: string; mode: string };

export const linksUnsupported = defineRule<'task', Facts>({
  id: 'links-unsupported',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'links outside of bridge mode',
  why: 'a link is an entry for a container with an address of its own on the bridge',
  broken: `RegisterTaskDefinition refuses it: "Links are not supported when networkMode=awsvpc."`,
  fix: 'leave the links out: in awsvpc and host mode the containers of a task meet on localhost',
  sources: [API_CONTAINER, issue('aws-observability/aws-otel-collector', 1359), preflight('pf-ecs-fargate-links')],
  catalogue: ['CT-01'],
  explain: ({ container, mode }) => `container ${container} has links, which network mode ${mode} does not support`,
  check: (task) => (effectOf(task, 'links') === 'refused' ? inContainers(task, hasLinks) : FINE),
});

function hasLinks(container: ContainerDefinition, task: TaskDefinition): Violation<Facts> | undefined {
  if (container.links.items.length === 0) return undefined;
  return {
    at: atField(container.at, 'links'),
    facts: { container: nameOf(container), mode: modeOf(task)?.name ?? '' },
  };
}
