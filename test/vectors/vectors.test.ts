import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askAll } from './ask';
import { askTwoHosts, type TwoHostFile } from './two-host';
import type { VectorFile } from './vector';

const load = (name: string): VectorFile => JSON.parse(readFileSync(join(__dirname, name), 'utf8')) as VectorFile;

test.each(['20.10', '29'] as const)('the recorded answers of two hosts, engine %s, are what the model says', (generation) => {
  const file = JSON.parse(readFileSync(join(__dirname, 'two-host-vectors.json'), 'utf8')) as TwoHostFile;
  const tally = askTwoHosts(file, generation);
  expect({ ...tally, agree: tally.agree === tally.questions }).toEqual({
    questions: 442,
    agree: true,
    unknown: [],
    disagree: [],
    unread: [],
  });
});

test('services of two hosts publish in host mode, networks have IPv6, and what has no meaning is named', () => {
  const network = { name: 'ov', driver: 'overlay', subnet: '10.120.0.0/24', ipv6: true, subnet6: 'fd00:120::/64' };
  const lan = { name: 'la', driver: 'bridge', host: 'a', subnet: '10.120.70.0/24', ipv6: true, subnet6: 'fd00:170::/64' };
  const attach = [{ network: 'ov', ip: '10.120.0.100' }, { network: 'la', ip6: 'fd00:170::100' }];
  const ports = [{ target: 80, published: 8080, mode: 'host' }];
  const service = { name: 'web', network: 'ov', constraints: ['node.role == worker'], mode: 'dnsrr', listen: [80], ports };
  const vector = {
    id: 'host-mode',
    networks: [network, lan],
    containers: [{ name: 'box', host: 'a', attach, listen: [80] }],
    services: [service],
    queries: [
      { from: 'host:a', probe: 'tcp', target: 'host:b', port: 8080, observed: { reached: true, by: 'web' } },
      { from: 'host:b', probe: 'tcp', target: 'host:a', port: 8080, observed: { reached: false } },
      { from: 'host:a', probe: 'tcp', target: '@box/la#6', port: 80, observed: { reached: true, by: 'box' } },
      { from: 'host:a', probe: 'ping', target: '@box/ov#6', observed: { reached: false } },
    ],
  };
  const file = { kind: 'two hosts', hosts: { a: '10.77.0.1', b: '10.77.0.2' } } as const;
  const tally = askTwoHosts({ ...file, vectors: [vector] } as TwoHostFile, '29');
  expect(tally).toMatchObject({ questions: 4, agree: 3, disagree: [], unread: [] });
  expect(tally.unknown).toEqual([expect.stringContaining('which IPv6 addresses containers have on overlay network ov')]);
  const odd = { ...service, ports: [{ target: 80, publish: 8080 }] };
  const unread = askTwoHosts({ ...file, vectors: [{ ...vector, services: [odd] }] } as unknown as TwoHostFile, '29');
  expect(unread.unread).toEqual(['host-mode: unknown key vectors.0.services.0.ports.0.publish']);
});

test('a key without a meaning keeps a vector from being read, and is named', () => {
  const topology = { containers: [{ name: 'web', atach: [] }] };
  const vector = { id: 'odd', topology, phases: [{ queries: [{ from: 'web', probe: 'ping', target: 'host' }] }] };
  const tally = askAll({ vectors: [vector] } as unknown as VectorFile, '29');
  expect(tally.unread).toEqual(['odd: the topology cannot be read: unknown key topology.containers.0.atach']);
  expect(tally.unknown).toHaveLength(1);
});

test.each([
  // the older engine was not asked for a name
  ['20.10', 86],
  ['29', 87],
] as const)('the recorded answers to rare options, engine %s, are what the model says', (generation, agree) => {
  const tally = askAll(load('option-vectors.json'), generation);
  expect(tally.disagree).toEqual([]);
  expect([tally.questions, tally.agree]).toEqual([87, agree]);
});

describe('the recorded answers of two engines', () => {
  test.each([
    ['reachability-vectors.json', '20.10', 232, 9],
    ['reachability-vectors.json', '29', 232, 9],
    ['random-vectors.json', '20.10', 757, 0],
    ['random-vectors.json', '29', 757, 0],
    ['found-vectors.json', '20.10', 641, 0],
    ['found-vectors.json', '29', 641, 0],
  ] as const)('%s of engine %s are what the model says', (file, generation, questions, commands) => {
    const tally = askAll(load(file), generation);
    expect(tally.disagree).toEqual([]);
    // the model claims nothing about what a command prints, and nothing about names outside of Docker
    const open = /the output of a command is not a question about the network|what the resolvers of the host know of \S+$/;
    expect(tally.unknown.filter((line) => !open.test(line))).toEqual([]);
    expect(tally.unknown).toHaveLength(commands);
    expect(tally.questions).toBe(questions);
    expect(tally.agree).toBe(questions - commands);
  });
});
