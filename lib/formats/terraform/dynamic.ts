import { Unknown } from '../../core/values/unknown';
import { isData, type Data } from '../field';

const MAX_DEPTH = 20;

/** A body in which each `dynamic` block stands where the blocks that it makes would stand, as unknown ones. */
export function withDynamic(body: Data, depth = 0): Data {
  if (depth > MAX_DEPTH) return body;
  const result: Record<string, unknown> = {};
  let changed = false;
  for (const [key, value] of Object.entries(body)) {
    result[key] = inner(value, depth);
    changed ||= result[key] !== value;
  }
  for (const kinds of listOf(body['dynamic'])) {
    if (!isData(kinds)) continue;
    for (const [kind, blocks] of Object.entries(kinds)) {
      // a map of the provider may have a key of that name
      if (!listOf(blocks).every((block) => isData(block) && Object.hasOwn(block, 'content'))) continue;
      const made = new Unknown(`how many blocks ${kind} there are is worked out by Terraform`);
      result[kind] = [...listOf(result[kind]), made];
      changed = true;
    }
  }
  return changed ? result : body;
}

function inner(value: unknown, depth: number): unknown {
  if (isData(value)) return withDynamic(value, depth + 1);
  if (!Array.isArray(value)) return value;
  const items = value.map((item: unknown) => (isData(item) ? withDynamic(item, depth + 1) : item));
  return items.some((item, index) => item !== value[index]) ? items : value;
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
