import { explain } from '../../lib/core/rules/check';
import { type AwsNetwork } from '../../lib/core/vpc/aws-network';
import { endCalled } from '../../lib/core/vpc/network-paths';
import { reachInNetwork } from '../../lib/core/vpc/reach';
import { findingsOf, prepareInputs, readInputs } from '../../lib/formats';

beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

const TASK = `
resource "aws_ecs_task_definition" "task" {
  family                   = "app"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "app", image = "nginx", portMappings = [{ containerPort = 8080 }] }])
}
`;

/** A service in one subnet. */
const service = (name: string, subnet: string, groups = '', more = ''): string => `
resource "aws_ecs_service" "${name}" {
  name            = "${name}"
  task_definition = aws_ecs_task_definition.task.arn
  launch_type     = "FARGATE"
  desired_count   = 1
  network_configuration {
    subnets         = [aws_subnet.${subnet}.id]
    security_groups = [${groups}]
  }
  ${more}
}
`;

const subnet = (name: string, vpc: string, block: string): string => `
resource "aws_subnet" "${name}" {
  vpc_id            = aws_vpc.${vpc}.id
  cidr_block        = "${block}"
  availability_zone = "eu-west-1a"
}
`;

const ONE_VPC = `
provider "aws" {
  region = "eu-west-1"
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
${subnet('a', 'main', '10.0.1.0/24')}
${subnet('b', 'main', '10.0.2.0/24')}
${TASK}
`;

const group = (name: string, rules: string, vpc = 'main'): string => `
resource "aws_security_group" "${name}" {
  vpc_id = aws_vpc.${vpc}.id
  ${rules}
}
`;
const EGRESS = 'egress {\n from_port = 0\n to_port = 0\n protocol = "-1"\n cidr_blocks = ["0.0.0.0/0"]\n }';
const ingress = (peer: string): string =>
  `ingress {\n from_port = 8080\n to_port = 8080\n protocol = "tcp"\n ${peer}\n }`;

function read(text: string): AwsNetwork {
  const network = readInputs([{ name: 'main.tf', text }])[0]?.reading.networks?.[0];
  if (!network) throw new Error('the configuration has no network');
  return network;
}

/** The verdict in one line. */
function says(text: string, from = 'a', to = 'b', port = 8080): string {
  const network = read(text);
  const key = (end: string): string =>
    endCalled(network, `aws_ecs_service.${end}`)?.key ?? endCalled(network, end)?.key ?? end;
  const verdict = reachInNetwork(network, { from: key(from), to: key(to), port });
  if (verdict.kind === 'reachable') return verdict.kind;
  const [first] = verdict.kind === 'blocked' ? verdict.causes : verdict.gaps;
  return `${verdict.kind} ${first?.kind} ${first?.element.at.path ?? ''}`;
}

const both = service('a', 'a') + service('b', 'b');

describe('what a VPC has by itself, in Terraform', () => {
  test('lets services without groups through to each other', () => {
    expect(says(ONE_VPC + both)).toBe('reachable');
  });

  test('lets nothing through once its group is taken over without rules', () => {
    const taken = 'resource "aws_default_security_group" "none" {\n vpc_id = aws_vpc.main.id\n}\n';
    expect(says(ONE_VPC + both + taken)).toMatch(/^blocked sg-out/);
  });

  test('lets through what the resource that takes its group over says', () => {
    const taken = `resource "aws_default_security_group" "own" {\n vpc_id = aws_vpc.main.id\n ${ingress('self = true')}\n ${EGRESS}\n}\n`;
    expect(says(ONE_VPC + both + taken)).toBe('reachable');
    const stranger = service('c', 'a', 'aws_security_group.c.id') + group('c', EGRESS);
    expect(says(ONE_VPC + both + taken + stranger, 'c')).toMatch(/^blocked sg-in/);
  });

  test('goes by the attribute of the VPC and by the resource that takes it over', () => {
    const callee = service('b', 'b', 'aws_security_group.b.id');
    const byVpc = group('b', ingress('security_groups = [aws_vpc.main.default_security_group_id]'));
    expect(says(ONE_VPC + service('a', 'a') + callee + byVpc)).toBe('reachable');
    const taken = `resource "aws_default_security_group" "own" {\n vpc_id = aws_vpc.main.id\n ${EGRESS}\n}\n`;
    expect(says(ONE_VPC + service('a', 'a') + callee + byVpc + taken)).toBe('reachable');
    const byTaken = group('b', ingress('security_groups = [aws_default_security_group.own.id]'));
    expect(says(ONE_VPC + service('a', 'a') + callee + byTaken + taken)).toBe('reachable');
  });

  test('denies everything between subnets once its network ACL is taken over without rules', () => {
    const taken =
      'resource "aws_default_network_acl" "none" {\n default_network_acl_id = aws_vpc.main.default_network_acl_id\n}\n';
    expect(says(ONE_VPC + both + taken)).toBe('blocked nacl-out aws_default_network_acl.none');
  });

  test('lets through what the resource that takes its network ACL over says', () => {
    const line = (direction: string): string =>
      `${direction} {\n rule_no = 100\n action = "allow"\n protocol = -1\n from_port = 0\n to_port = 0\n cidr_block = "10.0.0.0/16"\n }`;
    const taken = `resource "aws_default_network_acl" "own" {\n default_network_acl_id = aws_vpc.main.default_network_acl_id\n ${line('ingress')}\n ${line('egress')}\n}\n`;
    expect(says(ONE_VPC + both + taken)).toBe('reachable');
  });

  test('keeps its network ACL beside a line that denies', () => {
    const line =
      'resource "aws_network_acl_rule" "deny" {\n network_acl_id = aws_vpc.main.default_network_acl_id\n rule_number = 1\n egress = true\n protocol = "-1"\n rule_action = "deny"\n cidr_block = "10.0.2.0/24"\n}\n';
    expect(says(ONE_VPC + both + line)).toMatch(/^blocked nacl-out/);
  });
});

