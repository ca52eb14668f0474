import fc from '../law';
import { stringify } from 'yaml';
import { findingsOf, InputError, readInputs, type InputType } from '../../lib/formats';
import { INPUT_TYPES } from '../../lib/formats/formats';
import { garbled, looseData, mutated } from './arbitraries';
import { SAMPLES } from './samples';

/** A few cases in the suite; PORTWRIGHT_FUZZ=100000 for a long run. */
const RUNS = Number(process.env['PORTWRIGHT_FUZZ'] ?? 100);
const PARAMETERS = { numRuns: RUNS, seed: Number(process.env['PORTWRIGHT_FUZZ_SEED'] ?? 20261121) };
/** What hangs is found all the same, and a busy machine is no reason to fail. */
const SLOWEST_MS = 20_000;

/** Reads a text: an answer whose every place can be found, or an input error with a place. Nothing else, and not for long. */
function reads(name: string, text: string, type: InputType | undefined): void {
  const start = Date.now();
  try {
    for (const input of readInputs([{ name, text }], { ...(type ? { type } : {}), load: () => undefined })) {
      const { unknown, problems } = input.reading;
      const places = [...findingsOf(input.reading), ...unknown.slice(0, 20), ...problems.slice(0, 20)].map(
        ({ at }) => at,
      );
      for (const at of places) {
        const spot = input.locate(at);
        if (spot && (spot.line < 1 || spot.column < 1))
          throw new Error(`${JSON.stringify(at)} is at ${JSON.stringify(spot)}`);
      }
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.position.line).toBeGreaterThan(0);
    expect(error.problem).not.toBe('');
  }
  expect(Date.now() - start).toBeLessThan(SLOWEST_MS);
}

describe.each(INPUT_TYPES)('%s', (type) => {
  const sample = SAMPLES[type];

  test('the sample itself is read', () => {
    const [input] = readInputs([{ name: 'sample.json', text: JSON.stringify(sample) }]);
    expect({ type: input?.type, problems: input?.reading.problems }).toEqual({ type, problems: [] });
  });

  test('any data of its words is read or refused with a place', () => {
    fc.assert(
      fc.property(looseData, (data) => {
        reads('loose.json', JSON.stringify(data), type);
      }),
      PARAMETERS,
    );
  });

  test('a valid input with values replaced is read or refused with a place', () => {
    fc.assert(
      fc.property(mutated(sample), (data) => {
        reads('mutated.json', JSON.stringify(data), type);
      }),
      PARAMETERS,
    );
  });

  test('garbled JSON is read or refused with a place', () => {
    fc.assert(
      fc.property(garbled(JSON.stringify(sample)), (text) => {
        reads('garbled.json', text, undefined);
      }),
      PARAMETERS,
    );
  });

  test('garbled YAML is read or refused with a place', () => {
    fc.assert(
      fc.property(garbled(stringify(sample)), (text) => {
        reads('garbled.yaml', text, undefined);
      }),
      PARAMETERS,
    );
  });
});

test('any text is read or refused with a place', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('a', 'a.json', 'a.yaml'),
      (text, name) => {
        reads(name, text, undefined);
      },
    ),
    PARAMETERS,
  );
});
