import { SETTING_FORMS } from '../../ecs/setting-forms';
import { quoted } from '../../values/model-error';
import { inEach } from '../violations';
import { defineRule } from '../rule';

/** Where AWS says what its settings may be. */
export const SETTING_PAGES = [...new Set(Object.values(SETTING_FORMS).map(({ page }) => page))];

/** The page about a setting, by what it is a setting of: such as `target group Web`. */
export function pageOfSetting({ of }: { readonly of: string }): string | undefined {
  const named = Object.values(SETTING_FORMS).filter(({ noun }) => of.startsWith(`${noun} `));
  return named.sort((one, other) => other.noun.length - one.noun.length)[0]?.page;
}

export const settingValueRefused = defineRule<
  'settings',
  { of: string; name: string; value: string | number; words: string }
>({
  id: 'setting-value-refused',
  subject: 'settings',
  effect: 'cannot deploy',
  title: 'a setting with a value that AWS does not take',
  why: 'the API has a list of words, a range or a form for it, and upper and lower case are not the same',
  broken: 'it is refused, by CloudFormation or Terraform before anything is made, or by the API',
  fix: 'write a value that the setting takes',
  fixFor: ({ words }) => `write ${words}`,
  sources: SETTING_PAGES,
  sourceFor: pageOfSetting,
  catalogue: ['§1.1 Port mappings'],
  explain: ({ of, name, value, words }) => `${name} of ${of} is ${quoted(value)}, which is not ${words}`,
  check: ({ settings }) =>
    inEach(settings, ({ at, of, name, value, form: { words, takes } }) =>
      value === undefined || takes(value) ? undefined : { at, facts: { of, name, value, words } },
    ),
});
