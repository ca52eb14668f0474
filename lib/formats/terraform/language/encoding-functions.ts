import { createHash } from 'node:crypto';
import { Unknown } from '../../../core/values/unknown';
import { FunctionError, text, type TerraformFunction } from './arguments';
import { objectOf } from './value';

/** Functions of texts that hold something else. */
export const ENCODING_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  jsondecode: ([value]) => {
    try {
      return JSON.parse(text(value)) as unknown;
    } catch {
      throw new FunctionError('the text is not JSON');
    }
  },
  yamldecode: ([value], context) => {
    const read = context.yaml(text(value));
    if (read === undefined) throw new FunctionError('the text is not YAML');
    return read;
  },
  csvdecode: ([value]) => tableOf(text(value)),
  base64decode: ([value]) => decoded(text(value)),
  textencodebase64: ([value, encoding]) => coded(Buffer.from(text(value), charset(text(encoding))), 'base64'),
  textdecodebase64: ([value, encoding]) => coded(bytesOf(text(value)), charset(text(encoding))),
  urlencode: ([value]) =>
    encodeURIComponent(text(value))
      .replaceAll('%20', '+')
      .replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`),

  md5: digest('md5', 'hex'),
  sha1: digest('sha1', 'hex'),
  sha256: digest('sha256', 'hex'),
  sha512: digest('sha512', 'hex'),
  base64sha256: digest('sha256', 'base64'),
  base64sha512: digest('sha512', 'base64'),
  filemd5: digestOfFile('md5', 'hex'),
  filesha1: digestOfFile('sha1', 'hex'),
  filesha256: digestOfFile('sha256', 'hex'),
  filesha512: digestOfFile('sha512', 'hex'),
  filebase64sha256: digestOfFile('sha256', 'base64'),
  filebase64sha512: digestOfFile('sha512', 'base64'),
};

function digest(algorithm: string, written: 'hex' | 'base64'): TerraformFunction {
  return ([value]) => createHash(algorithm).update(text(value)).digest(written);
}

function digestOfFile(algorithm: string, written: 'hex' | 'base64'): TerraformFunction {
  return ([name], context) => {
    const found = context.file(text(name));
    return found instanceof Unknown ? found : createHash(algorithm).update(found).digest(written);
  };
}

function bytesOf(value: string): Buffer {
  const clean = value.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(clean))
    throw new FunctionError('the text is not base64');
  return Buffer.from(clean, 'base64');
}

function decoded(value: string): string {
  const found = bytesOf(value).toString('utf8');
  if (found.includes('\uFFFD')) throw new FunctionError('what it stands for is not a text');
  return found;
}

function charset(name: string): BufferEncoding {
  if (name === 'UTF-8') return 'utf8';
  if (name === 'UTF-16LE') return 'utf16le';
  throw new FunctionError(`${name} is worked out by Terraform`);
}

function coded(bytes: Buffer, encoding: BufferEncoding): string {
  return bytes.toString(encoding);
}

/** The rows of a table with commas, by the names in its first row. */
function tableOf(value: string): unknown {
  const [head, ...rows] = rowsOf(value);
  if (!head) throw new FunctionError('there is no row with names');
  return rows.map((row) => {
    if (row.length !== head.length) throw new FunctionError(`a row of ${head.length} values is expected`);
    return objectOf(head.map((name, index) => [name, row[index]]));
  });
}

function rowsOf(value: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare = '', end = ''] of value.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare.replace(/\r$/, ''));
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}
