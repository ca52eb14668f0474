import { dirname, join } from 'node:path/posix';
import { isData, own, type Data } from '../../core/reading/field';
import { type Place } from '../../core/values/place';
import { parseText, withoutFurther, type TextDocument } from '../text/document';
import { assemblyOf, jsonOf, MANIFEST, regionOf, type AssemblyStack } from './assembly';
import { constructPath, ConstructMetadata } from './construct-metadata';
import { intrinsicOf } from './intrinsic';
import { stepsOf } from '../text/pointer';
import { NESTED_STACK, type Template } from './template';

/** Templates that are deployed to one account and region, or of which that is not known. */
export interface Deployment {
  readonly templates: readonly Template[];
}

/** Stacks of templates, and the files that had to be read for them. */
export interface Stacks {
  readonly deployments: readonly Deployment[];
  readonly loaded: readonly TextDocument[];
  /** The line of the author's program that made what stands at a place; undefined where it is not recorded. */
  readonly madeAt: (place: Place) => string | undefined;
}

type Load = ((file: string) => string | undefined) | undefined;

/**
 * The stacks that templates are of: with the names that a cloud assembly has for them, and nested ones in those that hold them.
 * A template of a nested stack is one of those given, or lies beside the one that names it.
 */
export function stacksOf(documents: readonly TextDocument[], load: Load): Stacks {
  const loaded: TextDocument[] = [];
  const known = new Map(documents.map((document) => [document.file, document]));
  const find = (file: string): TextDocument | undefined => {
    const given = known.get(file);
    if (given) return given;
    const text = load?.(file);
    if (text === undefined) return undefined;
    try {
      const document = withoutFurther(parseText(text, file));
      loaded.push(document);
      known.set(file, document);
      return document;
    } catch {
      return undefined;
    }
  };
  const nested: { readonly holder: TextDocument; readonly id: string; readonly document: TextDocument }[] = [];
  const queue = [...documents];
  const seen = new Set(queue);
  for (const holder of queue) {
    for (const [id, resource] of nestedIn(holder.data)) {
      const document = templateOf(holder.file, resource, documents, find);
      if (!document || document === holder) continue;
      nested.push({ holder, id, document });
      if (seen.has(document)) continue;
      seen.add(document);
      queue.push(document);
    }
  }
  const inner = new Set(nested.map(({ document }) => document));
  const roots = queue.filter((document) => !inner.has(document));
  // templates that contain each other belong to no stack
  const outer = roots.length === 0 ? queue : roots;
  const several = queue.length > 1;
  const taken = new Set<string>();
  const named = (name: string): string => {
    const free = taken.has(name) ? `${name}-${taken.size}` : name;
    taken.add(free);
    return free;
  };
  const manifests = new Map<string, ReturnType<typeof assemblyOf>>();
  const deployments = new Map<string, Template[]>();
  const homes = new Map<string, Template[]>();
  const constructs = new Map<string, () => ConstructMetadata | undefined>();
  for (const { data, file } of outer) {
    const folder = dirname(file);
    if (!manifests.has(folder)) manifests.set(folder, assemblyOf(load?.(join(folder, MANIFEST)) ?? ''));
    const own = manifests.get(folder)?.stacks.find(({ template }) => join(folder, template) === join(file));
    const region = own && regionOf(own.environment);
    const key = own ? JSON.stringify([folder, own.environment]) : '';
    const templates = deployments.get(key) ?? [];
    deployments.set(key, templates);
    homes.set(file, templates);
    const metadata = own && metadataOf(own, folder, load);
    if (metadata) constructs.set(file, metadata);
    templates.push({
      body: data,
      file,
      ...(metadata ? { pathOf: (id) => (hasPath(data, id) ? undefined : metadata()?.pathOf(id)) } : {}),
      ...(own ? { stack: named(own.stack) } : several ? { stack: named(stackOf(file)) } : {}),
      ...(region === undefined ? {} : { region }),
    });
  }
  const prefixes = new Map<string, string>();
  const left = new Set(outer.length === queue.length ? [] : nested);
  for (let before = -1; left.size > 0 && left.size !== before;) {
    before = left.size;
    for (const one of left) {
      const templates = homes.get(one.holder.file);
      if (!templates) continue;
      left.delete(one);
      homes.set(one.document.file, templates);
      const metadata = constructs.get(one.holder.file);
      if (metadata) constructs.set(one.document.file, metadata);
      const around = prefixes.get(one.holder.file);
      const prefix = around === undefined ? one.id : `${around}/${one.id}`;
      prefixes.set(one.document.file, prefix);
      // a nested stack is where the one is that holds it
      const region = templates.find(({ file }) => file === one.holder.file)?.region;
      templates.push({
        ...(region === undefined ? {} : { region }),
        body: one.document.data,
        file: one.document.file,
        pathOf: (id) => (hasPath(one.document.data, id) ? undefined : `${prefix}/${id}`),
        stack: named(one.id),
        nestedIn: { file: one.holder.file, id: one.id },
      });
    }
  }
  return {
    deployments: [...deployments.values()].map((templates) => ({ templates })),
    loaded,
    madeAt: ({ file = '', pointer = '' }) => {
      const metadata = constructs.get(file)?.();
      const [part, id] = stepsOf(pointer);
      if (!metadata || part !== 'Resources' || id === undefined) return undefined;
      const path = pathIn(known.get(file)?.data, id) ?? metadata.pathOf(id);
      return path === undefined ? undefined : metadata.lineOf(path);
    },
  };
}

