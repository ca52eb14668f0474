import type { DockerSwarm } from '../../lib/core/engine/swarm/swarm';
import { SwarmTopology } from '../../lib/core/engine/swarm/swarm-topology';
import {
  explainSwarmVerdict,
  type SwarmDestination,
  type SwarmOrigin,
} from '../../lib/core/engine/swarm/swarm-verdict';
import { check, describe as textOf } from '../../lib/core/rules/check';
import { Port } from '../../lib/core/values/port';
import { AGREE, type Outcome } from './outcome';
import type { SuiteCase, SuiteCheck } from './suite-case';

/** What the model says to one check of a case about a swarm. */
export function swarmOutcome(one: SuiteCheck, swarm: DockerSwarm, { topologyOptions = {} }: SuiteCase): Outcome {
  const errors = check({ swarms: [swarm] }).filter(({ severity }) => severity === 'error');
  const topology = SwarmTopology.of(swarm, topologyOptions);
  switch (one.kind) {
    case 'accept':
      return errors[0] ? { kind: 'disagree', why: textOf(errors[0]) } : AGREE;
    case 'refuse': {
      const found = errors.filter(({ rule }) => one.rules?.includes(rule) ?? true);
      return found.length > 0 ? AGREE : { kind: 'disagree', why: `wants ${one.rules?.join(' or ') ?? 'an error'}` };
    }
    case 'reach': {
      const dialled = one.port === undefined ? {} : { port: Port.parse(one.port) };
      const verdict = topology.reach({ from: one.from as SwarmOrigin, to: one.to as SwarmDestination, ...dialled });
      if (verdict.kind === 'unknown') return { kind: 'unknown', why: verdict.missing };
      const [wanted, failures] = one.want.split(':');
      const fits =
        verdict.kind === 'reachable'
          ? wanted === 'yes' && (one.by === undefined || verdict.by.includes(one.by))
          : wanted === 'no' && (failures === undefined || failures.split(/[,|]/).includes(verdict.failure));
      return fits ? AGREE : { kind: 'disagree', why: `wants ${one.want}, ${explainSwarmVerdict(verdict)}` };
    }
    case 'resolve': {
      const resolution = topology.resolve(one.from as SwarmOrigin, one.name);
      if (resolution.kind === 'unknown') return { kind: 'unknown', why: resolution.missing };
      const fits = (resolution.kind === 'resolved') === (one.want !== 'no');
      return fits ? AGREE : { kind: 'disagree', why: `wants ${String(one.want)}` };
    }
    case 'described': {
      const [, name = '', container = ''] = /^answers to (\S+) from (\S+)$/.exec(one.label) ?? [];
      if (name === '') return { kind: 'cannot be expressed', why: 'no fact of that name' };
      const resolution = topology.resolve({ container }, name);
      if (resolution.kind === 'unknown') return { kind: 'unknown', why: resolution.missing };
      const count = resolution.kind === 'resolved' ? resolution.answers.length : 0;
      return count === one.want ? AGREE : { kind: 'disagree', why: `wants ${String(one.want)}, is ${count}` };
    }
    case 'reader-accepts':
    case 'reader-refuses':
      return { kind: 'cannot be expressed', why: 'no file of a swarm is read' };
  }
}
