import { createRequire } from 'node:module';
import { join, normalize } from 'node:path/posix';
import type * as Yaml from 'yaml';
import { Unknown } from '../../../core/values/unknown';
import { type Problem, type UnknownPart } from '../../reading';
import { type FunctionContext } from '../language/arguments';
import { type Evaluator } from '../language/evaluate';
import { HclFile } from '../language/hcl-document';
import { expressionOfText, templateOf } from '../language/json';
import { type TerraformOptions } from './options';
import { type Block } from './block';
import { folderOf, isOverride, isVariables, topLevel, valuesOf, type TerraformInput } from './files';
import { installedModules } from './installed-modules';
import { Module, type World } from './module';

/** What a configuration is read with. */
export interface Surroundings {
  readonly evaluator: Evaluator;
  /** All inputs: a module may be among them. */
  readonly all: readonly TerraformInput[];
  readonly options: TerraformOptions;
}

/** What a configuration holds. */
export interface Configured {
  readonly blocks: readonly Block[];
  /** False while a file has a mistake in its syntax, so that there are more blocks than these. */
  readonly isWhole: boolean;
  /** The region of the AWS provider without an alias; undefined when it has none or it is not known. */
  readonly region: string | undefined;
  readonly unknown: readonly UnknownPart[];
  readonly problems: readonly Problem[];
  /** Problems that were found since. */
  readonly late: () => readonly Problem[];
}

const MAX_BLOCKS = 20_000;

/** Reads the files of a root module, and the modules that it calls. */
export function readConfigured(inputs: readonly TerraformInput[], around: Surroundings): Configured {
  const { evaluator, options } = around;
  const unknown: UnknownPart[] = [];
  const problems: Problem[] = [];
  let blocks = 0;
  const folder = folderOf(inputs[0]?.file);
  const files = new Folders(around, (at, message) => problems.push({ at, message }));
  const world: World = {
    evaluator,
    functions: (module) => filesOf(module, options),
    filesOf: (path) => files.at(path),
    installed: installedModules(folder, options),
    unknown: (at, what, why) => unknown.push({ at, what, why }),
    problem: (at, message) => problems.push({ at, message }),
    room: () => ++blocks <= MAX_BLOCKS,
  };
  const sources = inputs.filter(({ file }) => !isVariables(file));
  const given = givenValues(inputs, options);
  const root: Module = new Module(world, {
    address: '',
    names: [],
    folder,
    inputs: sources,
    given: (name) => given(name, (expression) => root.value(expression)),
    provider: (name) => name,
    around: [],
  });
  const all = [...root.blocks()];
  const broken = [...inputs, ...files.seen()].filter(hasSyntaxProblem).map(({ file }) => file);
  const found = broken.length > 0 ? all.filter((block) => standsWithout(broken, block)) : all;
  if (broken.length > 0) {
    unknown.push({
      at: { path: folder },
      what: 'configuration',
      why: 'a file has a mistake in its syntax, and Terraform takes none of it; of the other files what stands for itself was read',
    });
  }
  const first = problems.splice(0);
  if (blocks > MAX_BLOCKS) {
    unknown.push({
      at: { path: folder },
      what: 'resource',
      why: `of more than ${MAX_BLOCKS} resources those were read`,
    });
  }
  return {
    blocks: found,
    isWhole: broken.length === 0,
    region: regionOf(sources, root),
    unknown,
    problems: first,
    late: () => problems,
  };
}

/** What is judged by itself, whatever else there is. */
const ALONE = /^(?:docker_\w+|aws_ecs_task_definition)$/;

/** Whether a block says what it says also without the files in which a mistake is: they may lay something over it. */
function standsWithout(broken: readonly (string | undefined)[], { type, place }: Block): boolean {
  const reachesElsewhere = broken.some((file) => isVariables(file) || isOverride(file));
  return !reachesElsewhere && ALONE.test(type) && !broken.includes(place.file);
}

function regionOf(inputs: readonly TerraformInput[], root: Module): string | undefined {
  const providers = inputs.flatMap(topLevel).filter(({ type, labels }) => type === 'provider' && labels[0] === 'aws');
  const [plain] = providers.filter(({ body }) => !body.attributes.has('alias'));
  const written = plain?.body.attributes.get('region');
  const region = written && root.value(written);
  // an empty one is none: the provider then asks the environment
  return typeof region === 'string' && region !== '' ? region : undefined;
}

type Value = Parameters<Module['value']>[0];

