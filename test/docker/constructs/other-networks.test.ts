import { TerraformStack, TerraformVariable } from 'cdktf';
import { Cidr } from '../../../lib/core/values/address';
import {
  DockerContainer,
  ExistingNetwork,
  IpvlanNetwork,
  MacvlanNetwork,
  type MacvlanNetworkProps,
  OverlayNetwork,
  type OverlayNetworkProps,
} from '../../../lib/docker';
import { container, network, newEngine, synthesize, thrown } from '../synth';

const image = 'busybox:latest';
const lan = Cidr.parse('192.168.7.0/24');

describe('an overlay network', () => {
  it('has several subnets with a gateway and a range each, and takes containers', () => {
    const engine = newEngine();
    const subnets: OverlayNetworkProps['subnets'] = [
      { subnet: Cidr.parse('192.170.0.0/16'), gateway: '192.170.0.100' },
      { subnet: Cidr.parse('192.168.0.0/16'), gateway: '192.168.0.100', ipRange: Cidr.parse('192.168.1.0/24') },
    ];
    new OverlayNetwork(engine, 'my-multihost-network', { subnets, mtu: 1400, encrypted: true });
    expect(network(engine, 'my-multihost-network', false)).toEqual({
      name: 'my-multihost-network',
      driver: 'overlay',
      attachable: true,
      ipam_config: [
        { subnet: '192.168.0.0/16', gateway: '192.168.0.100', ip_range: '192.168.1.0/24' },
        { subnet: '192.170.0.0/16', gateway: '192.170.0.100' },
      ],
      options: { encrypted: '', 'com.docker.network.driver.mtu': '1400' },
      // what the driver adds would be read back as a change
      lifecycle: { ignore_changes: ['options["com.docker.network.driver.overlay.vxlanid_list"]'] },
    });
  });

  it('reserves no addresses: the engine would forget them', () => {
    const auxiliary = { 'my-router': '10.9.1.5' };
    const make = (): OverlayNetwork =>
      // @ts-expect-error a reserved address on an overlay
      new OverlayNetwork(newEngine(), 'net', { subnets: [{ subnet: Cidr.parse('10.9.0.0/16'), auxiliary }] });
    expect(make().definition.ipam.items).toHaveLength(1);
  });

  it('is for publishing or for containers, not for both', () => {
    const engine = newEngine();
    new OverlayNetwork(engine, 'routing-mesh', { ingress: true });
    expect(network(engine, 'routing-mesh', false)).toMatchObject({ ingress: true });
    const both = { ingress: true, attachable: true };
    expect(thrown(() => new OverlayNetwork(newEngine(), 'net', both))).toMatchObject({ code: 'ingress-attachable' });
  });

  it('needs a swarm, where that is known', () => {
    const engine = newEngine({ settings: { swarm: false } });
    new OverlayNetwork(engine, 'net');
    expect(engine.findings.map(({ rule }) => rule)).toEqual(['overlay-needs-swarm']);
  });
});

describe('networks on the LAN', () => {
  it('are on an interface or a VLAN of the host', () => {
    const engine = newEngine();
    const subnets = [{ subnet: lan, gateway: '192.168.7.254', auxiliary: { printer: '192.168.7.9' } }] as const;
    new MacvlanNetwork(engine, 'lan', { parent: 'eth0', vlan: 10, mode: 'private', subnets });
    expect(network(engine, 'lan')).toEqual({
      name: 'lan',
      driver: 'macvlan',
      options: { parent: 'eth0.10', macvlan_mode: 'private' },
      ipam_config: [{ subnet: '192.168.7.0/24', gateway: '192.168.7.254', aux_address: { printer: '192.168.7.9' } }],
    });
  });

  it('are on a VLAN that Terraform decides', () => {
    const engine = newEngine();
    const vlan = new TerraformVariable(TerraformStack.of(engine), 'vlan', { type: 'number' }).numberValue;
    new MacvlanNetwork(engine, 'lan', { parent: 'eth0', vlan, subnets: [lan] });
    expect(network(engine, 'lan')).toMatchObject({ options: { parent: 'eth0.${var.vlan}' } });
  });

  it.each(['l2', 'l3', 'l3s'] as const)('forward on layer %s', (mode) => {
    const engine = newEngine();
    const subnets = [lan, Cidr.parse('fd00:7::/64')] as const;
    new IpvlanNetwork(engine, 'lan', { parent: 'eth0', mode, flag: 'vepa', subnets });
    expect(network(engine, 'lan')).toMatchObject({
      driver: 'ipvlan',
      ipv6: true,
      options: { parent: 'eth0', ipvlan_mode: mode, ipvlan_flag: 'vepa' },
    });
  });

  it.each<[string, Partial<MacvlanNetworkProps>, string]>([
    ['on loopback', { parent: 'lo' }, 'parent-invalid'],
    ['on an interface with a slash', { parent: 'eth0/1' }, 'parent-invalid'],
    ['on a VLAN of nothing', { vlan: 10 }, 'vlan-out-of-range'],
    ['on a VLAN that is none', { parent: 'eth0', vlan: 4095 }, 'vlan-out-of-range'],
    ['on a VLAN of a VLAN, which no engine makes', { parent: 'eth0.10', vlan: 20 }, 'parent-invalid'],
    ['on a VLAN with a name of 16 characters', { parent: 'abcdefghijk', vlan: 4000 }, 'parent-invalid'],
  ])('cannot be %s', (_, props, code) => {
    expect(thrown(() => new MacvlanNetwork(newEngine(), 'lan', { subnets: [lan], ...props }))).toMatchObject({ code });
  });

  it('have subnets that nobody else can choose', () => {
    // @ts-expect-error a network on the LAN without a subnet
    expect(thrown(() => new MacvlanNetwork(newEngine(), 'lan', { parent: 'eth0' }))).toMatchObject({
      code: 'wrong-type',
    });
  });
});

describe('a network that already exists', () => {
  it('is looked up by name', () => {
    const engine = newEngine();
    const there = ExistingNetwork.fromName(engine, 'There', 'there');
    new DockerContainer(engine, 'guest', { image, networks: [there] });
    expect(synthesize(engine)['data']).toMatchObject({ docker_network: { local_There: { name: 'there' } } });
    expect(container(engine, 'guest')).toMatchObject({
      networks_advanced: [{ name: '${data.docker_network.local_There.id}' }],
    });
  });

  it('is unknown to the analysis as far as nothing is said about it', () => {
    const engine = newEngine();
    const there = ExistingNetwork.fromName(engine, 'There', 'there');
    expect(there.definition).toMatchObject({ name: 'there', existing: true, ipam: { complete: false } });
    expect(there.definition.internal).toMatchObject({ why: expect.stringContaining('nothing was said') as string });
    const known = new ExistingNetwork(engine, 'Known', {
      name: 'known',
      driver: 'bridge',
      internal: true,
      subnets: [lan],
    });
    expect(known.definition).toMatchObject({ driver: 'bridge', internal: true, ipam: { complete: true } });
  });

  it('gives no address to a link, unless its subnet is known', () => {
    const engine = newEngine();
    const there = ExistingNetwork.fromName(engine, 'There', 'there');
    const [one, two] = ['one', 'two'].map((id) => new DockerContainer(engine, id, { image, networks: [there] }));
    one!.link(two!.as('db'), there);
    expect(engine.errorReport()).toContain('but the subnet of its network is not known here');
  });
});
