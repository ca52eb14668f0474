import { dirname, join } from 'node:path/posix';
import { joined, type Listed, NOTHING } from '../../core/values/listed';
import { type Place } from '../../core/values/place';
import { checkOf, HOLE, type Program, type Setting } from '../../core/values/program';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { isData, type Data } from '../../core/reading/field';
import { rawValuesIn, valuesIn } from './env-file';
import { asMapping, asSettings, type Origins } from './merge';
import { type ComposeSource } from './source';
import { mountTarget } from '../text/mount-fields';

/** What the program of a service is read with. */
export interface ProgramSurroundings {
  readonly source: ComposeSource;
  readonly origins: Origins;
  /** The text of an env file; undefined when there is none, or when it is too large or binary. */
  readonly loadText: (file: string) => string | undefined;
}

/** The program in the containers of a service, as far as the service defines it. */
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
      grants(service['configs'], source, '/'),
      grants(service['secrets'], source, '/run/secrets'),
      mounts(service['tmpfs'], source, (text) => text.split(':')[0] ?? ''),
    ]),
    startsAfter: { items: Object.keys(asMapping(service['depends_on'], origins)), complete: true },
    isBuilt: service['build'] !== undefined && service['build'] !== null,
  };
}

function environmentOf(service: Data, at: Place, around: ProgramSurroundings): Listed<Setting> {
  const { source, origins, loadText } = around;
  const own = settingsIn(service['environment'], at, around);
  // variables of the project have precedence over those of the service
  const variables = { ...knownIn(own), ...source.variables };
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
    const isRaw = isData(one) && source.resolve(one['format']) === 'raw';
    for (const [name, value] of isRaw ? rawValuesIn(text) : valuesIn(text, variables)) {
      items.push({ at: placeOf(service, 'env_file', at, origins), name, value: value.text });
    }
  }
  return { items: [...items, ...own], complete };
}

/** The settings of which all is known. */
function knownIn(settings: readonly Setting[]): Record<string, string> {
  return Object.fromEntries(
    settings.flatMap(({ name, value }) =>
      isKnown(name) && isKnown(value) && !value.includes(HOLE) ? [[name, value] as const] : [],
    ),
  );
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
  if (!isData(value) || isHealthCheckOff(value, source)) return undefined;
  const words = wordsOf(value['test'], source);
  return words && checkOf(words);
}

/** Whether a health check is switched off; a test that is a text is a command for the shell, whatever it says. */
export function isHealthCheckOff({ disable, test }: Data, source: ComposeSource): boolean {
  const [first] = Array.isArray(test) ? (test as unknown[]) : [];
  const isDisabled = source.resolve(disable);
  return isDisabled === true || isDisabled === 'true' || source.resolve(first) === 'NONE';
}

function mounts(value: unknown, source: ComposeSource, read: (text: string) => string): Listed<Knowable<string>> {
  return {
    items: oneOrMore(value).map((one) => {
      if (isData(one)) return textOf(one['target'], source);
      const text = textOf(one, source);
      return isKnown(text) ? read(text) : text;
    }),
    complete: true,
  };
}

/**
 * Where configs or secrets are mounted: at their target, or under their own name.
 * @param folder what a path that is not absolute is relative to
 */
function grants(value: unknown, source: ComposeSource, folder: string): Listed<Knowable<string>> {
  return {
    items: oneOrMore(value).map((one) => {
      const path = textOf(isData(one) ? (one['target'] ?? one['source']) : one, source);
      return !isKnown(path) || path.startsWith('/') || path.startsWith(HOLE) ? path : join(folder, path);
    }),
    complete: true,
  };
}

function oneOrMore(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** The path inside of `SOURCE:TARGET[:MODE]`. A source that is not known is one hole. */
function targetOf(text: string): string {
  const target = mountTarget(text);
  return target === '' ? HOLE : target;
}
