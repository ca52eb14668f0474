import { type Place } from '../../../core/values/place';
import { Unknown } from '../../../core/values/unknown';
import { escaped } from '../../../core/values/place';
import { emptyRecord, isData, Reference, type Data } from '../../../core/reading/field';
import { type Evaluator, type Scope } from '../language/evaluate';
import { templateOf } from '../language/json';
import { Failed, Named, Namespace, objectOf } from '../language/value';
import { AfterApply, withLater } from './after-apply';
import { BlockThing, resourceOf, type Block, type Copy } from './block';
import { type TerraformInput } from './files';

/** What is shown has its values worked out. */
const AS_SHOWN: Copy = { index: '' };
const MAX_DEPTH = 50;

/** The resources of a plan or state as `terraform show -json` prints it. */
export function shownBlocks({ data, file }: TerraformInput, evaluator: Evaluator): Block[] {
  if (!isData(data)) return [];
  const planned = isData(data['planned_values']);
  const root = field(field(data, planned ? 'planned_values' : 'values'), 'root_module');
  const configuration = field(field(data, 'configuration'), 'root_module');
  const later = new Map(
    listOf(data['resource_changes']).map((change) => [
      change['address'],
      field(field(change, 'change'), 'after_unknown'),
    ]),
  );
  const shown = new Shown(evaluator, file, later, field(data, 'variables'));
  shown.read(root, shown.module('', configuration), [planned ? 'planned_values' : 'values', 'root_module']);
  // data sources of a plan that were read already are in the state before
  const prior = new Shown(evaluator, file, new Map(), {});
  const before = field(field(field(data, 'prior_state'), 'values'), 'root_module');
  prior.read(before, prior.module('', configuration), ['prior_state', 'values', 'root_module']);
  return [...shown.blocks, ...prior.blocks.filter((block) => block.isData)];
}

class Shown {
  readonly blocks: Block[] = [];
  readonly copies = new Map<string, Block[]>();
  readonly #modules = new Map<string, ShownModule>();

  constructor(
    readonly evaluator: Evaluator,
    private readonly file: string | undefined,
    private readonly later: ReadonlyMap<unknown, Data>,
    readonly variables: Data,
  ) {}

  module(address: string, configuration: Data, around?: ShownModule, call: Data = {}): ShownModule {
    const module = new ShownModule(this, address, configuration, around, call);
    this.#modules.set(address, module);
    return module;
  }

  moduleAt(address: string): ShownModule | undefined {
    return this.#modules.get(address);
  }

  read(data: Data, module: ShownModule, steps: readonly string[], depth = 0): void {
    const written = new Map(listOf(module.configuration['resources']).map((one) => [one['address'], one]));
    for (const [index, resource] of listOf(data['resources']).entries()) {
      const { address, type, name, mode } = resource;
      if (typeof address !== 'string' || typeof type !== 'string' || typeof name !== 'string') continue;
      const config = written.get(`${mode === 'data' ? 'data.' : ''}${type}.${name}`);
      const key = config?.['provider_config_key'];
      const values = withLater(field(resource, 'values'), this.later.get(address) ?? {}, config && field(config, 'expressions')); // prettier-ignore
      const waits = config?.['depends_on'];
      const block = new ShownBlock(
        { type, name, address, module: module.address, isData: mode === 'data' },
        typeof key === 'string' ? key.slice(key.lastIndexOf(':') + 1) : (type.split('_')[0] ?? type),
        placeOf(address, this.file, [...steps, 'resources', String(index), 'values']),
        Array.isArray(waits) ? waits.filter((one) => typeof one === 'string').map((one) => module.prefix + one) : [],
        () => resolved(values, module),
      );
      this.blocks.push(block);
      const resourceKey = resourceOf(block);
      const others = this.copies.get(resourceKey);
      if (others) others.push(block);
      else this.copies.set(resourceKey, [block]);
    }
    if (depth >= MAX_DEPTH) return;
    const calls = field(module.configuration, 'module_calls');
    for (const [index, child] of listOf(data['child_modules']).entries()) {
      const address = typeof child['address'] === 'string' ? child['address'] : '';
      const name = /\.([\w-]+)(?:\[(?:\d+|"[^"]*")\])?$/.exec(`.${address}`)?.[1] ?? '';
      const call = field(calls, name);
      const inner = this.module(address, field(call, 'module'), module, call);
      this.read(child, inner, [...steps, 'child_modules', String(index)], depth + 1);
    }
  }
}

class ShownBlock implements Block {
  readonly copy = AS_SHOWN;
  readonly isShown = true;
  readonly presence = undefined;
  readonly type: string;
  readonly name: string;
  readonly address: string;
  readonly module: string;
  readonly isData: boolean;
  #body: Data | undefined;

  constructor(
    what: Pick<Block, 'type' | 'name' | 'address' | 'module' | 'isData'>,
    readonly provider: string,
    readonly place: Place,
    readonly dependsOn: readonly string[],
    private readonly make: () => unknown,
  ) {
    ({ type: this.type, name: this.name, address: this.address, module: this.module, isData: this.isData } = what);
  }

  get body(): Data {
    if (this.#body) return this.#body;
    this.#body = {};
    const made = this.make();
    this.#body = isData(made) ? made : {};
    return this.#body;
  }

  value(name: string): unknown {
    return Object.hasOwn(this.body, name) ? this.body[name] : undefined;
  }
}

/** The values with what the apply decides put in the place of the marks. */
function resolved(value: unknown, module: ShownModule): unknown {
  if (value instanceof AfterApply) return module.afterApply(value.references);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => resolved(item, module));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isData(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, resolved(item, module)] as const);
  return entries.some(([key, item]) => item !== value[key]) ? objectOf(entries) : value;
}

class ShownModule {
  readonly #scope: Scope;

