import { Container } from '@cdktf/provider-docker/lib/container';
import { Network } from '@cdktf/provider-docker/lib/network';
import { App, Stack } from 'aws-cdk-lib';
import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Testing, TerraformStack } from 'cdktf';
import { Port } from '../../lib/core/values/port';
import { BridgePort } from '../../lib/core/values/port-mapping';
import { DockerContainer, DockerEngine } from '../../lib/docker';
import '../../lib/testing';
import { box, hostOf, net } from '../core/rules/docker/host';
import { failure } from './failure';

describe('one construct of a stack', () => {
  function boundContainers(portOfAdmin = 8080): Record<'api' | 'admin' | 'other', Container> {
    const stack = new TerraformStack(Testing.app(), 'shop');
    const on = [{ name: new Network(stack, 'front', { name: 'front' }).name }];
    const made = (name: string, external?: number): Container =>
      new Container(stack, name, {
        name,
        image: 'nginx:1',
        networksAdvanced: on,
        ...(external === undefined ? {} : { ports: [{ internal: 80, external }] }),
      });
    return { api: made('api', 8080), admin: made('admin', portOfAdmin), other: made('other') };
  }

  test('a container of the bindings is judged with its neighbours, at either end of what is between them', () => {
    const { api, admin, other } = boundContainers();
    expect(api).toHaveFinding('published-port-taken');
    expect(admin).toHaveFinding('published-port-taken');
    expect(other).not.toHaveFinding('published-port-taken');
  });

  test('the way to a container is asked of the stack that it is in', () => {
    const { api } = boundContainers(8081);
    expect(api).toReach({ from: 'other', to: 'api', port: Port.tcp(80) });
    expect(api).not.toExpose({ container: 'other' });
  });

  test('a container of this package is judged with its engine', () => {
    const stack = new TerraformStack(Testing.app(), 'shop');
    const engine = new DockerEngine(stack, 'engine');
    const made = (name: string): DockerContainer => {
      const container = new DockerContainer(engine, name, { image: 'nginx:1' });
      container.publish(BridgePort.fixed(Port.tcp(80), 8080));
      return container;
    };
    const [api, admin] = [made('api'), made('admin')];
    expect(api).toHaveFinding('published-port-taken');
    expect(admin).toHaveFinding('published-port-taken');
    expect(api).not.toHaveFinding('subnets-overlap');
  });

  test('a construct of a CDK stack has the findings about it, and not those of its neighbours', () => {
    const stack = new Stack(new App(), 'Shop');
    const task = (id: string, networkMode: string): CfnTaskDefinition =>
      new CfnTaskDefinition(stack, id, {
        networkMode,
        containerDefinitions: [{ name: 'job', image: 'busybox', memory: 64, portMappings: [{ containerPort: 80 }] }],
      });
    const [wrong, right] = [task('Wrong', 'none'), task('Right', 'bridge')];
    expect(wrong).toHaveFinding({ rule: 'ports-on-none', path: 'Shop/Wrong' });
    expect(right).not.toHaveFinding('ports-on-none');
  });
});

describe('toHaveFinding', () => {
  const broken = hostOf([net('app'), box('web', { on: ['gone'] })]);
  const fine = hostOf([net('app'), box('web', { on: ['app'] })]);

  test('without a rule any finding counts, and a severity alone asks for that', () => {
    expect(broken).toHaveFinding();
    expect(broken).toHaveFinding({ severity: 'warning' });
    expect(broken).not.toHaveFinding({ severity: 'error' });
    expect(fine).not.toHaveFinding();
    expect(fine).not.toHaveFinding({});
    expect(failure(() => expect(fine).toHaveFinding({ severity: 'error' }))).toBe('expected an error; there is none');
  });

  test.each([[{ rul: 'host-port-taken' }], [{ severity: 'fatal' }], [7], [null], [{ rule: '' }]])(
    'an expectation that nobody can mean is refused: %j',
    (expected) => {
      expect(() => {
        expect(fine).not.toHaveFinding(expected as never);
      }).toThrow('takes the id of a rule or an object with rule, path and severity');
    },
  );

  test('a failure lists what was asked for, and counts the rest', () => {
    const said = failure(() => expect(broken).toHaveFinding('published-port-taken'));
    expect(said).toMatch(/^expected a finding published-port-taken; there is none, and \d+ other findings?$/);
  });
});

describe('ends of a question to a Docker host', () => {
  const host = hostOf([net('app'), box('web', { on: ['app'] })]);

  test.each(['outside', 'internet'])('%s is another machine, as in the command', (from) => {
    expect(host).toBeIsolatedFrom({ from, to: 'web' });
  });

  test('host is the machine of the engine', () => {
    expect(host).toReach({ from: 'host', to: 'web', port: Port.tcp(80) });
  });

  test('a container that is called so is meant before the machine', () => {
    const named = hostOf([net('app'), box('web', { on: ['app'] }), box('outside', { on: ['app'] })]);
    expect(named).toReach({ from: 'outside', to: 'web', port: Port.tcp(80) });
  });

  test('who asks a Docker host about the internet is told the matcher for it', () => {
    expect(failure(() => expect(host).toBeExposedTo('internet'))).toContain("toExpose({ container: 'web' })");
  });
});
