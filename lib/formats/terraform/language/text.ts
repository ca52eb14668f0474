import { type TemplatePart } from './expression';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

/** A text between double quotes, with its escapes taken out. */
export function unescapedQuoted(raw: string): string {
  if (!raw.includes('\\')) return unescapedTemplate(raw);
  const plain = raw.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gs,
    (whole, short: string | undefined, long: string | undefined, letter: string | undefined) => {
      if (letter !== undefined) return ESCAPES[letter] ?? whole;
      const code = Number.parseInt(short ?? long ?? '0', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
  return unescapedTemplate(plain);
}

/** A text of a template: `$${` is a plain `${`. */
export function unescapedTemplate(raw: string): string {
  return raw.includes('{') ? raw.replaceAll('$${', '${').replaceAll('%%{', '%{') : raw;
}

/** Takes away what all lines of a text behind `<<-` are indented by. */
export function indentationTaken(parts: readonly TemplatePart[]): TemplatePart[] {
  let least = Infinity;
  const lines = (text: string, isStart: boolean): string[] => text.split('\n').slice(isStart ? 0 : 1);
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') {
      if (index === 0) least = 0;
      continue;
    }
    const all = lines(part, index === 0);
    for (const [number, line] of all.entries()) {
      const isCut = number === all.length - 1 && index < parts.length - 1;
      if (line.trim() !== '' || isCut) least = Math.min(least, line.length - line.trimStart().length);
    }
  }
  if (least === 0 || least === Infinity) return [...parts];
  const cut = (line: string): string => line.slice(Math.min(least, line.length - line.trimStart().length));
  return parts.map((part, index) => {
    if (typeof part !== 'string') return part;
    const [first = '', ...more] = part.split('\n');
    return [index === 0 ? cut(first) : first, ...more.map(cut)].join('\n');
  });
}
