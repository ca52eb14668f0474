import { exposures, type Exposure } from '../core/engine/answers/exposure';
import { namelessReason } from '../core/engine/answers/dial';
import { dialText, matrix, type MatrixCell } from '../core/engine/answers/matrix';
import { ReachClasses } from '../core/engine/answers/reach-classes';
import { originText, type Reachable, type Verdict, verdictLines } from '../core/engine/flow/verdict';
import { type Topology } from '../core/engine/topology';
import { type Port } from '../core/values/port';
import { isKnown } from '../core/values/unknown';
import { labelsOf } from './labels';
import { cell, code } from './markdown';
import { PLAIN, printable, type Style } from './style';

/** More containers than this are printed as classes of containers with equal answers: a matrix would not fit a screen. */
export const MATRIX_SIZE = 20;

/** The longest line, in characters, before its reason moves to a note below. */
const LINE = 80;

/** A verdict as plain data, with ports and addresses as texts. */
export function verdictData(verdict: Verdict): object {
  return JSON.parse(JSON.stringify(verdict)) as object;
}

/** Who reaches whom, as plain data. */
export function reachData(name: string, topology: Topology, port?: Port): object {
  return {
    host: name,
    port: port?.toString() ?? 'ping',
    ...(topology.nodes.size <= MATRIX_SIZE
      ? {
          matrix: matrix(topology, port ? { port } : {}).map(({ from, to, verdict }) => ({
            from: originText(from),
            to,
            ...verdictData(verdict),
          })),
        }
      : { classes: classesData(topology) }),
    exposed: exposures(topology).map(exposureData),
  };
}

function classesData(topology: Topology): object {
  const { classes, groups } = ReachClasses.of(topology);
  return {
    classes,
    groups: groups.map(({ by, classes: inside }) => ({ by, classes: inside.map((one) => classes.indexOf(one)) })),
  };
}

/** A published port as plain data. */
export function exposureData({ container, port, hostPort, hostAddress, to, because }: Exposure): object {
  return {
    container,
    port: port?.toString() ?? null,
    hostPort: hostPort === undefined ? null : isKnown(hostPort) ? hostPort : { unknown: hostPort.why },
    hostAddress:
      hostAddress === undefined ? null : isKnown(hostAddress) ? hostAddress.toString() : { unknown: hostAddress.why },
    to,
    because,
  };
}

/** Who reaches whom, as text. */
export function reachText(name: string, topology: Topology, port: Port | undefined, style: Style = PLAIN): string {
  const notes = new Notes(style);
  const lines = [`${style.strong(printable(name))}, ${port ? `port ${port.toString()}` : 'ping'}`, ''];
  lines.push(
    ...(topology.nodes.size <= MATRIX_SIZE ? matrixLines(topology, port, style, notes) : classLines(topology, style)),
  );
  lines.push(...idleLines(topology, style), '', ...exposureLines(topology, style, notes), '', ...notes.lines());
  return lines.join('\n');
}

/** Footnotes for reasons that do not fit into a line: each is printed once, under a number. */
class Notes {
  readonly #numbers = new Map<string, number>();

  constructor(private readonly style: Style) {}

  /** A line with its reason at the end, or with the number of a footnote. */
  after(before: string, between: string, reason: string): string {
    if (reason === '') return '';
    const text = printable(`${between}${reason}`);
    if (before.length + text.length <= LINE) return this.style.faint(text);
    const number = this.#numbers.get(reason) ?? this.#numbers.size + 1;
    this.#numbers.set(reason, number);
    return this.style.faint(` [${number}]`);
  }

