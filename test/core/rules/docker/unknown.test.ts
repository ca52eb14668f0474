import { type DockerHost } from '../../../../lib/core/engine/definition/docker-host';
import { findings } from '../../../../lib/core/rules/check';
import { Unknown } from '../../../../lib/core/values/unknown';
import { someOf } from '../../../thoroughness';
import { hostOfPair, titleOf } from './pair';
import { PAIRS } from './pairs';

const CASES = PAIRS.map((pair, index) => [titleOf(pair), pair, index] as const);

const LATER = new Unknown('decided at deploy time');
/** Fields that are known whenever there is a model. */
const FIXED = new Set(['at', 'existing', 'complete', 'kind', 'listeners', 'project']);

/** The same value with one leaf after the other unknown, or something else. */
function* withOneUnknown(value: unknown, leaf: (was: unknown) => unknown = () => LATER): Generator {
  if (value === null || typeof value !== 'object') {
    yield leaf(value);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (FIXED.has(key) || inner === undefined) continue;
    for (const changed of withOneUnknown(inner, leaf)) {
      yield Array.isArray(value)
        ? (value as unknown[]).map((one, at) => (at === Number(key) ? changed : one))
        : { ...value, [key]: changed };
    }
  }
}

const idsIn = (host: DockerHost): Set<string> => new Set(findings('dockerHost', [host]).map(({ rule }) => rule));

test.each(someOf(CASES, 4))('%s: a value that is not known yet adds no finding', (_, pair, index) => {
  for (const parts of [pair.wrong, pair.right]) {
    const host = hostOfPair(pair, parts);
    const before = idsIn(host);
    for (const networks of someOf(withOneUnknown(host.networks), 16, index)) {
      const ids = idsIn({ ...host, networks } as DockerHost);
      expect([...ids].filter((id) => !before.has(id))).toEqual([]);
    }
    for (const containers of someOf(withOneUnknown(host.containers), 16, index)) {
      const ids = idsIn({ ...host, containers } as DockerHost);
      expect([...ids].filter((id) => !before.has(id))).toEqual([]);
    }
  }
});

/** A name that every object has, for texts; options of a network as well have it as a key. */
const asInherited = (was: unknown): unknown => (typeof was === 'string' ? 'constructor' : was);

test.each(someOf(CASES, 4, 2))(
  '%s: a text that objects inherit something under is a text like any other',
  (_, pair, index) => {
    for (const parts of [pair.wrong, pair.right]) {
      const host = hostOfPair(pair, parts);
      const items = host.networks.items.map((network) => ({ ...network, options: { constructor: 'constructor' } }));
      expect(idsIn({ ...host, networks: { ...host.networks, items } })).toBeInstanceOf(Set);
      for (const networks of someOf(withOneUnknown(host.networks, asInherited), 16, index)) {
        expect(idsIn({ ...host, networks } as DockerHost)).toBeInstanceOf(Set);
      }
      for (const containers of someOf(withOneUnknown(host.containers, asInherited), 16, index)) {
        expect(idsIn({ ...host, containers } as DockerHost)).toBeInstanceOf(Set);
      }
    }
  },
);
