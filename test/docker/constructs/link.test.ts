import { Token } from 'cdktf';
import { Cidr } from '../../../lib/core/values/address';
import { BridgeNetwork, DockerContainer, type DockerEngine } from '../../../lib/docker';
import { container, newEngine, thrown, warnings } from '../synth';

const image = 'busybox:latest';
const pair = (): { engine: DockerEngine; net: BridgeNetwork; one: DockerContainer; two: DockerContainer } => {
  const engine = newEngine();
  const net = new BridgeNetwork(engine, 'net', { subnets: [Cidr.parse('172.25.0.0/16')] });
  const [one, two] = ['one', 'two'].map((id) => new DockerContainer(engine, id, { image, networks: [net] }));
  return { engine, net, one: one!, two: two! };
};

describe('a link', () => {
  it('is a name in the hosts file of the linking container, and an address that stays for the target', () => {
    const { engine, net, one, two } = pair();
    one.link(two.as('db'), net);
    const [endpoint] = container(engine, 'two')['networks_advanced'] as { ipv4_address: string }[];
    expect(Cidr.parse('172.25.128.0/17').contains(Cidr.parse(`${endpoint!.ipv4_address}/32`))).toBe(true);
    expect(container(engine, 'one')['host']).toEqual([{ host: 'db', ip: endpoint!.ipv4_address }]);
    expect(container(engine, 'two')).not.toHaveProperty('host');
  });

  it('is one-way, and means something to nobody else', () => {
    const { engine, net, one, two } = pair();
    one.link(two.as('db'), net);
    const three = new DockerContainer(engine, 'three', { image, networks: [net] });
    expect(engine.topology.resolve('one', 'db')).toMatchObject({ kind: 'resolved', answers: [{ container: 'two' }] });
    expect(engine.topology.resolve('two', 'db').kind).toBe('no-such-name');
    expect(engine.topology.resolve(three.containerName, 'db').kind).toBe('no-such-name');
  });

  it('uses the address that the target has anyway', () => {
    const { engine, net, one } = pair();
    const db = new DockerContainer(engine, 'db', { image, networks: [net.endpoint({ ipv4: '172.25.3.3' })] });
    one.link(db.as('database'), net);
    expect(container(engine, 'one')['host']).toEqual([{ host: 'database', ip: '172.25.3.3' }]);
  });

  it('may come with the endpoint, and has its own names on each network', () => {
    const { engine, net, one, two } = pair();
    const local = new BridgeNetwork(engine, 'local', { subnets: [Cidr.parse('172.26.0.0/24')] });
    two.connect(local);
    one.link(two.as('db'), net);
    one.connect(local, { links: [two.as('local-db')] });
    const addresses = (container(engine, 'two')['networks_advanced'] as { ipv4_address: string }[]).map(
      ({ ipv4_address: address }) => address,
    );
    const hosts = container(engine, 'one')['host'] as { host: string; ip: string }[];
    expect(hosts.map(({ host }) => host)).toEqual(['db', 'local-db']);
    expect(hosts.map(({ ip }) => ip).sort()).toEqual([...addresses].sort());
  });

  it('goes when the container leaves the network', () => {
    const { engine, net, one, two } = pair();
    one.link(two.as('db'), net);
    one.disconnect(net);
    expect(container(engine, 'one')).not.toHaveProperty('host');
    expect(container(engine, 'two')['networks_advanced']).toEqual([{ name: '${docker_network.local_net.id}' }]);
  });

  it('goes when the target leaves the network', () => {
    const { engine, net, one, two } = pair();
    one.link(two.as('db'), net);
    two.disconnect(net);
    expect(container(engine, 'one')).not.toHaveProperty('host');
    expect(engine.errorReport()).toBeUndefined();
  });

  it('moves the address of a target for one of an earlier name whose own choice is the same, and says so', () => {
    const linked = (...ids: string[]): DockerEngine => {
      const engine = newEngine();
      const subnets = [{ subnet: Cidr.parse('172.25.0.0/24'), ipRange: Cidr.parse('172.25.0.0/25') }];
      const net = new BridgeNetwork(engine, 'net', { subnets });
      const one = new DockerContainer(engine, 'one', { image, networks: [net] });
      for (const id of ids) one.link(new DockerContainer(engine, id, { image, networks: [net] }).as(`my-${id}`), net);
      return engine;
    };
    const addresses = (engine: DockerEngine): unknown =>
      Object.fromEntries(
        (container(engine, 'one')['host'] as { host: string; ip: string }[]).map(({ host, ip }) => [host, ip]),
      );
    expect(addresses(linked('web', 'api'))).toEqual({ 'my-api': '172.25.0.181', 'my-web': '172.25.0.193' });
    const engine = linked('web', 'api', 'db-51');
    expect(addresses(engine)).toEqual({
      'my-api': '172.25.0.181',
      'my-db-51': '172.25.0.193',
      'my-web': '172.25.0.150',
    });
    expect(warnings(engine)).toEqual([
      '[stack/local/web] the address of container "web" on network "net" is 172.25.0.150: ' +
        'by its name alone it would be 172.25.0.193, which container "db-51" has\n' +
        "  fix: write down the one that was applied, and nothing moves it: endpoint({ ipv4: '172.25.0.193' })",
    ]);
  });

  it('keeps clear of the range that the engine gives out', () => {
    const engine = newEngine();
    const subnet = Cidr.parse('10.5.0.0/29');
    const subnets = [{ subnet, ipRange: Cidr.parse('10.5.0.4/30'), auxiliary: { router: '10.5.0.2' } }];
    const net = new BridgeNetwork(engine, 'net', { subnets });
    const [one, two] = ['one', 'two'].map((id) => new DockerContainer(engine, id, { image, networks: [net] }));
    one!.link(two!.as('db'), net);
    expect(container(engine, 'one')['host']).toEqual([{ host: 'db', ip: '10.5.0.3' }]);
  });
});

