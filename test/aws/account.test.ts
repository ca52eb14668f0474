import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EcsLab } from '../../bin/ecs-lab';
import { Emulator, emulatorProgram } from './emulator';
import { roundTrip, type Given } from './round-trip';

const program = emulatorProgram();
const withEmulator = program === undefined ? describe.skip : describe;

/** A folder of further templates, NAME.json, with NAME.given.json of the values that each takes. */
const folder = process.env['PORTWRIGHT_TEMPLATES'];

const TEMPLATES: readonly (readonly [string, () => string, () => Given])[] = [
  ['the ECS lab', () => JSON.stringify(Template.fromStack(new EcsLab(new App(), 'EcsLab')).toJSON()), () => ({})],
  ...(folder === undefined ? [] : readdirSync(folder))
    .filter((name) => name.endsWith('.json') && !name.endsWith('.given.json'))
    .map((name) => {
      const read = (file: string): string => readFileSync(join(folder!, file), 'utf8');
      const given = (): Given => JSON.parse(read(name.replace('.json', '.given.json'))) as Given;
      return [name, () => read(name), given] as const;
    }),
];

withEmulator('made by calls in the emulator, described and read', () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await Emulator.start(program!);
  });
  afterAll(() => {
    emulator.stop();
  });

  test.each(TEMPLATES)('%s has the findings and verdicts of its template', async (name, template, given) => {
    const { written, described, leftOut } = await roundTrip(emulator, template(), given());
    const asked = Object.keys(written.verdicts).length;
    console.info(
      `${name}: ${written.findings.length} findings, ${asked} verdicts; not made: ${Object.keys(leftOut).join(', ')}`,
    );
    expect(described).toEqual(written);
  });
});
