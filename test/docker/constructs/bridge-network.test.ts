import { Token } from 'cdktf';
import { Cidr } from '../../../lib/core/values/address';
import { BridgePort } from '../../../lib/core/values/port-mapping';
import { Port } from '../../../lib/core/values/port';
import { BridgeNetwork, type BridgeNetworkProps, DockerContainer, MacvlanNetwork } from '../../../lib/docker';
import { container, network, newEngine, thrown } from '../synth';

const block = (props: BridgeNetworkProps): unknown => {
  const engine = newEngine();
  new BridgeNetwork(engine, 'net', props);
  return network(engine, 'net');
};

describe('a bridge network', () => {
  it('names subnet and gateway, so that the engine reads back what was written', () => {
    expect(block({ subnets: [Cidr.parse('172.25.0.0/16')] })).toEqual({
      name: 'net',
      driver: 'bridge',
      ipam_config: [{ subnet: '172.25.0.0/16', gateway: '172.25.0.1' }],
    });
  });

  it('takes gateway, range and reserved addresses with a subnet', () => {
    const subnet = Cidr.parse('10.5.0.0/24');
    const auxiliary = { router: '10.5.0.1', printer: '10.5.0.7' };
    expect(block({ subnets: [{ subnet, ipRange: Cidr.parse('10.5.0.128/25'), auxiliary }] })).toMatchObject({
      ipam_config: [{ subnet: '10.5.0.0/24', gateway: '10.5.0.2', ip_range: '10.5.0.128/25', aux_address: auxiliary }],
    });
    expect(block({ subnets: [{ subnet, gateway: '10.5.0.254' }] })).toMatchObject({
      ipam_config: [{ gateway: '10.5.0.254' }],
    });
  });

  it('writes both families when it has IPv6, in canonical form', () => {
    expect(block({ subnets: [Cidr.parse('FD00:0:0:1::/64'), Cidr.parse('10.5.0.0/24')] })).toMatchObject({
      ipv6: true,
      ipam_config: [
        { subnet: '10.5.0.0/24', gateway: '10.5.0.1' },
        { subnet: 'fd00:0:0:1::/64', gateway: 'fd00:0:0:1::1' },
      ],
    });
  });

  it('chooses the subnets that nobody gave', () => {
    expect(block({ ipv6: true })).toMatchInlineSnapshot(`
     {
       "driver": "bridge",
       "ipam_config": [
         {
           "gateway": "10.222.175.1",
           "ip_range": "10.222.175.0/25",
           "subnet": "10.222.175.0/24",
         },
         {
           "gateway": "fda0:8a0f:cbde:afd3::1",
           "subnet": "fda0:8a0f:cbde:afd3::/64",
         },
       ],
       "ipv6": true,
       "name": "net",
     }
    `);
  });

  it('writes the options of the driver by their names', () => {
    const props: BridgeNetworkProps = {
      internal: true,
      icc: false,
      masquerade: false,
      bridgeName: 'br-net',
      mtu: 1400,
      interfacePrefix: 'net',
      gatewayMode: 'isolated',
      ipv6GatewayMode: 'routed',
      outgoingAddress: '10.0.0.9',
      trustedHostInterfaces: ['eth1', 'eth2'],
      labels: { team: 'a', env: 'test' },
    };
    expect(block(props)).toMatchObject({
      internal: true,
      options: {
        'com.docker.network.bridge.enable_icc': 'false',
        'com.docker.network.bridge.enable_ip_masquerade': 'false',
        'com.docker.network.bridge.name': 'br-net',
        'com.docker.network.driver.mtu': '1400',
        'com.docker.network.container_iface_prefix': 'net',
        'com.docker.network.bridge.gateway_mode_ipv4': 'isolated',
        'com.docker.network.bridge.gateway_mode_ipv6': 'routed',
        'com.docker.network.host_ipv4': '10.0.0.9',
        'com.docker.network.bridge.trusted_host_interfaces': 'eth1:eth2',
      },
      labels: [
        { label: 'env', value: 'test' },
        { label: 'team', value: 'a' },
      ],
    });
  });

  it('binds the ports of its containers to its host binding, because the engine never would', () => {
    const engine = newEngine();
    const mine = new BridgeNetwork(engine, 'my-network', { hostBinding: '172.23.0.1' });
    const redis = new DockerContainer(engine, 'redis', { image: 'redis', networks: [mine] });
    redis.publish(BridgePort.dynamic(Port.tcp(6379)));
    redis.publish(BridgePort.fixed(Port.tcp(6380), 6380), { address: '127.0.0.1' });
    expect(network(engine, 'my-network')).toMatchObject({
      options: { 'com.docker.network.bridge.host_binding_ipv4': '172.23.0.1' },
    });
    expect(container(engine, 'redis')).toMatchObject({
      ports: [
        { internal: 6379, protocol: 'tcp', ip: '172.23.0.1' },
        { internal: 6380, protocol: 'tcp', ip: '127.0.0.1', external: 6380 },
      ],
    });
  });

  it.each<[string, BridgeNetworkProps, string | undefined]>([
    ['first by name, when both have one family', {}, undefined],
    ['second by name, when that one alone has IPv6', { ipv6: true }, '127.0.0.1'],
  ])('binds the ports of a container on two networks as the one says that carries them: %s', (_, props, ip) => {
    const engine = newEngine();
    const networks = [
      new BridgeNetwork(engine, 'aaa'),
      new BridgeNetwork(engine, 'zzz', { hostBinding: '127.0.0.1', ...props }),
    ] as const;
    const web = new DockerContainer(engine, 'web', { image: 'busybox', networks });
    web.publish(BridgePort.fixed(Port.tcp(80), 8080));
    expect(engine.topology.node('web').sandbox?.endpoints[0]?.network.name).toBe(ip === undefined ? 'aaa' : 'zzz');
    expect(container(engine, 'web')['ports']).toEqual([
      { internal: 80, protocol: 'tcp', external: 8080, ...(ip !== undefined && { ip }) },
    ]);
  });

  it('binds ports beside a network on the LAN, which carries none', () => {
    const engine = newEngine();
    const lan = new MacvlanNetwork(engine, 'zzz', { parent: 'eth0', subnets: [Cidr.parse('192.168.7.0/24')] });
    const bridge = new BridgeNetwork(engine, 'aaa', { hostBinding: '127.0.0.1' });
    const web = new DockerContainer(engine, 'web', { image: 'busybox', networks: [lan, bridge] });
    web.publish(BridgePort.fixed(Port.tcp(80), 8080));
    expect(container(engine, 'web')['ports']).toMatchObject([{ ip: '127.0.0.1' }]);
  });

  it('leaves what Terraform decides to Terraform', () => {
    const engine = newEngine();
    const name = Token.asString({ resolve: () => '${var.net}' });
    const net = new BridgeNetwork(engine, 'net', { name });
    expect(network(engine, '${var.net}')).toMatchObject({ name: '${var.net}' });
    expect(net.definition.name).toMatchObject({ why: 'Terraform decides ${var.net} when it applies' });
  });
});

