import { box, net } from './host';
import { type Pair } from './pair';

const S = '10.73.0.0/24';
const ok = net('web', { subnet: S });

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
    rule: 'no-address-left',
    wrong: [net('web', { subnet: '10.73.0.0/30' }), box('c1', { on: ['web'] }), box('c2', { on: ['web'] })],
    right: [net('web', { subnet: '10.73.0.0/29' }), box('c1', { on: ['web'] }), box('c2', { on: ['web'] })],
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
];
