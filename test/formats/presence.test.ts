import { type Finding } from '../../lib/core/values/finding';
import { findingsOf, prepareInputs, readInputs } from '../../lib/formats';

beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

function found(name: string, text: string): Finding[] {
  return readInputs([{ name, text }]).flatMap(({ reading }) => findingsOf(reading));
}

const rules = (findings: readonly Finding[]): string[] => findings.map(({ rule, severity }) => `${severity} ${rule}`);

/** Two rules of one listener and one priority, each with its own number of copies. */
function listenerRules(one: string, other: string, locals = ''): string {
  const rule = (name: string, copies: string): string => `
    resource "aws_lb_listener_rule" "${name}" {
      ${copies}
      listener_arn = var.listener
      priority     = 1
      action {
        type = "fixed-response"
        fixed_response { content_type = "text/plain" }
      }
      condition { 
        path_pattern { values = ["/${name}"] }
      }
    }`;
  const variables = ['listener', 'https', 'mode', 'hosts', 'other'].map((name) => `variable "${name}" {}\n`).join('');
  return `${variables}${locals}${rule('one', one)}${rule('other', other)}`;
}

describe('resources of Terraform whose number is open', () => {
  test.each([
    ['count = var.https ? 1 : 0', 'count = var.https ? 0 : 1'],
    ['count = var.https ? 1 : 0', 'count = !var.https ? 1 : 0'],
    ['count = var.https == true ? 1 : 0', 'count = var.https == false ? 1 : 0'],
    ['count = var.other && var.https == true ? 1 : 0', 'count = var.other && var.https != true ? 1 : 0'],
    ['count = var.mode == "a" ? 1 : 0', 'count = var.mode == "b" ? 1 : 0'],
    ['count = length(var.hosts) > 0 ? 1 : 0', 'count = length(var.hosts) == 0 ? 1 : 0'],
    ['count = var.https || var.other ? 0 : 1', 'count = var.https ? 1 : 0'],
    ['for_each = var.https ? toset(["a"]) : toset([])', 'for_each = var.https ? {} : { a = 1 }'],
    ['count = "${var.https ? 1 : 0}"', 'count = "${var.https ? 0 : 1}"'],
    ['count = local.secure ? 1 : 0', 'count = var.mode == "" ? 1 : 0'],
  ])('are never there together with %s and %s', (one, other) => {
    expect(rules(found('main.tf', listenerRules(one, other, 'locals { secure = var.mode != "" }\n')))).toEqual([]);
  });

  test.each([
    ['count = var.https ? 1 : 0', 'count = var.other ? 1 : 0'],
    ['count = var.mode == "a" ? 1 : 0', 'count = var.mode != "b" ? 1 : 0'],
    ['count = var.https ? 1 : 0', ''],
  ])('may be there together with %s and %s', (one, other) => {
    expect(rules(found('main.tf', listenerRules(one, other)))).toEqual(['warning rule-priority-taken']);
  });

  test('are there together under one condition', () => {
    const same = 'count = var.https ? 1 : 0';
    expect(rules(found('main.tf', listenerRules(same, same)))).toEqual(['error rule-priority-taken']);
  });
});

describe('resources of CloudFormation under conditions', () => {
  /** Two rules of one listener and one priority, in a template with more open conditions than can all be tried. */
  function template(one: string, other: string): string {
    const more = Array.from('ABCDEFGH');
    return JSON.stringify({
      Parameters: Object.fromEntries(['Env', ...more].map((name) => [name, { Type: 'String' }])),
      Conditions: {
        IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
        IsTest: { 'Fn::Equals': ['test', { Ref: 'Env' }] },
        NotProd: { 'Fn::Not': [{ Condition: 'IsProd' }] },
        ProdOfA: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'HasA' }] },
        ...Object.fromEntries(more.map((name) => [`Has${name}`, { 'Fn::Equals': [{ Ref: name }, 'yes'] }])),
      },
      Resources: {
        ...Object.fromEntries(
          more.map((name) => [
            `Group${name}`,
            { Type: 'AWS::EC2::SecurityGroup', Condition: `Has${name}`, Properties: { GroupDescription: 'open' } },
          ]),
        ),
        ...Object.fromEntries(
          [one, other].map((Condition, index) => [
            `Rule${index}`,
            {
              Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
              Condition,
              Properties: {
                ListenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/web/50dc6c49/6d0ecf83',
                Priority: 1,
                Conditions: [{ Field: 'path-pattern', Values: [`/${index}`] }],
                Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
              },
            },
          ]),
        ),
      },
    });
  }

  test.each([
    ['IsProd', 'NotProd'],
    ['IsProd', 'IsTest'],
    ['NotProd', 'ProdOfA'],
  ])('are never there together under %s and %s', (one, other) => {
    expect(rules(found('template.json', template(one, other)))).toEqual([]);
  });

  test('may be there together under conditions that have nothing to do with each other', () => {
    expect(rules(found('template.json', template('IsProd', 'HasB')))).toEqual(['warning rule-priority-taken']);
  });
});

