import { quoted } from '../../values/model-error';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { pageOfSetting, SETTING_PAGES } from './setting-value-refused';

export const settingCombinationRefused = defineRule<
  'settings',
  {
    of: string;
    name: string;
    value: string;
    other: string;
    otherValue: string;
    isAsked: boolean;
    among: readonly string[];
  }
>({
  id: 'setting-combination-refused',
  subject: 'settings',
  effect: 'cannot deploy',
  title: 'settings of one resource that do not go together',
  why: 'one of them says of what kind the resource is, or is about something that another one switches on',
  broken: 'the API refuses it',
  fix: 'write or leave out the setting that the message names',
  fixFor: ({ name, other, otherValue, isAsked, among }) => {
    if (among.length > 0) return `set ${other} to ${among.join(' or ')}, or change ${name}`;
    return isAsked && otherValue === ''
      ? `add ${other}`
      : isAsked
        ? `change ${other}, or ${name}`
        : `remove ${other}, or change ${name}`;
  },
  sources: SETTING_PAGES,
  sourceFor: pageOfSetting,
  catalogue: ['§1.1 Port mappings'],
  explain: ({ of, name, value, other, otherValue, isAsked, among }) => {
    const asking = value === '' ? `${of} has ${name}` : `${name} of ${of} is ${quoted(value)}`;
    const only =
      among.length > 0
        ? `; it has to be ${among.join(' or ')}`
        : isAsked
          ? ''
          : ', which is refused: the two do not go together';
    const isThere = otherValue === '' ? 'written' : quoted(otherValue);
    return `${asking}, and ${other} is ${isAsked && otherValue === '' ? 'left out' : isThere}${only}`;
  },
  check: ({ clashes }) => inEach(clashes, ({ at, ...facts }) => ({ at, facts })),
});
