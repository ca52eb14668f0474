import { check, explain } from '../../../lib/core/rules/check';
import { readCloudFormation } from '../../../lib/formats/cloudformation/reader';
import { flowsData, flowsOfTasks, flowsText } from '../../../lib/report/flow-report';

const of = (type: string, properties: object): object => ({ Type: `AWS::${type}`, Properties: properties });

const reference = (name: string): object => ({ 'Fn::GetAtt': [name, 'GroupId'] });

const group = (...admitted: readonly string[]): object =>
  of('EC2::SecurityGroup', {
    ...{ GroupDescription: 'tasks', VpcId: 'vpc-11111111' },
    SecurityGroupIngress: admitted.map((name) => ({
      ...{ IpProtocol: 'tcp', FromPort: 3000, ToPort: 3000 },
      SourceSecurityGroupId: reference(name),
    })),
  });

function task(name: string, container: object): object {
  return of('ECS::TaskDefinition', {
    ...{ NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'], Cpu: '256', Memory: '512', Family: name },
    ContainerDefinitions: [{ Name: 'main', Image: `public.ecr.aws/shop/${name}:1`, ...container }],
  });
}

const service = (name: string, securityGroup: string, offered: readonly object[] = []): object =>
  of('ECS::Service', {
    ...{ Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: name }, LaunchType: 'FARGATE' },
    NetworkConfiguration: {
      AwsvpcConfiguration: { Subnets: ['subnet-11111111'], SecurityGroups: [reference(securityGroup)] },
    },
    ServiceConnectConfiguration: { Enabled: true, Namespace: 'shop', Services: offered },
  });

/** Services of one task that dials the API, in two security groups, some of which the API admits. */
function shop(...admitted: readonly string[]): ReturnType<typeof readCloudFormation> {
  const Resources = {
    Cluster: of('ECS::Cluster', {}),
    InsideGroup: group(),
    OutsideGroup: group(),
    ApiGroup: group(...admitted),
    Task: task('web', { Environment: [{ Name: 'API_URL', Value: 'http://api:3000' }] }),
    ApiTask: task('api', { PortMappings: [{ ContainerPort: 3000, Name: 'http' }] }),
    Inside: service('Task', 'InsideGroup'),
    Outside: service('Task', 'OutsideGroup'),
    Api: service('ApiTask', 'ApiGroup', [{ PortName: 'http', ClientAliases: [{ Port: 3000, DnsName: 'api' }] }]),
  };
  return readCloudFormation({ body: { Resources }, file: 'shop.json' });
}

const toldIn = (reading: ReturnType<typeof shop>): string[] =>
  check(reading).flatMap((one) => (one.rule === 'task-dials-blocked-way' ? [explain(one)] : []));

describe('what the task of several services dials', () => {
  test('is asked for each of them, in its own security groups', () => {
    const groups = shop('InsideGroup').taskPrograms.map(flowsOfTasks);
    expect(flowsText(groups).split('\n')).toEqual([
      'ECS tasks',
      '  Task/main of Inside -> api:3000 (API_URL): reachable: Api answers',
      '  Task/main of Outside -> api:3000 (API_URL): blocked: ApiGroup does not admit OutsideGroup on 3000/tcp',
      '',
      '2 flows: 1 reachable, 1 blocked, 0 not known',
      '',
    ]);
    expect(flowsData(groups)).toMatchObject({
      groups: [
        {
          flows: [
            { from: 'Task/main', service: 'Inside', verdict: 'reachable' },
            { from: 'Task/main', service: 'Outside', verdict: 'blocked' },
          ],
        },
      ],
    });
  });

  test('is found for the service for which it does not arrive', () => {
    expect(toldIn(shop('InsideGroup'))).toEqual([
      'container Task/main of Outside dials api:3000 (API_URL), but ApiGroup does not admit OutsideGroup on 3000/tcp',
    ]);
    expect(toldIn(shop('InsideGroup', 'OutsideGroup'))).toEqual([]);
  });

  test('is found once where it is the same for all of them', () => {
    const Resources = {
      Cluster: of('ECS::Cluster', {}),
      Group: group(),
      Task: task('web', { Environment: [{ Name: 'API_URL', Value: 'http://host.docker.internal:3000' }] }),
      One: service('Task', 'Group'),
      Other: service('Task', 'Group'),
    };
    const found = check(readCloudFormation({ body: { Resources }, file: 'shop.json' })).filter(({ rule }) =>
      rule.startsWith('task-dials-'),
    );
    expect(found.map(explain)).toEqual([
      expect.stringMatching(/^container Task\/main dials host\.docker\.internal:3000 \(API_URL\)/),
    ]);
  });
});
