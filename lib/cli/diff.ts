import { serviceDifference } from '../core/ecs/reach/service-difference';
import { difference, type TopologyDifference } from '../core/engine/answers/difference';
import { Topology } from '../core/engine/topology';
import { networkDifference } from '../core/vpc/network-difference';
import { explain } from '../core/rules/check';
import { type Finding } from '../core/values/finding';
import { type Input } from '../formats/input';
import { findingsOf } from '../formats/reading';
import { type Change } from '../report/change-report';
import { type Arguments } from './command';
import { type Context } from './context';
import { print } from './print';
import { exitCodeOf, readAll } from './read';
import { UsageError } from './usage-error';

/** Prints what changed between two versions of files; returns the exit code. */
export function runDiff(args: Arguments, context: Context): number {
  const [before, after, ...more] = args.operands;
  if (before === undefined || after === undefined || more.length > 0) {
    throw new UsageError('diff takes two files, the old and the new one', 'diff');
  }
  // both versions are read as one project, whatever folders they are in
  const home = after === '-' ? before : after;
  const old = readAll('diff', args, context, [before], home);
  const now = readAll('diff', args, context, [after], home);
  const change = changeOf(old.inputs, now.inputs);
  print('change', change, args, context);
  const own = change.added.some(({ severity }) => severity === 'error') ? 1 : 0;
  return Math.max(exitCodeOf(old, own, context), exitCodeOf(now, own, context));
}

function changeOf(before: readonly Input[], after: readonly Input[]): Change {
  const [was, is] = [hostsOf(before), hostsOf(after)];
  // inputs with one host each are compared whatever the hosts are called
  const pairs =
    was.size === 1 && is.size === 1 ? [[...is.keys()][0] ?? ''] : [...is.keys()].filter((name) => was.has(name));
  const hosts = pairs.flatMap((host) => {
    const [one, two] = was.size === 1 ? [[...was.values()][0], is.get(host)] : [was.get(host), is.get(host)];
    return one && two ? [{ host, change: ofProject(difference(one, two), one, two) }] : [];
  });
  const [old, now] = [
    before.flatMap(({ reading }) => findingsOf(reading)),
    after.flatMap(({ reading }) => findingsOf(reading)),
  ];
  // a path in a file names the service, that of a running host the container; the message names the container in both
  const isSeen = (inputs: readonly Input[]): boolean => inputs.some(({ type }) => type === 'docker-inspect');
  const keyOf = isSeen(before) === isSeen(after) ? withPath : withoutPath;
  const [oldKeys, nowKeys] = [new Set(old.map(keyOf)), new Set(now.map(keyOf))];
  return {
    hosts,
    services: serviceDifference(
      before.flatMap(({ reading }) => reading.clusters),
      after.flatMap(({ reading }) => reading.clusters),
    ),
    network: networkDifference(
      before.flatMap(({ reading }) => reading.networks),
      after.flatMap(({ reading }) => reading.networks),
    ),
    added: now.filter((finding) => !oldKeys.has(keyOf(finding))),
    removed: old.filter((finding) => !nowKeys.has(keyOf(finding))),
  };
}

function hostsOf(inputs: readonly Input[]): Map<string, Topology> {
  return new Map(
    inputs.flatMap(({ reading }) => reading.dockerHosts.map((host) => [host.at.path, Topology.of(host)] as const)),
  );
}

/** A project compared with a running host: containers of other projects on that host are not counted as added. */
function ofProject(change: TopologyDifference, file: Topology, running: Topology): TopologyDifference {
  if (running.host.observed !== true || file.host.observed === true) return change;
  const projects = new Set([file.host.at.path, ...[...file.nodes.values()].map(({ spec }) => spec.project)]);
  const isOther = (name: string): boolean => {
    const project = running.nodes.get(name)?.spec.project;
    return project !== undefined && !projects.has(project);
  };
  return {
    ...change,
    added: change.added.filter((name) => !isOther(name)),
    exposed: change.exposed.filter(({ container }) => !isOther(container)),
  };
}

function withPath(finding: Finding): string {
  return `${finding.at.path} ${withoutPath(finding)}`;
}

function withoutPath(finding: Finding): string {
  return `${finding.rule} ${explain(finding)}`;
}
