import {
  connect,
  container,
  ON_FARGATE,
  ref,
  service,
  task,
  template,
  withPorts,
  type Data,
  type PlainTemplate,
  type Resource,
  type RulePair,
} from './template';

const of = (type: string, properties: Data = {}): Resource => ({ Type: `AWS::${type}`, Properties: properties });

/** A public subnet; with its route to the internet gateway or without. */
function publicSubnet(hasRoute: boolean): Record<string, Resource> {
  return {
    Vpc: of('EC2::VPC', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true }),
    Gateway: of('EC2::InternetGateway'),
    Attachment: of('EC2::VPCGatewayAttachment', { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') }),
    Subnet: of('EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-west-1a' }),
    Table: of('EC2::RouteTable', { VpcId: ref('Vpc') }),
    Association: of('EC2::SubnetRouteTableAssociation', { SubnetId: ref('Subnet'), RouteTableId: ref('Table') }),
    AppGroup: of('EC2::SecurityGroup', { GroupDescription: 'app', VpcId: ref('Vpc') }),
    ...(hasRoute
      ? {
          Route: {
            ...of('EC2::Route', {
              RouteTableId: ref('Table'),
              DestinationCidrBlock: '0.0.0.0/0',
              GatewayId: ref('Gateway'),
            }),
            DependsOn: ['Attachment'],
          },
        }
      : {}),
  };
}

/** A subnet of another zone, with the route table given or with one that leads nowhere. */
function second(table = 'Own'): Record<string, Resource> {
  return {
    Second: of('EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.2.0/24', AvailabilityZone: 'eu-west-1b' }),
    Own: of('EC2::RouteTable', { VpcId: ref('Vpc') }),
    SecondAssociation: of('EC2::SubnetRouteTableAssociation', { SubnetId: ref('Second'), RouteTableId: ref(table) }),
  };
}

/** A load balancer for the internet in subnets of the VPC. */
function balancerIn(...subnets: readonly string[]): Record<string, Resource> {
  return {
    Balancer: of('ElasticLoadBalancingV2::LoadBalancer', { Type: 'network', Subnets: subnets.map(ref) }),
    Listener: of('ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn: ref('Balancer'),
      Port: 80,
      Protocol: 'TCP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Group') }],
    }),
    Group: of('ElasticLoadBalancingV2::TargetGroup', {
      VpcId: ref('Vpc'),
      Port: 80,
      Protocol: 'TCP',
      TargetType: 'ip',
    }),
  };
}

/** A load balancer for both families in the public subnet, which has an IPv6 block or none. */
function dualStack(block: Data = {}): Record<string, Resource> {
  const { Subnet } = publicSubnet(true);
  const { Balancer, ...others } = balancerIn('Subnet');
  return {
    ...others,
    Balancer: of('ElasticLoadBalancingV2::LoadBalancer', { ...Balancer?.Properties, IpAddressType: 'dualstack' }),
    Subnet: of('EC2::Subnet', { ...Subnet?.Properties, ...block }),
  };
}

/** What admits a port from the tasks, or nothing. */
function groupFor(name: string, port: number, admits: boolean): Record<string, Resource> {
  const rule = { IpProtocol: 'tcp', FromPort: port, ToPort: port, SourceSecurityGroupId: ref('AppGroup') };
  return {
    [name]: of('EC2::SecurityGroup', {
      GroupDescription: name,
      VpcId: ref('Vpc'),
      ...(admits ? { SecurityGroupIngress: [rule] } : {}),
    }),
  };
}

/** An interface endpoint that the usual name of a service leads to; its group admits the tasks or not. */
function endpoint(name: string, admits: boolean): Record<string, Resource> {
  return {
    ...groupFor('EndpointGroup', 443, admits),
    Endpoint: of('EC2::VPCEndpoint', {
      VpcId: ref('Vpc'),
      VpcEndpointType: 'Interface',
      ServiceName: { 'Fn::Sub': `com.amazonaws.\${AWS::Region}.${name}` },
      SubnetIds: [ref('Subnet')],
      SecurityGroupIds: [ref('EndpointGroup')],
      PrivateDnsEnabled: true,
    }),
  };
}

