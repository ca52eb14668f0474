import { Unknown } from '../../lib/core/values/unknown';
import { findingsOf, prepareInputs, readInputs, type Input, type InputOptions } from '../../lib/formats';
import { filesOfFolder } from '../../lib/formats/input';
import { testThoroughly } from '../thoroughness';

beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

type Texts = Readonly<Record<string, string>>;

/** Reads files of a folder; those of `beside` are on the disk as well. */
function read(files: Texts | string, options: InputOptions = {}, beside: Texts = {}): Input {
  const given = typeof files === 'string' ? { 'main.tf': files } : files;
  const disk = { ...beside, ...given };
  const inputs = readInputs(
    Object.entries(given).map(([name, text]) => ({ name, text })),
    {
      load: (file) => (Object.hasOwn(disk, file) ? disk[file] : undefined),
      list: (folder) =>
        Object.keys(disk)
          .map((file) => file.split('/'))
          .filter((steps) => (steps.slice(0, -1).join('/') || '.') === folder.replace(/\/$/, ''))
          .map((steps) => steps.at(-1)!),
      ...options,
    },
  );
  expect(inputs).toHaveLength(1);
  return inputs[0]!;
}

/** The names that containers have in a configuration: what an expression gives is seen in them. */
function namesIn({ reading }: Input): unknown[] {
  return reading.dockerHosts.flatMap(({ containers }) =>
    containers.items.map(({ name }) => (name instanceof Unknown ? `? ${name.why}` : name)),
  );
}

function container(name: string, more = ''): string {
  return `resource "docker_container" "c" {\n  name  = ${name}\n  image = "x"\n${more}}\n`;
}

const found = (input: Input): string[] =>
  findingsOf(input.reading).map(({ rule, at }) => {
    const { line, column } = input.locate(at)!;
    return `${rule} ${at.path} ${at.file}:${line}:${column}`;
  });

const block = (type: string, name: string, body: string): string => `resource "${type}" "${name}" {\n${body}\n}\n`;

describe('a folder of .tf files', () => {
  test('is one module, whichever of its files was given', () => {
    const beside = {
      'variables.tf': 'variable "name" {\n  default = "web"\n}\n',
      'locals.tf': 'locals {\n  name = "${var.name}-1"\n}\n',
      'README.md': 'nothing',
    };
    expect(namesIn(read(container('local.name'), {}, beside))).toEqual(['web-1']);
  });

  test('takes JSON beside', () => {
    const json = JSON.stringify({ locals: { name: '${upper("web")}' } });
    expect(namesIn(read({ 'main.tf': container('local.name'), 'more.tf.json': json }))).toEqual(['WEB']);
  });

  test('has values from its files of variables, the nearest last', () => {
    const main = `variable "name" {}\n${container('var.name')}`;
    const environment = { TF_VAR_name: 'environment', PATH: '/bin' };
    const beside: Texts = {
      'terraform.tfvars': 'name = "terraform"',
      'a.auto.tfvars': 'name = "a"',
      'b.auto.tfvars': 'name = "b"',
      'prod.tfvars': 'name = "prod"',
    };
    expect(namesIn(read(main, { environment }))).toEqual(['environment']);
    expect(namesIn(read(main, { environment }, { 'terraform.tfvars': beside['terraform.tfvars']! }))).toEqual([
      'terraform',
    ]);
    expect(namesIn(read(main, { environment }, beside))).toEqual(['b']);
    expect(namesIn(read({ 'main.tf': main, 'prod.tfvars': beside['prod.tfvars']! }, {}, beside))).toEqual(['prod']);
    expect(namesIn(read(main, { parameters: { name: 'given' } }, beside))).toEqual(['given']);
  });

  test('says which variable has no value', () => {
    expect(namesIn(read(`variable "name" {}\n${container('var.name')}`))).toEqual(['? variable name has no value']);
  });

  test('has what override files say instead', () => {
    const override = 'resource "docker_container" "c" {\n  name = "other"\n}\n';
    expect(namesIn(read({ 'main.tf': container('"web"'), 'main_override.tf': override }))).toEqual(['other']);
  });

  describe('with a mistake in the syntax of a file', () => {
    const WHY =
      'a file has a mistake in its syntax, and Terraform takes none of it; of the other files what stands for itself was read';
    const BROKEN = `locals {\n  a = \n}\n${container('"web"')}`;
    const published = (name: string): string =>
      `resource "docker_container" "${name}" {\n  name = "${name}"\n  image = "nginx"\n  ports {\n    internal = 80\n    external = 8080\n  }\n}\n`;
    const rulesIn = (input: Input): string[] =>
      findingsOf(input.reading)
        .filter(({ severity }) => severity === 'error')
        .map(({ rule, at }) => `${rule} ${at.file ?? ''}`);

    test('has nothing of that file, and says each mistake at its line', () => {
      const input = read({ 'a.tf': BROKEN, 'b.tf': 'resource "docker_network" "n" {\n  name = "net"\n' });
      expect(namesIn(input)).toEqual([]);
      expect(input.reading.unknown.map(({ why }) => why)).toContain(WHY);
      expect(input.reading.problems.map(({ at, message }) => [at.file, input.locate(at), message])).toEqual([
        ['a.tf', { line: 2, column: 3 }, 'this is not Terraform\'s syntax: "a = "'],
        ['b.tf', { line: 3, column: 1 }, 'expected "}", got the end of the line'],
      ]);
    });

    test('is read in the other files, where what may be in the one with the mistake is not known', () => {
      const other = `resource "docker_container" "dial" {
  name  = "dial"
  image = "nginx"
  env   = ["URL=http://gone:80", local.a]
  networks_advanced {
    name = docker_network.n.name
  }
}
`;
      const input = read({ 'a.tf': BROKEN, 'b.tf': `${published('web1')}${published('web2')}`, 'c.tf': other });
      expect(namesIn(input)).toEqual(['web1', 'web2', 'dial']);
      expect(rulesIn(input)).toEqual(['published-port-taken b.tf']);
      const [host] = input.reading.dockerHosts;
      expect([host?.isPart, host?.containers.complete, host?.networks.complete]).toEqual([true, false, false]);
    });

    test('is not judged where the mistake is in what all files depend on', () => {
      const two = `${published('web1')}${published('web2')}`;
      for (const name of ['x_override.tf', 'terraform.tfvars'])
        expect(namesIn(read({ 'b.tf': two, [name]: 'resource "a" {\n  b = \n' }))).toEqual([]);
    });

    test('has of AWS what needs nothing else: task definitions', () => {
      const aws = `resource "aws_ecs_task_definition" "t" {
  family = "t"
  container_definitions = jsonencode([{ name = "a", image = "nginx", memory = 64, portMappings = [{ containerPort = 80, hostPort = 81 }] }])
  network_mode = "awsvpc"
}
resource "aws_lb_target_group" "g" {
  port = 80
  protocol = "HTTP"
  vpc_id = "vpc-1"
}
`;
      const input = read({ 'a.tf': BROKEN, 'b.tf': aws });
      expect(rulesIn(input)).toEqual(['host-port-differs b.tf']);
      expect(input.reading.networks.flatMap(({ balancerTargets }) => balancerTargets)).toEqual([]);
    });
  });

  test('says where a quotation mark is open, and not where the parser stumbles over it', () => {
    const input = read(`resource "docker_network" "n" {\n  name = "net\n  driver = "bridge"\n}\n${container('"web"')}`);
    expect(input.reading.problems.map(({ at, message }) => [input.locate(at), message])).toEqual([
      [{ line: 2, column: 10 }, 'the quotation mark is not closed on this line'],
    ]);
  });

  test('says which locals go round in a circle', () => {
    const input = read(`locals {\n  a = local.b\n  b = local.a\n}\n${container('local.a')}`);
    expect(namesIn(input)).toEqual(['? local.a refers to itself']);
    expect(input.reading.problems.map(({ at, message }) => [input.locate(at)?.line, message])).toEqual([
      [2, 'local.a refers to itself'],
    ]);
  });
});

