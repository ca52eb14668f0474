import { type DockerHost } from '../../../../lib/core/engine/definition/docker-host';
import { describe as text, findings } from '../../../../lib/core/rules/check';
import { box, hostOf, net, on, port } from './host';

const web = net('web', { subnet: '10.60.0.0/24' });
const messages = (host: DockerHost): string => findings('dockerHost', [host]).map(text).join('\n');

test('names both networks and both subnets that overlap', () => {
  expect(messages(hostOf([web, net('back', { subnet: '10.60.0.128/25' })]))).toMatchInlineSnapshot(`
   "[back] subnet 10.60.0.128/25 of network back overlaps 10.60.0.0/24 of network web
     fix: use a subnet that no other network has, or leave it out and let one be chosen
     see: npx portwright explain subnets-overlap"
  `);
});

test('names who holds a host port', () => {
  const containers = [
    box('api', { ports: [port(80, { host: 8080 })] }),
    box('site', { ports: [port(80, { host: 8080, at: '127.0.0.1' })] }),
  ];
  expect(messages(hostOf(containers))).toMatchInlineSnapshot(`
   "[port] host port 8080/tcp of container site is already taken by container api
     fix: use another host port or host address, or let the engine pick the port
     see: npx portwright explain published-port-taken"
  `);
});

test('says what an address is already', () => {
  expect(messages(hostOf([web, box('db', { on: [on('web', { ip: '10.60.0.1' })] })]))).toMatchInlineSnapshot(`
   "[web] address 10.60.0.1 of container db is taken: it is the gateway of network web
     fix: use another address of the subnet
     see: npx portwright explain static-address-reserved"
  `);
});

test('says what is lost when a network is joined twice', () => {
  const twice = box('db', { on: ['web', on('web', { aliases: ['sql'], ip: '10.60.0.9' })] });
  expect(messages(hostOf([web, twice]))).toMatchInlineSnapshot(`
   "[web] container db joins network web twice; what the second attachment says about aliases and address is lost
     fix: give one attachment all aliases and addresses, and name the network either as mode or as attachment
     see: npx portwright explain network-joined-twice"
  `);
});

test('names every container of a circle', () => {
  const circle = [box('one', { mode: 'container:two' }), box('two', { mode: 'container:one' })];
  expect(messages(hostOf(circle))).toMatchInlineSnapshot(`
   "[one] the containers one and two use the stacks of each other
     fix: give one of them a stack of its own
     see: npx portwright explain stack-circle"
  `);
});

test('says since when an option is there', () => {
  const options = { 'com.docker.network.bridge.gateway_mode_ipv4': 'routed' };
  expect(messages(hostOf([net('web', { subnet: '10.60.0.0/24', options })], { version: 20 }))).toMatchInlineSnapshot(`
   "[web] option com.docker.network.bridge.gateway_mode_ipv4=routed of network web needs engine 27; this one is 20
     fix: use a newer engine, or do without the option
     see: npx portwright explain driver-option-too-new"
  `);
});

test('names the link and the network that keeps it from starting', () => {
  const options = { 'com.docker.network.bridge.enable_icc': 'false' };
  const linker = box('web', { on: ['bridge', 'app'], links: ['db:sql'] });
  expect(messages(hostOf([net('app', { options }), box('db'), linker], { version: 20 }))).toMatchInlineSnapshot(`
   "[app] container web links to db on the default bridge and is on network app, where icc is off
     fix: leave icc of the network on, or remove the links: put both containers on one user-defined network and use the name
     see: npx portwright explain legacy-links-without-icc"
  `);
});

test('names both addresses that a picked host port is to have', () => {
  const twice = box('web', { ports: [port(80), port(80, { at: '127.0.0.1' })] });
  expect(messages({ ...hostOf([twice]), terraform: false })).toMatchInlineSnapshot(`
   "[port] container web publishes its port 80/tcp on every address and on 127.0.0.1, and the engine picks one host port for both
     fix: publish it once, on the address that includes the other, or give one of them a host port of its own
     see: npx portwright explain published-port-picked-twice"
  `);
});

test('does not mind picked host ports on addresses that have nothing in common', () => {
  const ports = ['127.0.0.1', '127.0.0.2', '::1'].map((at) => port(80, { at }));
  const others = [
    port(81),
    port(80, { protocol: 'udp' }),
    port(82, { host: 8082, at: '0.0.0.0' }),
    port(82, { at: '::' }),
  ];
  const routed = net('web', { options: { 'com.docker.network.bridge.gateway_mode_ipv4': 'routed' } });
  const open = box('c2', { on: ['web'], ports: [port(80), port(80, { at: '127.0.0.1' })] });
  const host = hostOf([routed, box('c1', { ports: [...ports, ...others] }), open]);
  expect(messages({ ...host, terraform: false })).toBe('');
});
