import { isData } from '../../core/reading/field';
import { type TextDocument } from '../text/document';
import { Lines } from '../text/lines';
import { stepsOf } from '../text/pointer';
import { commandsIn, type Word } from './shell';

/** A word as the document has it: what is not decided by the script is a hole, with what decides it. */
export interface CommandWord {
  readonly text: string;
  readonly why?: string;
}

/** The key of the list of commands in a parsed script. */
const COMMANDS = 'dockerCommands';

/** Programs that take the same command line. */
const PROGRAM = /^(?:.*\/)?(?:docker|podman|nerdctl)(?:\.exe)?$/;

/** Words that stand before a command and change nothing about it. */
const PREFIXES: ReadonlySet<string> = new Set(
  'sudo exec time nohup command then do else if while until ! $ # % > PS>'.split(' '),
);

const LINE = /(?:^|[\s;&|(])(?:docker|podman|nerdctl)\s+(?:container\s+)?(?:run|create|network\s+(?:create|connect))\s/;

/** Whether a text has lines of the docker command in it, and is no other kind of file. */
export function isScript(text: string): boolean {
  const start = text.slice(0, 64 * 1024);
  if (!LINE.test(start) || /^\s*[[{]/.test(start)) return false;
  // in YAML the lines are a text inside of something else
  return /^\s*(?:#!|(?:#[^\n]*\n|\s)*(?:[$>%]\s+)?(?:sudo\s+)?(?:docker|podman|nerdctl|[A-Za-z_]\w*=|set\s|export\s|cd\s|echo\s))/.test(
    start,
  );
}

/** A script as its docker commands, with the place of every word. */
export function parseScript(text: string, file: string): TextDocument {
  const commands = commandsIn(text.replace(/^\ufeff/, ' '), {}).flatMap((words) => dockerCommand(words) ?? []);
  const lines = new Lines(text);
  return {
    file,
    data: {
      [COMMANDS]: commands.map((words) =>
        words.map(({ text: word, why }) => (why === undefined ? word : { text: word, why })),
      ),
    },
    repeated: [],
    locate: (pointer) => {
      const [, command = '', word = '0'] = stepsOf(pointer);
      const words = commands[Number(command)];
      return lines.at((words?.[Number(word)] ?? words?.[0])?.offset ?? 0);
    },
  };
}

/** The words from the name of the program on; undefined for any other command. */
function dockerCommand(words: readonly Word[]): [Word[]] | undefined {
  let at = 0;
  while (
    PREFIXES.has(words[at]?.text ?? '') ||
    (at > 0 && words[at - 1]?.text === 'sudo' && /^-[a-zA-Z]$/.test(words[at]?.text ?? ''))
  )
    at++;
  return PROGRAM.test(words[at]?.text ?? '') ? [words.slice(at)] : undefined;
}

/** The commands of a parsed script; undefined when it is none. */
export function commandsOf(data: unknown): CommandWord[][] | undefined {
  const commands = isData(data) ? data[COMMANDS] : undefined;
  if (!Array.isArray(commands)) return undefined;
  return (commands as unknown[]).map((words) => (Array.isArray(words) ? (words as unknown[]).map(wordOf) : []));
}

function wordOf(word: unknown): CommandWord {
  if (typeof word === 'string') return { text: word };
  if (!isData(word) || typeof word['text'] !== 'string') return { text: '' };
  return { text: word['text'], ...(typeof word['why'] === 'string' ? { why: word['why'] } : {}) };
}

/** The pointer of a word of a command. */
export function pointerOf(command: number, word?: number): string {
  return word === undefined ? `/${COMMANDS}/${command}` : `/${COMMANDS}/${command}/${word}`;
}
