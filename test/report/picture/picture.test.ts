import fc from 'fast-check';
import { dockerLab } from '../../../bin/docker-lab';
import { boxOf, titleIn, titleWidth } from '../../../lib/report/picture/box';
import { dockerPicture } from '../../../lib/report/picture/docker-picture';
import { type Layout, type Rectangle, straight } from '../../../lib/report/picture/geometry';
import { layeredLayout } from '../../../lib/report/picture/layered-layout';
import { layoutOf } from '../../../lib/report/picture/layout';
import { groupsInUse, MAX_SINGLE, type Picture } from '../../../lib/report/picture/picture';
import { svgPicture } from '../../../lib/report/picture/svg';
import { draws } from '../../thoroughness';
import { drawingIn, SHOP, STACK } from './samples';

/** Lines of a picture by what people call their ends. */
function linesOf({ nodes, edges }: Picture, kind?: string): string[] {
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  return edges
    .filter((edge) => kind === undefined || edge.kind === kind)
    .map(({ from, to, state, label }) => [labels.get(from), state, labels.get(to), label].filter(Boolean).join(' '));
}

describe('the picture of a Docker host', () => {
  const { picture, answers } = drawingIn('compose.json', SHOP);

  test('shows what is told to dial, and whether it arrives', () => {
    expect(linesOf(picture, 'intent')).toEqual(expect.arrayContaining(['api open db :5432']));
  });

  test('shows what is published to other machines', () => {
    expect(linesOf(picture, 'published')).toEqual(['other machines open web 8080 → 80/tcp']);
  });

  test('shows who is blocked from whom, and not again what a shared network says', () => {
    expect(linesOf(picture, 'flow')).toEqual(['adminer blocked db']);
  });

  test('puts who is on one network into the box of it, and draws lines to those who are on several', () => {
    const inside = picture.nodes.filter(({ group }) => group === 'on network shop/shop_back');
    expect(inside.map(({ label }) => label)).toEqual(['db', 'shop_back']);
    expect(linesOf(picture, 'member')).toContain('web open shop_back');
  });

  test('answers every pair with the way between them, at the port that an image is known by', () => {
    const found = [...answers()].find(({ from, to }) => from.endsWith('api-1') && to.endsWith('db-1'));
    expect({ state: found?.state, what: found?.what }).toEqual({ state: 'open', what: '5432/tcp' });
    expect(found?.lines.at(-1)).toMatch(/arrives on shop_back/);
  });

  test('draws many equal containers as one, with how many they are', () => {
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_none, index) => [`app${index}`, { image: 'x', networks: [`team${index % 4}`] }]),
    );
    const networks = { team0: {}, team1: {}, team2: {}, team3: {} };
    const { nodes } = drawingIn('compose.json', { services: many, networks }).picture;
    expect(nodes.filter(({ kind }) => kind === 'container').map(({ members }) => members.length)).toEqual([
      50, 50, 50, 50,
    ]);
  });

  test('keeps those apart that dial something else', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_none, index) => [`app${index}`, { image: 'x' }]));
    const services = { ...many, one: { image: 'x', environment: { DB_URL: 'postgres://app3:5432' } } };
    const { nodes } = drawingIn('compose.json', { services }).picture;
    expect(nodes.map(({ members }) => members.length).sort((a, b) => b - a)).toEqual([29, 1, 1]);
  });
});

describe('the picture of ECS', () => {
  const { picture, answers } = drawingIn('template.json', STACK);

  test('shows which services get through to which', () => {
    expect(linesOf(picture, 'flow')).toContain('Web open Api 8080/tcp');
    expect(linesOf(picture, 'flow')).toContain('Db blocked Web 8080/tcp');
  });

  test('names the security groups of a service and what they let in', () => {
    const api = picture.nodes.find(({ label }) => label === 'Api');
    expect(api?.lines).toContain('group ApiGroup');
    expect(api?.details).toContain('security group ApiGroup lets in 8080/tcp from WebGroup');
  });

  test('tells apart services whose long paths begin and end alike', () => {
    const pathOf = (name: string): string => `Production/ShopStack/Application/${name}Service/Service`;
    const Resources = Object.fromEntries(
      Object.entries(STACK.Resources).map(([id, resource]) => [
        id,
        ['Web', 'Api'].includes(id) ? { ...resource, Metadata: { 'aws:cdk:path': pathOf(id) } } : resource,
      ]),
    );
    const drawn = drawingIn('template.json', { Resources }).picture.nodes.filter(({ kind }) => kind === 'service');
    expect(drawn.map(({ label }) => label)).toEqual(['…/WebService/Service', '…/ApiService/Service', 'Db']);
    expect(drawn.map(({ members: [path] }) => path)).toEqual([pathOf('Web'), pathOf('Api'), 'Db']);
    for (const node of drawn) expect(boxOf(node).label).toBe(node.label);
  });

  test('answers with the words that reach has', () => {
    const found = [...answers()].find(({ from, to }) => from.endsWith('/Web') && to.endsWith('/Api'));
    expect(found?.lines[0]).toMatch(/^Web -> Api main 8080\/tcp: open/);
  });
});

