import {
  DEFAULT_ENGINE,
  type EngineSettings,
  type NetworkDefinition,
} from '../../../lib/core/engine/definition/docker-host';
import { defaultBridgeDefinition } from '../../../lib/core/engine/definition/daemon-networks';
import { defaultBridge, networkOf } from '../../../lib/core/engine/state/network';
import { NOTHING } from '../../../lib/core/values/listed';
import { Unknown } from '../../../lib/core/values/unknown';

const engine = (more: Partial<EngineSettings> = {}): EngineSettings => ({ ...DEFAULT_ENGINE, ...more });
const OPTION = 'com.docker.network.bridge.';

describe('the default bridge', () => {
  const told = (defaultBridge: EngineSettings['defaultBridge'], version = '29.0') => {
    const { ipam, options } = defaultBridgeDefinition(engine({ version, ...(defaultBridge ? { defaultBridge } : {}) }));
    return { blocks: ipam.items.map(({ at: _, ...block }) => block), options };
  };
  const subnet = DEFAULT_ENGINE.defaultBridgeSubnet;
  const auxiliary = {};

  test('has the first address of its subnet where the daemon is told nothing', () => {
    expect(told(undefined)).toEqual({
      blocks: [{ subnet, gateway: '172.17.0.1', auxiliary }],
      options: { [`${OPTION}enable_ip_masquerade`]: 'true' },
    });
  });

  test('has the address that it is given, and hands out those of the range', () => {
    expect(told({ address: '172.17.0.9', ipRange: '172.17.1.0/24' }).blocks).toEqual([
      { subnet, gateway: '172.17.0.9', ipRange: '172.17.1.0/24', auxiliary },
    ]);
  });

  test('of a range alone has the range for its subnet from engine 28 on, and takes its address out of it before', () => {
    const range = { ipRange: '172.17.1.0/24' };
    const of = (version: string) => told(range, version).blocks.map(({ subnet: one, gateway }) => [one, gateway]);
    expect(['20.10', '29.0'].map(of)).toEqual([[[subnet, undefined]], [['172.17.1.0/24', undefined]]]);
    // a subnet of its own comes with an address
    const own = defaultBridgeDefinition(
      engine({ defaultBridgeSubnet: '10.9.0.0/16', defaultBridge: { ipRange: '10.9.1.0/24' } }),
    );
    expect(own.ipam.items).toMatchObject([{ subnet: '10.9.0.0/16', gateway: '10.9.0.1', ipRange: '10.9.1.0/24' }]);
  });

  test('has a second subnet where IPv6 is on and has one, and keeps default gateways for its containers', () => {
    expect(told({ ipv6: true, subnet6: 'fd17::/64' }).blocks.slice(1)).toEqual([{ subnet: 'fd17::/64', auxiliary }]);
    expect(told({ ipv6: false, subnet6: 'fd17::/64' }).blocks).toHaveLength(1);
    expect(told({ ipv6: true }).blocks).toHaveLength(1);
    const both = told({ ipv6: true, subnet6: 'fd17::/64', gateway: '172.17.0.7', gateway6: 'fd17::7' }).blocks;
    expect(both.map((one) => one.auxiliary)).toEqual([
      { DefaultGatewayIPv4: '172.17.0.7' },
      { DefaultGatewayIPv6: 'fd17::7' },
    ]);
  });

  test('has the options that the daemon is told', () => {
    expect(told({ masquerade: false, mtu: 1400, hostBinding: '127.0.0.1' }).options).toEqual({
      [`${OPTION}enable_ip_masquerade`]: 'false',
      'com.docker.network.driver.mtu': '1400',
      [`${OPTION}host_binding_ipv4`]: '127.0.0.1',
    });
    expect([true, false].map((icc) => defaultBridge(engine({ icc })).icc)).toEqual([true, false]);
  });
});

