import { isData, type Data } from '../../core/reading/field';
import { statement, type Presence } from '../presence';
import { asWritten, MAX_DEPTH, intrinsicOf } from './intrinsic';
import { type Ways } from './ways';

interface OpenParameter {
  is?: string;
  readonly not: Set<string>;
}

/** What conditions are about. */
interface Around {
  readonly file: string | undefined;
  readonly parameters: Data;
  /** Whether a transform may add to the template. */
  readonly transformed: boolean;
  /** Undefined: open conditions stay open. */
  readonly ways: Ways | undefined;
  resolve(raw: unknown): unknown;
}

/** The conditions of one template in one reading: those that parameters leave open are decided once, each in line with the others. */
export class Conditions {
  readonly #decided = new Map<string, boolean | undefined>();
  readonly #open = new Map<string, OpenParameter>();

  constructor(
    private readonly around: Around,
    /** As they are written; another section once loops are written out. */
    public written: Data,
  ) {}

  /** The value that an open parameter was decided to have. */
  chosen(parameter: string): string | undefined {
    return this.#open.get(parameter)?.is;
  }

  /** Whether a condition holds; undefined while it is open. */
  holds(name: string): boolean | undefined {
    if (this.#decided.has(name)) return this.#decided.get(name);
    // a condition that refers to itself is open
    this.#decided.set(name, undefined);
    const holds = Object.hasOwn(this.written, name) ? this.#holds(this.written[name], 0) : this.#ask();
    this.#decided.set(name, holds);
    return holds;
  }

  /** What has to be decided, and how, for a condition to hold. */
  answersFor(name: string): Presence {
    return this.#answers({ Condition: name }, true, 0);
  }

  #answers(raw: unknown, holds: boolean, depth: number): Presence {
    const name = isData(raw) ? intrinsicOf(raw) : undefined;
    const argument = isData(raw) && name !== undefined ? raw[name] : undefined;
    const parts: readonly unknown[] = Array.isArray(argument) ? argument : [];
    const within = (part: unknown, wanted: boolean): Presence => this.#answers(part, wanted, depth + 1);
    if (depth <= MAX_DEPTH) {
      if (name === 'Condition' && typeof argument === 'string' && Object.hasOwn(this.written, argument))
        return within(this.written[argument], holds);
      if (name === 'Fn::Not') return within(parts[0], !holds);
      if (name === (holds ? 'Fn::And' : 'Fn::Or')) return parts.flatMap((part) => within(part, holds));
      if (name === 'Fn::Equals' && parts.length === 2) return [this.#equation(parts[0], parts[1], holds)];
    }
    return [statement(this.#question(raw), holds)];
  }

  #equation(left: unknown, right: unknown, holds: boolean): Presence[number] {
    const [one, two] = [plainText(this.around.resolve(left)), plainText(this.around.resolve(right))];
    if (one === undefined && two !== undefined) return { question: this.#question(left), value: two, holds };
    if (two === undefined && one !== undefined) return { question: this.#question(right), value: one, holds };
    return statement(this.#question([left, right]), holds);
  }

  /** What is asked, by how it is written in this template. */
  #question(raw: unknown): string {
    return `${this.around.file ?? ''} ${asWritten(raw)}`;
  }

  /** Whether a condition is there, or may come from a transform. */
  mayHave(name: string): boolean {
    return this.around.transformed || Object.hasOwn(this.written, name);
  }

  /** Asks the ways about something that only is or is not. */
  #ask(): boolean | undefined {
    return this.around.ways === undefined ? undefined : this.around.ways.choose(2) === 0;
  }

  #holds(raw: unknown, depth: number): boolean | undefined {
    if (raw === 'true' || raw === true) return true;
    if (raw === 'false' || raw === false) return false;
    if (!isData(raw) || depth > MAX_DEPTH) return this.#ask();
    const name = intrinsicOf(raw);
    const argument = name === undefined ? undefined : raw[name];
    const parts = Array.isArray(argument) ? argument : undefined;
    switch (name ?? '') {
      case 'Condition':
        return typeof argument === 'string' ? this.holds(argument) : this.#ask();
      case 'Fn::Not': {
        const holds = this.#holds(parts?.[0], depth + 1);
        return holds === undefined ? undefined : !holds;
      }
      case 'Fn::And':
      case 'Fn::Or': {
        const decisive = name === 'Fn::Or';
        let open = false;
        for (const part of parts ?? []) {
          const holds = this.#holds(part, depth + 1);
          if (holds === decisive) return decisive;
          open ||= holds === undefined;
        }
        return open ? undefined : !decisive;
      }
      case 'Fn::Equals':
        return parts?.length === 2 ? this.#equal(parts[0], parts[1]) : this.#ask();
      default:
        return this.#ask();
    }
  }

  #equal(left: unknown, right: unknown): boolean | undefined {
    const [a, b] = [this.around.resolve(left), this.around.resolve(right)];
    const [one, two] = [plainText(a), plainText(b)];
    if (one !== undefined && two !== undefined) return one === two;
    const same = asWritten(left);
    if (same === asWritten(right)) return true;
    const open = openName(left) ?? openName(right);
    const text = one ?? two;
    return open !== undefined && text !== undefined
      ? this.#parameterIs(open, text)
      : this.#sameAnswer(`${same} = ${asWritten(right)}`);
  }

  /** Two values of which neither is known: the same answer whenever they are compared. */
  #sameAnswer(key: string): boolean | undefined {
    if (this.#decided.has(key)) return this.#decided.get(key);
    const answer = this.#ask();
    this.#decided.set(key, answer);
    return answer;
  }

  /** Whether an open parameter has a value, in line with what was said of it before. */
  #parameterIs(name: string, text: string): boolean | undefined {
    const open = this.#open.get(name) ?? { not: new Set<string>() };
    if (open.is !== undefined) return open.is === text;
    if (open.not.has(text)) return false;
    const declared = Object.hasOwn(this.around.parameters, name) ? this.around.parameters[name] : undefined;
    const allowed = isData(declared) ? declared['AllowedValues'] : undefined;
    if (Array.isArray(allowed)) {
      const left = allowed.map(String).filter((value) => !open.not.has(value));
      if (!left.includes(text)) return false;
      if (left.length === 1) return true;
    }
    const answer = this.#ask();
    if (answer === undefined) return undefined;
    if (answer) open.is = text;
    else open.not.add(text);
    this.#open.set(name, open);
    return answer;
  }
}

function plainText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === undefined ? '' : Array.isArray(value) ? JSON.stringify(value) : undefined;
}

function openName(raw: unknown): string | undefined {
  if (!isData(raw)) return undefined;
  return intrinsicOf(raw) === 'Ref' && typeof raw['Ref'] === 'string' ? raw['Ref'] : undefined;
}
