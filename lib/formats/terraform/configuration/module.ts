import { join } from 'node:path/posix';
import { type Place } from '../../../core/values/place';
import { Unknown } from '../../../core/values/unknown';
import { isData, type Data } from '../../../core/reading/field';
import { type Presence } from '../../presence';
import { type FunctionContext } from '../language/arguments';
import { type Evaluator, type Scope } from '../language/evaluate';
import { traversalOf, type BlockSyntax, type Body, type Expression, type Written } from '../language/expression';
import { templateOf } from '../language/json';
import { Failed, Named, NamedList, Namespace, objectOf, openOf, plain, textOf } from '../language/value';
import { presenceBy } from '../language/presence';
import { BlockThing, type Block, type Copy } from './block';
import { isOverride, overridden, topLevel, type TerraformInput } from './files';
import { withoutDoubles } from './set-blocks';
import { isList, typed } from './variable-type';

/** What all modules of a configuration share. */
export interface World {
  readonly evaluator: Evaluator;
  readonly functions: (folder: string) => FunctionContext;
  /** The files of a folder that is called as a module; undefined when there are none. */
  readonly filesOf: (folder: string) => readonly TerraformInput[] | undefined;
  /** Where `terraform init` put a module, by the names of the calls that lead to it; undefined when it did not. */
  readonly installed: (names: readonly string[], source: string) => string | undefined;
  readonly unknown: (at: Place, what: string, why: string) => void;
  readonly problem: (at: Place, message: string) => void;
  /** Counts a block; false when there are too many. */
  readonly room: () => boolean;
}

/** What a module is given from around it. */
export interface ModuleCall {
  /** Such as `module.net["a"]`, empty for the root. */
  readonly address: string;
  /** The names of the calls that lead to it. */
  readonly names: readonly string[];
  /** Its files, and where they are. */
  readonly folder: string;
  readonly inputs: readonly TerraformInput[];
  /** The value of a variable; undefined when none is given. */
  readonly given: (name: string) => unknown;
  /** The provider that is meant by a name in the module. */
  readonly provider: (name: string) => string;
  /** Folders of the modules around it. */
  readonly around: readonly string[];
}

const MAX_COPIES = 256;
const MAX_MODULES_DEEP = 16;
const ONLY: readonly Copy[] = [{ index: '' }];
const META: ReadonlySet<string> = new Set([
  ...['count', 'for_each', 'provider', 'depends_on', 'lifecycle', 'connection', 'provisioner', '//'],
]);

/** A module with its variables, locals, resources and the modules that it calls. */
export class Module {
  readonly #variables = new Map<string, BlockSyntax>();
  readonly #locals = new Map<string, { readonly value: Expression; readonly written: Written }>();
  readonly #outputs = new Map<string, BlockSyntax>();
  readonly #resources = new Map<string, Resource>();
  readonly #calls = new Map<string, Call>();
  readonly #values = new Map<string, unknown>();
  readonly #open = new Set<string>();
  #asks: boolean | undefined;
  readonly scope: Scope;

