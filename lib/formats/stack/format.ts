import { dirname } from 'node:path/posix';
import { isData } from '../../core/reading/field';
import { defineFormat } from '../format';
import { type TextDocument } from '../text/document';
import { COMPOSE, COMPOSE_FILE, composeOptions } from '../compose/format';
import { isStack } from '../compose/stack';
import type * as Reader from './reader';

/** Names of files for `docker stack deploy`: stack.yml, docker-stack.prod.yaml, shop.stack.yml. */
const NAME = /(?:^|[/\\])(?:(?:docker-)?stack(?:\.[^/\\]+)?|[^/\\]+\.stack)\.ya?ml$/i;

/** Compose files that are deployed as a stack of a swarm: by their name, or by settings that only a swarm uses. */
export const STACK = defineFormat({
  name: 'stack',
  language: COMPOSE.language,
  title: 'a stack file',
  plural: 'stack files',
  marks: 'services with deploy',
  together: 'stack files that are merged',
  holds: { docker: 'stack files' },
  spellings: COMPOSE.spellings,

  recognize({ data, file }) {
    if (!isData(data) || !isData(data['services'])) return undefined;
    if (NAME.test(file)) return 'certain';
    return !COMPOSE_FILE.test(file) && isStack(data['services']) ? 'certain' : undefined;
  },

  read(documents, options) {
    const loaded: TextDocument[] = [];
    const file = documents[0]?.file ?? '';
    const project = options.project ?? stackName(file);
    return {
      reading: reader().readStack(documents, composeOptions(dirname(file), { ...options, project }, loaded)),
      loaded,
    };
  },
});

/** The name of the stack, which `docker stack deploy` gets as an argument: that of the folder, or `stack` where none is named. */
function stackName(file: string): string {
  const folder = dirname(file).split('/').at(-1) ?? '';
  return folder === '' || folder === '.' ? 'stack' : folder;
}

/** The reader, loaded with the first file of this format. */
function reader(): typeof Reader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  return require('./reader') as typeof Reader;
}
