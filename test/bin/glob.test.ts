import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Files } from '../../lib/cli/files';
import { filesMatching } from '../../lib/cli/glob';
import { prepare } from '../../lib/cli/prepare';
import { Folder, run } from './run';

const compose = (service: string): string => `services: {${service}: {image: a}}`;

describe('a pattern in quotes', () => {
  const folder = new Folder();
  const at = (name: string): string => join(folder.path, name);
  const matching = (pattern: string): string[] =>
    filesMatching(at(pattern)).map((path) => folder.short(path).replaceAll('\\', '/'));

  beforeAll(() => {
    for (const name of ['a', 'a/deep', 'b', '.hidden']) mkdirSync(at(name));
    for (const name of [
      'one.yaml',
      'two.yml',
      'a/one.yaml',
      'a/deep/one.yaml',
      'b/x[1].yaml',
      '.hidden/one.yaml',
      '.env.yaml',
    ])
      folder.file(name, compose(name.replace(/\W/g, '')));
    symlinkSync(folder.path, at('b/loop'));
  });

  afterAll(() => {
    folder.remove();
  });

  test('is a word, and no pattern, behind a command that takes none of files', async () => {
    const asked: string[] = [];
    class Watched extends Files {
      override named(name: string): readonly string[] {
        asked.push(name);
        return super.named(name);
      }
    }
    await prepare(['explain', at('**')], new Watched());
    expect(asked).toEqual([]);
    await prepare(['check', at('*.yaml')], new Watched());
    expect(asked).toContain(at('*.yaml'));
  });

  test.each([
    ['*.yaml', ['one.yaml']],
    ['*', ['a', 'b', 'one.yaml', 'two.yml']],
    ['.*.yaml', ['.env.yaml']],
    ['*/*.yaml', ['a/one.yaml', 'b/x[1].yaml']],
    ['**/one.yaml', ['a/deep/one.yaml', 'a/one.yaml', 'one.yaml']],
    ['a/**', ['a/deep/one.yaml', 'a/one.yaml']],
    ['a/**/*', ['a/deep/one.yaml', 'a/one.yaml']],
    ['**/deep/*', ['a/deep/one.yaml']],
    ['*.y?ml', ['one.yaml']],
    ['*.{yaml,yml}', ['one.yaml', 'two.yml']],
    ['{a,b/x*,{one,two}}.y*', ['b/x[1].yaml', 'one.yaml', 'two.yml']],
    ['[!p-z]ne.yaml', ['one.yaml']],
    ['[a-n]ne.yaml', []],
    ['[z-a]ne.yaml', []],
    ['b/x[[]1].yaml', ['b/x[1].yaml']],
    ['b/x\\[*.yaml', ['b/x[1].yaml']],
    ['one.yaml/*', []],
    ['missing/*.yaml', []],
  ])('%s matches what a shell would give, sorted', (pattern, names) => {
    expect(matching(pattern)).toEqual(names);
  });

  test('is read as the files that it matches, in their order', () => {
    const { code, out } = run('ls', at('**/one.yaml'));
    expect(code).toBe(0);
    expect(out).toContain('adeeponeyaml');
    expect(out).toContain('aoneyaml');
    expect(out).not.toContain('hidden');
    const order = JSON.parse(run('check', at('*/*.yaml'), '--format', 'json').out) as { inputs: { file: string }[] };
    expect(order.inputs.map(({ file }) => folder.short(file))).toEqual(['a/one.yaml', 'b/x[1].yaml']);
  });

  test('is a name first where a file is called that', () => {
    expect(run('ls', at('b/x[1].yaml')).out).toContain('bx1yaml');
  });

  test('that matches nothing is an error that says so', () => {
    const { code, err } = run('check', at('*.json'));
    expect(code).toBe(2);
    expect(err).toContain('*.json:1:1: no file of that name, and none that it matches as a pattern');
  });
});