describe('what a network comes to', () => {
  const web = (more: Partial<NetworkDefinition> = {}, settings: Partial<EngineSettings> = {}) =>
    networkOf(
      {
        at: { path: 'local/web' },
        name: 'web',
        driver: 'bridge',
        ipam: { items: [{ at: { path: 'local/web' }, subnet: '10.90.0.0/24', auxiliary: {} }], complete: true },
        ipv6: false,
        internal: false,
        attachable: false,
        ingress: false,
        options: {},
        existing: false,
        ...more,
      },
      engine({ version: '29.0', ...settings }),
    );

  test('is on IPv6 where the daemon says so for all networks that do not say otherwise', () => {
    const networkOptions = { bridge: { 'com.docker.network.enable_ipv6': 'true', [`${OPTION}enable_icc`]: 'false' } };
    const of = (more: Partial<NetworkDefinition>, settings: Partial<EngineSettings> = { networkOptions }) => {
      const { ipv6, icc } = web(more, settings);
      return [ipv6, icc];
    };
    expect(of({})).toEqual([true, false]);
    expect(of({}, {})).toEqual([false, true]);
    expect(of({ options: { [`${OPTION}enable_icc`]: 'true' } })).toEqual([true, true]);
    expect(of({ existing: true })).toEqual([false, true]);
    expect(of({}, { networkOptions, version: '20.10' })).toEqual([false, true]);
    expect(of({}, { networkOptions: { bridge: {} } })).toEqual([false, true]);
    expect(of({ ipv6: true }, { networkOptions: { bridge: {} } })).toEqual([true, true]);
  });

  test('of macvlan lets its members meet in mode bridge, and not in mode private', () => {
    const macvlan = (mode: string) => web({ driver: 'macvlan', options: { parent: 'eth0', macvlan_mode: mode } });
    expect(['bridge', 'private', ''].map((mode) => [macvlan(mode).icc, macvlan(mode).lan?.mode])).toEqual([
      [true, 'bridge'],
      [false, 'private'],
      [true, 'bridge'],
    ]);
    expect(macvlan('bridge').lan?.parent).toBe('eth0');
    expect(web({ driver: 'macvlan', options: {} }).internal).toBe(true);
    expect(web().lan).toBeUndefined();
  });

  test('has no gateway and no addresses of IPv4 where that is off, or its bridge is without one', () => {
    const of = (options: NetworkDefinition['options']) => {
      const { ipv4, gateways, pools } = web({ options });
      return [ipv4, gateways.map(String), pools.length];
    };
    expect(of({})).toEqual([true, ['10.90.0.1'], 1]);
    expect(of({ 'com.docker.network.enable_ipv4': 'false' })).toEqual([false, [], 0]);
    expect(of({ [`${OPTION}inhibit_ipv4`]: 'true' })).toEqual([true, [], 1]);
  });

  test('publishes at the address of its option, and everywhere where that is every address', () => {
    const at = (text: string) => web({ options: { [`${OPTION}host_binding_ipv4`]: text } }).hostBinding?.toString();
    expect(['127.0.0.1', '0.0.0.0', '::ffff:127.0.0.1'].map(at)).toEqual(['127.0.0.1', undefined, '127.0.0.1']);
    expect(web().hostBinding).toBeUndefined();
  });

  test('names interfaces as its option says, and trusts those of the host that it lists from engine 28 on', () => {
    const prefix = { 'com.docker.network.container_iface_prefix': 'lan' };
    expect([web({ options: prefix }).interfacePrefix, web().interfacePrefix]).toEqual(['lan', 'eth']);
    const trusted = { [`${OPTION}trusted_host_interfaces`]: 'eth0:eth1' };
    expect(web({ options: trusted }).trustedInterfaces).toEqual(['eth0', 'eth1']);
    expect(web({ options: trusted }, { version: '20.10' }).trustedInterfaces).toEqual([]);
    expect(web().trustedInterfaces).toEqual([]);
  });

  test('is undecided while something of its definition is not known', () => {
    const open = new Unknown('not said');
    const reasons = [{ name: open }, { driver: open }, { internal: open }, { ipv6: open }, { options: { any: open } }];
    expect(reasons.map((more) => web(more).undecided)).toEqual(reasons.map(() => 'not said'));
    expect(web({ name: open }).name).toBe('local/web');
    expect(web().undecided).toBeUndefined();
    expect(web({ ipam: NOTHING }).subnets).toEqual([]);
  });

  test('leaves open where packets to an auxiliary default gateway go', () => {
    const aux = (text: string | Unknown) =>
      web({
        ipam: {
          items: [{ at: { path: 'w' }, subnet: '10.90.0.0/24', auxiliary: { DefaultGatewayIPv4: text } }],
          complete: true,
        },
      });
    expect(aux('10.90.0.9').defaultGateways[4]?.toString()).toBe('10.90.0.9');
    expect(aux('10.90.0.9').undecided).toBe(
      'what becomes of packets to DefaultGatewayIPv4, the default gateway of its containers',
    );
    expect(aux(new Unknown('later')).defaultGateways[4]).toBeUndefined();
  });
});
