import { type Dial } from '../core/engine/answers/dial';
import { FIX, originText, verdictLines, type Origin } from '../core/engine/flow/verdict';
import { verdictData } from './reach-report';
import { printable } from './style';

/** Answers to "what does one dial to reach the other", with the names to print for both ends. */
export interface Dials {
  readonly dials: readonly Dial[];
  readonly nameOf: (end: Origin) => string;
}

/** Each answer as text, with its trace and what to dial instead. */
export function dialsText({ dials, nameOf }: Dials): string {
  return dials
    .map((one) =>
      dialLines(one, nameOf)
        .map((line) => `${printable(line)}\n`)
        .join(''),
    )
    .join('');
}

/** What `host` stands for, which is no name that anybody can look up. */
function onHost(end: string): string {
  const [, port] = /^host:(\d+)$/.exec(end) ?? [];
  return port === undefined ? '' : ` (port ${port} of the Docker host)`;
}

/** One answer, line by line. */
export function dialLines(one: Dial, nameOf: Dials['nameOf']): string[] {
  const { from, to, port, verdict, as, shares, nameless, instead } = one;
  const [first = '', ...lines] = verdictLines(verdict);
  // what can be dialled instead is the way out
  const way = instead.length > 0 ? lines.filter((line) => !line.startsWith(FIX)) : lines;
  const what = port ? ` ${port.toString()}` : '';
  const dialled = as === undefined ? '' : port ? `: dial ${as}${onHost(as)}` : ` as ${as}`;
  const isAssumed = verdict.kind === 'reachable' && !verdict.listenerKnown;
  const byAddress = nameless === undefined ? '' : ' by address only';
  const outcome =
    verdict.kind === 'reachable' ? `reachable${byAddress}${isAssumed ? ' if it listens' : ''}${dialled}` : first;
  return [
    `${nameOf(from)} -> ${nameOf(to)}${what}: ${outcome}`,
    ...(nameless === undefined ? [] : [`  no name works: ${nameless}`]),
    ...(shares === undefined ? [] : [`  ${nameOf(to)} shares the network stack of ${shares}`]),
    ...instead.map(({ as: other, why }) => `  dial ${other}${onHost(other)} instead, ${why}`),
    ...way,
  ];
}

/** The answers as plain data. */
export function dialData({ dials, nameOf }: Dials): object {
  const data = dials.map(({ from, to, port, verdict, as, shares, nameless, instead }) => ({
    from: typeof from === 'string' ? nameOf(from) : from.kind,
    to: nameOf(to),
    port: port?.toString() ?? 'ping',
    ...verdictData(verdict),
    dial: as ?? null,
    ...(shares === undefined ? {} : { shares }),
    ...(nameless === undefined ? {} : { nameless }),
    instead,
  }));
  const [only] = data;
  return only && data.length === 1 ? only : { answers: data };
}

/** The answers as a Markdown table. */
export function dialsMarkdown({ dials, nameOf }: Dials): string {
  const rows = dials.map(({ from, to, port, verdict, as, instead }) => {
    const other = instead.map((one) => `dial ${one.as}`).join(' or ');
    const outcome = verdict.kind === 'reachable' ? (as ?? 'yes') : [verdict.kind, other].filter(Boolean).join('; ');
    return `| ${nameOf(from)} | ${nameOf(to)} ${port?.toString() ?? 'ping'} | ${outcome} |`;
  });
  return ['| from | to | |', '| --- | --- | --- |', ...rows.map(printable), ''].join('\n');
}

/** The name to print for an end of a question: that of the service in its file, or else the name of the container. */
export function endName(labels: ReadonlyMap<string, string>): (end: Origin) => string {
  return (end) => (typeof end === 'string' ? (labels.get(end) ?? end) : originText(end));
}
