import { box, net, on } from './host';
import { type Pair } from './pair';

const web = net('web', { subnet: '10.85.0.0/24' });
const ICC = 'com.docker.network.bridge.enable_icc';
const app = net('app', { subnet: '10.88.0.0/24' });
const withoutIcc = net('app', { subnet: '10.88.0.0/24', options: { [ICC]: 'false' } });
const owner = box('c0');
const sharer = box('c1', { mode: 'container:c0' });

/** Modes, shared stacks, links, name resolution. */
export const CONTAINER_PAIRS: readonly Pair[] = [
  {
    rule: 'networks-in-container-mode',
    wrong: [web, owner, box('c1', { mode: 'container:c0', on: ['web'] })],
    right: [web, box('c0', { on: ['web'] }), sharer],
  },
  {
    rule: 'networks-in-host-mode',
    wrong: [web, box('c1', { mode: 'host', on: ['web'] })],
    right: [box('c1', { mode: 'host' })],
  },
  {
    rule: 'networks-in-none-mode',
    wrong: [web, box('c1', { mode: 'none', on: ['web'] })],
    right: [box('c1', { mode: 'none' })],
  },
  {
    rule: 'hostname-in-container-mode',
    wrong: [owner, box('c1', { mode: 'container:c0', hostname: 'db' })],
    right: [box('c0', { hostname: 'db' }), sharer],
  },
  {
    rule: 'dns-in-container-mode',
    wrong: [owner, box('c1', { mode: 'container:c0', dns: ['10.0.0.2'] })],
    right: [box('c0', { dns: ['10.0.0.2'] }), sharer],
  },
  {
    rule: 'mac-address-in-shared-stack',
    wrong: [owner, box('c1', { mode: 'container:c0', mac: '02:42:ac:11:00:05' })],
    right: [box('c0', { mac: '02:42:ac:11:00:05' }), sharer],
  },
  {
    rule: 'mac-address-in-shared-stack',
    case: 'host mode',
    wrong: [box('c1', { mode: 'host', mac: '02:42:ac:11:00:05' })],
    right: [box('c1', { mode: 'none', mac: '02:42:ac:11:00:05' })],
  },
  {
    rule: 'sysctl-in-host-mode',
    wrong: [box('c0', { mode: 'host', sysctls: { 'net.ipv4.conf.all.src_valid_mark': '1' } })],
    right: [box('c0', { sysctls: { 'net.ipv4.conf.all.src_valid_mark': '1' } })],
  },
  {
    rule: 'sysctl-in-host-ipc',
    wrong: [box('c0', { hostIpc: true, sysctls: { 'kernel.shmmax': '1000000' } })],
    right: [
      box('c0', { sysctls: { 'kernel.shmmax': '1000000' } }),
      box('c1', { hostIpc: true, sysctls: { 'net.core.somaxconn': '1024' } }),
    ],
  },
  {
    rule: 'sysctl-in-host-ipc',
    case: 'message queues',
    wrong: [box('c0', { hostIpc: true, sysctls: { 'fs.mqueue.msg_max': '20' } })],
    right: [box('c0', { hostIpc: false, sysctls: { 'fs.mqueue.msg_max': '20' } })],
  },
  {
    rule: 'sysctl-not-of-container',
    wrong: [box('c0', { sysctls: { 'vm.max_map_count': '262144' } })],
    right: [
      box('c0', { sysctls: { 'net.core.somaxconn': '1024', 'kernel.shmmax': '1000000', 'fs.mqueue.msg_max': '20' } }),
    ],
  },
  {
    rule: 'interface-sysctl-on-container',
    wrong: [net('web'), box('c0', { on: ['web'], sysctls: { 'net.ipv4.conf.eth0.log_martians': '1' } })],
    right: [net('web'), box('c0', { on: ['web'], sysctls: { 'net.ipv4.conf.all.log_martians': '1' } })],
    found: { 20: 'nothing' },
  },
  {
    rule: 'interface-sysctl-on-container',
    case: 'not the first interface',
    wrong: [
      net('web'),
      net('back'),
      box('c0', { on: ['web', 'back'], sysctls: { 'net.ipv4.conf.eth1.log_martians': '1' } }),
    ],
    right: [net('web'), net('back'), box('c0', { on: ['web', 'back'] })],
    found: { 20: 'nothing', 29: 'error' },
  },
  {
    rule: 'sysctl-not-of-container',
    case: 'the host name, which has a setting of its own',
    wrong: [box('c0', { sysctls: { 'kernel.hostname': 'db' } })],
    right: [box('c0', { hostname: 'db', sysctls: { 'kernel.domainname': 'shop.example' } })],
  },
  {
    rule: 'mac-address-unreadable',
    wrong: [box('c0', { mac: '02:42:ac:11:00' })],
    right: [box('c0', { mac: '02:42:ac:11:00:05' })],
  },
  {
    rule: 'extra-hosts-in-container-mode',
    wrong: [owner, box('c1', { mode: 'container:c0', extraHosts: { db: '10.0.0.2' } })],
    right: [box('c0', { extraHosts: { db: '10.0.0.2' } }), sharer],
  },
  {
    rule: 'links-in-shared-stack',
    wrong: [owner, box('c1', { mode: 'host', links: ['c0:db'] })],
    right: [owner, box('c1', { links: ['c0:db'] })],
  },
  {
    rule: 'link-unreadable',
    wrong: [owner, box('c1', { links: ['c0:db:x'] })],
    right: [owner, box('c1', { links: ['c0:db'] })],
  },
  {
    rule: 'link-target-undefined',
    wrong: [owner, box('c1', { links: ['c9:db'] })],
    right: [owner, box('c1', { links: ['c0:db'] })],
  },
  {
    rule: 'link-to-itself',
    wrong: [box('c1', { links: ['c2'] }), box('c2', { links: ['c1'] })],
    right: [
      web,
      box('c1', { on: [on('web', { links: ['c2:x'] })] }),
      box('c2', { on: [on('web', { links: ['c1:x'] })] }),
    ],
  },
  {
    rule: 'link-target-in-host-mode',
    wrong: [box('c0', { mode: 'host' }), box('c1', { links: ['c0:db'] })],
    right: [box('c0', { mode: 'host' }), box('c1', { extraHosts: { db: 'host-gateway' } })],
  },
  {
    rule: 'link-target-elsewhere',
    wrong: [web, box('c0', { on: ['web'] }), box('c1', { links: ['c0:db'] })],
    right: [web, box('c0', { on: ['web'] }), box('c1', { on: [on('web', { links: ['c0:db'] })] })],
  },
  {
    rule: 'legacy-links-without-icc',
    wrong: [withoutIcc, owner, box('c1', { on: ['bridge', 'app'], links: ['c0:db'] })],
    right: [app, owner, box('c1', { on: ['bridge', 'app'], links: ['c0:db'] })],
    found: { 29: 'warning' },
    byChance: [29],
  },
  {
    rule: 'link-target-stopped',
    wrong: [box('c0', { running: false }), box('c1', { links: ['c0:db'] })],
    right: [owner, box('c1', { links: ['c0:db'] })],
  },
  {
    rule: 'engine-link-alias-taken',
    wrong: [owner, box('c2'), box('c1', { links: ['c0:db', 'c2:db'] })],
    right: [owner, box('c2'), box('c1', { links: ['c0:db', 'c2:db2'] })],
  },
  { rule: 'stack-owner-missing', wrong: [box('c1', { mode: 'container:' })], right: [owner, sharer] },
  { rule: 'stack-owner-undefined', wrong: [box('c1', { mode: 'container:c9' })], right: [owner, sharer] },
  {
    rule: 'stack-circle',
    wrong: [box('c1', { mode: 'container:c2' }), box('c2', { mode: 'container:c1' })],
    right: [owner, sharer, box('c2', { mode: 'container:c1' })],
  },
  {
    rule: 'stack-owner-not-awaited',
    wrong: [owner, box('c1', { mode: 'container:c0', awaits: false })],
    right: [owner, box('c1', { mode: 'container:c0', awaits: true })],
    notOnEngine: 'a matter of what starts the containers',
  },
  { rule: 'stack-owner-stopped', wrong: [box('c0', { running: false }), sharer], right: [owner, sharer] },
  {
    rule: 'listener-taken',
    wrong: [box('c0', { listens: [80] }), box('c1', { mode: 'container:c0', listens: [80] })],
    right: [box('c0', { listens: [80] }), box('c1', { mode: 'container:c0', listens: [81] })],
    notOnEngine: 'a matter of the programs: the engine starts both containers',
  },
  {
    rule: 'extra-host-unreadable',
    wrong: [box('c1', { extraHosts: { db: 'nope' } })],
    right: [box('c1', { extraHosts: { db: 'host-gateway' } })],
  },
  { rule: 'dns-server-unreadable', wrong: [box('c1', { dns: ['nope'] })], right: [box('c1', { dns: ['10.0.0.2'] })] },

  {
    rule: 'links-in-shared-stack',
    case: 'container mode',
    wrong: [owner, box('c1', { mode: 'container:c0', links: ['c0:db'] })],
    right: [owner, box('c1', { links: ['c0:db'] })],
  },
  {
    rule: 'links-in-shared-stack',
    case: 'none mode',
    wrong: [owner, box('c1', { mode: 'none', links: ['c0:db'] })],
    right: [owner, box('c1', { links: ['c0:db'] })],
  },
  { rule: 'link-unreadable', case: 'empty', wrong: [box('c1', { links: [''] })], right: [box('c1')] },
  { rule: 'link-to-itself', case: 'alone', wrong: [box('c1', { links: ['c1:x'] })], right: [box('c1')] },
  {
    rule: 'link-target-elsewhere',
    case: 'in none mode',
    wrong: [box('c0', { mode: 'none' }), box('c1', { links: ['c0:db'] })],
    right: [owner, box('c1', { links: ['c0:db'] })],
  },
  {
    rule: 'link-target-elsewhere',
    case: 'user-defined network',
    wrong: [web, owner, box('c1', { on: [on('web', { links: ['c0:db'] })] })],
    right: [web, box('c0', { on: ['web'] }), box('c1', { on: [on('web', { links: ['c0:db'] })] })],
  },
  {
    rule: 'legacy-links-without-icc',
    case: 'not the way out',
    wrong: [
      net('web', { subnet: '10.85.0.0/24', options: { [ICC]: '0' } }),
      owner,
      box('c1', { on: ['bridge', 'web'], links: ['c0:db'] }),
    ],
    right: [web, owner, box('c1', { on: ['bridge', 'web'], links: ['c0:db'] })],
    found: { 20: 'nothing', 29: 'warning' },
    byChance: [29],
  },
  {
    rule: 'legacy-links-without-icc',
    case: 'internal',
    wrong: [{ ...withoutIcc, internal: true }, owner, box('c1', { on: ['bridge', 'app'], links: ['c0:db'] })],
    right: [withoutIcc, box('c0', { on: ['app'] }), box('c1', { on: [on('app', { links: ['c0:db'] })] })],
    found: { 20: 'nothing', 29: 'warning' },
    byChance: [29],
  },
  {
    rule: 'legacy-links-without-icc',
    case: 'the way out because it has IPv6',
    wrong: [
      net('web', { subnet: '10.85.0.0/24', ipv6: true, blocks: [{ subnet: 'fd00:85::/64' }], options: { [ICC]: 'F' } }),
      owner,
      box('c1', { on: ['bridge', 'web'], links: ['c0:db'] }),
    ],
    right: [
      net('web', { subnet: '10.85.0.0/24', ipv6: true, blocks: [{ subnet: 'fd00:85::/64' }], options: { [ICC]: 'T' } }),
      owner,
      box('c1', { on: ['bridge', 'web'], links: ['c0:db'] }),
    ],
    found: { 29: 'warning' },
    byChance: [29],
  },
  {
    rule: 'legacy-links-without-icc',
    case: 'the way out until another network is joined',
    wrong: [
      net('aa', { subnet: '10.85.0.0/24' }),
      withoutIcc,
      owner,
      box('c1', { on: ['bridge', 'aa', 'app'], links: ['c0:db'] }),
    ],
    right: [withoutIcc, owner, box('c1', { on: ['bridge'], links: ['c0:db'] }), box('c2', { on: ['app'] })],
    found: { 20: 'warning', 29: 'warning' },
    byChance: [20, 29],
  },
  { rule: 'stack-circle', case: 'alone', wrong: [box('c1', { mode: 'container:c1' })], right: [owner, sharer] },
  {
    rule: 'extra-host-unreadable',
    case: 'nothing',
    wrong: [box('c1', { extraHosts: { db: '' } })],
    right: [box('c1')],
  },
  {
    rule: 'dns-server-unreadable',
    case: 'with a port',
    wrong: [box('c1', { dns: ['10.0.0.2:53'] })],
    right: [box('c1')],
  },
  {
    rule: 'link-target-elsewhere',
    case: 'in host mode, from a network',
    wrong: [web, box('c0', { mode: 'host' }), box('c1', { on: [on('web', { links: ['c0:db'] })] })],
    right: [web, box('c0', { on: ['web'] }), box('c1', { on: [on('web', { links: ['c0:db'] })] })],
  },
  {
    rule: 'network-mode-read-back-differs',
    wrong: [owner, box('c1', { mode: 'container:c0', networkMode: 'container:c0' })],
    right: [owner, sharer],
  },
  {
    rule: 'extra-host-read-back-differs',
    wrong: [box('c1', { extraHosts: { db: 'fd00::2' } })],
    right: [box('c1', { extraHosts: { db: '10.0.0.2' } })],
  },
  {
    rule: 'network-mode-read-back-differs',
    case: 'default',
    wrong: [box('c1', { networkMode: 'default' })],
    right: [box('c1')],
    found: { 20: 'nothing' },
  },
];