describe('what programs of ECS tasks are told to dial', () => {
  /** The stack with Service Connect, and with an environment for the tasks of some of its services. */
  const dialling = (told: Readonly<Record<string, string>>, more: Readonly<Record<string, object>> = {}): Picture => {
    const Resources = structuredClone({ ...STACK.Resources, ...more }) as Record<
      string,
      { Properties: Record<string, unknown> }
    >;
    for (const name of ['Web', 'Api', 'Db', ...Object.keys(more)]) {
      Resources[name]!.Properties['ServiceConnectConfiguration'] = {
        Enabled: true,
        Namespace: 'shop',
        ...(name === 'Api'
          ? { Services: [{ PortName: 'http', ClientAliases: [{ Port: 8080, DnsName: 'api' }] }] }
          : {}),
      };
    }
    for (const name of ['Web', 'Api', 'Db']) {
      Resources[`${name}Task`]!.Properties['ContainerDefinitions'] = [
        {
          ...{ Name: 'main', Image: 'example', PortMappings: [{ Name: 'http', ContainerPort: 8080 }] },
          Environment: name in told ? [{ Name: 'PEER_URL', Value: told[name] }] : [],
        },
      ];
    }
    return drawingIn('template.json', { Resources }).picture;
  };

  /** A second service of the task of the web, in another security group. */
  const webIn = (group: string): object =>
    JSON.parse(JSON.stringify(STACK.Resources['Web']).replace('WebGroup', group)) as object;

  test('is drawn from service to service, open where it arrives and blocked where it does not', () => {
    const picture = dialling({ Web: 'http://api:8080', Db: 'http://api:8080' });
    expect(linesOf(picture, 'intent')).toEqual(['Web open Api :8080', 'Db blocked Api :8080']);
    const [arrives] = picture.edges.filter(({ kind }) => kind === 'intent');
    expect(arrives?.because[0]).toContain('dials api:8080 (PEER_URL): arrives');
  });

  test('is drawn to the name itself where it does not resolve', () => {
    const picture = dialling({ Web: 'http://host.docker.internal:80' });
    expect(linesOf(picture, 'intent')).toEqual(['Web blocked host.docker.internal :80']);
    expect(picture.nodes.find(({ label }) => label === 'host.docker.internal')).toMatchObject({ kind: 'missing' });
  });

  test('is drawn to the service that was meant by a misspelt name', () => {
    expect(linesOf(dialling({ Web: 'http://appi:8080' }), 'intent')).toEqual(['Web blocked Api :8080']);
  });

  test('is a detail of the service where it is not known whether it arrives', () => {
    const picture = dialling({ Web: 'http://api.example.com:80' });
    expect(linesOf(picture, 'intent')).toEqual([]);
    const web = picture.nodes.find(({ label }) => label === 'Web');
    expect(web?.details.join('\n')).toContain('dials api.example.com:80 (PEER_URL): ');
  });

  test('is not drawn to the task itself', () => {
    expect(linesOf(dialling({ Web: 'http://localhost:8080' }), 'intent')).toEqual([]);
  });

  test('is answered for each of several services that run one task by its own security groups', () => {
    const picture = dialling({ Web: 'http://api:8080' }, { Second: webIn('DbGroup') });
    expect(linesOf(picture, 'intent').sort()).toEqual(['Second blocked Api :8080', 'Web open Api :8080']);
    expect(picture.edges.filter(({ kind }) => kind === 'intent').map(({ because }) => because[0])).toEqual([
      expect.stringMatching(/^WebTask\/main of Web dials api:8080 \(PEER_URL\): arrives: /),
      expect.stringMatching(/^WebTask\/main of Second dials api:8080 \(PEER_URL\): blocked: /),
    ]);
  });

  test('is a detail of each of several services where it is not known, as that of the service', () => {
    const picture = dialling({ Web: 'http://api.example.com:80' }, { Second: webIn('DbGroup') });
    for (const name of ['Web', 'Second']) {
      const { details = [] } = picture.nodes.find(({ label }) => label === name) ?? {};
      expect(details.filter((line) => line.includes(' dials '))).toEqual([
        expect.stringMatching(new RegExp(`^WebTask/main of ${name} dials api\\.example\\.com:80 `)),
      ]);
    }
  });
});

