import { type AwsNetwork } from '../../lib/core/vpc/aws-network';
import { type Reading } from '../../lib/formats/reading';
import { endCalled } from '../../lib/core/vpc/network-paths';
import { reachInNetwork } from '../../lib/core/vpc/reach';
import { prepareInputs, readInputs } from '../../lib/formats';

beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

function readingOf(text: string): Reading {
  const [input] = readInputs([{ name: 'main.tf', text }]);
  return input!.reading;
}

function networkOf(text: string): AwsNetwork {
  return readingOf(text).networks[0]!;
}

/** The kind of a verdict, and what it rests on where it is not reachable. */
function says(text: string, from: string, to: string, port: number): string {
  const network = networkOf(text);
  const key = (end: string): string => endCalled(network, end)?.key ?? end;
  const verdict = reachInNetwork(network, { from: key(from), to: key(to), port });
  if (verdict.kind === 'reachable') return verdict.kind;
  const [first] = verdict.kind === 'blocked' ? verdict.causes : verdict.gaps;
  return `${verdict.kind} ${first?.kind}`;
}

const OPEN_GROUP = `
resource "aws_security_group" "open" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;

const instance = (name: string, more = ''): string => `
resource "aws_instance" "${name}" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.${name}.id
  vpc_security_group_ids = [aws_security_group.open.id]
  ${more}
}
`;

const TWO_SUBNETS = `
variable "rules" { type = list(number) }
variable "subnets" { type = list(string) }
variable "flag" {}
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_subnet" "b" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}
${OPEN_GROUP}
`;

const line = (direction: string): string =>
  `${direction} {\n rule_no = 100\n action = "allow"\n protocol = -1\n from_port = 0\n to_port = 0\n cidr_block = "0.0.0.0/0"\n }`;

const acl = (subnets: string, rules: string): string =>
  `resource "aws_network_acl" "own" {\n vpc_id = aws_vpc.main.id\n subnet_ids = ${subnets}\n ${rules}\n}\n`;

const DYNAMIC = `dynamic "ingress" {
  for_each = var.rules
  content {
    rule_no    = ingress.value
    action     = "allow"
    protocol   = -1
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}`;

describe('a network ACL', () => {
  const both = TWO_SUBNETS + instance('a') + instance('b');

  test('leaves open what its lines say when how many there are is decided later', () => {
    const own = acl('[aws_subnet.b.id]', `${line('egress')}\n${DYNAMIC}`);
    expect(says(both + own, 'aws_instance.a', 'aws_instance.b', 80)).toMatch(/^unknown nacl/);
  });

  test('denies what no line allows when its lines are known', () => {
    const own = acl('[aws_subnet.b.id]', line('egress'));
    expect(says(both + own, 'aws_instance.a', 'aws_instance.b', 80)).toMatch(/^blocked nacl-in/);
  });

  test('may be that of any subnet when its subnets are decided later', () => {
    const own = acl('var.subnets', line('egress'));
    expect(says(both + own, 'aws_instance.a', 'aws_instance.b', 80)).toMatch(/^unknown/);
  });
});

describe('a security group', () => {
  const closed = (rules: string): string =>
    `${TWO_SUBNETS}${instance('a')}
resource "aws_security_group" "b" {
  vpc_id = aws_vpc.main.id
  ${rules}
}
resource "aws_instance" "b" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.b.id
  vpc_security_group_ids = [aws_security_group.b.id]
}
`;

  test('leaves open who gets in when `self` is decided later', () => {
    const rule = 'ingress {\n from_port = 80\n to_port = 80\n protocol = "tcp"\n self = var.flag\n }';
    expect(says(closed(rule), 'aws_instance.a', 'aws_instance.b', 80)).toMatch(/^unknown/);
    expect(says(closed(rule.replace('var.flag', 'true')), 'aws_instance.a', 'aws_instance.b', 80)).toMatch(/^blocked/);
  });

  test('leaves open who gets in when the direction of a rule beside it is decided later', () => {
    const rule = (type: string): string =>
      `resource "aws_security_group_rule" "b" {\n type = ${type}\n security_group_id = aws_security_group.b.id\n from_port = 80\n to_port = 80\n protocol = "tcp"\n cidr_blocks = ["0.0.0.0/0"]\n}\n`;
    expect(says(closed('') + rule('var.flag'), 'aws_instance.a', 'aws_instance.b', 80)).toMatch(/^unknown/);
    expect(says(closed('') + rule('"egress"'), 'aws_instance.a', 'aws_instance.b', 80)).toMatch(/^blocked/);
  });
});

describe('an instance', () => {
  const publicIpOf = (more: string): unknown => {
    const { hosts } = networkOf(TWO_SUBNETS + instance('a', more));
    return hosts.find(({ key }) => key === 'aws_instance.a')?.placements.items[0]?.publicIp;
  };

  test('has a public address where it says so itself', () => {
    expect(publicIpOf('associate_public_ip_address = true')).toBe(true);
    expect(publicIpOf('associate_public_ip_address = false')).toBe(false);
    expect(publicIpOf('')).toBe('subnet');
  });

  test.each(['network_interface {\n device_index = 0\n', 'primary_network_interface {\n'])(
    'stands where the interface stands that it is given: %s',
    (block) => {
      const text = `${TWO_SUBNETS}
