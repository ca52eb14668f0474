import { findingsOf, InputError, readInputs } from '../../lib/formats';

const TEMPLATE = `
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: awsvpc
      NetworkMode: bridge
      ContainerDefinitions:
        - Name: app
          Image: app
          Memory: 64
          PortMappings:
            - ContainerPort: 80
              HostPort: 8080
`;

const COMPOSE = `
services:
  web:
    image: one
    image: two
`;

describe('a key that stands twice in one object', () => {
  test('is taken by CloudFormation, so the last value counts and the place is told', () => {
    const [input] = readInputs([{ name: 'template.yaml', text: TEMPLATE }]);
    expect(input?.reading.tasks[0]?.networkMode).toMatchObject({ name: 'bridge' });
    expect(input && findingsOf(input.reading)).toEqual([]);
    const [unknown] = input?.reading.unknown ?? [];
    expect(unknown?.why).toBe('this key stands twice in one object, and the last value was taken');
    expect(unknown?.at.path).toBe('Task');
    expect(unknown?.what).toBe('Properties.NetworkMode');
    expect(unknown && input?.locate(unknown.at)).toEqual({ line: 7, column: 7 });
  });

  test('is no compose file', () => {
    const read = (): unknown => readInputs([{ name: 'compose.yaml', text: COMPOSE }]);
    expect(read).toThrow(InputError);
    expect(read).toThrow('compose.yaml:5:5: this key stands twice in one object');
  });
});
