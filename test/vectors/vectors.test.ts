import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askAll } from './ask';
import type { VectorFile } from './vector';

const load = (name: string): VectorFile => JSON.parse(readFileSync(join(__dirname, name), 'utf8')) as VectorFile;

describe('the recorded answers of two engines', () => {
  test.each([
    ['reachability-vectors.json', '20.10', 232, 8],
    ['reachability-vectors.json', '29', 232, 8],
    ['random-vectors.json', '20.10', 757, 0],
    ['random-vectors.json', '29', 757, 0],
    ['found-vectors.json', '20.10', 632, 0],
    ['found-vectors.json', '29', 632, 0],
  ] as const)('%s of engine %s are what the model says', (file, generation, questions, commands) => {
    const tally = askAll(load(file), generation);
    expect(tally.disagree).toEqual([]);
    // the model claims nothing about what a command prints
    expect(tally.unknown.filter((line) => !line.endsWith('the output of a command is not a question about the network'))).toEqual([]);
    expect(tally.unknown).toHaveLength(commands);
    expect(tally.questions).toBe(questions);
    expect(tally.agree).toBe(questions - commands);
  });
});
