import { dirname, join } from 'node:path/posix';
import { joined, type Listed, NOTHING } from '../../core/values/listed';
import { type Place } from '../../core/values/place';
import { checkOf, HOLE, type Program, type Setting } from '../../core/values/program';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { isData, type Data } from '../../core/reading/field';
import { parseEnvFile } from './env-file';
import { asMapping, asSettings, type Origins } from './merge';
import { type ComposeSource } from './source';
import { mountTarget } from '../text/mount-fields';

/** What the program of a service is read with. */
export interface ProgramSurroundings {
  readonly source: ComposeSource;
  readonly origins: Origins;
  /** The text of an env file; undefined: there is none, or it is none. */
  readonly loadText: (file: string) => string | undefined;
}

/** What a service says about the program in its containers. */
export function readProgram(service: Data, at: Place, around: ProgramSurroundings): Program {
  const { source, origins } = around;
  const words = (value: unknown): Listed<Knowable<string>> | undefined => wordsOf(value, source);
  const [entry, command] = [words(service['entrypoint']), words(service['command'])];
  const said = (entry ?? command) ? joined([entry ?? NOTHING, command ?? NOTHING]) : undefined;
  const healthCheck = healthWords(service['healthcheck'], source);
  return {
    environment: environmentOf(service, at, around),
    ...(said === undefined ? {} : { command: said, ...(entry ? { entryWords: entry.items.length } : {}) }),
    ...(healthCheck === undefined ? {} : { healthCheck }),
    labels: { items: settingsIn(service['labels'], at, around), complete: true },
    mounts: joined([
      mounts(service['volumes'], source, (text) => targetOf(text)),
      mounts(service['configs'], source, (text) => `/${text}`),
      mounts(service['tmpfs'], source, (text) => text.split(':')[0] ?? ''),
    ]),
    startsAfter: { items: Object.keys(asMapping(service['depends_on'], origins)), complete: true },
    isBuilt: service['build'] !== undefined && service['build'] !== null,
  };
}

function environmentOf(service: Data, at: Place, around: ProgramSurroundings): Listed<Setting> {
  const { source, origins, loadText } = around;
  const items: Setting[] = [];
  let complete = true;
  const files = service['env_file'];
  const home = origins.of(service, 'env_file')?.file ?? at.file ?? '';
  for (const one of Array.isArray(files) ? (files as unknown[]) : files === undefined ? [] : [files]) {
    const path = source.resolve(isData(one) ? one['path'] : one);
    const text =
      typeof path === 'string' ? loadText(path.startsWith('/') ? path : join(dirname(home), path)) : undefined;
    if (text === undefined) {
      complete = false;
      continue;
    }
    for (const [name, value] of Object.entries(parseEnvFile(text, {}))) {
      items.push({ at: placeOf(service, 'env_file', at, origins), name, value });
    }
  }
  return { items: [...items, ...settingsIn(service['environment'], at, around)], complete };
}

function settingsIn(written: unknown, owner: Place, { source, origins }: ProgramSurroundings): Setting[] {
  const settings = asSettings(written, origins);
  return Object.entries(settings).map(([name, value]) => {
    const at = placeOf(settings, name, owner, origins);
    if (value === null) return { at, name, value: new Unknown(`variable ${name} has no value`) };
    return { at, name, value: textOf(value, source) };
  });
}

/** A text with holes; what is no text is unknown. */
function textOf(value: unknown, source: ComposeSource): Knowable<string> {
  if (typeof value === 'string') return source.marked(value).text;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : new Unknown('it is no text');
}

function placeOf(owner: object, key: string, { path, ...rest }: Place, origins: Origins): Place {
  return { path, ...rest, ...origins.of(owner, key) };
}

/** The words of a command: a list, or a text that is taken apart as a shell does. */
function wordsOf(value: unknown, source: ComposeSource): Listed<Knowable<string>> | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return { items: value.map((word) => textOf(word, source)), complete: true };
  const text = textOf(value, source);
  if (!isKnown(text)) return { items: [], complete: false };
  const words = text.match(/"[^"]*"|'[^']*'|[^\s"']+(?:"[^"]*"|'[^']*'|[^\s"'])*/g) ?? [];
  return { items: words.map((word) => word.replace(/^(["'])(.*)\1$/s, '$2')), complete: true };
}

function healthWords(value: unknown, source: ComposeSource): Listed<Knowable<string>> | undefined {
  if (!isData(value) || value['disable'] === true) return undefined;
  const words = wordsOf(value['test'], source);
  const [first] = words?.items ?? [];
  if (first === 'NONE' || words === undefined) return undefined;
  return checkOf(words);
}

function mounts(value: unknown, source: ComposeSource, read: (text: string) => string): Listed<Knowable<string>> {
  const list = Array.isArray(value) ? (value as unknown[]) : value === undefined || value === null ? [] : [value];
  return {
    items: list.map((one) => {
      const target = isData(one) ? (one['target'] ?? one['source']) : one;
      const text = textOf(target, source);
      return !isKnown(text) || isData(one) ? text : read(text);
    }),
    complete: true,
  };
}

/** The path inside of `SOURCE:TARGET[:MODE]`. A source that is not known is one hole. */
function targetOf(text: string): string {
  const target = mountTarget(text);
  return target === '' ? HOLE : target;
}
