import { joined, type Listed } from './listed';
import { type Place } from './place';
import { type Knowable } from './unknown';

/**
 * Stands in a text for a part that is not known, such as the value of a variable: one such character for each. A text with
 * holes is known as far as it goes.
 */
export const HOLE = '\u0001';

/**
 * Stands around the name of a value that another resource has, such as the address of a database: what it means is asked
 * of the model.
 */
const MARK = '\u0002';

/** A text as an input has it, with a mark for each `${Name}` whose value is decided elsewhere. */
export function marked(text: string): string {
  if (!text.includes('${')) return text;
  return text.replace(/\$\{([^{}]*)\}/g, (_, name: string) => `${MARK}${encodeURIComponent(name)}${MARK}`);
}

/** The name of the value that a text is from its first letter to its last; undefined when it is anything else. */
export function nameMarked(text: string): string | undefined {
  const inner = text.startsWith(MARK) && text.endsWith(MARK) && text.length > 2 ? text.slice(1, -1) : MARK;
  return inner.includes(MARK) ? undefined : decodeURIComponent(inner);
}

/** A text with marks as a person writes it. */
export function unmarked(text: string): string {
  const parts = text.split(MARK);
  return parts.map((part, index) => (index % 2 === 1 ? `\${${decodeURIComponent(part)}}` : part)).join('');
}

/** Whether parts of a text are decided elsewhere. */
export function isOpenText(text: string): boolean {
  return text.includes(HOLE) || text.includes(MARK);
}

/** A variable of the environment, or a label. */
export interface Setting {
  /** @default - that of the container */
  readonly at?: Place;
  /** Name of the variable, or of the label. */
  readonly name: Knowable<string>;
  /** With holes where parts of it are not known. */
  readonly value: Knowable<string>;
}

/** What a definition says about the program in a container, besides its network. */
export interface Program {
  /** Not complete where a file with variables could not be read. */
  readonly environment: Listed<Setting>;
  /** Words of the entry point and the command; undefined: those of the image. */
  readonly command?: Listed<Knowable<string>>;
  /** How many of these words belong to the entry point. @default 0 */
  readonly entryWords?: number;
  /** Words of the health check; undefined: that of the image, or none. */
  readonly healthCheck?: Listed<Knowable<string>>;
  /** Labels of the container, by which proxies find it. */
  readonly labels: Listed<Setting>;
  /** Paths inside at which something is mounted. */
  readonly mounts: Listed<Knowable<string>>;
  /** Names of containers that it waits for when it starts. */
  readonly startsAfter: Listed<string>;
  /** Whether the image is built from sources at hand, so that its name says nothing of what is in it. */
  readonly isBuilt: boolean;
}

/** A program about which its definition says nothing. */
export const UNSAID: Program = {
  environment: { items: [], complete: true },
  labels: { items: [], complete: true },
  mounts: { items: [], complete: true },
  startsAfter: { items: [], complete: true },
  isBuilt: false,
};

/** The words that a container runs: those of its entry point, and its command after them. */
export function commandOf(
  entry: Listed<Knowable<string>>,
  command: Listed<Knowable<string>>,
): Pick<Program, 'command' | 'entryWords'> {
  const entryWords = entry.items.length;
  return { command: joined([entry, command]), ...(entryWords === 0 ? {} : { entryWords }) };
}

/** The words of a health check, without the one that says how they are run. */
export function checkOf(words: Listed<Knowable<string>>): Listed<Knowable<string>> {
  const [first] = words.items;
  return first === 'CMD' || first === 'CMD-SHELL' ? { ...words, items: words.items.slice(1) } : words;
}
