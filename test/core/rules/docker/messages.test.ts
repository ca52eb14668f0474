import { describe as text, findings, type DockerHost } from '../../../../lib/core';
import { box, hostOf, net, on, port } from './host';

const web = net('web', { subnet: '10.60.0.0/24' });
const messages = (host: DockerHost): string => findings('dockerHost', [host]).map(text).join('\n');

test('names both networks and both subnets that overlap', () => {
  expect(messages(hostOf([web, net('back', { subnet: '10.60.0.128/25' })]))).toMatchInlineSnapshot();
});

test('names who holds a host port', () => {
  const containers = [
    box('api', { ports: [port(80, { host: 8080 })] }),
    box('site', { ports: [port(80, { host: 8080, at: '127.0.0.1' })] }),
  ];
  expect(messages(hostOf(containers))).toMatchInlineSnapshot();
});

test('says what an address is already', () => {
  expect(messages(hostOf([web, box('db', { on: [on('web', { ip: '10.60.0.1' })] })]))).toMatchInlineSnapshot();
});

test('says what is lost when a network is joined twice', () => {
  const twice = box('db', { on: ['web', on('web', { aliases: ['sql'], ip: '10.60.0.9' })] });
  expect(messages(hostOf([web, twice]))).toMatchInlineSnapshot();
});

test('names every container of a circle', () => {
  const circle = [box('one', { mode: 'container:two' }), box('two', { mode: 'container:one' })];
  expect(messages(hostOf(circle))).toMatchInlineSnapshot();
});

test('says since when an option is there', () => {
  const options = { 'com.docker.network.bridge.gateway_mode_ipv4': 'routed' };
  expect(messages(hostOf([net('web', { subnet: '10.60.0.0/24', options })], { version: 20 }))).toMatchInlineSnapshot();
});