  constructor(
    private readonly shown: Shown,
    readonly address: string,
    readonly configuration: Data,
    private readonly around: ShownModule | undefined,
    private readonly call: Data,
  ) {
    this.#scope = { name: (name) => this.#name(name), functions: NO_FILES };
  }

  get prefix(): string {
    return this.address === '' ? '' : `${this.address}.`;
  }

  /** What decides a value where that is one resource; an expression over several says no more than that it has several. */
  afterApply(references: readonly string[]): unknown {
    let found: Reference | undefined;
    for (const reference of references) {
      // beside each reference stand those to what it is a part of
      if (references.some((other) => other.startsWith(`${reference}.`) || other.startsWith(`${reference}[`))) continue;
      if (/^(?:count|each)\./.test(reference)) continue;
      const value = this.#value(reference);
      if (value instanceof Unknown) return new Unknown(LATER);
      if (!(value instanceof Reference)) continue;
      if (found && found.id !== value.id) return new Unknown(LATER);
      found ??= value;
    }
    return found ?? new Unknown(LATER);
  }

  #value(reference: string): unknown {
    const expression = templateOf(`\${${reference}}`, { file: undefined, pointer: '' });
    return this.shown.evaluator.value(expression, this.#scope);
  }

  #name(name: string): unknown {
    if (name === 'var') return new Namespace((one) => this.#variable(one));
    if (name === 'module') return new Namespace((one) => this.#module(one));
    if (name === 'data') return new Namespace((type) => new Namespace((one) => this.#resource(`data.${type}.${one}`)));
    return name.includes('_') ? new Namespace((one) => this.#resource(`${name}.${one}`)) : new Unknown(LATER);
  }

  #variable(name: string): unknown {
    if (!this.around) {
      const given = field(this.shown.variables, name);
      if (Object.hasOwn(given, 'value')) return given['value'];
    }
    const expressions = field(this.call, 'expressions');
    if (this.around && Object.hasOwn(expressions, name)) return this.around.#expressed(expressions[name]);
    const declared = field(field(this.configuration, 'variables'), name);
    return Object.hasOwn(declared, 'default') ? declared['default'] : new Unknown(LATER);
  }

  /** What an expression of the configuration gives, of which a plan has no more than what it refers to. */
  #expressed(expression: unknown): unknown {
    if (!isData(expression)) return new Unknown(LATER);
    if (Object.hasOwn(expression, 'constant_value')) return expression['constant_value'];
    const references = expression['references'];
    return Array.isArray(references)
      ? this.afterApply(references.filter((one) => typeof one === 'string'))
      : new Unknown(LATER);
  }

  #module(name: string): unknown {
    const inner = this.shown.moduleAt(`${this.prefix}module.${name}`);
    if (!inner) return new Unknown(LATER);
    return new Namespace((output) => {
      const declared = field(field(inner.configuration, 'outputs'), output);
      return inner.#expressed(declared['expression']);
    });
  }

  #resource(key: string): unknown {
    const blocks = this.shown.copies.get(this.prefix + key);
    if (!blocks) return new Named(this.prefix + key, `${this.prefix}${key} is not in the files given`);
    const byIndex = emptyRecord();
    for (const block of blocks) {
      const thing = new BlockThing(block, () => undefined);
      const index = /\[(\d+|"(?:[^"\\]|\\.)*")\]$/.exec(block.address)?.[1];
      if (index === undefined) return thing;
      byIndex[String(JSON.parse(index))] = thing;
    }
    return { ...byIndex };
  }
}

const LATER = 'known after apply';

const NO_FILES = {
  file: () => new Failed('it is not looked at'),
  template: () => new Failed('it is not looked at'),
  yaml: () => new Failed('it is not looked at'),
};

function field(data: Data, name: string): Data {
  const value = Object.hasOwn(data, name) ? data[name] : undefined;
  return isData(value) ? value : {};
}

function listOf(value: unknown): Data[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isData);
}

function placeOf(path: string, file: string | undefined, steps: readonly string[]): Place {
  const pointer = steps.map((step) => `/${escaped(step)}`).join('');
  return file === undefined ? { path, pointer } : { path, file, pointer };
}
