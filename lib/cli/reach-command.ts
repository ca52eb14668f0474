import { reachDialled } from '../core/engine/answers/dialled';
import { type Verdict } from '../core/engine/flow/verdict';
import { joined } from '../core/values/phrase';
import { Port } from '../core/values/port';
import { holdersOf } from '../formats/formats';
import { type NamedTopology } from '../report/renderer';
import { type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { format, HELP, READING } from './options';
import { print } from './print';
import { printProblems, readAll } from './read';
import { reachServices } from './service-reach';
import { containerNamed, originNamed, topologiesOf } from './topologies';
import { UsageError } from './usage-error';

export const REACH: CommandShape = {
  name: 'reach',
  operands: 'FILE...',
  summary: 'say who reaches whom, by which name, or what blocks it',
  description: [
    `Reads ${joined(holdersOf('docker'), 'or')} and prints the matrix of all containers, or with --from and --to one verdict with its trace. No engine is asked.`,
    'A container is named as on the engine, or by its service. --from and --to also take host and outside, another machine.',
    `Reads ${joined(holdersOf('ecs'), 'or')} too and says which ECS services get through to which ports of the others, through the security groups of both. Routes and network ACLs are not looked at.`,
    'Exit code: 0, or with --from and --to 1 when the way is blocked or not known; 2 when a file could not be read.',
  ],
  options: [
    { name: 'from', value: 'NAME', help: 'who asks: a container, host or outside' },
    { name: 'to', value: 'NAME', help: 'who is asked: a container, host or outside' },
    { name: 'port', value: 'PORT', help: 'the port to dial, such as 80/tcp (default: a ping)' },
    ...READING,
    format('hosts', 'verdict', 'clusters', 'flows'),
    HELP,
  ],
  examples: [
    'portwright reach compose.yaml',
    'portwright reach compose.yaml --from web --to db --port 5432/tcp',
    'portwright reach cdktf.out/stacks/lab/cdk.tf.json --format mermaid',
    'portwright reach template.json --from Web --to Api --port 8080/tcp',
  ],
};

/** Prints who reaches whom; gives the exit code. */
export function runReach(args: Arguments, context: Context): number {
  const { inputs } = readAll('reach', args, context);
  if (printProblems(inputs, context)) return 2;
  const given = args.value('port');
  const port = given === undefined ? undefined : Port.parse(given);
  const [from, to] = [args.value('from'), args.value('to')];
  if ((from === undefined) !== (to === undefined)) throw new UsageError('--from and --to go together', 'reach');
  const clusters = inputs
    .flatMap(({ reading }) => reading.clusters)
    .filter(({ services }) => services.items.length > 0);
  const hasDocker = inputs.some(({ reading }) => reading.dockerHosts.length > 0);
  if (!hasDocker && clusters.length > 0) return reachServices(clusters, { from, to, port }, args, context);
  const hosts = topologiesOf(inputs, 'reach');
  if (from !== undefined && to !== undefined) return one(hosts, from, to, port, args, context);
  print('hosts', { hosts, port }, args, context);
  return 0;
}

function one(
  hosts: readonly NamedTopology[],
  from: string,
  to: string,
  port: Port | undefined,
  args: Arguments,
  context: Context,
): number {
  const [host] = hosts;
  if (!host || hosts.length > 1)
    throw new UsageError('--from and --to ask one host, and the files define several', 'reach');
  const { topology } = host;
  const destination =
    to === 'host' || to === 'outside' ? originNamed(topology, to, 'reach') : containerNamed(topology, to, 'reach');
  const verdict: Verdict = reachDialled(topology, {
    from: originNamed(topology, from, 'reach'),
    to: destination,
    ...(port ? { port } : {}),
  });
  print('verdict', { from, to, port, verdict }, args, context);
  return verdict.kind === 'reachable' ? 0 : 1;
}
