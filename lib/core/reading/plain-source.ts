import { Unknown, type Knowable } from '../values/unknown';
import { type Problem, type Source, type UnknownPart } from './field';

/** Data that is what it says: JSON as the ECS API takes and gives it. */
export class PlainSource implements Source {
  readonly unknown: UnknownPart[] = [];
  readonly problems: Problem[] = [];
  readonly blocks: boolean = false;
  readonly interpolates: boolean = false;
  readonly keys = undefined;
  hop = '';

  resolve(raw: unknown): unknown {
    return raw;
  }

  identify(raw: unknown): Knowable<string> | undefined {
    const value = this.resolve(raw);
    if (typeof value === 'string' || value === undefined) return value;
    if (value instanceof Unknown) return value;
    return typeof value === 'number' ? String(value) : new Unknown('it is not a name');
  }
}
