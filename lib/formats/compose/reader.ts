import { isStack } from './stack';
import { DEFAULT_ENGINE, type DockerHost, type NetworkDefinition } from '../../core/engine/definition/docker-host';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { interpolated } from './interpolate';
import { checkConsistency, namesOthers } from './consistency';
import { checkDeclarations } from './declarations';
import { networkName, readNetwork } from './networks';
import { type ComposeInput, type Loader } from './files';
import { Assembly, type Project } from './project';
import { readService, type Surroundings } from './services';
import { ShapeCheck } from './shape';
import { ComposeSource } from './source';
import { isData, type Data } from '../../core/reading/field';
import { InputError } from '../text/input-error';
import { readingOf, type Problem, type Reading } from '../reading';

export { type ComposeInput } from './files';

/** What is known besides the files. */
export interface ComposeOptions {
  /** Whether the files are meant to be merged with others that are not given. @default false */
  readonly isPart?: boolean;
  /** Values of variables. @default - a variable has its default in the file, or is unknown */
  readonly variables?: Readonly<Record<string, string>>;
  /** Profiles that are on. @default - those of the variable `COMPOSE_PROFILES` */
  readonly profiles?: readonly string[];
  /**
   * Name of the project, unless the variable `COMPOSE_PROJECT_NAME` or the file says it.
   * @default - the name of the folder of the first file
   */
  readonly project?: string;
  /** Gives other files that `include` and `extends` name. @default - there are none */
  readonly load?: Loader['load'];
  /** Gives the text of env files of what is included. @default - there are none */
  readonly loadText?: Loader['loadText'];
}

/** The greatest number of ports of a project: a short text such as `1-65535` stands for very many. */
const MAX_PORTS = 1_000_000;

/** The variable that says the name of the project. */
export const PROJECT_NAME = 'COMPOSE_PROJECT_NAME';

/**
 * Reads compose files, already parsed, as `docker compose -f FIRST -f NEXT` does: one engine with the networks and
 * containers of the services that are on.
 *
 * @see https://github.com/compose-spec/compose-spec/blob/main/spec.md
 */
export function readCompose(inputs: ComposeInput | readonly ComposeInput[], options: ComposeOptions = {}): Reading {
  const list: readonly ComposeInput[] = 'data' in inputs ? [inputs] : inputs;
  const { project, around, names, problems } = openProject(list, options);
  const { source, assembly, services, project: name } = around;
  const isPart = around.isPart || !project.isWhole || project.lacksBase || namesOthers(around);
  if (!isPart)
    new ShapeCheck(assembly.origins, problems, options.variables ?? {}).whole(project.merged, list[0]?.file ?? '');
  checkConsistency(around);
  checkDeclarations(around.isPart ? { ...project, isWhole: false } : project, around);
  let ports = 0;
  const containers = Object.entries(services).flatMap(([service, body]) => {
    if (!isData(body) || ports > MAX_PORTS) return [];
    const own = readService(service, body, around);
    // containers of one service share what they expose
    ports += own[0]?.exposed.items.length ?? 0;
    for (const { published } of own) ports += published.items.length;
    if (ports > MAX_PORTS) {
      const message = `the services have more than ${MAX_PORTS} ports, where an address has 65535 of each protocol`;
      problems.push({ at: assembly.place(service, project.services, service), message });
    }
    return own;
  });
  // a network that no service is on is not created
  const networks = [...names].map(([key, known]): NetworkDefinition => {
    const declared = Object.hasOwn(project.networks, key);
    const at = declared ? assembly.place(key, project.networks, key) : { path: key, file: list[0]?.file ?? '' };
    return readNetwork(source, declared ? project.networks[key] : undefined, known, at, around.isStack);
  });
  const host: DockerHost = {
    at: { path: name, ...(list[0] ? { file: list[0].file, pointer: '' } : {}) },
    engine: DEFAULT_ENGINE,
    networks: { items: networks, complete: true },
    containers: { items: containers, complete: true },
    switchedOff: switchedOff(project.services, services),
    ...(isPart && { isPart }),
    terraform: false,
  };
  return readingOf({ dockerHosts: [host], unknown: source.unknown, problems });
}

