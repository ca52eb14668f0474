import { type Written } from '../../../core/reading/field';

export { type Written };

/** A step behind a splat: `.name` or `[index]`. */
export type SplatStep = { readonly name: string } | { readonly index: Expression };

/** A part of a template. Texts are as they are, their escapes taken out. */
export type TemplatePart =
  | string
  | { readonly kind: 'value'; readonly expression: Expression }
  | {
      readonly kind: 'for';
      readonly names: readonly string[];
      readonly in: Expression;
      readonly parts: readonly TemplatePart[];
    }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: readonly TemplatePart[];
      readonly otherwise: readonly TemplatePart[];
    };

/** An expression of Terraform's language, from HCL or from the texts of its JSON. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[] }
  | {
      readonly kind: 'list';
      readonly items: readonly Expression[];
      readonly written: Written;
      /** Whether it is `["${…}"]`: before Terraform 0.12 that is how a list is given that the expression has. @default false */
      readonly isWrapped?: boolean;
    }
  | {
      readonly kind: 'object';
      readonly entries: readonly (readonly [key: Expression, value: Expression])[];
      readonly written: Written;
    }
  | { readonly kind: 'body'; readonly body: Body }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly index: Expression }
  | { readonly kind: 'splat'; readonly of: Expression; readonly steps: readonly SplatStep[] }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly given: readonly Expression[];
      /** Whether the last one stands for several. */
      readonly spread: boolean;
    }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | {
      readonly kind: 'for';
      /** Of key and value, or of the value alone. */
      readonly names: readonly string[];
      readonly in: Expression;
      /** For objects. */
      readonly key: Expression | undefined;
      readonly value: Expression;
      readonly grouped: boolean;
      readonly if: Expression | undefined;
      readonly written: Written;
    }
  | { readonly kind: 'unread'; readonly why: string };

/** What stands between the braces of a block, or in an object of JSON that stands for one. */
export interface Body {
  readonly attributes: ReadonlyMap<string, Expression>;
  readonly blocks: readonly BlockSyntax[];
  readonly written: Written;
}

/** A block: `dynamic "ingress" { … }` has one label. */
export interface BlockSyntax {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
}

export const NULL: Expression = { kind: 'literal', value: null };

/** The names of a traversal such as `docker.remote`; undefined for any other expression. */
export function traversalOf(expression: Expression): readonly string[] | undefined {
  if (expression.kind === 'name') return [expression.name];
  if (expression.kind === 'index') return traversalOf(expression.of);
  if (expression.kind !== 'attribute') return undefined;
  const before = traversalOf(expression.of);
  return before && [...before, expression.name];
}
