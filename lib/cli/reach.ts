import { type AwsNetwork } from '../core/vpc/aws-network';
import { nameOf } from '../core/engine/definition/docker-reading';
import { type DockerSwarm } from '../core/engine/swarm/swarm';
import { type Input } from '../formats/input';
import { endName } from '../report/dial-report';
import { labelsOf } from '../report/labels';
import { type NamedTopology } from '../report/named-topology';
import { type Arguments } from './command';
import { type Context } from './context';
import { print } from './print';
import { exitCodeOf, readAll } from './read';
import { dialsOf, endNamed, questionOf, targetNamed, type Question } from './question';
import { reachNetworks } from './network-reach';
import { reachServices } from './service-reach';
import { reachSwarms } from './swarm-reach';
import { topologiesOf } from './topologies';
import { UsageError } from './usage-error';

/** Prints who reaches whom; gives the exit code. */
export function runReach(args: Arguments, context: Context): number {
  const stray = args.operands.find((name) => !/[./\\*]/.test(name) && !context.files.has(name));
  if (stray !== undefined && args.operands.length > 1) {
    throw new UsageError(
      `there is no file ${JSON.stringify(stray)}; the two ends are given with --from and --to`,
      'reach',
    );
  }
  const given = readAll('reach', args, context);
  const { inputs } = given;
  const least = exitCodeOf(given, 0, context);
  return least === 2 ? least : Math.max(least, answer(inputs, args, context));
}

/** Answers of what was read; gives the exit code. */
function answer(inputs: readonly Input[], args: Arguments, context: Context): number {
  const { from, to, port } = questionOf(args);
  const clusters = inputs
    .flatMap(({ reading }) => reading.clusters)
    .filter(({ services }) => services.items.length > 0);
  const networks = inputs.flatMap(({ reading }) => reading.networks).filter(hasEnds);
  const swarms = inputs.flatMap(({ reading }) => reading.swarms).filter(({ services }) => services.items.length > 0);
  const hasDocker = inputs.some(({ reading }) => reading.dockerHosts.length > 0);
  if (swarms.length > 0 && isAboutSwarms(inputs, swarms, from, to))
    return reachSwarms(swarms, { from, to, port }, args, context);
  if (!hasDocker && networks.length > 0) {
    const { language } = inputs.find(({ reading }) => reading.networks.length > 0) ?? {};
    return reachNetworks(networks, clusters, { from, to, port }, language, args, context);
  }
  if (!hasDocker && clusters.length > 0) return reachServices(clusters, { from, to, port }, args, context);
  const hosts = topologiesOf(inputs, 'reach');
  if (from !== undefined || to !== undefined) return ask(hosts, { from, to, port }, args, context);
  print('hosts', { hosts, port }, args, context);
  return 0;
}

/** Whether there is anything to ask about. */
function hasEnds({ subnets, hosts, balancers }: AwsNetwork): boolean {
  return subnets.length > 0 || hosts.length > 0 || balancers.length > 0;
}

/** Beside containers, a swarm is asked where one of its services is named. */
function isAboutSwarms(
  inputs: readonly Input[],
  swarms: readonly DockerSwarm[],
  ...named: (string | undefined)[]
): boolean {
  const hasContainers = inputs.some(({ reading }) =>
    reading.dockerHosts.some(({ containers }) => containers.items.length > 0),
  );
  if (!hasContainers) return true;
  const names = swarms.flatMap(({ services }) => services.items.map(nameOf));
  return named.some((one) => one !== undefined && names.some((name) => name === one || name.endsWith(`_${one}`)));
}

/** Answers a question about one host; 0 when every way that was asked for is open. */
function ask(hosts: readonly NamedTopology[], { from, to, port }: Question, args: Arguments, context: Context): number {
  const [host] = hosts;
  if (!host || hosts.length > 1)
    throw new UsageError('--from and --to ask one host, and the files define several', 'reach');
  const { topology } = host;
  const origin = from === undefined ? undefined : endNamed(topology, from, 'from');
  const end = to === undefined ? undefined : targetNamed(topology, to, origin);
  if (typeof end === 'object') {
    if (origin === undefined) throw new UsageError(`--to ${to ?? ''} goes with --from`, 'reach');
    const verdict = topology.reach({ from: origin, to: end, ...(port ? { port } : {}) });
    print('verdict', { from: from ?? '', to: to ?? '', port, verdict }, args, context);
    return verdict.kind === 'reachable' ? 0 : 1;
  }
  const dials = dialsOf(topology, origin, end, port, to);
  print('dials', { dials, nameOf: endName(labelsOf(topology)) }, args, context);
  const asksOne = from !== undefined && to !== undefined;
  return asksOne && dials.some(({ verdict }) => verdict.kind !== 'reachable') ? 1 : 0;
}
