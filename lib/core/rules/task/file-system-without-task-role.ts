import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_TASK, issue } from '../sources';

export const fileSystemWithoutTaskRole = defineRule<'task', { volumes: readonly string[] }>({
  id: 'file-system-without-task-role',
  subject: 'task',
  effect: 'may go wrong',
  title: 'a file system that is mounted with the rights of a task role that is not there',
  why: 'with IAM authorization EFS asks who mounts it, and that is the task role',
  broken: 'the mount fails, and no task starts',
  fix: ({ field }) => `name a ${field('taskRoleArn')} that may mount the file system, or turn the authorization off`,
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSAuthorizationConfig.html',
    API_TASK,
    issue('aws/amazon-ecs-agent', 4714),
  ],
  catalogue: ['§1.4 Container settings'],
  explain: ({ volumes }) =>
    `${volumes.join(' and ')} is mounted with the rights of the task role, and the task definition names none`,
  check({ at, volumesOfRole, hasTaskRole }) {
    const volumes = volumesOfRole?.items ?? [];
    if (volumes.length === 0 || hasTaskRole !== false) return FINE;
    return [
      {
        at: atField(at, 'volumes'),
        facts: { volumes: volumes.map((name) => `volume ${isKnown(name) ? name : ''}`.trim()) },
      },
    ];
  },
});
