import { box, net, on } from './host';
import { type Pair } from './pair';

const web = net('web', { subnet: '10.83.0.0/24', range: '10.83.0.128/25', aux: { printer: '10.83.0.9' } });
const low = net('web', { subnet: '10.83.0.0/24', gateway: null, range: '10.83.0.0/25' });
const back = net('back', { subnet: '10.84.0.0/24' });
const dual = net('web', { subnet: '10.83.0.0/24', ipv6: true, blocks: [{ subnet: 'fd00:83::/64' }] });
const c1 = box('c1', { on: ['web'] });
const fixed = (ip: string) => box('c1', { on: [on('web', { ip })] });
const LONG = 'x'.repeat(64);

/** Attachments, names and fixed addresses. */
export const ENDPOINT_PAIRS: readonly Pair[] = [
  { rule: 'network-undefined', wrong: [web, box('c1', { on: ['wbe'] })], right: [web, c1] },
  {
    rule: 'network-joined-twice',
    wrong: [web, box('c1', { on: ['web', on('web', { aliases: ['db'] })] })],
    right: [web, back, box('c1', { on: ['back', on('web', { aliases: ['db'] })] })],
  },
  {
    rule: 'interface-name-invalid',
    wrong: [web, box('c1', { on: [on('web', { interfaceName: 'front/back' })] })],
    right: [web, box('c1', { on: [on('web', { interfaceName: 'front' })] })],
    found: { 20: 'nothing' },
  },
  {
    rule: 'interface-name-invalid',
    case: 'in bytes',
    wrong: [web, box('c1', { on: [on('web', { interfaceName: 'ü'.repeat(8) })] })],
    right: [web, box('c1', { on: [on('web', { interfaceName: 'ü'.repeat(7) })] })],
    found: { 20: 'nothing' },
  },
  {
    rule: 'interface-name-taken',
    wrong: [
      web,
      back,
      box('c1', { on: [on('web', { interfaceName: 'eth7' }), on('back', { interfaceName: 'eth7' })] }),
    ],
    right: [
      web,
      back,
      box('c1', { on: [on('web', { interfaceName: 'eth7' }), on('back', { interfaceName: 'eth8' })] }),
    ],
    found: { 20: 'nothing' },
  },
  {
    rule: 'host-network-as-endpoint',
    wrong: [web, box('c1', { on: ['web', 'host'] })],
    right: [web, c1, box('c2', { mode: 'host' })],
  },
  {
    rule: 'alias-on-default-bridge',
    wrong: [box('c1', { on: [on('bridge', { aliases: ['db'] })] })],
    right: [web, box('c1', { on: [on('web', { aliases: ['db'] })] })],
  },
  {
    rule: 'alias-unresolvable',
    wrong: [web, box('c1', { on: [on('web', { aliases: [LONG] })] }), box('c2', { on: ['web'] })],
    right: [web, box('c1', { on: [on('web', { aliases: [LONG.slice(1)] })] }), box('c2', { on: ['web'] })],
  },
  {
    rule: 'container-name-unresolvable',
    wrong: [web, box(LONG, { on: ['web'] })],
    right: [web, box(LONG, { on: [on('web', { aliases: ['db'] })] })],
  },
  {
    rule: 'alias-shadows-name',
    wrong: [web, box('c1', { on: [on('web', { aliases: ['c2'] })] }), box('c2', { on: ['web'] })],
    right: [web, back, box('c1', { on: [on('web', { aliases: ['c2'] })] }), box('c2', { on: ['back'] })],
  },
  {
    rule: 'hostname-shared',
    wrong: [web, box('c1', { on: ['web'], hostname: 'db' }), box('c2', { on: ['web'], hostname: 'db' })],
    right: [web, box('c1', { on: ['web'], hostname: 'db' }), box('c2', { on: ['web'], hostname: 'db2' })],
  },
  { rule: 'hostname-too-long', wrong: [box('c1', { hostname: `${LONG}x` })], right: [box('c1', { hostname: LONG })] },
  {
    rule: 'hostname-too-long',
    case: 'in bytes',
    wrong: [box('c1', { hostname: 'ü'.repeat(33) })],
    right: [box('c1', { hostname: 'ü'.repeat(32) })],
  },
  { rule: 'container-name-invalid', wrong: [box('c')], right: [box('c1')] },
  { rule: 'container-name-slash', wrong: [box('/c1')], right: [box('c1')] },
  { rule: 'engine-container-name-taken', wrong: [box('c1'), box('c1')], right: [box('c1'), box('c2')] },
  { rule: 'static-address-unreadable', wrong: [web, fixed('fd00::5')], right: [web, fixed('10.83.0.5')] },
  {
    rule: 'static-address-on-default-bridge',
    wrong: [box('c1', { on: [on('bridge', { ip: '172.17.0.9' })] })],
    right: [web, fixed('10.83.0.5')],
  },
  {
    rule: 'static-address-without-subnet',
    wrong: [web, box('c1', { on: [on('web', { ip6: 'fd00::5' })] })],
    right: [dual, box('c1', { on: [on('web', { ip6: 'fd00:83::5' })] })],
  },
  { rule: 'static-address-outside-subnet', wrong: [web, fixed('10.99.0.5')], right: [web, fixed('10.83.0.5')] },
  { rule: 'static-address-reserved', wrong: [web, fixed('10.83.0.9')], right: [web, fixed('10.83.0.10')] },
  {
    rule: 'static-address-taken',
    wrong: [web, fixed('10.83.0.5'), box('c2', { on: [on('web', { ip: '10.83.0.5' })] })],
    right: [web, fixed('10.83.0.5'), box('c2', { on: [on('web', { ip: '10.83.0.6' })] })],
  },
  {
    rule: 'static-address-in-dynamic-range',
    wrong: [web, box('c2', { on: ['web'] }), fixed('10.83.0.128')],
    right: [web, box('c2', { on: ['web'] }), fixed('10.83.0.5')],
  },

  {
    rule: 'network-joined-twice',
    case: 'without asking for anything',
    wrong: [web, box('c1', { on: ['web', 'web'] })],
    right: [web, c1],
    found: { 20: 'warning', 29: 'warning' },
    terraform: false,
  },
  {
    rule: 'host-network-as-endpoint',
    case: 'none',
    wrong: [web, box('c1', { on: ['web', 'none'] })],
    right: [web, c1],
  },
  {
    rule: 'host-network-as-endpoint',
    case: 'none alone',
    wrong: [box('c1', { on: ['none'] })],
    right: [box('c1', { mode: 'none' })],
    found: { 20: 'warning', 29: 'warning' },
  },
  { rule: 'container-name-invalid', case: 'leading dash', wrong: [box('-c1')], right: [box('c-1')] },
  { rule: 'container-name-invalid', case: 'a blank', wrong: [box('c 1')], right: [box('c.1')] },
  { rule: 'static-address-unreadable', case: 'a word', wrong: [web, fixed('nope')], right: [web, c1] },
  { rule: 'static-address-reserved', case: 'network address', wrong: [web, fixed('10.83.0.0')], right: [web, c1] },
  { rule: 'static-address-reserved', case: 'broadcast address', wrong: [web, fixed('10.83.0.255')], right: [web, c1] },
  { rule: 'static-address-reserved', case: 'gateway', wrong: [web, fixed('10.83.0.1')], right: [web, c1] },
  {
    rule: 'static-address-reserved',
    case: 'gateway of an ip range at the start of the subnet',
    wrong: [low, fixed('10.83.0.1')],
    right: [low, fixed('10.83.0.2')],
    terraform: false,
  },
  {
    rule: 'static-address-without-subnet',
    case: 'IPv4',
    wrong: [net('web'), fixed('10.83.0.5')],
    right: [web, fixed('10.83.0.5')],
    found: { 29: 'warning' },
  },
  {
    rule: 'static-address-outside-subnet',
    case: 'IPv6',
    wrong: [dual, box('c1', { on: [on('web', { ip6: 'fd00:84::5' })] })],
    right: [dual, c1],
  },
  {
    rule: 'static-address-taken',
    case: 'while one has ended',
    wrong: [web, fixed('10.83.0.5'), box('c2', { on: [on('web', { ip: '10.83.0.5' })], running: false })],
    right: [web, fixed('10.83.0.5')],
    found: { 20: 'warning', 29: 'warning' },
  },
];
