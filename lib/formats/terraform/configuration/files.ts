import { isData, type Data } from '../../../core/reading/field';
import { type BlockSyntax, type Body, type Expression } from '../language/expression';
import { bodyOfJson, expressionOfJson, itemsOf, step } from '../language/json';
import { HclFile } from '../language/hcl-document';
import { type Written } from '../language/expression';

/** One Terraform input, already parsed. */
export interface TerraformInput {
  /** The file, parsed. */
  readonly data: unknown;
  /** For places. */
  readonly file?: string;
}

/** Whether it was printed by `terraform show -json`. */
export function isShown(data: unknown): data is Data {
  return (
    isData(data) &&
    (isData(data['planned_values']) || (isData(data['values']) && Object.hasOwn(data, 'format_version')))
  );
}

/** The blocks of a file of a configuration. */
export function topLevel({ data, file }: TerraformInput): readonly BlockSyntax[] {
  if (data instanceof HclFile) return data.body.blocks;
  return isData(data) ? [...ofJson(data, file)] : [];
}

/** How many labels the blocks of a type have. */
const LABELS: Readonly<Record<string, number>> = {
  ...{ resource: 2, data: 2, variable: 1, module: 1, output: 1, provider: 1, locals: 0, terraform: 0 },
};

function* ofJson(data: Data, file: string | undefined): Generator<BlockSyntax> {
  for (const [type, labels] of Object.entries(LABELS)) {
    if (!Object.hasOwn(data, type)) continue;
    yield* labelled(data[type], { file, pointer: `/${type}` }, type, [], labels);
  }
}

function* labelled(
  value: unknown,
  written: Written,
  type: string,
  labels: readonly string[],
  more: number,
): Generator<BlockSyntax> {
  for (const [data, here] of itemsOf(value, written)) {
    if (more === 0) yield { type, labels, body: bodyOfJson(data, here) };
    else {
      for (const [name, inner] of Object.entries(data)) {
        yield* labelled(inner, step(here, name), type, [...labels, name], more - 1);
      }
    }
  }
}

/** The values that a file of variables sets. */
export function valuesOf({ data, file }: TerraformInput): ReadonlyMap<string, Expression> {
  if (data instanceof HclFile) return data.body.attributes;
  const written = { file, pointer: '' };
  return new Map(
    isData(data)
      ? Object.entries(data).map(([name, value]) => [name, expressionOfJson(value, step(written, name))])
      : [],
  );
}

/** Files whose blocks replace parts of those in others. */
export function isOverride(file: string | undefined): boolean {
  return /(?:^|[/\\_])override\.(?:tf|tofu)(?:\.json)?$/.test(file ?? '');
}

/** A block with what another of the same name says instead. */
export function overridden(block: BlockSyntax, by: BlockSyntax): BlockSyntax {
  const replaced = new Set(by.body.blocks.map(kindOf));
  const body: Body = {
    attributes: new Map([...block.body.attributes, ...by.body.attributes]),
    blocks: [...block.body.blocks.filter((inner) => !replaced.has(kindOf(inner))), ...by.body.blocks],
    written: block.body.written,
  };
  return { ...block, body };
}

function kindOf({ type, labels }: BlockSyntax): string {
  return type === 'dynamic' ? (labels[0] ?? type) : type;
}

/** The folder of a file, as paths are written in expressions. */
export function folderOf(file = ''): string {
  const path = file.replaceAll('\\', '/');
  return path.includes('/') ? path.slice(0, Math.max(path.lastIndexOf('/'), 1)) : '.';
}

/** Whether a file gives values to variables. */
export function isVariables(file = ''): boolean {
  return /\.tfvars(?:\.json)?$/.test(file);
}
