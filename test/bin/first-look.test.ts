import { firstLook } from '../../bin/first-look';

describe('the first look', () => {
  test.each([80, 100])('fits a screen of %i columns, with a mistake, its fix and the same thing right', (width) => {
    const lines = firstLook(width).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    // five more lines say where the labs lie
    expect(lines.length).toBeLessThanOrEqual(18);
    const text = lines.join('\n');
    expect(text).toContain('dialled-port-not-listened-on in line 4');
    expect(text).toContain('fix: ');
    expect(text).toContain('nothing is found,\nand web -> db 5432/tcp is reachable: dial db:5432.');
  });
});