describe('Terraform', () => {
  test('has a word for the group itself that makes no circle', () => {
    const group = `resource "aws_security_group" "a" {
      ingress {
        from_port = 0
        to_port   = 0
        protocol  = "-1"
        self      = true
      }
    }`;
    expect(rules(found('main.tf', group))).toEqual([]);
    const named = group.replace('self      = true', 'security_groups = [aws_security_group.a.id]');
    expect(rules(found('main.tf', named))).toEqual(['error security-groups-in-a-circle']);
  });

  test('has one argument for the codes of HTTP and of gRPC', () => {
    const target = (version: string, codes: string): string => `resource "aws_lb_target_group" "a" {
      target_type      = "ip"
      port             = 80
      protocol         = "HTTP"
      vpc_id           = "vpc-12345678"
      protocol_version = "${version}"
      health_check { matcher = "${codes}" }
    }`;
    expect(rules(found('main.tf', target('GRPC', '0-99')))).toEqual([]);
    expect(rules(found('main.tf', target('HTTP2', '0-99')))).toEqual(['error target-health-check-out-of-range']);
    expect(rules(found('main.tf', target('GRPC', '200')))).toEqual(['error target-health-check-out-of-range']);
  });

  test('gives no name to the folder that it runs in', () => {
    const service = 'resource "aws_ecs_task_definition" "a" {\n  family = "web-${basename(path.cwd)}"\n  container_definitions = "[{\\"name\\":\\"a\\",\\"image\\":\\"b\\",\\"memory\\":128}]"\n}\n'; // prettier-ignore
    expect(rules(found('main.tf', service))).toEqual([]);
  });

  test('has conditions about headers and query strings, each in a block of its own', () => {
    const rule = (conditions: string, actions = 'action { type = "forward" }'): string => `
    variable "listener" {}
    resource "aws_lb_listener_rule" "a" {
      listener_arn = var.listener
      priority     = 1
      ${actions}
      condition { 
        ${conditions} 
      }
    }`;
    const header = `http_header { 
      http_header_name = "X-Kind" 
      regex_values = ["^a"]
    }`;
    expect(rules(found('main.tf', rule(header)))).toEqual([]);
    const query = `query_string { 
      key = "a" 
      value = "b"
    }`;
    expect(rules(found('main.tf', rule(query)))).toEqual([]);
    expect(rules(found('main.tf', rule(query + '\n' + query)))).toEqual([]);
    const malformed = 'error rule-condition-malformed';
    expect(rules(found('main.tf', rule(Array(6).fill(query).join('\n'))))).toEqual([malformed]);
    expect(rules(found('main.tf', rule(header.replace('X-Kind', 'Host'))))).toEqual([malformed]);
    // without an order, actions have their places
    const signIn = 'action { type = "authenticate-oidc" }';
    const forward = 'action { type = "forward" }';
    expect(rules(found('main.tf', rule(query, `${signIn}\n${forward}`)))).toEqual([]);
    const unordered = ['error listener-actions-unordered'];
    expect(rules(found('main.tf', rule(query, `${forward}\n${signIn}`)))).toEqual(unordered);
  });

  test('keeps the VPC of a target group of functions to itself', () => {
    const group = 'resource "aws_lb_target_group" "a" {\n  target_type = "lambda"\n  vpc_id = "vpc-12345678"\n}\n';
    expect(rules(found('main.tf', group))).toEqual([]);
  });
});
