import { type Data, type PlainTemplate } from './template';

/** The template with every number, and every text that is a number, replaced by a parameter without a value. */
export function withoutNumbers(template: PlainTemplate): PlainTemplate {
  const parameters: Record<string, Data> = {};
  const replaced = (value: unknown): unknown => {
    if (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))) {
      const name = `Number${Object.keys(parameters).length}`;
      parameters[name] = { Type: 'Number' };
      return { Ref: name };
    }
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner)]));
  };
  const resources = replaced(template.Resources) as PlainTemplate['Resources'];
  return { Parameters: parameters, Resources: resources };
}
