import { describe as text, findings, type DockerHost } from '../../../../lib/core';
import { box, hostOf, net, on, port } from './host';

const web = net('web', { subnet: '10.60.0.0/24' });
const messages = (host: DockerHost): string => findings('dockerHost', [host]).map(text).join('\n');

test('names both networks and both subnets that overlap', () => {
  expect(messages(hostOf([web, net('back', { subnet: '10.60.0.128/25' })]))).toMatchInlineSnapshot(`
   "[back] subnet 10.60.0.128/25 of network back overlaps 10.60.0.0/24 of network web
     fix: take a subnet that no other network has, or leave it out and let one be chosen
     see: docs/rules.md#subnets-overlap"
  `);
});

test('names who holds a host port', () => {
  const containers = [
    box('api', { ports: [port(80, { host: 8080 })] }),
    box('site', { ports: [port(80, { host: 8080, at: '127.0.0.1' })] }),
  ];
  expect(messages(hostOf(containers))).toMatchInlineSnapshot(`
   "[port] host port 8080/tcp of container site is already taken by container api
     fix: take another host port or host address, or let the engine pick the port
     see: docs/rules.md#published-port-taken"
  `);
});

test('says what an address is already', () => {
  expect(messages(hostOf([web, box('db', { on: [on('web', { ip: '10.60.0.1' })] })]))).toMatchInlineSnapshot(`
   "[web] address 10.60.0.1 of container db is the gateway of network web
     fix: take another address; an auxiliary address is kept from containers that ask for it, too
     see: docs/rules.md#static-address-reserved"
  `);
});

test('says what is lost when a network is joined twice', () => {
  const twice = box('db', { on: ['web', on('web', { aliases: ['sql'], ip: '10.60.0.9' })] });
  expect(messages(hostOf([web, twice]))).toMatchInlineSnapshot(`
   "[web] container db joins network web twice, and the second time its aliases and address are lost
     fix: give one attachment all aliases and addresses, and name the network either as mode or as attachment
     see: docs/rules.md#network-joined-twice
   [web] address 10.60.0.9 of container db is in 10.60.0.0/24, out of which network web gives container db one
     fix: give the network an ip range and take fixed addresses outside of it; an auxiliary address is no remedy
     see: docs/rules.md#static-address-in-dynamic-range"
  `);
});

test('names every container of a circle', () => {
  const circle = [box('one', { mode: 'container:two' }), box('two', { mode: 'container:one' })];
  expect(messages(hostOf(circle))).toMatchInlineSnapshot(`
   "[one] the containers one and two use the stacks of each other
     fix: give one of them a stack of its own
     see: docs/rules.md#stack-circle"
  `);
});

test('says since when an option is there', () => {
  const options = { 'com.docker.network.bridge.gateway_mode_ipv4': 'routed' };
  expect(messages(hostOf([net('web', { subnet: '10.60.0.0/24', options })], { version: 20 }))).toMatchInlineSnapshot(`
   "[web] option com.docker.network.bridge.gateway_mode_ipv4=routed of network web came with engine 27, this one is 20
     fix: use a newer engine, or do without the option
     see: docs/rules.md#driver-option-too-new"
  `);
});