describe('a module', () => {
  const child = `variable "name" {}
variable "port" {
  type    = number
  default = 8080
}
resource "docker_container" "c" {
  name  = var.name
  image = "x"
  network_mode = "none"
  ports {
    internal = var.port
  }
}
output "name" {
  value = docker_container.c.name
}
`;

  test('has the values of its call, and gives what its outputs say', () => {
    const main = `module "web" {\n  source = "./child"\n  name   = "web"\n}\n${container('"${module.web.name}-2"')}`;
    const input = read(main, {}, { 'child/main.tf': child });
    expect(namesIn(input).sort()).toEqual(['web', 'web-2']);
    expect(found(input)).toEqual(['ports-in-none-mode module.web.docker_container.c child/main.tf:10:3']);
  });

  test('has its copies', () => {
    const main = `module "web" {
  source   = "./child"
  for_each = toset(["a", "b"])
  name     = each.key
}
module "db" {
  count  = 2
  source = "./child"
  name   = "db\${count.index}"
}
resource "docker_container" "c" {
  for_each = module.web
  name     = "\${each.value.name}-\${module.db[1].name}"
  image    = "x"
}
`;
    expect(namesIn(read(main, {}, { 'child/main.tf': child })).sort()).toEqual(['a', 'a-db1', 'b', 'b-db1', 'db0', 'db1']); // prettier-ignore
  });

  test('that is not there is named, and the rest is read', () => {
    const main = `module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\nmodule "gone" {\n  source = "./gone"\n}\n${container('module.vpc.name')}`;
    const input = read(main);
    expect(namesIn(input)).toEqual(['? module vpc was not looked at']);
    expect(input.reading.unknown.filter(({ what }) => what === 'source').map(({ at, why }) => [at.path, why])).toEqual([
      [
        'module.vpc',
        'terraform-aws-modules/vpc/aws is not in this folder before terraform init: what it makes was not looked at',
      ],
      ['module.gone', 'there are no files in gone: what the module makes was not looked at'],
    ]);
  });

  test('that terraform init fetched is read where it was put, and the modules that it calls as well', () => {
    const main = `module "web" {\n  source  = "acme/web/docker"\n  name    = "web"\n}\n${container('module.web.name')}`;
    const list = (source: string): string =>
      JSON.stringify({
        Modules: [
          { Key: '', Source: '', Dir: '.' },
          { Key: 'web', Source: `registry.terraform.io/${source}`, Version: '1.0.0', Dir: '.terraform/modules/web' },
          { Key: 'web.inner', Source: 'git::https://example.com/inner.git', Dir: '.terraform/modules/web.inner' },
        ],
      });
    const beside = {
      '.terraform/modules/web/main.tf':
        'variable "name" {}\nmodule "inner" {\n  source = "git::https://example.com/inner.git"\n}\noutput "name" {\n  value = "${var.name}-${module.inner.name}"\n}\n',
      '.terraform/modules/web.inner/main.tf': 'output "name" {\n  value = "inner"\n}\n',
    };
    const input = read(main, {}, { ...beside, '.terraform/modules/modules.json': list('acme/web/docker') });
    expect(namesIn(input)).toEqual(['web-inner']);
    const other = read(main, {}, { ...beside, '.terraform/modules/modules.json': list('acme/other/docker') });
    expect(namesIn(other)).toEqual(['? module web was not looked at']);
  });

  test('that calls itself is named', () => {
    const main = 'module "again" {\n  source = "./again"\n}\n';
    const input = read(main, {}, { 'again/main.tf': 'module "again" {\n  source = "../again"\n}\n' });
    expect(input.reading.problems.map(({ message }) => message)).toEqual(['module again calls itself']);
  });

  test('is not read for itself where another file given calls it', () => {
    const main = 'module "web" {\n  source = "./child"\n  name   = "web"\n}\n';
    expect(namesIn(read({ 'main.tf': main, 'child/main.tf': child }))).toEqual(['web']);
  });
});

