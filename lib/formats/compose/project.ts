import { dirname, join } from 'node:path/posix';
import { quoted, type Place } from '../../core';
import { emptyRecord, escaped, isData, own, type Data } from '../field';
import { type Problem } from '../reading';
import { interpolated } from './interpolate';
import { FILE_MERGE, merge, Origins, SERVICE_MERGE, untagged, type Origin } from './merge';
import { ShapeCheck } from './shape';

/** One compose file, already parsed. */
export interface ComposeInput {
  readonly data: unknown;
  readonly file: string;
}

export type Load = (file: string) => ComposeInput | undefined;

/** A project as its files say together, before anything is made of it. */
export interface Project {
  readonly services: Data;
  readonly networks: Data;
  readonly name: unknown;
  readonly origins: Origins;
}

/** A service by its name in a file. */
interface Named {
  readonly services: Data;
  readonly name: string;
  readonly file: string;
}

const MAX_FILES = 1000;

/** Puts the files of a project together: include, extends, merge. */
export class Assembly {
  readonly origins = new Origins();
  readonly #loaded = new Map<string, Data | undefined>();
  /** Base services of `extends`, so that a chain is followed once. */
  readonly #extended = new Map<Data, Data>();

  constructor(
    private readonly load: Load,
    private readonly variables: Readonly<Record<string, string>>,
    private readonly problems: Problem[],
  ) {}

  of(inputs: readonly ComposeInput[]): Project {
    const [first] = inputs;
    const bodies = inputs.map(({ data, file }) => this.#whole(data, file, [file]));
    const merged = untagged(
      bodies.reduce((below, above) => merge(below, above, this.origins, FILE_MERGE) as Data, {}),
      this.origins,
    ) as Data;
    if (inputs.length > 0 && !isData(merged['services'])) {
      this.problems.push({
        at: { path: first?.file ?? '', file: first?.file ?? '', pointer: '' },
        message: 'a compose file has services, got none',
      });
    }
    return {
      services: section(merged, 'services'),
      networks: section(merged, 'networks'),
      name: merged['name'],
      origins: this.origins,
    };
  }

  /** Where a part of the project was written. */
  place(path: string, owner: object, part?: string | number): Place {
    const origin = this.origins.of(owner, part);
    return origin ? { path, ...origin } : { path };
  }

  /** A file with what it includes below it. */
  #whole(data: unknown, file: string, chain: readonly string[]): Data {
    const body = this.#noted(data, file);
    let result: Data = { ...body, services: this.#services(body, file) };
    const includes = body['include'];
    if (!Array.isArray(includes)) return result;
    for (const [index, include] of includes.entries()) {
      const paths: unknown = isData(include) ? include['path'] : include;
      let included: Data = {};
      for (const path of Array.isArray(paths) ? (paths as unknown[]) : [paths]) {
        const at: Place = { path: 'include', file, pointer: `/include/${index}` };
        const found = this.#file(path, file, at);
        if (!found) continue;
        if (chain.includes(found.file)) {
          this.problems.push({ at, message: `${found.file} includes itself: ${[...chain, found.file].join(' → ')}` });
          continue;
        }
        included = merge(
          included,
          this.#whole(found.data, found.file, [...chain, found.file]),
          this.origins,
          FILE_MERGE,
        ) as Data;
      }
      result = merge({ ...included, name: undefined, include: undefined }, result, this.origins, FILE_MERGE) as Data;
    }
    return result;
  }

  #noted(data: unknown, file: string): Data {
    this.origins.note(data, file, '');
    if (!isData(data)) {
      this.problems.push({
        at: { path: file, file, pointer: '' },
        message: `a compose file is an object, got ${Array.isArray(data) ? 'a list' : quoted(data)}`,
      });
      return {};
    }
    new ShapeCheck(this.origins, this.problems).file(data, file);
    return data;
  }

