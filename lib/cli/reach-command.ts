import { type AwsNetwork } from '../core/vpc/aws-network';
import { nameOf } from '../core/engine/definition/docker-reading';
import { type DockerSwarm } from '../core/engine/swarm/swarm';
import { joined } from '../core/values/phrase';
import { holdersOf } from '../formats/formats';
import { type Input } from '../formats/input';
import { endName } from '../report/dial-report';
import { labelsOf } from '../report/labels';
import { type NamedTopology } from '../report/named-topology';
import { type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { DAEMONS, format, HELP, READING } from './options';
import { print } from './print';
import { printProblems, readAll } from './read';
import { dialsOf, endNamed, questionOf, type Question } from './question';
import { reachNetworks } from './network-reach';
import { reachServices } from './service-reach';
import { reachSwarms } from './swarm-reach';
import { topologiesOf } from './topologies';
import { UsageError } from './usage-error';

export const REACH: CommandShape = {
  name: 'reach',
  operands: 'FILE...',
  summary: 'say who reaches whom, by which name, or what blocks it',
  description: [
    `Reads ${joined(holdersOf('docker'), 'or')} and prints the matrix of all containers, or with --from and --to one verdict with its trace. Nothing is dialled.`,
    'A container goes by the name of its service or by its name on the engine. With only one of --from and --to, every possible other end is tried. --port is the port that is dialled; where the container listens on another one, the answer says so.',
    DAEMONS,
    `Reads ${joined(holdersOf('ecs'), 'or')} too and says which ECS services get through to which ports of the others, through the security groups of both; where subnets are in sight, also what each task needs to start, and the ways between services, functions, databases, load balancers and the internet, by routes, network ACLs, gateways, endpoints and names.`,
    'Of a stack file, or services of a swarm in Terraform, it says which services get through to which, over overlay networks and published ports.',
    'Exit code: 0, or with --from and --to 1 when the way is blocked or not known; 2 when a file could not be read.',
  ],
  options: [
    {
      name: 'from',
      value: 'NAME',
      help: 'where the traffic starts: a container or service, host, outside (another machine), internet',
    },
    {
      name: 'to',
      value: 'NAME[:PORT]',
      help: 'where it goes: the same; in AWS also a database, load balancer, address, name or aws:SERVICE',
    },
    {
      name: 'port',
      value: 'PORT',
      help: 'the port that is dialled, such as 80 or 53/udp (default: the ports that are known)',
    },
    ...READING,
    format('hosts', 'dials', 'verdict', 'clusters', 'flows', 'networks', 'paths', 'swarms'),
    HELP,
  ],
  examples: [
    'portwright reach compose.yaml',
    'portwright reach compose.yaml --from web --to db --port 5432/tcp',
    'portwright reach docker: --from web --to db',
    'docker inspect $(docker ps -aq) $(docker network ls -q) | portwright reach -',
    'portwright reach cdktf.out/stacks/lab/cdk.tf.json --format mermaid',
    'portwright reach template.json --from Web --to Api --port 8080/tcp',
    'portwright reach template.json --from internet --to LoadBalancer',
    'portwright reach template.json --from internet',
    'portwright reach stack.yaml --from outside --to web --port 8080',
  ],
};

/** Prints who reaches whom; gives the exit code. */
export function runReach(args: Arguments, context: Context): number {
  const stray = args.operands.find((name) => !/[./\\*]/.test(name) && !context.files.has(name));
  if (stray !== undefined && args.operands.length > 1) {
    throw new UsageError(
      `there is no file ${JSON.stringify(stray)}; the two ends are given with --from and --to`,
      'reach',
    );
  }
  const { inputs } = readAll('reach', args, context);
  if (printProblems(inputs, context)) return 2;
  const { from, to, port } = questionOf(args);
  const clusters = inputs
    .flatMap(({ reading }) => reading.clusters)
    .filter(({ services }) => services.items.length > 0);
  const networks = inputs.flatMap(({ reading }) => reading.networks).filter(hasEnds);
  const swarms = inputs.flatMap(({ reading }) => reading.swarms).filter(({ services }) => services.items.length > 0);
  const hasDocker = inputs.some(({ reading }) => reading.dockerHosts.length > 0);
  if (swarms.length > 0 && isAboutSwarms(inputs, swarms, from, to))
    return reachSwarms(swarms, { from, to, port }, args, context);
  if (!hasDocker && networks.length > 0) return reachNetworks(networks, clusters, { from, to, port }, args, context);
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
  const end = to === undefined ? undefined : endNamed(topology, to, 'to');
  if (typeof end === 'object') {
    if (origin === undefined) throw new UsageError(`--to ${to ?? ''} goes with --from`, 'reach');
    const verdict = topology.reach({ from: origin, to: end, ...(port ? { port } : {}) });
    print('verdict', { from: from ?? '', to: to ?? '', port, verdict }, args, context);
    return verdict.kind === 'reachable' ? 0 : 1;
  }
  const dials = dialsOf(topology, origin, end, port);
  print('dials', { dials, nameOf: endName(labelsOf(topology)) }, args, context);
  const asksOne = from !== undefined && to !== undefined;
  return asksOne && dials.some(({ verdict }) => verdict.kind !== 'reachable') ? 1 : 0;
}
