import { type ContainerInput, type PortMappingInput, type TaskInput } from '../../lib/core/ecs/task-input';
import fc from '../law';

const NAMES = ['web', 'db', 'side-car', 'a_b', 'x1'] as const;
const name = fc.constantFrom(...NAMES);
const text = fc.constantFrom('a', 'a b', '/var/log', '-x', 'ü', '1');
const port = fc.integer({ min: 1, max: 65535 });
const seconds = fc.integer({ min: 1, max: 300 });
const some = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { minLength: 1, maxLength: 3 });
const pairs = fc.uniqueArray(fc.record({ name: fc.constantFrom('A', 'B_C', 'd'), value: text }), {
  minLength: 1,
  selector: ({ name: key }) => key,
});
const map = fc.dictionary(fc.constantFrom('awslogs-group', 'com.example.Key', 'x'), text, { minKeys: 1, maxKeys: 2 });

const mapping: fc.Arbitrary<PortMappingInput> = fc.oneof(
  fc.record(
    {
      containerPort: port,
      hostPort: fc.integer({ min: 0, max: 65535 }),
      protocol: fc.constantFrom('tcp', 'udp'),
      name,
      appProtocol: fc.constantFrom('http', 'http2', 'grpc'),
    },
    { requiredKeys: ['containerPort'] },
  ),
  fc.record(
    { containerPortRange: fc.constantFrom('8000-8010', '1-2'), protocol: fc.constantFrom('tcp', 'udp') },
    { requiredKeys: ['containerPortRange'] },
  ),
);

const container: fc.Arbitrary<ContainerInput> = fc.record(
  {
    name,
    image: fc.constantFrom('nginx', 'busybox:1.36'),
    essential: fc.boolean(),
    portMappings: some(mapping),
    links: some(fc.tuple(name, name).map(([one, other]) => (one === other ? one : `${one}:${other}`))),
    hostname: fc.domain(),
    dnsServers: some(fc.ipV4()),
    dnsSearchDomains: some(fc.domain()),
    extraHosts: some(fc.record({ hostname: name, ipAddress: fc.ipV4() })),
    disableNetworking: fc.boolean(),
    systemControls: some(
      fc.record({ namespace: fc.constantFrom('net.core.somaxconn', 'net.ipv4.tcp_syncookies'), value: text }),
    ),
    dependsOn: some(
      fc.record({
        containerName: name,
        condition: fc.constantFrom('START' as const, 'COMPLETE' as const, 'SUCCESS' as const, 'HEALTHY' as const),
      }),
    ),
    healthCheck: fc.record(
      {
        command: fc.constant(['CMD-SHELL', 'curl -f localhost']),
        interval: seconds,
        timeout: seconds,
        retries: fc.integer({ min: 1, max: 10 }),
        startPeriod: seconds,
      },
      { requiredKeys: ['command'] },
    ),
    cpu: fc.integer({ min: 1, max: 1024 }),
    memory: fc.integer({ min: 64, max: 4096 }),
    memoryReservation: fc.integer({ min: 6, max: 64 }),
    entryPoint: some(text),
    command: some(text),
    workingDirectory: text,
    environment: pairs,
    secrets: some(fc.record({ name: fc.constantFrom('A', 'B'), valueFrom: fc.constantFrom('/db/password', 'p') })),
    user: text,
    privileged: fc.boolean(),
    readonlyRootFilesystem: fc.boolean(),
    interactive: fc.boolean(),
    pseudoTerminal: fc.boolean(),
    dockerLabels: map,
    stopTimeout: seconds,
    mountPoints: some(
      fc.record(
        { sourceVolume: name, containerPath: text, readOnly: fc.boolean() },
        { requiredKeys: ['sourceVolume', 'containerPath'] },
      ),
    ),
    volumesFrom: some(
      fc.record({ sourceContainer: name, readOnly: fc.boolean() }, { requiredKeys: ['sourceContainer'] }),
    ),
    linuxParameters: fc.record(
      {
        capabilities: fc.record({ add: some(text), drop: some(text) }, { requiredKeys: [] }),
        initProcessEnabled: fc.boolean(),
        sharedMemorySize: seconds,
      },
      { requiredKeys: [] },
    ),
    ulimits: some(fc.record({ name: fc.constant('nofile'), softLimit: seconds, hardLimit: seconds })),
    logConfiguration: fc.record({ logDriver: fc.constantFrom('awslogs', 'json-file'), options: map }),
    firelensConfiguration: fc.record({ type: fc.constantFrom('fluentd' as const, 'fluentbit' as const) }),
    resourceRequirements: some(fc.record({ type: fc.constant('GPU'), value: fc.constant('1') })),
  },
  { requiredKeys: ['name', 'image'] },
);

/** Tasks as people write them: fields of each kind, there or not, right or wrong together. */
export const taskInput: fc.Arbitrary<TaskInput> = fc.record(
  {
    family: name,
    networkMode: fc.constantFrom('none', 'bridge', 'host', 'awsvpc'),
    requiresCompatibilities: fc.subarray(['EC2', 'FARGATE', 'EXTERNAL'] as const, { minLength: 1 }),
    containerDefinitions: fc.array(container, { minLength: 1, maxLength: 3 }),
    cpu: fc.constantFrom<string | number>('256', 512, '1 vCPU'),
    memory: fc.constantFrom<string | number>('512', 1024, '2 GB'),
    taskRoleArn: fc.constant('arn:aws:iam::123456789012:role/task'),
    executionRoleArn: fc.constant('arn:aws:iam::123456789012:role/execution'),
    ipcMode: fc.constantFrom('host', 'task', 'none'),
    pidMode: fc.constantFrom('host', 'task'),
    enableFaultInjection: fc.boolean(),
    runtimePlatform: fc.record(
      {
        operatingSystemFamily: fc.constantFrom('LINUX', 'WINDOWS_SERVER_2022_CORE'),
        cpuArchitecture: fc.constantFrom('X86_64', 'ARM64'),
      },
      { requiredKeys: [] },
    ),
    volumes: some(
      fc.oneof(
        fc.record({ name }),
        fc.record({ name, host: fc.record({ sourcePath: fc.constant('/srv') }) }),
        fc.record({
          name,
          dockerVolumeConfiguration: fc.record({ scope: fc.constant('shared' as const), labels: map }),
        }),
        fc.record({
          name,
          efsVolumeConfiguration: fc.record({
            fileSystemId: fc.constant('fs-1'),
            transitEncryption: fc.constant('ENABLED' as const),
          }),
        }),
        fc.record({
          name,
          s3filesVolumeConfiguration: fc.record({
            fileSystemArn: fc.constant('arn:aws:s3files:us-east-1:123456789012:file-system/fs-1'),
            rootDirectory: fc.constant('/data'),
          }),
        }),
      ),
    ),
    // Terraform keeps one of two that are the same
    placementConstraints: fc.uniqueArray(fc.record({ type: fc.constant('memberOf'), expression: text }), {
      ...{ minLength: 1, maxLength: 3, selector: ({ expression }) => expression },
    }),
    proxyConfiguration: fc.record({ type: fc.constant('APPMESH' as const), containerName: name, properties: pairs }),
    ephemeralStorage: fc.record({ sizeInGiB: fc.integer({ min: 21, max: 200 }) }),
    tags: fc.uniqueArray(fc.record({ key: name, value: text }), { minLength: 1, selector: ({ key }) => key }),
  },
  { requiredKeys: ['containerDefinitions'] },
);
