import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareInputs, readInputs } from '../../lib/formats';
import { IS_THOROUGH } from '../thoroughness';

/**
 * Expressions, and what Terraform 1.11 says that they are: its `jsonencode` of them, or null where it refuses them. The thorough
 * run asks it again, where it is installed.
 */
const ANSWERS = JSON.parse(readFileSync(join(__dirname, 'terraform-answers.json'), 'utf8')) as Record<
  string,
  string | null
>;

const BESIDE: Readonly<Record<string, string>> = {
  'list.tmpl': '%{ for x in list ~}\n- ${x}\n%{ endfor ~}\n',
  'ports.tmpl': `[
  {
    "image": "\${image}",
    "portMappings": [
%{ for name, port in ports ~}
      { "name": "\${name}", "containerPort": \${port} },
%{ endfor ~}
      { "containerPort": 1 }
    ],
    "environment": \${jsonencode(env)}
  }
]
`,
};

const REFUSED = 'refused';

/** The expression in words that give its JSON, or say that there is none. */
const asked = (expression: string): string => `try(jsonencode(\n${expression}\n), "${REFUSED}")`;

beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

/** What the reader says about expressions: it is seen in the names of containers. */
function answers(expressions: readonly string[]): unknown[] {
  const text = expressions
    .map((one, index) => `resource "docker_container" "c${index}" {\n  image = "x"\n  name = ${asked(one)}\n}\n`)
    .join('');
  const [input] = readInputs([{ name: 'main.tf', text }], { load: (file) => BESIDE[file], list: () => [] });
  expect(input!.reading.problems).toEqual([]);
  return input!.reading.dockerHosts[0]!.containers.items.map(({ name }) => name);
}

/** Texts, or texts of JSON with numbers as near as those of 64 bits are. */
function same(ours: unknown, theirs: string): boolean {
  if (ours === theirs) return true;
  if (typeof ours !== 'string' || theirs === REFUSED || ours === REFUSED) return false;
  const near = (_key: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(12)) : value;
  return JSON.stringify(JSON.parse(ours, near)) === JSON.stringify(JSON.parse(theirs, near));
}

test('expressions are worked out as Terraform does, or not at all', () => {
  const expressions = Object.keys(ANSWERS);
  const ours = answers(expressions);
  const known = expressions.map((one, index) => [one, ours[index]] as const).filter(([, value]) => typeof value === 'string'); // prettier-ignore
  const different = known.filter(([one, value]) => !same(value, ANSWERS[one] ?? REFUSED));
  console.info(
    `${expressions.length} expressions, ${known.length - different.length} agree, ${expressions.length - known.length} not worked out`,
  );
  expect(different.map(([one, value]) => ({ expression: one, terraform: ANSWERS[one], ours: value }))).toEqual([]);
  expect(expressions.length - known.length).toBeLessThan(40);
});

/** Why Terraform is not asked again; undefined: it is. */
function whyNotAsked(): string | undefined {
  if (!IS_THOROUGH) return 'npm run test:thorough asks it';
  try {
    const { terraform_version: version } = JSON.parse(
      execFileSync('terraform', ['version', '-json'], { encoding: 'utf8' }),
    ) as { terraform_version: string };
    return version.startsWith('1.11.') ? undefined : `the answers are those of 1.11, and here is ${version}`;
  } catch {
    return 'it is not here';
  }
}

const reason = whyNotAsked();
if (reason !== undefined) console.info(`Terraform is not asked again: ${reason}`);

(reason === undefined ? test : test.skip)(
  'the answers are those of Terraform',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'answers-'));
    try {
      const run = (...words: string[]): string =>
        execFileSync('terraform', words, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
      for (const [name, text] of Object.entries(BESIDE)) writeFileSync(join(folder, name), text);
      const outputs = Object.keys(ANSWERS).map(
        (one, index) => `output "o${index}" {\n  sensitive = true\n  value = ${asked(one)}\n}\n`,
      );
      writeFileSync(join(folder, 'main.tf'), outputs.join(''));
      run('plan', '-input=false', '-out=plan.out');
      const shown = JSON.parse(run('show', '-json', 'plan.out')) as {
        planned_values: { outputs: Record<string, { value: unknown }> };
      };
      const said = Object.keys(ANSWERS).map((_, index) => shown.planned_values.outputs[`o${index}`]!.value);
      expect(said).toEqual(Object.values(ANSWERS).map((answer) => answer ?? REFUSED));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  120_000,
);
