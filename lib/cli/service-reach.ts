import { flowsBetween, ModelError, type ServiceFlow, type Cluster, type Port } from '../core';
import { serviceFlowData, serviceFlowsText, serviceReachData, serviceReachMarkdown, serviceReachText } from '../report';
import { type Arguments } from './command';
import { type Context } from './context';
import { UsageError } from './usage-error';

interface Asked {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly port: Port | undefined;
}

/** Prints which services get through to which; gives the exit code. */
export function reachServices(
  clusters: readonly Cluster[],
  { from, to, port }: Asked,
  args: Arguments,
  context: Context,
): number {
  const how = args.value('format') ?? 'text';
  if (how === 'mermaid') throw new UsageError('--format mermaid is for Docker hosts', 'reach');
  if (from === undefined || to === undefined) {
    if (how === 'json') {
      context.print(`${JSON.stringify({ version: 1, clusters: clusters.map(serviceReachData) }, undefined, 2)}\n`);
    } else context.print(clusters.map(how === 'markdown' ? serviceReachMarkdown : serviceReachText).join('\n'));
    return 0;
  }
  if (how === 'markdown') throw new UsageError(`--format ${how} is for all services, without --from and --to`, 'reach');
  const flows = between(clusters, from, to, port);
  if (flows.length === 0) {
    throw new UsageError(`${to} maps no such port`, 'reach');
  }
  context.print(
    how === 'json' ? `${JSON.stringify(flows.map(serviceFlowData), undefined, 2)}\n` : serviceFlowsText(flows),
  );
  return flows.every(({ verdict }) => verdict.kind === 'open') ? 0 : 1;
}

/** A name that a person got wrong is a matter of the command line. */
function between(...question: Parameters<typeof flowsBetween>): ServiceFlow[] {
  try {
    return flowsBetween(...question);
  } catch (error) {
    throw ModelError.isModelError(error) ? new UsageError(error.problem, 'reach') : error;
  }
}