  /** The services of a file, each with what it extends below it. */
  #services(body: Data, file: string): Data {
    const written = section(body, 'services');
    const services = emptyRecord();
    const parts = new Map<string, Origin>();
    for (const name of Object.keys(written)) {
      services[name] = this.#service({ services: written, name, file });
      const origin = this.origins.of(written, name);
      if (origin) parts.set(name, origin);
    }
    return this.origins.made(services, written, parts);
  }

  /** A service over what it extends, and that over what it extends itself: a chain, however long. */
  #service({ services, name, file }: Named): unknown {
    const chain = new Map<string, Data>();
    let base: unknown;
    for (let next: Named | undefined = { services, name, file }; next;) {
      const here: Named = next;
      const body = own(here.services, here.name);
      const known = isData(body) ? this.#extended.get(body) : undefined;
      base = known ?? body;
      const extended = isData(body) ? untagged(body['extends'], this.origins) : undefined;
      if (known || !isData(body) || extended === undefined) break;
      const key = `${here.file}#${here.name}`;
      const at: Place = { path: here.name, file: here.file, pointer: `/services/${escaped(here.name)}/extends` };
      if (chain.has(key)) {
        const names = [...chain.keys(), key].map(shortName);
        this.problems.push({ at, message: `service ${here.name} extends itself: ${names.join(' → ')}` });
        base = undefined;
        break;
      }
      chain.set(key, body);
      base = undefined;
      next = this.#base(extended, here, at);
    }
    for (const body of [...chain.values()].reverse()) {
      const merged =
        base === undefined ? body : merge(base, { ...body, extends: undefined }, this.origins, SERVICE_MERGE);
      base = isData(merged) ? this.#placedAs(merged, body) : body;
      this.#extended.set(body, base as Data);
    }
    return base;
  }

  /** The service itself is where it was written, whatever it extends. */
  #placedAs(merged: Data, written: Data): Data {
    const parts = new Map<string, Origin>();
    for (const key of Object.keys(merged)) {
      const origin = Object.hasOwn(written, key) ? this.origins.of(written, key) : this.origins.of(merged, key);
      if (origin) parts.set(key, origin);
    }
    return this.origins.made(Object.assign(emptyRecord(), merged), written, parts);
  }

  /** The service that another one extends. */
  #base(extended: unknown, { services, file }: Named, at: Place): Named | undefined {
    const name = isData(extended) ? extended['service'] : extended;
    const path = isData(extended) ? extended['file'] : undefined;
    if (typeof name !== 'string') {
      this.problems.push({ at, message: `extends names a service, got ${quoted(name)}` });
      return undefined;
    }
    const found = path === undefined ? { data: { services }, file } : this.#file(path, file, at);
    if (!found) return undefined;
    const candidates = isData(found.data) ? section(found.data, 'services') : {};
    if (Object.hasOwn(candidates, name)) return { services: candidates, name, file: found.file };
    this.problems.push({ at, message: `extends names service ${quoted(name)}, which ${found.file} does not have` });
    return undefined;
  }

  /** Another file, by a path relative to the one that names it. */
  #file(path: unknown, from: string, at: Place): { readonly data: unknown; readonly file: string } | undefined {
    const text = typeof path === 'string' ? interpolated(path, this.variables) : undefined;
    if (typeof text !== 'string') return undefined;
    const file = text.startsWith('/') ? text : join(dirname(from), text);
    if (!this.#loaded.has(file)) {
      const found = this.#loaded.size < MAX_FILES ? this.load(file) : undefined;
      this.#loaded.set(file, found && isData(found.data) ? this.#noted(found.data, file) : undefined);
    }
    const data = this.#loaded.get(file);
    if (data) return { data, file };
    this.problems.push({ at, message: `file ${quoted(file)} is not there or not readable` });
    return undefined;
  }
}

function section(body: Data, name: string): Data {
  const value = body[name];
  return isData(value) ? value : {};
}

function shortName(key: string): string {
  return key.slice(key.indexOf('#') + 1);
}
