import { Construct } from 'constructs';
import { ModelError, quoted } from '../core/values/model-error';
import { type Entry } from './entry';

/**
 * Says what is missing or of a wrong kind, where the compiler was not asked: in plain JavaScript it would end as a TypeError
 * from inside.
 * @param what the parameter or prop, such as `taskDefinition of BridgeService`
 * @param way what to pass
 * @throws ModelError wrong-type
 */
export function assertGiven(is: boolean, what: string, value: unknown, way: string, entry: Entry): void {
  if (is) return;
  throw new ModelError(
    'wrong-type',
    `${what} ${value === undefined ? 'is missing' : `cannot be ${shown(value)}`}`,
    way,
    entry,
  );
}

/** Whether a value has a field, and so is an object at all. */
export function has<K extends string>(value: unknown, ...fields: readonly K[]): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && fields.every((field) => field in value);
}

function shown(value: unknown): string {
  // the names of CDK's classes end with a number once the compiler has made them apart
  if (Construct.isConstruct(value)) return `${value.constructor.name.replace(/\d+$/, '')} ${quoted(value.node.path)}`;
  return typeof value === 'object' && value !== null ? `a value of class ${value.constructor.name}` : quoted(value);
}
