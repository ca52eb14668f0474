import { performance } from 'node:perf_hooks';
import { ReachClasses } from '../lib/core/engine/answers/reach-classes';
import {
  type ContainerSpec,
  DEFAULT_ENGINE,
  type DockerHost,
  type NetworkDefinition,
} from '../lib/core/engine/definition/docker-host';
import { Topology } from '../lib/core/engine/topology';
import { NOTHING } from '../lib/core/values/listed';
import { Port } from '../lib/core/values/port';

/** A host on which each container is on one to three of the networks, some of them published. */
function hostOf(containers: number, networks: number): DockerHost {
  const at = { path: 'bench' };
  return {
    at,
    engine: { ...DEFAULT_ENGINE, addresses: ['192.0.2.1'] },
    networks: {
      complete: true,
      items: Array.from({ length: networks }, (_, n): NetworkDefinition => ({
        at,
        name: `net${n}`,
        driver: 'bridge',
        ipam: { complete: true, items: [{ at, subnet: `10.${n >> 8}.${n & 255}.0/24`, auxiliary: {} }] },
        ipv6: false,
        internal: n % 7 === 0,
        attachable: false,
        ingress: false,
        options: {},
        existing: false,
      })),
    },
    containers: {
      complete: true,
      items: Array.from({ length: containers }, (_, n): ContainerSpec => {
        const joined = new Set([n % networks, (n * 7919) % networks, (n * 104729) % networks].slice(0, 1 + (n % 3)));
        return {
          at,
          name: `c${n}`,
          namespace: { kind: 'own' },
          endpoints: {
            complete: true,
            items: [...joined].map((network) => ({
              at,
              network: `net${network}`,
              aliases: { complete: true, items: [`alias${n % 50}`] },
              links: NOTHING,
            })),
          },
          dns: NOTHING,
          links: NOTHING,
          extraHosts: NOTHING,
          published: {
            complete: true,
            items: n % 5 === 0 ? [{ at, containerPort: 80, hostPort: 1 + (n % 65535), protocol: 'tcp' }] : [],
          },
          publishAll: false,
          exposed: NOTHING,
          running: true,
        };
      }),
    },
  };
}

interface Measure {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly topology: Topology;
}

function measure(host: DockerHost): Measure {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const topology = Topology.of(host);
  const classes = ReachClasses.of(topology);
  const milliseconds = performance.now() - start;
  globalThis.gc?.();
  const megabytes = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  if (classes.classes.length === 0) throw new Error('no classes');
  return { milliseconds, megabytes, topology };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

const small = hostOf(10_000, 1_000);
measure(small);
const smalls = Array.from({ length: 5 }, () => measure(small));
const [one] = smalls;
if (!one) throw new Error('no run');
const asked = 20_000;
const port = Port.tcp(80);
// of the processor, which a busy machine does not make more of
const spent = (): number => process.cpuUsage().user + process.cpuUsage().system;
const start = spent();
for (let n = 0; n < asked; n++) one.topology.reach({ from: `c${n % 10_000}`, to: `c${(n * 31) % 10_000}`, port });
const perQuestion = (spent() - start) / asked;
const large = hostOf(100_000, 10_000);
const larges = Array.from({ length: 3 }, () => measure(large));

const time = median(smalls.map(({ milliseconds }) => milliseconds));
console.log(
  `10,000 containers on 1,000 networks: ${time.toFixed(0)} ms, ${median(smalls.map((m) => m.megabytes)).toFixed(0)} MB`,
);
console.log(`100,000 on 10,000: ${(median(larges.map((m) => m.milliseconds)) / time).toFixed(1)} times that`);
console.log(`one question of 10,000 containers: ${perQuestion.toFixed(1)} microseconds of CPU`);
