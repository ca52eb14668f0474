import { isPortNumber } from '../../values/port';
import { isOpenText, type Program } from '../../values/program';
import { isKnown, type Knowable } from '../../values/unknown';
import { valuesOf } from './command-flags';
import { knownImage } from './known-image';

/** A server whose command says where it listens. */
export interface Server {
  /** Words that its command begins with, without folders. */
  readonly names: readonly string[];
  /** Flags that take an address alone. @default - none */
  readonly host?: readonly string[];
  /** Flags that take a port. @default - none */
  readonly port?: readonly string[];
  /** Flags that take an address with a port. @default - none */
  readonly bind?: readonly string[];
  /** Whether a word without a flag may be an address with a port. @default false */
  readonly takesWord?: boolean;
  /** The port that it takes by itself. @default - none: nothing is known of it without one */
  readonly usualPort?: number;
  /** Whether it listens on its loopback when nothing says otherwise. @default false */
  readonly isLocal?: boolean;
  /** Variables that say the address, or may; where one is set, nothing is known. @default - none */
  readonly variables?: readonly string[];
}

/**
 * Servers with their flags, and whether they listen on 127.0.0.1 when they are told nothing.
 * @see https://www.uvicorn.org/settings/
 * @see https://docs.gunicorn.org/en/stable/settings.html#bind
 * @see https://flask.palletsprojects.com/en/stable/cli/
 * @see https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver
 * @see https://hypercorn.readthedocs.io/en/latest/how_to_guides/configuring.html
 * @see https://fastapi.tiangolo.com/fastapi-cli/
 * @see https://gohugo.io/commands/hugo_server/
 * @see https://vite.dev/config/server-options
 */
const SERVERS: readonly Server[] = [
  {
    names: ['uvicorn'],
    host: ['--host'],
    port: ['--port'],
    usualPort: 8000,
    isLocal: true,
    variables: ['UVICORN_HOST'],
  },
  // a gunicorn.conf.py beside the program may say another address, and so may FLASK_RUN_HOST in the image
  { names: ['gunicorn'], bind: ['-b', '--bind'], usualPort: 8000 },
  { names: ['hypercorn'], bind: ['-b', '--bind'], usualPort: 8000, isLocal: true },
  { names: ['daphne'], host: ['-b', '--bind'], port: ['-p', '--port'], usualPort: 8000, isLocal: true },
  { names: ['flask', 'run'], host: ['-h', '--host'], port: ['-p', '--port'], usualPort: 5000 },
  { names: ['manage.py', 'runserver'], takesWord: true, usualPort: 8000, isLocal: true },
  { names: ['fastapi', 'dev'], host: ['--host'], port: ['--port'], usualPort: 8000, isLocal: true },
  { names: ['fastapi', 'run'], host: ['--host'], port: ['--port'], usualPort: 8000 },
  { names: ['hugo', 'server'], host: ['--bind'], port: ['-p', '--port'], usualPort: 1313, isLocal: true },
  { names: ['php'], bind: ['-S'] },
  { names: ['jekyll', 'serve'], host: ['-H', '--host'], port: ['-P', '--port'], usualPort: 4000 },
  { names: ['mkdocs', 'serve'], bind: ['-a', '--dev-addr'] },
  { names: ['rails', 'server'], host: ['-b', '--binding'], port: ['-p', '--port'], usualPort: 3000 },
  { names: ['rails', 's'], host: ['-b', '--binding'], port: ['-p', '--port'], usualPort: 3000 },
  { names: ['puma'], bind: ['-b', '--bind'] },
  { names: ['vite'], host: ['--host'], port: ['--port'], usualPort: 5173 },
  { names: ['next', 'dev'], host: ['-H', '--hostname'], port: ['-p', '--port'], usualPort: 3000 },
  { names: ['next', 'start'], host: ['-H', '--hostname'], port: ['-p', '--port'], usualPort: 3000 },
  { names: ['ng', 'serve'], host: ['--host'], port: ['--port'], usualPort: 4200 },
  { names: ['webpack-dev-server'], host: ['--host'], port: ['--port'], usualPort: 8080 },
  { names: ['webpack', 'serve'], host: ['--host'], port: ['--port'], usualPort: 8080 },
  { names: ['http-server'], host: ['-a'], port: ['-p'], usualPort: 8080 },
  { names: ['streamlit', 'run'], host: ['--server.address'], port: ['--server.port'], usualPort: 8501 },
  { names: ['redis-server'], host: ['--bind'], port: ['--port'], usualPort: 6379 },
  { names: ['mongod'], host: ['--bind_ip'], port: ['--port'], usualPort: 27017 },
  { names: ['mysqld'], host: ['--bind-address'], port: ['-P', '--port'], usualPort: 3306 },
  { names: ['mariadbd'], host: ['--bind-address'], port: ['-P', '--port'], usualPort: 3306 },
  { names: ['prometheus'], bind: ['--web.listen-address'] },
];

