import { Aspects, type IAspect, TerraformStack } from 'cdktf';
import { Container } from '@cdktf/provider-docker/lib/container';
import { Network } from '@cdktf/provider-docker/lib/network';
import { type IConstruct } from 'constructs';
import { findings } from '../../../lib/core/rules/check';
import { Cidr } from '../../../lib/core/values/address';
import { BridgePort } from '../../../lib/core/values/port-mapping';
import { Port } from '../../../lib/core/values/port';
import { BridgeNetwork, DockerContainer, DockerEngine } from '../../../lib/docker';
import { readTerraform } from '../../../lib/formats';
import { container, newEngine, synthesize } from '../synth';

const image = 'busybox:latest';
const lab = (): { engine: DockerEngine; net: BridgeNetwork; web: DockerContainer } => {
  const engine = newEngine();
  const net = new BridgeNetwork(engine, 'net', { subnets: [Cidr.parse('172.25.0.0/16')] });
  const web = new DockerContainer(engine, 'web', { image, networks: [net], listens: [Port.tcp(80)] });
  web.publish(BridgePort.fixed(Port.tcp(80), 8080));
  return { engine, net, web };
};
const specOf = (engine: DockerEngine, name: string): unknown =>
  engine.host.containers.items.find((one) => one.name === name);

describe('what an escape hatch changes is in the model', () => {
  it('when a resource is overridden', () => {
    const { engine, web } = lab();
    web.resource.addOverride('ports.0.external', 9090);
    web.resource.addOverride('hostname', 'www');
    expect(specOf(engine, 'web')).toMatchObject({
      hostname: 'www',
      published: { items: [{ containerPort: 80, hostPort: 9090 }] },
      listeners: [{ port: 80 }],
    });
    expect(container(engine, 'web', false)).toMatchObject({
      hostname: 'www',
      ports: [{ internal: 80, external: 9090 }],
    });
    web.resource.addOverride('network_mode', 'host');
    expect(specOf(engine, 'web')).toMatchObject({ namespace: { kind: 'host' } });
  });

  it('when the network mode names a container, which the engine stores by its id', () => {
    const { engine, web } = lab();
    const side = new DockerContainer(engine, 'side', { image });
    const readBackOtherwise = (): number =>
      findings('dockerHost', [engine.host]).filter(({ rule }) => rule === 'network-mode-read-back-differs').length;
    side.resource.addOverride('networks_advanced', []);
    side.resource.addOverride('network_mode', `container:\${docker_container.${web.resource.friendlyUniqueId}.id}`);
    expect(readBackOtherwise()).toBe(0);
    side.resource.addOverride('network_mode', 'container:web');
    expect(readBackOtherwise()).toBe(1);
    side.resource.addOverride('network_mode', `container:\${docker_container.${web.resource.friendlyUniqueId}.name}`);
    expect(readBackOtherwise()).toBe(1);
    side.resource.addOverride('network_mode', 'default');
    expect(readBackOtherwise()).toBe(1);
  });

  it('when a setter of the resource is used', () => {
    const { engine, net, web } = lab();
    web.resource.putPorts([{ internal: 80, external: 9090, ip: '127.0.0.1' }]);
    expect(specOf(engine, 'web')).toMatchObject({
      published: { items: [{ containerPort: 80, hostPort: 9090, hostAddress: '127.0.0.1' }] },
    });
    net.resource.attachable = true;
    expect(engine.host.networks.items[0]).toMatchObject({ attachable: true });
    web.resource.resetNetworksAdvanced();
    expect(specOf(engine, 'web')).toMatchObject({ endpoints: { items: [] } });
  });

  it('when the stack overrides a resource', () => {
    const { engine, net } = lab();
    const stack = TerraformStack.of(engine);
    stack.addOverride(`resource.docker_network.${net.resource.friendlyUniqueId}.internal`, true);
    expect(engine.host.networks.items[0]).toMatchObject({ internal: true, name: 'net' });
    expect(synthesize(engine, false)['resource']).toMatchObject({ docker_network: { local_net: { internal: true } } });
  });

  it('when an aspect changes everything at the last moment', () => {
    const { engine } = lab();
    const toHost: IAspect = {
      visit(node: IConstruct) {
        if (node instanceof Container) node.networkMode = 'host';
      },
    };
    Aspects.of(TerraformStack.of(engine)).add(toHost);
    synthesize(engine, false);
    expect(specOf(engine, 'web')).toMatchObject({ namespace: { kind: 'host' } });
  });

  it('when Terraform is told not to keep a container running, which its output says as well', () => {
    const { engine, web } = lab();
    web.resource.mustRun = false;
    const [read] = readTerraform({ data: synthesize(engine, false) }).dockerHosts;
    expect(read?.containers.items.map(({ running }) => running)).toEqual([false]);
    expect(engine.host.containers.items.map(({ running }) => running)).toEqual([false]);
  });

  it('by the name of the network that is referred to, and the names that were changed', () => {
    const { engine, net, web } = lab();
    web.resource.addOverride('hostname', 'www');
    net.resource.addOverride('name', 'renamed');
    expect(specOf(engine, 'web')).toMatchObject({ endpoints: { items: [{ network: 'renamed' }] } });
    web.resource.addOverride('networks_advanced', [{ name: '${docker_network.other.id}', aliases: '${var.names}' }]);
    // the framework appends to a list
    const added = {
      network: { why: expect.stringContaining('Terraform decides') as string },
      aliases: { complete: false },
    };
    expect(specOf(engine, 'web')).toMatchObject({ endpoints: { items: [{ network: 'renamed' }, added] } });
  });
});