describe('an expression', () => {
  test.each([
    ['"a${1 + 2 * 3}"', 'a7'],
    ['"$${x}%%{y}"', '${x}%{y}'],
    ['"\\u00e9\\"\\\\"', 'é"\\'],
    ['true ? "a" : "b"', 'a'],
    ['1 > 2 ? "a" : 2 > 3 ? "b" : 3 > 4 ? "c" : "d"', 'd'],
    ['(1 > 2 ? true : true) ? "a" : "b"', 'a'],
    ['"%{ if 1 > 2 }a%{ else }b%{ endif }"', 'b'],
    ['"%{ for x in ["a", "b"] ~}  ${x}  %{~ endfor }"', 'ab'],
    ['<<-EOT\n    a\n      b\n    EOT\n', 'a\n  b\n'],
    ['join(",", [for i, x in ["a", "b"] : "${i}${x}" if x != "c"])', '0a,1b'],
    ['join(",", [for k, v in { b = 1, a = 2 } : "${k}${v}"])', 'a2,b1'],
    ['jsonencode({ for x in ["a", "b", "a"] : x => upper(x)... })', '{"a":["A","A"],"b":["B"]}'],
    ['join(",", [{ a = { b = "x" } }, { a = { b = "y" } }][*].a.b)', 'x,y'],
    ['lookup({ a = "x" }, "b", "none")', 'none'],
    ['try(local.gone, [][0], "last")', 'last'],
    ['can(regex("^a", "b")) ? "yes" : "no"', 'no'],
    ['coalesce(null, "", "x")', 'x'],
    ['format("%s-%03d-%q", "a", 7, "b")', 'a-007-"b"'],
    ['element(["a", "b"], 3)', 'b'],
    ['merge({ a = "1" }, { a = "2" }).a', '2'],
    ['join(",", flatten([["a"], [["b"]], []]))', 'a,b'],
    ['join(",", toset(["b", "a", "b"]))', 'a,b'],
    ['join(",", setsubtract(["a", "b"], ["a"]))', 'b'],
    ['cidrsubnet("10.0.0.0/16", 8, 2)', '10.0.2.0/24'],
    ['join(",", cidrsubnets("10.0.0.0/16", 4, 8))', '10.0.0.0/20,10.0.16.0/24'],
    ['cidrhost("10.0.0.0/24", -2)', '10.0.0.254'],
    ['cidrnetmask("172.16.0.0/12")', '255.240.0.0'],
    ['replace("a-b", "/(\\\\w)-/", "$${1}_")', 'a_b'],
    ['jsondecode("{\\"a\\": [\\"x\\"]}").a[0]', 'x'],
    ['yamldecode("a: [x]").a[0]', 'x'],
    ['file("${path.module}/name.txt")', 'from a file'],
    ['templatefile("name.tpl", { names = ["a", "b"] })', 'a+b+'],
    ['basename("/a/b.txt")', 'b.txt'],
    ['terraform.workspace', 'default'],
    ['"${title("web")}-${trimprefix("v1", "v")}"', 'Web-1'],
  ])('%s gives %j', (expression, expected) => {
    const beside = { 'name.txt': 'from a file', 'name.tpl': '%{ for n in names }${n}+%{ endfor }' };
    const input = read(container(expression), {}, beside);
    expect(input.reading.problems).toEqual([]);
    expect(namesIn(input)).toEqual([expected]);
  });

  test.each([
    ['uuid()', '? uuid() is worked out by Terraform'],
    ['data.docker_network.x.gone', '? data.docker_network.x is not in the files given'],
    ['"a-${random_id.x.hex}"', '? random_id.x is not in the files given'],
    ['file("gone.txt")', '? the file gone.txt was not given'],
    ['local.gone', '? there is no local gone'],
    ['cidrsubnet("10.0.0.0/30", 8, 2)', '? cidrsubnet: a prefix of 38 bits is too long'],
  ])('%s is not known', (expression, expected) => {
    expect(namesIn(read(container(expression)))).toEqual([expected]);
  });

  test('of a variable is taken as its type says', () => {
    const main = `variable "ports" {
  type = map(object({ internal = number, external = optional(number, 8080) }))
  default = { web = { internal = "80" } }
}
resource "docker_container" "c" {
  name  = "web"
  image = "x"
  dynamic "ports" {
    for_each = var.ports
    iterator = it
    content {
      internal = it.value.internal
      external = it.value.external
    }
  }
}
`;
    const ports = read(main).reading.dockerHosts[0]!.containers.items[0]!.published;
    expect(ports).toMatchObject({ complete: true, items: [{ containerPort: 80, hostPort: 8080 }] });
    const given = { ports: '{ web = { internal = 90, external = 91 } }' };
    const others = read(main, { parameters: given }).reading.dockerHosts[0]!.containers.items[0]!.published;
    expect(others.items).toMatchObject([{ containerPort: 90, hostPort: 91 }]);
  });

  testThoroughly('takes bounded time, however often it doubles', () => {
    const doubled = Array.from({ length: 40 }, (_, n) => `  a${n + 1} = concat(local.a${n}, local.a${n})\n`);
    const input = read(`locals {\n  a0 = ["x"]\n${doubled.join('')}}\n${container('join("", local.a40)')}`);
    expect(namesIn(input)).toEqual(['? working out the configuration takes too many steps']);
  });
});

