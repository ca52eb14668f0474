import { Unknown, type Knowable } from '../../core/values/unknown';
import { type Source } from '../../core/reading/field';
import { type Problem, type UnknownPart } from '../reading';
import { interpolate, interpolated, type Marked } from './interpolate';

/** Compose's data: texts hold variables, names are in snake case. */
export class ComposeSource implements Source {
  readonly unknown: UnknownPart[] = [];
  readonly blocks = false;
  readonly interpolates = true;
  readonly keys = undefined;
  hop = '';

  constructor(
    readonly variables: Readonly<Record<string, string>>,
    readonly problems: Problem[],
  ) {}

  resolve(raw: unknown): unknown {
    return typeof raw === 'string' ? interpolated(raw, this.variables) : (raw ?? undefined);
  }

  /** A text with marks for the parts that are not known. */
  marked(raw: unknown): Marked {
    if (typeof raw === 'string') return interpolate(raw, this.variables);
    return { text: typeof raw === 'number' ? String(raw) : '', unknown: undefined };
  }

  identify(raw: unknown): Knowable<string> | undefined {
    const value = this.resolve(raw);
    if (typeof value === 'string' || value === undefined || value instanceof Unknown) return value;
    return typeof value === 'number' ? String(value) : new Unknown('it is not a name');
  }
}
