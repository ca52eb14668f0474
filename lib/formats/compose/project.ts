import { isDeepStrictEqual } from 'node:util';
import { quoted } from '../../core/values/model-error';
import { type Place } from '../../core/values/place';
import { escaped } from '../../core/values/place';
import { emptyRecord, isData, own, type Data } from '../../core/reading/field';
import { type Problem } from '../reading';
import { ComposeFiles, type ComposeFile, type ComposeInput, type Loader } from './files';
import { asList, FILE_MERGE, merge, Origins, SERVICE_MERGE, untagged, type Origin } from './merge';

/** A project as its files define it together, before it is read into the model. */
export interface Project {
  readonly services: Data;
  readonly networks: Data;
  readonly volumes: Data;
  readonly configs: Data;
  readonly secrets: Data;
  readonly models: Data;
  /** All of it, as one file. */
  readonly merged: Data;
  /** Whether all files that it includes are given. */
  readonly isWhole: boolean;
  /** Whether a service extends one that is not given, so that it may have more than is known here. */
  readonly lacksBase: boolean;
  readonly name: unknown;
  readonly origins: Origins;
}

/** A service by its name in a file. */
interface Named {
  readonly services: Data;
  readonly name: string;
  readonly from: ComposeFile;
}

/** Puts the files of a project together: include, extends, merge. */
export class Assembly {
  readonly origins = new Origins();
  readonly #files: ComposeFiles;
  /** Base services of `extends`, so that a chain is followed once. */
  readonly #extended = new Map<Data, Data>();
  #isWhole = true;
  #lacksBase = false;

  constructor(
    loader: Loader,
    variables: Readonly<Record<string, string>>,
    private readonly problems: Problem[],
  ) {
    this.#files = new ComposeFiles(loader, variables, this.origins, problems);
  }

  of(inputs: readonly ComposeInput[]): Project {
    const [first] = inputs;
    const documents = inputs.flatMap(documentsIn);
    const bodies = documents.map((input) => this.#whole(this.#files.given(input), [input.file]));
    const merged = untagged(
      bodies.reduce((below, above) => merge(below, above, this.origins, FILE_MERGE) as Data, {}),
      this.origins,
    ) as Data;
    if (inputs.length > 0 && isEmpty(documents)) {
      this.problems.push({
        at: { path: first?.file ?? '', file: first?.file ?? '', pointer: '' },
        message: 'a compose file has services, got none',
      });
    }
    return {
      services: section(merged, 'services'),
      networks: section(merged, 'networks'),
      volumes: section(merged, 'volumes'),
      configs: section(merged, 'configs'),
      secrets: section(merged, 'secrets'),
      models: section(merged, 'models'),
      merged,
      isWhole: this.#isWhole,
      lacksBase: this.#lacksBase,
      name: merged['name'],
      origins: this.origins,
    };
  }

  /** Where a part of the project was written. */
  place(path: string, owner: object, part?: string | number): Place {
    const origin = this.origins.of(owner, part);
    return origin ? { path, ...origin } : { path };
  }

  /** A file with what it includes. */
  #whole(from: ComposeFile, chain: readonly string[]): Data {
    const services = from.data['services'];
    const read = isData(services) ? this.#services(from) : services;
    let result: Data = this.origins.made({ ...from.data, services: read }, from.data, new Map());
    const includes = from.data['include'];
    if (!Array.isArray(includes)) return result;
    for (const [index, include] of includes.entries()) {
      const at: Place = { path: 'include', file: from.file, pointer: `/include/${index}` };
      const included = this.#included(isData(include) ? include : { path: include as unknown }, from, at, chain);
      const services = this.#fresh('service', section(included, 'services'), section(result, 'services'), at);
      const networks = this.#fresh('network', section(included, 'networks'), section(result, 'networks'), at);
      const others = Object.fromEntries(
        (['volumes', 'configs', 'secrets', 'models'] as const).map((key) => [key, section(included, key)]),
      );
      result = merge({ ...others, services, networks }, result, this.origins, FILE_MERGE) as Data;
    }
    return result;
  }

