import { type Service } from '../../core/ecs/service';
import { taskOf } from '../../core/ecs/service-reading';
import { type TaskDefinition } from '../../core/ecs/task';
import { explainFlow, flowText, type IntendedFlow } from '../../core/intent/flow';
import { taskFlows } from '../../core/intent/task-flows';
import { intentEdges, type DrawnFlow } from './intent-edges';
import { type Parts } from './parts';
import { type PictureEdge } from './picture';
import { callerPath, type EcsReading, type ServiceGroup } from './service-groups';

/** What programs of tasks are configured to dial, drawn between the nodes that run them. */
export class TaskDials {
  readonly #dials: readonly IntendedFlow[];
  /** What services and containers dial with an unknown verdict, by their paths. */
  readonly #undecided = new Map<string, string[]>();
  /** Ids of the nodes that run a container, by its path. */
  readonly #callers = new Map<string, string[]>();

  constructor({ taskPrograms }: EcsReading, groups: readonly ServiceGroup[]) {
    this.#dials = taskPrograms.flatMap(taskFlows);
    for (const flow of this.#dials) {
      if (flow.verdict.kind !== 'unknown') continue;
      const text = `${flowText(flow)}: ${explainFlow(flow.verdict)}`;
      const path = callerPath(flow);
      this.#undecided.set(path, [...(this.#undecided.get(path) ?? []), text]);
    }
    for (const { id, members } of groups) for (const one of new Set(members.map(taskOf))) this.runs(id, one);
  }

  /** Records that a node runs a task. */
  runs(id: string, task: TaskDefinition | undefined): void {
    for (const { at } of task?.containers.items ?? [])
      this.#callers.set(at.path, [...(this.#callers.get(at.path) ?? []), id]);
  }

  /** Lines for what a service itself dials with an unknown verdict. */
  serviceLines({ at }: Service): readonly string[] {
    return this.#undecided.get(at.path) ?? [];
  }

  /** Lines for what the containers of a task dial with an unknown verdict. */
  taskLines(task: TaskDefinition | undefined): readonly string[] {
    return (task?.containers.items ?? []).flatMap(({ at }) => this.#undecided.get(at.path) ?? []);
  }

  /** The edges for flows with a known verdict; a name that does not resolve becomes a node. */
  edges(parts: Parts): readonly PictureEdge[] {
    const drawn = this.#dials.flatMap((flow): DrawnFlow[] => {
      const { verdict } = flow;
      if (verdict.kind === 'unknown') return [];
      return this.#callersOf(flow, parts).flatMap((from) => {
        const to = this.#dialled(flow, from, parts);
        return to === undefined || (from === to && verdict.kind === 'reachable') ? [] : [{ from, to, flow }];
      });
    });
    return intentEdges(drawn);
  }

  #callersOf({ from, service }: IntendedFlow, parts: Parts): readonly string[] {
    if (service === undefined) return this.#callers.get(from) ?? [];
    const id = parts.idOf(service.path);
    return id === undefined ? [] : [id];
  }

  /** The node at the other end of a flow; undefined when it is not in the picture. */
  #dialled({ dial, verdict }: IntendedFlow, from: string, parts: Parts): string | undefined {
    if (verdict.kind === 'unknown') return undefined;
    const named = 'to' in verdict && verdict.target === undefined ? parts.idOf(verdict.to) : undefined;
    const target = verdict.target && this.#nodeAt(verdict.target.path, from, parts);
    if (verdict.kind === 'reachable') return target ?? named;
    // what blocks the way is not what is dialled
    if (verdict.reason === 'way-blocked') return parts.idOf(verdict.to) ?? (target === from ? undefined : target);
    const isName = verdict.reason === 'name-unknown' || verdict.reason === 'host-name-missing';
    return target ?? named ?? (isName ? unresolved(dial.host, parts) : undefined);
  }

  /** The node of a service, or the one that runs a container; the caller itself where several run it. */
  #nodeAt(path: string, from: string, parts: Parts): string | undefined {
    const runners = this.#callers.get(path) ?? [];
    return parts.idOf(path) ?? (runners.includes(from) ? from : runners[0]);
  }
}

function unresolved(host: string, parts: Parts): string {
  const id = `name ${host}`;
  parts.add({ id, kind: 'missing', label: host, members: [host], lines: ['does not resolve'], details: [] });
  return id;
}
