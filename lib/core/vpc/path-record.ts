import { type Facts } from '../values/finding';
import { type Element } from '../values/element';
import { type Decision } from './filters';
import {
  type Extent,
  type Gap,
  type Obstacle,
  type ObstacleKind,
  type ObstacleReason,
  type PathHop,
  type PathResult,
  type PathStep,
} from './path-verdict';

const NO_FACTS: Facts = {};

/** Takes down what one way comes to, in the order in which packets meet it. */
export class PathRecord implements PathResult {
  readonly obstacles: Obstacle[] = [];
  readonly gaps: Gap[] = [];
  readonly trace: PathHop[] = [];

  stop(
    kind: ObstacleKind,
    reason: ObstacleReason,
    element: Element,
    facts: Facts = NO_FACTS,
    extent: Extent = 'never',
  ): void {
    this.obstacles.push({ kind, reason, element, extent, facts });
  }

  /** What is not known, so that nothing can be said of this step. */
  lack(kind: ObstacleKind, element: Element, why: string): void {
    this.gaps.push({ kind, element, why });
  }

  hop(step: PathStep, element: Element, by?: Element): void {
    this.trace.push(by ? { step, element, by } : { step, element });
  }

  /** What a filter decided. */
  decide(
    { fate, by }: Decision,
    stop: {
      readonly step: PathStep;
      readonly kind: ObstacleKind;
      readonly reason: ObstacleReason;
      readonly element: Element;
      readonly facts: Facts;
      readonly why: string;
    },
  ): void {
    if (fate === 'unknown') this.lack(stop.kind, stop.element, stop.why);
    else if (fate === 'pass') this.hop(stop.step, stop.element, by);
    else this.stop(stop.kind, stop.reason, stop.element, stop.facts, fate === 'some' ? 'may' : 'never');
  }

  add({ obstacles, gaps, trace }: PathResult): void {
    this.obstacles.push(...obstacles);
    this.gaps.push(...gaps);
    this.trace.push(...trace);
  }
}
