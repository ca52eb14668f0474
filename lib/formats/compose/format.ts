import { basename, dirname, join } from 'node:path/posix';
import { isData } from '../../core/reading/field';
import { defineFormat, type ReadOptions } from '../format';
import { type Reading } from '../reading';
import { parseText, withoutRepeats, type TextDocument } from '../text/document';
import { snakeCased } from '../text/pointer';
import { parseEnvFile } from './env-file';
import { onOneHost, projectsOf } from './projects';
import type * as Reader from './reader';
import { type ComposeOptions } from './reader';

export const COMPOSE_FILE = /(?:^|[/\\])(?:docker-)?compose[^/\\]*\.ya?ml$/i;

/** What Compose looks for in a folder, in its order. */
const DEFAULTS = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'] as const;

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
  exposed: ['expose'],
  options: ['driver_opts'],
  name: ['container_name'],
};

/** Compose files: those of one project are merged, as `docker compose -f FIRST -f NEXT` does; several projects are on one host. */
export const COMPOSE = defineFormat({
  name: 'compose',
  language: 'compose',
  title: 'a compose file',
  plural: 'compose files',
  marks: 'services',
  mergesDocuments: true,
  together: 'compose files that are merged',
  holds: { docker: 'compose files' },
  spellings: (field) => [field, snakeCased(field), ...(Object.hasOwn(KEYS, field) ? (KEYS[field] ?? []) : [])],

  filesOf: (names) => {
    const base = DEFAULTS.find((name) => names.includes(name));
    const override = DEFAULTS.map((name) => name.replace('.', '.override.')).find((name) => names.includes(name));
    return base === undefined ? [] : override === undefined ? [base] : [base, override];
  },

  recognize({ data, file }) {
    if (!isData(data)) return undefined;
    if (isData(data['services']) || COMPOSE_FILE.test(file)) return 'certain';
    return ['networks', 'include'].some((key) => Object.hasOwn(data, key)) ? 'likely' : undefined;
  },

  read(documents, options) {
    const loaded: TextDocument[] = [];
    const all = [{ name: undefined, folder: dirname(documents[0]?.file ?? ''), files: documents }];
    const projects = options.isOneProject === true ? all : projectsOf(documents);
    const { project: given, ...others } = options;
    const readings = projects.map(({ files, folder }, index) => {
      // the name that is given is that of the first folder
      const project = index === 0 || folder === projects[0]?.folder ? given : undefined;
      return readProject(files, folder, project === undefined ? others : { ...others, project }, loaded);
    });
    return { reading: onOneHost(readings), loaded };
  },
});

function readProject(
  files: readonly TextDocument[],
  folder: string,
  options: ReadOptions,
  loaded: TextDocument[],
): Reading {
  const isPart = isPartOf(folder, files, options);
  const given = { ...composeOptions(folder, options, loaded), ...(isPart && { isPart }) };
  const { project, variables } = given;
  const { PROJECT_NAME, readCompose } = reader();
  if (options.isOneProject !== true || project === undefined) return readCompose(files, given);
  return readCompose(files, { ...given, variables: { ...variables, [PROJECT_NAME]: project } });
}

/** Whether files are overrides, or stand beside the file that Compose takes by itself, and that one is not given. */
function isPartOf(folder: string, files: readonly TextDocument[], { load }: ReadOptions): boolean {
  const names = files.map(({ file }) => basename(file));
  if (names.some((name) => DEFAULTS.some((one) => one === name))) return false;
  if (names.some((name) => /\boverride\b/.test(name))) return true;
  return DEFAULTS.some((name) => load?.(join(folder, name)) !== undefined);
}

/**
 * What the files of one folder are read with: the variables of its `.env`, and further files on demand.
 *
 * @param loaded takes the files that were asked for
 */
export function composeOptions(
  folder: string,
  { parameters = {}, profiles = [], project, load }: ReadOptions,
  loaded: TextDocument[],
): ComposeOptions {
  return {
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
  };
}

/** The reader, loaded with the first file of this format. */
function reader(): typeof Reader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  return require('./reader') as typeof Reader;
}