/** The construct metadata of a stack in its assembly; read once, on demand. */
function metadataOf({ metadata }: AssemblyStack, folder: string, load: Load): () => ConstructMetadata | undefined {
  let read: ConstructMetadata | undefined | null = null;
  return () => {
    if (read === null) {
      const entries = typeof metadata === 'string' ? jsonOf(load?.(join(folder, metadata)) ?? '') : metadata;
      read = isData(entries) ? new ConstructMetadata(entries) : undefined;
    }
    return read;
  };
}

/** Whether CDK says in a template where one of its resources was made. */
function hasPath(body: unknown, id: string): boolean {
  return pathIn(body, id) !== undefined;
}

function pathIn(body: unknown, id: string): string | undefined {
  const resources = isData(body) ? own(body, 'Resources') : undefined;
  const resource = isData(resources) ? own(resources, id) : undefined;
  return isData(resource) ? constructPath(resource['Metadata']) : undefined;
}

/** The name of a stack from that of its template. */
function stackOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return name.replace(/\.(?:json|ya?ml|template)$/i, '').replace(/\.template$/i, '');
}

function nestedIn(body: unknown): [string, Data][] {
  const resources = isData(body) ? own(body, 'Resources') : undefined;
  if (!isData(resources)) return [];
  return Object.entries(resources).flatMap(([id, one]): [string, Data][] =>
    isData(one) && one['Type'] === NESTED_STACK ? [[id, one]] : [],
  );
}

/** The template of a nested stack, where it is given or lies beside the one that names it. */
function templateOf(
  holder: string,
  resource: Data,
  given: readonly TextDocument[],
  find: (file: string) => TextDocument | undefined,
): TextDocument | undefined {
  const folder = dirname(holder);
  const metadata = resource['Metadata'];
  const asset = isData(metadata) ? metadata['aws:asset:path'] : undefined;
  if (typeof asset === 'string') return find(join(folder, asset));
  const properties = resource['Properties'];
  const url = textOf(isData(properties) ? properties['TemplateURL'] : undefined);
  if (url === undefined) return undefined;
  const isLocal = !/^(?:https?|s3):/i.test(url) && !url.startsWith('${');
  if (isLocal) return url.startsWith('/') ? undefined : find(join(folder, url));
  // what is uploaded keeps the way to it at the end of its address
  const steps = (url.split(/[?#]/)[0] ?? '').split('/').slice(3);
  for (let from = 0; from < steps.length; from++) {
    const way = steps.slice(from).join('/');
    if (way === '' || way.includes('${')) continue;
    const beside = find(join(folder, way));
    if (beside) return beside;
    const [only, ...more] = given.filter(({ file }) => file !== holder && (file === way || file.endsWith(`/${way}`)));
    if (only && more.length === 0) return only;
  }
  return undefined;
}

/** A text with `${…}` for what is decided at deployment. */
function textOf(raw: unknown): string | undefined {
  if (typeof raw === 'string') return raw;
  if (!isData(raw)) return undefined;
  const name = intrinsicOf(raw);
  const argument = name === undefined ? undefined : raw[name];
  if (name === 'Fn::Sub') return textOf(Array.isArray(argument) ? argument[0] : argument);
  if (name === 'Fn::Join' && Array.isArray(argument) && typeof argument[0] === 'string' && Array.isArray(argument[1])) {
    return argument[1].map((part) => textOf(part) ?? '').join(argument[0]);
  }
  return name === undefined ? undefined : '${}';
}
