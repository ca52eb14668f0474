import { differences, unwritten } from './case';
import { tablesIn } from './tables';

const TABLES = tablesIn(__dirname);
const ROWS = TABLES.flatMap(({ folder, cases }) =>
  cases.map((one) => [one.files.join(' + '), one.notYet === undefined, folder, one] as const),
);

describe('files that people broke', () => {
  test('are all in the tables', () => {
    expect(TABLES.flatMap(({ folder, cases }) => unwritten(folder, cases))).toEqual([]);
  });

  test.each(ROWS.filter(([, right]) => right))('%s: what has to be said is said', (_files, _right, folder, one) => {
    expect(differences(folder, one)).toEqual([]);
  });

  const open = ROWS.filter(([, right]) => !right);
  if (open.length > 0) {
    test.each(open)('%s: is still not as wanted, or the table is out of date', (_files, _right, folder, one) => {
      expect(differences(folder, one)).not.toEqual([]);
    });
  }
});
