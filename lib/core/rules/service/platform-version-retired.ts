import { nounOf, taskOf } from '../../ecs/service-reading';
import { type Service } from '../../ecs/service';
import { type TaskDefinition } from '../../ecs/task';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule } from '../rule';

type Facts = { noun: string; version: string; needs: readonly string[] };

/** Versions for Linux that AWS has retired, the last of them in 2026. */
const RETIRED: ReadonlySet<unknown> = new Set(['1.0.0', '1.1.0', '1.2.0', '1.3.0']);

const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';

export const platformVersionRetired = defineRule<'service', Facts>({
  id: 'platform-version-retired',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'a platform version of Fargate that AWS has retired',
  why: 'of those for Linux 1.4.0 is the only one that new tasks and services can have',
  broken: 'no service is made with it, and no task is started',
  fix: 'ask for 1.4.0 or LATEST, or leave the platform version out',
  sources: [`${GUIDE}/platform-versions-retired.html`, `${GUIDE}/platform-fargate.html`],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ noun, version, needs }) =>
    `the ${noun} asks for platform version ${version}, which AWS has retired${needs.length === 0 ? '' : `; it never had ${needs.join(' and ')}, as the task wants`}`,
  check(service) {
    const { platformVersion: version } = service;
    const task = taskOf(service);
    // with Service Connect there is a rule of its own
    if (typeof version !== 'string' || !RETIRED.has(version) || mayConnect(service)) return FINE;
    // those for Windows are counted apart, from 1.0.0
    if (task?.operatingSystem !== 'linux') return FINE;
    const facts = { noun: nounOf(service), version, needs: [...needsOf(task, service.enableExecuteCommand === true)] };
    return [{ at: atField(service.at, 'platformVersion'), facts }];
  },
});

/** Whether a service has Service Connect, or may have. */
function mayConnect({ serviceConnect }: Service): boolean {
  return serviceConnect !== undefined && (!isKnown(serviceConnect) || serviceConnect.enabled !== false);
}

/** What a task has that came with 1.4.0. */
function* needsOf(task: TaskDefinition, isExecuted: boolean): Generator<string> {
  if ((task.fileSystems?.items.length ?? 0) > 0) yield 'file systems of EFS';
  if (task.ephemeralStorage !== undefined) yield 'ephemeral storage of a chosen size';
  if (isExecuted) yield 'ECS Exec';
}
