import { App as CdkApp, Stack } from 'aws-cdk-lib';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineTask } from '../../../lib/core';
import { Cidr } from '../../../lib/core/values/address';
import { BridgePort } from '../../../lib/core/values/port-mapping';
import { Port } from '../../../lib/core/values/port';
import {
  BridgeNetwork,
  DockerContainer,
  DockerEngine,
  DockerImage,
  DockerVolume,
  LocalCluster,
  LocalTask,
  PROVIDER_VERSIONS,
} from '../../../lib/docker';
import { newApp, newEngine, network, synthesize, thrown, warnings, written } from '../synth';

const image = 'busybox:latest';

describe('an engine', () => {
  it('asks for every provider release that fits, not for the one of the bindings', () => {
    expect(synthesize(newEngine())['terraform']).toMatchObject({
      required_providers: { docker: { source: 'kreuzwerker/docker', version: PROVIDER_VERSIONS } },
    });
  });

  it('asks for one generation of the provider where one is meant, also for engines beside it', () => {
    const app = newApp();
    const stack = new TerraformStack(app, 'both');
    new DockerEngine(stack, 'one', { providerGeneration: 4 });
    const other = new DockerEngine(stack, 'other');
    expect(synthesize(other)['terraform']).toMatchObject({
      required_providers: { docker: { version: '>= 4.0.0, < 5.0.0' } },
    });
  });

  it('can be far away', () => {
    const engine = newEngine({ endpoint: 'ssh://me@host:22', sshOptions: ['-o', 'BatchMode=yes'], certPath: '/certs' });
    expect(synthesize(engine)['provider']).toEqual({
      docker: [{ host: 'ssh://me@host:22', ssh_opts: ['-o', 'BatchMode=yes'], cert_path: '/certs' }],
    });
    expect(thrown(() => newEngine({ endpoint: 'host:2375' }))).toMatchObject({ code: 'endpoint-unreadable' });
  });

  it('shares a stack with others: each has its provider, its ports and its addresses', () => {
    const make = (...ids: string[]): { engines: DockerEngine[]; stack: TerraformStack } => {
      const stack = new TerraformStack(newApp(), 'stack');
      const engines = ids.map((id) => new DockerEngine(stack, id, { endpoint: `tcp://${id}:2375` }));
      for (const engine of engines) {
        const web = new DockerContainer(engine, 'web', { image, networks: [new BridgeNetwork(engine, 'net')] });
        web.publish(BridgePort.fixed(Port.tcp(80), 8080));
      }
      return { engines, stack };
    };
    const { engines } = make('one', 'two');
    const output = synthesize(engines[0]!);
    expect(output['provider']).toEqual({
      docker: [
        { alias: 'one', host: 'tcp://one:2375' },
        { alias: 'two', host: 'tcp://two:2375' },
      ],
    });
    expect(output['resource']).toMatchObject({
      docker_container: { one_web: { provider: 'docker.one' }, two_web: { provider: 'docker.two' } },
    });
    expect(engines.map(({ findings }) => findings)).toEqual([[], []]);
    expect(synthesize(make('two', 'one').engines[0]!)).toEqual(output);
  });

  it('holds what is made somewhere below it', () => {
    const engine = newEngine();
    const group = new Construct(engine, 'group');
    const net = new BridgeNetwork(group, 'net');
    expect(DockerEngine.of(net)).toBe(engine);
    expect(engine.host.networks.items.map(({ at }) => at.path)).toEqual(['stack/local/group/net']);
  });

  it('takes its version and flags for the analysis', () => {
    const engine = newEngine({ settings: { version: 20, icc: false, defaultBridgeSubnet: '10.200.0.0/16' } });
    expect(engine.host.engine).toMatchObject({ version: 20, icc: false, userlandProxy: true });
    expect(engine.topology.engine.version).toBe(20);
  });
});

