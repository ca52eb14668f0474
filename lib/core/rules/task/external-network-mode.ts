import { LAUNCH_TYPES, type LaunchType, launchTypeNamed } from '../../ecs/launch-type';
import { modeOf, requires } from '../../ecs/task-reading';
import { joined } from '../../values/phrase';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { GUIDE_ANYWHERE } from '../sources';
import { FINE } from '../violations';

/** Launch types whose own rules say what else there is to say about the mode. */
const WITH_OWN_RULE: ReadonlySet<LaunchType> = new Set<LaunchType>(['FARGATE', 'MANAGED_INSTANCES']);

export const externalNetworkMode = defineRule<'task', { mode: string; launchType: LaunchType }>({
  id: 'external-network-mode',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'task in a network mode that its launch type does not have, such as awsvpc on external instances',
  why: 'each launch type has network modes of its own: an instance outside AWS, for one, has no network interfaces of a VPC to give to tasks',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: ({ field }) =>
    `use a network mode of the launch type, or remove the launch type from ${field('requiresCompatibilities')}`,
  fixFor:
    ({ launchType }) =>
    ({ field }) => {
      const modes = launchTypeNamed(launchType)?.networkModes ?? [];
      const named = joined(
        modes.filter((mode) => mode !== 'default'),
        'or',
      );
      const onWindows = modes.includes('default') ? ` on Linux and leave ${field('networkMode')} out on Windows` : '';
      return `use ${named}${onWindows}, or remove ${launchType} from ${field('requiresCompatibilities')}`;
    },
  sources: [GUIDE_ANYWHERE],
  catalogue: ['NM-02'],
  explain: ({ mode, launchType }) => `the task asks for launch type ${launchType}, which has no network mode ${mode}`,
  check(task) {
    const mode = modeOf(task);
    if (!mode) return FINE;
    const asked = LAUNCH_TYPES.find(
      ({ name }) => !WITH_OWN_RULE.has(name) && requires(task, name) && !mode.launchTypes.includes(name),
    );
    return asked ? [{ at: atField(task.at, 'networkMode'), facts: { mode: mode.name, launchType: asked.name } }] : FINE;
  },
});