  constructor(
    readonly world: World,
    readonly call: ModuleCall,
  ) {
    this.scope = { name: (name) => this.#name(name), functions: world.functions(call.folder) };
    for (const block of blocksOf(call.inputs)) {
      const [first = '', second] = block.labels;
      if (block.type === 'variable') this.#variables.set(first, block);
      else if (block.type === 'output') this.#outputs.set(first, block);
      else if (block.type === 'locals')
        for (const [name, value] of block.body.attributes) {
          const { file, pointer } = block.body.written;
          this.#locals.set(name, { value, written: { file, pointer: `${pointer}/${name}` } });
        }
      else if (block.type === 'module') this.#calls.set(first, new Call(this, first, block.body));
      else if ((block.type === 'resource' || block.type === 'data') && second !== undefined) {
        const key = `${block.type === 'data' ? 'data.' : ''}${first}.${second}`;
        this.#resources.set(key, new Resource(this, block.type === 'data', first, second, block.body));
      }
    }
  }

  /** The names of variables that it declares. */
  get variables(): readonly string[] {
    return [...this.#variables.keys()];
  }

  /** All blocks, those of the modules that it calls too. */
  *blocks(): Generator<Block> {
    for (const resource of this.#resources.values()) yield* resource.blocks;
    for (const one of this.#calls.values()) for (const module of one.modules) yield* module.blocks();
  }

  scopeOf(copy: Copy | undefined): Scope {
    if (copy?.count === undefined && copy?.each === undefined) return this.scope;
    const names: Data = copy.each ? { each: copy.each } : { count: { index: copy.count } };
    return { ...this.scope, name: (name) => (Object.hasOwn(names, name) ? names[name] : this.#name(name)) };
  }

  value(expression: Expression, scope: Scope = this.scope): unknown {
    return this.world.evaluator.value(expression, scope);
  }

  placeOf(path: string, { file, pointer }: Written): Place {
    const whole = this.call.address === '' ? path : `${this.call.address}.${path}`;
    return file === undefined ? { path: whole, pointer } : { path: whole, file, pointer };
  }

  /** A value that is worked out once; one that needs itself is a circle. */
  once(key: string, written: Written | undefined, make: () => unknown): unknown {
    if (this.#values.has(key)) return this.#values.get(key);
    if (this.#open.has(key)) {
      if (written) this.world.problem(this.placeOf(key, written), `${key} refers to itself`);
      return new Unknown(`${key} refers to itself`);
    }
    this.#open.add(key);
    const value = make();
    this.#open.delete(key);
    this.#values.set(key, value);
    return value;
  }

  #name(name: string): unknown {
    switch (name) {
      case 'var':
        return new Namespace((one) => this.#variable(one));
      case 'local':
        return new Namespace((one) => this.#local(one));
      case 'module':
        return new Namespace((one) => this.#calls.get(one)?.value ?? new Failed(`there is no module ${one}`));
      case 'data':
        return new Namespace((type) => new Namespace((one) => this.#resource(`data.${type}.${one}`)));
      case 'path':
        return { module: this.call.folder, root: this.call.around[0] ?? this.call.folder, cwd: '.' };
      case 'terraform':
        return { workspace: 'default' };
      case 'each':
      case 'count':
      case 'self':
        return new Unknown(`${name} is worked out by Terraform`);
      default:
        return name.includes('_') ? new Namespace((one) => this.#resource(`${name}.${one}`)) : undefined;
    }
  }

  #resource(key: string): unknown {
    const address = this.call.address === '' ? key : `${this.call.address}.${key}`;
    return this.#resources.get(key)?.value ?? new Named(address, `${address} is not in the files given`);
  }

  /** Whether it is the root, and cannot be planned as it is: values of variables come from somewhere else. */
  get #asksForValues(): boolean {
    this.#asks ??=
      this.call.address === '' &&
      [...this.#variables].some(
        ([name, { body }]) => !body.attributes.has('default') && this.call.given(name) === undefined,
      );
    return this.#asks;
  }

  #variable(name: string): unknown {
    const declared = this.#variables.get(name);
    return this.once(`var.${name}`, declared?.body.written, () => {
      const body = declared?.body;
      const given = this.call.given(name);
      const fallback = body?.attributes.get('default');
      const nullable = body?.attributes.get('nullable');
      const isNull = given === null && nullable !== undefined && this.value(nullable) === false;
      const value = given === undefined || (isNull && fallback) ? fallback && this.value(fallback) : given;
      const address = this.call.address === '' ? `var.${name}` : `${this.call.address}.var.${name}`;
      const type = body?.attributes.get('type');
      if (value === undefined) return new (isList(type) ? NamedList : Named)(address, `variable ${name} has no value`);
      if (given === undefined && isPlaceholder(value) && this.#asksForValues) {
        const why = `variable ${name} is empty by default, and others have no value: whoever gives them may give it as well`;
        return new (isList(type) ? NamedList : Named)(address, why);
      }
      const taken = typed(value, type, (expression) => this.value(expression));
      const isOpen = taken instanceof Unknown && !(taken instanceof Failed);
      return isOpen && isList(type) ? new NamedList(taken instanceof Named ? taken.name : address, taken.why) : taken;
    });
  }

  #local(name: string): unknown {
    const local = this.#locals.get(name);
    if (!local) return new Failed(`there is no local ${name}`);
    return this.once(`local.${name}`, local.written, () => this.value(local.value));
  }

  /** What a local is worked out from. */
  localOf(name: string): Expression | undefined {
    return this.#locals.get(name)?.value;
  }

  output(name: string): unknown {
    const output = this.#outputs.get(name);
    if (!output) return new Failed(`there is no output ${name}`);
    const value = output.body.attributes.get('value');
    return value && this.once(`output.${name}`, output.body.written, () => this.value(value));
  }
}

/** Whether a default stands for what is still to be given. */
function isPlaceholder(value: unknown): boolean {
  if (value === '' || value === null) return true;
  return Array.isArray(value) ? value.length === 0 : isData(value) && Object.keys(value).length === 0;
}

/** Blocks of a module with what override files say instead. */
function blocksOf(inputs: readonly TerraformInput[]): BlockSyntax[] {
  const plainFiles = inputs.filter(({ file }) => !isOverride(file));
  const overrides = inputs.filter(({ file }) => isOverride(file)).sort((a, b) => ((a.file ?? '') < (b.file ?? '') ? -1 : 1)); // prettier-ignore
  const blocks = plainFiles.flatMap(topLevel);
  for (const block of overrides.flatMap(topLevel)) {
    const key = [block.type, ...block.labels].join(' ');
    const at = blocks.findIndex((one) => one.type !== 'locals' && [one.type, ...one.labels].join(' ') === key);
    const known = blocks[at];
    if (known) blocks[at] = overridden(known, block);
    else blocks.push(block);
  }
  return blocks;
}

/** The copies that `count` or `for_each` asks for; why not, where Terraform works out how many there are. */
function copiesOf(module: Module, body: Body): readonly Copy[] | Unknown {
  const [count, forEach] = [body.attributes.get('count'), body.attributes.get('for_each')];
  if (count) {
    const value = plain(module.value(count));
    if (value === null) return ONLY;
    const number = typeof value === 'string' ? Number(value) : value;
    if (typeof number === 'number' && isSmall(number)) {
      return Array.from({ length: number }, (_, index) => ({ index: `[${index}]`, count: index }));
    }
    return openOf(value) ?? new Unknown('count is not a small number');
  }
  if (!forEach) return ONLY;
  const value = module.value(forEach);
  const entries = module.world.evaluator.entries(value);
  if (entries instanceof Unknown) return entries;
  const isList = Array.isArray(value);
  const keyed = entries.map(([key, item]): [unknown, unknown] => (isList ? [plain(item), item] : [key, item]));
  const open = keyed.map(([key]) => openOf(key)).find((one) => one !== undefined);
  if (open) return open;
  if (!isSmall(keyed.length)) return new Unknown('for_each has too many items');
  const byKey = new Map(keyed.map(([key, item]) => [textOf(key) ?? '', item] as const));
  return [...byKey].map(([key, item]) => ({ index: `[${JSON.stringify(key)}]`, each: { key, value: item } }));
}

function isSmall(number: number): boolean {
  return Number.isInteger(number) && number >= 0 && number <= MAX_COPIES;
}

/** A resource or data source with its copies. */
class Resource {
  #blocks: readonly ConfiguredBlock[] | undefined;

  constructor(
    readonly module: Module,
    readonly isData: boolean,
    readonly type: string,
    readonly name: string,
    readonly body: Body,
  ) {}

  get key(): string {
    return `${this.isData ? 'data.' : ''}${this.type}.${this.name}`;
  }

  get blocks(): readonly ConfiguredBlock[] {
    if (this.#blocks) return this.#blocks;
    const made = this.module.once(`copies of ${this.key}`, this.body.written, () => copiesOf(this.module, this.body));
    const copies = made instanceof Unknown || !Array.isArray(made) ? undefined : (made as readonly Copy[]);
    this.#blocks = (copies ?? [undefined]).flatMap((copy) =>
      this.module.world.room() ? [new ConfiguredBlock(this, copy)] : [],
    );
    return this.#blocks;
  }

  /** What `type.name` stands for. */
  get value(): unknown {
    const things = this.blocks.map((block) => new BlockThing(block, special));
    const { attributes } = this.body;
    if (attributes.has('for_each') && things[0]?.isUncounted !== true) {
      return objectOf(things.map((thing) => [textOf(thing.block.copy?.each?.key) ?? '', thing]));
    }
    return attributes.has('count') && things[0]?.isUncounted !== true ? things : things[0];
  }
}

/** Attributes that some resources work out from others by themselves. */
function special(block: Block, name: string): unknown {
  return block instanceof ConfiguredBlock ? block.special(name) : undefined;
}

class ConfiguredBlock implements Block {
  readonly address: string;
  readonly place: Place;
  #body: Data | undefined;

  constructor(
    readonly resource: Resource,
    readonly copy: Copy | undefined,
  ) {
    const { module, body, key } = resource;
    const index = copy?.index ?? '';
    const around = module.call.address;
    this.address = `${around === '' ? '' : `${around}.`}${key}${index}`;
    const path = constructPath(body);
    const place = module.placeOf(key + index, body.written);
    this.place = path === undefined ? place : { ...place, path: path + index };
  }

  get presence(): Presence | undefined {
    if (this.copy) return undefined;
    const { module, body } = this.resource;
    return presenceBy(body, {
      address: module.call.address,
      local: (name) => module.localOf(name),
    });
  }

  get copiesOf(): string {
    return this.resource.body.attributes.has('for_each') ? 'for_each' : 'count';
  }

  get type(): string {
    return this.resource.type;
  }

  get name(): string {
    return this.resource.name;
  }

  get module(): string {
    return this.resource.module.call.address;
  }

  get isData(): boolean {
    return this.resource.isData;
  }

  get provider(): string {
    const given = this.resource.body.attributes.get('provider');
    const named =
      given && (traversalOf(given)?.join('.') ?? (given.kind === 'literal' ? String(given.value) : undefined));
    return this.resource.module.call.provider(named ?? this.type.split('_')[0] ?? this.type);
  }

  get dependsOn(): readonly string[] {
    return dependenciesOf(this.resource.body.attributes.get('depends_on'), this.module);
  }

  get body(): Data {
    if (this.#body) return this.#body;
    const { module, body } = this.resource;
    this.#body = {};
    this.#body = withoutDoubles(this.type, module.world.evaluator.body(body, module.scopeOf(this.copy), META));
    return this.#body;
  }

  value(name: string): unknown {
    const { module, body } = this.resource;
    const expression = body.attributes.get(name);
    const key = `${this.address}.${name}`;
    if (expression && !META.has(name)) {
      return module.once(key, undefined, () => module.value(expression, module.scopeOf(this.copy)));
    }
    const isBlock = body.blocks.some(({ type, labels }) => type === name || (type === 'dynamic' && labels[0] === name));
    return isBlock ? module.once(key, undefined, () => this.body[name]) : undefined;
  }

  special(name: string): unknown {
    // a template that the old provider renders
    if (this.isData && this.type === 'template_file' && name === 'rendered') {
      const template = plain(this.value('template'));
      if (typeof template !== 'string') return openOf(template);
      const given = this.value('vars');
      // a block in older files
      const vars: unknown = Array.isArray(given) ? given[0] : given;
      const names: Data = isData(vars) ? vars : {};
      const { module, body } = this.resource;
      const scope: Scope = {
        ...module.scope,
        name: (one) => (Object.hasOwn(names, one) ? names[one] : undefined),
      };
      return module.value(templateOf(template, body.written), scope);
    }
    return undefined;
  }
}

function dependenciesOf(expression: Expression | undefined, module: string): readonly string[] {
  if (expression?.kind !== 'list') return [];
  return expression.items.flatMap((item) => {
    // Terraform's JSON has them as texts
    const names = item.kind === 'literal' && typeof item.value === 'string' ? item.value.split('.') : traversalOf(item);
    return names ? [`${module === '' ? '' : `${module}.`}${names.join('.')}`] : [];
  });
}

/** The construct path that cdktf leaves in its output. */
function constructPath({ attributes }: Body): string | undefined {
  const comment = attributes.get('//');
  const value = comment?.kind === 'literal' ? comment.value : undefined;
  const metadata = isData(value) ? value['metadata'] : undefined;
  const path = isData(metadata) ? metadata['path'] : undefined;
  if (typeof path !== 'string') return undefined;
  // the resource that a construct wraps is reported as the construct
  return path.endsWith('/Resource') ? path.slice(0, -'/Resource'.length) : path;
}

const CALL_META: ReadonlySet<string> = new Set(['source', 'version', 'count', 'for_each', 'providers', 'depends_on']);

/** A module that another calls. */
class Call {
  #copies: readonly Copy[] | Unknown | undefined;
  #modules: readonly Module[] | undefined;

  constructor(
    readonly module: Module,
    readonly name: string,
    readonly body: Body,
  ) {}

  get #place(): Place {
    return this.module.placeOf(`module.${this.name}`, this.body.written);
  }

  get modules(): readonly Module[] {
    return (this.#modules ??= this.#read());
  }

  #read(): readonly Module[] {
    const { module, body } = this;
    const { world, call } = module;
    // a module that asks for its own output in its inputs is open while it is read
    this.#modules = [];
    const written = body.attributes.get('source');
    const source = textOf(plain(written && module.value(written)));
    const folder = source === undefined ? undefined : this.#folderOf(source);
    if (folder === undefined) {
      const why = `${source ?? 'its source'} is not in this folder before terraform init: what it makes was not looked at`;
      world.unknown(this.#place, 'source', why);
      return [];
    }
    const around = [...call.around, call.folder];
    if (around.includes(folder) || around.length > MAX_MODULES_DEEP) {
      world.problem(this.#place, `module ${this.name} calls itself`);
      return [];
    }
    const inputs = world.filesOf(folder);
    if (!inputs) {
      world.unknown(this.#place, 'source', `there are no files in ${folder}: what the module makes was not looked at`);
      return [];
    }
    const copies = copiesOf(module, body);
    this.#copies = copies;
    if (copies instanceof Unknown) {
      world.unknown(this.#place, body.attributes.has('count') ? 'count' : 'for_each', 'how many copies there are is worked out by Terraform'); // prettier-ignore
      return [];
    }
    return copies.map((copy) => this.#copy(copy, folder, inputs, around));
  }

  #folderOf(source: string): string | undefined {
    const { call, world } = this.module;
    if (/^\.{1,2}\//.test(`${source}/`)) return join(call.folder, source);
    return world.installed([...call.names, this.name], source);
  }

  #copy(copy: Copy, folder: string, inputs: readonly TerraformInput[], around: readonly string[]): Module {
    const { module, body } = this;
    const { world, call } = module;
    const address = `${call.address === '' ? '' : `${call.address}.`}module.${this.name}${copy.index}`;
    const scope = module.scopeOf(copy);
    const providers = providersOf(body.attributes.get('providers'));
    return new Module(world, {
      address,
      names: [...call.names, this.name],
      folder,
      inputs,
      around,
      given: (name) => {
        const expression = CALL_META.has(name) ? undefined : body.attributes.get(name);
        if (expression) return module.value(expression, scope);
        return body.blocks.some(({ type }) => type === name) ? world.evaluator.body(body, scope)[name] : undefined;
      },
      provider: (name) => call.provider(providers.get(name) ?? name),
    });
  }

  get value(): unknown {
    const modules = this.modules;
    const address = `${this.module.call.address === '' ? '' : `${this.module.call.address}.`}module.${this.name}`;
    const { attributes } = this.body;
    if (!this.#copies || this.#copies instanceof Unknown) {
      return new Named(address, `module ${this.name} was not looked at`);
    }
    const outputs = modules.map((module) => new Namespace((name) => module.output(name)));
    const copies = this.#copies;
    if (attributes.has('for_each')) {
      return objectOf(outputs.map((output, index) => [textOf(copies[index]?.each?.key) ?? '', output]));
    }
    return attributes.has('count') ? outputs : outputs[0];
  }
}

function providersOf(expression: Expression | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (expression?.kind !== 'object') return found;
  for (const [key, value] of expression.entries) {
    const [name, meant] = [textOfName(key), textOfName(value)];
    if (name !== undefined && meant !== undefined) found.set(name, meant);
  }
  return found;
}

function textOfName(expression: Expression): string | undefined {
  if (expression.kind === 'literal') return String(expression.value);
  return traversalOf(expression)?.join('.');
}
