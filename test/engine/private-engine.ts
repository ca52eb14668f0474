import Docker from 'dockerode';
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, rmdir } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, type AgentPlace } from './agent';
import { findProgram, run, runToEnd, tarOf } from './run';

/** 20.10 is the engine of Debian 12; 29 is the line that follows the reworked firewall rules. */
export type Generation = '20.10' | '29';

export const GENERATIONS: readonly Generation[] = ['20.10', '29'];

/** Whether an engine of a generation can run here, and if not, why. */
export type Availability =
  | { readonly available: true; readonly dockerd: string; readonly folders: readonly string[] }
  | { readonly available: false; readonly reason: string };

export interface PrivateEngineProps {
  /** @default '20.10' */
  readonly generation?: Generation;
  /** Short word that shows in the names of namespaces and folders. @default 'engine' */
  readonly name?: string;
  /** Flags for the daemon, such as `--icc=false`. @default - none */
  readonly flags?: readonly string[];
  /** Whether the network of the two machines has IPv6 too. @default false */
  readonly lan6?: boolean;
  /** An engine on whose other machine this one runs; it goes before that one goes. @default - two machines of its own */
  readonly beside?: PrivateEngine;
}

const HOST_ADDRESS = '10.200.0.1';
const EXTERNAL_ADDRESS = '10.200.0.2';
/** The same two in IPv6, where their network has it. */
const HOST_ADDRESS_6 = 'fd00:200::1';
const EXTERNAL_ADDRESS_6 = 'fd00:200::2';
/** Where a program on the other machine answers, as in the recorded vectors. */
const EXTERNAL_PORT = 8499;
const NEEDED = ['ip', 'iptables', 'nsenter', 'unshare', 'setpriv', 'mount', 'tar', 'busybox', 'containerd'];
let count = 0;

function newerEngineFolder(): string {
  return process.env['PORTWRIGHT_ENGINE_29'] ?? join(homedir(), '.cache', 'portwright', 'engine-29');
}

/**
 * A throw-away Docker engine in a network namespace of its own, with a second namespace that plays another machine on
 * its network. Nothing of the machine's own engine, bridges or firewall is touched, and nothing is left behind.
 */
export class PrivateEngine {
  /** Whether an engine of that generation can run here, with the reason when it cannot. */
  static available(generation: Generation): Availability {
    if (process.platform !== 'linux') return { available: false, reason: 'needs Linux' };
    if (process.getuid?.() !== 0) return { available: false, reason: 'needs root, to make network namespaces' };
    const missing = NEEDED.filter((program) => findProgram(program) === undefined);
    if (missing.length > 0) return { available: false, reason: `not in PATH: ${missing.join(', ')}` };
    const folders = generation === '29' ? [newerEngineFolder()] : [];
    // The newer engine must not fall back to the older daemon of PATH, which would pass for it.
    const lookIn = generation === '29' ? folders[0] : undefined;
    const programs = generation === '29' ? ['dockerd', 'docker-proxy', 'runc'] : ['dockerd', 'runc'];
    const found = programs.map((program) => findProgram(program, folders));
    const absent = programs.filter((program, at) => found[at] !== (lookIn ? join(lookIn, program) : (found[at] ?? '')));
    const dockerd = found[0];
    if (absent.length > 0 || dockerd === undefined) {
      const where = lookIn === undefined ? 'PATH' : `${lookIn} (set PORTWRIGHT_ENGINE_29 to the folder that has them)`;
      return { available: false, reason: `engine ${generation}: no ${absent.join(', ')} in ${where}` };
    }
    return { available: true, dockerd, folders };
  }

  /** @throws Error when the engine is not available here or does not come up */
  static async start(props: PrivateEngineProps = {}): Promise<PrivateEngine> {
    const generation = props.generation ?? '20.10';
    const found = PrivateEngine.available(generation);
    if (!found.available) throw new Error(found.reason);
    const name = props.name ?? 'engine';
    const folder = await mkdtemp(join(tmpdir(), `portwright-${name}-`));
    const engine = new PrivateEngine(generation, name, folder, props.lan6 === true, props.beside);
    try {
      if (!props.beside) await engine.#makeNamespaces(engine.lan6);
      await engine.#startAgents(props.beside === undefined);
      await engine.#startDaemon(found, props.flags ?? []);
      engine.#begin = (): Promise<void> => engine.#startDaemon(found, props.flags ?? []);
      await engine.#importBusybox();
    } catch (error) {
      await engine.stop();
      throw error;
    }
    return engine;
  }

  readonly socketPath: string;
  readonly docker: Docker;
  /** Name of the namespace of the machine that runs the engine. */
  readonly hostNetns: string;
  /** Name of the namespace of the other machine, which routes the container subnets by way of the engine host. */
  readonly externalNetns: string;
  readonly hostAddress: string;
  readonly externalAddress: string;
  /** TCP port on which the other machine answers as `external`. */
  readonly externalPort = EXTERNAL_PORT;
  readonly #cgroup: string;
  #agents: { readonly host: Agent; readonly external: Agent } | undefined;
  #daemon: ChildProcess | undefined;
  #begin: () => Promise<void> = () => Promise.resolve();

