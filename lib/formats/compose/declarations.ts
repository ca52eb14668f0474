import { isData, own, type Data } from '../../core/reading/field';
import { quoted } from '../../core/values/model-error';
import { type Place } from '../../core/values/place';
import { HOLE } from '../../core/values/program';
import { isKnown } from '../../core/values/unknown';
import { untagged } from './merge';
import { type Project } from './project';
import { type Surroundings } from './services';
import { hasDrive, mountFields } from '../text/mount-fields';

type Around = Pick<Surroundings, 'source' | 'assembly' | 'services'>;

/** What a project declares besides services and networks, and the keys that give its content, of which it can have one. */
const CONTENTS = {
  volumes: [],
  configs: ['file', 'environment', 'content'],
  secrets: ['file', 'environment'],
} as const;

type Kind = keyof typeof CONTENTS;

const NOUNS = { volumes: 'volume', configs: 'config', secrets: 'secret', models: 'model' } as const;

/**
 * What Compose refuses in the volumes, configs and secrets of a project, and in services that name some, or models, that
 * are not declared.
 *
 * @see https://github.com/compose-spec/compose-go/blob/main/validation/validation.go
 */
export function checkDeclarations(project: Project, around: Around): void {
  for (const [key, raw] of Object.entries(project.networks)) checkExternal('network', key, raw, around);
  for (const kind of ['volumes', 'configs', 'secrets'] as const) {
    for (const [key, raw] of Object.entries(project[kind])) checkDeclaration(kind, key, raw, project, around);
  }
  for (const [name, body] of Object.entries(around.services)) {
    if (isData(body)) checkUses(name, body, project, around);
  }
}

function checkDeclaration(
  kind: Kind,
  key: string,
  written: unknown,
  project: Project,
  { assembly, source }: Around,
): void {
  const raw = untagged(written, assembly.origins);
  const refuse = (message: string): void => {
    source.problems.push({ at: assembly.place(key, project[kind], key), message: `${NOUNS[kind]} ${key} ${message}` });
  };
  if (!isData(raw)) return;
  checkExternal(NOUNS[kind], key, raw, { assembly, source });
  const beside = Object.keys(raw).find((one) => one !== 'name' && one !== 'external' && !one.startsWith('x-'));
  if (kind === 'volumes') {
    if (raw['external'] === true && beside !== undefined)
      refuse(`is external, so it can have nothing but a name, and it has ${beside}`);
    return;
  }
  const contents = CONTENTS[kind].filter((one) => raw[one] !== undefined);
  if (contents.length > 1) refuse(`has ${contents.join(' and ')}, and only one of them can give its content`);
  if (contents.length > 0 || raw['driver'] !== undefined || raw['external'] !== undefined) return;
  refuse(`has none of ${CONTENTS[kind].join(', ')} and is not external, so it has no content`);
}

/** Refuses an external resource whose two names differ; Compose ignores other settings of an external network. */
function checkExternal(noun: string, key: string, raw: unknown, around: Pick<Around, 'source' | 'assembly'>): void {
  if (!isData(raw) || !isData(raw['external'])) return;
  const { source, assembly } = around;
  const inner = source.identify(raw['external']['name']);
  const outer = source.identify(raw['name']);
  if (inner === undefined || outer === undefined || !isKnown(inner) || !isKnown(outer) || inner === outer) return;
  const message = `${noun} ${key} has two names: name is ${quoted(outer)} and external.name is ${quoted(inner)}`;
  source.problems.push({ at: assembly.place(key, raw, 'external'), message });
}

/** Refuses volumes, configs, secrets and models that a service uses and the project does not declare. */
function checkUses(name: string, body: Data, project: Project, { assembly, source }: Around): void {
  const use = (kind: keyof typeof NOUNS, key: string, used: string | undefined): void => {
    if (!project.isWhole || used === undefined || own(project[kind], used) !== undefined) return;
    const at: Place = { path: name, ...(assembly.origins.of(body, key) ?? assembly.place(name, body)) };
    const message = `service ${name} uses ${NOUNS[kind]} ${quoted(used)}, which is not among the ${kind} at the top of the file`;
    source.problems.push({ at, message });
  };
  const nameIn = (text: unknown, isMount = false): string | undefined =>
    typeof text === 'string' ? sourceOf(source.marked(text).text, isMount) : undefined;
  for (const item of itemsOf(body['volumes'], assembly)) {
    if (isData(item)) checkMount(name, item, { assembly, source });
    use('volumes', 'volumes', nameIn(volumeOf(item), !isData(item)));
  }
  for (const kind of ['configs', 'secrets', 'models'] as const) {
    for (const item of itemsOf(body[kind], assembly)) {
      const text = isData(item) ? (item['source'] ?? '') : item;
      use(kind, kind, nameIn(text));
      if (text !== '') continue;
      const at: Place = { path: name, ...(assembly.origins.of(body, kind) ?? assembly.place(name, body)) };
      const message = `a ${NOUNS[kind]} of service ${name} has no source`;
      source.problems.push({ at, message });
    }
  }
  const build = untagged(body['build'], assembly.origins);
  const forBuild = isData(build) ? itemsOf(build['secrets'], assembly) : [];
  for (const item of forBuild) use('secrets', 'build', nameIn(isData(item) ? item['source'] : item));
}

/** The items of a list, or the keys of a mapping. */
function itemsOf(written: unknown, { origins }: Around['assembly']): unknown[] {
  const list = untagged(written, origins);
  if (isData(list)) return Object.keys(list);
  return Array.isArray(list) ? list.map((item) => untagged(item, origins)) : [];
}

/** A mount in its long form, by itself. */
function checkMount(name: string, item: Data, { assembly, source }: Pick<Around, 'assembly' | 'source'>): void {
  const { type } = item;
  const refuse = (key: string, message: string): void => {
    source.problems.push({ at: assembly.place(name, item, key), message });
  };
  if (item['target'] === undefined) refuse('target', `a mount of service ${name} has no target`);
  if (type === 'bind' && item['source'] === undefined)
    refuse('source', `a bind mount of service ${name} has no source`);
}

/** The volume of a mount, in the short or in the long form. */
function volumeOf(item: unknown): unknown {
  if (!isData(item)) return item;
  return item['type'] === 'volume' ? item['source'] : undefined;
}

/** The name of the volume, config or secret; undefined for a folder, for a mount without a source, and for a name that is not known. */
function sourceOf(text: string, isMount: boolean): string | undefined {
  if (!isMount) return text === '' || text.includes(HOLE) ? undefined : text;
  const [first = '', ...rest] = mountFields(text);
  if (rest.length === 0 || rest.length > 2 || first === '') return undefined;
  return hasDrive(first) || /^[./~\\]/.test(first) || first.includes(HOLE) ? undefined : first;
}
