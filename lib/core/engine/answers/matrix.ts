import { type Port } from '../../values/port';
import { type Topology } from '../topology';
import { ENGINE_HOST, type Origin, OTHER_MACHINE, type Verdict } from '../flow/verdict';

/** One cell: the sender, the target, and the verdict. */
export interface MatrixCell {
  /** Who asks. */
  readonly from: Origin;
  /** Name of the container that is asked for. */
  readonly to: string;
  /** Whether it gets there. */
  readonly verdict: Verdict;
}

/** What is asked in every cell of a matrix. */
export interface MatrixOptions {
  /** The container port that is dialled. @default - a ping */
  readonly port?: Port;
  /** Whether the host and another machine ask too. @default true */
  readonly outsiders?: boolean;
}

/**
 * Who reaches whom, every pair on its own: for the handful of containers of one application. For thousands take
 * `reachClasses`.
 */
export function matrix(topology: Topology, { port, outsiders = true }: MatrixOptions = {}): MatrixCell[] {
  const running = [...topology.nodes.values()].filter((node) => node.running).map(({ name }) => name);
  const origins: Origin[] = outsiders ? [...running, ENGINE_HOST, OTHER_MACHINE] : running;
  return origins.flatMap((from) =>
    running
      .filter((to) => to !== from)
      .map((to) => ({ from, to, verdict: topology.reach({ from, to, ...(port ? { port } : {}) }) })),
  );
}

/** A port of the host of which only the engine says the number. */
export const PICKED = 'host:(picked at start)';

/** What to dial, in a word: the name, the address, or the host port. Undefined when nothing works. */
export function dialText(verdict: Verdict): string | undefined {
  if (verdict.kind !== 'reachable') return undefined;
  const { name, address, dialled, by } = verdict;
  if (dialled !== undefined) return typeof dialled === 'number' ? `host:${dialled}` : PICKED;
  if (name !== undefined) return name;
  if (address === undefined) return by[0];
  return 'why' in address ? 'its address' : address.toString();
}
