import { Unknown } from '../../core/values/unknown';
import { isData } from '../../core/reading/field';
import { idOf, notSeen, type Account } from './account';
import { at, objectsIn, textIn, type Made } from './made';
import { type Thing } from './sections';

export function groupOf(account: Account, { data }: Thing): readonly Made[] {
  const { wording } = account;
  const launched = (way: unknown): unknown =>
    wording.object(way, { LaunchTemplateId: ['', () => versionOf(account, way)] });
  return [
    {
      type: 'AWS::AutoScaling::AutoScalingGroup',
      properties: wording.object(data, {
        AutoScalingGroupName: 'AutoScalingGroupName',
        MinSize: 'MinSize',
        MaxSize: 'MaxSize',
        DesiredCapacity: 'DesiredCapacity',
        VPCZoneIdentifier: [
          'VPCZoneIdentifier',
          (ids) => (typeof ids === 'string' ? ids.split(',').map((id) => id.trim()) : ids),
        ],
        TargetGroupARNs: ['TargetGroupARNs', (arns) => wording.list(arns, (arn) => account.refer('targetGroup', arn))],
        LaunchConfigurationName: ['LaunchConfigurationName', (name) => account.refer('launchConfiguration', name)],
        LaunchTemplate: ['LaunchTemplate', launched],
        MixedInstancesPolicy: [
          'MixedInstancesPolicy',
          (policy) =>
            wording.object(policy, {
              LaunchTemplate: [
                'LaunchTemplate',
                (template) =>
                  wording.object(template, {
                    LaunchTemplateSpecification: ['LaunchTemplateSpecification', launched],
                    Overrides: 'Overrides',
                  }),
              ],
            }),
        ],
      }),
    },
  ];
}

/** The version of a launch template that is launched from. */
function versionOf(account: Account, specification: unknown): unknown {
  const id = textIn(specification, 'LaunchTemplateId');
  const asked = textIn(specification, 'Version') ?? '$Default';
  const versions = account.of('launchVersion').filter(({ data }) => data['LaunchTemplateId'] === id);
  const numberOf = ({ data }: Thing): number => (typeof data['VersionNumber'] === 'number' ? data['VersionNumber'] : 0);
  const found =
    asked === '$Latest'
      ? versions.sort((one, other) => numberOf(other) - numberOf(one))[0]
      : versions.find((one) =>
          asked === '$Default' ? one.data['DefaultVersion'] === true : String(numberOf(one)) === asked,
        );
  return found ? { Ref: idOf(found) } : notSeen('launchVersion', id);
}

export function launchVersionOf({ wording }: Account, { data }: Thing): readonly Made[] {
  return [
    {
      type: 'AWS::EC2::LaunchTemplate',
      properties: wording.object(data, {
        LaunchTemplateData: [
          'LaunchTemplateData',
          (launch) =>
            wording.object(launch, {
              ...LAUNCHED,
              UserData: ['UserData', decoded],
              SecurityGroupIds: 'SecurityGroupIds',
              NetworkInterfaces: 'NetworkInterfaces',
              IamInstanceProfile: 'IamInstanceProfile',
            }),
        ],
      }),
    },
  ];
}

const LAUNCHED = { ImageId: 'ImageId', InstanceType: 'InstanceType' };

export function launchConfigurationOf({ wording }: Account, { data }: Thing): readonly Made[] {
  return [
    {
      type: 'AWS::AutoScaling::LaunchConfiguration',
      properties: wording.object(data, {
        ...LAUNCHED,
        UserData: ['UserData', decoded],
        SecurityGroups: 'SecurityGroups',
        AssociatePublicIpAddress: 'AssociatePublicIpAddress',
        IamInstanceProfile: 'IamInstanceProfile',
      }),
    },
  ];
}

/** User data comes as base64. */
function decoded(text: unknown): unknown {
  return typeof text === 'string' ? Buffer.from(text, 'base64').toString('utf8') : text;
}

export function scalableTargetOf({ wording }: Account, { data }: Thing): readonly Made[] {
  if (data['ServiceNamespace'] !== 'ecs') return [];
  return [
    {
      type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      properties: wording.object(data, {
        ResourceId: 'ResourceId',
        ScalableDimension: 'ScalableDimension',
        ServiceNamespace: 'ServiceNamespace',
        MinCapacity: 'MinCapacity',
        MaxCapacity: 'MaxCapacity',
      }),
    },
  ];
}