const TWO_VPCS = `
resource "aws_vpc" "one" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_vpc" "two" {
  cidr_block = "10.1.0.0/16"
}
${subnet('a', 'one', '10.0.1.0/24')}
${subnet('b', 'two', '10.1.1.0/24')}
${group('a', EGRESS, 'one')}
${group('b', ingress('cidr_blocks = ["10.0.0.0/16"]'), 'two')}
${TASK}
${service('a', 'a', 'aws_security_group.a.id')}
${service('b', 'b', 'aws_security_group.b.id')}
`;
const route = (from: string, block: string, target: string): string => `
resource "aws_route" "${from}" {
  route_table_id         = aws_vpc.${from}.main_route_table_id
  destination_cidr_block = "${block}"
  ${target}
}
`;
const routes = (target: string): string => route('one', '10.1.0.0/16', target) + route('two', '10.0.0.0/16', target);

describe('VPCs beside each other, in Terraform', () => {
  const peering = (more: string): string =>
    `resource "aws_vpc_peering_connection" "p" {\n vpc_id = aws_vpc.one.id\n peer_vpc_id = aws_vpc.two.id\n ${more}\n}\n`;
  const overPeering = TWO_VPCS + routes('vpc_peering_connection_id = aws_vpc_peering_connection.p.id');

  test('are peered once the connection is accepted', () => {
    expect(says(overPeering + peering('auto_accept = true'))).toBe('reachable');
    const accepter =
      'resource "aws_vpc_peering_connection_accepter" "p" {\n vpc_peering_connection_id = aws_vpc_peering_connection.p.id\n auto_accept = true\n}\n';
    expect(says(overPeering + peering('') + accepter)).toBe('reachable');
    expect(says(overPeering + peering(''))).toBe('unknown route aws_vpc_peering_connection.p');
  });

  const attachment = (vpc: string, of: string, more = ''): string =>
    `resource "aws_ec2_transit_gateway_vpc_attachment" "${vpc}" {\n transit_gateway_id = aws_ec2_transit_gateway.t.id\n vpc_id = aws_vpc.${vpc}.id\n subnet_ids = [aws_subnet.${of}.id]\n ${more}\n}\n`;
  const transit = 'resource "aws_ec2_transit_gateway" "t" {\n}\n';
  const overTransit = TWO_VPCS + routes('transit_gateway_id = aws_ec2_transit_gateway.t.id') + transit;

  test('see each other over a transit gateway that they are attached to', () => {
    expect(says(overTransit + attachment('one', 'a') + attachment('two', 'b'))).toBe('reachable');
    expect(says(overTransit + attachment('one', 'a'))).toBe('blocked route aws_route.one');
  });

  test('do not where an attachment has no table', () => {
    const off = attachment('one', 'a', 'transit_gateway_default_route_table_association = false');
    expect(says(overTransit + off + attachment('two', 'b'))).toBe(
      'blocked route aws_ec2_transit_gateway_vpc_attachment.one',
    );
  });

  test('do not where the table does not learn the blocks of an attachment', () => {
    const off = attachment('two', 'b', 'transit_gateway_default_route_table_propagation = false');
    expect(says(overTransit + attachment('one', 'a') + off)).toBe('blocked route aws_ec2_transit_gateway.t');
  });
});

