import { isData } from '../../core/reading/field';
import { defineFormat } from '../format';
import { parseText } from '../text/document';
import type * as Reader from './reader';
import { seenIn } from './seen';
import { isSnapshot } from './snapshot';
import { wayOf } from './ways';

/** What `docker inspect` prints first: an array of objects that begin with their name or id. */
const BEGINNING = /^\s*\[(?:\s*\]\s*\[)?\s*\{\s*"(?:Id|Name)"\s*:/;

/** Where one array ends and the next begins, as several calls write them one after the other. */
const SEAM = /^\](\s*)\[/gm;
const EMPTY = /^\[\](?=\s*\[)/gm;

/** Containers and networks as `docker inspect` prints them, and what a running engine says about itself. */
export const DOCKER_INSPECT = defineFormat({
  name: 'docker-inspect',
  language: 'docker',
  title: 'what docker inspect prints',
  plural: 'what docker inspect prints',
  marks: 'NetworkSettings, IPAM',
  together: 'containers and networks of one running host',
  holds: { docker: 'what docker inspect prints' },
  spellings: (field) => [field],
  wayOf,

  syntax: {
    files: /^$/,
    anyName: true,
    recognizes: (text) => BEGINNING.test(text.slice(0, 4096)) && text.search(SEAM) >= 0,
    // as many characters as before, so that every place stays where it is
    parse: (text, file) => parseText(text.replace(EMPTY, '  ').replace(SEAM, ',$1 '), file),
  },

  recognize: ({ data }) =>
    isSnapshot(data) || (isData(data) || Array.isArray(data) ? seenIn(data) : 0) > 0 ? 'certain' : undefined,
  read: (documents) => ({ reading: reader().readInspected(documents) }),
});

/** The reader, loaded with the first file of this format. */
function reader(): typeof Reader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  return require('./reader') as typeof Reader;
}
