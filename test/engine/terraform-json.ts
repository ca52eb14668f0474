import { readFileSync } from 'node:fs';

/** Attributes of one block of a Terraform JSON configuration. */
export type Attributes = Readonly<Record<string, unknown>>;

/** The part of `cdk.tf.json` that concerns a Docker engine. */
export interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly locals?: Attributes;
  readonly variable?: Readonly<Record<string, Attributes>>;
  readonly terraform?: Attributes;
  readonly provider?: Attributes;
}

/** One resource or data source with its place in the order of creation. */
export interface Block {
  /** `docker_network.isolated` or `data.docker_image.busybox`. */
  readonly address: string;
  readonly type: string;
  readonly data: boolean;
  readonly attributes: Attributes;
}

const META = new Set(['//', 'connection', 'count', 'depends_on', 'for_each', 'lifecycle', 'provider', 'provisioner']);
const REFERENCE = /\$\{((?:data\.)?[a-z_]+\.[\w-]+)(?:\.([\w.[\]]+))?\}/g;

export function readTerraformJson(path: string): TerraformJson {
  return JSON.parse(readFileSync(path, 'utf8')) as TerraformJson;
}

/** Blocks are written as a list, or as one object when there is only one. */
export function blocksOf(value: unknown): readonly Attributes[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as Attributes[];
}

/** What a resource is made of, without what only tells Terraform how to treat it. */
export function ownAttributes({ attributes }: Block): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key, value]) => !META.has(key) && value !== null));
}

/** Addresses that the attributes of a block refer to. */
export function referencesOf(block: Block): readonly string[] {
  return [...JSON.stringify(ownAttributes(block)).matchAll(REFERENCE)].map(([, address]) => address ?? '');
}

/** Every block, each after all that it refers to or depends on. @throws Error on a circle or an unknown reference */
export function inOrderOfCreation(stack: TerraformJson): readonly Block[] {
  const blocks = new Map<string, Block>();
  for (const data of [true, false]) {
    for (const [type, named] of Object.entries((data ? stack.data : stack.resource) ?? {})) {
      for (const [name, attributes] of Object.entries(named)) {
        const address = `${data ? 'data.' : ''}${type}.${name}`;
        blocks.set(address, { address, type, data, attributes });
      }
    }
  }
  const ordered = new Set<Block>();
  const visit = (address: string, asker: string, path: readonly string[]): void => {
    const block = blocks.get(address);
    if (block === undefined) throw new Error(`${asker} refers to ${address}, which is not in the configuration`);
    if (path.includes(address)) throw new Error(`circle: ${[...path, address].join(' -> ')}`);
    if (ordered.has(block)) return;
    for (const needed of neededBy(block)) visit(needed, address, [...path, address]);
    ordered.add(block);
  };
  for (const address of blocks.keys()) visit(address, address, []);
  return [...ordered];
}

function neededBy(block: Block): readonly string[] {
  const references = [...JSON.stringify(block.attributes).matchAll(REFERENCE)].map(([, address]) => address ?? '');
  const declared = ((block.attributes['depends_on'] ?? []) as string[]).map((text) => text.replace(/^\$\{|\}$/g, ''));
  return [...references, ...declared].filter((address) => !/^(var|local)\./.test(address));
}

/** The attributes with every reference replaced by what it stands for. @throws Error for an expression beyond references */
export function evaluate(block: Block, state: ReadonlyMap<string, Attributes>, stack: TerraformJson): Attributes {
  const valueOf = (address: string, path: string | undefined): unknown => {
    const [scope, name = ''] = address.split('.');
    if (scope === 'local') return stack.locals?.[name];
    if (scope === 'var') return stack.variable?.[name]?.['default'];
    const value = (path ?? '')
      .split(/[.[\]]+/)
      .reduce<unknown>((at, key) => (at as Attributes | undefined)?.[key], state.get(address));
    if (value === undefined) throw new Error(`${block.address}: ${address}.${String(path)} is not known`);
    return value;
  };
  const inside = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const whole = new RegExp(`^${REFERENCE.source}$`).exec(value);
      if (whole?.[1] !== undefined) return valueOf(whole[1], whole[2]);
      const text = value.replace(REFERENCE, (_, address: string, path?: string) => String(valueOf(address, path)));
      if (/(?<!\$)\$\{/.test(text)) throw new Error(`${block.address}: cannot evaluate ${JSON.stringify(value)}`);
      return text.replaceAll('$${', '${');
    }
    if (Array.isArray(value)) return value.map(inside);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inside(one)]));
    }
    return value;
  };
  return Object.fromEntries(Object.entries(ownAttributes(block)).map(([key, value]) => [key, inside(value)]));
}
