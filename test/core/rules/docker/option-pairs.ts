import { box, net, type TerseNetwork } from './host';
import { type Pair } from './pair';

const BRIDGE = 'com.docker.network.bridge.';
const S = '10.81.0.0/24';
const bridge = (options: TerseNetwork['options'], more: TerseNetwork = {}) =>
  net('web', { subnet: S, options: options!, ...more });
const c1 = box('c1', { on: ['web'] });
const macvlan = (name: string, options: TerseNetwork['options'], subnet = S) =>
  net(name, { driver: 'macvlan', subnet, options: options! });

/** Options of bridge, macvlan and ipvlan. */
export const OPTION_PAIRS: readonly Pair[] = [
  {
    rule: 'driver-option-unreadable',
    wrong: [bridge({ [`${BRIDGE}enable_icc`]: 'nope' })],
    right: [bridge({ [`${BRIDGE}enable_icc`]: 'false' })],
  },
  {
    rule: 'driver-option-unreadable',
    case: 'advertised too often',
    wrong: [bridge({ 'com.docker.network.advertise_addr_nmsgs': '4' })],
    right: [bridge({})],
    found: { 20: 'driver-option-too-new: error' },
  },
  {
    rule: 'driver-option-unreadable',
    case: 'advertised too fast',
    wrong: [bridge({ 'com.docker.network.advertise_addr_ms': '99' })],
    right: [bridge({})],
    found: { 20: 'driver-option-too-new: error' },
  },
  {
    rule: 'driver-option-unknown',
    wrong: [bridge({ [`${BRIDGE}enable_iccc`]: 'false' })],
    right: [bridge({ [`${BRIDGE}enable_icc`]: 'false' })],
  },
  {
    rule: 'driver-option-too-new',
    wrong: [bridge({ [`${BRIDGE}gateway_mode_ipv4`]: 'isolated' }, { internal: true }), c1],
    right: [bridge({}, { internal: true }), c1],
    found: { 29: 'nothing' },
  },
  {
    rule: 'gateway-mode-unknown',
    wrong: [bridge({ [`${BRIDGE}gateway_mode_ipv4`]: 'nope' })],
    right: [bridge({})],
    found: { 20: 'driver-option-too-new: error' },
  },
  {
    rule: 'gateway-mode-isolated',
    wrong: [bridge({ [`${BRIDGE}gateway_mode_ipv4`]: 'isolated' })],
    right: [bridge({})],
    found: { 20: 'driver-option-too-new: error' },
  },
  {
    rule: 'network-without-family',
    wrong: [bridge({ 'com.docker.network.enable_ipv4': 'false' })],
    right: [bridge({})],
    found: { 20: 'driver-option-too-new: error' },
  },
  {
    rule: 'bridge-name-invalid',
    wrong: [bridge({ [`${BRIDGE}name`]: 'x'.repeat(16) })],
    right: [bridge({ [`${BRIDGE}name`]: 'x'.repeat(15) }), c1],
  },
  {
    rule: 'bridge-name-invalid',
    case: 'bytes',
    wrong: [bridge({ [`${BRIDGE}name`]: 'ü'.repeat(8) })],
    right: [bridge({ [`${BRIDGE}name`]: 'ü'.repeat(7) }), c1],
  },
  {
    rule: 'driver-option-unreadable',
    case: 'default bridge',
    wrong: [bridge({ [`${BRIDGE}default_bridge`]: 'x' })],
    right: [bridge({}), c1],
  },
  {
    rule: 'bridge-name-taken',
    case: 'driver left empty',
    wrong: [
      net('a', { driver: '', subnet: '10.81.0.0/24', options: { [`${BRIDGE}name`]: 'br1' } }),
      net('b', { driver: '', subnet: '10.82.0.0/24', options: { [`${BRIDGE}name`]: 'br1' } }),
    ],
    right: [
      net('a', { driver: '', subnet: '10.81.0.0/24', options: { [`${BRIDGE}name`]: 'br1' } }),
      net('b', { driver: '', subnet: '10.82.0.0/24', options: { [`${BRIDGE}name`]: 'br2' } }),
    ],
  },
  {
    rule: 'bridge-name-taken',
    wrong: [
      bridge({ [`${BRIDGE}name`]: 'br0' }),
      net('b', { subnet: '10.82.0.0/24', options: { [`${BRIDGE}name`]: 'br0' } }),
    ],
    right: [
      bridge({ [`${BRIDGE}name`]: 'br0' }),
      net('b', { subnet: '10.82.0.0/24', options: { [`${BRIDGE}name`]: 'br1' } }),
    ],
  },
  {
    rule: 'default-bridge-hijacked',
    wrong: [bridge({ [`${BRIDGE}name`]: 'docker0' }), box('c1')],
    right: [bridge({ [`${BRIDGE}name`]: 'docker1' }), box('c1')],
    needs: 'last',
  },
  {
    rule: 'mtu-out-of-range',
    wrong: [bridge({ 'com.docker.network.driver.mtu': '67' }), c1],
    right: [bridge({ 'com.docker.network.driver.mtu': '68' }), c1],
  },
  {
    rule: 'interface-prefix-too-long',
    wrong: [bridge({ 'com.docker.network.container_iface_prefix': 'x'.repeat(15) }), c1],
    right: [bridge({ 'com.docker.network.container_iface_prefix': 'x'.repeat(13) }), c1],
  },
  {
    rule: 'interface-prefix-too-long',
    case: 'in bytes',
    wrong: [bridge({ 'com.docker.network.container_iface_prefix': 'ü'.repeat(8) }), c1],
    right: [bridge({ 'com.docker.network.container_iface_prefix': 'ü'.repeat(6) }), c1],
  },
  {
    rule: 'parent-is-loopback',
    wrong: [macvlan('web', { parent: 'lo' })],
    right: [macvlan('web', { parent: 'eth0' }), c1],
  },
  {
    rule: 'vlan-out-of-range',
    wrong: [macvlan('web', { parent: 'eth0.5000' })],
    right: [macvlan('web', { parent: 'eth0' })],
  },
  {
    rule: 'parent-taken',
    wrong: [macvlan('web', { parent: 'eth0' }), macvlan('back', { parent: 'eth0' }, '10.82.0.0/24')],
    right: [macvlan('web', { parent: 'eth0' }), net('back', { subnet: '10.82.0.0/24' })],
    found: { 29: 'nothing' },
  },
  {
    rule: 'passthru-parent-shared',
    wrong: [
      macvlan('web', { parent: 'eth0', macvlan_mode: 'passthru' }),
      macvlan('back', { parent: 'eth0' }, '10.82.0.0/24'),
    ],
    right: [macvlan('web', { parent: 'eth0', macvlan_mode: 'passthru' })],
    found: { 20: 'parent-taken: error' },
  },
  {
    rule: 'driver-mode-unknown',
    wrong: [macvlan('web', { parent: 'eth0', macvlan_mode: 'foo' })],
    right: [macvlan('web', { parent: 'eth0', macvlan_mode: 'private' })],
  },

  ...[
    [`${BRIDGE}enable_ip_masquerade`, 'nope'],
    [`${BRIDGE}inhibit_ipv4`, ''],
    [`${BRIDGE}host_binding_ipv4`, 'nope'],
    ['com.docker.network.host_ipv4', 'nope'],
    ['com.docker.network.driver.mtu', 'abc'],
    ['com.docker.network.enable_ipv6', 'nope'],
  ].map(([key = '', value = '']) => ({
    rule: 'driver-option-unreadable',
    case: key.split('.').at(-1)!,
    wrong: [bridge({ [key]: value })],
    right: [bridge({})],
  })),
  {
    rule: 'driver-option-unknown',
    case: 'of another driver',
    wrong: [bridge({ parent: 'eth0' })],
    right: [bridge({})],
  },
  { rule: 'bridge-name-invalid', case: 'a blank', wrong: [bridge({ [`${BRIDGE}name`]: 'a b' })], right: [bridge({})] },
  { rule: 'bridge-name-invalid', case: 'a slash', wrong: [bridge({ [`${BRIDGE}name`]: 'a/b' })], right: [bridge({})] },
  { rule: 'bridge-name-invalid', case: 'lo', wrong: [bridge({ [`${BRIDGE}name`]: 'lo' })], right: [bridge({})] },
  {
    rule: 'mtu-out-of-range',
    case: 'negative',
    wrong: [bridge({ 'com.docker.network.driver.mtu': '-5' })],
    right: [bridge({ 'com.docker.network.driver.mtu': '0' })],
  },
  {
    rule: 'mtu-out-of-range',
    case: 'too large',
    wrong: [bridge({ 'com.docker.network.driver.mtu': '65536' }), c1],
    right: [bridge({ 'com.docker.network.driver.mtu': '65535' }), c1],
  },
];
