import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from '../../law';
import { engineBehaviours } from '../../../lib/core/engine/definition/engine-behaviours';
import { does, EngineVersion, newestOf } from '../../../lib/core/engine/definition/engine-version';
import { explainVerdict } from '../../../lib/core/engine/flow/verdict';
import { ModelError } from '../../../lib/core/values/model-error';
import { topologyOf } from './topology';

describe('the version of an engine', () => {
  test.each<[number | string, string, boolean]>([
    [28, '28.2', true],
    ['28.1.9', '28.2', false],
    ['28.2', '28.2', true],
    ['28.2.0', '28.2.0', true],
    ['v29.4.1', '29.4.1', true],
    ['29.4.0', '29.4.1', false],
    [29, '29.4.1', true],
    ['29.4', '29.4.1', true],
    ['20.10.24+dfsg1', '23', false],
    ['29.0.0-rc.1', '29', true],
  ])('%s is %s or later: %s', (version, first, expected) => {
    expect(EngineVersion.of(version).isAtLeast(first)).toBe(expected);
  });

  test.each(['', 'latest', '29.x', '29.4.1.2', NaN])('cannot be %j', (version) => {
    expect(() => EngineVersion.of(version)).toThrow(ModelError);
  });

  test('is later than another exactly when some part is larger before any is smaller', () => {
    const parts = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3));
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const number = ([major, minor, patch]: typeof a): number => major * 100 + minor * 10 + patch;
        const [one, other] = [EngineVersion.of(a.join('.')), EngineVersion.of(b.join('.'))];
        expect(Math.sign(one.compare(other))).toBe(Math.sign(number(a) - number(b)));
        expect(one.isAtLeast(b.join('.'))).toBe(number(a) >= number(b));
      }),
    );
  });

  test('of several is the newest one', () => {
    expect(newestOf([{ version: '29.4.0' }, { version: 20 }, { version: '29.4.1' }])).toEqual({ version: '29.4.1' });
  });

  test('decides what an engine does, each behaviour from one version on', () => {
    for (const { id, since, what, before, source } of engineBehaviours()) {
      expect([does({ version: since }, id), does({ version: 20 }, id)]).toEqual([true, false]);
      expect([what, before, source].every((text) => text.length > 0)).toBe(true);
    }
  });

  test('may have minor and patch in the settings, and the trace names the behaviour that it relied on', () => {
    const inside = (version: number | string) =>
      topologyOf([{ name: 'in', internal: true }], [{ name: 'aa', on: [{ network: 'in' }] }], { version }).reach({
        from: 'aa',
        to: { kind: 'outside' },
      });
    expect(inside('25.0.3').trace.at(-1)).toMatchObject({ relies: 'no-route-inside' });
    expect(inside('24.0.9').trace.at(-1)).toMatchObject({ relies: 'not no-route-inside' });
    expect(explainVerdict(inside('24.0.9'))).toContain('(engines before 25)');
  });
});

/** Files of lib, with their text. */
function filesOf(folder: string): (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [join(folder, file), readFileSync(join(folder, file), 'utf8')] as const);
}

test('nobody compares versions of engines but their own class', () => {
  const compares = /\bversion\s*(?:[<>]=?|===|!==)\s*\d|\d\s*(?:[<>]=?)\s*\S*\bversion\b/;
  const found = ['lib/core/engine', 'lib/core/rules/docker', 'lib/docker', 'lib/report']
    .flatMap(filesOf)
    .filter(([, text]) => compares.test(text));
  expect(found.map(([file]) => file)).toEqual([]);
});

test('nobody compares names of drivers but the drivers themselves', () => {
  const compares = /'(?:macvlan|ipvlan|overlay)'|\bdriver\b[^'\n;]*[!=]==\s*'/i;
  const found = ['lib/core/engine', 'lib/core/rules/docker']
    .flatMap(filesOf)
    .filter(([file, text]) => compares.test(text) && !file.endsWith('definition/driver.ts'));
  // the IPAM drivers are others
  expect(found.map(([file]) => file)).toEqual(['lib/core/rules/docker/ipam-driver-unusable.ts']);
});
