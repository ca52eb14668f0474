/** The direction of imports: bin -> report, formats, ecs, docker, testing -> core. */
const inside = (...rooms) => `^lib/(${rooms.join('|')})/`;
const framework = (name) => `node_modules/${name}/`;

module.exports = {
  forbidden: [
    {
      name: 'core-imports-nothing-outside-core',
      comment: 'core is free of frameworks, of Node and of the adapters; address.ts alone may use the IP library',
      severity: 'error',
      from: { path: '^lib/core/', pathNot: '^lib/core/address\\.ts$' },
      to: { pathNot: '^lib/core/' },
    },
    {
      name: 'address-imports-only-the-ip-library',
      severity: 'error',
      from: { path: '^lib/core/address\\.ts$' },
      to: { pathNot: ['^lib/core/', framework('ipaddr\\.js')] },
    },
    {
      name: 'adapters-do-not-meet',
      comment: 'an adapter may read the templates it makes with formats, which know no framework',
      severity: 'error',
      from: { path: '^lib/(ecs|docker)/' },
      to: { path: '^lib/(ecs|docker|report|testing)/', pathNot: '^lib/$1/' },
    },
    {
      name: 'formats-and-report-know-no-adapter',
      severity: 'error',
      from: { path: inside('formats', 'report') },
      to: { path: inside('ecs', 'docker', 'testing') },
    },
    {
      name: 'only-ecs-imports-aws-cdk',
      severity: 'error',
      from: { path: '^lib/', pathNot: inside('ecs') },
      to: { path: framework('(aws-cdk-lib|@aws-cdk)') },
    },
    {
      name: 'only-docker-imports-cdktf',
      severity: 'error',
      from: { path: '^lib/', pathNot: inside('docker') },
      to: { path: framework('(cdktf|cdktn|@cdktf|@cdktn)') },
    },
    {
      name: 'library-knows-no-command',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^bin/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
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
