import { type ContainerInput, defineTask } from '../../lib/core';
import { planLocally } from '../../lib/core/local/local-plan';
import { engineRequests } from '../../lib/local/engine-requests';
import { runLocally } from '../../lib/local/local-run';
import { parse } from 'yaml';

const FULL = {
  name: 'web',
  image: 'busybox',
  cpu: 1,
  memory: 64,
  memoryReservation: 32,
  user: '1000',
  workingDirectory: '/srv',
  entryPoint: ['sh', '-c'],
  command: ['echo $HOME'],
  privileged: true,
  readonlyRootFilesystem: true,
  interactive: true,
  pseudoTerminal: true,
  stopTimeout: 5,
  startTimeout: 60,
  dockerLabels: { 'com.example.team': 'shop $1' },
  dockerSecurityOptions: ['no-new-privileges'],
  ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 4096 }],
  systemControls: [{ namespace: 'net.core.somaxconn', value: '512' }],
  extraHosts: [{ hostname: 'db', ipAddress: '10.0.0.9' }],
  dnsServers: ['10.0.0.2'],
  dnsSearchDomains: ['shop.local'],
  hostname: 'web',
  healthCheck: { command: ['CMD-SHELL', 'true'], interval: 7, timeout: 3, retries: 2, startPeriod: 1 },
  linuxParameters: {
    initProcessEnabled: true,
    sharedMemorySize: 16,
    maxSwap: 8,
    swappiness: 10,
    capabilities: { add: ['NET_ADMIN'], drop: ['MKNOD'] },
    devices: [{ hostPath: '/dev/null', containerPath: '/dev/xnull', permissions: ['read', 'write'] }],
    tmpfs: [{ containerPath: '/cache', size: 4, mountOptions: ['noexec'] }],
  },
  restartPolicy: { enabled: true },
} satisfies ContainerInput;

const task = defineTask({ family: 'shop', containerDefinitions: [FULL] });
const request = { task };