  private constructor(
    readonly generation: Generation,
    readonly name: string,
    readonly folder: string,
    /** Whether the network of the two machines has IPv6. */
    readonly lan6: boolean,
    private readonly beside: PrivateEngine | undefined,
  ) {
    const id = `pw${process.pid}-${count++}`;
    this.hostNetns = beside?.externalNetns ?? `${id}h`;
    this.externalNetns = beside?.hostNetns ?? `${id}x`;
    this.hostAddress = beside?.externalAddress ?? HOST_ADDRESS;
    this.externalAddress = beside?.hostAddress ?? EXTERNAL_ADDRESS;
    this.#cgroup = `portwright-${basename(folder)}`;
    this.socketPath = join(folder, 'docker.sock');
    this.docker = new Docker({ socketPath: this.socketPath });
  }

  /** What `DOCKER_HOST` has to say for other programs. */
  get dockerHost(): string {
    return `unix://${this.socketPath}`;
  }

  /** A process on the engine host, outside every container. */
  get host(): Agent {
    return this.#both().host;
  }

  /** A process on the other machine. */
  get external(): Agent {
    return this.#both().external;
  }

  /** Where a running container's processes live: its namespace, and the resolver files that the engine wrote for it. */
  placeOf(container: Docker.ContainerInspectInfo): AgentPlace {
    const netns = `/proc/${this.#daemonPid()}/root/proc/${container.State.Pid}/ns/net`;
    return { netns, resolvConf: container.ResolvConfPath, hosts: container.HostsPath };
  }

  /** Ends the daemon and starts it again, as an update of it does; containers end with it. */
  async restart(): Promise<void> {
    await this.#stopDaemon();
    await this.#begin();
  }

  /** Removes every container, network that is not predefined, and volume, so that the next topology starts fresh. */
  async clear(): Promise<void> {
    const containers = await this.docker.listContainers({ all: true });
    await Promise.all(containers.map(({ Id }) => this.docker.getContainer(Id).remove({ force: true, v: true })));
    const networks = await this.docker.listNetworks();
    for (const { Id, Name } of networks) {
      if (!['bridge', 'host', 'none'].includes(Name)) await this.docker.getNetwork(Id).remove();
    }
    const { Volumes } = await this.docker.listVolumes();
    await Promise.all(Volumes.map((volume) => this.docker.getVolume(volume.Name).remove({ force: true })));
  }

