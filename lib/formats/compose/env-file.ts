import { emptyRecord } from '../../core/reading/field';
import { interpolate } from './interpolate';

type Variables = Readonly<Record<string, string>>;

/** A comment, or a name with its value: in double quotes, in single quotes, or up to the end of the line. */
const STATEMENT =
  /\s*(?:#.*|(?:export\s+)?([\w.[\]-]+)[^\S\n]*(?:[=:][^\S\n]*(?:"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|(?![^\S\n]*["'])(.*))|\n|$))/y;

const ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '"': '"', '\\': '\\', $: '$$' }),
);

/**
 * The variables of an env file; those that are given win, in the values as well. One that stands for something that is not
 * known is left out, and so is what follows a text that is no statement, which Compose refuses.
 *
 * @see https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
 */
export function parseEnvFile(text: string, given: Variables): Variables {
  const variables = Object.assign(emptyRecord(), given) as Record<string, string>;
  STATEMENT.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  for (let match = STATEMENT.exec(text); match; match = STATEMENT.exec(text)) {
    const [, name, double, single, plain = ''] = match;
    if (name === undefined || Object.hasOwn(given, name)) continue;
    if (single !== undefined) {
      variables[name] = single.replaceAll("\\'", "'");
      continue;
    }
    const written = double?.replace(/\\(.)/gs, (all, escaped: string) => ESCAPES.get(escaped) ?? all);
    const { text: value, unknown } = interpolate(written ?? plain.replace(/ #.*$/, '').trimEnd(), variables);
    if (unknown === undefined) variables[name] = value;
    else Reflect.deleteProperty(variables, name);
  }
  return variables;
}
