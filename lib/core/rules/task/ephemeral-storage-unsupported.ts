import { launchTypeNamed } from '../../ecs/launch-type';
import { isKnown } from '../../values/unknown';
import { atField } from '../../values/place';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_TASK, preflight } from '../sources';

export const ephemeralStorageUnsupported = defineRule<'task', { compatibilities: readonly string[] }>({
  id: 'ephemeral-storage-unsupported',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'storage of Fargate for a task on instances',
  why: 'tasks on instances share the disk of the instance',
  broken: 'RegisterTaskDefinition refuses it: "Tasks using the EC2 launch type do not support EphemeralStorage"',
  fix: ({ field }) => `leave out ${field('ephemeralStorage')}, or make the task for Fargate`,
  sources: [API_TASK, preflight('pf-ecs-fargate-ephemeral-storage-ec2')],
  catalogue: ['§1.4 Container settings'],
  explain: ({ compatibilities }) =>
    `the task sets ephemeralStorage, which Fargate alone has, and is made for ${compatibilities.join(' and ')}`,
  check({ at, ephemeralStorage, compatibilities }) {
    if (ephemeralStorage === undefined || !isKnown(compatibilities) || compatibilities.length === 0) return FINE;
    if (!compatibilities.every((name) => launchTypeNamed(name)?.hasEphemeralStorage === false)) return FINE;
    return [{ at: atField(at, 'ephemeralStorage'), facts: { compatibilities } }];
  },
});
