import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { dockerLab } from '../../bin/docker-lab';
import { Port } from '../../lib/core/values/port';
import { fitted } from '../../lib/report/lines';
import { COLOURED } from '../../lib/report/style';
import { table, tablesBelow } from '../../lib/report/table';
import { containersText, exposureText, matrixText, privateNamesText } from '../../lib/report/topology-text';
import { Folder, runOn } from '../bin/run';

const widest = (text: string): number => Math.max(...text.split('\n').map(({ length }) => length));
const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

describe('a line that is longer than the terminal', () => {
  test('goes on below its last column', () => {
    expect(fitted('  service  web  one two three four five six seven eight nine ten', 48)).toBe(
      ['  service  web  one two three four five six', '                seven eight nine ten'].join('\n'),
    );
  });

  test('goes on a little further in where the last column would be too narrow', () => {
    expect(fitted('  a name of some length here  one two three four', 40)).toBe(
      ['  a name of some length here  one two', '    three four'].join('\n'),
    );
  });

  test('stays as it is where output goes to no terminal', () => {
    const line = 'x '.repeat(200);
    expect(fitted(line, undefined)).toBe(line);
  });

  test('is as long as it looks, whatever its colours are', () => {
    const line = `${COLOURED.error('error')} ${COLOURED.faint('one two three four five')}`;
    expect(fitted(line, 29)).toBe(line);
  });

  test('keeps an address whole that is longer than the terminal', () => {
    const address = `https://example.com/${'a'.repeat(60)}`;
    expect(fitted(`    see: ${address}`, 40)).toContain(address);
  });

  test('loses no word, and no line with shorter words is too long', () => {
    const text = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 8 }), fc.integer({ min: 40, max: 120 }), (all, indent, columns) => {
        const shown = fitted(' '.repeat(indent) + all.join(' '), columns);
        expect(words(shown)).toEqual(all);
        expect(widest(shown)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('a table', () => {
  test('goes on in the next line of a cell that does not fit', () => {
    const rows = [
      ['name', 'because'],
      ['web', 'nothing listens there'],
    ];
    expect(table(rows, 20)).toBe(
      ['name  because', '----  --------------', 'web   nothing', '      listens there'].join('\n'),
    );
  });

  test('breaks a word that is longer than what is left for its column', () => {
    expect(
      table(
        [
          ['a', 'b'],
          ['x'.repeat(10), 'y'.repeat(10)],
        ],
        16,
      )
        .split('\n')
        .slice(2),
    ).toEqual(['xxxxxxx  yyyyyyy', 'xxx      yyy']);
  });

  test('of many narrow columns becomes several, each with the first column', () => {
    const rows = [
      ['from', '1', '2', '3'],
      ['web', 'yes', 'no', 'no'],
    ];
    expect(tablesBelow(rows, 13)).toBe(
      [...['from  1    2', '----  ---  --', 'web   yes  no'], '', ...['from  3', '----  --', 'web   no']].join('\n'),
    );
  });
});

describe.each([80, 100, 200])('on a terminal of %i columns', (columns) => {
  test('the tables of the Docker lab fit', () => {
    const { topology } = dockerLab(mkdtempSync(join(tmpdir(), 'portwright-lab-')));
    const tables = [
      containersText(topology, columns),
      privateNamesText(topology, columns),
      fitted(matrixText(topology, { port: Port.tcp(80) }, columns), columns),
      exposureText(topology, columns),
    ];
    for (const text of tables) expect(widest(text)).toBeLessThanOrEqual(columns);
  });

  test.each([['ls'], ['flows'], ['reach'], ['check']])('%s fits, and says what it says elsewhere', (command) => {
    const folder = new Folder();
    const service = (name: string, dials: string): string =>
      `  ${name}: {image: registry/${name}, environment: {TARGET_OF_EVERY_REQUEST: "http://${dials}:8080"}, ports: ["8443:8443", "9443:9443", "10443:10443"], networks: [front-of-house, back-of-house]}`;
    const file = folder.file(
      'compose.yaml',
      [
        'services:',
        service('storefront', 'checkout'),
        service('checkout', 'nowhere'),
        'networks: {front-of-house: {}, back-of-house: {}}',
      ].join('\n'),
    );
    const here = runOn(columns, command, file).out;
    expect(words(here)).toEqual(words(runOn(undefined, command, file).out));
    const ordinary = here.split('\n').filter((line) => words(line).every(({ length }) => length < columns - 20));
    expect(widest(ordinary.join('\n'))).toBeLessThanOrEqual(columns);
    folder.remove();
  });
});