describe('a container on a network', () => {
  test('is on it whichever way the network is named', () => {
    const main = `resource "docker_network" "n" {
  count = 2
  name  = "net\${count.index}"
}
resource "docker_container" "a" {
  name         = "a"
  image        = "x"
  network_mode = docker_network.n[0].name
}
resource "docker_container" "b" {
  name  = "b"
  image = "x"
  networks_advanced {
    name = docker_network.n[1].id
  }
}
resource "docker_container" "c" {
  name         = "c"
  image        = "x"
  network_mode = "container:\${docker_container.a.id}"
}
`;
    const { containers } = read(main).reading.dockerHosts[0]!;
    expect(containers.items.map(({ endpoints }) => endpoints.items.map(({ network }) => network))).toEqual([
      ['net0'],
      ['net1'],
      [],
    ]);
    expect(containers.items[2]!.namespace).toEqual({ kind: 'container', container: 'a' });
  });
});

const TASK = `resource "aws_ecs_task_definition" "t" {
  family       = "web"
  memory       = 512
  network_mode = "none"
`;

describe('container definitions', () => {
  test.each([
    ['jsonencode', '  container_definitions = jsonencode([\n    {\n      name = "web"\n      image = "nginx"\n      portMappings = [\n        { containerPort = 80 }\n      ]\n    }\n  ])\n', 'main.tf:9:7'], // prettier-ignore
    ['a text', '  container_definitions = <<EOF\n[{"name": "web", "image": "${var.image}", "portMappings": [{"containerPort": ${var.port}}]}]\nEOF\n', 'main.tf:5:3'], // prettier-ignore
    ['a file', '  container_definitions = file("${path.module}/web.json")\n', 'main.tf:5:3'],
    ['a template', '  container_definitions = templatefile("web.json.tpl", { port = 80 })\n', 'main.tf:5:3'],
    ['a local', '  container_definitions = jsonencode(local.containers)\n', 'locals.tf:3:3'],
    ['a template of the old provider', '  container_definitions = data.template_file.t.rendered\n', 'main.tf:5:3'],
  ])('in %s are read, with their place', (_what, argument, place) => {
    const beside = {
      'vars.tf': 'variable "image" {}\nvariable "port" {}\n',
      'web.json': '[{"name": "web", "image": "nginx", "portMappings": [{"containerPort": 80}]}]',
      'web.json.tpl': '[{"name": "web", "image": "nginx", "portMappings": [{"containerPort": ${port}}]}]',
      'locals.tf':
        'locals {\n  containers = [{\n  portMappings = [{ containerPort = 80 }]\n  name = "web"\n  image = "nginx"\n  }]\n}\n',
      'old.tf': 'data "template_file" "t" {\n  template = file("web.json.tpl")\n  vars = {\n    port = 80\n  }\n}\n',
    };
    const input = read(`${TASK}${argument}}\n`, {}, beside);
    expect(input.reading.problems).toEqual([]);
    expect(found(input)).toEqual([`ports-on-none aws_ecs_task_definition.t/web ${place}`]);
  });
});

describe('security groups', () => {
  const main = (rules: string): string => `
resource "aws_ecs_cluster" "c" {
  name = "c"
}
resource "aws_security_group" "lb" {
  vpc_id = "vpc-1"
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "app" {
  vpc_id = "vpc-1"
}
resource "aws_lb" "lb" {
  subnets         = ["subnet-1", "subnet-2"]
  security_groups = [aws_security_group.lb.id]
}
resource "aws_lb_target_group" "tg" {
  port        = 80
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = "vpc-1"
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = aws_lb.lb.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.tg.arn
  }
}
resource "aws_ecs_task_definition" "t" {
  family                = "t"
  network_mode          = "awsvpc"
  container_definitions = jsonencode([{ name = "app", portMappings = [{ containerPort = 8080 }] }])
}
resource "aws_ecs_service" "s" {
  name            = "s"
  cluster         = aws_ecs_cluster.c.name
  task_definition = "\${aws_ecs_task_definition.t.family}:\${max(aws_ecs_task_definition.t.revision, data.aws_ecs_task_definition.t.revision)}"
  desired_count   = 2
  launch_type     = "FARGATE"
  network_configuration {
    subnets         = ["subnet-1"]
    security_groups = [aws_security_group.app.id]
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.tg.arn
    container_name   = "app"
    container_port   = 8080
  }
}
${rules}`;
  const blocked = 'load-balancer-blocked aws_ecs_service.s/loadBalancer0 main.tf:51:3';

  test('without a rule keep the load balancer out', () => {
    expect(found(read(main('')))).toContain(blocked);
  });

  test.each([
    [
      'a rule beside',
      'resource "aws_security_group_rule" "in" {\n  type = "ingress"\n  security_group_id = aws_security_group.app.id\n  protocol = "tcp"\n  from_port = 8080\n  to_port = 8080\n  source_security_group_id = aws_security_group.lb.id\n}\n',
    ],
    [
      'a rule of the newer kind',
      'resource "aws_vpc_security_group_ingress_rule" "in" {\n  security_group_id = aws_security_group.app.id\n  ip_protocol = "tcp"\n  from_port = 8080\n  to_port = 8080\n  referenced_security_group_id = aws_security_group.lb.id\n}\n',
    ],
    [
      'rules of which the number is not known',
      'resource "aws_vpc_security_group_ingress_rule" "in" {\n  for_each = var.rules\n  security_group_id = aws_security_group.app.id\n}\n',
    ],
    ['rules of a dynamic block', ''],
  ])('with %s let it in', (_what, rules) => {
    const text =
      rules === ''
        ? main('').replace(
            'resource "aws_security_group" "app" {',
            'resource "aws_security_group" "app" {\n  dynamic "ingress" {\n    for_each = [80, 8080]\n    content {\n      from_port = ingress.value\n      to_port = ingress.value\n      protocol = "tcp"\n      security_groups = [aws_security_group.lb.id]\n    }\n  }',
          )
        : main(rules);
    expect(found(read(text))).not.toContain(blocked);
  });

  test('start without a way out', () => {
    const { securityGroups } = read(main('')).reading;
    expect(securityGroups.map(({ key, egress }) => [key, egress?.items.length])).toEqual([
      ['aws_security_group.lb', 1],
      ['aws_security_group.app', 0],
    ]);
  });
});

