import { joined } from '../../values/phrase';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { pageOfSetting, SETTING_PAGES } from './setting-value-refused';

export const settingChoiceMalformed = defineRule<
  'settings',
  { of: string; what: string; written: readonly string[]; among: readonly string[] }
>({
  id: 'setting-choice-malformed',
  subject: 'settings',
  effect: 'cannot deploy',
  title: 'none or several of the settings of which one has to be written',
  why: 'a route leads from one destination to one target, a volume is of one kind, an entry of a service names one target',
  broken:
    'the API refuses it: "MissingParameter", "InvalidParameterCombination", "When the volume parameter is specified, only one volume configuration type should be used."',
  fix: 'write one of the settings, and not several where they exclude each other',
  fixFor: ({ written, among }) =>
    written.length === 0
      ? `write ${joined(among, 'or')}`
      : `keep one of ${joined(written, 'and')}, and remove the others`,
  sources: SETTING_PAGES,
  sourceFor: pageOfSetting,
  catalogue: ['§1.4 Network configuration'],
  explain: ({ of, what, written, among }) =>
    written.length === 0
      ? `${of} has no ${what}: none of ${among.join(', ')}`
      : `${of} has more than one ${what}: ${joined(written, 'and')}`,
  check: ({ choices }) => inEach(choices, ({ at, ...facts }) => ({ at, facts })),
});