/** A service on Fargate whose tasks have a public address. */
function onFargate(
  definition: Record<string, Resource>,
  properties: Data,
  ...more: readonly Record<string, Resource>[]
): PlainTemplate {
  const network = { Subnets: [ref('Subnet')], SecurityGroups: [ref('AppGroup')], AssignPublicIp: 'ENABLED' };
  const placed = { LaunchType: 'FARGATE', NetworkConfiguration: { AwsvpcConfiguration: network }, ...properties };
  return template(definition, service(placed), ...more);
}

const plain = (properties: Data = {}, more: Data = {}): Record<string, Resource> =>
  task('awsvpc', [container(properties)], { ...ON_FARGATE, ...more });

const WITH_ROLE: Data = { ExecutionRoleArn: 'arn:aws:iam::111111111111:role/execution' };

const LOGGED: Data = {
  LogConfiguration: {
    LogDriver: 'awslogs',
    Options: { 'awslogs-group': '/app', 'awslogs-region': ref('AWS::Region'), 'awslogs-stream-prefix': 'app' },
  },
};

const WITH_SECRET: Data = {
  Secrets: [
    { Name: 'TOKEN', ValueFrom: { 'Fn::Sub': 'arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/token' } },
  ],
};

const WITH_VOLUME: Data = { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: ref('Files') } }] };

function files(admits: boolean): Record<string, Resource> {
  return {
    ...groupFor('FilesGroup', 2049, admits),
    Files: of('EFS::FileSystem'),
    MountTarget: of('EFS::MountTarget', {
      FileSystemId: ref('Files'),
      SubnetId: ref('Subnet'),
      SecurityGroups: [ref('FilesGroup')],
    }),
  };
}

/** Instances of a cluster in the public subnet, with public addresses. */
function instances(): Record<string, Resource> {
  return {
    Cluster: of('ECS::Cluster'),
    Launch: of('EC2::LaunchTemplate', {
      LaunchTemplateData: {
        InstanceType: 'm5.large',
        ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}',
        NetworkInterfaces: [{ DeviceIndex: 0, Groups: [ref('AppGroup')], AssociatePublicIpAddress: true }],
        UserData: { 'Fn::Base64': { 'Fn::Sub': '#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config' } },
      },
    }),
    Instances: of('AutoScaling::AutoScalingGroup', {
      MinSize: '1',
      MaxSize: '2',
      VPCZoneIdentifier: [ref('Subnet')],
      LaunchTemplate: { LaunchTemplateId: ref('Launch'), Version: '1' },
    }),
  };
}

const onInstances = (hasRoute: boolean): PlainTemplate =>
  template(task('bridge', [container()]), service({ Cluster: ref('Cluster') }), instances(), publicSubnet(hasRoute));

const named = task('awsvpc', [withPorts({ ContainerPort: 80, Name: 'http' })], ON_FARGATE);
const NAMESPACE: Record<string, Resource> = {
  Namespace: of('ServiceDiscovery::HttpNamespace', { Name: 'prod' }),
};

/** A private subnet whose default route leads to a NAT gateway. */
const PRIVATE: Record<string, Resource> = {
  ...publicSubnet(true),
  Nat: of('EC2::NatGateway', { SubnetId: ref('Subnet'), AllocationId: 'eipalloc-1' }),
  Private: of('EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.2.0/24', AvailabilityZone: 'eu-west-1a' }),
  PrivateTable: of('EC2::RouteTable', { VpcId: ref('Vpc') }),
  PrivateAssociation: of('EC2::SubnetRouteTableAssociation', {
    SubnetId: ref('Private'),
    RouteTableId: ref('PrivateTable'),
  }),
  PrivateRoute: of('EC2::Route', {
    RouteTableId: ref('PrivateTable'),
    DestinationCidrBlock: '0.0.0.0/0',
    NatGatewayId: ref('Nat'),
  }),
};