test.each([
  [
    'the default one with its routes',
    'resource "aws_default_route_table" "r" {\n  default_route_table_id = aws_vpc.v.default_route_table_id\n  route {\n    cidr_block = "0.0.0.0/0"\n    gateway_id = aws_internet_gateway.g.id\n  }\n}\n',
  ],
  [
    'a route of it',
    'resource "aws_route" "r" {\n  route_table_id = aws_vpc.v.main_route_table_id\n  destination_cidr_block = "0.0.0.0/0"\n  gateway_id = aws_internet_gateway.g.id\n}\n',
  ],
] as const)('the main route table of a VPC is read: %s', (_what, text) => {
  const vpc =
    'resource "aws_vpc" "v" {\n  cidr_block = "10.0.0.0/16"\n}\nresource "aws_internet_gateway" "g" {\n  vpc_id = aws_vpc.v.id\n}\n';
  const [network] = read(vpc + text).reading.networks;
  const main = network?.tables.find(({ key }) => key === 'aws_vpc.v.MainRouteTable');
  expect(main?.routes.complete).toBe(true);
  expect(main?.routes.items.length).toBe(1);
});

describe('a gateway endpoint for S3 in a VPC with its main route table alone', () => {
  const interfaces = ['ecr.api', 'ecr.dkr'].map((service) =>
    block(
      'aws_vpc_endpoint',
      service.replace('.', '-'),
      `vpc_id = aws_vpc.v.id\nservice_name = "com.amazonaws.us-east-1.${service}"\nvpc_endpoint_type = "Interface"\n` +
        'private_dns_enabled = true\nsubnet_ids = [aws_subnet.s.id]\nsecurity_group_ids = [aws_security_group.t.id]',
    ),
  );
  const rule = (of: string, from: number, protocol: string): string =>
    `${of} {\nfrom_port = ${from}\nto_port = ${from}\nprotocol = "${protocol}"\ncidr_blocks = ["0.0.0.0/0"]\n}\n`;
  const container =
    '[{ name = "web", image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1", essential = true, memory = 64 }]';
  const configuration = (tables: string, more = ''): string =>
    [
      block('aws_vpc', 'v', 'cidr_block = "10.0.0.0/16"\nenable_dns_hostnames = true'),
      block('aws_subnet', 's', 'vpc_id = aws_vpc.v.id\ncidr_block = "10.0.1.0/24"'),
      block('aws_default_route_table', 'r', 'default_route_table_id = aws_vpc.v.default_route_table_id'),
      block(
        'aws_security_group',
        't',
        `vpc_id = aws_vpc.v.id\n${rule('egress', 0, '-1')}${rule('ingress', 443, 'tcp')}`,
      ),
      ...interfaces,
      block('aws_vpc_endpoint', 's3', `vpc_id = aws_vpc.v.id\nservice_name = "com.amazonaws.us-east-1.s3"\n${tables}`),
      block('aws_ecs_cluster', 'c', 'name = "c"'),
      block(
        'aws_ecs_task_definition',
        't',
        `family = "t"\nnetwork_mode = "awsvpc"\nrequires_compatibilities = ["FARGATE"]\ncpu = 256\nmemory = 512\nexecution_role_arn = "arn:aws:iam::123456789012:role/x"\ncontainer_definitions = jsonencode(${container})`,
      ),
      block(
        'aws_ecs_service',
        'w',
        'name = "w"\ncluster = aws_ecs_cluster.c.id\ntask_definition = aws_ecs_task_definition.t.arn\nlaunch_type = "FARGATE"\ndesired_count = 1\n' +
          'network_configuration {\nsubnets = [aws_subnet.s.id]\nsecurity_groups = [aws_security_group.t.id]\n}',
      ),
      more,
    ].join('');
  const pulls = (text: string): boolean => !found(read(text)).some((one) => one.startsWith('task-cannot-pull-image'));

  test.each(['aws_default_route_table.r.id', 'aws_vpc.v.default_route_table_id', 'aws_vpc.v.main_route_table_id'])(
    'is led to, whatever the table is called: %s',
    (table) => {
      expect(pulls(configuration(`route_table_ids = [${table}]`))).toBe(true);
    },
  );

  test('is led to when an association of its own says so, and not without', () => {
    const association = block(
      'aws_vpc_endpoint_route_table_association',
      'a',
      'vpc_endpoint_id = aws_vpc_endpoint.s3.id\nroute_table_id = aws_vpc.v.main_route_table_id',
    );
    expect(pulls(configuration('', association))).toBe(true);
    expect(pulls(configuration(''))).toBe(false);
  });
});