describe('a tree that would come out empty is refused', () => {
  it('below an AWS CDK app', () => {
    const stack = new Stack(new CdkApp(), 'cloud');
    expect(thrown(() => new DockerEngine(stack, 'local')).message).toBe(
      '"cloud/local" is below an AWS CDK App: CDK for Terraform would write nothing of it, silently\n' +
        "  fix: make it below a TerraformStack of cdktf's own App: new TerraformStack(new App(), 'local')",
    );
  });

  it('below a Terraform stack of an AWS CDK app', () => {
    const stack = new TerraformStack(new CdkApp(), 'cloud');
    expect(thrown(() => new DockerEngine(stack, 'local'))).toMatchObject({ code: 'foreign-root' });
  });

  it('below an AWS CDK app, also where a DockerEngine was forgotten', () => {
    const stack = new Stack(new CdkApp(), 'cloud');
    const task = defineTask({ containerDefinitions: [{ name: 'web', image: 'nginx', memory: 64 }] });
    for (const make of [
      () => new LocalTask(stack, 'task', { task }),
      () => new LocalCluster(stack, 'cluster', { tasks: [task] }),
      () => new DockerContainer(stack, 'web', { image: 'nginx' }),
      () => new BridgeNetwork(stack, 'net'),
      () => new DockerVolume(stack, 'data'),
    ]) {
      const error = thrown(make);
      expect(error).toMatchObject({ code: 'foreign-root' });
      expect(error.stack?.split('\n').find((line) => /^\s+at /.test(line))).toContain('docker-engine.test.ts');
    }
  });

  it('of no construct at all', () => {
    expect(thrown(() => new DockerEngine(undefined as never, 'local')).message).toBe(
      'scope of DockerEngine is missing\n  fix: pass a TerraformStack, or a construct below one, first',
    );
  });

  it('below the app itself, or below nothing', () => {
    expect(thrown(() => new DockerEngine(newApp(), 'local'))).toMatchObject({ code: 'stack-missing' });
    const nowhere = new Construct(undefined as unknown as Construct, '');
    expect(thrown(() => new DockerEngine(nowhere, 'local')).message).toContain(
      'below a Construct, which is not a cdktf App',
    );
  });

  it('on no engine', () => {
    const stack = new TerraformStack(newApp(), 'stack');
    for (const make of [
      () => new BridgeNetwork(stack, 'net'),
      () => new DockerContainer(stack, 'web', { image }),
      () => new DockerImage(stack, 'busybox'),
    ]) {
      expect(thrown(make)).toMatchObject({ code: 'engine-missing' });
    }
  });
});

