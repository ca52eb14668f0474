import type { ContainerInspectInfo } from 'dockerode';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { CLAIMS, type ClaimId } from '../../lib/core/local/claims';
import { type ContainerSpec } from '../../lib/core/local/task-spec';
import { type LocalPlan, type PlannedContainer, type PlannedTask } from '../../lib/core/local/local-plan';
import { runOnEngine } from '../../lib/cli/local-run';
import { readInputs } from '../../lib/formats';
import { type LocalFormat } from '../../lib/local/local-format';
import { requestsOf, runLocally } from '../../lib/local/local-run';
import { Applier } from './applier';
import type { PrivateEngine } from './private-engine';
import { Prober, type Listener, type Question } from './probe';
import { runToEnd } from './run';
import { type TerraformJson } from './terraform-json';

/** What the labs call their image; here it is one that only sleeps, and the tests listen in its place. */
export const IMAGE = 'nginx:alpine';

/** The claims that say that something is the same as on ECS: each has to have a probe. */
export const SAME: readonly ClaimId[] = (Object.keys(CLAIMS) as ClaimId[]).filter(
  (id) => CLAIMS[id].likeness === 'same',
);

/** A question with the answer that a claim promises. */
interface Asked {
  readonly question: Question;
  readonly expected: { readonly reached?: boolean; readonly resolved?: boolean; readonly by?: string };
}

/** How a local run comes onto an engine: written for a tool, or started by Portwright itself. */
export type Way = LocalFormat | 'run';

/** What shows that one of these is so ends the task. */
const LAST: readonly ClaimId[] = ['stop-order', 'end-of-task'];

/** Tasks that run on an engine as a local run writes them. */
export class Running {
  readonly prober: Prober;
  readonly plan: LocalPlan;
  readonly #text: string;
  readonly #interruption = new AbortController();
  readonly #healthySince = new Map<string, number>();
  #applier: Applier | undefined;
  #end: Promise<number> | undefined;
  #stopListening: () => void = () => undefined;

  constructor(
    private readonly engine: PrivateEngine,
    private readonly way: Way,
    definition: object,
    private readonly compose: readonly string[] | undefined,
    balancerImage?: string,
  ) {
    const readings = readInputs([{ name: 'task.json', text: JSON.stringify(definition) }]).map(
      ({ reading }) => reading,
    );
    const { plan, file, obstacles } = runLocally(requestsOf(readings), way === 'run' ? 'compose' : way, 'run', {
      images: new Map([['*', IMAGE]]),
      loadBalancing: readings.flatMap((reading) => reading.loadBalancing),
      ...(balancerImage === undefined ? {} : { balancerImage }),
      isStarted: way === 'run',
    });
    if (!file) throw new Error(`nothing is written: ${JSON.stringify({ obstacles, refusals: plan.refusals })}`);
    this.plan = plan;
    this.#text = file.text;
    this.prober = new Prober(engine);
  }

  async up(): Promise<void> {
    if (this.way === 'run') await this.#start();
    else if (this.way === 'terraform') {
      this.#applier = new Applier(this.engine.docker, JSON.parse(this.#text) as TerraformJson);
      await this.#applier.apply();
    } else await this.#compose('up', '-d', '--no-build', '--pull', 'never');
    await this.engine.docker
      .createContainer({ name: PEER, Image: 'busybox:latest', Cmd: ['sleep', '100000'] })
      .then((peer) => peer.start());
    await this.prober.listen(listenersOf(this.plan));
  }

