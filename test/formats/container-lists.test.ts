import { explain } from '../../lib/core/rules/check';
import { readInputs } from '../../lib/formats/input';
import { findingsOf } from '../../lib/formats/reading';

function refusals(name: string, data: unknown): string[] {
  return readInputs([{ name, text: JSON.stringify(data) }]).flatMap(({ reading }) =>
    findingsOf(reading)
      .filter(({ rule }) => rule === 'setting-value-refused')
      .map(explain),
  );
}

const container = (more: object): object => ({ name: 'web', image: 'nginx:1', memory: 64, ...more });
const definition = (more: object): object => ({ family: 'web', containerDefinitions: [container(more)] });
const terraform = (more: object): object => ({
  resource: {
    aws_ecs_task_definition: { web: { family: 'web', container_definitions: JSON.stringify([container(more)]) } },
  },
});

describe.each([
  ['task.json', definition],
  ['cdk.tf.json', terraform],
])('in %s', (name, write) => {
  test.each([
    ['environment', { API_URL: 'http://api:80' }, 'a list of { name, value }'],
    ['secrets', { KEY: 'arn:aws:ssm:eu-west-1:1:parameter/key' }, 'a list of { name, valueFrom }'],
    ['portMappings', { containerPort: 80 }, 'a list of { containerPort, hostPort, protocol }'],
  ])('an object for the list of %s is refused', (setting, value, list) => {
    expect(refusals(name, write({ [setting]: value }))).toEqual([
      expect.stringContaining(`is "{…}", which is not ${list}`),
    ]);
  });

  test('a list is a list, an empty one too', () => {
    expect(refusals(name, write({ environment: [{ name: 'API_URL', value: 'x' }], secrets: [] }))).toEqual([]);
  });
});

test('what is decided at deployment is no object', () => {
  const Environment = { 'Fn::If': ['IsProd', [{ Name: 'A', Value: 'b' }], { Ref: 'AWS::NoValue' }] };
  const ContainerDefinitions = [{ Name: 'web', Image: 'nginx:1', Memory: 64, Environment }];
  const template = {
    Parameters: { Stage: { Type: 'String' } },
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    Resources: { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions } } },
  };
  expect(refusals('template.json', template)).toEqual([]);
});