  /** The files of one include, merged. */
  #included(include: Data, from: ComposeFile, at: Place, chain: readonly string[]): Data {
    const variables = this.#files.variablesOf(include, from, at);
    let included: Data = {};
    for (const path of asList(include['path'], this.origins)) {
      const found = this.#files.open(path, from, at, variables);
      this.#isWhole &&= found !== undefined;
      if (!found) continue;
      const { file } = found;
      if (chain.includes(file)) {
        this.problems.push({ at, message: `${file} includes itself: ${[...chain, file].join(' -> ')}` });
        continue;
      }
      included = merge(included, this.#whole(found, [...chain, file]), this.origins, FILE_MERGE) as Data;
    }
    return untagged(included, this.origins) as Data;
  }

  /** What an include adds; Compose refuses a resource of the same name that differs from the one that is there. */
  #fresh(noun: string, included: Data, known: Data, at: Place): Data {
    const fresh = emptyRecord();
    const parts = new Map<string, Origin>();
    for (const [name, body] of Object.entries(included)) {
      if (!Object.hasOwn(known, name)) {
        fresh[name] = body;
        const origin = this.origins.of(included, name);
        if (origin) parts.set(name, origin);
      } else if (!isDeepStrictEqual(plain(body), plain(known[name]))) {
        const how = 'and an include does not change it; a path that is a list of files merges them';
        this.problems.push({ at, message: `${noun} ${quoted(name)} is in the project already, ${how}` });
      }
    }
    return this.origins.made(fresh, included, parts);
  }

  /** The services of a file, each with what it extends below it. */
  #services(from: ComposeFile): Data {
    const written = section(from.data, 'services');
    const services = emptyRecord();
    const parts = new Map<string, Origin>();
    for (const name of Object.keys(written)) {
      services[name] = this.#service({ services: written, name, from });
      const origin = this.origins.of(written, name);
      if (origin) parts.set(name, origin);
    }
    return this.origins.made(services, written, parts);
  }

  /** A service over what it extends, and that over what it extends itself: a chain, however long. */
  #service(named: Named): unknown {
    const chain = new Map<string, Data>();
    let base: unknown;
    for (let next: Named | undefined = named; next;) {
      const here: Named = next;
      const { file } = here.from;
      const body = own(here.services, here.name);
      const known = isData(body) ? this.#extended.get(body) : undefined;
      base = known ?? body;
      const extended = isData(body) ? untagged(body['extends'], this.origins) : undefined;
      if (known || !isData(body) || extended === undefined) break;
      const key = `${file}#${here.name}`;
      const at: Place = { path: here.name, file, pointer: `/services/${escaped(here.name)}/extends` };
      if (chain.has(key)) {
        const names = [...chain.keys(), key].map(shortName);
        this.problems.push({ at, message: `service ${here.name} extends itself: ${names.join(' -> ')}` });
        base = undefined;
        break;
      }
      chain.set(key, body);
      base = undefined;
      next = this.#base(extended, here, at);
      this.#lacksBase ||= next === undefined;
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
  #base(extended: unknown, { services, from }: Named, at: Place): Named | undefined {
    const name = isData(extended) ? extended['service'] : extended;
    const path = isData(extended) ? extended['file'] : undefined;
    if (typeof name !== 'string') {
      this.problems.push({ at, message: `extends names a service, got ${quoted(name)}` });
      return undefined;
    }
    const found = path === undefined ? from : this.#files.open(path, from, at);
    if (!found) return undefined;
    const candidates = path === undefined ? services : section(found.data, 'services');
    if (Object.hasOwn(candidates, name)) return { services: candidates, name, from: found };
    this.problems.push({ at, message: `extends names service ${quoted(name)}, which ${found.file} does not have` });
    return undefined;
  }
}

/** The documents of a file, which Compose merges like further files. */
function documentsIn(input: ComposeInput): ComposeInput[] {
  const { file, further = [] } = input;
  return [input, ...further.map(({ data, pointer }) => ({ data, file, pointer }))];
}

/** Whether files have nothing but the version of their format. */
function isEmpty(inputs: readonly ComposeInput[]): boolean {
  return inputs.every(({ data }) => isData(data) && Object.keys(data).every((key) => key === 'version'));
}

/** A value as plain data for a comparison in which nothing equals an empty object. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? {}));
}

function section(body: Data, name: string): Data {
  const value = body[name];
  return isData(value) ? value : {};
}

function shortName(key: string): string {
  return key.slice(key.indexOf('#') + 1);
}
