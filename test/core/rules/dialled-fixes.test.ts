import { fixOf } from '../../../lib/core/rules/check';
import { type Language } from '../../../lib/core/values/fix';
import { findingsOf, readCloudFormation } from '../../../lib/formats';

const of = (type: string, Properties: object = {}): object => ({ Type: `AWS::${type}`, Properties });
const ref = (id: string): object => ({ Ref: id });

/** A task that dials a database by its name, in a VPC with or without a resolver and with a group that admits it or not. */
function fixes(
  language: Language,
  { resolves, admits }: { readonly resolves: boolean; readonly admits: boolean },
): string[] {
  const body = {
    Resources: {
      Vpc: of('EC2::VPC', { CidrBlock: '10.0.0.0/16', EnableDnsSupport: resolves }),
      Subnet: of('EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24' }),
      Group: of('EC2::SecurityGroup', { GroupDescription: 'tasks', VpcId: ref('Vpc') }),
      StoreGroup: of('EC2::SecurityGroup', {
        GroupDescription: 'database',
        VpcId: ref('Vpc'),
        SecurityGroupIngress: admits
          ? [{ IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: ref('Group') }]
          : [],
      }),
      Subnets: of('RDS::DBSubnetGroup', { DBSubnetGroupDescription: 's', SubnetIds: [ref('Subnet')] }),
      Store: of('RDS::DBInstance', {
        Engine: 'postgres',
        DBSubnetGroupName: ref('Subnets'),
        VPCSecurityGroups: [ref('StoreGroup')],
      }),
      Cluster: of('ECS::Cluster'),
      Task: of('ECS::TaskDefinition', {
        ...{ NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'], Cpu: '256', Memory: '512' },
        ContainerDefinitions: [
          {
            Name: 'web',
            Image: 'shop/web',
            Environment: [
              { Name: 'DB_HOST', Value: { 'Fn::GetAtt': ['Store', 'Endpoint.Address'] } },
              { Name: 'DB_PORT', Value: '5432' },
            ],
          },
        ],
      }),
      Service: of('ECS::Service', {
        ...{ Cluster: ref('Cluster'), TaskDefinition: ref('Task'), LaunchType: 'FARGATE' },
        NetworkConfiguration: {
          AwsvpcConfiguration: { Subnets: [ref('Subnet')], SecurityGroups: [ref('Group')] },
        },
      }),
    },
  };
  return findingsOf(readCloudFormation({ body }))
    .filter(({ rule }) => rule.startsWith('task-dials-'))
    .map((finding) => fixOf(finding, language));
}

describe('the way out of a dial that does not arrive in a VPC', () => {
  test.each([
    ['cloudformation', 'set EnableDnsSupport of Vpc to true'],
    ['terraform', 'set enable_dns_support of Vpc to true'],
  ] as const)('calls a setting of the VPC as %s does', (language, fix) => {
    expect(fixes(language, { resolves: false, admits: true })).toEqual([fix]);
  });

  test('is a rule for the caller where a group does not admit it', () => {
    expect(fixes('cloudformation', { resolves: true, admits: false })).toEqual([
      'add an incoming rule to StoreGroup that admits Service on 5432/tcp',
    ]);
  });
});
