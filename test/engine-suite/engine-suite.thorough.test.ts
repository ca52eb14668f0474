import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from './judge';
import { judgeAll } from './suite';
import type { SuiteCase } from './suite-case';

const RECORDED = JSON.parse(
  readFileSync(join(__dirname, '..', 'vectors', 'engine-suite.json'), 'utf8'),
) as readonly SuiteCase[];

test('what the tests of engines and their tools assert is what the model says', () => {
  const { cases, agree, ...rest } = judgeAll(RECORDED);
  expect(rest).toEqual({ unknown: [], disagree: [], unexpressed: [] });
  expect(agree).toBe(cases);
  expect(cases).toBeGreaterThanOrEqual(380);
});

test('a key without a meaning is named, wherever it stands', () => {
  const [one] = RECORDED.filter(({ hosts }) => hosts?.['29'] !== undefined);
  const host = one!.hosts!['29']!;
  const odd = { ...one!, hosts: { 29: { ...host, engine: { ...host.engine, fixedCidr: '10.0.0.0/8' } } }, chekcs: [] };
  expect(judge(odd)).toEqual({ kind: 'disagree', why: 'unknown key chekcs, hosts.29.engine.fixedCidr' });
});

test('a case of elsewhere that has no words for something is judged by how the project states it', () => {
  const bare = { id: 'MAC', source: 'a test', cannotBeExpressed: 'mac_address' };
  const stated = { ...RECORDED.find(({ id }) => id === 'TestMACAddrOnRestart')!, id: 'MAC' };
  expect(judgeAll([bare]).unexpressed).toEqual(['MAC: mac_address']);
  expect(judgeAll([bare], new Map([['MAC', stated]])).agree).toBe(1);
});