describe('a link is refused', () => {
  it('under a name that the container knows already', () => {
    const { net, one, two } = pair();
    one.link(two.as('db'), net);
    expect(
      thrown(() => {
        one.link(two.as('DB'), net);
      }).message,
    ).toBe(
      'container "one" knows "DB" already, as a link to container "two"\n' +
        '  fix: links become entries of the hosts file, where a name stands once: use another alias',
    );
  });

  it('when one of both is not on the network', () => {
    const { engine, net, one } = pair();
    const three = new DockerContainer(engine, 'three', { image });
    one.link(three.as('db'), net);
    three.link(one.as('web'), net);
    expect(engine.errorReport()).toBe(
      'two errors in the definition of this Docker host\n'.replace('two', '2') +
        '    [stack/local/one] link "db" to container "three" on network "net" cannot work: the target is not on it\n' +
        '      fix: connect container "three" to the network, or remove the link\n' +
        '    [stack/local/three] link "web" to container "one" on network "net" cannot work: the linking container is not on it\n' +
        '      fix: connect container "three" to the network, or link on a network that both are on',
    );
  });

  it('when its network has no address left', () => {
    const engine = newEngine();
    const net = new BridgeNetwork(engine, 'net', { subnets: [Cidr.parse('10.5.0.0/30')] });
    const one = new DockerContainer(engine, 'one', { image, networks: [net.endpoint({ ipv4: '10.5.0.2' })] });
    const two = new DockerContainer(engine, 'two', { image, networks: [net] });
    one.link(two.as('db'), net);
    expect(engine.errorReport()).toContain('[stack/local/two] a link needs the address of container "two"');
  });
});

it('passes an address on that Terraform decides', () => {
  const { engine, net, one } = pair();
  const ipv4 = Token.asString({ resolve: () => '${var.db}' });
  const db = new DockerContainer(engine, 'db', { image, networks: [net.endpoint({ ipv4 })] });
  one.link(db.as('database'), net);
  expect(container(engine, 'one')['host']).toEqual([{ host: 'database', ip: '${var.db}' }]);
});
