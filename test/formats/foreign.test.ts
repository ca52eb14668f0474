import { readInputs } from '../../lib/formats';

const refusal = (name: string, text: string): string => {
  try {
    readInputs([{ name, text }]);
  } catch (error) {
    return (error as Error).message;
  }
  return 'it was read';
};

describe('a file that is not read says what to give in its place', () => {
  const manifest = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n';

  test.each([
    ['deployment.yaml', manifest, 'a Kubernetes manifest is not read'],
    ['all.yaml', `${manifest}---\n${manifest}`, 'a Kubernetes manifest is not read'],
    ['pod.json', '{\n  "apiVersion": "v1",\n  "kind": "Pod"\n}', 'a Kubernetes manifest is not read'],
    [
      'appspec.yaml',
      'version: 0.0\nResources:\n  - TargetService:\n      Type: AWS::ECS::Service\n',
      'an AppSpec file of CodeDeploy',
    ],
    ['manifest.yml', 'name: api\ntype: Backend Service\n', 'copilot svc package'],
    ['ecs-params.yml', 'version: 1\ntask_definition: {ecs_network_mode: awsvpc}\n', 'parameters of the ECS CLI'],
    ['serverless.yml', 'service: api\nprovider: {name: aws}\n', 'serverless package'],
    ['cdk.json', '{"app": "node app.js"}', 'give the folder cdk.out'],
    ['Dockerrun.aws.json', '{\n  "AWSEBDockerrunVersion": "1",\n  "Image": {"Name": "nginx"}\n}', 'of version 2'],
    [
      'list.json',
      '{\n    "taskDefinitionArns": [\n        "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1"\n    ]\n}\n',
      'give what aws ecs describe-task-definition --task-definition NAME prints',
    ],
    ['none.json', '{"taskDefinitionArns": []}', 'aws ecs describe-task-definition'],
    ['families.json', '{"families": ["web"]}', 'aws ecs describe-task-definition'],
    [
      'list.yaml',
      'taskDefinitionArns:\n- arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1\n',
      'aws ecs describe-task-definition',
    ],
    ['services.json', '{"serviceArns": ["arn:aws:ecs:eu-west-1:123456789012:service/c/web"]}', 'describe-services'],
    ['tasks.json', '{"taskArns": ["arn:aws:ecs:eu-west-1:123456789012:task/c/1"]}', 'aws ecs describe-services and'],
    ['ps.txt', 'CONTAINER ID   IMAGE     COMMAND\n1234   nginx   "nginx"\n', 'docker inspect $(docker ps -aq)'],
    [
      'ps.json',
      '{"ID":"a","Image":"nginx","Names":"web"}\n{"ID":"b","Image":"db","Names":"db"}\n',
      'docker inspect $(',
    ],
    ['api.json', '[{"Id": "a", "Names": ["/web"], "Image": "nginx", "Ports": []}]', 'docker inspect $(docker ps -aq)'],
    ['up.json', '[{"Service": "web", "Publishers": []}]', 'docker inspect $(docker ps -aq)'],
    [
      'networks.json',
      '{"Driver":"bridge","ID":"a","Name":"bridge","Scope":"local"}',
      'docker inspect $(docker ps -aq)',
    ],
    ['info.json', '{"ID": "a", "Containers": 1, "ServerVersion": "29.0.0"}', 'docker info'],
    ['daemon.json', '{"icc": false}', '--daemon daemon.json'],
    ['web.container', '[Unit]\nDescription=web\n\n[Container]\nImage=nginx\nPublishPort=8080:80\n', 'podman run'],
    ['app.network', '[Unit]\nDescription=net\n\n[Network]\nSubnet=10.1.0.0/24\n', 'quadlet file of Podman'],
    ['Dockerfile', '# syntax\nFROM node:20\nEXPOSE 80\n', 'a Dockerfile is not read'],
  ])('%s', (name, text, hint) => {
    expect(refusal(name, text)).toContain(hint);
    expect(refusal(name, text)).toContain(`${name}:1:1: `);
  });

  test.each([
    ['blank lines without end', `[Network]\n${'\n'.repeat(2000)}`],
    ['a gateway in another section', '[Network]\nDHCP=yes\n\n[Route]\nGateway=192.0.2.1\n'],
  ])('and a unit of systemd-networkd is no quadlet file: %s', (_case, text) => {
    expect(refusal('eth0.network', text)).not.toContain('quadlet');
  });

  test('but a Dockerrun.aws.json of version 2 is a task definition', () => {
    const text = '{"AWSEBDockerrunVersion": 2, "containerDefinitions": [{"name": "web", "image": "a", "memory": 128}]}';
    expect(refusal('Dockerrun.aws.json', text)).toBe('it was read');
  });

  test('and a file that is read gets no hint, whatever words are in it', () => {
    const text = 'services: {web: {image: a, command: docker run x, labels: {kind: a, apiVersion: b}}}';
    expect(refusal('compose.yaml', text)).toBe('it was read');
    expect(refusal('values.yaml', 'a: 1')).toContain('expected a CloudFormation template');
  });
});