describe('a bridge network cannot exist', () => {
  const subnet = Cidr.parse('10.5.0.0/24');
  it.each<[string, BridgeNetworkProps & { id?: string }, string]>([
    ['under a name of the engine itself', { name: 'host' }, 'network-name-predefined'],
    ['under a name with a slash', { name: 'a/b' }, 'network-name-invalid'],
    ['under a name that is taken for a container', { name: 'container:x' }, 'network-name-invalid'],
    ['with two IPv4 subnets', { subnets: [subnet, Cidr.parse('10.6.0.0/24')] }, 'subnet-repeated'],
    ['in a subnet for one address', { subnets: [Cidr.parse('10.5.0.0/31')] }, 'subnet-too-small'],
    ['with a gateway outside', { subnets: [{ subnet, gateway: '10.6.0.1' }] }, 'address-outside-subnet'],
    [
      'with its broadcast address as gateway',
      { subnets: [{ subnet, gateway: '10.5.0.255' }] },
      'address-outside-subnet',
    ],
    ['with a gateway of the other family', { subnets: [{ subnet, gateway: 'fd00::1' }] }, 'address-unreadable'],
    ['with a range outside', { subnets: [{ subnet, ipRange: Cidr.parse('10.6.0.0/25') }] }, 'range-outside-subnet'],
    [
      'with a reserved address outside',
      { subnets: [{ subnet, auxiliary: { a: '10.6.0.1' } }] },
      'address-outside-subnet',
    ],
    ['with a reserved address that is none', { subnets: [{ subnet, auxiliary: { a: 'nope' } }] }, 'address-unreadable'],
    [
      'with one address reserved twice',
      { subnets: [{ subnet, auxiliary: { a: '10.5.0.9', b: '10.5.0.9' } }] },
      'address-reserved-twice',
    ],
    ['with an IPv6 subnet and IPv6 off', { subnets: [Cidr.parse('fd00::/64')], ipv6: false }, 'ipv6-disabled'],
    ['with an MTU that no interface takes', { mtu: 50 }, 'mtu-out-of-range'],
    ['on the bridge of the default network', { bridgeName: 'docker0' }, 'bridge-name-invalid'],
    ['on a bridge with a name of 16 characters', { bridgeName: 'a23456789012345x' }, 'bridge-name-invalid'],
    ['with a prefix that leaves no room', { interfacePrefix: 'a2345678901234' }, 'interface-prefix-invalid'],
    ['isolated but not internal', { gatewayMode: 'isolated' }, 'gateway-mode-needs-internal'],
    ['isolated for IPv6 but not internal', { ipv6GatewayMode: 'isolated' }, 'gateway-mode-needs-internal'],
    ['bound to something that is no address', { hostBinding: 'nope' }, 'address-unreadable'],
  ])('%s', (_, props, code) => {
    expect(thrown(() => new BridgeNetwork(newEngine(), 'net', props))).toMatchObject({ name: 'ModelError', code });
  });

  it('says what was given, what is allowed and what to do', () => {
    const given = { subnets: [{ subnet, gateway: '10.6.0.1' }] };
    expect(thrown(() => new BridgeNetwork(newEngine(), 'net', given)).message).toBe(
      'the gateway is outside subnet 10.5.0.0/24: "10.6.0.1"\n  fix: use one from 10.5.0.1 to 10.5.0.254',
    );
  });
});