  lines(): string[] {
    if (this.#numbers.size === 0) return [];
    return [...[...this.#numbers].map(([reason, number]) => this.style.faint(`[${number}] ${printable(reason)}`)), ''];
  }
}

function matrixLines(topology: Topology, port: Port | undefined, style: Style, notes: Notes): string[] {
  const cells = matrix(topology, port ? { port } : {});
  if (cells.length === 0) return ['no two containers that run'];
  const labels = labelsOf(topology);
  const shown = (name: string): string => printable(labels.get(name) ?? name);
  const width = Math.max(...cells.map(({ to }) => shown(to).length));
  return [...groupBySender(cells)].flatMap(([from, row]) => [
    `${shown(from)} reaches`,
    ...row.map((one) => {
      const to = `  ${shown(one.to).padEnd(width)}  `;
      const { said, mark, between, reason } = outcome(topology, one);
      return `${to}${style[mark](printable(said))}${notes.after(`${to}${said}`, between, reason)}`;
    }),
  ]);
}

/** Containers that do not start, and so are in no line above. */
function idleLines(topology: Topology, style: Style): string[] {
  const idle = [...topology.nodes.values()].filter(({ hindrance }) => hindrance !== undefined);
  if (idle.length === 0) return [];
  const labels = labelsOf(topology);
  return [
    'does not start',
    ...idle.map(
      ({ name, hindrance = '' }) =>
        `  ${style.error(printable(labels.get(name) ?? name))} ${style.faint(printable(hindrance))}`,
    ),
  ];
}

function groupBySender(cells: readonly MatrixCell[]): Map<string, MatrixCell[]> {
  const groups = new Map<string, MatrixCell[]>();
  for (const one of cells) {
    const from = originText(one.from);
    groups.set(from, [...(groups.get(from) ?? []), one]);
  }
  return groups;
}

/** What is printed for a pair, and why. */
interface Outcome {
  readonly said: string;
  readonly mark: 'good' | 'error' | 'warning';
  readonly between: string;
  /** Empty when it needs no explanation. */
  readonly reason: string;
}

function outcome(topology: Topology, cell: MatrixCell): Outcome {
  const { verdict } = cell;
  switch (verdict.kind) {
    case 'reachable': {
      const said = verdict.name === undefined ? byAddress(verdict) : `yes, dial ${verdict.name}`;
      return { said, mark: 'good', between: ': ', reason: namelessText(topology, cell) };
    }
    case 'blocked':
      return { said: `no (${verdict.failure})`, mark: 'error', between: ' ', reason: verdict.by };
    case 'unknown':
      return { said: 'not known', mark: 'warning', between: ' ', reason: verdict.missing };
  }
}

/** Why a container has to dial another one by its address. */
function namelessText(topology: Topology, { from, to, verdict }: MatrixCell): string {
  if (typeof from !== 'string' || verdict.kind !== 'reachable') return '';
  if (verdict.name !== undefined || verdict.dialled !== undefined) return '';
  return namelessReason(topology, from, topology.node(to)) ?? '';
}

function byAddress(verdict: Reachable): string {
  if (verdict.dialled !== undefined) return `yes, dial ${dialText(verdict) ?? 'the host'}`;
  const { address } = verdict;
  return address !== undefined && isKnown(address) ? `yes, dial ${address.toString()}` : 'yes, by address only';
}

function classLines(topology: Topology, style: Style): string[] {
  const { classes, groups } = ReachClasses.of(topology);
  return [
    `${topology.nodes.size} containers in ${classes.length} classes of equals`,
    ...classes.map(
      ({ members, networks }, index) =>
        `  ${index + 1}. ${printable(listed(members))} ${style.faint(printable(`on ${networks.join(', ') || 'no network'}`))}`,
    ),
    'everyone reaches everyone',
    ...groups.map(
      ({ by, classes: inside }) => `  on ${printable(by)}: ${inside.map((one) => classes.indexOf(one) + 1).join(', ')}`,
    ),
  ];
}

function listed(names: readonly string[]): string {
  return names.length <= 6 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
}

function exposureLines(topology: Topology, style: Style, notes: Notes): string[] {
  const open = exposures(topology);
  if (open.length === 0) return ['nothing is reached from outside'];
  return [
    'reached from outside',
    ...open.map((one) => {
      const way = `  ${printable(exposureText(one))} `;
      return `${way}${style.faint(one.to)}${notes.after(`${way}${one.to}`, ', ', one.because)}`;
    }),
  ];
}

/** Where a container is reached from outside, in words. */
export function exposureText({ container, port, hostPort, hostAddress, to }: Exposure): string {
  const outside =
    hostPort === undefined
      ? 'any port'
      : isKnown(hostPort)
        ? String(hostPort)
        : to === 'not known'
          ? 'a port that is not known'
          : 'a port picked at start';
  const address = hostAddress === undefined ? '' : `${isKnown(hostAddress) ? hostAddress.toString() : '?'}:`;
  return `${address}${outside} -> ${container}${port ? ` ${port.toString()}` : ''}`;
}

/** One verdict with its trace, as text. */
export function verdictText(from: string, to: string, verdict: Verdict): string {
  const [first = '', ...more] = verdictLines(verdict);
  return [`${from} -> ${to}: ${first}`, ...more].map((line) => `${printable(line)}\n`).join('');
}

/** Who reaches whom, as a Markdown table. */
export function reachMarkdown(name: string, topology: Topology, port?: Port): string {
  const cells = matrix(topology, port ? { port } : {});
  const targets = [...new Set(cells.map(({ to }) => to))];
  const rows = [...groupBySender(cells)].map(([from, row]) => {
    const byTarget = new Map(row.map((one) => [one.to, one.verdict]));
    return `| ${code(from)} | ${targets.map((to) => markdownCell(byTarget.get(to))).join(' | ')} |`;
  });
  return [
    `## ${cell(name)}, ${port ? `port ${port.toString()}` : 'ping'}`,
    '',
    `| from \\ to | ${targets.map(code).join(' | ')} |`,
    `|---|${targets.map(() => '---|').join('')}`,
    ...rows,
    '',
  ].join('\n');
}

function markdownCell(verdict: Verdict | undefined): string {
  if (!verdict) return '';
  if (verdict.kind === 'reachable') return `yes: ${code(dialText(verdict) ?? '')}`;
  return verdict.kind === 'blocked' ? `no: ${verdict.failure}` : 'not known';
}
