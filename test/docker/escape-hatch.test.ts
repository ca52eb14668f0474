import { Aspects, type IAspect, TerraformStack } from 'cdktf';
import { Container } from '@cdktf/provider-docker/lib/container';
import { type IConstruct } from 'constructs';
import { BridgePort, Cidr, Port } from '../../lib/core';
import { BridgeNetwork, DockerContainer, type DockerEngine } from '../../lib/docker';
import { container, newEngine, synthesize } from './synth';

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

  it('when a setter of the resource is used', () => {
    const { engine, web } = lab();
    web.resource.putPorts([{ internal: 80, external: 9090, ip: '127.0.0.1' }]);
    expect(specOf(engine, 'web')).toMatchObject({
      published: { items: [{ containerPort: 80, hostPort: 9090, hostAddress: '127.0.0.1' }] },
    });
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
