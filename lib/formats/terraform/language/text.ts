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

/** A text of a template: `$${` is a plain `${`, and letters with accents are one character. */
export function unescapedTemplate(raw: string): string {
  const text = raw.includes('{') ? raw.replaceAll('$${', '${').replaceAll('%%{', '%{') : raw;
  return text.normalize('NFC');
}
