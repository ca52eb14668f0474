import { Construct } from 'constructs';
import { ModelError, quoted } from '../core/values/model-error';
import { type Entry } from './entry';

/**
 * Asserts the type of an argument for callers in plain JavaScript, who would otherwise get a TypeError from deep inside.
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
  // names of classes of CDK can end with a number that its compiler appends
  if (Construct.isConstruct(value)) return `${value.constructor.name.replace(/\d+$/, '')} ${quoted(value.node.path)}`;
  return typeof value === 'object' && value !== null ? `a value of class ${value.constructor.name}` : quoted(value);
}