const names = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);

test('every container, network and service of an input is in its picture, and every end of a line', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(names, { minLength: 1, maxLength: 30 }),
      fc.uniqueArray(names, { minLength: 1, maxLength: 4 }),
      fc.infiniteStream(fc.nat()),
      (containers, networks, draws) => {
        const draw = (below: number): number => (draws.next().value ?? 0) % below;
        const services = Object.fromEntries(
          containers.map((name) => [
            name,
            {
              image: 'x',
              ...(draw(4) === 0 ? { ports: [`${1024 + containers.indexOf(name)}:80`] } : {}),
              ...(draw(5) === 0
                ? { network_mode: draw(2) === 0 ? 'none' : 'host' }
                : { networks: [networks[draw(networks.length)]] }),
              environment: { API_URL: `http://${containers[draw(containers.length)] ?? ''}:80` },
            },
          ]),
        );
        const data = { services, networks: Object.fromEntries(networks.map((name) => [name, {}])) };
        const { picture } = drawingIn('compose.json', data);
        const drawn = picture.nodes.filter(({ kind }) => kind === 'container').flatMap(({ members }) => members);
        expect(drawn.sort()).toEqual(containers.map((name) => `shop-${name}-1`).sort());
        const shown = [...picture.nodes.map(({ label }) => label), ...picture.groups.map(({ label }) => label)].join(
          '\n',
        );
        // Compose makes no network that nobody is on
        const used = Object.values(services).flatMap((one) => ('networks' in one ? one.networks : []));
        for (const name of used) expect(shown).toContain(`shop_${name ?? ''}`);
        const ids = new Set(picture.nodes.map(({ id }) => id));
        expect(ids.size).toBe(picture.nodes.length);
        for (const { from, to } of picture.edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
        const { nodes, edges } = layoutOf(picture);
        expect(
          [...nodes.values(), ...edges.flatMap(({ points }) => points)].every(({ x, y }) => x >= 0 && y >= 0),
        ).toBe(true);
      },
    ),
    { numRuns: draws(30) },
  );
});

test('the lab has every one of its containers and networks', () => {
  const { topology } = dockerLab();
  const { nodes, groups } = dockerPicture({ name: 'lab', topology });
  expect(topology.nodes.size).toBeLessThanOrEqual(MAX_SINGLE);
  const labels = nodes.map(({ label }) => label);
  for (const name of topology.nodes.keys()) expect(labels).toContain(name);
  for (const name of ['isolated_nw', 'local_alias', 'simple-network', 'my-network', 'bridge'])
    expect([...labels, ...groups.map(({ label }) => label)].join('\n')).toContain(name);
});

test('no two nodes of a picture lie on each other', () => {
  const { topology } = dockerLab();
  const places = [...layoutOf(dockerPicture({ name: 'lab', topology })).nodes.values()];
  expect(clashes(places)).toEqual([]);
});

/** The parts of lines that run behind a node at which they do not end, with what that node is called. */
function hidden(picture: Picture, { nodes, edges }: Layout): string[] {
  return picture.edges.flatMap(({ from, to }, index) => {
    const points = edges[index]?.points ?? [];
    return picture.nodes.flatMap(({ id, label }) => {
      const { x, y, width, height } = nodes.get(id)!;
      if (id === from || id === to) return [];
      const isBehind = points.some((point, at) => {
        const next = points[at + 1];
        return (
          next !== undefined &&
          Math.max(point.x, next.x) > x + 1 &&
          Math.min(point.x, next.x) < x + width - 1 &&
          Math.max(point.y, next.y) > y + 1 &&
          Math.min(point.y, next.y) < y + height - 1
        );
      });
      return isBehind ? [`${from} to ${to} behind ${label}`] : [];
    });
  });
}

