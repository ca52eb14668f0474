import { findingsOf, prepareInputs, readInputs } from '../../lib/formats';
import { explain } from '../../lib/core/rules/check';
import { type Reading } from '../../lib/formats/reading';

beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

const ref = (id: string): object => ({ Ref: id });
const attribute = (id: string, name: string): object => ({ 'Fn::GetAtt': [id, name] });
const join = (...parts: readonly unknown[]): object => ({ 'Fn::Join': ['', parts] });
const sub = (...argument: readonly unknown[]): object => ({
  'Fn::Sub': argument.length === 1 ? argument[0] : argument,
});

const KEPT = {
  Secret: { Type: 'AWS::SecretsManager::Secret' },
  Attached: { Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: { SecretId: ref('Secret') } },
  Rotated: { Type: 'AWS::SecretsManager::RotationSchedule', Properties: { SecretId: ref('Secret') } },
  Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } },
  Db: { Type: 'AWS::RDS::DBInstance', Properties: { ManageMasterUserPassword: true } },
  Made: { Type: 'Custom::Secret', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:f' } },
};

const ECR = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1';

function template(valueFrom: unknown, field: 'secret' | 'log' | 'credentials' = 'secret'): object {
  const option = [{ Name: 'PASSWORD', ValueFrom: valueFrom }];
  const parts = {
    secret: { Secrets: option },
    log: { LogConfiguration: { LogDriver: 'fluentd', SecretOptions: option } },
    credentials: { RepositoryCredentials: { CredentialsParameter: valueFrom } },
  };
  return {
    Parameters: { SecretArn: { Type: 'String' }, Stage: { Type: 'String' } },
    Resources: {
      ...KEPT,
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.1.0/24' } },
      Task: {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: {
          Family: 'app',
          NetworkMode: 'awsvpc',
          RequiresCompatibilities: ['FARGATE'],
          Cpu: '256',
          Memory: '512',
          ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution',
          ContainerDefinitions: [{ Name: 'app', Image: ECR, ...parts[field] }],
        },
      },
      Service: {
        Type: 'AWS::ECS::Service',
        Properties: {
          LaunchType: 'FARGATE',
          TaskDefinition: ref('Task'),
          NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [ref('Subnet')] } },
        },
      },
    },
  };
}

function readingOf(files: Readonly<Record<string, unknown>>): Reading {
  const inputs = Object.entries(files).map(([name, text]) => ({
    name,
    text: typeof text === 'string' ? text : JSON.stringify(text),
  }));
  const reading = readInputs(inputs)[0]?.reading;
  if (!reading) throw new Error('nothing was read');
  return reading;
}

/** The services that are asked for secrets, one of them being `unknown`. */
function askedIn({ networks }: Reading): string[] {
  const needs = networks.flatMap(({ starts }) => starts.flatMap((start) => start.needs));
  return needs
    .filter(({ purpose }) => purpose === 'secret' || purpose === 'registry credentials')
    .map((need) => (need.kind === 'aws' ? need.service : need.kind));
}

const openValues = ({ unknown }: Reading): string[] =>
  unknown.filter(({ why }) => why.startsWith('where the secret')).map(({ at, what }) => `${at.path} ${what}`);