/** Words that only run another program, and do not change where it listens. */
const RUNNERS =
  /^(?:exec|python[\d.]*|-m|poetry|pipenv|uv|pdm|hatch|rye|run|bundle|npx|pnpm|yarn|bunx|bun|npm|dumb-init|tini|-g|docker-entrypoint\.sh|\w+=.*)$/;

/** A server that a command runs, with the words behind its name. */
interface Run {
  readonly server: Server;
  readonly words: readonly string[];
}

/** The server that a program runs; undefined where it is none of those, or not known. */
export function serverIn(image: Knowable<string> | undefined, program: Program): Run | undefined {
  return runsIn(commandsOf(wordsOf(image, program)))[0];
}

/** The TCP ports that the command of a program says, where it says all of them; undefined otherwise. */
export function portsByCommand(image: Knowable<string> | undefined, program: Program): readonly number[] | undefined {
  const commands = commandsOf(wordsOf(image, program));
  const [run, ...others] = runsIn(commands);
  // what goes on in the background is another program, and what is behind it may be one too
  if (!run || others.length > 0 || commands.some((command) => command.includes('&'))) return undefined;
  const { server, words } = run;
  if (words.some((word) => CONFIGURED.test(word))) return undefined;
  const bound = valuesOf(words, server.bind ?? []).map((one) => addressOf(one, undefined)?.port);
  const ports = [...valuesOf(words, server.port ?? []).map(Number), ...bound];
  return ports.length > 0 && ports.every((port) => port !== undefined && isPortNumber(port)) ? ports : undefined;
}

function runsIn(commands: readonly (readonly string[])[]): Run[] {
  return commands.map(withoutRunners).flatMap((command) => {
    if (command.length === 0) return [];
    const server = SERVERS.find(({ names }) => names.every((name, index) => baseName(command[index] ?? '') === name));
    return server ? [{ server, words: command.slice(server.names.length) }] : [];
  });
}

/** Flags by which a server is told where it listens by something else: a file, or a socket. */
export const CONFIGURED = /^(?:-c|--config|--uds|--fd|--unix|-u)(?:=|$)/;

/** The words that a container runs, where all are known: those of the image before flags alone. */
function wordsOf(image: Knowable<string> | undefined, program: Program): readonly string[] {
  const words = program.command?.items ?? [];
  if (program.command?.complete !== true || !words.every(isKnown) || words.some(isOpenText)) return [];
  const own = words[0]?.startsWith('-') === true ? knownImage(image, program)?.programs.slice(0, 1) : undefined;
  return [...(own ?? []), ...words];
}

/** The commands of a line, each as its words: what a shell runs one after the other. */
function commandsOf(words: readonly string[]): string[][] {
  const [shell = '', flags = '', script] = words;
  if (/(?:^|\/)(?:ba|da|a|z)?sh$/.test(shell) && /^-\w*c$/.test(flags) && script !== undefined) {
    const lines = script.split(/&&|\|\||[;|\n]/);
    return lines.flatMap((line) =>
      commandsOf(
        line
          .trim()
          .split(/\s+/)
          .map((word) => word.replace(/^(["'])(.*)\1$/, '$2')),
      ),
    );
  }
  const commands: string[][] = [[]];
  for (const word of words) {
    if (/^(?:&&|\|\||;|\||--)$/.test(word)) commands.push([]);
    else commands.at(-1)?.push(word);
  }
  return commands;
}

/** A command without what only runs it. */
function withoutRunners(words: readonly string[]): readonly string[] {
  const start = words.findIndex((word) => !RUNNERS.test(baseName(word)));
  return start < 0 ? [] : words.slice(start);
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** An address with a port that a program listens at. */
export interface Bound {
  readonly address: string;
  readonly port: number;
}

/** An address with a port, of which either may be left out; undefined where it is something else, such as a socket. */
export function addressOf(text: string, usualPort: number | undefined, isLocal = false): Bound | undefined {
  const plain = text.trim().replace(/^tcp:\/\//, '');
  const match = /^(?:(\[[\da-f:]+\]|[\w.-]*):)?(\d+)\/?$/i.exec(plain);
  if (!match) return usualPort === undefined ? undefined : { address: plain, port: usualPort };
  const address = match[1] ?? (isLocal ? '127.0.0.1' : '');
  return { address, port: Number(match[2]) };
}
