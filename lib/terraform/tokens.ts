import { DefaultTokenResolver, StringConcat, Token, Tokenization } from 'cdktf';
import { type IConstruct } from 'constructs';
import { isKnown, Unknown, type Knowable } from '../core/values/unknown';

/** Whether a value is decided later: a token of the framework, or a Terraform expression written as text. */
export function isDecidedLater(value: unknown): boolean {
  return Token.isUnresolved(value) || (typeof value === 'string' && value.includes('${'));
}

/** What the framework would write for a value: tokens that only wait for the synth become what they stand for. */
export function resolveIn(scope: IConstruct, value: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope, resolver, preparing: false }) as unknown;
}

/** The value as the model takes it: known, or unknown with the reason. */
export function knowable<T extends string | number | boolean>(scope: IConstruct, value: T): Knowable<T> {
  if (!isDecidedLater(value)) return value;
  const resolved = resolveIn(scope, value);
  return typeof resolved === typeof value && !isDecidedLater(resolved)
    ? (resolved as T)
    : new Unknown(`Terraform decides ${String(resolved)} when it applies`);
}

/** The text where it is known. */
export function knownText(scope: IConstruct, value: string): string | undefined {
  const known = knowable(scope, value);
  return isKnown(known) ? known : undefined;
}

/** A text that says which part it is, whatever the order of the definitions. */
export function keyOf(part: { readonly construct: IConstruct; readonly name: string }): string {
  return knownText(part.construct, part.name) ?? part.construct.node.path;
}