describe('where a secret of a template is kept is known from what its text begins with', () => {
  test.each<readonly [title: string, valueFrom: unknown, service: string]>([
    ['a secret and a key of it, joined', join(ref('Secret'), ':password::'), 'secretsmanager'],
    ['a secret and a key of it, substituted', sub('${Secret}:password::'), 'secretsmanager'],
    ['a variable of the substitution', sub('${S}:password::', { S: ref('Secret') }), 'secretsmanager'],
    ['a join in a join', join(join(ref('Secret'), ':password'), '::'), 'secretsmanager'],
    ['a join in a substitution', sub('${S}::', { S: join(ref('Secret'), ':password') }), 'secretsmanager'],
    ['parts that separate themselves', { 'Fn::Join': [':', [ref('Secret'), 'password', '', '']] }, 'secretsmanager'],
    ['an attachment, whole', ref('Attached'), 'secretsmanager'],
    ['an attachment and a key', join(ref('Attached'), ':password::'), 'secretsmanager'],
    ['the id of a secret', attribute('Secret', 'Id'), 'secretsmanager'],
    ['a schedule of rotation', sub('${Rotated}'), 'secretsmanager'],
    ['the secret that RDS keeps', sub('${Db.MasterUserSecret.SecretArn}:password::'), 'secretsmanager'],
    ['a parameter', ref('Parameter'), 'ssm'],
    ['a part of an ARN', sub('arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/${Stage}/x'), 'ssm'],
    ['a name that is put together', sub('/${Stage}/db/password'), 'ssm'],
    ['what a parameter holds', attribute('Parameter', 'Value'), 'unknown'],
    ['the database itself', join(ref('Db'), ':password::'), 'unknown'],
    ['what a custom resource gives', attribute('Made', 'SecretArn'), 'unknown'],
    ['a value given later', sub('${SecretArn}'), 'unknown'],
    ['a value given later and a key', join(ref('SecretArn'), ':password::'), 'unknown'],
    ['an ARN of which no more is known', sub('arn:${Stage}'), 'unknown'],
  ])('%s', (_, valueFrom, service) => {
    for (const field of ['secret', 'log', 'credentials'] as const) {
      const reading = readingOf({ 'app.json': template(valueFrom, field) });
      expect(askedIn(reading)).toEqual([service]);
      expect(openValues(reading)).toHaveLength(service === 'unknown' ? 1 : 0);
    }
  });

  test('a value that stays unknown is listed with its field', () => {
    const reading = readingOf({ 'app.json': template(join(ref('SecretArn'), ':password::')) });
    expect(openValues(reading)).toEqual(['Task/app Secrets.0.ValueFrom']);
  });

  test('a key of a secret that another stack exports', () => {
    const data = {
      Resources: KEPT,
      Outputs: { Out: { Value: ref('Attached'), Export: { Name: 'data:secret' } } },
    };
    const app = template(join({ 'Fn::ImportValue': 'data:secret' }, ':password::'));
    expect(askedIn(readingOf({ 'app.json': app, 'data.json': data }))).toEqual(['secretsmanager']);
  });

  test('a task without an endpoint for it is said not to fetch its secret', () => {
    const isolated = template(join(ref('Attached'), ':password::')) as { Resources: Record<string, unknown> };
    Object.assign(isolated.Resources, {
      Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } },
      Association: {
        Type: 'AWS::EC2::SubnetRouteTableAssociation',
        Properties: { SubnetId: ref('Subnet'), RouteTableId: ref('Table') },
      },
    });
    const said = findingsOf(readingOf({ 'app.json': isolated }))
      .map(explain)
      .join('\n');
    expect(said).toContain('fetch their secrets');
    expect(said).toContain('.secretsmanager');
    expect(said).not.toContain('.ssm');
  });
});

const TERRAFORM = `
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
resource "aws_secretsmanager_secret" "own" {
  name = "db"
}
resource "aws_secretsmanager_secret_version" "own" {
  secret_id     = aws_secretsmanager_secret.own.id
  secret_string = "x"
}
data "aws_secretsmanager_secret" "found" {
  name = "db"
}
data "aws_secretsmanager_secret" "far" {
  provider = aws.west
  name     = "db"
}
resource "aws_ssm_parameter" "own" {
  name  = "/app/password"
  type  = "SecureString"
  value = "x"
}
data "aws_ssm_parameter" "found" {
  name = "/app/password"
}
resource "aws_db_instance" "own" {
  manage_master_user_password = true
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_ecs_service" "app" {
  name            = "app"
  launch_type     = "FARGATE"
  task_definition = aws_ecs_task_definition.app.arn
  network_configuration {
    subnets = [aws_subnet.a.id]
  }
}
variable "secret" {
  type = string
}
variable "stage" {
  type = string
}
`;

const terraform = (valueFrom: string): string => `${TERRAFORM}
resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "app", image = "nginx", secrets = [{ name = "PASSWORD", valueFrom = ${valueFrom} }] }])
}
`;

describe('the same in Terraform', () => {
  test.each<readonly [valueFrom: string, service: string]>([
    ['"${aws_secretsmanager_secret.own.arn}:password::"', 'secretsmanager'],
    ['format("%s:password::", aws_secretsmanager_secret.own.arn)', 'secretsmanager'],
    ['join(":", [aws_secretsmanager_secret.own.arn, "password", "", ""])', 'secretsmanager'],
    ['aws_secretsmanager_secret.own.arn', 'secretsmanager'],
    ['aws_secretsmanager_secret.own.id', 'secretsmanager'],
    ['"${aws_secretsmanager_secret.own.arn}"', 'secretsmanager'],
    ['aws_secretsmanager_secret_version.own.arn', 'secretsmanager'],
    ['"${aws_secretsmanager_secret_version.own.arn}:password::"', 'secretsmanager'],
    ['data.aws_secretsmanager_secret.found.arn', 'secretsmanager'],
    ['"${data.aws_secretsmanager_secret.found.arn}:password::"', 'secretsmanager'],
    ['"${aws_db_instance.own.master_user_secret[0].secret_arn}:password::"', 'secretsmanager'],
    ['aws_ssm_parameter.own.arn', 'ssm'],
    ['aws_ssm_parameter.own.name', 'ssm'],
    ['data.aws_ssm_parameter.found.arn', 'ssm'],
    ['"/${var.stage}/password"', 'ssm'],
    ['data.aws_ssm_parameter.found.value', 'unknown'],
    ['data.aws_secretsmanager_secret.far.arn', 'unknown'],
    ['var.secret', 'unknown'],
    ['"${var.secret}:password::"', 'unknown'],
  ])('%s', (valueFrom, service) => {
    expect(askedIn(readingOf({ 'main.tf': terraform(valueFrom) }))).toEqual([service]);
  });
});
