type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

type Resources = Readonly<Record<string, Readonly<Record<string, { readonly [key: string]: Json }>>>>;

interface Configuration {
  readonly resource?: Resources;
  readonly data?: Resources;
}

/** Arguments that are maps: in JSON they look like blocks. */
const MAPS = new Set(['sysctls', 'options', 'aux_address', 'labels', 'properties']);

/** Terraform's JSON in its own language, as a person would write it: each value on a line of its own. */
export function asHcl(text: string): string {
  const { resource = {}, data = {} } = JSON.parse(text) as Configuration;
  const blocks = [
    ...Object.entries(resource).map((entry) => ['resource', ...entry] as const),
    ...Object.entries(data).map((entry) => ['data', ...entry] as const),
  ].flatMap(([kind, type, named]) =>
    Object.entries(named).map(([name, body]) => `${kind} "${type}" "${name}" {\n${bodyOf(body, '  ')}}\n`),
  );
  return blocks.join('\n');
}

function bodyOf(body: { readonly [key: string]: Json }, indent: string): string {
  return Object.entries(body)
    .map(([key, value]) => argument(key, value, indent))
    .join('');
}

function argument(key: string, value: Json, indent: string): string {
  if (key === 'depends_on' && Array.isArray(value)) return `${indent}${key} = [${value.join(', ')}]\n`;
  if (key === 'container_definitions' && typeof value === 'string') {
    return `${indent}${key} = jsonencode(${expression(JSON.parse(value) as Json, indent)})\n`;
  }
  const blocks = Array.isArray(value) ? (value as readonly Json[]) : [value];
  if (blocks.length > 0 && blocks.every(isObject) && !MAPS.has(key)) {
    return blocks.map((block) => `${indent}${key} {\n${bodyOf(block, `${indent}  `)}${indent}}\n`).join('');
  }
  return `${indent}${key} = ${expression(value, indent)}\n`;
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function expression(value: Json, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => `${inner}${expression(item, inner)},\n`);
    return items.length === 0 ? '[]' : `[\n${items.join('')}${indent}]`;
  }
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => {
      const name = /^[A-Za-z_][\w-]*$/.test(key) ? key : JSON.stringify(key);
      return `${inner}${name} = ${expression(item, inner)}\n`;
    });
    return entries.length === 0 ? '{}' : `{\n${entries.join('')}${indent}}`;
  }
  const reference = typeof value === 'string' ? /^\$\{([^{}]*|base64encode\(.*\))\}$/s.exec(value)?.[1] : undefined;
  return reference ?? JSON.stringify(value);
}
