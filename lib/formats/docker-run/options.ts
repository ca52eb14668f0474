/** An option as the command line has it, with the place of the word. */
export interface GivenOption {
  readonly name: string;
  /** Undefined for a switch. */
  readonly value: string | undefined;
  /** Index of the word that has the value, or the option where it has none. */
  readonly word: number;
}

/** The options of one command: switches, and those with a value; one letter for the same. */
export interface OptionTable {
  readonly switches: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  readonly letters: Readonly<Record<string, string>>;
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** @see https://docs.docker.com/reference/cli/docker/container/run/ */
export const RUN: OptionTable = {
  switches: words(
    'detach disable-content-trust help init interactive no-healthcheck oom-kill-disable privileged publish-all quiet read-only rm sig-proxy tty use-api-socket',
  ),
  values: words(`
    add-host annotation attach blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent cgroupns cidfile cpu-count
    cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device
    device-cgroup-rule device-read-bps device-read-iops device-write-bps device-write-iops dns dns-opt dns-option dns-search
    domainname entrypoint env env-file expose gpus group-add health-cmd health-interval health-retries health-start-interval
    health-start-period health-timeout hostname io-maxbandwidth io-maxiops ip ip6 ipc isolation kernel-memory label label-file
    link link-local-ip log-driver log-opt mac-address memory memory-reservation memory-swap memory-swappiness mount name net
    net-alias network network-alias oom-score-adj pid pids-limit platform publish pull restart runtime security-opt shm-size
    stop-signal stop-timeout storage-opt sysctl tmpfs ulimit user userns uts volume volume-driver volumes-from workdir`),
  letters: {
    a: 'attach',
    c: 'cpu-shares',
    d: 'detach',
    e: 'env',
    h: 'hostname',
    i: 'interactive',
    l: 'label',
    m: 'memory',
    p: 'publish',
    P: 'publish-all',
    q: 'quiet',
    t: 'tty',
    u: 'user',
    v: 'volume',
    w: 'workdir',
  },
};

/**
 * Podman has more, of which these decide nothing about networks.
 * @see https://docs.podman.io/en/latest/markdown/podman-run.1.html
 */
export const PODMAN_RUN: OptionTable = {
  ...RUN,
  switches: new Set([...RUN.switches, ...words('env-host http-proxy passwd read-only-tmpfs replace rmi tls-verify')]),
  values: new Set([
    ...RUN.values,
    ...words(`
      cgroups conmon-pidfile gidmap health-on-failure image-volume init-path pidfile retry retry-delay sdnotify secret
      subgidname subuidname systemd timeout tz uidmap umask`),
  ]),
};

/** @see https://docs.docker.com/reference/cli/docker/network/create/ */
export const NETWORK_CREATE: OptionTable = {
  switches: words('attachable config-only help ingress internal ipv4 ipv6'),
  values: words('aux-address config-from driver gateway ip-range ipam-driver ipam-opt label opt scope subnet'),
  letters: { d: 'driver', o: 'opt' },
};

/** @see https://docs.docker.com/reference/cli/docker/network/connect/ */
export const NETWORK_CONNECT: OptionTable = {
  switches: words('help force'),
  values: words('alias driver-opt gw-priority ip ip6 link link-local-ip'),
  letters: { f: 'force' },
};

/** Options of the commands that change containers or networks that are there: start, stop, kill, rm, rename. */
export const CHANGE: OptionTable = {
  switches: words('attach force help interactive link volumes'),
  values: words('checkpoint checkpoint-dir detach-keys signal time timeout'),
  letters: { a: 'attach', f: 'force', i: 'interactive', l: 'link', s: 'signal', t: 'timeout', v: 'volumes' },
};

/** Options before the command of the `docker` program itself. */
export const GLOBAL: OptionTable = {
  switches: words('debug tls tlsverify version help'),
  values: words('config context host log-level tlscacert tlscert tlskey'),
  letters: { D: 'debug', c: 'context', H: 'host', l: 'log-level', v: 'version' },
};

/** What was made of the words of a command. */
export interface ParsedOptions {
  readonly options: readonly GivenOption[];
  /** Index of the first word that is no option. */
  readonly rest: number;
  /** An option that the command does not have, as it stands there. */
  readonly unknown?: { readonly text: string; readonly word: number };
}

/**
 * Takes the options of a command apart as the program does: they end at the first word that is none.
 * @param interspersed whether options may stand behind operands as well
 */
export function optionsIn(
  all: readonly string[],
  from: number,
  table: OptionTable,
  interspersed = false,
): ParsedOptions & { readonly operands: readonly number[] } {
  const options: GivenOption[] = [];
  const operands: number[] = [];
  let at = from;
  for (; at < all.length; at++) {
    const word = all[at] ?? '';
    if (word === '--') {
      at++;
      break;
    }
    if (!/^-./.test(word)) {
      if (!interspersed) break;
      operands.push(at);
      continue;
    }
    const taken = word.startsWith('--') ? longOption(all, at, table) : shortOptions(all, at, table);
    if (taken === undefined) return { options, rest: at, operands, unknown: { text: word, word: at } };
    options.push(...taken.options);
    at = taken.last;
  }
  for (let rest = at; interspersed && rest < all.length; rest++) operands.push(rest);
  return { options, rest: at, operands };
}

interface Taken {
  readonly options: readonly GivenOption[];
  /** Index of the last word that belongs to it. */
  readonly last: number;
}

function longOption(all: readonly string[], at: number, { switches, values }: OptionTable): Taken | undefined {
  const [, name = '', value] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(all[at] ?? '') ?? [];
  if (switches.has(name)) return { options: [{ name, value, word: at }], last: at };
  if (!values.has(name)) return undefined;
  if (value !== undefined) return { options: [{ name, value, word: at }], last: at };
  return { options: [{ name, value: all[at + 1] ?? '', word: Math.min(at + 1, all.length - 1) }], last: at + 1 };
}

/** `-itd`, `-p 80:80`, `-p80:80`, `-dp 80:80`. */
function shortOptions(all: readonly string[], at: number, { switches, letters }: OptionTable): Taken | undefined {
  const word = all[at] ?? '';
  const options: GivenOption[] = [];
  for (let index = 1; index < word.length; index++) {
    const letter = word.charAt(index);
    const name = Object.hasOwn(letters, letter) ? letters[letter] : undefined;
    if (name === undefined) return undefined;
    if (switches.has(name)) {
      options.push({ name, value: undefined, word: at });
      continue;
    }
    const inside = word.slice(index + 1).replace(/^=/, '');
    if (inside !== '') return { options: [...options, { name, value: inside, word: at }], last: at };
    const next = { name, value: all[at + 1] ?? '', word: Math.min(at + 1, all.length - 1) };
    return { options: [...options, next], last: at + 1 };
  }
  return { options, last: at };
}
