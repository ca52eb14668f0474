import { DefaultTokenResolver, StringConcat, Token, Tokenization } from 'cdktf';
import { type IConstruct } from 'constructs';
import { isKnown, Unknown, type Knowable } from '../core/values/unknown';

/** Whether a value is not known before deployment: a token of the framework, or a Terraform expression as text. */
export function isDecidedLater(value: unknown): boolean {
  return Token.isUnresolved(value) || (typeof value === 'string' && value.includes('${'));
}

/** Resolves a value as synth would: lazy tokens become their values. */
export function resolveIn(scope: IConstruct, value: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope, resolver, preparing: false }) as unknown;
}

/** The value for the model: known, or unknown with the reason. */
export function knowable<T extends string | number | boolean>(scope: IConstruct, value: T): Knowable<T> {
  if (!isDecidedLater(value)) return value;
  const resolved = resolveIn(scope, value);
  return typeof resolved === typeof value && !isDecidedLater(resolved)
    ? (resolved as T)
    : new Unknown(`Terraform decides ${String(resolved)} when it applies`);
}

/** The text, if it is known. */
export function knownText(scope: IConstruct, value: string): string | undefined {
  const known = knowable(scope, value);
  return isKnown(known) ? known : undefined;
}

/** A key for a part that does not depend on the order of definitions. */
export function keyOf(part: { readonly construct: IConstruct; readonly name: string }): string {
  return knownText(part.construct, part.name) ?? part.construct.node.path;
}
