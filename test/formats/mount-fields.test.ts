import { hasDrive, mountFields, mountTarget } from '../../lib/formats/text/mount-fields';

describe('a mount in its short form', () => {
  test.each([
    ['/data', ['/data']],
    ['data:/data', ['data', '/data']],
    ['./data:/data:ro', ['./data', '/data', 'ro']],
    ['data:/a:ro:x', ['data', '/a', 'ro', 'x']],
    [':/data', ['', '/data']],
    ['data:', ['data', '']],
    ['', ['']],
    [String.raw`C:\data`, [String.raw`C:\data`]],
    [String.raw`C:\data:/data`, [String.raw`C:\data`, '/data']],
    [String.raw`c:\a:D:\b:ro`, [String.raw`c:\a`, String.raw`D:\b`, 'ro']],
    ['c:/a:/b', ['c:/a', '/b']],
  ])('%s has the fields %j', (text, fields) => {
    expect(mountFields(text)).toEqual(fields);
  });

  test.each([
    ['/data', '/data'],
    ['data:/inside:ro', '/inside'],
    [String.raw`C:\data:/inside`, '/inside'],
    [String.raw`C:\data`, String.raw`C:\data`],
  ])('%s is at %s in the container', (text, target) => {
    expect(mountTarget(text)).toBe(target);
  });

  test.each([
    ['C:/data', true],
    ['data', false],
    ['/c:/data', false],
  ])('%s begins with a drive: %s', (field, is) => {
    expect(hasDrive(field)).toBe(is);
  });
});
