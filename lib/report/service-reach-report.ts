import { servicePorts, serviceReach, type Cluster, type Service, type ServicePort, type ServiceVerdict } from '../core';
import { cell } from './markdown';

/** Whether tasks of one service get through to a port of another one. */
export interface ServiceFlow {
  readonly from: Service;
  readonly to: ServicePort;
  readonly verdict: ServiceVerdict;
}

/** Every service of a cluster to every port of the others. */
export function serviceFlows(cluster: Cluster): ServiceFlow[] {
  const ports = servicePorts(cluster);
  return cluster.services.items.flatMap((from) =>
    ports
      .filter(({ service }) => service !== from)
      .map((to) => ({ from, to, verdict: serviceReach(cluster, from, to) })),
  );
}

/** What a person calls a service: its path or the end of it, its name, or its logical id without what CDK appends. */
export function isCalled({ at: { path }, name }: Service, text: string): boolean {
  const id = path.slice(path.lastIndexOf('/') + 1);
  return [path, id, id.replace(/[0-9A-F]{8}$/, ''), name].includes(text) || path.endsWith(`/${text}`);
}

export function serviceFlowText({ from, to, verdict }: ServiceFlow): string {
  const text = `${from.at.path} -> ${to.service.at.path} ${to.container} ${to.port}/${to.protocol}: ${verdict.kind}`;
  const fix = verdict.kind === 'blocked' ? `\n  fix: ${verdict.fix}` : '';
  return `${text}: ${reasonOf(verdict)}${fix}`;
}

function reasonOf(verdict: ServiceVerdict): string {
  if (verdict.kind === 'blocked') return verdict.because;
  if (verdict.kind === 'unknown') return verdict.why;
  const [first, last] = verdict.ports;
  const dialled = verdict.names.length > 0 ? `dial ${verdict.names.join(' or ')}, ` : '';
  return `${dialled}comes in on ${first === last ? first : `${first}-${last}`}, admitted by ${verdict.groups.join(' and ')}`;
}

/** Who gets through to whom in a cluster, for people. */
export function serviceReachText(cluster: Cluster): string {
  const flows = serviceFlows(cluster);
  const lines = flows.length === 0 ? ['no service has a port that another one could call'] : flows.map(serviceFlowText);
  return [`cluster ${cluster.at.path}`, ...lines].join('\n') + '\n';
}

export function serviceReachMarkdown(cluster: Cluster): string {
  const rows = serviceFlows(cluster).map(({ from, to, verdict }) => {
    const cells = [from.at.path, `${to.service.at.path} ${to.port}/${to.protocol}`, verdict.kind, reasonOf(verdict)];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  return [`## ${cluster.at.path}`, '', '| from | to | | because |', '| --- | --- | --- | --- |', ...rows, ''].join(
    '\n',
  );
}

export function serviceFlowData({ from, to, verdict }: ServiceFlow): object {
  return {
    from: from.at.path,
    to: to.service.at.path,
    container: to.container,
    port: `${to.port}/${to.protocol}`,
    ...verdict,
  };
}

export function serviceReachData(cluster: Cluster): object {
  return { cluster: cluster.at.path, services: serviceFlows(cluster).map(serviceFlowData) };
}