/** Two networks, each with containers that are on both, as most shops have them. */
const VOTING = {
  services: {
    vote: {
      image: 'vote',
      ports: ['8080:80'],
      networks: ['front', 'back'],
      environment: { REDIS: 'redis://redis:6379' },
    },
    result: {
      image: 'result',
      ports: ['8081:80', '127.0.0.1:9229:9229'],
      networks: ['front', 'back'],
      environment: { DB: 'postgres://db:5432' },
    },
    worker: {
      image: 'worker',
      networks: ['back'],
      environment: { DB: 'postgres://db:5432', REDIS: 'redis://redis:6379' },
    },
    redis: { image: 'redis', networks: ['back'] },
    db: { image: 'postgres', networks: ['back'] },
  },
  networks: { front: {}, back: {} },
};

describe.each(['columns', 'rows'] as const)('a picture in %s', (direction) => {
  const { topology } = dockerLab();
  const pictures = [
    dockerPicture({ name: 'lab', topology }),
    drawingIn('compose.json', SHOP).picture,
    drawingIn('compose.json', VOTING).picture,
    drawingIn('template.json', STACK).picture,
  ];

  test.each(pictures)('has no line behind a node, and no two nodes on each other (%#)', (picture) => {
    const layout = layeredLayout(picture, direction);
    expect(hidden(picture, layout)).toEqual([]);
    expect(clashes([...layout.nodes.values()])).toEqual([]);
  });

  test.each(pictures)('has room for the title of each box (%#)', (picture) => {
    const { groups } = layeredLayout(picture, direction);
    for (const { id, label } of groupsInUse(picture))
      expect(titleIn(groups.get(id)!.width, label)).toBe(titleIn(titleWidth(label), label));
  });
});

test('fifty containers that nothing joins stand in a grid, not in one column', () => {
  const services = Object.fromEntries(
    Array.from({ length: 50 }, (_none, index) => [`s${index}`, { image: 'x', expose: [`${3000 + index}`] }]),
  );
  const { width, height } = layoutOf(drawingIn('compose.json', { services }).picture);
  expect(width / height).toBeGreaterThan(1);
  expect(width / height).toBeLessThan(2.5);
});

test('a long chain of services runs down the page, where side by side nobody could read it', () => {
  const services = Object.fromEntries(
    Array.from({ length: 18 }, (_none, index) => [
      `service-${index}`,
      { image: 'x', environment: { NEXT: `http://service-${index + 1}:80` } },
    ]),
  );
  const { width } = layoutOf(drawingIn('compose.json', { services }).picture);
  expect(width).toBeLessThan(1300);
});

test('two hundred containers of their own each are drawn', () => {
  const services = Object.fromEntries(
    Array.from({ length: 200 }, (_none, index) => [
      `s${index}`,
      {
        image: 'x',
        expose: [`${8000 + index}`],
        networks: [`n${index % 20}`, `n${(index * 7) % 20}`].filter((name, at, all) => all.indexOf(name) === at),
        environment: { URL: `http://s${(index * 37) % 200}:${8000 + ((index * 37) % 200)}` },
      },
    ]),
  );
  const networks = Object.fromEntries(Array.from({ length: 20 }, (_none, index) => [`n${index}`, {}]));
  const { picture } = drawingIn('compose.json', { services, networks });
  expect(picture.nodes.length).toBeGreaterThan(200);
  expect(svgPicture('many', picture).length).toBeLessThan(2_000_000);
});

describe('a picture of two hundred containers', () => {
  /** Twenty teams with a network each, and one network that the first of each team shares with a proxy. */
  const teams = Array.from({ length: 20 }, (_none, team) => `team${team}`);
  const services = Object.fromEntries(
    teams.flatMap((team, number) =>
      Array.from({ length: 10 }, (_nothing, index) => [
        `${team}-${index}`,
        {
          image: 'x',
          expose: [`${4000 + number * 10 + index}`],
          networks: index === 0 ? [team, 'edge'] : [team],
          environment: { PEER_URL: `http://${team}-${(index + 1) % 10}:${4000 + number * 10 + ((index + 1) % 10)}` },
        },
      ]),
    ),
  );
  const networks = Object.fromEntries([...teams, 'edge'].map((name) => [name, {}]));
  const { picture } = drawingIn('compose.json', { services, networks });
  const layout = layoutOf(picture);

  test('is about as wide as a screen, with a box for each network', () => {
    expect(layout.width / layout.height).toBeGreaterThan(0.8);
    expect(layout.width / layout.height).toBeLessThan(2.5);
    expect(picture.groups.filter(({ kind }) => kind === 'network')).toHaveLength(20);
  });

  test('has every node in its box, and none on another', () => {
    const inside = (place: Rectangle, box: Rectangle | undefined): boolean =>
      box !== undefined &&
      box.x <= place.x &&
      box.y <= place.y &&
      place.x + place.width <= box.x + box.width &&
      place.y + place.height <= box.y + box.height;
    for (const { id, group } of picture.nodes)
      if (group !== undefined) expect(inside(layout.nodes.get(id)!, layout.groups.get(group))).toBe(true);
    expect(clashes([...layout.nodes.values()])).toEqual([]);
    const boxes = picture.groups.filter(({ kind }) => kind === 'network');
    expect(clashes(boxes.flatMap(({ id }) => layout.groups.get(id) ?? []))).toEqual([]);
  });
});

