import { OUTSIDE, type PictureEdge, type PictureNode } from './picture';

/** Id of the node for everything that tasks have to reach before they run. */
export const START = 'needs';

/** The nodes and edges of a picture that is being drawn. */
export class Parts {
  readonly #nodes = new Map<string, PictureNode>();
  readonly #idByName = new Map<string, string>();
  readonly edges: PictureEdge[] = [];
  readonly notes: string[] = [];

  get nodes(): readonly PictureNode[] {
    return [...this.#nodes.values()];
  }

  /** Adds a node that can be looked up by any of these names: paths, and keys of the template. */
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

  /** Id of the node for the internet, which is added at the first call. */
  outside(): string {
    const label = 'internet';
    this.add({ id: OUTSIDE, kind: 'outside', label, members: [label], lines: [], details: [] });
    return OUTSIDE;
  }

  /** Id of the node for what tasks need to start, which is added at the first call. */
  needs(): string {
    const label = 'what tasks need to start';
    const lines = ['registry, logs, secrets'];
    this.add({ id: START, kind: 'outside', label, members: [label], lines, details: [] });
    return START;
  }
}