/** Tasks with interfaces of their own in a subnet, on instances in the public one. */
const besideInstances = (subnet: string): PlainTemplate =>
  template(
    task('awsvpc', [container()]),
    service({
      Cluster: ref('Cluster'),
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [ref(subnet)], SecurityGroups: [ref('AppGroup')] } },
    }),
    instances(),
    PRIVATE,
  );

/** A public subnet of a VPC that is not in sight, where endpoints may be. */
function elsewhere(assignPublicIp: string): PlainTemplate {
  const { Vpc: _vpc, ...rest } = publicSubnet(true);
  const parts = Object.entries(rest).map(([id, { Type, DependsOn = [], Properties: given }]) => {
    const Properties = 'VpcId' in given ? { ...given, VpcId: 'vpc-11111111' } : given;
    return [id, { Type, DependsOn, Properties }] as const;
  });
  const image = { Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/app:1' } };
  const network = { Subnets: [ref('Subnet')], SecurityGroups: [ref('AppGroup')], AssignPublicIp: assignPublicIp };
  return onFargate(
    plain(image, WITH_ROLE),
    { NetworkConfiguration: { AwsvpcConfiguration: network } },
    Object.fromEntries(parts),
  );
}

/** A service with ECS Exec, and the endpoint that its sessions take. */
const withExec = (admits: boolean): PlainTemplate =>
  onFargate(
    plain({}, { TaskRoleArn: 'arn:aws:iam::111111111111:role/web' }),
    { EnableExecuteCommand: true },
    publicSubnet(true),
    endpoint('ssmmessages', admits),
  );

/** An endpoint by the name of its service. */
const endpointOf = (name: string, type?: string): PlainTemplate =>
  template({
    Endpoint: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: {
        VpcId: 'vpc-11111111',
        ...(type === undefined ? {} : { VpcEndpointType: type }),
        ServiceName: { 'Fn::Sub': name },
        ...(type === 'Interface' ? { SubnetIds: ['subnet-11111111'] } : { RouteTableIds: ['rtb-11111111'] }),
      },
    },
  });