const NAMESPACES: Readonly<Record<string, string>> = {
  DNS_PRIVATE: 'AWS::ServiceDiscovery::PrivateDnsNamespace',
  DNS_PUBLIC: 'AWS::ServiceDiscovery::PublicDnsNamespace',
  HTTP: 'AWS::ServiceDiscovery::HttpNamespace',
};

export function namespaceOf(account: Account, { data }: Thing): readonly Made[] {
  const kind = textIn(data, 'Type') ?? '';
  const type = NAMESPACES[kind];
  if (type === undefined) return [];
  const zone = textIn(data, 'Properties/DnsProperties/HostedZoneId');
  return [
    {
      type,
      properties: {
        ...account.wording.object(data, { Name: 'Name' }),
        ...(kind === 'DNS_PRIVATE' ? { Vpc: account.vpcOfZone(zone) } : {}),
      },
    },
  ];
}

export function registryOf(account: Account, { data }: Thing): readonly Made[] {
  const { wording } = account;
  const namespace = textIn(data, 'NamespaceId') ?? textIn(data, 'DnsConfig/NamespaceId');
  return [
    {
      type: 'AWS::ServiceDiscovery::Service',
      properties: {
        ...wording.object(data, {
          Name: 'Name',
          Type: ['Type', (type) => (type === 'HTTP' ? type : undefined)],
          DnsConfig: [
            'DnsConfig',
            (dns) =>
              objectsIn(at(dns, 'DnsRecords')).length === 0
                ? undefined
                : wording.object(dns, { DnsRecords: 'DnsRecords', RoutingPolicy: 'RoutingPolicy' }),
          ],
          HealthCheckConfig: 'HealthCheckConfig',
          HealthCheckCustomConfig: 'HealthCheckCustomConfig',
        }),
        NamespaceId:
          namespace === undefined
            ? new Unknown('which namespace it is in is in no file given; aws servicediscovery get-service prints it')
            : account.refer('namespace', namespace),
      },
    },
  ];
}

const GONE: ReadonlySet<unknown> = new Set(['deleting', 'deleted']);

export function databaseOf(account: Account, { data }: Thing): readonly Made[] {
  if (GONE.has(data['DBInstanceStatus'])) return [];
  const { wording } = account;
  const id = textIn(data, 'DBInstanceIdentifier') ?? '';
  const hasSubnets = isData(data['DBSubnetGroup']);
  return [
    {
      type: 'AWS::RDS::DBInstance',
      properties: wording.object(data, {
        Engine: 'Engine',
        Port: 'Endpoint/Port',
        PubliclyAccessible: 'PubliclyAccessible',
        ...(hasSubnets ? { DBSubnetGroupName: ['DBSubnetGroup', () => ({ Ref: `${id} subnets` })] as const } : {}),
        VPCSecurityGroups: [
          'VpcSecurityGroups',
          (groups) => wording.list(groups, (one) => at(one, 'VpcSecurityGroupId'), 'VpcSecurityGroupId'),
        ],
      }),
    },
    ...(hasSubnets ? [{ ...subnetsOf(account, data['DBSubnetGroup']), part: 'subnets', way: 'DBSubnetGroup' }] : []),
  ];
}

export function databaseClusterOf(account: Account, { data }: Thing): readonly Made[] {
  if (GONE.has(data['Status'])) return [];
  const { wording } = account;
  return [
    {
      type: 'AWS::RDS::DBCluster',
      properties: wording.object(data, {
        Engine: 'Engine',
        Port: 'Port',
        DBSubnetGroupName: ['DBSubnetGroup', (name) => account.refer('databaseSubnets', name)],
        VpcSecurityGroupIds: [
          'VpcSecurityGroups',
          (groups) => wording.list(groups, (one) => at(one, 'VpcSecurityGroupId'), 'VpcSecurityGroupId'),
        ],
      }),
    },
  ];
}

export function databaseSubnetsOf(account: Account, { data }: Thing): readonly Made[] {
  return [subnetsOf(account, data)];
}

function subnetsOf({ wording }: Account, group: unknown): Made {
  return {
    type: 'AWS::RDS::DBSubnetGroup',
    properties: wording.object(group, {
      DBSubnetGroupName: 'DBSubnetGroupName',
      SubnetIds: [
        'Subnets',
        (subnets) => wording.list(subnets, (one) => at(one, 'SubnetIdentifier'), 'SubnetIdentifier'),
      ],
    }),
  };
}
