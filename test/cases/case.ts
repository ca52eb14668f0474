import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { dial } from '../../lib/core/engine/answers/dial';
import { Topology } from '../../lib/core/engine/topology';
import { Port } from '../../lib/core/values/port';
import { type Finding } from '../../lib/core/values/finding';
import { findingsOf, InputError, readInputs, type Input } from '../../lib/formats';

/** What is to be said about files that somebody broke. */
export interface Case {
  /** Read together, in this order; below the folder of the table. */
  readonly files: readonly string[];
  /** Ids of the rules that find something. Rules about the same mistake may find more, errors only these. */
  readonly says: readonly string[];
  /** What the reader itself refuses, in its words. @default - nothing */
  readonly refuses?: string;
  /** A question of reach, with the kind of its verdict and a part of what is said. @default - nothing is asked */
  readonly asks?: { readonly from: string; readonly to: string; readonly port: string; readonly answer: string };
  /** What is still said otherwise; the test fails as soon as it is said right. @default - it is as wanted */
  readonly notYet?: string;
}

/** What is wrong with what is said about a case; empty when it is as wanted. */
export function differences(folder: string, wanted: Case): string[] {
  const { inputs, findings, problems } = readCase(folder, wanted.files);
  const found = new Set(findings.map(({ rule }) => rule));
  const isFixed = wanted.files.some((file) => file.includes('.fixed.'));
  return [
    ...wanted.says.filter((rule) => !found.has(rule)).map((rule) => `does not find ${rule}`),
    ...findings
      .filter(({ rule, severity }) => severity === 'error' && !wanted.says.includes(rule))
      .map(({ rule, at }) => `error ${rule} at ${at.path}`),
    ...(isFixed ? findings.filter(({ rule }) => wanted.says.includes(rule)).map(({ rule }) => `still ${rule}`) : []),
    ...refusal(problems, wanted.refuses),
    ...(wanted.asks ? answerDifference(inputs, wanted.asks) : []),
  ];
}

/** Reads files as the command does. */
export function readCase(
  folder: string,
  files: readonly string[],
): { readonly inputs: readonly Input[]; readonly findings: readonly Finding[]; readonly problems: readonly string[] } {
  const given = files.map((file) => ({ name: join(folder, file), text: readFileSync(join(folder, file), 'utf8') }));
  let inputs: Input[];
  try {
    inputs = readInputs(given, { project: basename(folder), load });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { inputs: [], findings: [], problems: [error.problem] };
  }
  return {
    inputs,
    findings: inputs.flatMap(({ reading }) => findingsOf(reading)),
    problems: inputs.flatMap(({ reading }) => reading.problems.map(({ message }) => message)),
  };
}

/** Files of a folder that no case is about. */
export function unwritten(folder: string, cases: readonly Case[]): string[] {
  const written = new Set(cases.flatMap(({ files }) => files));
  return readdirSync(folder).filter((file) => !written.has(file));
}

function load(file: string): string | undefined {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(file, 'utf8') : undefined;
}

function refusal(problems: readonly string[], wanted: string | undefined): string[] {
  if (wanted === undefined) return problems.map((problem) => `refuses: ${problem}`);
  return problems.some((problem) => problem.includes(wanted)) ? [] : [`does not refuse: ${wanted}`];
}

function answerDifference(inputs: readonly Input[], { from, to, port, answer }: NonNullable<Case['asks']>): string[] {
  const hosts = inputs.flatMap(({ reading }) => reading.dockerHosts);
  const [host] = hosts;
  if (!host || hosts.length > 1) return [`${hosts.length} hosts to ask`];
  const topology = Topology.of(host);
  const named = (path: string): string =>
    [...topology.nodes.values()].find(({ spec }) => spec.at.path === path || spec.at.path.endsWith(`/${path}`))?.name ??
    path;
  const { verdict, instead } = dial(topology, named(from), named(to), Port.parse(port));
  const others = instead.map(({ as }) => `dial ${as}`);
  const said = verdict.kind === 'blocked' ? [`blocked: ${verdict.by}`, ...others].join('; ') : verdict.kind;
  return said.startsWith(answer) || said.includes(answer) ? [] : [`answers ${said}, not ${answer}`];
}
