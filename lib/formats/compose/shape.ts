import { quoted } from '../../core/values/model-error';
import { type Place } from '../../core/values/place';
import { isData, type Data } from '../../core/reading/field';
import { type Problem } from '../reading';
import { CONDITIONS, FORMS, homeOf, KEYS, likelyKey, NAME, type Form } from './keys';
import { untagged, type Origins } from './merge';

type Kind = keyof typeof KEYS;

const NOUNS: Readonly<Record<Kind, string>> = {
  file: 'a compose file',
  service: 'a service',
  network: 'a network',
  endpoint: 'a network of a service',
  dependency: 'an entry of depends_on',
  healthcheck: 'a health check',
  port: 'a port',
  ipam: 'ipam',
  pool: 'an entry of ipam.config',
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
      this.#named('service', data['services'], name);
      this.#fields('service', service, name);
      this.#parts(service, name);
      for (const [network, endpoint] of this.#entries(service, 'networks')) {
        if (isData(endpoint)) this.#fields('endpoint', endpoint, name);
        else if (endpoint !== null)
          this.#problem(name, service['networks'], network, `${NOUNS.endpoint} is an object, got ${shown(endpoint)}`);
      }
    }
    for (const [name, network] of this.#entries(data, 'networks')) {
      this.#named('network', data['networks'], name);
      if (isData(network)) this.#network(network, name);
      else if (network !== null)
        this.#problem(name, data['networks'], name, `a network is an object, got ${shown(network)}`);
    }
  }

  /** What stands inside the fields of a service. */
  #parts(service: Data, name: string): void {
    const check = untagged(service['healthcheck'], this.origins);
    if (isData(check)) this.#fields('healthcheck', check, name);
    for (const port of this.#items(service, 'ports')) if (isData(port)) this.#fields('port', port, name);
    for (const other of this.#items(service, 'depends_on')) {
      if (typeof other === 'object' && other !== null)
        this.#problem(
          name,
          service,
          'depends_on',
          `depends_on is a list of names or an object by name, got ${shown(other)} in the list`,
        );
    }
    for (const [other, how] of this.#entries(service, 'depends_on')) {
      if (isData(how)) this.#dependency(how, service, name);
      else
        this.#problem(
          name,
          service['depends_on'],
          other,
          `${NOUNS.dependency} is an object with condition, got ${shown(how)}`,
        );
    }
    for (const [variable, value] of this.#entries(service, 'environment')) {
      if (typeof value === 'object' && value !== null)
        this.#problem(name, service['environment'], variable, `a variable is a text, got ${shown(value)}`);
    }
  }

  #dependency(how: Data, service: Data, name: string): void {
    this.#fields('dependency', how, name);
    const condition: unknown = untagged(how['condition'], this.origins);
    if (condition === undefined || condition === null)
      this.#problem(name, service, 'depends_on', `${NOUNS.dependency} has a condition: ${CONDITIONS.join(', ')}`);
    else if (typeof condition === 'string' && !condition.includes('$') && !CONDITIONS.some((one) => one === condition))
      this.#problem(name, how, 'condition', `condition is ${CONDITIONS.join(', ')}, got ${quoted(condition)}`);
  }

  #network(network: Data, name: string): void {
    this.#fields('network', network, name);
    const ipam = untagged(network['ipam'], this.origins);
    if (!isData(ipam)) return;
    this.#fields('ipam', ipam, name);
    for (const pool of this.#items(ipam, 'config')) {
      if (isData(pool)) this.#fields('pool', pool, name);
      else this.#problem(name, ipam, 'config', `${NOUNS.pool} is an object, got ${shown(pool)}`);
    }
  }

  #named(kind: 'service' | 'network', owner: unknown, name: string): void {
    if (!NAME.test(name))
      this.#problem(
        name,
        owner,
        name,
        `the name of ${NOUNS[kind]} is letters, digits, ".", "_" and "-", got ${quoted(name)}`,
      );
  }

  #items(owner: Data, field: string): readonly unknown[] {
    const value = untagged(owner[field], this.origins);
    return Array.isArray(value) ? value.map((item: unknown) => untagged(item, this.origins)) : [];
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
