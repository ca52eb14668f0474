import { exposurePaths } from '../../../lib/core/vpc/internet-exposure';
import { networkDifference } from '../../../lib/core/vpc/network-difference';
import { networkOf, type Resources } from './random-network';
import { changed, resource, type Changes } from './variations';

const network = (id: string, changes: Changes = {}): ReturnType<typeof networkOf> =>
  networkOf(changed(id, changes).resources as Resources, 'us-east-1');

const exposed = (id: string, changes: Changes = {}, origin: 'internet' | 'internet6' = 'internet'): string[] =>
  exposurePaths(network(id, changes), origin).map(
    ({ to, through = '', port = '', verdict }) => `${to} ${through} ${port} ${verdict.kind}`,
  );

describe('what the internet reaches', () => {
  test('the targets of a public load balancer, through it', () => {
    expect(exposed('lb-01')).toEqual(['Service Alb 80/tcp reachable']);
  });

  test('nothing where the load balancer is internal, or where something on the way is shut', () => {
    expect(exposed('lb-02')).toEqual([]);
    expect(exposed('lb-07')).toEqual([]);
  });

  test('only the target whose group admits the load balancer', () => {
    const closed: Changes = {
      Closed: resource('EC2::SecurityGroup', { GroupDescription: 'closed', VpcId: '@Vpc' }),
      Other: resource('ECS::Service', {
        Cluster: '@Cluster',
        TaskDefinition: '@TaskDef',
        LaunchType: 'FARGATE',
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['@PrivA'], SecurityGroups: ['@Closed.GroupId'] } },
        LoadBalancers: [{ ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: '@TargetGroup' }],
      }),
    };
    expect(exposed('lb-01', closed)).toEqual(['Service Alb 80/tcp reachable']);
  });

  test('a task with a public address, at the ports that its group opens to somebody outside', () => {
    expect(exposed('di-01')).toEqual(['Service  8080/tcp reachable']);
    expect(exposed('di-02')).toEqual([]);
  });

  test('what only some of the internet gets to is exposed too', () => {
    const some: Changes = {
      'AppSg.SecurityGroupIngress': [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 23, CidrIp: '203.0.113.0/24' }],
    };
    expect(exposed('di-01', some)).toEqual(['Service  22-23/tcp blocked']);
  });

  test('a rule for the addresses of a private network exposes nothing', () => {
    const inside: Changes = { 'AppSg.SecurityGroupIngress': [{ IpProtocol: '-1', CidrIp: '10.0.0.0/8' }] };
    expect(exposed('di-01', inside)).toEqual([]);
  });

  test('a database that is made public, at its port', () => {
    const open: Changes = {
      'Db.PubliclyAccessible': true,
      'DbSg.SecurityGroupIngress': [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }],
      Igw: resource('EC2::InternetGateway'),
      IgwAttachment: resource('EC2::VPCGatewayAttachment', { VpcId: '@Vpc', InternetGatewayId: '@Igw' }),
      Table: resource('EC2::RouteTable', { VpcId: '@Vpc' }),
      Default: resource('EC2::Route', {
        RouteTableId: '@Table',
        DestinationCidrBlock: '0.0.0.0/0',
        GatewayId: '@Igw',
      }),
      A: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivA', RouteTableId: '@Table' }),
      B: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivB', RouteTableId: '@Table' }),
    };
    expect(exposed('db-01', open)).toEqual(['Db  5432/tcp reachable']);
    expect(exposed('db-01')).toEqual([]);
  });

  test('IPv6 is asked for by itself', () => {
    expect(exposed('v6-08', {}, 'internet6')).toEqual(['Service  8080/tcp reachable']);
    expect(exposed('v6-08')).toEqual([]);
  });
});

describe('a change of a network', () => {
  test('opens to the internet what was shut', () => {
    const { opened, closed } = networkDifference([network('lb-02')], [network('lb-01')]);
    expect(opened).toContainEqual({ from: 'internet', to: 'Service', through: 'Alb', port: '80/tcp' });
    expect(closed).toEqual([]);
  });

  test('cuts off a database, and nothing that is not known is told', () => {
    const shut = network('db-01', { 'DbSg.SecurityGroupIngress': null });
    expect(networkDifference([network('db-01')], [shut]).closed).toEqual([
      { from: 'Service', to: 'Db', port: '5432/tcp' },
    ]);
    const unsure = network('db-01', {
      'DbSg.SecurityGroupIngress': [
        { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, CidrIp: { 'Fn::ImportValue': 'callers' } },
      ],
    });
    expect(networkDifference([network('db-01')], [unsure]).closed).toEqual([]);
  });

  test('of nothing changes nothing', () => {
    expect(networkDifference([network('lb-01')], [network('lb-01')])).toEqual({ opened: [], closed: [] });
  });
});
