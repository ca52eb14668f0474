/**
 * The slow second look (`npm run lint:types`) at lib and bin: the strict preset of typescript-eslint, by TypeScript's own compiler. `npm test` has
 * the same rules by oxlint, without `no-unsafe-class-instance-assignment`. Options and exceptions stand in .oxlintrc.json, for both:
 * `unbound-method` leaves static factories alone, which are passed to ModelError as the entry of the stack, never called apart from
 * their class.
 */
import eslint from '@eslint/js';
import { readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';

const fast = JSON.parse(readFileSync(new URL('.oxlintrc.json', import.meta.url), 'utf8'));

/** The rules of typescript-eslint among those of oxlint, by the name they have here. */
const here = (rules) =>
  Object.fromEntries(
    Object.entries(rules)
      .filter(([name]) => name.startsWith('typescript/'))
      .map(([name, setting]) => [`@typescript-eslint/${name.slice('typescript/'.length)}`, setting]),
  );

export default tseslint.config(
  { ignores: fast.ignorePatterns },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { ...here(fast.rules), '@typescript-eslint/no-unused-vars': fast.rules['no-unused-vars'] },
  },
  ...fast.overrides.map(({ files, rules }) => ({ files, rules: here(rules) })),
  // tests show what does not compile, and so use values that the types forbid
  { files: ['test/**', 'bench/**'], rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' } },
);
