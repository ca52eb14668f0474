import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from './judge';
import { judgeAll } from './suite';
import type { SuiteCase } from './suite-case';

const RECORDED = JSON.parse(
  readFileSync(join(__dirname, '..', 'vectors', 'engine-suite.json'), 'utf8'),
) as readonly SuiteCase[];

test('what the tests of engines and their tools assert is what the model says', () => {
  const { cases, agree, stated, byWords, ...rest } = judgeAll(RECORDED);
  expect(stated + byWords.length).toBe(0);
  expect(rest).toEqual({ unknown: [], disagree: [], unexpressed: [] });
  expect(agree).toBe(cases);
  expect(cases).toBeGreaterThanOrEqual(1000);
});

test('a key without a meaning is named, wherever it stands', () => {
  const [one] = RECORDED.filter(({ hosts }) => hosts?.['29'] !== undefined);
  const host = one!.hosts!['29']!;
  const odd = { ...one!, hosts: { 29: { ...host, engine: { ...host.engine, fixedCidr: '10.0.0.0/8' } } }, chekcs: [] };
  expect(judge(odd)).toEqual({ kind: 'disagree', why: 'unknown key chekcs, hosts.29.engine.fixedCidr' });
});

test('an action that nobody knows is named', () => {
  const [one] = RECORDED.filter(({ hosts, actions }) => hosts !== undefined && actions === undefined);
  const odd = { ...one!, actions: [{ do: 'rm', container: 'cc' }] } as unknown as SuiteCase;
  expect(judge(odd)).toEqual({ kind: 'disagree', why: 'unknown key do: rm' });
});

test('a case of elsewhere that has no words for something is judged by how the project states it', () => {
  const bare = { id: 'MAC', source: 'a test', cannotBeExpressed: 'mac_address' };
  const stated = { ...RECORDED.find(({ id }) => id === 'TestMACAddrOnRestart')!, id: 'MAC' };
  expect(judgeAll([bare]).unexpressed).toEqual(['MAC: mac_address']);
  expect(judgeAll([bare], [stated]).agree).toBe(1);
});

test('a case that says only in words what it needs is judged by what the project states for those words', () => {
  const gap = (cannotBeExpressed: string): SuiteCase => ({ id: 'elsewhere', source: 'a test', cannotBeExpressed });
  expect(
    judgeAll([gap('daemon flags --ipv6 and --fixed-cidr-v6: the default bridge has no IPv6')], RECORDED).byWords,
  ).toHaveLength(1);
  expect(judgeAll([gap('action: rename a container')], RECORDED).byWords).toHaveLength(1);
  expect(judgeAll([gap('daemon flag --ipv6 and marks set by the host')], RECORDED).unexpressed).toHaveLength(1);
  expect(judgeAll([gap('daemon flag')], RECORDED).unexpressed).toHaveLength(1);
});