  /** Runs it until it says where it answers. */
  async #start(): Promise<void> {
    await this.#noteHealth();
    const complaints: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const context = { print: () => resolve(), complain: (line: string) => complaints.push(line) };
      this.#end = runOnEngine(this.plan, 'run', { url: this.engine.dockerHost }, context, this.#interruption.signal);
      void this.#end.then(() => {
        reject(new Error(complaints.join('\n')));
      }, reject);
    });
  }

  /** Notes when each container was healthy for the first time: the engine remembers the last checks only. */
  async #noteHealth(): Promise<void> {
    const events = await this.engine.docker.getEvents({
      filters: { type: ['container'], event: ['health_status'] },
    });
    this.#stopListening = () => {
      (events as unknown as { destroy: () => void }).destroy();
    };
    events.on('data', (lines: Buffer) => {
      for (const line of lines.toString().split('\n').filter(Boolean)) {
        const { Action, Actor, timeNano } = JSON.parse(line) as {
          Action: string;
          Actor: { Attributes: { name: string } };
          timeNano: number;
        };
        const { name } = Actor.Attributes;
        if (Action.endsWith(': healthy') && !this.#healthySince.has(name)) this.#healthySince.set(name, timeNano / 1e6);
      }
    });
  }

  async down(): Promise<void> {
    await this.prober.close();
    this.#stopListening();
    await this.engine.docker
      .getContainer(PEER)
      .remove({ force: true })
      .catch(() => undefined);
    this.#interruption.abort();
    if (this.way === 'run') await this.#end;
    else if (this.#applier) await this.#applier.destroy();
    else await this.#compose('down', '-t', '0', '-v');
  }

  async #compose(...args: readonly string[]): Promise<void> {
    const [program = '', ...first] = this.compose ?? [];
    const file = join(this.engine.folder, 'local.yaml');
    writeFileSync(file, this.#text);
    const env = { ...process.env, DOCKER_HOST: this.engine.dockerHost };
    const { code, stderr } = await runToEnd(program, [...first, '-f', file, ...args], { env });
    if (code !== 0) throw new Error(stderr);
  }

  /** What does not hold of the claims of all tasks; and which were probed, those that end a task at the end. */
  async probe(): Promise<{ readonly probed: readonly ClaimId[]; readonly broken: readonly string[] }> {
    const same = this.plan.tasks.flatMap((task) =>
      task.claims.filter(({ likeness }) => likeness === 'same').map(({ id }) => ({ task, id })),
    );
    const ordered = [...same.filter(({ id }) => !LAST.includes(id)), ...same.filter(({ id }) => LAST.includes(id))];
    const broken: string[] = [];
    for (const { task, id } of ordered) {
      const probe = PROBES[id];
      if (!probe) throw new Error(`the claim ${id} has no probe`);
      const { plan, engine, prober } = this;
      const around = { plan, task, engine, prober, healthySince: this.#healthySince };
      const { questions = [], problem } = await probe(around);
      if (problem !== undefined) broken.push(`${id}: ${problem}`);
      const answers = await this.prober.askAll(questions.map(({ question }) => question));
      for (const [at, { question, expected }] of questions.entries()) {
        const answer = answers[at] as Readonly<Record<string, unknown>>;
        const differs = Object.entries(expected).some(([key, value]) => answer[key] !== value);
        if (differs) broken.push(`${id}: ${JSON.stringify(question)} gave ${JSON.stringify(answer)}`);
      }
    }
    return { probed: ordered.map(({ id }) => id), broken };
  }
}

/** A container of the engine that is in no task, on the default bridge. */
const PEER = 'peer';

/** A port on which a container listens that no mapping names. */
const OWN_PORT = 7777;

/** Each container listens on the ports of its mappings, and on one that only it has; in a shared stack on its own number. */
function listenersOf(plan: LocalPlan): Listener[] {
  return plan.containers.flatMap((container, at) =>
    isEnded(container, plan)
      ? []
      : [
          ...portsOf(container).map((port) => ({ container: container.key, port })),
          { container: container.key, port: OWN_PORT + at },
        ],
  );
}

/** Whether others start when a container has ended. */
function isEnded({ key }: PlannedContainer, { containers }: LocalPlan): boolean {
  return containers.some(({ startsAfter }) =>
    startsAfter.some((wait) => wait.key === key && ENDED.includes(wait.condition)),
  );
}

/** Conditions of which the container has ended when they are fulfilled. */
const ENDED: readonly string[] = ['COMPLETE', 'SUCCESS'];

function portsOf({ local }: PlannedContainer): readonly number[] {
  return (local.spec?.ports ?? []).flatMap(({ containerPort, protocol }) =>
    containerPort === undefined || protocol !== 'tcp' ? [] : [containerPort],
  );
}

interface Around {
  readonly plan: LocalPlan;
  readonly task: PlannedTask;
  readonly engine: PrivateEngine;
  readonly prober: Prober;
  /** Milliseconds, by the name of the container. */
  readonly healthySince: ReadonlyMap<string, number>;
}

type Probe = (
  around: Around,
) =>
  | Promise<{ readonly questions?: readonly Asked[]; readonly problem?: string }>
  | { readonly questions?: readonly Asked[]; readonly problem?: string };

/** The containers of a task's definition that run. */
function own({ plan, task }: Around): readonly PlannedContainer[] {
  return plan.containers.filter(
    (one) => one.local.spec !== undefined && task.spec.containers.includes(one.local.spec) && !isEnded(one, plan),
  );
}

function ownPort({ plan }: Around, container: PlannedContainer): number {
  return OWN_PORT + plan.containers.indexOf(container);
}

function pairs(around: Around): readonly (readonly [PlannedContainer, PlannedContainer])[] {
  const all = own(around);
  return all.flatMap((from) => all.filter((to) => to !== from).map((to) => [from, to] as const));
}

function dial(from: string, target: string, port: number | string, reached: boolean, by?: string): Asked {
  return { question: { from, probe: 'tcp', target, port }, expected: { reached, ...(by === undefined ? {} : { by }) } };
}

function lookUp(from: string, target: string, resolved: boolean): Asked {
  return { question: { from, probe: 'resolve', target }, expected: { resolved } };
}

/** What shows each claim of sameness on an engine. */
const PROBES: Readonly<Partial<Record<ClaimId, Probe>>> = {
  'own-loopback': (around) => ({
    questions: pairs(around).flatMap(([from, to]) => [
      dial(to.key, '127.0.0.1', ownPort(around, to), true, to.key),
      dial(from.key, '127.0.0.1', ownPort(around, to), false),
    ]),
  }),
  'shared-loopback': (around) => ({
    questions: pairs(around).map(([from, to]) => dial(from.key, '127.0.0.1', ownPort(around, to), true, to.key)),
  }),
  'loopback-only': (around) => ({
    questions: own(around).flatMap(({ key }): Asked[] => [
      { question: { from: key, probe: 'ping', target: '127.0.0.1' }, expected: { reached: true } },
      { question: { from: key, probe: 'ping', target: 'host' }, expected: { reached: false } },
    ]),
  }),
  'stack-of-the-host': (around) => ({
    questions: own(around).map((container) =>
      dial('host', '127.0.0.1', ownPort(around, container), true, container.key),
    ),
  }),
  'bridge-address': (around) => ({
    questions: own(around).map((container) =>
      dial(PEER, `@${container.key}`, ownPort(around, container), true, container.key),
    ),
  }),
  'no-container-names': (around) => ({
    questions: [
      ...pairs(around)
        .filter(([from, to]) => !from.links.some(({ alias }) => alias === to.local.settings.name))
        .map(([from, to]) => lookUp(from.key, to.local.settings.name, false)),
      ...own(around).map(({ local }) => lookUp(PEER, local.settings.name, false)),
    ],
  }),
  links: (around) => ({
    questions: own(around).flatMap((from) =>
      from.links.flatMap(({ key, alias }) => {
        const target = around.plan.containers.find((container) => container.key === key)!;
        return [
          lookUp(from.key, alias, true),
          dial(from.key, alias, ownPort(around, target), true, key),
          lookUp(key, from.local.settings.name, false),
        ];
      }),
    ),
  }),
  'fixed-host-port': (around) => ({
    questions: own(around).flatMap(({ key, local }) =>
      local.settings.portBindings
        .filter(({ host, protocol }) => !host.chosen && protocol === 'tcp')
        .flatMap(({ host }) => [
          dial('host', '127.0.0.1', host.number, true, key),
          dial('external', 'host', host.number, true, key),
        ]),
    ),
  }),
  'dynamic-host-port': async (around) => {
    const questions: Asked[] = [];
    for (const { key, local } of own(around)) {
      for (const { port, protocol } of local.settings.portBindings.filter(({ host }) => host.chosen)) {
        const { NetworkSettings } = await around.engine.docker.getContainer(key).inspect();
        const number = Number(NetworkSettings.Ports[`${port}/${protocol}`]?.[0]?.HostPort);
        const [first, last] = around.plan.window;
        if (!(number >= first && number <= last)) return { problem: `${key} has host port ${number}` };
        questions.push(dial('external', 'host', number, true, key));
      }
    }
    return { questions };
  },
  'host-port': (around) => ({
    questions: own(around).flatMap((container) =>
      portsOf(container).map((port) => dial('external', 'host', port, true, container.key)),
    ),
  }),
  'start-order': async (around) => {
    const startedAt = async (key: string): Promise<string> =>
      (await around.engine.docker.getContainer(key).inspect()).State.StartedAt;
    for (const { key, startsAfter } of own(around)) {
      for (const wait of startsAfter) {
        if ((await startedAt(wait.key)) > (await startedAt(key)))
          return { problem: `${key} started before ${wait.key}` };
      }
    }
    return {};
  },
  'awaited-conditions': async (around) => {
    for (const { key, startsAfter } of own(around)) {
      const { State: started } = await around.engine.docker.getContainer(key).inspect();
      for (const wait of startsAfter) {
        const { State: before } = await around.engine.docker.getContainer(wait.key).inspect();
        const since =
          wait.condition === 'HEALTHY' ? (around.healthySince.get(wait.key) ?? NaN) : Date.parse(before.FinishedAt);
        if (!(Date.parse(started.StartedAt) >= Math.floor(since)))
          return { problem: `${key} did not wait for ${wait.key}` };
      }
    }
    return {};
  },
  'stop-order': async (around) => {
    const { problem, deaths, killed } = await endOf(around);
    for (const { key, startsAfter } of own(around).filter((one) => deaths.includes(one.key) && one.key !== killed)) {
      const later = startsAfter.find((wait) => wait.key !== killed && deaths.indexOf(wait.key) < deaths.indexOf(key));
      if (later && deaths.includes(later.key)) return { problem: `${later.key} ended before ${key}` };
    }
    return problem === undefined ? {} : { problem };
  },
  'end-of-task': async (around) => {
    const { problem } = await endOf(around);
    return problem === undefined ? {} : { problem };
  },
  'connect-names': (around) => {
    const ownKeys = own(around).map(({ key }) => key);
    const networks = around.task.around.namespaces;
    const isMember = (from: PlannedContainer, network: string): boolean =>
      around.plan.containers.some(
        (pause) => pause.key === from.sharesWith && pause.networks.some(({ name }) => name === network),
      );
    const others = around.plan.containers.filter(
      ({ key, sharesWith }) => sharesWith !== undefined && !ownKeys.includes(key),
    );
    return {
      questions: others.flatMap((from) =>
        networks.flatMap(({ network, names }) =>
          names.flatMap((name) =>
            isMember(from, network)
              ? [
                  lookUp(from.key, name, true),
                  ...own(around).map((to) => dial(from.key, name, ownPort(around, to), true, to.key)),
                ]
              : [lookUp(from.key, name, false)],
          ),
        ),
      ),
    };
  },
  'discovery-names': (around) => {
    const pause = around.plan.containers.find(({ key }) => own(around).some(({ sharesWith }) => sharesWith === key));
    const others = around.plan.containers.filter(
      ({ sharesWith }) => sharesWith !== undefined && sharesWith !== pause?.key,
    );
    return {
      problem: others.length === 0 ? 'there is no other task to ask from' : undefined,
      questions: others.flatMap((from) =>
        around.task.around.names.flatMap((name) => [
          lookUp(from.key, name, true),
          ...own(around).flatMap((container) => [
            dial(from.key, name, ownPort(around, container), true, container.key),
            lookUp(from.key, container.local.settings.name, false),
          ]),
        ]),
      ),
    } as { questions: Asked[]; problem?: string };
  },
  'settings-of-containers': async (around) => {
    const { SwapLimit: countsSwap } = (await around.engine.docker.info()) as { SwapLimit: boolean };
    for (const { key, local } of own(around)) {
      const { spec } = local;
      if (!spec) continue;
      const inspected = await around.engine.docker.getContainer(key).inspect();
      for (const [what, wanted, there] of inspectedSettings(spec, inspected, countsSwap)) {
        const differs = `${key}: ${what} is ${JSON.stringify(there)}, not ${JSON.stringify(wanted)}`;
        if (!isDeepStrictEqual(there, wanted)) return { problem: differs };
      }
      for (const [command, shows] of shownInside(spec)) {
        const asked = { from: key, probe: 'exec', command: ['sh', '-c', command] } as const;
        const { output } = (await around.prober.ask(asked)) as { readonly output?: string };
        if (!shows.test(output ?? '')) return { problem: `${key}: ${command} prints ${JSON.stringify(output)}` };
      }
    }
    return {};
  },
};

/** How a task came to its end when one of its essential containers was killed; a task ends once. */
const ENDS = new WeakMap<PlannedTask, Promise<End>>();

interface End {
  /** Containers in the order in which they ended. */
  readonly deaths: readonly string[];
  readonly killed: string;
  readonly problem?: string;
}

async function endOf(around: Around): Promise<End> {
  const end = ENDS.get(around.task) ?? endByKill(around);
  ENDS.set(around.task, end);
  return end;
}

/** Kills an essential container, one that nothing waits for if there is one, and looks what ends with it. */
async function endByKill(around: Around): Promise<End> {
  const { docker } = around.engine;
  const isUp = async ({ key }: PlannedContainer): Promise<boolean> =>
    docker
      .getContainer(key)
      .inspect()
      .then(
        ({ State }) => State.Running,
        () => false,
      );
  const essential = own(around).filter(({ local }) => local.spec?.essential === true);
  const isAlone = ({ key, startsAfter }: PlannedContainer): boolean =>
    startsAfter.length === 0 && !around.plan.containers.some((one) => one.startsAfter.some((wait) => wait.key === key));
  const killed = essential.find(isAlone) ?? essential[0];
  if (!killed) return { deaths: [], killed: '', problem: 'no container is essential' };
  const all = own(around).filter(({ copy }) => copy === killed.copy);
  const others = around.plan.containers.filter(({ copy }) => copy !== killed.copy);
  const were = await Promise.all(others.map(isUp));
  const deaths: string[] = [];
  const events = await docker.getEvents({ filters: { type: ['container'], event: ['die'] } });
  events.on('data', (lines: Buffer) => {
    for (const line of lines.toString().split('\n').filter(Boolean)) {
      deaths.push((JSON.parse(line) as { Actor: { Attributes: { name: string } } }).Actor.Attributes.name);
    }
  });
  try {
    await docker.getContainer(killed.key).kill();
    for (let tries = 0; tries < 150; tries++) {
      await sleep(100);
      if ((await Promise.all(all.map(isUp))).includes(true)) continue;
      const are = await Promise.all(others.map(isUp));
      const isSame = isDeepStrictEqual(are, were);
      return { deaths, killed: killed.key, ...(isSame ? {} : { problem: 'another task ended too' }) };
    }
    return { deaths, killed: killed.key, problem: `the end of ${killed.key} did not end its task` };
  } finally {
    (events as unknown as { destroy: () => void }).destroy();
  }
}

const MIB = 1024 * 1024;

/** Settings as the engine says them: what, as it is wanted, as it is. */
function inspectedSettings(
  spec: ContainerSpec,
  { Config: config, HostConfig: host }: ContainerInspectInfo,
  countsSwap: boolean,
): readonly (readonly [what: string, wanted: unknown, there: unknown])[] {
  const { engineSettings: engine } = spec;
  const { StopTimeout: stop } = config as { StopTimeout?: number };
  const labels = Object.keys(engine?.labels ?? {});
  return [
    ['memory', (spec.memory ?? 0) * MIB, host.Memory],
    ['privileged', spec.privileged, host.Privileged],
    ['labels', engine?.labels, Object.fromEntries(labels.map((label) => [label, config.Labels[label]]))],
    ['stop timeout', engine?.stopSeconds, stop],
    ['weight', engine?.cpuShares ?? 0, host.CpuShares],
    ['terminal', [engine?.terminal, engine?.interactive], [config.Tty, config.OpenStdin]],
    ...(countsSwap && engine?.memoryAndSwap !== undefined
      ? [['memory and swap', engine.memoryAndSwap * MIB, host.MemorySwap] as const]
      : []),
  ];
}

/** Capabilities in the order of their numbers in the kernel. */
const CAPABILITIES = [
  ...['CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID', 'SETPCAP'],
  ...['LINUX_IMMUTABLE', 'NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_ADMIN', 'NET_RAW', 'IPC_LOCK', 'IPC_OWNER'],
  ...['SYS_MODULE', 'SYS_RAWIO', 'SYS_CHROOT', 'SYS_PTRACE', 'SYS_PACCT', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_NICE'],
  ...['SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'MKNOD', 'LEASE', 'AUDIT_WRITE', 'AUDIT_CONTROL', 'SETFCAP'],
  ...['MAC_OVERRIDE', 'MAC_ADMIN', 'SYSLOG', 'WAKE_ALARM', 'BLOCK_SUSPEND', 'AUDIT_READ'],
];

/** Commands in a container, and what they print where its settings are those of the definition. */
function shownInside(spec: ContainerSpec): readonly (readonly [command: string, shows: RegExp])[] {
  const { engineSettings: engine, addedCapabilities, droppedCapabilities } = spec;
  const line = (value: string): RegExp => new RegExp(`^${plain(value)}$`, 'm');
  const mount = (type: string, path: string, kibibytes: number): readonly [string, RegExp] => [
    'cat /proc/mounts',
    new RegExp(`^${type} ${plain(path)} tmpfs .*size=${kibibytes}k`, 'm'),
  ];
  const shown: (readonly [string, RegExp])[] = [
    ...addedCapabilities.map((name) => [hasCapability(name), /^1$/m] as const),
    ...droppedCapabilities.map((name) => [hasCapability(name), /^0$/m] as const),
    ...spec.dnsServers.map((server) => ['cat /etc/resolv.conf', line(`nameserver ${server}`)] as const),
    ...spec.dnsSearchDomains.map(
      (domain) => ['cat /etc/resolv.conf', new RegExp(`^search .*\\b${plain(domain)}`, 'm')] as const,
    ),
    ...spec.extraHosts.map((entry) => {
      const [name = '', address = ''] = entry.split(/:(.*)/s);
      return ['cat /etc/hosts', new RegExp(`^${plain(address)}\\s+${plain(name)}$`, 'm')] as const;
    }),
    ...Object.entries(spec.systemControls).map(
      ([name, value]) => [`cat /proc/sys/${name.replaceAll('.', '/')}`, line(value)] as const,
    ),
    ...(engine?.ulimits ?? []).map(({ name, softLimit, hardLimit }) => {
      if (name !== 'nofile') throw new Error(`how ${name} shows is not written here`);
      return ['cat /proc/1/limits', new RegExp(`^Max open files +${softLimit} +${hardLimit} `, 'm')] as const;
    }),
    ...(engine?.devices ?? []).map(({ container }) => [`test -c ${container} && echo there`, /^there$/m] as const),
    ...Object.entries(engine?.tmpfs ?? {}).map(([path, options]) =>
      mount('tmpfs', path, Number(/size=(\d+)m/.exec(options)?.[1]) * 1024),
    ),
  ];
  if (spec.user !== undefined) shown.push(['id -u', line(spec.user)]);
  if (spec.workingDirectory !== undefined) shown.push(['pwd', line(spec.workingDirectory)]);
  if (spec.hostname !== undefined) shown.push(['hostname', line(spec.hostname)]);
  if (spec.readonlyRootFilesystem) shown.push(['touch /made', /Read-only file system/]);
  if (spec.init) shown.push(['cat /proc/1/comm', line('docker-init')]);
  if (engine?.sharedMemory !== undefined) shown.push(mount('shm', '/dev/shm', engine.sharedMemory * 1024));
  if (engine?.terminal === true) shown.push(['readlink /proc/1/fd/1', /^\/dev\/(?:pts\/|console)/m]);
  if (engine?.securityOptions.includes('no-new-privileges') === true) {
    shown.push(['cat /proc/1/status', /^NoNewPrivs:\s+1$/m]);
  }
  return shown;
}

/** Prints 1 where a capability is in the set that the first program may have; of all, where there is any. */
function hasCapability(name: string): string {
  const set = "0x$(sed -n 's/^CapBnd:.//p' /proc/1/status)";
  if (name === 'ALL') return `echo $(( ${set} != 0 ))`;
  const number = CAPABILITIES.indexOf(name);
  if (number < 0) throw new Error(`the number of ${name} is not written here`);
  return `echo $(( (${set} >> ${number}) & 1 ))`;
}

/** A text in which nothing is a pattern. */
function plain(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The claims that have a probe. */
export const PROBED: readonly string[] = Object.keys(PROBES);
