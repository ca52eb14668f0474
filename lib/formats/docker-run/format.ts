import { defineFormat } from '../format';
import { commandsOf, isScript, parseScript } from './document';
import { readScripts } from './reader';

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
  read: (documents) => ({ reading: readScripts(documents) }),
});