  /** Ends the engine and everything that ran on it, and removes its namespaces, mounts, control groups and folder. */
  async stop(): Promise<void> {
    if (this.#daemon !== undefined) await this.clear().catch(() => undefined);
    await this.#agents?.host.close();
    await this.#agents?.external.close();
    await this.#stopDaemon();
    const own = this.beside ? [] : [this.hostNetns, this.externalNetns];
    for (const netns of own) await runToEnd('ip', ['netns', 'del', netns]);
    await removeControlGroups(this.#cgroup);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  /** The last lines of the daemon's log, for the message of a failure. */
  log(lines = 15): string {
    return readFileSync(join(this.folder, 'log'), 'utf8').trim().split('\n').slice(-lines).join('\n');
  }

  #both(): { readonly host: Agent; readonly external: Agent } {
    if (this.#agents === undefined) throw new Error('the engine has not been started');
    return this.#agents;
  }

  /** The daemon is the first process of its own process namespace, a child of the one that we started. */
  #daemonPid(): number {
    const parent = this.#daemon?.pid ?? 0;
    const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim();
    return Number(children.split(' ')[0]);
  }

  async #makeNamespaces(lan6: boolean): Promise<void> {
    const [host, external] = [this.hostNetns, this.externalNetns];
    await run('ip', 'netns', 'add', host);
    await run('ip', 'netns', 'add', external);
    await run('ip', 'link', 'add', 'eth0', 'netns', host, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', external);
    // The other machine does not forward, or a packet for nowhere would go round between the two.
    const setUp = async (
      netns: string,
      own: string,
      gateway: string,
      own6: string,
      gateway6: string,
    ): Promise<void> => {
      const commands = [
        'echo 0 > /proc/sys/net/ipv4/ip_forward',
        'ip link set lo up',
        `ip addr add ${own}/24 dev eth0`,
        ...(lan6 ? [`ip addr add ${own6}/64 dev eth0 nodad`] : []),
        'ip link set eth0 up',
        `ip route add default via ${gateway}`,
        ...(lan6 ? [`ip -6 route add default via ${gateway6}`] : []),
      ];
      await run('ip', 'netns', 'exec', netns, 'sh', '-e', '-c', commands.join('\n'));
    };
    await setUp(host, HOST_ADDRESS, EXTERNAL_ADDRESS, HOST_ADDRESS_6, EXTERNAL_ADDRESS_6);
    await setUp(external, EXTERNAL_ADDRESS, HOST_ADDRESS, EXTERNAL_ADDRESS_6, HOST_ADDRESS_6);
  }

  /** @param answers whether the other machine is that of this engine alone, and answers for itself */
  async #startAgents(answers: boolean): Promise<void> {
    const resolvConf = join(this.folder, 'resolv.conf');
    const hosts = join(this.folder, 'hosts');
    writeFileSync(resolvConf, `nameserver ${EXTERNAL_ADDRESS}\n`);
    writeFileSync(hosts, '127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n');
    const place = (netns: string): AgentPlace => ({ netns: `/run/netns/${netns}`, resolvConf, hosts });
    this.#agents = { host: Agent.start(place(this.hostNetns)), external: Agent.start(place(this.externalNetns)) };
    if (!answers) return;
    await this.#agents.external.perform({ op: 'deny-names', address: EXTERNAL_ADDRESS });
    await this.#agents.external.perform({ op: 'listen', name: 'external', protocol: 'tcp', port: EXTERNAL_PORT });
  }

  async #startDaemon(
    found: { readonly dockerd: string; readonly folders: readonly string[] },
    flags: readonly string[],
  ) {
    const at = (name: string): string => join(this.folder, name);
    writeFileSync(at('daemon.json'), '{}');
    const daemon = [
      found.dockerd,
      ...['--data-root', at('data'), '--exec-root', at('exec'), '--pidfile', at('pid'), '-H', this.dockerHost],
      ...['--config-file', at('daemon.json'), '--cgroup-parent', `/${this.#cgroup}`],
      ...['--exec-opt', 'native.cgroupdriver=cgroupfs', ...flags],
    ];
    // What an engine keeps outside its folders is hidden from the machine, and a running containerd from the engine.
    const script = [
      ...['/run/docker', '/run/containerd', '/etc/docker'].map(
        (path) => `mkdir -p ${path} && mount -t tmpfs tmpfs ${path}`,
      ),
      `mount --bind '${at('resolv.conf')}' /etc/resolv.conf`,
      `mount --bind '${at('hosts')}' /etc/hosts`,
      'exec "$@"',
    ].join('\n');
    const log = openSync(at('log'), 'a');
    this.#daemon = spawn(
      'setpriv',
      [
        ...['--pdeathsig', 'KILL', 'nsenter', `--net=/run/netns/${this.hostNetns}`],
        ...['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-e', '-c', script, 'sh'],
        ...daemon,
      ],
      {
        stdio: ['ignore', log, log],
        detached: true,
        env: { ...process.env, PATH: [...found.folders, process.env['PATH']].join(delimiter) },
      },
    );
    closeSync(log);
    const deadline = Date.now() + 60_000;
    while (
      !(await this.docker.ping().then(
        () => true,
        () => false,
      ))
    ) {
      if (this.#daemon.exitCode !== null || Date.now() > deadline) {
        throw new Error(`engine ${this.generation} did not come up:\n${this.log()}`);
      }
      await sleep(100);
    }
    // As on a machine where the daemon itself switched forwarding on, whatever this kernel's namespaces inherit.
    await run('nsenter', `--net=/run/netns/${this.hostNetns}`, 'iptables', '-P', 'FORWARD', 'DROP');
  }

  async #stopDaemon(): Promise<void> {
    const daemon = this.#daemon;
    if (daemon === undefined || daemon.exitCode !== null || daemon.signalCode !== null) return;
    const gone = new Promise((resolve) => daemon.once('exit', resolve));
    try {
      process.kill(this.#daemonPid(), 'SIGTERM');
      await Promise.race([gone, sleep(8000, undefined, { ref: false })]);
    } catch {
      // It is already on its way out.
    }
    // Ending the first process of a process namespace ends all others in it.
    daemon.kill('SIGKILL');
    await gone;
  }

  async #importBusybox(): Promise<void> {
    const root = join(this.folder, 'image');
    for (const folder of ['bin', 'tmp', 'etc', 'var/www']) mkdirSync(join(root, folder), { recursive: true });
    copyFileSync(findProgram('busybox') ?? '', join(root, 'bin', 'busybox'));
    writeFileSync(join(root, 'etc', 'passwd'), 'root:x:0:0:root:/:/bin/sh\n');
    const applets = (await run('busybox', '--list')).trim().split('\n');
    for (const applet of applets) if (applet !== 'busybox') symlinkSync('busybox', join(root, 'bin', applet));
    const stream = await this.docker.importImage(Readable.from([tarOf(root)]), {
      repo: 'busybox',
      tag: 'latest',
      changes: ['ENV PATH=/bin', 'CMD ["sh"]'],
    });
    await new Promise<void>((resolve, reject) => {
      this.docker.modem.followProgress(stream, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
    await this.docker.getImage('busybox:latest').inspect();
  }
}

/** Control groups are folders that only `rmdir` removes, children first. */
async function removeControlGroups(name: string): Promise<void> {
  const remove = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) if (entry.isDirectory()) await remove(join(folder, entry.name));
    await rmdir(folder).catch(() => undefined);
  };
  const top = '/sys/fs/cgroup';
  await remove(join(top, name));
  const hierarchies = await readdir(top, { withFileTypes: true }).catch(() => []);
  for (const entry of hierarchies) if (entry.isDirectory()) await remove(join(top, entry.name, name));
}