test.each([
  ['one of the file', 'route_table_id = aws_route_table.t.id', '', 'aws_route_table.t'],
  ['one of elsewhere', 'route_table_id = "rtb-1"', '', 'rtb-1'],
  ['one with its own', 'route_table_id = aws_route_table.t.id', 'aws_route_table.other', 'aws_route_table.other'],
  ['one by a name with two meanings', 'route_table_id = aws_route_table.t.id', 'aws_vpc.v', 'unknown'],
])('a table in the place of the main one holds for subnets that name none: %s', (_what, table, more, expected) => {
  const parts = [
    block('aws_vpc', 'v', 'cidr_block = "10.0.0.0/16"'),
    block('aws_subnet', 's', 'vpc_id = aws_vpc.v.id\ncidr_block = "10.0.1.0/24"'),
    block('aws_route_table', 't', 'vpc_id = aws_vpc.v.id'),
    block('aws_route_table', 'other', 'vpc_id = aws_vpc.v.id'),
    block('aws_main_route_table_association', 'm', `vpc_id = aws_vpc.v.id\n${table}`),
    more === 'aws_route_table.other'
      ? block('aws_route_table_association', 'a', `subnet_id = aws_subnet.s.id\nroute_table_id = ${more}.id`)
      : '',
    more === 'aws_vpc.v'
      ? block(
          'aws_route',
          'r',
          'route_table_id = aws_vpc.v.main_route_table_id\ndestination_cidr_block = "0.0.0.0/0"\ngateway_id = "igw-1"',
        )
      : '',
  ];
  const [subnet] = read(parts.join('')).reading.networks[0]?.subnets ?? [];
  expect(typeof subnet?.table === 'string' ? subnet.table : 'unknown').toBe(expected);
});

test('a group that is one of two, decided later, may be either', () => {
  const group = (name: string, rule: string): string =>
    block('aws_security_group', name, `  vpc_id = "vpc-1"\n${rule}`);
  const from = (peer: string): string =>
    `  ingress {\n    from_port = 80\n    to_port = 80\n    protocol = "tcp"\n    security_groups = [${peer}]\n  }\n`;
  const main = (peer: string): string =>
    group(
      'a',
      '  egress {\n    from_port = 0\n    to_port = 0\n    protocol = "-1"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n',
    ) +
    group('b', '') +
    group('task', from(peer)) +
    `resource "aws_lb" "l" {
  load_balancer_type = "application"
  subnets            = ["subnet-1", "subnet-2"]
  security_groups    = [aws_security_group.a.id]
}
resource "aws_lb_target_group" "t" {
  port        = 80
  protocol    = "HTTP"
  vpc_id      = "vpc-1"
  target_type = "ip"
}
resource "aws_lb_listener" "h" {
  load_balancer_arn = aws_lb.l.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
resource "aws_ecs_task_definition" "t" {
  family                   = "web"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "web", image = "x", portMappings = [{ containerPort = 80 }] }])
}
resource "aws_ecs_service" "s" {
  name            = "web"
  task_definition = aws_ecs_task_definition.t.arn
  launch_type     = "FARGATE"
  desired_count   = 1
  depends_on      = [aws_lb_listener.h]
  load_balancer {
    target_group_arn = aws_lb_target_group.t.arn
    container_name   = "web"
    container_port   = 80
  }
  network_configuration {
    subnets         = ["subnet-1"]
    security_groups = [aws_security_group.task.id]
  }
}
`;
  const blocked = (peer: string): boolean =>
    found(read(main(peer))).some((one) => one.startsWith('load-balancer-blocked'));
  expect(blocked('aws_security_group.b.id')).toBe(true);
  expect(blocked('aws_security_group.a.id')).toBe(false);
  expect(blocked('data.x_y.z.flag ? aws_security_group.a.id : aws_security_group.b.id')).toBe(false);
  expect(blocked('aws_security_group.a.id == "self" ? aws_security_group.task.id : aws_security_group.b.id')).toBe(
    true,
  );
});

describe('load balancers', () => {
  const balancer = `resource "aws_lb" "l" {
  load_balancer_type = "application"
  subnets            = ["subnet-1", "subnet-2"]
}
resource "aws_lb_target_group" "t" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-1"
}
`;
  const listener = (actions: string): string =>
    block('aws_lb_listener', 'h', `  load_balancer_arn = aws_lb.l.arn\n  port = 443\n  protocol = "HTTPS"\n  certificate_arn = "arn:aws:acm:eu-west-1:1:certificate/c"\n${actions}`); // prettier-ignore
  const forward = '  default_action {\n    type = "forward"\n    target_group_arn = aws_lb_target_group.t.arn\n  }\n';
  const rule = (conditions: string): string =>
    block('aws_lb_listener_rule', 'r', `  listener_arn = aws_lb_listener.h.arn\n  action {\n    type = "forward"\n    target_group_arn = aws_lb_target_group.t.arn\n  }\n${conditions}`); // prettier-ignore

  test('have actions in the order of their blocks, unless they say another', () => {
    const first =
      '  default_action {\n    type = "authenticate-oidc"\n    authenticate_oidc {\n      client_id = "x"\n    }\n  }\n';
    expect(found(read(balancer + listener(first + forward)))).toEqual([]);
  });

  test.each([
    ['a header', '  condition {\n    http_header {\n      http_header_name = "X"\n      values = ["a"]\n    }\n  }\n'],
    ['a query', '  condition {\n    query_string {\n      key = "a"\n      value = "b"\n    }\n  }\n'],
    ['a pattern', '  condition {\n    path_pattern {\n      regex_values = ["^/a"]\n    }\n  }\n'],
    [
      'two fields in one block',
      '  condition {\n    path_pattern {\n      values = ["/a"]\n    }\n    host_header {\n      values = ["a.b"]\n    }\n  }\n',
    ],
    [
      'what is decided later',
      '  condition {\n    dynamic "source_ip" {\n      for_each = data.x_y.z.list\n      content {\n        values = ["10.0.0.0/8"]\n      }\n    }\n  }\n',
    ],
  ])('have rules about %s', (_what, conditions) => {
    expect(found(read(balancer + listener(forward) + rule(conditions)))).toEqual([]);
  });

  test('check targets over HTTP when a block does not say how, and functions without a port', () => {
    const tcp =
      '  port = 80\n  protocol = "TCP"\n  vpc_id = "vpc-1"\n  target_type = "ip"\n  health_check {\n    path = "/h"\n';
    expect(found(read(block('aws_lb_target_group', 't', `${tcp}  }\n`)))).toEqual([]);
    expect(found(read(block('aws_lb_target_group', 't', `${tcp}    protocol = "TCP"\n  }\n`)))).toEqual([
      'target-health-check-path-on-tcp aws_lb_target_group.t main.tf:1:1',
    ]);
    const lambda = '  target_type = "lambda"\n  port = 80\n  protocol = "HTTP"\n  vpc_id = "vpc-1"\n';
    expect(found(read(block('aws_lb_target_group', 't', lambda)))).toEqual([]);
  });
});

