/**
 * The house: every room of lib with the rooms that it may import, besides itself. An import that is not listed here is
 * refused, type-only ones included; so is a file in no room, and any circle of files.
 */
const [CORE, FORMATS, REPORT] = ['core/*', 'formats/*', 'report/*'];
const ROOMS = {
  'core/values': [],
  'core/ecs': ['core/values'],
  'core/ecs/reach': ['core/values', 'core/ecs'],
  'core/vpc': ['core/values', 'core/ecs', 'core/ecs/reach'],
  'core/engine/definition': ['core/values'],
  'core/engine/state': ['core/values', 'core/engine/definition'],
  'core/engine/flow': ['core/values', 'core/engine/definition', 'core/engine/state'],
  'core/engine': ['core/values', 'core/engine/definition', 'core/engine/state', 'core/engine/flow'],
  'core/engine/swarm': [
    'core/values',
    'core/engine',
    'core/engine/definition',
    'core/engine/state',
    'core/engine/flow',
  ],
  'core/engine/answers': [
    'core/values',
    'core/engine',
    'core/engine/definition',
    'core/engine/state',
    'core/engine/flow',
  ],
  'core/intent': [
    'core/values',
    'core/ecs',
    'core/ecs/reach',
    'core/vpc',
    'core/engine',
    'core/engine/definition',
    'core/engine/state',
    'core/engine/flow',
    'core/engine/answers',
  ],
  'core/local': ['core/values', 'core/ecs', 'core/reading'],
  'core/reading': ['core/values', 'core/ecs'],
  'core/rules': [CORE],
  core: [CORE],
  formats: [CORE],
  constructs: [CORE],
  terraform: [CORE, 'constructs'],
  'ecs/tree': [CORE, FORMATS, 'constructs'],
  'ecs/tasks': [CORE, FORMATS, 'constructs', 'ecs/tree'],
  'ecs/wiring': [CORE, 'constructs', 'ecs/tree', 'ecs/tasks'],
  'ecs/services': [CORE, 'constructs', 'ecs/tree', 'ecs/tasks', 'ecs/wiring'],
  'ecs/capacity': [CORE, 'constructs', 'ecs/tree'],
  ecs: ['ecs/*', 'core/values', 'core/ecs', 'core/reading'],
  'ecs-terraform/tree': [CORE, FORMATS, 'constructs', 'terraform'],
  'ecs-terraform/tasks': [CORE, FORMATS, 'constructs', 'terraform', 'ecs-terraform/tree'],
  'ecs-terraform/network': [CORE, 'constructs', 'terraform', 'ecs-terraform/tree'],
  'ecs-terraform/services': [CORE, 'constructs', 'terraform', 'ecs-terraform/*'],
  'ecs-terraform': ['ecs-terraform/*', 'core/values', 'core/ecs', 'core/reading'],
  'docker/checks': [CORE, 'terraform'],
  'docker/plan': [CORE, FORMATS, 'terraform', 'docker/checks'],
  'docker/write': [CORE, 'terraform', 'docker/checks', 'docker/plan'],
  'docker/constructs': [CORE, 'terraform', 'docker/checks', 'docker/plan', 'docker/write', 'local'],
  docker: ['docker/*', 'core/values', 'core/local'],
  local: [CORE, FORMATS],
  report: [CORE, FORMATS],
  cli: [CORE, FORMATS, REPORT, 'local'],
  testing: [CORE, FORMATS, REPORT],
};
/** Rooms whose sub-folders belong to them, so that a format or a group of rules needs no line here. */
const WITH_FOLDERS = ['formats', 'core/rules', 'cli', 'report'];
const framework = (name) => `node_modules/${name}/`;

const inRoom = (room) => `^lib/${room}/${WITH_FOLDERS.includes(room) ? '' : '[^/]+$'}`;
/** A room, or with a star all that is below a folder. */
const toRoom = (room) => (room.endsWith('*') ? `^lib/${room.slice(0, -1)}` : `^lib/${room}/[^/]+$`);

module.exports = {
  forbidden: [
    ...Object.entries(ROOMS).map(([room, others]) => ({
      name: `${room.replaceAll('/', '-')}-imports-only-its-own`,
      comment: `lib/${room} may import ${others.join(', ') || 'no other room'}`,
      severity: 'error',
      from: { path: inRoom(room) },
      to: { path: '^(lib|bin)/', pathNot: [inRoom(room), ...others.map(toRoom)] },
    })),
    {
      name: 'every-file-is-in-a-room',
      severity: 'error',
      from: {},
      to: { path: '^lib/', pathNot: Object.keys(ROOMS).map(inRoom) },
    },
    {
      name: 'faces-are-for-users',
      comment: 'an entry of the package is what users import; code of the library imports the file that it means',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^lib/(core|formats|report|testing)/index\\.ts$' },
    },
    {
      name: 'core-is-free-of-packages',
      comment: 'neither frameworks nor Node; address.ts alone may use the IP library',
      severity: 'error',
      from: { path: '^lib/core/', pathNot: '^lib/core/values/address\\.ts$' },
      to: { pathNot: '^lib/' },
    },
    {
      name: 'address-imports-only-the-ip-library',
      severity: 'error',
      from: { path: '^lib/core/values/address\\.ts$' },
      to: { pathNot: ['^lib/core/', framework('ipaddr\\.js')] },
    },
    {
      name: 'only-ecs-imports-aws-cdk',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/ecs/' },
      to: { path: framework('(aws-cdk-lib|@aws-cdk)') },
    },
    {
      name: 'only-terraform-constructs-import-cdktf',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/(docker|terraform|ecs-terraform)/' },
      to: { path: framework('(cdktf|cdktn|@cdktf|@cdktn)') },
    },
    {
      name: 'only-docker-imports-its-provider',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/docker/' },
      to: { path: framework('@cdktf/provider-docker') },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'type-only imports count',
      from: { path: '^lib/' },
      to: { circular: true },
    },
    {
      name: 'no-undeclared-packages',
      comment:
        'types alone leave nothing behind; the test of the packed package shows that the declarations do without',
      severity: 'error',
      from: { path: '^lib/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['npm-peer', 'type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^dist' },
  },
};
