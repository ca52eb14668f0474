import { box, net, on } from './host';
import { type Pair } from './pair';

const S = '10.73.0.0/24';
const ok = net('web', { subnet: S });
const PARENT = { parent: 'eth0' };
const seven = [1, 2, 3, 4, 5, 6, 7].map((at) => box(`c${at}`, { on: ['web'] }));

/** Subnets, gateways, ranges, auxiliary addresses. An engine before 25 keeps the subnet of a bad auxiliary address. */
export const SUBNET_PAIRS: readonly Pair[] = [
  { rule: 'subnet-unreadable', wrong: [net('web', { subnet: '10.73.0.0/33' })], right: [ok] },
  { rule: 'subnet-missing', wrong: [net('web', { gateway: '10.73.0.1' })], right: [ok] },
  {
    rule: 'subnet-host-bits',
    wrong: [net('web', { subnet: '10.73.0.5/24', gateway: '10.73.0.1' })],
    right: [ok],
    found: { 20: 'warning' },
  },
  {
    rule: 'subnet-too-small',
    wrong: [net('web', { subnet: '10.73.0.0/32', gateway: '10.73.0.0' }), box('c1', { on: ['web'] })],
    right: [net('web', { subnet: '10.73.0.0/30' }), box('c1', { on: ['web'] })],
  },
  {
    rule: 'subnet-of-any',
    wrong: [net('web', { subnet: '0.0.0.0/8', gateway: '0.0.0.1' }), box('c1', { on: ['web'] })],
    right: [net('web', { subnet: '10.0.0.0/8' }), box('c1', { on: ['web'] })],
  },
  { rule: 'subnet-special', wrong: [net('web', { subnet: '224.0.0.0/24' })], right: [ok] },
  { rule: 'subnet-public', wrong: [net('web', { subnet: '8.8.8.0/24' })], right: [ok] },
  {
    rule: 'bridge-subnets',
    wrong: [net('web', { subnet: S, blocks: [{ subnet: '10.74.0.0/24' }] })],
    right: [net('web', { subnet: '10.73.0.0/16' })],
  },
  {
    rule: 'subnets-overlap',
    wrong: [ok, net('back', { subnet: '10.73.0.128/25' })],
    right: [ok, net('back', { subnet: '10.73.1.0/25' })],
  },
  {
    rule: 'subnet-used-elsewhere',
    wrong: [ok],
    right: [net('web', { subnet: '10.74.0.0/24' })],
    engine: { outsideRanges: ['10.73.0.0/16'] },
  },
  {
    rule: 'subnet-holds-host',
    wrong: [net('web', { subnet: '10.200.0.0/24' })],
    right: [ok],
    engine: { addresses: ['10.200.0.1'] },
  },
  {
    rule: 'automatic-subnets-used-up',
    wrong: Array.from({ length: 31 }, (_, index) => net(`web${index}`)),
    right: Array.from({ length: 30 }, (_, index) => net(`web${index}`)),
  },
  {
    rule: 'automatic-subnets-used-up',
    case: 'of the pools that the daemon is told of',
    wrong: Array.from({ length: 5 }, (_, index) => net(`web${index}`)),
    right: Array.from({ length: 4 }, (_, index) => net(`web${index}`)),
    engine: { addressPools: [{ base: '10.200.0.0/22', size: 24 }] },
    notOnEngine: 'the daemon of the test is told of no pools',
  },
  {
    rule: 'no-address-left',
    wrong: [net('web', { subnet: '10.73.0.0/30' }), box('c1', { on: ['web'] }), box('c2', { on: ['web'] })],
    right: [net('web', { subnet: '10.73.0.0/29' }), box('c1', { on: ['web'] }), box('c2', { on: ['web'] })],
  },
  {
    rule: 'no-address-left',
    case: 'in an ip range at the start of the subnet',
    wrong: [net('web', { subnet: S, gateway: null, range: '10.73.0.0/29' }), ...seven],
    right: [net('web', { subnet: S, gateway: null, range: '10.73.0.0/29' }), ...seven.slice(1)],
    terraform: false,
  },
  { rule: 'gateway-unreadable', wrong: [net('web', { subnet: S, gateway: '10.73.0.1/24' })], right: [ok] },
  { rule: 'gateway-outside-subnet', wrong: [net('web', { subnet: S, gateway: '10.74.0.1' })], right: [ok] },
  { rule: 'gateway-unusable', wrong: [net('web', { subnet: S, gateway: '10.73.0.255' })], right: [ok] },
  { rule: 'ip-range-unreadable', wrong: [net('web', { subnet: S, range: '10.73.0.128' })], right: [ok] },
  {
    rule: 'ip-range-outside-subnet',
    wrong: [net('web', { subnet: S, range: '10.74.0.0/25' }), box('c1', { on: ['web'] })],
    right: [net('web', { subnet: S, range: '10.73.0.128/25' }), box('c1', { on: ['web'] })],
  },
  {
    rule: 'ip-range-host-bits',
    wrong: [net('web', { subnet: S, range: '10.73.0.130/25' })],
    right: [net('web', { subnet: S, range: '10.73.0.128/25' })],
    found: { 20: 'warning' },
  },
  {
    rule: 'auxiliary-address-unreadable',
    wrong: [net('web', { subnet: '10.75.1.0/24', aux: { a: 'nope' } })],
    right: [net('web', { subnet: '10.76.1.0/24', aux: { a: '10.76.1.9' } })],
  },
  {
    rule: 'auxiliary-address-outside-subnet',
    wrong: [net('web', { subnet: '10.75.2.0/24', aux: { a: '10.78.0.1' } })],
    right: [net('web', { subnet: '10.76.2.0/24', aux: { a: '10.76.2.9' } })],
  },
  {
    rule: 'auxiliary-address-taken',
    wrong: [net('web', { subnet: '10.75.3.0/24', aux: { a: '10.75.3.1' } })],
    right: [net('web', { subnet: '10.76.3.0/24', aux: { a: '10.76.3.9' } })],
  },

  { rule: 'subnet-unreadable', case: 'no prefix', wrong: [net('web', { subnet: '10.73.0.0' })], right: [ok] },
  { rule: 'subnet-unreadable', case: 'octal', wrong: [net('web', { subnet: '010.73.0.0/24' })], right: [ok] },
  { rule: 'subnet-missing', case: 'only a range', wrong: [net('web', { range: '10.73.0.0/25' })], right: [ok] },
  { rule: 'subnet-missing', case: 'only auxiliary', wrong: [net('web', { aux: { a: '10.73.0.9' } })], right: [ok] },
  {
    rule: 'subnet-missing',
    case: 'nothing',
    wrong: [net('web', { blocks: [{}] })],
    right: [ok],
    found: { 29: 'nothing' },
  },
  {
    rule: 'subnet-host-bits',
    case: 'IPv6',
    wrong: [net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:73::5/64', gateway: 'fd00:73::1' }] })],
    right: [net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:73::/64' }] })],
    found: { 20: 'warning' },
  },
  {
    rule: 'subnet-too-small',
    case: '/31',
    wrong: [net('web', { subnet: '10.73.0.0/31', gateway: '10.73.0.0' }), box('c1', { on: ['web'] })],
    right: [net('web', { subnet: '10.73.0.0/30' }), box('c1', { on: ['web'] })],
    found: { 29: 'nothing' },
  },
  {
    rule: 'subnet-too-small',
    case: 'IPv6 /127',
    wrong: [net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:73::/127' }] }), box('c1', { on: ['web'] })],
    right: [net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:73::/126' }] }), box('c1', { on: ['web'] })],
  },
  { rule: 'subnet-special', case: 'loopback', wrong: [net('web', { subnet: '127.9.0.0/24' })], right: [ok] },
  { rule: 'subnet-special', case: 'link-local', wrong: [net('web', { subnet: '169.254.0.0/24' })], right: [ok] },
  { rule: 'subnet-special', case: 'reserved', wrong: [net('web', { subnet: '240.0.0.0/24' })], right: [ok] },
  {
    rule: 'bridge-subnets',
    case: 'IPv6',
    wrong: [net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:73::/64' }, { subnet: 'fd00:74::/64' }] })],
    right: [net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:73::/64' }] })],
  },
  {
    rule: 'subnets-overlap',
    case: 'the default bridge',
    wrong: [net('web', { subnet: '172.17.4.0/24' })],
    right: [ok],
  },
  {
    rule: 'subnets-overlap',
    case: 'in one network',
    wrong: [net('web', { subnet: S, blocks: [{ subnet: S }] })],
    right: [ok],
    terraform: false,
  },
  { rule: 'subnets-overlap', case: 'the same', wrong: [ok, net('back', { subnet: S })], right: [ok] },
  { rule: 'subnets-overlap', case: 'around', wrong: [ok, net('back', { subnet: '10.73.0.0/16' })], right: [ok] },
  {
    rule: 'subnets-overlap',
    case: 'the same with other ranges',
    wrong: [
      net('web', { subnet: S, range: '10.73.0.0/25' }),
      net('back', { subnet: S, range: '10.73.0.128/25', gateway: '10.73.0.129' }),
    ],
    right: [ok],
  },
  {
    rule: 'subnets-overlap',
    case: 'IPv6',
    wrong: [
      net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:73::/64' }] }),
      net('back', { subnet: '10.74.0.0/24', ipv6: true, blocks: [{ subnet: 'fd00:73::/80' }] }),
    ],
    right: [ok],
  },
  { rule: 'gateway-unreadable', case: 'a word', wrong: [net('web', { subnet: S, gateway: 'nope' })], right: [ok] },
  {
    rule: 'gateway-outside-subnet',
    case: 'other family',
    wrong: [net('web', { subnet: S, gateway: 'fd00::1' })],
    right: [ok],
  },
  {
    rule: 'gateway-unusable',
    case: 'network address',
    wrong: [net('web', { subnet: S, gateway: '10.73.0.0' })],
    right: [ok],
  },
  {
    rule: 'gateway-unusable',
    case: 'IPv6',
    wrong: [net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:73::/64', gateway: 'fd00:73::' }] })],
    right: [net('web', { subnet: S, ipv6: true, blocks: [{ subnet: 'fd00:73::/64' }] })],
  },
  {
    rule: 'ip-range-outside-subnet',
    case: 'larger',
    wrong: [net('web', { subnet: S, range: '10.73.0.0/16' })],
    right: [ok],
    notOnEngine: 'on 20.10 every address of the subnet is in the range, so nothing shows that it was ignored',
  },
  {
    rule: 'ip-range-outside-subnet',
    case: 'other family',
    wrong: [net('web', { subnet: S, range: 'fd00::/64' })],
    right: [ok],
  },
  {
    rule: 'auxiliary-address-unreadable',
    case: 'nothing',
    wrong: [net('web', { subnet: '10.75.4.0/24', aux: { a: '' } })],
    right: [ok],
  },
  {
    rule: 'auxiliary-address-taken',
    case: 'network address',
    wrong: [net('web', { subnet: '10.75.5.0/24', aux: { a: '10.75.5.0' } })],
    right: [ok],
  },
  {
    rule: 'auxiliary-address-taken',
    case: 'broadcast address',
    wrong: [net('web', { subnet: '10.75.6.0/24', aux: { a: '10.75.6.255' } })],
    right: [ok],
  },
  {
    rule: 'auxiliary-address-taken',
    case: 'gateway of an ip range at the start of the subnet',
    wrong: [net('web', { subnet: '10.75.8.0/24', gateway: null, range: '10.75.8.0/25', aux: { a: '10.75.8.1' } })],
    right: [net('web', { subnet: '10.76.8.0/24', gateway: null, range: '10.76.8.0/25', aux: { a: '10.76.8.2' } })],
    terraform: false,
  },
  {
    rule: 'auxiliary-address-taken',
    case: 'twice',
    wrong: [net('web', { subnet: '10.75.7.0/24', aux: { a: '10.75.7.9', b: '10.75.7.9' } })],
    right: [ok],
  },

  {
    rule: 'bridge-subnets',
    case: 'driver left empty',
    wrong: [net('web', { driver: '', subnet: S, blocks: [{ subnet: '10.74.0.0/24' }] })],
    right: [net('web', { driver: '', subnet: '10.73.0.0/16' })],
  },
  {
    rule: 'subnet-too-small',
    case: 'driver left empty',
    wrong: [net('web', { driver: '', subnet: '10.73.0.0/32', gateway: '10.73.0.0' }), box('c1', { on: ['web'] })],
    right: [net('web', { driver: '', subnet: '10.73.0.0/30' }), box('c1', { on: ['web'] })],
  },
  {
    rule: 'no-address-left',
    case: 'driver left empty',
    wrong: [net('web', { driver: '', subnet: '10.73.0.0/30' }), box('c1', { on: ['web'] }), box('c2', { on: ['web'] })],
    right: [net('web', { driver: '', subnet: '10.73.0.0/30' }), box('c1', { on: ['web'] })],
  },

  {
    rule: 'subnet-too-small',
    case: 'macvlan',
    wrong: [
      net('web', { driver: 'macvlan', subnet: '10.73.0.0/32', gateway: '10.73.0.0', options: PARENT }),
      box('c1', { on: ['web'] }),
    ],
    right: [net('web', { driver: 'macvlan', subnet: '10.73.0.0/30', options: PARENT }), box('c1', { on: ['web'] })],
  },
  {
    rule: 'subnet-too-small',
    case: 'macvlan without a gateway',
    wrong: [
      net('web', { driver: 'macvlan', subnet: '10.73.0.0/32', gateway: null, options: PARENT }),
      box('c1', { on: ['web'] }),
    ],
    right: [net('web', { driver: 'macvlan', subnet: '10.73.0.0/30', options: PARENT }), box('c1', { on: ['web'] })],
    found: { 29: 'nothing' },
  },
  {
    rule: 'subnet-too-small',
    case: 'ipvlan without a gateway',
    wrong: [net('web', { driver: 'ipvlan', subnet: '10.73.0.0/31', gateway: null, options: PARENT })],
    right: [net('web', { driver: 'ipvlan', subnet: '10.73.0.0/30', options: PARENT })],
    found: { 29: 'nothing' },
  },
  {
    rule: 'auxiliary-address-taken',
    case: 'the gateway that macvlan takes',
    wrong: [
      net('web', {
        driver: 'macvlan',
        subnet: '10.75.9.0/24',
        gateway: null,
        aux: { a: '10.75.9.1' },
        options: PARENT,
      }),
    ],
    right: [
      net('web', {
        driver: 'macvlan',
        subnet: '10.76.9.0/24',
        gateway: null,
        aux: { a: '10.76.9.2' },
        options: PARENT,
      }),
    ],
    found: { 29: 'nothing' },
  },
  {
    rule: 'static-address-reserved',
    case: 'the gateway that macvlan takes',
    wrong: [
      net('web', { driver: 'macvlan', subnet: S, gateway: null, options: PARENT }),
      box('c1', { on: [on('web', { ip: '10.73.0.1' })] }),
    ],
    right: [
      net('web', { driver: 'macvlan', subnet: S, gateway: null, options: PARENT }),
      box('c1', { on: [on('web', { ip: '10.73.0.2' })] }),
    ],
    found: { 29: 'nothing' },
  },
  {
    rule: 'auxiliary-address-as-gateway',
    wrong: [net('web', { subnet: S, aux: { DefaultGatewayIPv4: '10.73.0.9' } }), box('c1', { on: ['web'] })],
    right: [net('web', { subnet: S, aux: { router: '10.73.0.9' } }), box('c1', { on: ['web'] })],
  },
  {
    rule: 'auxiliary-address-as-gateway',
    case: 'IPv6',
    wrong: [
      net('web', {
        subnet: S,
        ipv6: true,
        blocks: [{ subnet: 'fd00:73::/64', aux: { DefaultGatewayIPv6: 'fd00:73::9' } }],
      }),
    ],
    // only the name of its own family counts
    right: [
      net('web', {
        subnet: S,
        ipv6: true,
        blocks: [{ subnet: 'fd00:73::/64', aux: { DefaultGatewayIPv4: 'fd00:73::9' } }],
      }),
    ],
  },
  {
    rule: 'auxiliary-address-as-gateway',
    case: 'internal',
    wrong: [net('web', { subnet: S, internal: true, aux: { DefaultGatewayIPv4: '10.73.0.9' } })],
    right: [net('web', { driver: 'macvlan', subnet: S, aux: { DefaultGatewayIPv4: '10.73.0.9' }, options: PARENT })],
    found: { 29: 'error' },
  },
];
