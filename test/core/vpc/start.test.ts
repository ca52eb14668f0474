import { startIn } from '../../../lib/core/vpc/start';
import { networkOf, type Resource } from './random-network';

const of = (type: string, Properties: Readonly<Record<string, unknown>> = {}): Resource => ({
  Type: `AWS::${type}`,
  Properties,
});
const ref = (id: string): object => ({ Ref: id });

/** Tasks that need their public image and nothing else, in a subnet with a way out and in one without. */
const network = networkOf({
  Vpc: of('EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
  Gateway: of('EC2::InternetGateway'),
  Attached: of('EC2::VPCGatewayAttachment', { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') }),
  Open: of('EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24' }),
  Shut: of('EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.1.0/24' }),
  OpenTable: of('EC2::RouteTable', { VpcId: ref('Vpc') }),
  ShutTable: of('EC2::RouteTable', { VpcId: ref('Vpc') }),
  ToInternet: of('EC2::Route', {
    RouteTableId: ref('OpenTable'),
    DestinationCidrBlock: '0.0.0.0/0',
    GatewayId: ref('Gateway'),
  }),
  OfOpen: of('EC2::SubnetRouteTableAssociation', { SubnetId: ref('Open'), RouteTableId: ref('OpenTable') }),
  OfShut: of('EC2::SubnetRouteTableAssociation', { SubnetId: ref('Shut'), RouteTableId: ref('ShutTable') }),
  Group: of('EC2::SecurityGroup', { GroupDescription: 'g', VpcId: ref('Vpc') }),
  Cluster: of('ECS::Cluster'),
  Task: of('ECS::TaskDefinition', {
    NetworkMode: 'awsvpc',
    RequiresCompatibilities: ['FARGATE'],
    Cpu: '256',
    Memory: '512',
    ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }],
  }),
  Service: of('ECS::Service', {
    Cluster: ref('Cluster'),
    TaskDefinition: ref('Task'),
    LaunchType: 'FARGATE',
    NetworkConfiguration: {
      AwsvpcConfiguration: {
        Subnets: [ref('Open'), ref('Shut')],
        SecurityGroups: [ref('Group')],
        AssignPublicIp: 'ENABLED',
      },
    },
  }),
});

describe('the start of tasks that need one thing only', () => {
  test('is judged from all of their subnets', () => {
    const [start] = network.starts;
    if (!start) throw new Error('the service is missing');
    const { verdict, needs } = startIn(network, start);
    expect(needs).toHaveLength(1);
    expect(verdict).toMatchObject({ kind: 'blocked', extent: 'may', causes: [{ element: { key: 'ShutTable' } }] });
  });
});
