/**
 * Who reaches whom in a VPC: every pair of services and every start, for 200 services in 12 subnets with 50 security groups,
 * and for ten times as many services. Reading is not part of it. Measured is the time of the processor, with that of the
 * threads that compile and collect, so that others on the machine do not count; of the first round also the time on the
 * clock. Only ratios are worth keeping.
 *
 * npm run tools && node build/bench/vpc.js [rounds]
 * node --interrupt-budget=300000 build/bench/vpc.js 1      the first round as the command would run it
 */
import { isKnown } from '../lib/core/values/unknown';
import { type AwsNetwork } from '../lib/core/vpc/aws-network';
import { reachInNetwork } from '../lib/core/vpc/reach';
import { startIn } from '../lib/core/vpc/start';
import { readCloudFormation } from '../lib/formats';

const ROUNDS = Number(process.argv[2] ?? 9);
const SUBNETS = 12;
const GROUPS = 50;

type Properties = Readonly<Record<string, unknown>>;

function template(services: number): object {
  const resources: Record<string, object> = {};
  const add = (id: string, type: string, properties: Properties = {}): void => {
    resources[id] = { Type: `AWS::${type}`, Properties: properties };
  };
  const ref = (id: string): object => ({ Ref: id });
  add('Vpc', 'EC2::VPC', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true });
  add('Gateway', 'EC2::InternetGateway');
  add('Attached', 'EC2::VPCGatewayAttachment', { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') });
  add('Nat', 'EC2::NatGateway', { SubnetId: ref('Subnet0'), AllocationId: 'eipalloc-1' });
  for (let at = 0; at < SUBNETS; at++) {
    const isPublic = at < 3;
    add(`Subnet${at}`, 'EC2::Subnet', {
      VpcId: ref('Vpc'),
      CidrBlock: `10.0.${at}.0/24`,
      AvailabilityZone: `eu-west-1${'abc'[at % 3] ?? 'a'}`,
    });
    add(`Table${at}`, 'EC2::RouteTable', { VpcId: ref('Vpc') });
    add(`TableOf${at}`, 'EC2::SubnetRouteTableAssociation', {
      SubnetId: ref(`Subnet${at}`),
      RouteTableId: ref(`Table${at}`),
    });
    add(`Route${at}`, 'EC2::Route', {
      RouteTableId: ref(`Table${at}`),
      DestinationCidrBlock: '0.0.0.0/0',
      ...(isPublic ? { GatewayId: ref('Gateway') } : { NatGatewayId: ref('Nat') }),
    });
  }
  for (let at = 0; at < GROUPS; at++) {
    add(`Group${at}`, 'EC2::SecurityGroup', {
      GroupDescription: 'g',
      VpcId: ref('Vpc'),
      SecurityGroupIngress: [1, 7, 13, 29].map((step) => ({
        IpProtocol: 'tcp',
        FromPort: 8080,
        ToPort: 8080,
        SourceSecurityGroupId: ref(`Group${(at + step) % GROUPS}`),
      })),
    });
  }
  add('Cluster', 'ECS::Cluster');
  add('Task', 'ECS::TaskDefinition', {
    NetworkMode: 'awsvpc',
    RequiresCompatibilities: ['FARGATE'],
    Cpu: '256',
    Memory: '512',
    ContainerDefinitions: [
      {
        Name: 'app',
        Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1',
        PortMappings: [{ ContainerPort: 8080 }],
        LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-region': 'eu-west-1' } },
      },
    ],
  });
  for (let at = 0; at < services; at++) {
    const first = 3 + ((at * 3) % (SUBNETS - 3));
    add(`Service${at}`, 'ECS::Service', {
      Cluster: ref('Cluster'),
      TaskDefinition: ref('Task'),
      LaunchType: 'FARGATE',
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          Subnets: [first, first + 1, first + 2].map((one) => ref(`Subnet${3 + ((one - 3) % (SUBNETS - 3))}`)),
          SecurityGroups: [ref(`Group${at % GROUPS}`)],
        },
      },
    });
  }
  return { Resources: resources };
}

function read(body: object): AwsNetwork {
  const [network] = readCloudFormation({ body }, { parameters: { 'AWS::Region': 'eu-west-1' } }).networks;
  if (!network) throw new Error('the template has no network');
  return network;
}

/** All pairs and all starts of a network that was just read; how many ways are open. */
function ask(network: AwsNetwork): number {
  let open = 0;
  const services = network.starts.filter(({ carrier }) => isKnown(carrier)).map(({ key }) => key);
  for (const from of services) {
    for (const to of services) {
      if (from !== to && reachInNetwork(network, { from, to, port: 8080 }).kind === 'reachable') open++;
    }
  }
  for (const start of network.starts) if (startIn(network, start).verdict.kind === 'reachable') open++;
  return open;
}

/** Time of the processor in milliseconds: the first round, in which nothing is compiled yet, and the best one. */
function measure(services: number): number {
  const body = template(services);
  const times: number[] = [];
  let onClock: number | undefined;
  let open = 0;
  for (let round = 0; round < ROUNDS; round++) {
    // a new network has no answers yet
    const network = read(body);
    const [start, clock] = [process.cpuUsage(), performance.now()];
    open = ask(network);
    times.push(process.cpuUsage(start).user / 1000);
    onClock ??= performance.now() - clock;
  }
  const [first = 0] = times;
  const best = Math.min(...times);
  const asked = `${services} services, ${services * (services - 1)} pairs, ${open} open`;
  const begun = `the first one ${first.toFixed(0)} ms, ${(onClock ?? 0).toFixed(0)} ms on the clock`;
  console.log(`${asked}: best of ${ROUNDS} rounds ${best.toFixed(0)} ms, ${begun}`);
  return best;
}

const small = measure(200);
const large = measure(Number(process.argv[3] ?? 2000));
console.log(`ten times the services, a hundred times the pairs: ${(large / small).toFixed(1)} times as long`);
