import { findingsOf, readInputs, type Input } from '../../lib/formats';

function read(Resources: object): Input {
  const [input] = readInputs([{ name: 'template.json', text: JSON.stringify({ Resources }) }]);
  return input!;
}

const task = (Environment: readonly object[] = []): object => ({
  Type: 'AWS::ECS::TaskDefinition',
  Properties: {
    Family: 'web-{{resolve:ssm:/stage}}',
    ContainerDefinitions: [{ Name: 'app-{{resolve:ssm:/stage}}', Image: 'nginx', Memory: 128, Environment }],
  },
});

describe('a dynamic reference inside of a text', () => {
  test('is decided at deployment, so that nothing is said against the text', () => {
    const { reading } = read({
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.{{resolve:ssm:/number}}.0.0/16' } },
      Task: task(),
      Service: {
        Type: 'AWS::ECS::Service',
        Properties: { ServiceName: 'web-{{resolve:ssm:/stage}}', TaskDefinition: { Ref: 'Task' }, DesiredCount: 1 },
      },
    });
    expect(findingsOf(reading).map(({ rule }) => rule)).toEqual([]);
    expect(reading.vpcPlans[0]?.vpcs[0]?.blocks.items[0]).toMatchObject({
      why: 'ssm:/number is looked up at deployment',
    });
  });

  test('makes the same name wherever the same text stands', () => {
    const service = { Cluster: 'shop-{{resolve:ssm:/stage}}', TaskDefinition: { Ref: 'Task' } };
    const other = { ...service, Cluster: 'shop-{{resolve:ssm:/other}}' };
    const { reading } = read({
      Task: task(),
      One: { Type: 'AWS::ECS::Service', Properties: service },
      Two: { Type: 'AWS::ECS::Service', Properties: service },
      Three: { Type: 'AWS::ECS::Service', Properties: other },
    });
    expect(reading.clusters.map(({ services }) => services.items.length)).toEqual([2, 1]);
  });

  test.each(['{{.ID}}', 'a {{resolve', '{{resolve:'])('is none in %j', (text) => {
    const { reading } = read({ Task: task([{ Name: 'TEXT', Value: text }]) });
    expect(reading.problems).toEqual([]);
  });
});
