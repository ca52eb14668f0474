import { defineFormat } from '../format';
import { isApiInput } from './api-input';
import type * as Reader from './reader';

/** Task definitions, services and what else starts tasks, as the ECS API takes and gives them. */
export const TASK_DEFINITION = defineFormat({
  name: 'task-definition',
  language: 'task-definition',
  title: 'an ECS task definition or service',
  plural: 'ECS task definitions and services',
  marks: 'containerDefinitions, taskDefinition',
  together: 'services and their task definitions',
  holds: { ecs: 'ECS services with their task definitions' },
  spellings: (field) => [field],
  recognize: ({ data }) => (isApiInput(data) ? 'certain' : undefined),
  read: (documents) => ({ reading: reader().readTaskDefinitions(documents) }),
});

/** The reader, loaded with the first file of this format. */
function reader(): typeof Reader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  return require('./reader') as typeof Reader;
}
