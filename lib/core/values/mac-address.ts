const FORMS = /^(?:[\da-f]{2}:){5}[\da-f]{2}$|^(?:[\da-f]{2}-){5}[\da-f]{2}$|^(?:[\da-f]{4}\.){2}[\da-f]{4}$/i;

/**
 * The six bytes of a MAC address, in each form that engines read: `02:42:ac:11:00:02`, `02-42-ac-11-00-02`, `0242.ac11.0002`.
 * Undefined where the text is none.
 * @see https://pkg.go.dev/net#ParseMAC
 */
export function macBytes(text: string): readonly number[] | undefined {
  if (!FORMS.test(text)) return undefined;
  const digits = text.replace(/[^\da-f]/gi, '');
  return [0, 2, 4, 6, 8, 10].map((at) => parseInt(digits.slice(at, at + 2), 16));
}
