import { type Listed } from '../../../core/values/listed';
import { Unknown } from '../../../core/values/unknown';
import { isData } from '../../../core/reading/field';
import { type Resource, type Resources } from '../resources';
import { templateParts } from '../functions';
import { type Scope } from '../scope';

/**
 * References passed to resources that cannot be read: a VPC, a subnet or a route table given to one of them may get
 * routes and endpoints that no template shows, a security group rules.
 */
export class Strangers {
  readonly #touched = new Map<string, string>();
  /** VPCs of which not everything was seen. */
  readonly #unseen = new Map<string, Unknown>();

  constructor(private readonly resources: Resources) {
    for (const { scope, id, raw } of resources.strangers()) {
      for (const name of namesIn(raw)) this.#touch(scope, name, id);
    }
    for (const { key, id, scope } of resources.of('vpc')) {
      const parts = scope.template.unseen?.(id)?.parts;
      if (parts) this.#unseen.set(key, parts);
    }
    for (const { key, properties } of resources.of('subnet')) this.#spread(key, properties.get('vpcId').identity());
    for (const { key, properties } of resources.of('routeTable')) this.#spread(key, properties.get('vpcId').identity());
  }

  #touch(scope: Scope, name: string, by: string): void {
    const resource: Resource | undefined = this.resources.at(scope, name);
    if (resource) this.#touched.set(resource.key, by);
    // a stack around this one hands its resources on by parameters
    const value = resource || name.startsWith('AWS::') ? undefined : scope.identify({ Ref: name });
    if (typeof value === 'string') this.#touched.set(value, by);
  }

  /** What touches a part of a VPC may touch the rest. */
  #spread(part: string, vpc: unknown): void {
    const by = this.#touched.get(part);
    if (by !== undefined && typeof vpc === 'string') this.#touched.set(vpc, by);
  }

  /** Why there may be more of a resource than the templates show. */
  opens(key: string): Unknown | undefined {
    const unseen = this.#unseen.get(key);
    if (unseen) return unseen;
    const by = this.#touched.get(key);
    return by === undefined ? undefined : new Unknown(`what ${by} makes is not in sight`);
  }

  /** A list of a resource, with what may be added to it. */
  listed<T>(key: string, list: Listed<T>): Listed<T> {
    return this.opens(key) ? { ...list, complete: false } : list;
  }
}

/** Logical ids that a value refers to, however deep. */
function* namesIn(raw: unknown): Generator<string> {
  if (Array.isArray(raw)) {
    for (const item of raw) yield* namesIn(item);
    return;
  }
  if (!isData(raw)) return;
  for (const [key, value] of Object.entries(raw)) {
    if (key === 'Ref' && typeof value === 'string') yield value;
    else if (key === 'Fn::GetAtt') {
      const named: unknown = Array.isArray(value) ? value[0] : value;
      if (typeof named === 'string') yield Array.isArray(value) ? named : (named.split('.')[0] ?? named);
    } else if (key === 'Fn::Sub') {
      const text: unknown = Array.isArray(value) ? value[0] : value;
      if (typeof text === 'string') {
        for (const { name } of templateParts(text)) if (name !== undefined) yield name.split('.')[0] ?? name;
      }
      yield* namesIn(value);
    } else yield* namesIn(value);
  }
}