describe('settings of a container that no network depends on', () => {
  test('are in the compose file, which is read without a complaint', () => {
    const { file, obstacles } = runLocally([request], 'compose', 'p');
    expect(obstacles).toEqual({ definitions: [], written: [], problems: [] });
    const { services } = parse(file?.text ?? '') as { services: Record<string, object> };
    expect(services['shop-1-web']).toMatchInlineSnapshot(`
{
  "cap_add": [
    "NET_ADMIN",
  ],
  "cap_drop": [
    "MKNOD",
  ],
  "command": [
    "echo $$HOME",
  ],
  "container_name": "shop-1-web",
  "cpu_shares": 2,
  "devices": [
    "/dev/null:/dev/xnull:rw",
  ],
  "dns": [
    "10.0.0.2",
  ],
  "dns_search": [
    "shop.local",
  ],
  "entrypoint": [
    "sh",
    "-c",
  ],
  "extra_hosts": [
    "db:10.0.0.9",
  ],
  "healthcheck": {
    "interval": "7s",
    "retries": 2,
    "start_period": "1s",
    "test": [
      "CMD-SHELL",
      "true",
    ],
    "timeout": "3s",
  },
  "hostname": "web",
  "image": "busybox",
  "init": true,
  "labels": {
    "com.example.team": "shop $$1",
  },
  "mem_limit": "64m",
  "memswap_limit": "72m",
  "network_mode": "bridge",
  "privileged": true,
  "read_only": true,
  "security_opt": [
    "no-new-privileges",
  ],
  "shm_size": "16m",
  "stdin_open": true,
  "stop_grace_period": "5s",
  "sysctls": {
    "net.core.somaxconn": "512",
  },
  "tmpfs": [
    "/cache:size=4m,noexec",
  ],
  "tty": true,
  "ulimits": {
    "nofile": {
      "hard": 4096,
      "soft": 1024,
    },
  },
  "user": "1000",
  "working_dir": "/srv",
}
`);
  });

  test('are in the arguments of the provider', () => {
    const { file, obstacles } = runLocally([request], 'terraform', 'p');
    expect(obstacles).toEqual({ definitions: [], written: [], problems: [] });
    const { resource } = JSON.parse(file?.text ?? '{}') as { resource: { docker_container: Record<string, object> } };
    expect(Object.values(resource.docker_container)).toMatchInlineSnapshot(`
[
  {
    "capabilities": {
      "add": [
        "NET_ADMIN",
      ],
      "drop": [
        "MKNOD",
      ],
    },
    "command": [
      "echo $HOME",
    ],
    "cpu_shares": 2,
    "devices": [
      {
        "container_path": "/dev/xnull",
        "host_path": "/dev/null",
        "permissions": "rw",
      },
    ],
    "dns": [
      "10.0.0.2",
    ],
    "dns_search": [
      "shop.local",
    ],
    "entrypoint": [
      "sh",
      "-c",
    ],
    "healthcheck": {
      "interval": "7s",
      "retries": 2,
      "start_period": "1s",
      "test": [
        "CMD-SHELL",
        "true",
      ],
      "timeout": "3s",
    },
    "host": [
      {
        "host": "db",
        "ip": "10.0.0.9",
      },
    ],
    "hostname": "web",
    "image": "\${docker_image.busybox.image_id}",
    "init": true,
    "labels": [
      {
        "label": "com.example.team",
        "value": "shop $1",
      },
    ],
    "memory": 64,
    "memory_swap": 72,
    "name": "shop-1-web",
    "network_mode": "bridge",
    "privileged": true,
    "read_only": true,
    "security_opts": [
      "no-new-privileges",
    ],
    "shm_size": 16,
    "stdin_open": true,
    "stop_timeout": 5,
    "sysctls": {
      "net.core.somaxconn": "512",
    },
    "tmpfs": {
      "/cache": "size=4m,noexec",
    },
    "tty": true,
    "ulimit": [
      {
        "hard": 4096,
        "name": "nofile",
        "soft": 1024,
      },
    ],
    "user": "1000",
    "working_dir": "/srv",
  },
]
`);
  });

  test('are in what the engine itself is told, with the label of the run', () => {
    const [container] = engineRequests(planLocally([request]), 'run').containers;
    expect(container?.body).toMatchInlineSnapshot(`
{
  "Cmd": [
    "echo $HOME",
  ],
  "Entrypoint": [
    "sh",
    "-c",
  ],
  "Healthcheck": {
    "Interval": 7000000000,
    "Retries": 2,
    "StartPeriod": 1000000000,
    "Test": [
      "CMD-SHELL",
      "true",
    ],
    "Timeout": 3000000000,
  },
  "HostConfig": {
    "CapAdd": [
      "NET_ADMIN",
    ],
    "CapDrop": [
      "MKNOD",
    ],
    "CpuShares": 2,
    "Devices": [
      {
        "CgroupPermissions": "rw",
        "PathInContainer": "/dev/xnull",
        "PathOnHost": "/dev/null",
      },
    ],
    "Dns": [
      "10.0.0.2",
    ],
    "DnsSearch": [
      "shop.local",
    ],
    "ExtraHosts": [
      "db:10.0.0.9",
    ],
    "Init": true,
    "Memory": 67108864,
    "MemorySwap": 75497472,
    "NetworkMode": "bridge",
    "Privileged": true,
    "ReadonlyRootfs": true,
    "SecurityOpt": [
      "no-new-privileges",
    ],
    "ShmSize": 16777216,
    "Sysctls": {
      "net.core.somaxconn": "512",
    },
    "Tmpfs": {
      "/cache": "size=4m,noexec",
    },
    "Ulimits": [
      {
        "Hard": 4096,
        "Name": "nofile",
        "Soft": 1024,
      },
    ],
  },
  "Hostname": "web",
  "Image": "busybox",
  "Labels": {
    "com.example.team": "shop $1",
    "portwright.run": "run",
  },
  "OpenStdin": true,
  "StopTimeout": 5,
  "Tty": true,
  "User": "1000",
  "WorkingDir": "/srv",
}
`);
  });

  test('that some of the forms do not have are left out in all, each by its name', () => {
    const { reductions } = planLocally([request]);
    expect(reductions.map(({ at, text }) => `${at.path}: ${text}`)).toMatchInlineSnapshot(`
[
  "shop/web: memoryReservation, startTimeout, restartPolicy and linuxParameters.swappiness are left out: a local run does not set them",
]
`);
  });

  test('and so is what a volume of the engine does not have, and a device that no engine of a developer has', () => {
    const volumes = defineTask({
      family: 'shop',
      volumes: [
        { name: 'ebs', configuredAtLaunch: true },
        { name: 'plugin', dockerVolumeConfiguration: { driver: 'rexray/ebs', driverOpts: { size: '5' } } },
        { name: 'plain', dockerVolumeConfiguration: { scope: 'task', driver: 'local' } },
        { name: 'folder', host: { sourcePath: '/srv' } },
      ],
      containerDefinitions: [
        {
          name: 'web',
          image: 'busybox',
          memory: 64,
          resourceRequirements: [{ type: 'InferenceAccelerator', value: 'device_1' }],
        },
      ],
    });
    const { reductions } = planLocally([{ task: volumes }]);
    expect(reductions.map(({ at, text }) => `${at.path}: ${text}`)).toEqual([
      'shop/web: InferenceAccelerator device_1 is left out: a local run has none',
      'shop: volume ebs is an empty one of the engine: what is attached at launch is left out',
      'shop: volume plugin is an empty one of the engine: its driver rexray/ebs is left out',
      'shop: volume plugin is an empty one of the engine: the options of its driver are left out',
    ]);
  });

  test('without a limit of memory, a limit of swap is nothing, as on ECS', () => {
    const { memory: _, linuxParameters, ...rest } = FULL;
    const soft = defineTask({
      containerDefinitions: [{ ...rest, linuxParameters: { maxSwap: linuxParameters.maxSwap } }],
    });
    const [container] = engineRequests(planLocally([{ task: soft }]), 'run').containers;
    expect(container?.body['HostConfig']).not.toHaveProperty('MemorySwap');
  });
});
