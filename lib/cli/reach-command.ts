import { joined } from '../core/values/phrase';
import { holdersOf } from '../formats/formats';
import { type CommandShape } from './command';
import { DAEMONS, format, HELP, READING } from './options';

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
    'Exit code: 0, or with --from and --to 1 when the way is blocked or not known; 1 when a part could not be read too, 2 when nothing could.',
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
