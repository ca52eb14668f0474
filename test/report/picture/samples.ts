import { readInputs, type Input } from '../../../lib/formats/input';
import { drawingOf, type Drawing } from '../../../lib/report/picture/draw';
import { reportOf } from '../../../lib/report/report';

/** What is read from one file. */
export function inputOf(name: string, data: object): Input {
  return readInputs([{ name, text: JSON.stringify(data) }], { project: 'shop', environment: {} })[0]!;
}

/** The picture of one file, without findings. */
export function drawingIn(name: string, data: object): Drawing {
  return drawingOf([inputOf(name, data)], reportOf([]));
}

/** A shop: the web is told to dial the database and a cache that nobody has; adminer is on another network. */
export const SHOP = {
  services: {
    web: {
      image: 'nginx',
      ports: ['8080:80'],
      command: 'serve --db postgres://db:5432/shop',
      environment: { CACHE_URL: 'redis://cache:6379' },
      networks: ['front', 'back'],
    },
    api: { image: 'example/api', environment: { DB_URL: 'postgres://db:5432/shop' }, networks: ['front', 'back'] },
    db: { image: 'postgres:17', networks: ['back'] },
    adminer: { image: 'adminer', networks: ['front'] },
  },
  networks: { front: {}, back: {} },
};

/** A cluster behind a load balancer: web may call api, and nobody may call the database. */
export const STACK: { readonly Resources: Readonly<Record<string, object>> } = {
  Resources: {
    Cluster: { Type: 'AWS::ECS::Cluster' },
    ...Object.fromEntries<object>(
      ['Web', 'Api', 'Db'].flatMap((name) => [
        [`${name}Group`, { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: name, VpcId: 'vpc-1' } }],
        [
          `${name}Task`,
          {
            Type: 'AWS::ECS::TaskDefinition',
            Properties: {
              NetworkMode: 'awsvpc',
              RequiresCompatibilities: ['FARGATE'],
              Cpu: '256',
              Memory: '512',
              ContainerDefinitions: [{ Name: 'main', Image: 'example', PortMappings: [{ ContainerPort: 8080 }] }],
            },
          },
        ],
        [
          name,
          {
            Type: 'AWS::ECS::Service',
            Properties: {
              Cluster: { Ref: 'Cluster' },
              TaskDefinition: { Ref: `${name}Task` },
              LaunchType: 'FARGATE',
              NetworkConfiguration: {
                AwsvpcConfiguration: {
                  Subnets: ['subnet-1'],
                  SecurityGroups: [{ 'Fn::GetAtt': [`${name}Group`, 'GroupId'] }],
                },
              },
            },
          },
        ],
      ]),
    ),
    WebToApi: {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: {
        GroupId: { 'Fn::GetAtt': ['ApiGroup', 'GroupId'] },
        SourceSecurityGroupId: { 'Fn::GetAtt': ['WebGroup', 'GroupId'] },
        IpProtocol: 'tcp',
        FromPort: 8080,
        ToPort: 8080,
      },
    },
  },
};
