import { type DockerHost } from '../../../../lib/core/engine/definition/docker-host';
import { findings } from '../../../../lib/core/rules/check';
import { DOCKER_RULES } from '../../../../lib/core/rules/docker';
import { PAIRS } from './pairs';
import { expectedOf, hostOfPair, titleOf } from './pair';

const found = (host: DockerHost): string[] => [
  ...new Set(findings('dockerHost', [host]).map(({ rule, severity }) => `${rule}: ${severity}`)),
];

test('every rule about a Docker host has a pair', () => {
  expect([...new Set(PAIRS.map(({ rule }) => rule))].sort()).toEqual(DOCKER_RULES.map(({ id }) => id).sort());
});

describe.each([20, 29] as const)('on engine %s', (version) => {
  test.each(PAIRS.map((pair) => [titleOf(pair), pair] as const))(
    '%s is found where it is broken and only there',
    (_rule, pair) => {
      const expected = expectedOf(pair, version);
      expect(found(hostOfPair(pair, pair.wrong, version))).toEqual(expected === undefined ? [] : [expected]);
      expect(found(hostOfPair(pair, pair.right, version))).toEqual([]);
    },
  );
});
