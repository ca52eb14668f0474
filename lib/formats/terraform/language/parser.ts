import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as TreeSitter from 'web-tree-sitter';
import type { Node, Parser } from 'web-tree-sitter';

/** A node of a syntax tree, with its children in one go. */
export type SyntaxNode = Node;

let parser: Parser | undefined;
let loading: Promise<void> | undefined;

/**
 * Loads the parser of Terraform's language. It is needed before `.tf` files are read, and for expressions in Terraform's
 * JSON that are more than a reference or a value that is written out. Calling it again does nothing.
 */
export async function loadTerraformParser(): Promise<void> {
  loading ??= load();
  await loading;
}

async function load(): Promise<void> {
  const library = createRequire(__filename)('web-tree-sitter') as typeof TreeSitter;
  await library.Parser.init();
  const made = new library.Parser();
  made.setLanguage(await library.Language.load(grammar()));
  parser = made;
}

function grammar(): Uint8Array {
  try {
    return readFileSync(createRequire(__filename).resolve(GRAMMAR));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error(
      '.tf files are read by means of @tree-sitter-grammars/tree-sitter-hcl, an optional dependency that is not installed',
      { cause: error },
    );
  }
}

const GRAMMAR = '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm';

/** Whether the parser is there. */
export function isParserLoaded(): boolean {
  return parser !== undefined;
}

/** Reads the syntax tree of a text, which is given back afterwards; undefined when the parser is not there. */
export function withTree<T>(text: string, read: (root: SyntaxNode) => T): T | undefined {
  const tree = parser?.parse(withPlainNumbers(text));
  if (!tree) return undefined;
  try {
    return read(tree.rootNode);
  } finally {
    tree.delete();
  }
}

/** The grammar knows no exponents behind whole numbers: where one stands, it gets digits of the same length to read. */
function withPlainNumbers(text: string): string {
  return text.replaceAll(/(?<![\w.-])\d+[eE][-+]?\d+(?![\w.])/g, (number) => '0'.repeat(number.length));
}
