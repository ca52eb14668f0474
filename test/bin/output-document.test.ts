import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICE_CODES } from '../../lib/core/ecs/reach/service-reason';
import { BLOCK_CODES } from '../../lib/core/engine/flow/block-reason';
import { UNKNOWN_CODES } from '../../lib/core/engine/flow/unknown-reason';
import { Folder, run } from './run';

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const document = readFileSync(join(__dirname, '../../docs/output.md'), 'utf8');
const [output, verdict, settings] = [...document.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => text!);

test('the output in docs/output.md is what the command prints', () => {
  const file = folder.file('task.json', {
    family: 'job',
    networkMode: 'none',
    containerDefinitions: [{ name: 'sleep', image: 'busybox', memory: 64, portMappings: [{ containerPort: 80 }] }],
  });
  const { out } = run('check', file, '--format', 'json');
  expect(JSON.parse(folder.short(out))).toEqual(JSON.parse(output!));
});

test('the verdict in docs/output.md is what the command prints', () => {
  const file = folder.file(
    'compose.yaml',
    'services: {web: {image: x, networks: [front]}, db: {image: x, networks: [back]}}\nnetworks: {front: , back: }\n',
  );
  const { out } = run('reach', file, '--from', 'web', '--to', 'db', '--format', 'json');
  const project = /portwright-test-[a-z0-9]+/i.exec(out)![0];
  const shown = out.replaceAll(new RegExp(`${project}-(\\w+)-1`, 'g'), '$1');
  expect(JSON.parse(shown)).toMatchObject(JSON.parse(verdict!) as object);
});

test('docs/output.md has the codes of verdicts, all of them and no other', () => {
  const rows = [...document.matchAll(/^\| (containers|services) \| `(\w+)` \| (.*) \|$/gm)];
  const listed = rows.map(([, between, kind, codes = '']) => [between, kind, codes.replaceAll('`', '').split(', ')]);
  expect(listed).toEqual([
    ['containers', 'blocked', BLOCK_CODES],
    ['containers', 'unknown', UNKNOWN_CODES],
    ['services', 'blocked', SERVICE_CODES.blocked],
    ['services', 'unknown', SERVICE_CODES.unknown],
  ]);
});

test('the settings in docs/output.md are settings that the command takes', () => {
  const file = folder.file('web.json', {
    family: 'web',
    networkMode: 'bridge',
    containerDefinitions: [
      { name: 'nginx', image: 'x', memory: 64, portMappings: [{ containerPort: 80, hostPort: 40000 }] },
    ],
  });
  expect(run('check', file, '--fail-on', 'warning').code).toBe(1);
  const { code, out } = run('check', file, '--config', folder.file('config.json', settings));
  expect({ code, accepted: out.includes('agreed with operations') }).toEqual({ code: 0, accepted: true });
});

test.each([
  ['a key that it does not have', '{\n  "failon": "error"\n}', 'config.json:2:3: expected one of acknowledge, failOn'],
  ['a severity that there is not', '{\n  "failOn": "info"\n}', 'config.json:2:3: expected error, warning or never'],
  ['a rule that there is not', '{"acknowledge": [{"rule": "x", "reason": "y"}]}', ': expected the id of a rule'],
])('settings with %s end with 2 and the place', (_what, text, expected) => {
  const file = folder.file('compose.yaml', 'services: {a: {image: x}}\n');
  const { code, err } = run('check', file, '--config', folder.file('config.json', text));
  expect({ code, err: folder.short(err) }).toEqual({ code: 2, err: expect.stringContaining(expected) as string });
});
