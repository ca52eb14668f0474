import { type CommandShape } from './command';
import { DAEMONS, format, HELP, READING } from './options';

export const DIFF: CommandShape = {
  name: 'diff',
  operands: 'OLD NEW',
  summary: 'say what can be reached now that could not, what no longer can, and which findings are new or gone',
  description: [
    DAEMONS,
    'Exit code: 0 when there is no new error, 1 when there is one or a part could not be read, 2 when nothing of one of the two could.',
  ],
  options: [...READING, format('change'), HELP],
  examples: ['git show HEAD:compose.yaml | portwright diff - compose.yaml', 'portwright diff compose.yaml docker:'],
};
