import { serviceDifference, type ServiceDifference } from '../core/ecs/reach/service-difference';
import { difference, type TopologyDifference } from '../core/engine/answers/difference';
import { Topology } from '../core/engine/topology';
import { explain } from '../core/rules/check';
import { type Finding } from '../core/values/finding';
import { findingsOf, type Input } from '../formats';
import { exposureData, exposureText, printable } from '../report';
import { type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { format, HELP, READING } from './options';
import { printProblems, readAll } from './read';
import { UsageError } from './usage-error';

export const DIFF: CommandShape = {
  name: 'diff',
  operands: 'OLD NEW',
  summary: 'say what became reachable, what was lost, and which findings came and went',
  description: ['Exit code: 0 when no error came, 1 when one did, 2 when a file could not be read.'],
  options: [...READING, format('text', 'json', 'markdown'), HELP],
  examples: ['git show HEAD:compose.yaml | portwright diff - compose.yaml'],
};

interface Change {
  readonly hosts: readonly { readonly host: string; readonly change: TopologyDifference }[];
  readonly services: ServiceDifference;
  readonly came: readonly Finding[];
  readonly went: readonly Finding[];
}

export function runDiff(args: Arguments, context: Context): number {
  const [before, after, ...more] = args.operands;
  if (before === undefined || after === undefined || more.length > 0) {
    throw new UsageError('diff takes two files, the old and the new one', 'diff');
  }
  // one project, wherever its two versions lie
  const home = after === '-' ? before : after;
  const old = readAll('diff', args, context, [before], home).inputs;
  const now = readAll('diff', args, context, [after], home).inputs;
  const change = changeOf(old, now);
  context.print(rendered(change, args.value('format') ?? 'text'));
  if (printProblems([...old, ...now], context)) return 2;
  return change.came.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function changeOf(before: readonly Input[], after: readonly Input[]): Change {
  const [was, is] = [hostsOf(before), hostsOf(after)];
  // projects of one host each are compared whatever they are called
  const pairs =
    was.size === 1 && is.size === 1 ? [[...is.keys()][0] ?? ''] : [...is.keys()].filter((name) => was.has(name));
  const hosts = pairs.flatMap((host) => {
    const [one, two] = was.size === 1 ? [[...was.values()][0], is.get(host)] : [was.get(host), is.get(host)];
    return one && two ? [{ host, change: difference(one, two) }] : [];
  });
  const [old, now] = [
    before.flatMap(({ reading }) => findingsOf(reading)),
    after.flatMap(({ reading }) => findingsOf(reading)),
  ];
  const [oldKeys, nowKeys] = [new Set(old.map(keyOf)), new Set(now.map(keyOf))];
  return {
    hosts,
    services: serviceDifference(
      before.flatMap(({ reading }) => reading.clusters),
      after.flatMap(({ reading }) => reading.clusters),
    ),
    came: now.filter((finding) => !oldKeys.has(keyOf(finding))),
    went: old.filter((finding) => !nowKeys.has(keyOf(finding))),
  };
}

function hostsOf(inputs: readonly Input[]): Map<string, Topology> {
  return new Map(
    inputs.flatMap(({ reading }) => reading.dockerHosts.map((host) => [host.at.path, Topology.of(host)] as const)),
  );
}

function keyOf(finding: Finding): string {
  return `${finding.rule} ${finding.at.path} ${explain(finding)}`;
}

function json({ hosts, services, came, went }: Change): string {
  const told = (finding: Finding): object => ({
    rule: finding.rule,
    severity: finding.severity,
    effect: finding.effect,
    path: finding.at.path,
    message: explain(finding),
  });
  const data = {
    version: 1,
    hosts: hosts.map(({ host, change }) => ({
      host,
      ...change,
      exposed: change.exposed.map(exposureData),
      hidden: change.hidden.map(exposureData),
    })),
    services,
    findings: { came: came.map(told), went: went.map(told) },
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

function rendered(change: Change, how: string): string {
  if (how === 'json') return json(change);
  const lines = linesOf(change).map(printable);
  if (lines.length === 0) return 'no change\n';
  // Markdown shows what begins with a plus or a minus in colours
  return how === 'markdown' ? ['```diff', ...lines, '```', ''].join('\n') : `${lines.join('\n')}\n`;
}

function linesOf({ hosts, services, came, went }: Change): string[] {
  const lines = hosts.flatMap(({ change: { added, removed, opened, closed, exposed, hidden } }) => [
    ...added.map((name) => `+ container ${name}`),
    ...removed.map((name) => `- container ${name}`),
    ...opened.map(({ from, to }) => `+ ${from} reaches ${to}`),
    ...closed.map(({ from, to }) => `- ${from} reaches ${to}`),
    ...exposed.map((one) => `+ ${one.to}: ${exposureText(one)}`),
    ...hidden.map((one) => `- ${one.to}: ${exposureText(one)}`),
  ]);
  lines.push(
    ...services.added.map((path) => `+ service ${path}`),
    ...services.removed.map((path) => `- service ${path}`),
    ...services.opened.map(({ from, to, port }) => `+ ${from} reaches ${to} on ${port}`),
    ...services.closed.map(({ from, to, port }) => `- ${from} reaches ${to} on ${port}`),
  );
  const told =
    (sign: string) =>
    (finding: Finding): string =>
      `${sign} ${finding.severity} ${finding.rule} at ${finding.at.path}: ${explain(finding)}`;
  return [...lines, ...came.map(told('+')), ...went.map(told('-'))];
}
