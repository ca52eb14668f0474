/**
 * Synthesis of many networks and containers with our constructs, against the same with plain cdktf: how much the checks, the
 * automatic subnets and the analysis cost. Both in one process, alternating, so that the machine's mood hits both.
 *
 * node build/bench/docker-synth.js [count] [rounds]
 */
import { Container } from '@cdktf/provider-docker/lib/container';
import { Network } from '@cdktf/provider-docker/lib/network';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BridgePort } from '../lib/core/values/port-mapping';
import { Port } from '../lib/core/values/port';
import { BridgeNetwork, DockerContainer, DockerEngine } from '../lib/docker';

const COUNT = Number(process.argv[2] ?? 2000);
const ROUNDS = Number(process.argv[3] ?? 5);

function plain(stack: TerraformStack): void {
  const provider = new DockerProvider(stack, 'docker', {});
  for (let index = 0; index < COUNT; index++) {
    const subnet = `10.${128 + (index >> 8)}.${index & 255}`;
    const network = new Network(stack, `net-${index}`, {
      provider,
      name: `net-${index}`,
      driver: 'bridge',
      ipamConfig: [{ subnet: `${subnet}.0/24`, gateway: `${subnet}.1` }],
    });
    new Container(stack, `web-${index}`, {
      provider,
      name: `web-${index}`,
      image: 'busybox:latest',
      networkMode: 'bridge',
      networksAdvanced: [{ name: network.id, aliases: ['web'] }],
      ports: [{ internal: 80, protocol: 'tcp', external: 10_000 + index }],
    });
  }
}

function ours(stack: TerraformStack): void {
  const engine = new DockerEngine(stack, 'local');
  for (let index = 0; index < COUNT; index++) {
    const network = new BridgeNetwork(engine, `net-${index}`);
    const networks = [network.endpoint({ aliases: ['web'] })] as const;
    const web = new DockerContainer(engine, `web-${index}`, { image: 'busybox:latest', networks });
    web.publish(BridgePort.fixed(Port.tcp(80), 10_000 + index));
  }
}

/** Seconds of the processor from an empty app to the written output. */
function seconds(define: (stack: TerraformStack) => void): number {
  const outdir = mkdtempSync(join(tmpdir(), 'portwright-bench-'));
  try {
    const start = process.cpuUsage();
    const app = new App({ outdir });
    define(new TerraformStack(app, 'bench'));
    app.synth();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const rounds = Array.from({ length: ROUNDS + 1 }, () => ({ plain: seconds(plain), ours: seconds(ours) })).slice(1);
const [a, b] = [median(rounds.map((one) => one.plain)), median(rounds.map((one) => one.ours))];
console.log(`${COUNT} networks and ${COUNT} containers, median of ${ROUNDS} rounds after one to warm up`);
console.log(`plain cdktf ${a.toFixed(2)} s of processor, ours ${b.toFixed(2)} s, ratio ${(b / a).toFixed(2)}`);
