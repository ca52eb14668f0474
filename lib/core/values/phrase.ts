/** Several things in a sentence: `a, b and c`. */
export function joined(items: readonly string[], word: 'and' | 'or'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** An availability zone in a sentence: by its name, or `#0` by its place among those of the region. */
export function zoneText(zone: string): string {
  if (!zone.startsWith('#')) return `zone ${zone}`;
  const place = Number(zone.slice(1));
  return `the ${ORDINALS[place] ?? `${place + 1}th`} zone of the region`;
}

/** A number of things: `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
