import { quoted } from '../../core/values/model-error';
import { type Place } from '../../core/values/place';
import { isData, type Data } from '../../core/reading/field';
import { type Problem } from '../reading';
import { FORMS, homeOf, KEYS, likelyKey, type Form } from './keys';
import { untagged, type Origins } from './merge';

type Kind = keyof typeof KEYS;

const NOUNS: Readonly<Record<Kind, string>> = {
  file: 'a compose file',
  service: 'a service',
  network: 'a network',
  endpoint: 'a network of a service',
};

/** Says what a compose file has in a place where the format has something else. */
export class ShapeCheck {
  constructor(
    private readonly origins: Origins,
    private readonly problems: Problem[],
  ) {}

  file(data: Data, file: string): void {
    this.#fields('file', data, file);
    for (const [name, service] of this.#entries(data, 'services')) {
      if (!isData(service)) {
        this.#problem(name, data['services'], name, `a service is an object, got ${shown(service)}`);
        continue;
      }
      this.#fields('service', service, name);
      for (const [network, endpoint] of this.#entries(service, 'networks')) {
        if (isData(endpoint)) this.#fields('endpoint', endpoint, name);
        else if (endpoint !== null)
          this.#problem(name, service['networks'], network, `${NOUNS.endpoint} is an object, got ${shown(endpoint)}`);
      }
    }
    for (const [name, network] of this.#entries(data, 'networks')) {
      if (isData(network)) this.#network(network, name);
      else if (network !== null)
        this.#problem(name, data['networks'], name, `a network is an object, got ${shown(network)}`);
    }
  }

  #network(network: Data, name: string): void {
    this.#fields('network', network, name);
    const ipam = network['ipam'];
    if (isData(ipam)) this.#forms({ config: 'list', driver: 'text' }, ipam, name);
  }

  /** What stands in a field by name, as its tags leave it; nothing when it is not an object. */
  #entries(owner: Data, field: string): [string, unknown][] {
    const value = owner[field];
    if (!isData(value)) return [];
    return Object.entries(value).flatMap(([key, written]) => {
      const inner = untagged(written, this.origins);
      return inner === undefined ? [] : [[key, inner] as [string, unknown]];
    });
  }

  #fields(kind: Kind, owner: Data, path: string): void {
    const keys: ReadonlySet<string> = KEYS[kind];
    for (const key of Object.keys(owner)) {
      if (keys.has(key) || key.startsWith('x-') || key === '<<') continue;
      const home = homeOf(kind, key);
      const meant = home === undefined ? likelyKey(key, keys) : undefined;
      const perhaps = meant === undefined ? '' : `; perhaps ${meant}`;
      const message =
        home === undefined
          ? `${NOUNS[kind]} has no ${quoted(key)}${perhaps}`
          : `unknown key ${quoted(key)} in ${NOUNS[kind]}, it belongs under ${home}`;
      this.#problem(path, owner, key, message);
    }
    this.#forms(FORMS[kind], owner, path);
  }

  #forms(forms: Readonly<Record<string, Form>>, owner: Data, path: string): void {
    for (const [key, form] of Object.entries(forms)) {
      const value = untagged(owner[key], this.origins);
      if (value === undefined || value === null || form.split(' or ').includes(formOf(value))) continue;
      this.#problem(path, owner, key, `${key} is ${told(form)}, got ${shown(value)}`);
    }
  }

  #problem(path: string, owner: unknown, key: string, message: string): void {
    const origin = this.origins.of(owner as object, key);
    const at: Place = { path, ...origin };
    this.problems.push({ at, message });
  }
}

function formOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? 'text' : typeof value;
}

function told(form: string): string {
  return form
    .split(' or ')
    .map((one) => (one === 'object' ? 'an object' : `a ${one}`))
    .join(' or ');
}

function shown(value: unknown): string {
  return typeof value === 'object' && value !== null ? told(formOf(value)) : quoted(value);
}
