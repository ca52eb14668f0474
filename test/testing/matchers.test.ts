import { OTHER_MACHINE } from '../../lib/core/engine/flow/verdict';
import { UNSAID } from '../../lib/core/values/program';
import { box, hostOf, net } from '../core/rules/docker/host';
import { Container } from '@cdktf/provider-docker/lib/container';
import { Network } from '@cdktf/provider-docker/lib/network';
import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Testing, TerraformStack } from 'cdktf';
import { ModelError } from '../../lib/core/values/model-error';
import { Port } from '../../lib/core/values/port';
import { Unknown } from '../../lib/core/values/unknown';
import { AwsvpcPort, FargateAwsvpcService, FargateAwsvpcTaskDefinition } from '../../lib/ecs';
import '../../lib/testing';
import { topologyOf } from '../core/engine/topology';
import { failure } from './failure';

const topology = topologyOf(
  [{ name: 'front' }, { name: 'back', internal: true }],
  [
    {
      name: 'proxy',
      on: [{ network: 'front' }, { network: 'back' }],
      publish: [{ containerPort: 80, hostPort: 8080 }],
    },
    { name: 'app', on: [{ network: 'back', aliases: ['api'] }] },
    { name: 'stranger' },
  ],
);

describe('matchers', () => {
  test('toReach holds when the flow arrives, and prints the trace when not', () => {
    expect(topology).toReach({ from: 'proxy', to: { name: 'api' }, port: Port.tcp(80) });
    expect(topology).not.toReach({ from: 'stranger', to: 'app' });
    expect(failure(() => expect(topology).toReach({ from: 'stranger', to: 'app', port: Port.tcp(80) })))
      .toMatchInlineSnapshot(`
"expected 80/tcp from stranger to app to arrive, but it is blocked (timeout): stranger and app share no network
  container stranger: dials 80/tcp
  isolation between networks: drops what comes from bridge for back
  fix: connect both to one network"
`);
  });

  test('toBeIsolatedFrom asks for the ports that a container publishes, too', () => {
    const host = topologyOf(
      [
        { name: 'one', subnet: '10.60.0.0/24' },
        { name: 'two', subnet: '10.61.0.0/24' },
      ],
      [
        { name: 'a', on: [{ network: 'one' }] },
        { name: 'b', on: [{ network: 'two' }], publish: [{ hostPort: 8080 }] },
        { name: 'c', on: [{ network: 'two' }] },
      ],
    );
    expect(failure(() => expect(host).toBeIsolatedFrom({ from: 'a', to: 'b' }))).toContain('never to arrive');
    expect(failure(() => expect(host).toBeIsolatedFrom({ from: OTHER_MACHINE, to: 'b' }))).toContain('never to arrive');
    for (const from of ['a', OTHER_MACHINE]) expect(host).toBeIsolatedFrom({ from, to: 'c' });
  });

  test('toBeIsolatedFrom is not content with a port that nobody listens on', () => {
    expect(topology).toBeIsolatedFrom({ from: 'stranger', to: 'app' });
    expect(topology).not.toBeIsolatedFrom({ from: 'proxy', to: 'app' });
    expect(failure(() => expect(topology).toBeIsolatedFrom({ from: 'proxy', to: 'app' }))).toContain(
      'reachable as app',
    );
  });

  test('toExpose fails either way when it is not known', () => {
    const address = new Unknown('variable address has no value');
    const publish = [{ containerPort: 80, hostPort: 8080, hostAddress: address }];
    const open = topologyOf([], [{ name: 'proxy', publish }]);
    const exposure = { container: 'proxy', port: Port.tcp(80) };
    for (const ask of [() => expect(open).toExpose(exposure), () => expect(open).not.toExpose(exposure)]) {
      expect(failure(ask)).toContain('proxy 80/tcp (not known: variable address has no value)');
    }
  });

  test('toExpose lists what other machines reach', () => {
    expect(topology).toExpose({ container: 'proxy', port: Port.tcp(80) });
    expect(topology).not.toExpose({ container: 'app' });
    expect(failure(() => expect(topology).toExpose({ container: 'app' }))).toContain('proxy 80/tcp (published)');
  });

  describe('in a network of AWS', () => {
    const app = new App();
    const stack = new Stack(app, 'Net');
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }) as ec2.IVpc;
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc }) as ecs.ICluster;
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('app', {
      image: ecs.ContainerImage.fromRegistry('nginx'),
      portMappings: [{ containerPort: 80 }],
    });
    const shown = new ecs.FargateService(stack, 'Shown', { cluster, taskDefinition });
    const hidden = new ecs.FargateService(stack, 'Hidden', { cluster, taskDefinition });
    const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
    balancer.addListener('Http', { port: 80 }).addTargets('Targets', { port: 80, targets: [shown] });
    const db = new rds.DatabaseInstance(stack, 'Db', {
      vpc,
      engine: rds.DatabaseInstanceEngine.POSTGRES,
      credentials: rds.Credentials.fromUsername('app'),
    });
    db.connections.allowDefaultPortFrom(shown);

    test('toBeExposedTo holds for what somebody on the internet reaches, by construct, stack or template', () => {
      expect(shown).toBeExposedTo('internet');
      expect(shown).toBeExposedTo('internet', Port.tcp(80));
      expect(shown).not.toBeExposedTo('internet', Port.tcp(443));
      expect(hidden).not.toBeExposedTo('internet');
      expect(db).not.toBeExposedTo('internet');
      expect(stack).toBeExposedTo('internet');
      expect(stack).not.toBeExposedTo('internet6');
      expect(failure(() => expect(shown).not.toBeExposedTo('internet'))).toContain('through Net/Balancer');
      expect(failure(() => expect(db).toBeExposedTo('internet'))).toContain('nothing that is reached');
      expect(() => expect({}).toBeExposedTo('internet')).toThrow('the value is no stack of CDK or cdktf');
    });

    test('toReach has databases, load balancers, the internet and services of AWS as ends', () => {
      expect(stack).toReach({ from: 'Shown', to: 'Db', port: Port.tcp(5432) });
      expect(stack).not.toReach({ from: 'Hidden', to: 'Db', port: Port.tcp(5432) });
      expect(stack).toReach({ from: 'internet', to: 'Balancer' });
      expect(stack).toReach({ from: 'Hidden', to: 'internet' });
      expect(stack).toReach({ from: 'Hidden', to: 'aws:logs' });
      expect(failure(() => expect(stack).toReach({ from: 'Hidden', to: 'Db' }))).toContain('no incoming rule');
    });
  });

  test('toReach and toBeIsolatedFrom ask the security groups of ECS services in a CDK stack', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }) as ec2.IVpc;
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc }) as ecs.ICluster;
    const [web, api] = ['Web', 'Api'].map((id) => {
      const taskDefinition = new FargateAwsvpcTaskDefinition(stack, `${id}Task`);
      const image = ecs.ContainerImage.fromRegistry('nginx');
      const port = taskDefinition.addContainer('app', { image }).addPort(AwsvpcPort.same(Port.tcp(80)));
      return { port, service: new FargateAwsvpcService(stack, id, { cluster, taskDefinition }) };
    });
    web!.service.allowTo(api!.service, api!.port);
    expect(stack).toReach({ from: 'Web', to: 'Api', port: Port.tcp(80) });
    expect(stack).toBeIsolatedFrom({ from: 'Api', to: 'Web' });
    expect(stack).not.toReach({ from: 'Api', to: 'Web' });
    expect(failure(() => expect(stack).toReach({ from: 'Api', to: 'Web' }))).toContain('does not admit');
    expect(() => expect(stack).toReach({ from: 'Wbe', to: 'Api' })).toThrow('there is no service "Wbe"; there is ');
    const unmapped = { from: 'Web', to: 'Api', port: Port.tcp(81) };
    const nothing = 'to get through to Api; Api maps no 81/tcp, so nothing is known';
    expect(failure(() => expect(stack).toReach(unmapped))).toContain(nothing);
    expect(failure(() => expect(stack).not.toReach(unmapped))).toContain(nothing);
    expect(() => expect(stack).toReach({ from: { kind: 'host' }, to: 'Api' })).toThrow('from and to are names');
  });

  test('toHaveFinding checks a CDK stack', () => {
    const stack = new Stack();
    new CfnTaskDefinition(stack, 'Job', {
      networkMode: 'none',
      containerDefinitions: [{ name: 'job', image: 'busybox', memory: 64, portMappings: [{ containerPort: 80 }] }],
    });
    expect(stack).toHaveFinding('ports-on-none');
    expect(stack).toHaveFinding({ rule: 'ports-on-none', severity: 'error' });
    expect(stack).not.toHaveFinding('host-port-taken');
    expect(failure(() => expect(stack).not.toHaveFinding('ports-on-none'))).toContain('container job maps ports');
  });

  test('a verdict that is unknown fails with and without not', () => {
    const open = topologyOf(
      [{ name: 'net', driver: new Unknown('variable driver has no value') }],
      [
        { name: 'aa', on: [{ network: 'net' }] },
        { name: 'bb', on: [{ network: 'net' }] },
      ],
    );
    const flow = { from: 'aa', to: 'bb' };
    expect(failure(() => expect(open).toReach(flow))).toContain('unknown: variable driver has no value');
    expect(failure(() => expect(open).not.toReach(flow))).toContain('unknown: variable driver has no value');
    expect(failure(() => expect(open).toBeIsolatedFrom(flow))).toContain('unknown');
    expect(failure(() => expect(open).not.toBeIsolatedFrom(flow))).toContain('unknown');
  });

  test('a misspelt rule is no reason to pass', () => {
    expect(failure(() => expect(topology).not.toHaveFinding('port-on-none'))).toContain(
      'there is no rule "port-on-none"',
    );
  });

  test('says which flow that a program means does not arrive', () => {
    const program = (value: string) => ({
      ...UNSAID,
      environment: { items: [{ name: 'DATABASE_URL', value }], complete: true },
    });
    const host = (value: string) => hostOf([net('app'), { ...box('web', { on: ['app'] }), program: program(value) }]);
    expect(host('postgres://u:p@elsewhere.example.com/x')).toHaveNoBlockedFlow();
    const said = failure(() => expect(host('postgres://u:hidden@sql/x')).toHaveNoBlockedFlow());
    expect(said).toContain('web dials sql:5432 (DATABASE_URL): no container on network app has that name');
    expect(said).not.toContain('hidden');
  });

  test('says which flow of an ECS task does not arrive', () => {
    const template = (value: string) => ({
      Resources: {
        Task: {
          Type: 'AWS::ECS::TaskDefinition',
          Properties: {
            NetworkMode: 'awsvpc',
            ContainerDefinitions: [
              { Name: 'app', Image: 'app:1', Environment: [{ Name: 'REDIS_URL', Value: value }] },
              { Name: 'cache', Image: 'redis:7' },
            ],
          },
        },
      },
    });
    expect(template('redis://u:hidden@localhost')).toHaveNoBlockedFlow();
    const said = failure(() => expect(template('redis://u:hidden@cache')).toHaveNoBlockedFlow());
    expect(said).toContain('Task/app dials cache:6379 (REDIS_URL)');
    expect(said).not.toContain('hidden');
  });

  describe('on a cdktf stack of resources of the Docker provider alone', () => {
    function stackOf(networkOfDb: string): TerraformStack {
      const stack = new TerraformStack(Testing.app(), 'local');
      const networks = new Map(['front', 'back'].map((name) => [name, new Network(stack, name, { name })]));
      const on = (name: string): { networksAdvanced: { name: string }[] } => ({
        networksAdvanced: [{ name: networks.get(name)?.name ?? '' }],
      });
      const env = ['DATABASE_URL=postgres://db:5432/app'];
      new Container(stack, 'api', { name: 'api', image: 'example/api', env, ...on('back') });
      new Container(stack, 'db', { name: 'db', image: 'postgres:17', ...on(networkOfDb) });
      return stack;
    }

    test('the way between containers is asked', () => {
      expect(stackOf('back')).toReach({ from: 'api', to: 'db', port: Port.tcp(5432) });
      expect(stackOf('front')).toBeIsolatedFrom({ from: 'api', to: 'db' });
      expect(stackOf('back')).not.toExpose({ container: 'db' });
    });

    test('rules and what programs dial are checked', () => {
      expect(stackOf('back')).toHaveNoBlockedFlow();
      expect(stackOf('front')).not.toHaveNoBlockedFlow();
      expect(stackOf('front')).toHaveFinding('dialled-network-not-shared');
    });
  });

  test('a value without a topology is refused', () => {
    expect(() => expect({}).toReach({ from: 'a', to: 'b' })).toThrow(ModelError);
  });
});

test('a port that is no Port is refused, and not taken for an open way', () => {
  const flow = { from: 'proxy', to: 'app', port: 5432 as unknown as Port };
  expect(() => {
    expect(topology).toReach(flow);
  }).toThrow('is a Port, got 5432');
});
