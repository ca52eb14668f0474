import { OUTSIDE, type PictureEdge, type PictureNode } from './picture';

/** Id of all that tasks have to reach before they run. */
export const START = 'needs';

/** What has been drawn of a picture so far. */
export class Parts {
  readonly #nodes = new Map<string, PictureNode>();
  readonly #idByName = new Map<string, string>();
  readonly edges: PictureEdge[] = [];
  readonly notes: string[] = [];

  get nodes(): readonly PictureNode[] {
    return [...this.#nodes.values()];
  }

  /** Adds a node that is found by any of these names: paths, and the keys that templates name things by. */
  add(node: PictureNode, ...names: readonly string[]): void {
    this.#nodes.set(node.id, node);
    for (const name of names) this.#idByName.set(name, node.id);
  }

  has(id: string): boolean {
    return this.#nodes.has(id);
  }

  /** Id of the node with a name. */
  idOf(name: string): string | undefined {
    return this.#idByName.get(name);
  }

  /** Id of the internet, which is drawn from now on. */
  outside(): string {
    const label = 'internet';
    this.add({ id: OUTSIDE, kind: 'outside', label, members: [label], lines: [], details: [] });
    return OUTSIDE;
  }

  /** Id of what tasks need to start, which is drawn from now on. */
  needs(): string {
    const label = 'what tasks need to start';
    const lines = ['registry, logs, secrets'];
    this.add({ id: START, kind: 'outside', label, members: [label], lines, details: [] });
    return START;
  }
}
