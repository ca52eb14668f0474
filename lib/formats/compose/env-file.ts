import { emptyRecord } from '../../core/reading/field';
import { interpolate, type Marked } from './interpolate';

type Variables = Readonly<Record<string, string>>;

/** A comment, or a name with its value: in double quotes, in single quotes, or up to the end of the line. */
const STATEMENT =
  /\s*(?:#.*|(?:export\s+)?([\w.[\]-]+)[^\S\n]*(?:[=:][^\S\n]*(?:"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|(?![^\S\n]*["'])(.*))|\n|$))/y;

const ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '"': '"', '\\': '\\', $: '$$' }),
);

/**
 * The variables of a `.env` file, together with those that are given, which have precedence. A variable whose value is not
 * known is left out.
 *
 * @see https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
 */
export function parseEnvFile(text: string, given: Variables): Variables {
  const variables = Object.assign(emptyRecord(), given) as Record<string, string>;
  for (const [name, value] of valuesIn(text, given)) {
    if (Object.hasOwn(given, name)) continue;
    if (value.unknown === undefined) variables[name] = value.text;
    else Reflect.deleteProperty(variables, name);
  }
  return variables;
}

/**
 * What an env file says, in its order: what it says has precedence, and other variables are only put into its values. What
 * follows a text that is no statement, which Compose refuses, is left out.
 *
 * @param around the variables that its values may refer to
 */
export function valuesIn(text: string, around: Variables): ReadonlyMap<string, Marked> {
  const values = new Map<string, Marked>();
  const known = Object.assign(emptyRecord(), around) as Record<string, string>;
  STATEMENT.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  for (let match = STATEMENT.exec(text); match; match = STATEMENT.exec(text)) {
    const [, name, double, single, plain = ''] = match;
    if (name === undefined) continue;
    const written = double?.replace(/\\(.)/gs, (all, escaped: string) => ESCAPES.get(escaped) ?? all);
    const value =
      single === undefined
        ? interpolate(written ?? plain.replace(/ #.*$/, '').trimEnd(), known)
        : { text: single.replaceAll("\\'", "'"), unknown: undefined };
    values.set(name, value);
    if (Object.hasOwn(around, name)) continue;
    if (value.unknown === undefined) known[name] = value.text;
    else Reflect.deleteProperty(known, name);
  }
  return values;
}

/** What an env file with `format: raw` says: each line as it is, without quotes and variables. */
export function rawValuesIn(text: string): ReadonlyMap<string, Marked> {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const [, name, value = ''] = /^\s*([^#=\s][^=\s]*)=(.*)$/s.exec(line) ?? [];
      return name === undefined ? [] : [[name, { text: value, unknown: undefined }] as const];
    }),
  );
}
