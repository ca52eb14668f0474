import { IpAddress } from '../../values/address';
import { isOpenText, type Program } from '../../values/program';
import { isPortNumber } from '../../values/port';
import { isKnown, type Knowable } from '../../values/unknown';
import { valuesOf } from './command-flags';
import { addressOf, CONFIGURED, serverIn, type Bound, type Server } from './server-command';

/** Where a program listens so that only its own network namespace reaches it. */
export interface LoopbackListener {
  /** As written, or as the program has it without being told. */
  readonly address: string;
  readonly port: number;
  /** What says so: words of the command, or a variable. */
  readonly by: string;
  /** The same as it is written, such as `--host=127.0.0.1`; empty where nothing says it. */
  readonly written: string;
  /** What to write instead, so that it listens at every address. */
  readonly everywhere: string;
  /** Whether it was left out: the address is the usual one of the program. */
  readonly isUsual: boolean;
  /** Whether only the name of a variable says so, which another program may understand otherwise. */
  readonly isGuess: boolean;
}

/** Variables with the addresses that ASP.NET Core listens at, whatever the command is. */
const ADDRESSES_OF_ASP_NET: ReadonlySet<string> = new Set(['ASPNETCORE_URLS', 'DOTNET_URLS']);

/** Variables that say at which address a program listens: `LISTEN_HOST`, `APP_BIND_ADDRESS`; not one of several listeners. */
const LISTEN_NAME = /^(?:[A-Z\d]+_)?(?:LISTEN|BIND)(?:_?(?:HOST|ADDR|ADDRESS|IP|INTERFACE))?$/;
const OTHER_LISTENER =
  /^(?:ADMIN|METRICS?|MANAGEMENT|MGMT|DEBUG|CONTROL|MONITOR|STATUS|INTERNAL|PROMETHEUS|HEALTH|RPC|PROXY)_/;

/**
 * Where a program listens on its loopback alone; undefined where it does not, or where that is not known.
 * @param declared the TCP ports of its container that others are to reach
 */
export function loopbackListener(
  image: Knowable<string> | undefined,
  program: Program,
  declared: readonly number[] = [],
): LoopbackListener | undefined {
  const { items: variables, complete } = program.environment;
  for (const { name, value } of variables) {
    if (!isKnown(name) || !isKnown(value) || !ADDRESSES_OF_ASP_NET.has(name) || isOpenText(value)) continue;
    const found = onlyLoopback(value.split(';').map((one) => addressOf(one.replace(/^\w+:\/\//, ''), undefined)));
    return found && { ...found, ...variable(name, value, found), isUsual: false, isGuess: false };
  }
  const told = byVariable(program, declared);
  if (told) return told;
  const isSet = (name: string): boolean => !complete || variables.some((one) => one.name === name);
  const run = serverIn(image, program);
  return run && byCommand(run.server, run.words, isSet);
}

/** By a variable whose name says that it is about where the program listens. */
function byVariable({ environment }: Program, declared: readonly number[]): LoopbackListener | undefined {
  const [only, ...more] = declared;
  const named = environment.items.flatMap(({ name, value }) =>
    isKnown(name) && isKnown(value) && LISTEN_NAME.test(name) && !isOpenText(value) ? [{ name, value }] : [],
  );
  const [first, ...others] = named;
  if (!first || others.length > 0 || OTHER_LISTENER.test(first.name)) return undefined;
  const found = onlyLoopback([addressOf(first.value, more.length === 0 ? only : undefined)]);
  return found && { ...found, ...variable(first.name, first.value, found), isUsual: false, isGuess: true };
}

/** What a variable says, and what it should. */
function variable(
  name: string,
  value: string,
  { address }: Bound,
): Pick<LoopbackListener, 'by' | 'written' | 'everywhere'> {
  return { by: name, written: `${name}=${value}`, everywhere: `${name}=${value.replaceAll(address, '0.0.0.0')}` };
}

/** By the flags of a server, or by what it does without any. */
function byCommand(
  { host = [], port = [], bind = [], takesWord = false, usualPort, isLocal = false, variables = [] }: Server,
  words: readonly string[],
  isSet: (variable: string) => boolean,
): LoopbackListener | undefined {
  const ports = valuesOf(words, port);
  const number = ports.length === 0 ? usualPort : Number(ports.at(-1));
  const hosts = valuesOf(words, host);
  const bound = valuesOf(words, bind);
  if (takesWord) bound.push(...words.filter((word) => /^(?:[\w.[\]]*:)?\d+$/.test(word)));
  if (hosts.length > 0 || bound.length > 0) {
    const addresses = [
      ...hosts.flatMap((one) => one.split(/[,\s]+/).map((each) => addressOf(each, number))),
      ...bound.map((one) => addressOf(one, number, isLocal)),
    ];
    const found = onlyLoopback(addresses);
    if (!found) return undefined;
    const by = [...hosts, ...bound].join(' ');
    return { ...found, by, ...asWritten(words, [...host, ...bind], by, found), isUsual: false, isGuess: false };
  }
  const elsewhere = words.some((word) => CONFIGURED.test(word)) || variables.some(isSet);
  if (!isLocal || elsewhere || number === undefined || !isPortNumber(number)) return undefined;
  const everywhere = host[0] === undefined ? `${bind[0] ?? ''} 0.0.0.0:${number}`.trim() : `${host[0]} 0.0.0.0`;
  return { address: '127.0.0.1', port: number, by: 'command', written: '', everywhere, isUsual: true, isGuess: false };
}

/** The flag with its value as it is written, and with every address for a value. */
function asWritten(
  words: readonly string[],
  flags: readonly string[],
  by: string,
  { address }: Bound,
): Pick<LoopbackListener, 'written' | 'everywhere'> {
  const index = words.findIndex((word) => flags.includes(word.split('=')[0] ?? ''));
  const [flag = '', next = ''] = index < 0 ? [] : words.slice(index);
  const written = flag === '' ? by : flag.includes('=') ? flag : `${flag} ${next}`;
  const everywhere = written.replaceAll(address, '0.0.0.0');
  // an address with the port alone leaves the address to the program
  return { written, everywhere: everywhere === written ? written.replace(/\b(?=\d+$)/, '0.0.0.0:') : everywhere };
}

/** The first of them, where all are the loopback. */
function onlyLoopback(all: readonly (Bound | undefined)[]): Bound | undefined {
  const [first] = all;
  const isLoopback = (one: Bound | undefined): boolean =>
    one !== undefined && isPortNumber(one.port) && (one.address === 'localhost' || isLoopbackAddress(one.address));
  return first && all.every(isLoopback) ? first : undefined;
}

function isLoopbackAddress(text: string): boolean {
  return IpAddress.tryParse(text.replace(/^\[|\]$/g, ''))?.isLoopback === true;
}
