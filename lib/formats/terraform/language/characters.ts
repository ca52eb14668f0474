/** The characters of a text as people count them: a letter with its accents is one. */
export function charactersOf(text: string): string[] {
  // eslint-disable-next-line no-control-regex -- every one of ASCII
  return /^[\x00-\x7f]*$/.test(text) ? text.split('') : Array.from(segmenter().segment(text), ({ segment }) => segment);
}

let made: Intl.Segmenter | undefined;

function segmenter(): Intl.Segmenter {
  return (made ??= new Intl.Segmenter('en', { granularity: 'grapheme' }));
}
