import { type DockerHost } from '../../../../lib/core/engine/definition/docker-host';
import { findings } from '../../../../lib/core/rules/check';
import { Unknown } from '../../../../lib/core/values/unknown';
import { hostOfPair, titleOf } from './pair';
import { PAIRS } from './pairs';

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

test.each(PAIRS.map((pair) => [titleOf(pair), pair] as const))(
  '%s: a value that is not known yet adds no finding',
  (_, pair) => {
    for (const parts of [pair.wrong, pair.right]) {
      const host = hostOfPair(pair, parts);
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

/** A name that every object has, for texts; options of a network as well have it as a key. */
const asInherited = (was: unknown): unknown => (typeof was === 'string' ? 'constructor' : was);

test.each(PAIRS.map((pair) => [titleOf(pair), pair] as const))(
  '%s: a text that objects inherit something under is a text like any other',
  (_, pair) => {
    for (const parts of [pair.wrong, pair.right]) {
      const host = hostOfPair(pair, parts);
      const items = host.networks.items.map((network) => ({ ...network, options: { constructor: 'constructor' } }));
      expect(idsIn({ ...host, networks: { ...host.networks, items } })).toBeInstanceOf(Set);
      for (const networks of withOneUnknown(host.networks, asInherited)) {
        expect(idsIn({ ...host, networks } as DockerHost)).toBeInstanceOf(Set);
      }
      for (const containers of withOneUnknown(host.containers, asInherited)) {
        expect(idsIn({ ...host, containers } as DockerHost)).toBeInstanceOf(Set);
      }
    }
  },
);
