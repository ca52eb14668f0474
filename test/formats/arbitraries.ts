import fc from 'fast-check';

/** Words that the formats know, so that random data gets beyond the door. */
const KEYS = [
  ...[
    'Resources',
    'Type',
    'Properties',
    'Parameters',
    'Conditions',
    'Mappings',
    'Outputs',
    'Condition',
    'Metadata',
    'DependsOn',
  ],
  ...[
    'Ref',
    'Fn::If',
    'Fn::Sub',
    'Fn::GetAtt',
    'Fn::Join',
    'Fn::Equals',
    'Fn::Select',
    'Fn::Split',
    'Fn::FindInMap',
    'Fn::And',
  ],
  ...[
    'ContainerDefinitions',
    'PortMappings',
    'ContainerPort',
    'HostPort',
    'NetworkMode',
    'Links',
    'Cluster',
    'TaskDefinition',
  ],
  ...[
    'containerDefinitions',
    'portMappings',
    'containerPort',
    'hostPort',
    'networkMode',
    'name',
    'family',
    'serviceName',
  ],
  ...[
    'resource',
    'data',
    'variable',
    'provider',
    'docker_network',
    'docker_container',
    'networks_advanced',
    'ipam_config',
  ],
  ...[
    'planned_values',
    'root_module',
    'resources',
    'values',
    'address',
    'type',
    'ports',
    'internal',
    'external',
    'count',
  ],
  ...[
    'services',
    'networks',
    'extends',
    'service',
    'file',
    'include',
    'profiles',
    'links',
    'network_mode',
    'ipam',
    'config',
  ],
  ...[
    'subnet',
    'gateway',
    'aliases',
    'ipv4_address',
    'target',
    'published',
    'expose',
    'deploy',
    'replicas',
    'scale',
    'dns',
  ],
  ...['A', 'B', 'web', 'db', 'default', '', '__proto__', 'constructor', 'x/y', 'a~b', 'ä'],
];

const TEXTS = [
  ...['AWS::ECS::TaskDefinition', 'AWS::ECS::Service', 'AWS::ECS::Cluster', 'AWS::EC2::SecurityGroup', 'AWS::NoValue'],
  ...['A', 'B', 'web', 'db', 'host', 'none', 'bridge', 'awsvpc', 'service:web', 'container:web', 'tcp', 'udp', 'true'],
  ...[
    '80:80',
    '8080',
    '1-2:3-4',
    '127.0.0.1:80:80',
    '${X}',
    '${X:-1}',
    '${docker_network.A.id}',
    '${var.A}',
    '${',
    '$$',
    '$',
  ],
  ...[
    '10.0.0.0/8',
    '172.17.0.1',
    'fd00::/64',
    '999.0.0.1',
    '{{resolve:ssm:/a}}',
    '${jsonencode([{"name" = "a"}])}',
    '',
  ],
];

const leaf = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.constantFrom(0, 1, 80, 65536, -1, 1.5, 1e21),
  fc.boolean(),
  fc.constant(null),
  fc.string({ maxLength: 8 }),
);

/** Data that looks a little like one of the formats. */
export const looseData: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6, depthIdentifier: 'node' },
    leaf,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom(...KEYS), tie('node')), { maxLength: 5 }).map((entries) => objectOf(entries)),
  ),
})).node;

function objectOf(entries: readonly (readonly [string, unknown])[]): object {
  const object = {};
  // assignment would take __proto__ for the prototype
  for (const [key, value] of entries) {
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return object;
}

/** A valid input with some values replaced, removed or moved. */
export function mutated(base: unknown): fc.Arbitrary<unknown> {
  return fc
    .array(fc.tuple(fc.nat(), looseData, fc.constantFrom('replace', 'remove', 'copy')), { minLength: 1, maxLength: 4 })
    .map((changes) => {
      const copy: unknown = structuredClone(base);
      for (const [seed, value, how] of changes) change(copy, seed, value, how);
      return copy;
    });
}

function change(root: unknown, seed: number, value: unknown, how: string): void {
  const spots = spotsOf(root);
  const spot = spots[seed % Math.max(spots.length, 1)];
  if (!spot) return;
  const [owner, key] = spot;
  const other = spots[(seed * 7 + 3) % spots.length];
  if (how === 'remove') Reflect.deleteProperty(owner, key);
  else if (how === 'copy' && other) Reflect.set(owner, key, structuredClone(Reflect.get(other[0], other[1])));
  else Reflect.set(owner, key, structuredClone(value));
}

function spotsOf(root: unknown): [object, string][] {
  const spots: [object, string][] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    for (const [key, inner] of Object.entries(node)) {
      spots.push([node, key]);
      open.push(inner);
    }
  }
  return spots;
}

/** A text with some of its characters replaced, doubled or cut out. */
export function garbled(base: string): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\n', '\t', '&a', '*a', '!Ref', '<<', '-', '#', '\\'),
    fc.string({ maxLength: 3 }),
  );
  return fc.array(fc.tuple(fc.nat(), fc.nat({ max: 9 }), piece), { minLength: 1, maxLength: 5 }).map((edits) => {
    let text = base;
    for (const [seed, length, insert] of edits) {
      const at = seed % (text.length + 1);
      text = text.slice(0, at) + insert + text.slice(at + length);
    }
    return text;
  });
}