describe('errors', () => {
  const broken = (): { app: ReturnType<typeof newApp>; engine: DockerEngine } => {
    const app = newApp();
    const healthy = new DockerEngine(new TerraformStack(app, 'first'), 'local');
    new BridgeNetwork(healthy, 'net');
    const engine = new DockerEngine(new TerraformStack(app, 'second'), 'local');
    const net = new BridgeNetwork(engine, 'net');
    const [one, two, three] = ['one', 'two', 'three'].map((id) => new DockerContainer(engine, id, { image }));
    one!.connect(net);
    one!.link(two!.as('other'), net);
    three!.link(one!.as('other'), net);
    return { app, engine };
  };

  it('come all at once, with place and way out', () => {
    const { engine } = broken();
    expect(engine.errorReport()).toMatchInlineSnapshot(`
     "2 errors in the definition of this Docker host
         [second/local/one] link "other" to container "two" on network "net" cannot work: the target is not on it
           fix: connect container "two" to the network, or remove the link
         [second/local/three] link "other" to container "one" on network "net" cannot work: the linking container is not on it
           fix: connect container "three" to the network, or link on a network that both are on"
    `);
  });

  it('name both parties', () => {
    const engine = newEngine();
    for (const id of ['one', 'two']) {
      new DockerContainer(engine, id, { image }).publish(BridgePort.fixed(Port.tcp(80), 8080));
    }
    expect(() => synthesize(engine)).toThrow('host port 8080/tcp');
    expect(engine.errorReport()).toMatchInlineSnapshot(`
     "one error in the definition of this Docker host
         [stack/local/two/port 80/tcp] host port 8080/tcp of container two is already taken by container one
           fix: use another host port or host address, or let the engine pick the port
           see: npx portwright explain published-port-taken"
    `);
  });

  it('leave nothing written, not even the stacks before', () => {
    const { app } = broken();
    expect(
      thrown(() => {
        app.synth();
      }).message,
    ).toContain('[second/local] 2 errors in the definition of this Docker host');
    expect(existsSync(join(app.outdir, 'manifest.json'))).toBe(false);
    expect(existsSync(join(app.outdir, 'stacks', 'first', 'cdk.tf.json'))).toBe(false);
  });

  it('need a reason to be accepted as warnings', () => {
    const engine = newEngine();
    expect(
      thrown(() => {
        engine.acknowledge({ rule: 'x', reason: ' ' });
      }),
    ).toMatchObject({
      code: 'acknowledgement-without-reason',
    });
  });

  it('are warnings where something may surprise, until they are accepted', () => {
    const risky = (): DockerEngine => {
      const engine = newEngine();
      const net = new BridgeNetwork(engine, 'net', { subnets: [Cidr.parse('10.5.0.0/24')] });
      new DockerContainer(engine, 'one', { image, networks: [net.endpoint({ ipv4: '10.5.0.9' })] });
      new DockerContainer(engine, 'two', { image, networks: [net] });
      return engine;
    };
    expect(warnings(risky())).toEqual([expect.stringContaining('address 10.5.0.9 of container one')]);
    const accepted = risky();
    accepted.acknowledge({
      rule: 'static-address-in-dynamic-range',
      path: 'stack/local/one',
      reason: 'it starts first',
    });
    expect(warnings(accepted)).toEqual([]);
    expect(accepted.triage.acknowledged).toHaveLength(1);
  });

  it('say when an acknowledgement is stale', () => {
    const engine = newEngine();
    engine.acknowledge({ rule: 'static-address-taken', path: 'stack/local/web', reason: 'starts first' });
    synthesize(engine);
    expect(engine.node.metadata.map(({ data }) => data as unknown)).toEqual([
      'the acknowledgement of rule "static-address-taken" at "stack/local/web" matches no finding; remove it',
    ]);
  });
});

