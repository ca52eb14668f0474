import { type Cluster } from '../core/ecs/cluster';
import {
  flowsBetween,
  isServiceCalled,
  servicePorts,
  servicesCalled,
  type ServiceFlow,
} from '../core/ecs/reach/service-reach';
import { ModelError } from '../core/values/model-error';
import { type Port } from '../core/values/port';
import { isKnown } from '../core/values/unknown';
import { type Arguments } from './command';
import { type Context } from './context';
import { print } from './print';
import { UsageError } from './usage-error';

interface Asked {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly port: Port | undefined;
}

/** Ends that only a network has. */
const OUTER: readonly string[] = ['internet', 'internet6', 'outside'];

/** Prints which services get through to which; gives the exit code. */
export function reachServices(
  clusters: readonly Cluster[],
  { from, to, port }: Asked,
  args: Arguments,
  context: Context,
): number {
  if (from === undefined || to === undefined) {
    print('clusters', clusters, args, context);
    return 0;
  }
  const outer = [from, to].find((name) => OUTER.includes(name) && !isServiceCalled(clusters, name));
  if (outer !== undefined) {
    throw new UsageError(
      `what ${outer} reaches, or who reaches it, depends on subnets and routes that these files do not show; give the files with the VPC as well`,
      'reach',
    );
  }
  const flows = between(clusters, from, to, port);
  if (flows.length === 0) throw new UsageError(noFlow(clusters, from, to, port), 'reach');
  print('flows', flows, args, context);
  return flows.every(({ verdict }) => verdict.kind === 'open') ? 0 : 1;
}

/** Why there is nothing to say about a way: what was asked has no port, or not the one that was named. */
function noFlow(clusters: readonly Cluster[], from: string, to: string, port: Port | undefined): string {
  const callers = servicesCalled(clusters, from).map(({ service }) => service);
  const called = servicesCalled(clusters, to).map(({ service }) => service);
  if (called.every((service) => callers.includes(service))) return `${to} is asked about itself, expected two services`;
  const open = called.map(({ task }) => task).find((task) => !isKnown(task));
  if (open !== undefined && !isKnown(open)) return `the ports of ${to} are not known: ${open.why}`;
  const all = clusters.flatMap(servicePorts).filter(({ service }) => called.includes(service));
  const mapped = all.map((one) => `${one.port}/${one.protocol}`);
  if (mapped.length === 0) return `${to} maps no port that others could call`;
  return `${to} maps no port ${port?.toString() ?? ''}; there is ${[...new Set(mapped)].join(', ')}`;
}

/** A name that a person got wrong is a matter of the command line. */
function between(...question: Parameters<typeof flowsBetween>): ServiceFlow[] {
  try {
    return flowsBetween(...question);
  } catch (error) {
    throw ModelError.isModelError(error) ? new UsageError(error.problem, 'reach') : error;
  }
}
