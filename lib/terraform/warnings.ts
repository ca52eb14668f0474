import { Annotations } from 'cdktf';
import { type IConstruct } from 'constructs';
import { unusedAcknowledgement } from '../core/rules/check';
import { type Triage } from '../core/values/finding';
import { quoted } from '../core/values/model-error';

/** The warnings of a check. A validation may run more than once, but each warning is given once. */
export class Warnings {
  readonly #said = new Set<string>();

  /** Adds a warning to a construct. */
  say(construct: IConstruct, text: string): void {
    const key = `${construct.node.path} ${text}`;
    if (this.#said.has(key)) return;
    this.#said.add(key);
    Annotations.of(construct).addWarning(text);
  }

  /** Warns about acknowledgements that match no finding. */
  sayUnused(construct: IConstruct, { unused }: Triage): void {
    for (const { rule, path } of unused) {
      const where = path === undefined ? '' : ` at ${quoted(path)}`;
      this.say(construct, `the acknowledgement of rule ${quoted(rule)}${where} ${unusedAcknowledgement(rule)}`);
    }
  }
}

/** A construct and all below it, by their paths. */
export function constructsByPath(scope: IConstruct): Map<string, IConstruct> {
  return new Map(scope.node.findAll().map((one) => [one.node.path, one]));
}

/** The construct with a path, or the nearest one above it. */
export function nearest(constructs: ReadonlyMap<string, IConstruct>, path: string): IConstruct | undefined {
  for (let rest = path; rest !== ''; rest = rest.slice(0, Math.max(0, rest.lastIndexOf('/')))) {
    const found = constructs.get(rest);
    if (found) return found;
  }
  return undefined;
}
