import { atField } from '../../values/place';
import { isOpenText } from '../../values/program';
import { defineRule } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { GUIDE_QUOTAS, issue } from '../sources';
import { FINE } from '../violations';

const MAX_BYTES = 65536;

/** The shortest text that a mapping is stored as: with its three fields, numbers of one digit. */
const MAPPING_BYTES = '{"containerPort":1,"hostPort":0,"protocol":"tcp"}'.length;

export const taskDefinitionTooLarge = defineRule<'task', { bytes: number }>({
  id: 'task-definition-too-large',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'task definition of more than 64 KiB',
  why: 'it is a limit of the service that cannot be raised; a mapping for each port of a long list breaks it',
  broken: `RegisterTaskDefinition refuses it: "Actual length: '293371'. Max allowed length is '65536' bytes."`,
  fix: ({ portRange }) => `map ranges instead of single ports with ${portRange}, and move long values to files`,
  sources: [GUIDE_QUOTAS, issue('aws/aws-cdk', 13396)],
  catalogue: ['PM-23'],
  explain: ({ bytes }) =>
    `ports and environment of the task alone take ${bytes} bytes; at most ${MAX_BYTES} are allowed`,
  check({ at, containers }) {
    let bytes = 0;
    for (const container of containers.items) bytes += atLeast(container);
    return bytes <= MAX_BYTES ? FINE : [{ at: atField(at, 'containerDefinitions'), facts: { bytes } }];
  },
});

/** The least that a container takes: what is not known, and all that has nothing to do with its network, is left out. */
function atLeast({ portMappings, program }: ContainerDefinition): number {
  let bytes = portMappings.items.length * MAPPING_BYTES;
  for (const { name, value } of program.environment.items) {
    if (typeof name === 'string') bytes += name.length;
    if (typeof value === 'string' && !isOpenText(value)) bytes += value.length;
  }
  return bytes;
}
