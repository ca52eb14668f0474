import {
  type ContainerSpec,
  type DockerHost,
  type EngineSettings,
  type NetworkDefinition,
} from '../../../../lib/core/engine/definition/docker-host';
import { ruleOf } from '../../../../lib/core/rules/check';
import { type Severity } from '../../../../lib/core/values/finding';
import { hostOf } from './host';

export type Parts = readonly (NetworkDefinition | ContainerSpec)[];

/** A generation of the engine by its major version. */
export type Version = 20 | 29;

/** The smallest definition that breaks a rule, and what it looks like when it does not. */
export interface Pair {
  readonly rule: string;
  /** What tells it from other pairs of the rule. */
  readonly case?: string;
  readonly wrong: Parts;
  readonly right: Parts;
  /**
   * What is found in the wrong one; with the id of another rule where that one says it on a generation.
   * @default - the rule with its own severity on both generations
   */
  readonly found?: Readonly<Partial<Record<Version, Severity | 'nothing' | `${string}: ${Severity}`>>>;
  /** Settings of both hosts. */
  readonly engine?: Partial<EngineSettings>;
  /** Settings of the wrong one alone. */
  readonly wrongEngine?: Partial<EngineSettings>;
  /**
   * What the engine needs for this pair.
   * - `swarm`: it is a swarm manager
   * - `no-proxy`: it is started without the userland proxy
   * - `last`: it is of no use afterwards
   */
  readonly needs?: 'swarm' | 'no-proxy' | 'last';
  /** Left out where the Terraform provider has a finding of its own in the same definition, or takes two alike as one. */
  readonly terraform?: false;
  /** Engines that refuse the wrong one by chance: they are asked until they do. */
  readonly byChance?: readonly Version[];
  /** Why no engine is asked. */
  readonly notOnEngine?: string;
}

/** One definition of a pair as a host with an engine. */
export function hostOfPair(pair: Pair, parts: Parts, version?: Version): DockerHost {
  const { engine, terraform } = pair;
  const own = parts === pair.wrong ? pair.wrongEngine : {};
  const host = hostOf(parts, { ...engine, ...own, ...(version === undefined ? {} : { version }) });
  return terraform === undefined ? host : { ...host, terraform };
}

/** What is to be found in the wrong one: nothing, or a rule with its severity. */
export function expectedOf(pair: Pair, version: Version): string | undefined {
  const expected = pair.found?.[version] ?? ruleOf(pair.rule).severity;
  if (expected === 'nothing') return undefined;
  return expected.includes(': ') ? expected : `${pair.rule}: ${expected}`;
}

/** The pair in a few words, like no other. */
export function titleOf({ rule, case: which }: Pair): string {
  return which === undefined ? rule : `${rule}, ${which}`;
}
