import { type Place } from '../../core/values/place';
import { emptyRecord, escaped, isData, type Data } from '../field';
import { withLater } from './after-apply';
import { copiesOf, type Copy } from './copies';
import { withDynamic } from './dynamic';
import { TerraformSource, type Block, type Names } from './source';

/** One Terraform input, already parsed. */
export interface TerraformInput {
  readonly data: unknown;
  /** For places. */
  readonly file?: string;
}

/**
 * The resources of a configuration (`.tf.json`, `cdk.tf.json`) or of a plan or state as `terraform show -json` prints it.
 */
export function namesOf(inputs: readonly TerraformInput[], parameters: Data): Names {
  const variables = emptyRecord();
  const locals = emptyRecord();
  for (const { data } of inputs) {
    if (!isData(data) || isShown(data)) continue;
    for (const [name, body] of each(data['variable'])) variables[name] = body['default'];
    for (const body of list(data['locals'])) Object.assign(locals, body);
  }
  const blocks = new Map<string, Block>();
  const copies = new Map<string, Block[]>();
  const made = new Map<string, Block>();
  const names = { blocks, copies, made, variables: Object.assign(variables, parameters), locals };
  const source = new TerraformSource(names);
  for (const { data, file } of inputs) {
    if (!isData(data)) continue;
    const found = isShown(data) ? shownBlocks(data, file) : configured(data, file, source);
    for (const block of found) blocks.set(block.address, block);
  }
  for (const block of blocks.values()) {
    const resource = resourceOf(block);
    const others = copies.get(resource);
    if (others) others.push(block);
    else copies.set(resource, [block]);
    const id = block.body['id'];
    if (typeof id === 'string') made.set(id, block);
  }
  return names;
}

/** The address without the index of a copy. */
function resourceOf({ module, isData: looked, type, name }: Block): string {
  return `${module === '' ? '' : `${module}.`}${looked ? 'data.' : ''}${type}.${name}`;
}

/** Whether it was printed by `terraform show -json`. */
export function isShown(data: Data): boolean {
  return isData(data['planned_values']) || (isData(data['values']) && Object.hasOwn(data, 'format_version'));
}

function* configured(data: Data, file: string | undefined, source: TerraformSource): Generator<Block> {
  for (const kind of ['resource', 'data'] as const) {
    for (const types of list(data[kind])) {
      for (const [type, names] of Object.entries(types)) {
        for (const group of list(names)) {
          for (const [name, written] of Object.entries(group)) {
            const given = Array.isArray(written) ? (written as unknown[])[0] : written;
            if (!isData(given)) continue;
            const body = withDynamic(given);
            const address = kind === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
            const provider = typeof body['provider'] === 'string' ? body['provider'] : (type.split('_')[0] ?? type);
            const steps = [kind, type, name, ...(Array.isArray(written) ? ['0'] : [])];
            for (const copy of copiesOf(body, source) ?? [undefined]) {
              const index = copy?.index ?? '';
              yield {
                ...{ type, name, body, provider, copy },
                address: address + index,
                module: '',
                isData: kind === 'data',
                place: placeOf((constructPath(body) ?? address) + index, file, steps),
              };
            }
          }
        }
      }
    }
  }
}

function* shownBlocks(data: Data, file: string | undefined): Generator<Block> {
  const planned = isData(data['planned_values']);
  const root = field(field(data, planned ? 'planned_values' : 'values'), 'root_module');
  const configuration = field(field(data, 'configuration'), 'root_module');
  const later = new Map(
    list(data['resource_changes']).map((change) => [
      change['address'],
      field(field(change, 'change'), 'after_unknown'),
    ]),
  );
  yield* moduleBlocks(root, configuration, later, file, [planned ? 'planned_values' : 'values', 'root_module'], 0);
  // data sources of a plan that were read already are in the state before
  const prior = field(field(field(data, 'prior_state'), 'values'), 'root_module');
  for (const block of moduleBlocks(
    prior,
    configuration,
    new Map(),
    file,
    ['prior_state', 'values', 'root_module'],
    0,
  )) {
    if (block.isData) yield block;
  }
}

const MAX_DEPTH = 50;

/** What is shown has its values worked out. */
const AS_SHOWN: Copy = { index: '' };

function* moduleBlocks(
  module: Data,
  configuration: Data,
  later: ReadonlyMap<unknown, Data>,
  file: string | undefined,
  steps: readonly string[],
  depth: number,
): Generator<Block> {
  const written = new Map(list(configuration['resources']).map((resource) => [resource['address'], resource]));
  for (const [index, resource] of list(module['resources']).entries()) {
    const { address, type, name, mode } = resource;
    if (typeof address !== 'string' || typeof type !== 'string' || typeof name !== 'string') continue;
    const config = written.get(`${mode === 'data' ? 'data.' : ''}${type}.${name}`);
    const key = config?.['provider_config_key'];
    const values = field(resource, 'values');
    yield {
      ...{ type, name, address },
      module: typeof module['address'] === 'string' ? module['address'] : '',
      isData: mode === 'data',
      body: withLater(values, later.get(address) ?? {}, config && field(config, 'expressions')),
      provider: typeof key === 'string' ? key.slice(key.lastIndexOf(':') + 1) : (type.split('_')[0] ?? type),
      place: placeOf(address, file, [...steps, 'resources', String(index), 'values']),
      copy: AS_SHOWN,
    };
  }
  if (depth >= MAX_DEPTH) return;
  const calls = field(configuration, 'module_calls');
  for (const [index, child] of list(module['child_modules']).entries()) {
    const { address } = child;
    const name =
      typeof address === 'string' ? /\.([\w-]+)(?:\[(?:\d+|"[^"]*")\])?$/.exec(`.${address}`)?.[1] : undefined;
    const called = field(field(calls, name ?? ''), 'module');
    yield* moduleBlocks(child, called, later, file, [...steps, 'child_modules', String(index)], depth + 1);
  }
}

function field(data: Data, name: string): Data {
  const value = Object.hasOwn(data, name) ? data[name] : undefined;
  return isData(value) ? value : {};
}

function list(value: unknown): Data[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isData);
}

function* each(value: unknown): Generator<[string, Data]> {
  for (const group of list(value)) {
    for (const [name, body] of Object.entries(group)) for (const one of list(body)) yield [name, one];
  }
}

function placeOf(path: string, file: string | undefined, steps: readonly string[]): Place {
  const pointer = steps.map((step) => `/${escaped(step)}`).join('');
  return file === undefined ? { path, pointer } : { path, file, pointer };
}

/** The construct path that cdktf leaves in its output. */
function constructPath(body: Data): string | undefined {
  const path = field(field(body, '//'), 'metadata')['path'];
  if (typeof path !== 'string') return undefined;
  // the resource that a construct wraps is the construct itself, to whoever wrote it
  return path.endsWith('/Resource') ? path.slice(0, -'/Resource'.length) : path;
}