test('a list or an object with something open in it is not null all the same', () => {
  const port = 'external = local.ports != null ? 80 : 81\n';
  const main = `locals {\n  ports = [{ id = data.x_y.z.id }]\n}\n${container('"web"', `ports {\n  internal = 80\n  ${port}}\n`)}`;
  expect(read(main).reading.dockerHosts[0]!.containers.items[0]!.published.items).toMatchObject([{ hostPort: 80 }]);
});

test('a service that waits for others has them by their addresses, those of a module too', () => {
  const service = (name: string, more: string): string =>
    `resource "aws_ecs_service" "${name}" {\n  name = "${name}"\n${more}}\n`;
  const input = read(
    `${service('a', '  depends_on = [module.m, aws_ecs_service.b]\n')}${service('b', '  count = 2\n')}module "m" {\n  source = "./m"\n}\n`,
    {},
    { 'm/main.tf': service('c', '') },
  );
  const after = input.reading.services.find(({ name }) => name === 'a')?.startsAfter?.items;
  expect([...(after ?? [])].sort()).toEqual([
    'aws_ecs_service.b[0]',
    'aws_ecs_service.b[1]',
    'module.m.aws_ecs_service.c',
  ]);
});

test('a file of HCL without a telling name is known by its blocks', () => {
  const [input] = readInputs([{ name: '<stdin>', text: container('"web"') }]);
  expect(input?.type).toBe('terraform');
  expect(namesIn(input!)).toEqual(['web']);
});

describe('a list of one interpolation in quotes, as it was written before Terraform 0.12', () => {
  const found = (subnets: string): number =>
    readInputs([
      {
        name: 'main.tf',
        text: `
variable "old" { type = "list" }
variable "new" { type = list(string) }
variable "both" { default = ["subnet-0aaaaaaa", "subnet-0bbbbbbb"] }
variable "one" { type = "string" }
variable "any" {}
module "net" { source = "example/net/aws" }
module "inner" {
  source = "./inner"
  given  = "\${var.any}"
}
resource "aws_subnet" "two" {
  count  = 2
  vpc_id = "vpc-0aaaaaaa"
}
data "aws_subnet_ids" "all" { vpc_id = "vpc-0aaaaaaa" }
resource "aws_subnet" "a" {
  vpc_id = "vpc-0aaaaaaa"
}
resource "aws_lb" "web" {
  load_balancer_type = "application"
  subnets            = ${subnets}
}
`,
      },
      {
        name: 'inner/main.tf',
        text: 'variable "given" { type = "list" }\noutput "subnets" { value = ["${var.given}"] }\n',
      },
    ])
      .flatMap(({ reading }) => findingsOf(reading))
      .filter(({ rule }) => rule === 'load-balancer-in-one-zone').length;

  test.each([
    '["${var.old}"]',
    '["${var.new}"]',
    '["${var.both}"]',
    '["${module.net.subnets}"]',
    '["${data.aws_subnet_ids.all.ids}"]',
    '["${split(",", var.one)}"]',
    '["${split(",", join(",", aws_subnet.two.*.id))}"]',
    'module.inner.subnets',
  ])('%s stands for a list', (subnets) => {
    expect(found(subnets)).toBe(0);
  });

  test.each(['["${var.one}"]', '["${var.any}"]', '["${aws_subnet.a.id}"]', '["${aws_subnet.a.*.id}"]', '[var.one]'])(
    '%s is one subnet',
    (subnets) => {
      expect(found(subnets)).toBe(1);
    },
  );
});