resource "aws_network_interface" "own" {
  subnet_id       = aws_subnet.b.id
  security_groups = [aws_security_group.open.id]
}
resource "aws_instance" "own" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  ${block} network_interface_id = aws_network_interface.own.id
  }
}
`;
      const host = networkOf(text).hosts.find(({ key }) => key === 'aws_instance.own');
      expect(host?.placements.items[0]).toMatchObject({
        subnets: { items: ['aws_subnet.b'] },
        groups: { items: ['aws_security_group.open'] },
      });
    },
  );

  test('forwards what it gets from a route once its check of addresses is off', () => {
    const route = `
resource "aws_route_table" "a" { vpc_id = aws_vpc.main.id }
resource "aws_route" "a" {
  route_table_id         = aws_route_table.a.id
  destination_cidr_block = "0.0.0.0/0"
  instance_id            = aws_instance.a.id
}
`;
    const targetWith = (more: string): unknown => {
      const { tables } = networkOf(TWO_SUBNETS + instance('a', more) + route);
      return tables.find(({ key }) => key === 'aws_route_table.a')?.routes.items[0]?.target;
    };
    expect(targetWith('source_dest_check = false')).toEqual({ kind: 'opaque', what: 'an instance' });
    expect(targetWith('')).toMatchObject({ forwards: false });
  });
});

test('a group of instances is behind the Classic Load Balancers that it names', () => {
  const text = `${TWO_SUBNETS}
resource "aws_elb" "front" {
  subnets = [aws_subnet.a.id]
  listener {
    lb_port           = 80
    lb_protocol       = "http"
    instance_port     = 8080
    instance_protocol = "http"
  }
}
resource "aws_autoscaling_group" "app" {
  max_size           = 2
  min_size           = 1
  load_balancers     = [aws_elb.front.name]
  availability_zones = ["eu-west-1a"]
}
`;
  const { balancerTargets } = networkOf(text);
  expect(balancerTargets[0]?.targets.items.map(({ host }) => host)).toEqual(['aws_autoscaling_group.app']);
});

describe('a service', () => {
  const service = (more: string): string =>
    `resource "aws_ecs_service" "web" {\n name = "web"\n task_definition = "web:1"\n ${more}\n}\n`;
  const count = (more: string): unknown => readingOf(service(more)).services[0]?.desiredCount;

  test('has no task unless it asks for some, also where it says that it is no daemon', () => {
    expect(count('')).toBe(0);
    expect(count('scheduling_strategy = "REPLICA"')).toBe(0);
    expect(count('scheduling_strategy = "REPLICA"\n desired_count = 2')).toBe(2);
    expect(count('scheduling_strategy = "DAEMON"')).toBeUndefined();
  });
});

test('what is read is not said to be passed over', () => {
  const { passedOver } = readingOf(`
resource "aws_elb" "front" { subnets = ["subnet-1"] }
resource "docker_service" "web" { name = "web" }
resource "docker_plugin" "log" { name = "log" }
`);
  expect(passedOver).toEqual([{ what: 'a resource docker_plugin', why: 'no rule is about this type' }]);
});

test.each(['docker_service', 'aws_ecs_task_set'])('a %s of which the number is decided later is reported', (type) => {
  const { unknown } = readingOf(`variable "n" {}\nresource "${type}" "one" {\n count = var.n\n}\n`);
  expect(unknown).toContainEqual(
    expect.objectContaining({ what: 'count', why: 'how many copies there are is worked out by Terraform' }),
  );
});

test('a target group of functions keeps the names of Terraform for what it says', () => {
  const text = `resource "aws_lb_target_group" "f" {\n name = "not_a_name"\n target_type = "lambda"\n port = 80\n}\n`;
  const { settings } = readingOf(text).settings[0]!;
  expect(settings.map(({ name }) => name)).toEqual(['name']);
});
