import { type ServiceDifference } from '../core/ecs/reach/service-difference';
import { type TopologyDifference } from '../core/engine/answers/difference';
import { type NetworkDifference, type NetworkWay } from '../core/vpc/network-difference';
import { explain } from '../core/rules/check';
import { type Finding } from '../core/values/finding';
import { exposureData, exposureText } from './reach-report';
import { printable } from './style';

/** What changed between two versions of the same files. */
export interface Change {
  readonly hosts: readonly { readonly host: string; readonly change: TopologyDifference }[];
  readonly services: ServiceDifference;
  readonly network: NetworkDifference;
  readonly added: readonly Finding[];
  readonly removed: readonly Finding[];
}

/** A change as plain data. */
export function changeData({ hosts, services, network, added, removed }: Change): object {
  const findingData = (finding: Finding): object => ({
    rule: finding.rule,
    severity: finding.severity,
    effect: finding.effect,
    path: finding.at.path,
    message: explain(finding),
  });
  return {
    hosts: hosts.map(({ host, change }) => ({
      host,
      ...change,
      exposed: change.exposed.map(exposureData),
      hidden: change.hidden.map(exposureData),
    })),
    services,
    network,
    findings: { came: added.map(findingData), went: removed.map(findingData) },
  };
}

/** A change as text, one line for each difference; no line when nothing changed. */
export function changeLines({
  hosts,
  services,
  network,
  added: addedFindings,
  removed: removedFindings,
}: Change): string[] {
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
    ...network.opened.map((way) => `+ ${wayText(way)}`),
    ...network.closed.map((way) => `- ${wayText(way)}`),
  );
  const findingLine =
    (sign: string) =>
    (finding: Finding): string =>
      `${sign} ${finding.severity} ${finding.rule} at ${finding.at.path}: ${explain(finding)}`;
  return [...lines, ...addedFindings.map(findingLine('+')), ...removedFindings.map(findingLine('-'))].map(printable);
}

/** One open path through a network, in words. */
function wayText({ from, to, through, port }: NetworkWay): string {
  const on = port === undefined ? '' : ` on ${port}`;
  return `${from} reaches ${to}${on}${through === undefined ? '' : ` through ${through}`}`;
}
