import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RULES_BY_SUBJECT, rulesOf } from '../../../lib/core/rules';
import { type Rule, type Subject } from '../../../lib/core/rules/rule';

const ROOT = join(__dirname, '../../../lib/core/rules');
const FOLDERS: Readonly<Record<string, Subject>> = {
  task: 'task',
  service: 'service',
  cluster: 'cluster',
  'load-balancing': 'loadBalancing',
  'vpc-plan': 'vpcPlan',
  settings: 'settings',
  'cloud-map': 'cloudMap',
  network: 'network',
  'task-programs': 'taskPrograms',
  docker: 'dockerHost',
  swarm: 'dockerSwarm',
};

/** The rules that the files of a folder define, by the name of the file. */
async function definedIn(folder: string): Promise<[file: string, id: string][]> {
  const files = readdirSync(join(ROOT, folder)).filter((file) => file !== 'index.ts');
  const found = files.map(async (file) => {
    const exported = Object.values((await import(join(ROOT, folder, file))) as Record<string, Partial<Rule>>);
    return exported.flatMap(({ id, subject }): [string, string][] =>
      id !== undefined && subject === FOLDERS[folder] ? [[file, id]] : [],
    );
  });
  return (await Promise.all(found)).flat();
}

describe.each(Object.keys(FOLDERS))('the folder of rules %s', (folder) => {
  test('has its rules in the list, each once, and the list has no others', async () => {
    const defined = (await definedIn(folder)).map(([, id]) => id);
    const listed = (RULES_BY_SUBJECT[FOLDERS[folder]!] as readonly Rule[]).map(({ id }) => id);
    expect([...listed].sort()).toEqual([...defined].sort());
  });

  test('has a file for each rule, by its name', async () => {
    for (const [file, id] of await definedIn(folder)) expect(file).toBe(`${id}.ts`);
  });
});

test('every folder of rules belongs to a subject', () => {
  const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(FOLDERS).sort());
  expect(Object.values(FOLDERS).sort()).toEqual(Object.keys(RULES_BY_SUBJECT).sort());
});

test('an id belongs to one rule', () => {
  const ids = Object.values(RULES_BY_SUBJECT).flatMap((rules: readonly Rule[]) => rules.map(({ id }) => id));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids).toHaveLength(rulesOf().length);
});