/** Places that lie on each other. */
function clashes(places: readonly Rectangle[]): (readonly [Rectangle, Rectangle])[] {
  return places.flatMap((one, index) =>
    places
      .slice(index + 1)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map((other) => [one, other] as const),
  );
}

test('a line that leads back to its own box runs below it, with room for a label', () => {
  const box = { x: 10, y: 10, width: 120, height: 40 };
  const { points, label } = straight(box, box);
  expect(points.map(({ y }) => y)).toEqual([50, 66, 66, 50]);
  expect(points.every(({ x }) => x > box.x && x < box.x + box.width)).toBe(true);
  expect(label).toEqual({ x: 106, y: 60 });
});

describe('the picture of a VPC in which nothing stands', () => {
  const inVpc = (properties: object): object => ({ VpcId: { Ref: 'Vpc' }, ...properties });
  const Resources = {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Gateway: { Type: 'AWS::EC2::InternetGateway' },
    Attachment: {
      Type: 'AWS::EC2::VPCGatewayAttachment',
      Properties: inVpc({ InternetGatewayId: { Ref: 'Gateway' } }),
    },
    Public: {
      Type: 'AWS::EC2::Subnet',
      Properties: inVpc({ CidrBlock: '10.0.0.0/24', AvailabilityZone: 'eu-west-1a' }),
    },
    Inside: { Type: 'AWS::EC2::Subnet', Properties: inVpc({ CidrBlock: '10.0.1.0/24' }) },
    Elsewhere: { Type: 'AWS::EC2::Subnet', Properties: inVpc({ CidrBlock: '10.0.2.0/24' }) },
    Table: { Type: 'AWS::EC2::RouteTable', Properties: inVpc({}) },
    Out: {
      Type: 'AWS::EC2::Route',
      Properties: { RouteTableId: { Ref: 'Table' }, DestinationCidrBlock: '0.0.0.0/0', GatewayId: { Ref: 'Gateway' } },
    },
    First: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { SubnetId: { Ref: 'Public' }, RouteTableId: { Ref: 'Table' } },
    },
    Second: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { SubnetId: { Ref: 'Elsewhere' }, RouteTableId: 'rtb-11111111' },
    },
  };
  const labelled = ({ nodes }: Picture): Record<string, readonly string[]> =>
    Object.fromEntries(nodes.map(({ label, lines }) => [label, lines]));

  test('has its subnets, with the routes that lead out of it', () => {
    const { picture } = drawingIn('template.json', { Resources });
    expect(labelled(picture)).toEqual({
      Public: ['subnet 10.0.0.0/24 in eu-west-1a', '0.0.0.0/0 to internet gateway Gateway'],
      Inside: ['subnet 10.0.1.0/24', 'no route out of the VPC'],
      Elsewhere: ['subnet 10.0.2.0/24', 'its route table is not in sight'],
    });
    expect(new Set(picture.nodes.map(({ group }) => group))).toEqual(new Set(['vpc Vpc']));
  });

  test('has no box for subnets where something stands in one', () => {
    const properties = { SubnetId: { Ref: 'Inside' }, ImageId: 'ami-11111111', InstanceType: 't3.micro' };
    const Instance = { Type: 'AWS::EC2::Instance', Properties: properties };
    const { picture } = drawingIn('template.json', { Resources: { ...Resources, Instance } });
    expect(Object.keys(labelled(picture))).toEqual(['Instance']);
  });
});
