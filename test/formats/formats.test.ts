import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CHECK } from '../../lib/cli/check-command';
import { readInputs } from '../../lib/formats';
import { type Format } from '../../lib/formats/format';
import { FORMATS, INPUT_TYPES } from '../../lib/formats/formats';

const ROOT = join(__dirname, '../../lib/formats');

/** Folders of what several formats read with, and of the settings of the daemon, which come with an input and are none. */
const SHARED = ['ecs', 'text', 'daemon'];

describe('the list of formats', () => {
  test('has every folder that is not shared, each once and under its own name', () => {
    const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const own = folders.map(({ name }) => name).filter((name) => !SHARED.includes(name));
    expect([...INPUT_TYPES].sort()).toEqual(own.sort());
  });

  test('registers the format that lies in the folder of its name', async () => {
    for (const format of FORMATS) {
      const folder = (await import(join(ROOT, format.name, 'format'))) as Record<string, Format>;
      const exported = Object.values(folder).filter((one) => typeof one === 'object');
      expect(exported.map(({ name }) => name)).toEqual([format.name]);
    }
  });

  test('makes the choices of --type, the help and the error for what nothing recognizes', () => {
    const type = CHECK.options.find(({ name }) => name === 'type');
    expect(type?.choices).toEqual(INPUT_TYPES);
    expect(() => readInputs([{ name: 'x.json', text: '{"a": 1}' }])).toThrow(
      FORMATS.map(({ title, marks }) => `${title} (${marks})`)
        .join(', ')
        .replace(/, (?=[^,]*\([^()]*\)$)/, ' or '),
    );
    for (const { plural } of FORMATS) expect(CHECK.description.join(' ')).toContain(plural);
  });

  test('gives a file that two formats could be to the one that is certain', () => {
    const [template] = readInputs([{ name: 'a.json', text: '{"Resources": {}, "services": {"web": {"image": "a"}}}' }]);
    expect(template?.type).toBe('compose');
    const [typed] = readInputs([
      { name: 'a.json', text: '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}, "services": {}}' },
    ]);
    expect(typed?.type).toBe('cloudformation');
  });
});
