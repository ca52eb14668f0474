import { isData } from '../../../core/reading/field';
import { type Expression } from '../language/expression';
import { numberOf } from '../language/arguments';
import { asSet } from '../language/collection-functions';
import { unified } from '../language/conversion';
import { asTyped, objectOf, openOf, plain, textOf } from '../language/value';

/** A value as a variable of a type takes it: texts become numbers, attributes that were left out get their defaults. */
export function typed(
  value: unknown,
  type: Expression | undefined,
  valueOf: (expression: Expression) => unknown,
): unknown {
  if (type === undefined || value === null || value === undefined) return value;
  const known = plain(value);
  if (openOf(known)) return value;
  if (type.kind === 'literal') return known;
  if (type.kind === 'name') return simple(known, type.name);
  if (type.kind !== 'call') return known;
  const [inner] = type.given;
  switch (type.name) {
    case 'list':
    case 'set': {
      if (!Array.isArray(known)) return known;
      const items = unified(known.map((item: unknown) => typed(item, inner, valueOf)));
      return type.name === 'set' ? asSet(items) : asTyped(kept(known, items));
    }
    case 'map':
      return isData(known)
        ? kept(known, objectOf(Object.entries(known).map(([key, item]) => [key, typed(item, inner, valueOf)])))
        : known;
    case 'object':
      return inner?.kind === 'object' && isData(known) ? ofObject(known, inner, valueOf) : known;
    default:
      return known;
  }
}

/** Whether a type is that of a list or of a set, as a text too, which is how it was written before Terraform 0.12. */
export function isList(type: Expression | undefined): boolean {
  const name = type?.kind === 'call' || type?.kind === 'name' ? type.name : type?.kind === 'literal' ? type.value : '';
  return name === 'list' || name === 'set' || name === 'tuple';
}

/** The value itself where nothing about it is different, so that its place is known. */
function kept(value: object, made: object): object {
  const [one, two] = [Object.entries(value), Object.entries(made)];
  return one.length === two.length && two.every(([key, item]) => (value as Record<string, unknown>)[key] === item)
    ? value
    : made;
}

function ofObject(
  value: Readonly<Record<string, unknown>>,
  { entries }: Expression & { kind: 'object' },
  valueOf: (expression: Expression) => unknown,
): unknown {
  const made = entries.flatMap(([key, type]): [string, unknown][] => {
    const name = key.kind === 'literal' ? String(key.value) : undefined;
    if (name === undefined) return [];
    const isOptional = type.kind === 'call' && type.name === 'optional';
    const [inner, fallback] = isOptional ? type.given : [type];
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    if (given !== undefined && given !== null) return [[name, typed(given, inner, valueOf)]];
    return [[name, fallback === undefined ? null : typed(valueOf(fallback), inner, valueOf)]];
  });
  return kept(value, objectOf(made));
}

function simple(value: unknown, type: string): unknown {
  if (type === 'number' && typeof value === 'string') return numberOf(value) ?? value;
  if (type === 'bool' && (value === 'true' || value === 'false')) return value === 'true';
  if (type === 'string') return textOf(value) ?? value;
  return value;
}
