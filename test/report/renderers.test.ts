import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SHAPES } from '../../lib/cli/main';
import { type Renderer } from '../../lib/report/renderer';
import { formatsOf, RENDERERS } from '../../lib/report/renderers';

const FOLDER = join(__dirname, '../../lib/report/renderers');

describe('the list of renderers', () => {
  test('has the renderer of every file, each once and under its own name', async () => {
    const files = readdirSync(FOLDER);
    const found: string[] = [];
    for (const file of files) {
      const exported = Object.values((await import(join(FOLDER, file))) as Record<string, Renderer>);
      expect(exported.map(({ name }) => `${name}.ts`)).toEqual([file]);
      found.push(...exported.map(({ name }) => name));
    }
    expect(RENDERERS.map(({ name }) => name).sort()).toEqual(found.sort());
  });

  test('makes the choices of --format, each of which prints something of its command', () => {
    // local writes files of a format, and prints by --report
    const choices = SHAPES.flatMap(({ name: command, options }) =>
      options.filter(({ name }) => name === (command === 'local' ? 'report' : 'format')),
    );
    for (const option of choices)
      for (const choice of option.choices ?? []) expect(RENDERERS.map(({ name }) => name)).toContain(choice);
    expect(new Set(choices.flatMap((option) => option.choices ?? []))).toEqual(
      new Set(RENDERERS.map(({ name }) => name)),
    );
    expect(formatsOf('findings')[0]).toBe('text');
  });
});
