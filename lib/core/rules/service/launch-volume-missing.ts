import { nounOf, taskOf } from '../../ecs/service-reading';
import { quoted } from '../../values/model-error';
import { isKnown } from '../../values/unknown';
import { FINE, inEach } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE, preflight } from '../sources';

export const launchVolumeMissing = defineRule<'service', { noun: string; volume: string; names: readonly string[] }>({
  id: 'launch-volume-missing',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'a volume for a name that the task definition does not describe at launch',
  why: 'the service says what the volume is, and the task definition where it is mounted; the name brings the two together',
  broken:
    'CreateService refuses it: "The volume name \'data\' in your request does not have a matching volume in your Task Definition"',
  fix: ({ either, field }) =>
    either(
      'name a volume that the task definition configures at launch',
      `set ${field('configuredAtLaunch')} on that volume of the task definition, or name one that has it`,
    ),
  sources: [API_SERVICE, preflight('pf-ecs-svc-ebs-name-not-in-taskdef')],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ noun, volume, names }) =>
    `the ${noun} gives volume ${quoted(volume)}; the task definition has ${names.length === 0 ? 'none that is configured at launch' : `${names.join(', ')} to be configured at launch`}`,
  check(service) {
    const { volumes } = service;
    const task = taskOf(service);
    if (!volumes || volumes.items.length === 0 || !task?.launchVolumes) return FINE;
    const { items, complete } = task.launchVolumes;
    if (!complete || !items.every(isKnown)) return FINE;
    return inEach(volumes.items, ({ at, name }) =>
      !isKnown(name) || name === '' || items.includes(name)
        ? undefined
        : { at, facts: { noun: nounOf(service), volume: name, names: items }, others: [task.at] },
    );
  },
});
