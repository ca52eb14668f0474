import { dial, dialAny, knownPorts } from '../../lib/core/engine/answers/dial';
import { OTHER_MACHINE } from '../../lib/core/engine/flow/verdict';
import { Topology } from '../../lib/core/engine/topology';
import { Port } from '../../lib/core/values/port';
import { readInputs } from '../../lib/formats';
import { dialsText, endName } from '../../lib/report/dial-report';
import { labelsOf } from '../../lib/report/labels';

const topologyOf = (text: string, name = 'app/compose.yaml'): Topology => {
  const [input] = readInputs([{ name, text }]);
  return Topology.of(input!.reading.dockerHosts[0]!);
};
const tcp = (number: number): Port => Port.tcp(number);

const apart = topologyOf(`
services:
  web: {image: nginx, networks: [front]}
  db: {image: postgres:16, networks: [back], ports: ["5433:5432"]}
networks: {front: {}, back: {}}
`);
const together = topologyOf(`
services:
  web: {image: nginx}
  db: {image: postgres:16, ports: ["5433:5432"]}
`);
const DB = 'app-db-1';
const WEB = 'app-web-1';

describe('dialling a port of a container', () => {
  test('is blocked on the port inside where only the host leads there, and names the port of the host', () => {
    const { verdict, instead } = dial(apart, WEB, DB, tcp(5432));
    expect(verdict.kind).toBe('blocked');
    expect(instead).toEqual([{ as: 'host:5433', why: 'which is published for 5432/tcp' }]);
  });

  test('arrives on the port of the host, from a container and from another machine', () => {
    for (const from of [WEB, OTHER_MACHINE]) {
      expect(dial(apart, from, DB, tcp(5433))).toMatchObject({ verdict: { kind: 'reachable' }, as: 'host:5433' });
    }
    expect(dial(apart, OTHER_MACHINE, DB, tcp(5432)).verdict.kind).toBe('blocked');
  });

  test('by the name it has in the file, where both are on one network', () => {
    expect(dial(together, WEB, DB, tcp(5432))).toMatchObject({ verdict: { kind: 'reachable' }, as: 'db:5432' });
  });

  test('is in doubt on the port of the host where the container is dialled by its name, and names both ports', () => {
    const own = topologyOf('services: {web: {image: a}, db: {image: b, ports: ["5433:5432"]}}');
    const { verdict, instead } = dial(own, WEB, DB, tcp(5433));
    expect(verdict.kind).toBe('unknown');
    expect(instead.map(({ as }) => as)).toEqual(['db:5432', 'host:5433']);
  });

  test('arrives by the host alone where the image is known not to listen on the port of the host', () => {
    const asked = dial(together, WEB, DB, tcp(5433));
    expect(asked).toMatchObject({ verdict: { kind: 'reachable' }, as: 'host:5433' });
  });

  test('arrives on the same number on both sides without a word about another', () => {
    const same = topologyOf('services: {web: {image: a}, db: {image: b, ports: ["5432:5432"]}}');
    expect(dial(same, WEB, DB, tcp(5432))).toMatchObject({ as: 'db:5432', instead: [] });
  });

  test('stays blocked for others where the port is published on loopback only', () => {
    const local = topologyOf('services: {web: {image: a}, db: {image: b, ports: ["127.0.0.1:5433:5432"]}}');
    const asked = dial(local, OTHER_MACHINE, DB, tcp(5433));
    expect(asked.verdict.kind).toBe('blocked');
    expect(asked.instead).toEqual([]);
  });
});

describe('dialling a container without a port', () => {
  test('asks the ports that it publishes, exposes or is said to listen on, and the main one of a known image', () => {
    expect(knownPorts(together.node(DB)).map(String)).toEqual(['5432/tcp']);
    const more = topologyOf('services: {db: {image: b, ports: ["5433:5432"], expose: ["53/udp"]}}');
    expect(knownPorts(more.node(DB)).map(String)).toEqual(['5432/tcp', '53/udp']);
    expect(knownPorts(together.node(WEB)).map(String)).toEqual(['80/tcp']);
    expect(knownPorts(topologyOf('services: {web: {image: a}}').node(WEB))).toEqual([]);
  });

  test('says why no name works on the default bridge, and what would give one', () => {
    const bridge = topologyOf(
      'services: {web: {image: a, network_mode: bridge}, db: {image: b, network_mode: bridge}}',
    );
    const asked = dialAny(bridge, WEB, DB, undefined);
    expect(asked.nameless).toContain(
      'containers have no names on the default bridge; connect both to a network of your own',
    );
    expect(dialsText({ dials: [asked], nameOf: endName(labelsOf(bridge)) })).toContain(
      'web -> db: reachable by address only\n  no name works: ',
    );
  });
});

test('a service of one container is called as in its file, several by their own names', () => {
  const several = topologyOf('services: {web: {image: a, scale: 2}, db: {image: b, container_name: postgres}}');
  expect([...labelsOf(several)]).toEqual([
    ['app-web-1', 'app-web-1'],
    ['app-web-2', 'app-web-2'],
    ['postgres', 'db'],
  ]);
});
