import { isData, type Data } from '../../core/reading/field';
import { intrinsicOf } from './intrinsic';
import { type Resource } from './resources';
import { templateParts } from './functions';
import { type Scope } from './scope';

/** What resources of templates refer to, and what they wait for when they are made. */
export class Dependencies {
  readonly #direct = new Map<Scope, Map<string, ReadonlySet<string>>>();
  readonly #users = new Map<Scope, ReadonlyMap<string, readonly string[]>>();

  /**
   * Whether a resource is made after one of some others of its template, directly or through what it needs; undefined when
   * it waits for something of which only the existence is known.
   */
  waitsForOne({ scope, id }: Resource, others: readonly Resource[]): boolean | undefined {
    const wanted = new Set(others.map((other) => other.id));
    const seen = new Set<string>();
    const waiting = [id];
    let open = false;
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (wanted.has(next)) return true;
      open ||= scope.template.opaque?.has(next) === true;
      waiting.push(...this.#of(scope, next));
    }
    return open ? undefined : false;
  }

  /** Whether something else than resources of some types refers to a resource, an output included. */
  isUsedByOthers({ scope, id }: Resource, types: ReadonlySet<string>): boolean {
    let users = this.#users.get(scope);
    if (!users) this.#users.set(scope, (users = this.#usersIn(scope)));
    const opaque = [...(scope.template.opaque ?? [])];
    return (
      opaque.some((other) => HANDS_ON.test(typeOf(scope, other))) ||
      (users.get(id) ?? []).some((user) => !types.has(typeOf(scope, user)))
    );
  }

  #of(scope: Scope, id: string): ReadonlySet<string> {
    let all = this.#direct.get(scope);
    if (!all) this.#direct.set(scope, (all = new Map<string, ReadonlySet<string>>()));
    let direct = all.get(id);
    if (!direct) all.set(id, (direct = referredIn(scope.resources[id], scope.resources)));
    return direct;
  }

  /** What refers to each resource, by logical id; outputs go by a name that no resource can have. */
  #usersIn(scope: Scope): ReadonlyMap<string, readonly string[]> {
    const users = new Map<string, string[]>();
    const note = (user: string, ids: ReadonlySet<string>): void => {
      for (const id of ids) {
        const known = users.get(id);
        if (known) known.push(user);
        else users.set(id, [user]);
      }
    };
    for (const id of Object.keys(scope.resources)) note(id, this.#of(scope, id));
    note('(outputs)', referredIn(scope.outputs, scope.resources));
    return users;
  }
}

/** Resources that can hand what they are given to anybody. */
const HANDS_ON = /^(?:Custom::|AWS::CloudFormation::)/;

function typeOf({ resources }: Scope, id: string): string {
  const resource = resources[id];
  return isData(resource) && typeof resource['Type'] === 'string' ? resource['Type'] : '';
}

const MAX_DEPTH = 200;

/** Logical ids of resources that stand anywhere in a value: both branches of a condition count. */
function referredIn(raw: unknown, resources: Data): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (id: unknown): void => {
    if (typeof id === 'string' && Object.hasOwn(resources, id)) found.add(id);
  };
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      for (const item of value) walk(item, depth + 1);
      return;
    }
    const data = value as Data;
    const name = intrinsicOf(data);
    if (name === 'Ref') add(data['Ref']);
    else if (name === 'Fn::GetAtt') {
      const argument = data[name];
      add(Array.isArray(argument) ? argument[0] : typeof argument === 'string' ? argument.split('.')[0] : undefined);
    } else if (name === 'Fn::Sub') {
      const argument = data[name];
      const text: unknown = Array.isArray(argument) ? argument[0] : argument;
      if (typeof text === 'string') {
        for (const part of templateParts(text)) add(part.name?.split('.')[0]);
      }
    }
    for (const inner of Object.values(data)) walk(inner, depth + 1);
  };
  walk(raw, 0);
  const waits = isData(raw) ? raw['DependsOn'] : undefined;
  for (const id of Array.isArray(waits) ? waits : [waits]) add(id);
  return found;
}
