import { type Cluster } from '../core/ecs/cluster';
import { serviceFlowLines, serviceFlows, type ServiceFlow } from '../core/ecs/reach/service-reach';
import { explainServiceVerdict } from '../core/ecs/reach/service-verdict';
import { cell } from './markdown';
import { printable } from './style';

/** Which services reach which in a cluster, as text. */
export function serviceReachText(cluster: Cluster): string {
  const flows = serviceFlows(cluster);
  const lines =
    flows.length === 0 ? ['no service has a port that another one could call'] : flows.flatMap(serviceFlowLines);
  return printed([`cluster ${cluster.at.path}`, ...lines]);
}

/** Flows between services as text; a single flow with its trace. */
export function serviceFlowsText(flows: readonly ServiceFlow[]): string {
  return printed(flows.flatMap(serviceFlowLines));
}

function printed(lines: readonly string[]): string {
  return lines.map((line) => `${printable(line)}\n`).join('');
}

/** Which services reach which in a cluster, as Markdown. */
export function serviceReachMarkdown(cluster: Cluster): string {
  const rows = serviceFlows(cluster).map(({ from, to, verdict }) => {
    const cells = [
      from.at.path,
      `${to.service.at.path} ${to.port}/${to.protocol}`,
      verdict.kind,
      explainServiceVerdict(verdict),
    ];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  return [`## ${cluster.at.path}`, '', '| from | to | | because |', '| --- | --- | --- | --- |', ...rows, ''].join(
    '\n',
  );
}

/** One flow between services as plain data. */
export function serviceFlowData({ from, to, verdict }: ServiceFlow): object {
  return {
    from: from.at.path,
    to: to.service.at.path,
    container: to.container,
    port: `${to.port}/${to.protocol}`,
    ...verdict,
  };
}

/** Which services reach which in a cluster, as plain data. */
export function serviceReachData(cluster: Cluster): object {
  return { cluster: cluster.at.path, services: serviceFlows(cluster).map(serviceFlowData) };
}
