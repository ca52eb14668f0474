import { inEach } from '../violations';
import { defineRule } from '../rule';
import { pageOfSetting, SETTING_PAGES } from './setting-value-refused';

export const settingMissing = defineRule<'settings', { of: string; name: string }>({
  id: 'setting-missing',
  subject: 'settings',
  effect: 'cannot deploy',
  title: 'a setting that AWS asks for is left out',
  why: 'it has no default',
  broken: 'it is refused, by CloudFormation before anything is made, or by the API',
  fix: 'write the setting that the message names',
  sources: SETTING_PAGES,
  sourceFor: pageOfSetting,
  catalogue: ['§1.1 Port mappings'],
  explain: ({ of, name }) => `${of} has no ${name}`,
  check: ({ settings }) =>
    inEach(settings, ({ at, of, name, value }) => (value === undefined ? { at, facts: { of, name } } : undefined)),
});
