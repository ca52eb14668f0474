import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askAll } from './ask';
import { askTwoHosts, type TwoHostFile } from './two-host';
import type { VectorFile } from './vector';

const load = (name: string): VectorFile => JSON.parse(readFileSync(join(__dirname, name), 'utf8')) as VectorFile;

test.each(['20.10', '29'] as const)('the recorded answers of two hosts, engine %s, are what the model says', (generation) => {
  const file = JSON.parse(readFileSync(join(__dirname, 'two-host-vectors.json'), 'utf8')) as TwoHostFile;
  const tally = askTwoHosts(file, generation);
  expect({ ...tally, agree: tally.agree === tally.questions }).toEqual({
    questions: 442,
    agree: true,
    unknown: [],
    disagree: [],
    unread: [],
  });
});

test('a key without a meaning keeps a vector from being read, and is named', () => {
  const topology = { containers: [{ name: 'web', atach: [] }] };
  const vector = { id: 'odd', topology, phases: [{ queries: [{ from: 'web', probe: 'ping', target: 'host' }] }] };
  const tally = askAll({ vectors: [vector] } as unknown as VectorFile, '29');
  expect(tally.unread).toEqual(['odd: the topology cannot be read: unknown key topology.containers.0.atach']);
  expect(tally.unknown).toHaveLength(1);
});

test.each([
  // the older engine was not asked for a name
  ['20.10', 86],
  ['29', 87],
] as const)('the recorded answers to rare options, engine %s, are what the model says', (generation, agree) => {
  const tally = askAll(load('option-vectors.json'), generation);
  expect(tally.disagree).toEqual([]);
  expect([tally.questions, tally.agree]).toEqual([87, agree]);
});

describe('the recorded answers of two engines', () => {
  test.each([
    ['reachability-vectors.json', '20.10', 232, 9],
    ['reachability-vectors.json', '29', 232, 9],
    ['random-vectors.json', '20.10', 757, 0],
    ['random-vectors.json', '29', 757, 0],
    ['found-vectors.json', '20.10', 641, 0],
    ['found-vectors.json', '29', 641, 0],
  ] as const)('%s of engine %s are what the model says', (file, generation, questions, commands) => {
    const tally = askAll(load(file), generation);
    expect(tally.disagree).toEqual([]);
    // the model claims nothing about what a command prints, and nothing about names outside of Docker
    const open = /the output of a command is not a question about the network|what the resolvers of the host know of \S+$/;
    expect(tally.unknown.filter((line) => !open.test(line))).toEqual([]);
    expect(tally.unknown).toHaveLength(commands);
    expect(tally.questions).toBe(questions);
    expect(tally.agree).toBe(questions - commands);
  });
});
