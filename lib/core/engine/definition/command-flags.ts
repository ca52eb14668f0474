/** The values of flags, in their order: of `--flag value`, `--flag=value` and, where a flag has one letter, `-p8080`. */
export function valuesOf(words: readonly string[], flags: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    const [name = '', ...inline] = word.split('=');
    if (flags.includes(name)) return inline.length > 0 ? [inline.join('=')] : (words[index + 1] ?? []);
    const letter = /^-[a-z]/i.exec(word)?.[0];
    return letter !== undefined && flags.includes(letter) ? [word.slice(letter.length)] : [];
  });
}
