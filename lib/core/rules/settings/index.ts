import { type Rule } from '../rule';
import { listLengthRefused } from './list-length-refused';
import { resourceMadeTwice } from './resource-made-twice';
import { settingChoiceMalformed } from './setting-choice-malformed';
import { settingCombinationRefused } from './setting-combination-refused';
import { settingMissing } from './setting-missing';
import { settingValueRefused } from './setting-value-refused';

/** Rules about what resources say each by itself, in the order in which they are reported. */
export const SETTINGS_RULES: readonly Rule<'settings'>[] = [
  settingValueRefused,
  settingMissing,
  settingChoiceMalformed,
  settingCombinationRefused,
  listLengthRefused,
  resourceMadeTwice,
];
