import { defineFormat } from '../format';
import { commandsOf, isScript, parseScript } from './document';
import type * as Reader from './reader';

/** Lines of `docker run`, `docker create` and `docker network`, as a script or a note has them. */
export const DOCKER_RUN = defineFormat({
  name: 'docker-run',
  language: 'docker',
  title: 'a shell script with docker run',
  plural: 'shell scripts with docker run',
  marks: 'docker run, docker network create',
  together: 'scripts that run on one host',
  holds: { docker: 'shell scripts with docker run' },
  spellings: (field) => [field],
  syntax: { files: /\.(?:sh|bash|zsh)$/i, anyName: true, recognizes: isScript, parse: parseScript },
  recognize: ({ data }) => (commandsOf(data) ? 'certain' : undefined),
  read: (documents) => ({ reading: reader().readScripts(documents) }),
});

/** The reader, loaded with the first file of this format. */
function reader(): typeof Reader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  return require('./reader') as typeof Reader;
}