/** Values that variables of the root are given: from the command line, from files, from the environment. */
function givenValues(
  inputs: readonly TerraformInput[],
  { parameters = {}, environment = {} }: TerraformOptions,
): (name: string, valueOf: (expression: Value) => unknown) => unknown {
  const fromFiles = new Map<string, Value>();
  const rank = ({ file = '' }: TerraformInput): number =>
    /\.auto\.tfvars(?:\.json)?$/.test(file) ? 1 : /(?:^|[/\\])terraform\.tfvars(?:\.json)?$/.test(file) ? 0 : 2;
  const files = inputs.filter(({ file }) => isVariables(file));
  files.sort((a, b) => rank(a) - rank(b) || ((a.file ?? '') < (b.file ?? '') ? -1 : 1));
  for (const input of files) for (const [name, value] of valuesOf(input)) fromFiles.set(name, value);
  return (name, valueOf) => {
    if (Object.hasOwn(parameters, name)) return written(parameters[name], valueOf);
    const expression = fromFiles.get(name);
    if (expression) return valueOf(expression);
    return Object.hasOwn(environment, name) ? written(environment[name], valueOf) : undefined;
  };
}

/** A value from a command line: a list or a map is written as an expression. */
function written(value: unknown, valueOf: (expression: Value) => unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  const made = valueOf(expressionOfText(value.trim(), { file: undefined, pointer: '' }));
  return made instanceof Unknown ? value : made;
}

function hasSyntaxProblem({ data }: TerraformInput): boolean {
  return data instanceof HclFile && data.problems.length > 0;
}

/** The files of folders that are called as modules. */
class Folders {
  readonly #read = new Map<string, readonly TerraformInput[] | undefined>();

  constructor(
    private readonly around: Surroundings,
    private readonly problem: World['problem'],
  ) {}

  /** The files of all modules that were asked for. */
  seen(): readonly TerraformInput[] {
    return [...this.#read.values()].flatMap((inputs) => inputs ?? []);
  }

  at(folder: string): readonly TerraformInput[] | undefined {
    if (this.#read.has(folder)) return this.#read.get(folder);
    const { all, options } = this.around;
    const given = all.filter(({ file }) => file !== undefined && folderOf(file) === folder && !isVariables(file));
    const names = new Set(given.map(({ file }) => file));
    const more = options.filesOf?.(folder).filter(({ file }) => !names.has(file) && !isVariables(file)) ?? [];
    const found = [...given, ...more];
    for (const { data, file } of more) {
      if (!(data instanceof HclFile) || file === undefined) continue;
      for (const { pointer, message } of data.problems) this.problem({ path: file, file, pointer }, message);
    }
    this.#read.set(folder, found.length === 0 ? undefined : found);
    return this.#read.get(folder);
  }
}

/** Loaded only for files that ask for it. */
function yaml(): typeof Yaml {
  return createRequire(__filename)('yaml') as typeof Yaml;
}

const MAX_YAML = 1024 * 1024;

/** What a text of YAML holds as Terraform reads it, with the words for true and false of older YAML; undefined: it is none. */
function yamlOf(text: string): unknown {
  const library = yaml();
  const word = (value: boolean, test: RegExp): Yaml.ScalarTag => ({
    identify: () => false,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test,
    resolve: () => value,
  });
  // a day is a moment in time
  const day: Yaml.ScalarTag = {
    identify: () => false,
    default: true,
    tag: 'tag:yaml.org,2002:timestamp',
    test: /^\d{4}-\d{2}-\d{2}$/,
    resolve: (found) => `${found}T00:00:00Z`,
  };
  const words = [day, word(true, /^(?:[Yy]es|YES|[Oo]n|ON|[yY])$/), word(false, /^(?:[Nn]o|NO|[Oo]ff|OFF|[nN])$/)];
  if (text.trim() === '') return undefined;
  try {
    return library.parse(text, {
      maxAliasCount: 100,
      logLevel: 'error',
      merge: true,
      uniqueKeys: false,
      customTags: (tags) => [...words, ...tags],
    }) as unknown;
  } catch {
    return undefined;
  }
}

/** What the functions of a module read. Files are named from the folder that Terraform runs in. */
function filesOf(module: string, { load }: TerraformOptions): FunctionContext {
  const file = (name: string): string | Unknown => {
    // relative paths are those of the root module, where Terraform runs, and not of this process
    const found = load?.(normalize(name)) ?? load?.(join(module, name));
    return found ?? new Unknown(`the file ${name} was not given`);
  };
  return {
    file,
    template: (name) => {
      const text = file(name);
      return text instanceof Unknown ? text : templateOf(text, { file: name, pointer: '' });
    },
    yaml: (text) => {
      if (text.length > MAX_YAML) return new Unknown('the YAML is too long');
      return yamlOf(text);
    },
  };
}
