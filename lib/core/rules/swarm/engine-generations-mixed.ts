import { EngineVersion } from '../../engine/definition/engine-version';
import { defineRule } from '../rule';
import { SWARM } from './sources';

export const engineGenerationsMixed = defineRule<
  'dockerSwarm',
  { node: string; version: string; other: string; otherVersion: string }
>({
  id: 'engine-generations-mixed',
  subject: 'dockerSwarm',
  effect: 'may go wrong',
  title: 'engines of different generations are joined in a swarm',
  why: 'each node filters, publishes and resolves as its own engine does; while a swarm is brought up to date that is so for a time',
  broken: 'what a task reaches depends on the node that it runs on',
  fix: 'bring all nodes to one version of the engine',
  sources: [`${SWARM}/swarm-mode/`],
  catalogue: ['swarm engine versions'],
  explain: ({ node, version, other, otherVersion }) =>
    `node ${node} runs engine ${version}, node ${other} engine ${otherVersion}`,
  *check({ nodes }) {
    const [first] = nodes.items;
    const odd = nodes.items.find(
      (one) =>
        first && EngineVersion.of(one.host.engine.version).compare(EngineVersion.of(first.host.engine.version)) !== 0,
    );
    if (!first || !odd) return;
    yield {
      at: odd.at,
      facts: {
        node: odd.name,
        version: String(odd.host.engine.version),
        other: first.name,
        otherVersion: String(first.host.engine.version),
      },
      others: [first.at],
    };
  },
});
