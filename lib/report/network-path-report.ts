import { fixIn } from '../core/values/fix';
import { explainGap, explainHop, explainObstacle, fixObstacle, fixObstacleIn, wordsOf } from '../core/vpc/explain-path';
import { type NetworkPath } from '../core/vpc/network-paths';
import { type Obstacle, type PathVerdict } from '../core/vpc/path-verdict';
import { cell } from './markdown';
import { printable } from './style';

/** Paths through a network as text; a single path with its trace. */
export function networkPathsText(paths: readonly NetworkPath[]): string {
  const lines = paths.flatMap((path) => (paths.length === 1 ? pathLines(path) : linesOf(path, false)));
  return lines.map((line) => `${printable(line)}\n`).join('');
}

/** One path with its trace, line by line. */
export function pathLines(path: NetworkPath): string[] {
  return linesOf(path, true);
}

function linesOf(path: NetworkPath, withTrace: boolean): string[] {
  const { from, to, through, port, verdict } = path;
  const way = through === undefined ? '' : ` through ${through}`;
  const head = `${from} -> ${to}${port === undefined ? '' : ` ${port}`}${way}: ${stateOf(verdict)}`;
  const trace = withTrace ? verdict.trace.map((hop) => `  ${explainHop(hop)}`) : [];
  if (verdict.kind === 'reachable') return [head, ...trace];
  if (verdict.kind === 'unknown')
    return [head, ...trace, ...unique(verdict.gaps.map(explainGap)).map((why) => `  not known: ${why}`)];
  return [head, ...trace, ...verdict.causes.flatMap((cause) => causeLines(path, cause))];
}

function causeLines(path: NetworkPath, cause: Obstacle): string[] {
  const extent = cause.extent === 'may' ? ', from some of the subnets or addresses' : '';
  return [`  ${explainObstacle(wordsOf(cause, path.from))}${extent}`, `    fix: ${fixOf(path, cause)}`];
}

/** What to do, in the language that the way was written in. */
function fixOf({ from, language }: NetworkPath, cause: Obstacle): string {
  const words = wordsOf(cause, from);
  return language === undefined ? fixObstacle(words) : fixIn(language, (own) => fixObstacleIn(own, words));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function stateOf(verdict: PathVerdict): string {
  return verdict.kind === 'blocked' && verdict.extent === 'may' ? 'blocked in part' : verdict.kind;
}

/** Paths through a network as a Markdown table. */
export function networkPathsMarkdown(paths: readonly NetworkPath[]): string {
  const rows = paths.map(({ from, to, through, port, verdict }) => {
    const because =
      verdict.kind === 'blocked'
        ? verdict.causes.map((cause) => explainObstacle(wordsOf(cause, from))).join('; ')
        : verdict.kind === 'unknown'
          ? unique(verdict.gaps.map(explainGap)).join('; ')
          : '';
    const way = through === undefined ? '' : ` through ${through}`;
    return `| ${[from, `${to} ${port ?? ''}`.trim() + way, stateOf(verdict), because].map(cell).join(' | ')} |`;
  });
  return ['## Network', '', '| from | to | | because |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}

/** A path through a network as plain data. */
export function networkPathData(path: NetworkPath): object {
  const { from, to, through, port, verdict } = path;
  const trace = verdict.trace.map(({ step, element, by }) => ({
    step,
    element: element.key,
    ...(by ? { by: by.key } : {}),
  }));
  const base = {
    from,
    to,
    ...(through === undefined ? {} : { through }),
    port: port ?? null,
    verdict: verdict.kind,
    trace,
  };
  if (verdict.kind === 'reachable') return base;
  const gaps = verdict.gaps.map(({ kind, element, why }) => ({ kind, element: element.key, why }));
  if (verdict.kind === 'unknown') return { ...base, gaps };
  const causes = verdict.causes.map((cause) => ({
    kind: cause.kind,
    reason: cause.reason,
    element: cause.element.key,
    extent: cause.extent,
    facts: cause.facts,
    because: explainObstacle(wordsOf(cause, from)),
    fix: fixOf(path, cause),
  }));
  return { ...base, extent: verdict.extent, causes, gaps };
}