it('reads the same from the output as from the constructs', () => {
  const { engine, net, web } = lab();
  const other = new DockerContainer(engine, 'other', {
    image,
    networks: [net.endpoint({ aliases: ['o'] })],
    dns: ['10.0.0.53'],
  });
  other.link(web.as('www'), net);
  other.connect(engine.defaultBridge);
  const before = engine.host;
  for (const one of [web, other, net]) one.resource.addOverride('//.seen', true);
  expect(engine.host).toEqual(before);
});

describe('resources made with the bindings beside our constructs', () => {
  it('are in the model, with what they are called', () => {
    const { engine, net } = lab();
    const raw = new Network(engine, 'raw', { name: 'raw', ipamConfig: [{ subnet: '10.9.0.0/24' }] });
    new Container(TerraformStack.of(engine), 'plain', {
      name: 'plain',
      image,
      networksAdvanced: [{ name: raw.id }, { name: net.resource.id, aliases: ['p'] }],
      ports: [{ internal: 80, external: 9090 }],
    });
    expect(specOf(engine, 'plain')).toMatchObject({
      at: { path: 'stack/plain' },
      endpoints: { items: [{ network: 'raw' }, { network: 'net', aliases: { items: ['p'] } }] },
      published: { items: [{ hostPort: 9090 }] },
    });
    expect(engine.topology.resolve('plain', 'web')).toMatchObject({
      kind: 'resolved',
      answers: [{ container: 'web' }],
    });
  });

  it('are judged like ours', () => {
    const { engine } = lab();
    new Container(engine, 'plain', { name: 'plain', image, ports: [{ internal: 80, external: 8080 }] });
    expect(engine.errorReport()).toContain(
      '[stack/local/plain/port 80/tcp] host port 8080/tcp of container plain is already taken by container web',
    );
  });

  it('belong to the engine whose provider they use', () => {
    const { engine } = lab();
    const other = new DockerEngine(TerraformStack.of(engine), 'other');
    new Container(engine, 'there', { name: 'there', image, provider: other.provider });
    new Container(engine, 'nowhere', { name: 'nowhere', image });
    const names = [engine, other].map(({ host }) => host.containers.items.map(({ name }) => name));
    expect(names).toEqual([['web'], ['there']]);
  });
});
