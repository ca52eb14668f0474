/** What a setting may be. */
export interface SettingForm {
  /** In words that follow "is not", such as `one of EC2, FARGATE`. */
  readonly words: string;
  readonly takes: (value: string | number) => boolean;
  /** Whether AWS asks for it. @default false */
  readonly isNeeded?: true;
  /** Whether it is a list, for which an object cannot stand. @default false */
  readonly isList?: true;
}

/** A list of anything, where people write an object of names and values in other files. */
export function listOf(items: string): SettingForm {
  return { words: `a list of ${items}`, takes: () => false, isList: true };
}

/** One of some words, as they are spelled. */
export function oneOf(...values: readonly string[]): SettingForm {
  return { words: `one of ${values.join(', ')}`, takes: (value) => values.includes(String(value)) };
}

/** A number, which may be written as a text. */
export function between(first: number, last: number): SettingForm {
  return {
    words: `a number from ${first} to ${last}`,
    takes: (value) => {
      const number = Number(value);
      return value !== '' && number >= first && number <= last;
    },
  };
}

/** A text of a pattern. */
export function matching(pattern: RegExp, words: string): SettingForm {
  return { words, takes: (value) => pattern.test(String(value)) };
}

/** The same, and AWS asks for it. */
export function needed(form: SettingForm): SettingForm {
  return { ...form, isNeeded: true };
}

export const ANYTHING: SettingForm = { words: 'anything', takes: () => true };