/** Two VPCs with a peering connection. */
const peered = (block: string): PlainTemplate =>
  template({
    One: of('EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
    Other: of('EC2::VPC', { CidrBlock: block }),
    Peering: of('EC2::VPCPeeringConnection', { VpcId: ref('One'), PeerVpcId: ref('Other') }),
  });

export const NETWORK_PAIRS: readonly RulePair[] = [
  {
    rule: 'task-cannot-pull-image',
    severity: 'error',
    wrong: onFargate(plain(), {}, publicSubnet(false)),
    right: onFargate(plain(), {}, publicSubnet(true)),
  },
  {
    rule: 'logs-out-of-reach',
    severity: 'error',
    wrong: onFargate(plain(LOGGED, WITH_ROLE), {}, publicSubnet(true), endpoint('logs', false)),
    right: onFargate(plain(LOGGED, WITH_ROLE), {}, publicSubnet(true), endpoint('logs', true)),
  },
  {
    rule: 'secret-out-of-reach',
    severity: 'error',
    wrong: onFargate(plain(WITH_SECRET, WITH_ROLE), {}, publicSubnet(true), endpoint('ssm', false)),
    right: onFargate(plain(WITH_SECRET, WITH_ROLE), {}, publicSubnet(true), endpoint('ssm', true)),
  },
  {
    rule: 'volume-out-of-reach',
    severity: 'error',
    wrong: onFargate(plain({}, WITH_VOLUME), {}, publicSubnet(true), files(false)),
    right: onFargate(plain({}, WITH_VOLUME), {}, publicSubnet(true), files(true)),
  },
  {
    rule: 'instance-cannot-register',
    severity: 'error',
    wrong: onInstances(false),
    right: onInstances(true),
  },
  {
    rule: 'instance-cannot-register',
    about: 'of a cluster without services',
    severity: 'error',
    wrong: template(instances(), publicSubnet(false)),
    right: template(instances(), publicSubnet(true)),
  },
  {
    rule: 'service-connect-out-of-reach',
    severity: 'error',
    wrong: onFargate(named, connect([]), publicSubnet(true), endpoint('ecs-agent', false), NAMESPACE),
    right: onFargate(named, connect([]), publicSubnet(true), endpoint('ecs-agent', true), NAMESPACE),
  },
  { rule: 'exec-without-way-out', severity: 'warning', wrong: withExec(false), right: withExec(true) },
  {
    rule: 'public-subnet-without-way-out',
    about: 'on instances',
    severity: 'warning',
    wrong: besideInstances('Subnet'),
    right: besideInstances('Private'),
  },
  {
    rule: 'public-subnet-without-way-out',
    about: 'on Fargate, in a VPC of another stack',
    severity: 'warning',
    wrong: elsewhere('DISABLED'),
    right: elsewhere('ENABLED'),
  },
  {
    rule: 'load-balancer-in-private-subnets',
    severity: 'error',
    wrong: template(publicSubnet(false), balancerIn('Subnet')),
    right: template(publicSubnet(true), balancerIn('Subnet')),
  },
  {
    rule: 'load-balancer-in-private-subnets',
    about: 'one of two',
    severity: 'warning',
    wrong: template(publicSubnet(true), second(), balancerIn('Subnet', 'Second')),
    right: template(publicSubnet(true), second('Table'), balancerIn('Subnet', 'Second')),
  },
  {
    rule: 'load-balancer-without-ipv6',
    severity: 'error',
    wrong: template(publicSubnet(true), dualStack()),
    right: template(publicSubnet(true), dualStack({ Ipv6CidrBlock: '2001:db8:0:1::/64' })),
  },
  {
    rule: 'endpoint-service-unknown',
    about: 'a gateway endpoint for a service that has none',
    severity: 'error',
    wrong: endpointOf('com.amazonaws.${AWS::Region}.ecr.api', 'Gateway'),
    right: endpointOf('com.amazonaws.${AWS::Region}.s3', 'Gateway'),
  },
  {
    rule: 'endpoint-service-unknown',
    about: 'an endpoint without a type, which is a gateway endpoint',
    severity: 'error',
    wrong: endpointOf('com.amazonaws.${AWS::Region}.logs'),
    right: endpointOf('com.amazonaws.${AWS::Region}.dynamodb'),
  },
  {
    rule: 'endpoint-service-unknown',
    about: 'a name with a letter too many',
    severity: 'warning',
    wrong: endpointOf('com.amazonaws.${AWS::Region}.ecrr.dkr', 'Interface'),
    right: endpointOf('com.amazonaws.${AWS::Region}.ecr.dkr', 'Interface'),
  },
  {
    rule: 'endpoint-service-unknown',
    about: 'a name as services have in China',
    severity: 'error',
    wrong: endpointOf('cn.com.amazonaws.us-east-1.ecr.api', 'Interface'),
    right: endpointOf('cn.com.amazonaws.cn-north-1.ecr.api', 'Interface'),
  },
  {
    rule: 'endpoint-service-unknown',
    about: 'a service of another region than the zones of the subnets',
    severity: 'error',
    wrong: template(publicSubnet(true), endpointOf('com.amazonaws.us-east-1.logs', 'Interface').Resources),
    right: template(publicSubnet(true), endpointOf('com.amazonaws.eu-west-1.logs', 'Interface').Resources),
  },
  {
    rule: 'peered-vpcs-overlap',
    severity: 'error',
    wrong: peered('10.0.128.0/20'),
    right: peered('10.1.0.0/16'),
  },
];
