import { dirname, join } from 'node:path/posix';
import { isData } from '../field';
import { defineFormat } from '../format';
import { parseText, withoutRepeats, type TextDocument } from '../text/document';
import { snakeCased } from '../text/pointer';
import { parseEnvFile } from './env-file';
import { readCompose } from './reader';

const NAME = /(?:^|[/\\])(?:docker-)?compose[^/\\]*\.ya?ml$/i;

/** Keys whose names are not those of the model in snake case. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  ipv4: ['ipv4_address'],
  ipv6: ['ipv6_address'],
  hostPort: ['published'],
  containerPort: ['target'],
  hostAddress: ['host_ip'],
  auxiliary: ['aux_addresses'],
  namespace: ['network_mode'],
  endpoints: ['networks'],
  published: ['ports'],
  options: ['driver_opts'],
  name: ['container_name'],
};

/** Compose files: several are merged, as `docker compose -f FIRST -f NEXT` does. */
export const COMPOSE = defineFormat({
  name: 'compose',
  language: 'compose',
  title: 'a compose file',
  plural: 'compose files',
  marks: 'services',
  together: 'compose files that are merged',
  holds: { docker: 'compose files' },
  spellings: (field) => [field, snakeCased(field), ...(Object.hasOwn(KEYS, field) ? (KEYS[field] ?? []) : [])],

  recognize({ data, file }) {
    if (!isData(data)) return undefined;
    if (isData(data['services']) || NAME.test(file)) return 'certain';
    return ['networks', 'include'].some((key) => Object.hasOwn(data, key)) ? 'likely' : undefined;
  },

  read(documents, { parameters = {}, profiles = [], project, load }) {
    const folder = documents[0] ? dirname(documents[0].file) : '.';
    const loaded: TextDocument[] = [];
    const reading = readCompose(documents, {
      variables: parseEnvFile(load?.(join(folder, '.env')) ?? '', parameters),
      profiles,
      ...(project === undefined ? {} : { project }),
      load: (file) => {
        const text = load?.(file);
        if (text === undefined) return undefined;
        const document = withoutRepeats(parseText(text, file));
        loaded.push(document);
        return document;
      },
      ...(load === undefined ? {} : { loadText: load }),
    });
    return { reading, loaded };
  },
});