/** A project whose files are put together, before its services are read. */
export interface OpenProject {
  readonly project: Project;
  readonly around: Surroundings;
  /** The names on the engine of the networks that services are on, filled as they are read. */
  readonly names: ReadonlyMap<string, Knowable<string>>;
  readonly problems: Problem[];
}

/**
 * Puts the files of a project together.
 * @param nameOfNetwork how a network is called on the engine
 */
export function openProject(
  list: readonly ComposeInput[],
  options: ComposeOptions,
  nameOfNetwork: typeof networkName = networkName,
): OpenProject {
  const { variables = {}, load = () => undefined, loadText = () => undefined } = options;
  const problems: Problem[] = [];
  const assembly = new Assembly({ load, loadText }, variables, problems);
  const project = assembly.of(list);
  const name = projectName(project, options, list[0]?.file ?? '');
  const source = new ComposeSource({ ...variables, [PROJECT_NAME]: name }, problems);
  const services = withProfiles(project.services, profilesOf(options), source);
  const names = new Map<string, Knowable<string>>();
  const around: Surroundings = {
    source,
    assembly,
    project: name,
    services,
    written: project.services,
    isStack: isStack(project.services),
    isPart: options.isPart === true,
    loadText: (file) => envText(loadText, file),
    network: (key) => {
      const declared = Object.hasOwn(project.networks, key);
      if (!declared && key !== 'default') return undefined;
      const known = names.get(key) ?? nameOfNetwork(source, name, key, declared ? project.networks[key] : undefined);
      names.set(key, known);
      return known;
    },
  };
  return { project, around, names, problems };
}

/** The text of an env file; undefined when there is none, or when it is too large or binary. */
function envText(load: Loader['loadText'], file: string): string | undefined {
  let text: string | undefined;
  try {
    text = load(file);
  } catch (error) {
    // too large: treated like one that does not exist
    if (!(error instanceof InputError)) throw error;
  }
  return text === undefined || text.length > MAX_ENV_FILE || text.includes('\0') ? undefined : text;
}

const MAX_ENV_FILE = 1024 * 1024;

/** Names of services that the files have and that are off, with the fixed names of their containers. */
function switchedOff(written: Data, on: Data): string[] {
  return Object.entries(written).flatMap(([name, body]) => {
    if (Object.hasOwn(on, name) && isData(body) && !isData(body['provider'])) return [];
    const fixed = isData(body) ? body['container_name'] : undefined;
    return typeof fixed === 'string' ? [name, fixed] : [name];
  });
}

function projectName({ name }: Project, { project, variables = {} }: ComposeOptions, file: string): string {
  const given = typeof name === 'string' ? interpolated(name, variables) : new Unknown('the file has no name');
  const folder = /([^/\\]+)[/\\][^/\\]*$/.exec(file)?.[1];
  // as with the tool, an empty name is none
  const told = [variables[PROJECT_NAME], isKnown(given) ? given : '', project, folder];
  return normalized(told.find((one) => one !== undefined && one !== '') ?? '');
}

/** A folder's name as Compose makes it that of a project. */
function normalized(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9_-]/g, '')
      .replace(/^[_-]+/, '') || 'default'
  );
}

/** The profiles that are on: those that are given, or else those of the variable. */
function profilesOf({ profiles = [], variables = {} }: ComposeOptions): readonly string[] {
  return profiles.length > 0 ? profiles : (variables['COMPOSE_PROFILES'] ?? '').split(',').map((one) => one.trim());
}

/** The services that are on: those without profiles, and those with one that is. */
function withProfiles(services: Data, profiles: readonly string[], source: ComposeSource): Data {
  const all = profiles.includes('*');
  const on = Object.entries(services).filter(([, body]) => {
    const given = isData(body) ? body['profiles'] : undefined;
    if (!Array.isArray(given) || given.length === 0 || all) return true;
    return given.some((profile) => profiles.includes(source.marked(profile).text));
  });
  return Object.fromEntries(on);
}