describe('what the provider makes of an argument', () => {
  const rulesIn = (text: string): string[] =>
    findingsOf(read(text).reading).flatMap(({ rule, facts }) =>
      rule.startsWith('setting-') ? [JSON.stringify(facts)] : [rule],
    );
  const target = (cluster: string): string => `
resource "aws_ecs_cluster" "this" {
  name = "shop"
}
resource "aws_appautoscaling_target" "this" {
  min_capacity       = 1
  max_capacity       = 2
  resource_id        = "service/${cluster}/web"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}
`;

  test('the name of a cluster may be cut out of its ARN, and the ARN itself is no name', () => {
    for (const name of [
      '${element(split("/", aws_ecs_cluster.this.arn), 1)}',
      '${split("/", aws_ecs_cluster.this.arn)[1]}',
      '${[for part in split("/", aws_ecs_cluster.this.id) : part][1]}',
      '${aws_ecs_cluster.this.name}',
    ]) {
      expect({ name, found: rulesIn(target(name)) }).toEqual({ name, found: [] });
    }
    expect(rulesIn(target('${aws_ecs_cluster.this.arn}'))).toEqual([expect.stringContaining('service/NAME-OF')]);
  });

  const entry = (protocol: string, port: number): string => `
resource "aws_network_acl" "this" {
  vpc_id = "vpc-12345678"
}
resource "aws_network_acl_rule" "this" {
  network_acl_id = aws_network_acl.this.id
  rule_number    = 100
  protocol       = "${protocol}"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = ${port}
  to_port        = ${port}
}
`;

  test('ports of a network ACL count where its protocol has ports', () => {
    for (const protocol of ['-1', 'all', 'icmp', '1', '47']) {
      expect({ protocol, found: rulesIn(entry(protocol, -1)) }).toEqual({ protocol, found: [] });
    }
    for (const protocol of ['tcp', '17']) {
      expect(rulesIn(entry(protocol, -1))).toHaveLength(2);
      expect(rulesIn(entry(protocol, 70_000))).toHaveLength(2);
      expect(rulesIn(entry(protocol, 443))).toEqual([]);
    }
  });

  test('an Application Load Balancer crosses zones whatever stands there, so false is no mistake', () => {
    const balancer = (type: string): string => `
resource "aws_lb" "this" {
  ${type}
  subnets                          = ["subnet-11111111", "subnet-22222222"]
  enable_cross_zone_load_balancing = false
}
`;
    for (const type of ['', 'load_balancer_type = "application"', 'load_balancer_type = "network"']) {
      expect({ type, found: rulesIn(balancer(type)) }).toEqual({ type, found: [] });
    }
  });

  test('a region that is empty is none, and endpoints are not in another one', () => {
    const endpoint = (region: string): string => `
provider "aws" {
  region = "${region}"
}
resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.this.id
  service_name = "com.amazonaws.eu-west-1.s3"
}
`;
    expect([rulesIn(endpoint('')), rulesIn(endpoint('eu-west-1'))]).toEqual([[], []]);
    expect(rulesIn(endpoint('us-east-1'))).toEqual(['endpoint-service-unknown']);
  });
});

test('the same block twice is there once where the provider has a set of them, and twice where it has a list', () => {
  const listener =
    '  listener {\n    instance_port = 8001\n    instance_protocol = "http"\n    lb_port = 80\n    lb_protocol = "http"\n  }\n';
  const classic = (...listeners: readonly string[]): string =>
    `resource "aws_elb" "this" {\n  subnets = ["subnet-11111111", "subnet-22222222"]\n${listeners.join('')}}\n`;
  expect(found(read(classic(listener, listener)))).toEqual([]);
  expect(found(read(classic(listener, listener.replace('8001', '8002'))))).toEqual([
    expect.stringContaining('classic-load-balancer-malformed'),
  ]);
  const port = '  ports {\n    internal = 80\n    external = 8080\n  }\n';
  const host = (more: string): string =>
    `resource "docker_network" "n" {\n  name = "n"\n}\n${container('"web"', `  restart = "always"\n${more}`)}`;
  const endpoint = '  networks_advanced {\n    name = docker_network.n.name\n  }\n';
  expect(found(read(host(endpoint + endpoint)))).toEqual([]);
  expect(found(read(host(endpoint + endpoint.replace('  }', '    aliases = ["db"]\n  }'))))).toEqual([
    expect.stringContaining('network-joined-twice'),
  ]);
  expect(found(read(host(endpoint + port + port)))).toContainEqual(expect.stringContaining('published-port-twice'));
});

describe('a default that is empty', () => {
  const rule = (required: string): string => `
variable "hostnames" {
  type    = list(string)
  default = []
}
${required}
resource "aws_lb_listener_rule" "this" {
  listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2"
  priority     = 10
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
  dynamic "condition" {
    for_each = length(var.hostnames) > 0 ? [var.hostnames] : []
    content {
      host_header {
        values = condition.value
      }
    }
  }
}
resource "aws_lb_target_group" "this" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-12345678"
}
`;

  test('is the value where nothing else has to be given', () => {
    expect(found(read(rule('')))).toEqual([expect.stringContaining('rule-condition-malformed')]);
    expect(found(read(rule('variable "zone" {\n  default = "a"\n}')))).toHaveLength(1);
  });

  test('is not the last word in a module of which others have to be given', () => {
    const module = rule('variable "zone" {}');
    const input = read(module);
    expect(found(input)).toEqual([]);
    expect(input.reading.unknown.map(({ why }) => why).join()).toContain('variable hostnames is empty by default');
    expect(found(read(module, { parameters: { zone: 'a' } }))).toHaveLength(1);
  });

  test('is the value where a module is called without it', () => {
    const files = { 'main.tf': 'module "rule" {\n  source = "./rule"\n  zone = "a"\n}\n' };
    expect(found(read(files, {}, { 'rule/main.tf': rule('variable "zone" {}') }))).toHaveLength(1);
  });
});

describe('files of OpenTofu', () => {
  test('are read as those of Terraform are, in both languages', () => {
    expect(namesIn(read({ 'main.tofu': container('"web1"') }))).toEqual(['web1']);
    const json = JSON.stringify({ resource: { docker_container: { c: { name: 'web1', image: 'x' } } } });
    expect(namesIn(read({ 'main.tofu.json': json }))).toEqual(['web1']);
  });

  test('stand in a folder for the file of Terraform with the same name, and for no other', () => {
    const names = (list: readonly string[]): readonly string[] => filesOfFolder(list);
    expect(names(['a.tf', 'a.tofu', 'b.tf', 'c.tf.json', 'c.tofu.json', 'd.tofu'])).toEqual([
      ...['a.tofu', 'b.tf', 'c.tofu.json', 'd.tofu'],
    ]);
  });
});
