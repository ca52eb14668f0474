import { box, net, port } from './host';
import { type Pair } from './pair';

const web = net('web', { subnet: '10.86.0.0/24' });
const BINDING = 'com.docker.network.bridge.host_binding_ipv4';
const inside = net('inside', { subnet: '10.87.0.0/24', internal: true });
const IN_HOST_MODE = 'a matter of the program in host mode, which nothing runs here';
/** A network of the host's LAN. */
const wire = (name: string) => net(name, { driver: 'macvlan', subnet: '10.88.0.0/24', options: { parent: 'eth0' } });
const published = (...ports: Parameters<typeof port>[]) => box('c1', { ports: ports.map((one) => port(...one)) });

/** Published ports. */
export const PORT_PAIRS: readonly Pair[] = [
  {
    rule: 'ports-in-container-mode',
    wrong: [box('c0'), box('c1', { mode: 'container:c0', ports: [port(80, { host: 8080 })] })],
    right: [box('c0', { ports: [port(80, { host: 8080 })] }), box('c1', { mode: 'container:c0' })],
  },
  {
    rule: 'expose-in-container-mode',
    wrong: [box('c0'), box('c1', { mode: 'container:c0', exposes: [80] })],
    right: [box('c0', { exposes: [80] }), box('c1', { mode: 'container:c0' })],
  },
  {
    rule: 'ports-in-host-mode',
    wrong: [box('c1', { mode: 'host', ports: [port(80, { host: 8080 })] })],
    right: [box('c1', { mode: 'host' })],
  },
  {
    rule: 'ports-in-none-mode',
    wrong: [box('c1', { mode: 'none', ports: [port(80, { host: 8080 })] })],
    right: [box('c1', { mode: 'none' })],
  },
  {
    rule: 'ports-without-way-in',
    wrong: [inside, box('c1', { on: ['inside'], ports: [port(80, { host: 8080 })] })],
    right: [inside, web, box('c1', { on: ['inside', 'web'], ports: [port(80, { host: 8080 })] })],
  },
  {
    rule: 'container-port-out-of-range',
    wrong: [published([70000, { host: 80 }])],
    right: [published([7000, { host: 80 }])],
  },
  {
    rule: 'published-port-out-of-range',
    wrong: [published([80, { host: 70000 }])],
    right: [published([80, { host: 0 }])],
  },
  {
    rule: 'published-range-reversed',
    wrong: [published([80, { host: 8190, last: 8181 }])],
    right: [published([80, { host: 8181, last: 8190 }])],
  },
  {
    rule: 'published-protocol-unknown',
    wrong: [published([80, { host: 8080, protocol: 'foo' }])],
    right: [published([80, { host: 8080, protocol: 'UDP' }])],
  },
  {
    rule: 'published-address-unreadable',
    wrong: [published([80, { host: 8080, at: 'localhost' }])],
    right: [published([80, { host: 8080, at: '127.0.0.1' }])],
  },
  {
    rule: 'published-address-not-local',
    wrong: [published([80, { host: 8080, at: '10.250.0.1' }])],
    right: [published([80, { host: 8080, at: '172.17.0.1' }])],
    engine: { addresses: ['10.200.0.1'] },
  },
  {
    rule: 'published-ipv6-unforwarded',
    wrong: [published([80, { host: 8080, at: '::1' }])],
    right: [published([80, { host: 8080, at: '127.0.0.1' }])],
    engine: { userlandProxy: false },
    needs: 'no-proxy',
  },
  {
    rule: 'published-port-taken',
    wrong: [published([80, { host: 8080 }]), box('c2', { ports: [port(80, { host: 8080, at: '127.0.0.1' })] })],
    right: [
      published([80, { host: 8080, at: '127.0.0.2' }]),
      box('c2', { ports: [port(80, { host: 8080, at: '127.0.0.1' }), port(80, { host: 8080, protocol: 'udp' })] }),
    ],
  },
  {
    rule: 'published-port-picked-twice',
    wrong: [published([80], [80, { at: '127.0.0.1' }])],
    right: [published([80, { at: '127.0.0.2' }], [80, { at: '127.0.0.1' }], [80, { protocol: 'udp' }], [81])],
    found: { 20: 'nothing' },
    terraform: false,
  },
  {
    rule: 'published-port-listened-on',
    wrong: [box('c0', { mode: 'host', listens: [8080] }), published([80, { host: 8080 }])],
    right: [box('c0', { mode: 'host', listens: [8081] }), published([80, { host: 8080 }])],
    notOnEngine: IN_HOST_MODE,
  },
  {
    rule: 'published-port-listened-on',
    case: 'on one address',
    wrong: [box('c0', { mode: 'host', listens: [8080] }), published([80, { host: 8080, at: '127.0.0.1' }])],
    right: [
      box('c0', { mode: 'host', listens: [8080], listensAt: '::1' }),
      published([80, { host: 8080, at: '0.0.0.0' }]),
    ],
    notOnEngine: IN_HOST_MODE,
  },
  {
    rule: 'published-port-listened-on',
    case: 'that listens on one address',
    wrong: [box('c0', { mode: 'host', listens: [8080], listensAt: '::1' }), published([80, { host: 8080 }])],
    right: [
      box('c0', { mode: 'host', listens: [8080], listensAt: '127.0.0.2' }),
      published([80, { host: 8080, at: '127.0.0.1' }]),
    ],
    notOnEngine: IN_HOST_MODE,
  },
  {
    rule: 'published-port-twice',
    wrong: [published([80, { host: 8080 }], [80, { host: 8081 }])],
    right: [published([80, { host: 8080 }], [81, { host: 8081 }])],
  },
  {
    rule: 'published-ports-unsorted',
    wrong: [published([81, { host: 8081 }], [80, { host: 8080 }])],
    right: [published([80, { host: 8080 }], [81, { host: 8081 }])],
  },
  {
    rule: 'ports-of-stopped-container',
    wrong: [box('c1', { ports: [port(80, { host: 8080 })], running: false })],
    right: [box('c1', { running: false })],
  },

  {
    rule: 'ports-in-container-mode',
    case: 'all ports',
    wrong: [box('c0'), box('c1', { mode: 'container:c0', publishAll: true })],
    right: [box('c0', { publishAll: true }), box('c1', { mode: 'container:c0' })],
  },
  {
    rule: 'ports-without-way-in',
    case: 'macvlan',
    wrong: [wire('wire'), box('c1', { on: ['wire'], ports: [port(80, { host: 8080 })] })],
    right: [web, box('c1', { on: ['web'], ports: [port(80, { host: 8080 })] })],
  },
  {
    rule: 'ports-without-way-in',
    case: 'macvlan as the way out',
    wrong: [wire('aaa'), web, box('c1', { on: ['aaa', 'web'], ports: [port(80, { host: 8080 })] })],
    right: [wire('zzz'), web, box('c1', { on: ['zzz', 'web'], ports: [port(80, { host: 8080 })] })],
  },
  {
    rule: 'container-port-out-of-range',
    case: '0',
    wrong: [published([0, { host: 8080 }])],
    right: [published([1, { host: 8080 }])],
  },
  {
    rule: 'published-port-out-of-range',
    case: 'negative',
    wrong: [published([80, { host: -1 }])],
    right: [published([80])],
  },
  {
    rule: 'published-address-unreadable',
    case: 'no address',
    wrong: [published([80, { host: 8080, at: '300.1.1.1' }])],
    right: [published([80, { host: 8080, at: '::1' }])],
  },
  {
    rule: 'published-port-taken',
    case: 'by another container',
    wrong: [published([80, { host: 8080 }]), box('c2', { ports: [port(81, { host: 8080 })] })],
    right: [
      published([80, { host: 8080, at: '::1' }]),
      box('c2', { ports: [port(81, { host: 8080, at: '127.0.0.1' })] }),
    ],
  },
  {
    rule: 'published-port-taken',
    case: 'by the same container',
    wrong: [published([80, { host: 8080 }], [81, { host: 8080 }])],
    right: [published([80, { host: 8080 }], [81, { host: 8080, protocol: 'udp' }])],
  },
  {
    rule: 'published-port-taken',
    case: 'specific before any',
    wrong: [
      published([80, { host: 8080, at: '127.0.0.1' }]),
      box('c2', { ports: [port(80, { host: 8080, at: '0.0.0.0' })] }),
    ],
    right: [
      published([80, { host: 8080, at: '127.0.0.1' }]),
      box('c2', { ports: [port(80, { host: 8080, at: '::' })] }),
    ],
  },
  {
    rule: 'published-port-picked-twice',
    case: 'on the same address',
    wrong: [published([80], [80, { host: 0 }])],
    right: [published([80], [80, { host: 8080 }])],
    found: { 20: 'nothing' },
    terraform: false,
  },
  {
    rule: 'published-port-picked-twice',
    case: 'of IPv6',
    wrong: [published([80], [80, { at: '::1' }])],
    right: [published([80, { at: '0.0.0.0' }], [80, { at: '::1' }])],
    found: { 20: 'nothing' },
    terraform: false,
  },
  {
    rule: 'published-port-picked-twice',
    case: 'udp',
    wrong: [published([80, { protocol: 'udp' }], [80, { at: '127.0.0.1', protocol: 'udp' }])],
    right: [published([80, { protocol: 'udp' }], [81, { at: '127.0.0.1', protocol: 'udp' }])],
    found: { 20: 'nothing' },
    terraform: false,
  },
  {
    rule: 'published-port-picked-twice',
    case: 'from a range',
    wrong: [published([80, { host: 21000, last: 21009 }], [80, { host: 21000, last: 21009, at: '127.0.0.1' }])],
    // each engine remembers how far it got in a range
    right: [published([80, { host: 22000, last: 22009 }], [80, { host: 22010, last: 22019, at: '127.0.0.1' }])],
    found: { 20: 'warning' },
    terraform: false,
  },
  {
    rule: 'published-port-picked-twice',
    case: 'where the network says the address',
    wrong: [
      net('web', { subnet: '10.86.0.0/24', options: { [BINDING]: '127.0.0.1' } }),
      box('c1', { on: ['web'], ports: [port(80), port(80, { at: '127.0.0.1' })] }),
    ],
    right: [
      net('web', { subnet: '10.86.0.0/24', options: { [BINDING]: '127.0.0.1' } }),
      box('c1', { on: ['web'], ports: [port(80), port(80, { at: '127.0.0.2' })] }),
    ],
    found: { 20: 'nothing' },
    terraform: false,
  },
  {
    rule: 'ports-in-host-mode',
    case: 'all ports',
    wrong: [box('c1', { mode: 'host', publishAll: true })],
    right: [box('c1', { mode: 'host' })],
    found: { 20: 'warning', 29: 'warning' },
  },
  {
    rule: 'ports-in-none-mode',
    case: 'all ports',
    wrong: [box('c1', { mode: 'none', publishAll: true })],
    right: [box('c1', { mode: 'none' })],
    found: { 20: 'warning', 29: 'warning' },
  },
  {
    rule: 'ports-without-way-in',
    case: 'all ports',
    wrong: [inside, box('c1', { on: ['inside'], publishAll: true })],
    right: [web, box('c1', { on: ['web'], publishAll: true })],
    found: { 20: 'warning', 29: 'warning' },
  },
  {
    rule: 'published-ports-unsorted',
    case: 'by protocol',
    wrong: [published([53, { host: 8053, protocol: 'udp' }], [53, { host: 8053 }])],
    right: [published([53, { host: 8053 }], [53, { host: 8053, protocol: 'UDP' }])],
  },
  {
    rule: 'published-port-taken',
    case: 'from a range of one',
    wrong: [published([80, { host: 8080 }]), box('c2', { ports: [port(81, { host: 8080, last: 8080 })] })],
    right: [published([80, { host: 8080 }]), box('c2', { ports: [port(81, { host: 8080, last: 8081 })] })],
  },
];