describe('load balancers and databases, in Terraform', () => {
  const balanced = `
resource "aws_lb" "nlb" {
  load_balancer_type = "network"
  internal           = true
  subnets            = [aws_subnet.a.id]
}
resource "aws_lb_target_group" "t" {
  vpc_id      = aws_vpc.main.id
  port        = 8080
  protocol    = "TCP"
  target_type = "instance"
  PRESERVE
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = aws_lb.nlb.arn
  port              = 80
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
resource "aws_instance" "web" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.a.id
  vpc_security_group_ids = [aws_security_group.web.id]
}
resource "aws_lb_target_group_attachment" "web" {
  target_group_arn = aws_lb_target_group.t.arn
  target_id        = aws_instance.web.id
}
${group('client', EGRESS)}
${service('client', 'b', 'aws_security_group.client.id')}
`;
  const nodes = group('web', ingress('cidr_blocks = ["10.0.1.0/24"]'));

  test('send to what is attached to a target group', () => {
    const kept = ONE_VPC + balanced.replace('PRESERVE', '') + nodes;
    expect(says(kept, 'client', 'aws_lb.nlb', 80)).toBe('blocked sg-in aws_security_group.web');
    const lent = ONE_VPC + balanced.replace('PRESERVE', 'preserve_client_ip = false') + nodes;
    expect(says(lent, 'client', 'aws_lb.nlb', 80)).toBe('reachable');
  });

  test('of the classic kind send to the instances that they name', () => {
    const balancer = (more: string): string => `${ONE_VPC}
resource "aws_internet_gateway" "out" { vpc_id = aws_vpc.main.id }
resource "aws_route_table" "out" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.out.id
  }
}
resource "aws_route_table_association" "b" {
  subnet_id      = aws_subnet.b.id
  route_table_id = aws_route_table.out.id
}
${group('front', `ingress {\n from_port = 80\n to_port = 80\n protocol = "tcp"\n cidr_blocks = ["0.0.0.0/0"]\n }\n${EGRESS}`)}
${group('box', 'ingress {\n from_port = 8080\n to_port = 8080\n protocol = "tcp"\n security_groups = [aws_security_group.front.id]\n }')}
resource "aws_instance" "box" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.a.id
  vpc_security_group_ids = [aws_security_group.box.id]
}
resource "aws_elb" "front" {
  subnets         = [aws_subnet.b.id]
  security_groups = [aws_security_group.front.id]
  instances       = [aws_instance.box.id]
  ${more}
  listener {
    lb_port           = 80
    lb_protocol       = "http"
    instance_port     = 8080
    instance_protocol = "http"
  }
}
`;
    expect(says(balancer(''), 'internet', 'aws_elb.front', 80)).toBe('reachable');
    expect(says(balancer('internal = true'), 'internet', 'aws_elb.front', 80)).toBe('blocked lb-scheme aws_elb.front');
  });

  test('listen where the API says', () => {
    const aurora = `
resource "aws_db_subnet_group" "db" {
  name       = "db"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}
resource "aws_rds_cluster" "db" {
  engine                 = "aurora-postgresql"
  db_subnet_group_name   = aws_db_subnet_group.db.name
  vpc_security_group_ids = [aws_security_group.db.id]
}
${group('client', EGRESS)}
${service('client', 'b', 'aws_security_group.client.id')}
${group('db', 'ingress {\n from_port = 5432\n to_port = 5432\n protocol = "tcp"\n security_groups = [aws_security_group.client.id]\n }')}
`;
    expect(says(ONE_VPC + aurora, 'client', 'aws_rds_cluster.db', 5432)).toBe('reachable');
  });
});

test('settings that are left out go by the names of Terraform', () => {
  const text = `
resource "aws_vpc" "shop" { cidr_block = "10.0.0.0/16" }
resource "aws_route_table" "out" { vpc_id = aws_vpc.shop.id }
resource "aws_route" "out" {
  route_table_id         = aws_route_table.out.id
  destination_cidr_block = "0.0.0.0/0"
}
`;
  const [input] = readInputs([{ name: 'main.tf', text }]);
  const [finding] = findingsOf(input!.reading).filter(({ rule }) => rule === 'setting-choice-malformed');
  expect(explain(finding!)).toMatch(/^route aws_route.out has no target: none of gateway_id, nat_gateway_id, /);
});