describe('automatic subnets', () => {
  it('stay clear of the pools of Docker, of what the app says and of outside ranges', () => {
    const outsideRanges = [Cidr.parse('10.128.0.0/10'), Cidr.parse('10.192.0.0/11')];
    const engine = newEngine({ outsideRanges });
    new BridgeNetwork(engine, 'given', { subnets: [Cidr.parse('10.224.0.0/12')] });
    for (let index = 0; index < 200; index++) new BridgeNetwork(engine, `net-${index}`);
    const subnets = engine.host.networks.items.flatMap(({ ipam }) =>
      ipam.items.map(({ subnet }) => Cidr.parse(subnet as string)),
    );
    expect(subnets.filter((one) => outsideRanges.some((range) => range.overlaps(one)))).toEqual([]);
    const sorted = [...subnets].sort((a, b) => a.first.compare(b.first));
    expect(sorted.filter((one, index) => index > 0 && sorted[index - 1]!.overlaps(one))).toEqual([]);
    expect(sorted).toHaveLength(201);
  });

  it('are a problem of the network when nothing is left', () => {
    const engine = newEngine({ outsideRanges: [Cidr.parse('10.0.0.0/8')] });
    new BridgeNetwork(engine, 'net');
    expect(engine.errorReport()).toBe(
      'one error in the definition of this Docker host\n' +
        '    [stack/local/net] no IPv4 subnet was found that is clear of the ranges to stay away from\n' +
        '      fix: give subnets yourself',
    );
  });

  it('stay clear of the addresses of the host, as far as they are known', () => {
    const addresses = ['10.222.175.9', 'fda0:8a0f:cbde:afd3::9', 'not an address'];
    const engine = newEngine({ settings: { addresses } });
    new BridgeNetwork(engine, 'net', { ipv6: true });
    expect(network(engine, 'net')['ipam_config']).toMatchInlineSnapshot(`
     [
       {
         "gateway": "10.173.109.1",
         "ip_range": "10.173.109.0/25",
         "subnet": "10.173.109.0/24",
       },
       {
         "gateway": "fdc9:8f2e:322d:6df4::1",
         "subnet": "fdc9:8f2e:322d:6df4::/64",
       },
     ]
    `);
    expect(engine.findings).toEqual([]);
  });

  it('stay clear of outside ranges with IPv6 too', () => {
    const within = (range: string): unknown => {
      const engine = newEngine({ outsideRanges: [Cidr.parse(range)] });
      new BridgeNetwork(engine, 'net', { ipv6: true });
      return engine.errorReport() ?? (network(engine, 'net')['ipam_config'] as { subnet: string }[])[1]!.subnet;
    };
    expect(within('fd00::/9')).toBe('fda0:8a0f:cbde:afd3::/64');
    expect(Cidr.parse('fd80::/9').contains(Cidr.parse(within('fd80::/9') as string))).toBe(false);
    expect(within('fd00::/8')).toBe(
      'one error in the definition of this Docker host\n' +
        '    [stack/local/net] no IPv6 subnet was found that is clear of the ranges to stay away from\n' +
        '      fix: give subnets yourself',
    );
  });

  it('move for a network of an earlier name whose own choice is the same, and say so', () => {
    const [engine, alone] = [newEngine(), newEngine()];
    for (const id of ['svc0440', 'svc0084', 'net']) new BridgeNetwork(engine, id);
    for (const id of ['svc0440', 'net']) new BridgeNetwork(alone, id);
    expect(network(alone, 'svc0440')).toMatchObject({ ipam_config: [{ subnet: '10.194.102.0/24' }] });
    expect(network(engine, 'svc0084')).toMatchObject({ ipam_config: [{ subnet: '10.194.102.0/24' }] });
    expect(network(engine, 'svc0440')).toMatchObject({ ipam_config: [{ subnet: '10.197.24.0/24' }] });
    expect(network(engine, 'net')).toEqual(network(alone, 'net'));
    expect(warnings(alone)).toEqual([]);
    expect(warnings(engine)).toEqual([
      '[stack/local/svc0440] the subnet of network "svc0440" is 10.197.24.0/24: ' +
        'by its name alone it would be 10.194.102.0/24, which network "svc0084" has\n' +
        '  fix: write down the one that was applied, and nothing moves it: ' +
        "subnets: [{ subnet: Cidr.parse('10.194.102.0/24'), ipRange: Cidr.parse('10.194.102.0/25') }]",
    ]);
  });

  it('stay when they are written down', () => {
    const [engine, alone] = [newEngine(), newEngine()];
    new BridgeNetwork(alone, 'svc0440');
    new BridgeNetwork(engine, 'svc0084');
    const subnet = Cidr.parse('10.194.102.0/24');
    new BridgeNetwork(engine, 'svc0440', { subnets: [{ subnet, ipRange: Cidr.parse('10.194.102.0/25') }] });
    expect(network(engine, 'svc0440')).toEqual(network(alone, 'svc0440'));
    expect(warnings(engine)).toEqual([]);
  });

  it('do not depend on where in the tree the network is', () => {
    const engine = newEngine();
    new BridgeNetwork(new Construct(engine, 'group'), 'net');
    expect(network(engine, 'net')).toMatchObject({ ipam_config: [{ subnet: '10.222.175.0/24' }] });
  });
});

it('writes a stack as the app does', () => {
  const app = newApp();
  const engine = new DockerEngine(new TerraformStack(app, 'stack'), 'local');
  new BridgeNetwork(engine, 'net');
  app.synth();
  expect(JSON.parse(written(app, 'stack'))).toMatchObject({ resource: { docker_network: {} } });
});
