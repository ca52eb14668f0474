import { JsonPlaces } from '../../lib/formats/text/json-text';
import { escaped } from '../../lib/core/values/place';
import fc from '../law';

/** Every value of some data that stands in an object or a list, with its pointer. */
function parts(data: unknown, pointer = ''): { readonly pointer: string; readonly written: string }[] {
  if (typeof data !== 'object' || data === null) return [];
  const isList = Array.isArray(data);
  return Object.entries(data).flatMap(([step, value]) => {
    const here = `${pointer}/${escaped(step)}`;
    return [{ pointer: here, written: JSON.stringify(isList ? value : step) }, ...parts(value, here)];
  });
}

test('each value of a JSON text is found at its key, or where the item begins, in whichever order they are asked for', () => {
  const text = fc.json({ maxDepth: 6 }).map((json) => JSON.stringify(JSON.parse(json), undefined, 1));
  fc.assert(
    fc.property(text, fc.boolean(), (json, backwards) => {
      const places = new JsonPlaces(json);
      const lines = json.split('\n');
      const asked = parts(JSON.parse(json));
      const before = new Set<string>();
      for (const { pointer, written } of backwards ? [...asked].reverse() : asked) {
        const { line, column } = places.locate(pointer);
        const there = lines[line - 1]!.slice(column - 1);
        // a list or an object goes on in the next lines
        expect(there.startsWith(written) || '[{'.includes(written.charAt(0))).toBe(true);
        expect(there.charAt(0)).toBe(written.charAt(0));
        expect(before.has(`${line}:${column}`)).toBe(false);
        before.add(`${line}:${column}`);
      }
    }),
  );
});
