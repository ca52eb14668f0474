import { box, net } from './host';
import { type Pair } from './pair';

const S = '10.71.0.0/24';
const ok = net('web', { subnet: S });
const LONG = 'x'.repeat(64);

/** Names, drivers, swarm, IPv6. */
export const NETWORK_PAIRS: readonly Pair[] = [
  { rule: 'network-name-reserved', wrong: [net('bridge', { subnet: S })], right: [ok] },
  { rule: 'network-name-empty', wrong: [net(' ', { subnet: S })], right: [ok] },
  {
    rule: 'network-name-taken',
    wrong: [ok, net('web', { subnet: '10.72.0.0/24' })],
    right: [ok, net('back', { subnet: '10.72.0.0/24' })],
  },
  ...['10.3.4.0/24', 'fe80::/63', 'ff05::/64'].map((subnet6, at): Pair => ({
    rule: 'default-bridge-ipv6-subnet-unusable',
    ...(at === 0 ? {} : { case: subnet6, found: { 20: 'nothing' } }),
    wrong: [box('c1')],
    right: [box('c1')],
    engine: { defaultBridge: { ipv6: true, subnet6: 'fe80::/64' } },
    wrongEngine: { defaultBridge: { ipv6: true, subnet6 } },
    notOnEngine: 'a daemon that is started so ends at once; dockerd --validate of 29 says the same',
  })),
  { rule: 'network-name-unusual', wrong: [net(LONG, { subnet: S })], right: [net(LONG.slice(1), { subnet: S })] },
  {
    rule: 'network-name-container',
    wrong: [net('container:web', { subnet: S })],
    right: [ok],
    found: { 20: 'warning' },
  },
  {
    rule: 'overlay-name-invalid',
    wrong: [net('a b', { driver: 'overlay', subnet: S, attachable: true })],
    right: [net('a-b', { driver: 'overlay', subnet: S, attachable: true })],
    needs: 'swarm',
  },
  { rule: 'network-driver-predefined', wrong: [net('web', { driver: 'host' })], right: [ok] },
  { rule: 'network-driver-unknown', wrong: [net('web', { driver: 'Bridge', subnet: S })], right: [ok] },
  {
    rule: 'overlay-needs-swarm',
    wrong: [net('web', { driver: 'overlay', subnet: S, attachable: true })],
    right: [ok],
    engine: { swarm: false },
  },
  {
    rule: 'overlay-without-ipv4',
    wrong: [
      net('web', {
        driver: 'overlay',
        subnet: S,
        attachable: true,
        options: { 'com.docker.network.enable_ipv4': 'false' },
      }),
    ],
    right: [net('web', { driver: 'overlay', subnet: S, attachable: true })],
    found: { 20: 'nothing' },
    needs: 'swarm',
  },
  {
    rule: 'overlay-not-attachable',
    wrong: [net('web', { driver: 'overlay', subnet: S }), box('c1', { on: ['web'] })],
    right: [net('web', { driver: 'overlay', subnet: S, attachable: true }), box('c1', { on: ['web'] })],
    needs: 'swarm',
  },
  { rule: 'attachable-without-swarm', wrong: [net('web', { subnet: S, attachable: true })], right: [ok] },
  {
    rule: 'ingress-joined',
    wrong: [net('ingress', { driver: 'overlay', ingress: true, existing: true }), box('c1', { on: ['ingress'] })],
    right: [net('web', { driver: 'overlay', subnet: S, attachable: true }), box('c1', { on: ['web'] })],
    needs: 'swarm',
    terraform: false, // a network that is looked up does not say that it is the one
  },
  {
    rule: 'ingress-joined',
    case: 'by its name',
    wrong: [net('ingress', { existing: true }), box('c1', { on: ['ingress'] })],
    right: [net('web', { driver: 'overlay', subnet: S, attachable: true }), box('c1', { on: ['web'] })],
    found: { 20: 'warning', 29: 'warning' },
    needs: 'swarm',
  },
  { rule: 'ingress-not-overlay', wrong: [net('web', { subnet: S, ingress: true })], right: [ok] },
  {
    rule: 'ingress-taken',
    wrong: [
      net('in1', { driver: 'overlay', subnet: S, ingress: true }),
      net('in2', { driver: 'overlay', subnet: '10.72.0.0/24', ingress: true }),
    ],
    right: [
      net('in1', { driver: 'overlay', subnet: S, attachable: true }),
      net('in2', { driver: 'overlay', subnet: '10.72.0.0/24', attachable: true }),
    ],
    needs: 'swarm',
  },
  {
    rule: 'overlay-auxiliary-dropped',
    wrong: [net('web', { driver: 'overlay', subnet: S, aux: { a: '10.71.0.9' }, attachable: true })],
    right: [net('web', { driver: 'overlay', subnet: S, attachable: true })],
    needs: 'swarm',
  },
  {
    rule: 'ipv6-without-subnet',
    wrong: [net('web', { subnet: S, ipv6: true })],
    right: [net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:71::/64' }] })],
    found: { 29: 'ipam-read-back-differs: warning' },
  },
  {
    rule: 'ipv6-subnet-unused',
    wrong: [net('web', { subnet: S, blocks: [{ subnet: 'fd00:71::/64' }] }), box('c1', { on: ['web'] })],
    right: [net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:71::/64' }] }), box('c1', { on: ['web'] })],
  },
  {
    rule: 'ipv6-not-canonical',
    wrong: [net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:0071::/64', gateway: 'fd00:71::1' }] })],
    right: [net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:71::/64', gateway: 'fd00:71::1' }] })],
  },
  { rule: 'ipam-driver-unusable', wrong: [net('web', { subnet: S, ipamDriver: 'null' })], right: [ok] },
  {
    rule: 'ipam-read-back-differs',
    wrong: [net('web', { ipv6: true, blocks: [{ subnet: 'fd00:71::/64' }] })],
    right: [net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:71::/64' }] })],
  },

  { rule: 'network-name-reserved', case: 'default', wrong: [net('default', { subnet: S })], right: [ok] },
  { rule: 'network-name-empty', case: 'nothing at all', wrong: [net('', { subnet: S })], right: [ok] },
  { rule: 'network-driver-predefined', case: 'null', wrong: [net('web', { driver: 'null' })], right: [ok] },
  { rule: 'network-driver-unknown', case: 'none', wrong: [net('web', { driver: 'none' })], right: [ok] },
  {
    rule: 'network-name-unusual',
    case: 'a slash',
    wrong: [net('a/b', { subnet: S })],
    right: [net('a.b', { subnet: S })],
  },
  {
    rule: 'ipam-driver-unusable',
    case: 'a plugin',
    wrong: [net('web', { subnet: S, ipamDriver: 'nosuch' })],
    right: [ok],
    found: { 20: 'warning', 29: 'warning' },
  },
  {
    rule: 'ipam-read-back-differs',
    case: 'no gateway',
    wrong: [net('web', { subnet: S, gateway: null })],
    right: [ok],
    found: { 20: 'nothing' },
  },

  {
    rule: 'attachable-without-swarm',
    case: 'driver left empty',
    wrong: [net('web', { driver: '', attachable: true })],
    right: [net('web', { driver: '' })],
  },
  {
    rule: 'ingress-not-overlay',
    case: 'driver left empty',
    wrong: [net('web', { driver: '', ingress: true })],
    right: [net('web', { driver: '' })],
  },
  {
    rule: 'ipam-read-back-differs',
    case: 'driver left empty',
    wrong: [net('web', { driver: '', subnet: '10.72.0.0/24', gateway: null })],
    right: [net('web', { driver: '', subnet: '10.72.0.0/24' })],
    found: { 20: 'nothing' },
  },
];
