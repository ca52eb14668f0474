import { isData, own, type Data } from '../../core/reading/field';
import { authorLine, CREATION_STACK } from './creation-stack';

const LOGICAL_ID = 'aws:cdk:logicalId';
const PATH = 'aws:cdk:path';

/** The path of the construct that a resource is of, from the metadata in its template. */
export function constructPath(metadata: unknown): string | undefined {
  const path = isData(metadata) ? metadata[PATH] : undefined;
  return typeof path === 'string' && path !== '' ? withoutResource(path) : undefined;
}

/** A construct goes by its own name, and not by that of the resource that it makes. */
function withoutResource(path: string): string {
  return path.endsWith('/Resource') ? path.slice(0, -'/Resource'.length) : path;
}

/** What `cdk synth` keeps about the constructs of a stack: entries by their paths, each with a type and data. */
export class ConstructMetadata {
  /** Paths of resources; undefined: nested stacks have the same id. */
  readonly #paths = new Map<string, string | undefined>();

  constructor(private readonly entries: Data) {
    for (const path of Object.keys(entries)) {
      const id = this.#dataOf(path, LOGICAL_ID);
      if (typeof id === 'string') this.#paths.set(id, this.#paths.has(id) ? undefined : withoutResource(path.slice(1)));
    }
  }

  /** The path of the construct that a resource is of; undefined where that is not said. */
  pathOf(logicalId: string): string | undefined {
    return this.#paths.get(logicalId);
  }

  /** The line of the author's program that made a construct, or the one around it. */
  lineOf(path: string): string | undefined {
    for (let at = `${path}/Resource`; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
      const line = authorLine(this.#dataOf(`/${at}`, CREATION_STACK));
      if (line !== undefined) return line;
    }
    return undefined;
  }

  #dataOf(path: string, type: string): unknown {
    const entries = own(this.entries, path);
    if (!Array.isArray(entries)) return undefined;
    const entry = (entries as readonly unknown[]).find((one) => isData(one) && one['type'] === type);
    return isData(entry) ? entry['data'] : undefined;
  }
}
