import { findings, Unknown, type DockerHost } from '../../../../lib/core';
import { hostOf } from './host';
import { titleOf } from './pair';
import { PAIRS } from './pairs';

const LATER = new Unknown('decided at deploy time');
/** Fields that are known whenever there is a model. */
const FIXED = new Set(['at', 'existing', 'complete', 'kind', 'listeners']);

/** The same value with one leaf after the other unknown. */
function* withOneUnknown(value: unknown): Generator {
  if (value === null || typeof value !== 'object') {
    yield LATER;
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (FIXED.has(key) || inner === undefined) continue;
    for (const changed of withOneUnknown(inner)) {
      yield Array.isArray(value)
        ? (value as unknown[]).map((one, at) => (at === Number(key) ? changed : one))
        : { ...value, [key]: changed };
    }
  }
}

const idsIn = (host: DockerHost): Set<string> => new Set(findings('dockerHost', [host]).map(({ rule }) => rule));

test.each(PAIRS.map((pair) => [titleOf(pair), pair] as const))(
  '%s: a value that is not known yet adds no finding',
  (_, pair) => {
    for (const parts of [pair.wrong, pair.right]) {
      const host = hostOf(parts, pair.engine);
      const before = idsIn(host);
      for (const networks of withOneUnknown(host.networks)) {
        const ids = idsIn({ ...host, networks } as DockerHost);
        expect([...ids].filter((id) => !before.has(id))).toEqual([]);
      }
      for (const containers of withOneUnknown(host.containers)) {
        const ids = idsIn({ ...host, containers } as DockerHost);
        expect([...ids].filter((id) => !before.has(id))).toEqual([]);
      }
    }
  },
);
