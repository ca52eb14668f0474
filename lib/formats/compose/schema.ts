import { mountFields } from '../text/mount-fields';

/** Kinds of values, as YAML has them; a whole number is a number too. */
export type Kind = 'text' | 'number' | 'whole' | 'boolean' | 'nothing' | 'list' | 'object';

/** The texts that are accepted in one place. */
export interface Measure {
  /** What is expected, in words. */
  readonly told: readonly string[];
  /** Whether a text is accepted. */
  readonly accepts: (text: string) => boolean;
}

/** What may stand in one place of a compose file. */
export interface Shape {
  readonly kinds: readonly Kind[];
  /** The pattern that a text must match. @default - any text */
  readonly measure?: Measure;
  /** The words of which a text is one. @default - any */
  readonly words?: readonly string[];
  /** The least and the largest number, of a text that stands for one as well. @default - any */
  readonly bounds?: readonly [least: number, most?: number];
  /** What the items of a list are. */
  readonly items?: Shape;
  /** Whether Compose refuses a list that has an item twice. @default false */
  readonly isDistinct?: boolean;
  /** Whether it may be or contain a secret, which no message repeats. @default false */
  readonly isPrivate?: boolean;
  /** The name of an object in messages. @default - its position */
  readonly noun?: Noun;
  /** The fields of an object. */
  readonly fields?: Fields;
  /** The fields that an object cannot do without. @default - none */
  readonly needs?: readonly string[];
  /** Whether an object may have other fields too. @default false */
  readonly isOpen?: boolean;
  /** The values of an object that has fields of any name. */
  readonly values?: Shape;
  /** Whether the fields of such an object are names of things, which are letters, digits, ".", "_" and "-". @default false */
  readonly isNamed?: boolean;
}

/** Names of objects in messages. */
export type Noun =
  | 'a compose file'
  | 'a service'
  | 'a network'
  | 'a network of a service'
  | 'an entry of depends_on'
  | 'a health check'
  | 'a port'
  | 'a mount'
  | 'ipam'
  | 'an entry of ipam.config'
  | 'a volume'
  | 'a config'
  | 'a secret'
  | 'a model';

type Fields = Readonly<Record<string, Shape>>;

const SWITCHES = new Set(['true', 'false', 'yes', 'no', 'y', 'n', 'on', 'off']);

const MEASURES = {
  switch: { told: ['true', 'false'], accepts: (text) => SWITCHES.has(text.toLowerCase()) },
  whole: { told: ['a whole number'], accepts: (text) => /^[-+]?\d+$/.test(text) },
  decimal: {
    told: ['a number'],
    accepts: (text) =>
      /^[-+]?(?:(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?|inf(?:inity)?|nan|0x[\da-f.p_+-]+)$/i.test(text),
  },
  // a number alone is no time
  duration: {
    told: ['a time with its unit, such as 30s or 1m30s'],
    accepts: (text) => /^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+)$/.test(text),
  },
  // a number alone is one of bytes
  size: {
    told: ['an amount of memory such as 512m or 2g'],
    accepts: (text) => /^(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)? ?(?:[kmgtp](?:i?b)?|b)?$/i.test(text),
  },
  filled: { told: ['a text with something in it'], accepts: (text) => text !== '' },
  sshKey: { told: ['default', 'ID=SOCKET'], accepts: (text) => text === 'default' || text.includes('=') },
  extraHost: { told: ['NAME:ADDRESS'], accepts: (text) => /[:=]/.test(text) },
  mount: {
    told: ['[SOURCE:]TARGET[:MODE] with something in each part'],
    accepts: isMount,
  },
  device: { told: ['SOURCE[:TARGET[:PERMISSIONS]]'], accepts: (text) => text.split(':').length <= 3 },
  // what Compose takes apart itself, as a shell would do; it stops at the first operator
  commandLine: { told: ['a text with its quotes closed'], accepts: isCommandLine },
  pullPolicy: {
    told: ['always', 'never', 'missing', 'build', 'daily', 'weekly', 'every_ with a time such as every_12h'],
    accepts: (text) =>
      /always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:\d+[wdhms])+/.test(text),
  },
} as const satisfies Readonly<Record<string, Measure>>;

const TEXT: Shape = { kinds: ['text'] };
const NOTHING: Shape = { kinds: ['nothing'] };
const NUMBER: Shape = { kinds: ['number'] };
const WHOLE: Shape = { kinds: ['whole'] };
const BOOLEAN: Shape = { kinds: ['boolean'] };
/** Those that a text may stand for, as the value of a variable does. */
const FLAG: Shape = { kinds: ['boolean', 'text'], measure: MEASURES.switch };
const COUNT: Shape = { kinds: ['whole', 'text'], measure: MEASURES.whole };
const AMOUNT: Shape = { kinds: ['number', 'text'], measure: MEASURES.whole };
const SHARE: Shape = { kinds: ['number', 'text'], measure: MEASURES.decimal };
const DURATION: Shape = { kinds: ['text'], measure: MEASURES.duration };
const SIZE: Shape = { kinds: ['whole', 'text'], measure: MEASURES.size };
const SIZE_OF_ANY_NUMBER: Shape = { ...SIZE, kinds: ['number', 'text'] };
const SIZE_AS_TEXT: Shape = { ...SIZE, kinds: ['text'] };

/** A number of things. */
const TIMES: Shape = { ...COUNT, bounds: [0] };

const TEXTS = list(TEXT);
const DISTINCT_TEXTS = distinct(TEXT);
const TEXT_OR_TEXTS = either(TEXT, TEXTS);
const FILLED: Shape = { ...TEXT, measure: MEASURES.filled };
const COMMAND = kept(either(NOTHING, { ...TEXT, measure: MEASURES.commandLine }, TEXTS));

/** Variables, labels and the like: an object, or a list of `NAME=VALUE`. */
const SETTINGS = kept(either(TEXTS, mapping(either(TEXT, NUMBER, BOOLEAN, NOTHING))));
const DISTINCT_SETTINGS: Shape = { ...SETTINGS, isDistinct: true };
const DRIVER_OPTIONS = kept(mapping(either(TEXT, NUMBER)));
const EXTRA_HOSTS = either(DISTINCT_TEXTS, mapping(either(TEXT, TEXTS)));

/** Configs and secrets that a service is given. */
const GRANTS = list(either(TEXT, object({ source: TEXT, target: TEXT, uid: TEXT, gid: TEXT, mode: COUNT })));

const HOOK = { command: COMMAND, user: TEXT, privileged: FLAG, working_dir: TEXT, environment: DISTINCT_SETTINGS };

const DEVICE_REQUEST = {
  capabilities: DISTINCT_TEXTS,
  count: { ...COUNT, words: ['all'] },
  device_ids: DISTINCT_TEXTS,
  driver: TEXT,
  options: DISTINCT_SETTINGS,
};

const SSH_KEYS: Shape = { ...DISTINCT_SETTINGS, items: { ...TEXT, measure: MEASURES.sshKey, isPrivate: true } };
const BUILD_HOSTS: Shape = { ...EXTRA_HOSTS, items: { ...TEXT, measure: MEASURES.extraHost } };

const BUILD = object({
  ...{ context: TEXT, dockerfile: TEXT, dockerfile_inline: TEXT, target: TEXT, network: TEXT, isolation: TEXT },
  ...{ args: SETTINGS, labels: SETTINGS, ssh: SSH_KEYS, additional_contexts: either(TEXTS, mapping(TEXT)) },
  ...{ entitlements: TEXTS, cache_from: TEXTS, cache_to: TEXTS, tags: TEXTS, platforms: TEXTS },
  ...{ no_cache: FLAG, no_cache_filter: TEXT_OR_TEXTS, pull: FLAG, privileged: FLAG },
  ...{ provenance: either(TEXT, BOOLEAN), sbom: either(TEXT, BOOLEAN), shm_size: SIZE },
  ...{ extra_hosts: BUILD_HOSTS, secrets: GRANTS, ulimits: limits(WHOLE) },
});

const ROLLOUT = object({
  ...{ parallelism: TIMES, delay: DURATION, failure_action: TEXT, monitor: DURATION, max_failure_ratio: SHARE },
  order: word('start-first', 'stop-first'),
});

const DEPLOY = object({
  ...{ mode: TEXT, endpoint_mode: TEXT, replicas: TIMES, labels: SETTINGS },
  ...{ rollback_config: ROLLOUT, update_config: ROLLOUT },
  resources: object({
    limits: object({ cpus: SHARE, memory: SIZE_AS_TEXT, pids: COUNT }),
    reservations: object({
      cpus: SHARE,
      memory: SIZE_AS_TEXT,
      generic_resources: list(object({ discrete_resource_spec: object({ kind: TEXT, value: SHARE }) })),
      devices: list(object(DEVICE_REQUEST, ['capabilities'])),
    }),
  }),
  restart_policy: object({ condition: TEXT, delay: DURATION, max_attempts: TIMES, window: DURATION }),
  placement: object({
    constraints: TEXTS,
    preferences: list(object({ spread: TEXT })),
    max_replicas_per_node: TIMES,
  }),
});

const WATCH = object(
  {
    ...{ path: FILLED, target: FILLED, ignore: either(TEXT, DISTINCT_TEXTS), include: either(TEXT, DISTINCT_TEXTS) },
    ...{ exec: object(HOOK, ['command']), initial_sync: BOOLEAN },
    action: word('rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec'),
  },
  ['path', 'action'],
);

const PORT = called('a port', {
  ...{ name: TEXT, mode: TEXT, host_ip: FILLED, target: COUNT, published: either(TEXT, WHOLE) },
  ...{ protocol: TEXT, app_protocol: TEXT },
});

const MOUNT = called(
  'a mount',
  {
    type: word('bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image'),
    ...{ source: TEXT, target: TEXT, read_only: FLAG, consistency: TEXT },
    bind: object({
      ...{ propagation: TEXT, create_host_path: FLAG },
      recursive: word('enabled', 'disabled', 'writable', 'readonly'),
      selinux: word('z', 'Z'),
    }),
    volume: object({ labels: DISTINCT_SETTINGS, nocopy: FLAG, subpath: TEXT }),
    tmpfs: object({ size: { ...SIZE, bounds: [0] }, mode: { ...NUMBER, bounds: [0] } }),
    image: object({ subpath: TEXT }),
  },
  ['type'],
);

const HEALTH_CHECK = called('a health check', {
  ...{ disable: FLAG, test: TEXT_OR_TEXTS, retries: { ...AMOUNT, bounds: [0] } },
  ...{ interval: DURATION, timeout: DURATION, start_period: DURATION, start_interval: DURATION },
});

const DEPENDENCY = called(
  'an entry of depends_on',
  {
    condition: word('service_started', 'service_healthy', 'service_completed_successfully'),
    restart: FLAG,
    required: FLAG,
  },
  ['condition'],
);

const ENDPOINT = called('a network of a service', {
  ...{ aliases: TEXTS, interface_name: TEXT, ipv4_address: TEXT, ipv6_address: TEXT, link_local_ips: TEXTS },
  ...{ mac_address: TEXT, driver_opts: DRIVER_OPTIONS, priority: NUMBER, gw_priority: NUMBER },
});

const WEIGHT: Shape = { ...WHOLE, bounds: [0, 65_535] };
const DISK_RATES = list(object({ path: TEXT, rate: SIZE }));

export const SERVICE = called('a service', {
  ...{ image: TEXT, build: either(TEXT, BUILD), platform: TEXT, runtime: TEXT, isolation: TEXT },
  ...{ container_name: TEXT, hostname: TEXT, domainname: TEXT, user: TEXT },
  ...{ pull_policy: { ...TEXT, measure: MEASURES.pullPolicy }, pull_refresh_after: TEXT, working_dir: TEXT },
  ...{ command: COMMAND, entrypoint: COMMAND, restart: TEXT, scale: TIMES, profiles: TEXTS, attach: FLAG },
  ...{ environment: SETTINGS, labels: SETTINGS, annotations: SETTINGS, label_file: TEXT_OR_TEXTS },
  env_file: either(TEXT, list(either(TEXT, object({ path: TEXT, format: word('', 'raw'), required: FLAG }, ['path'])))),
  ...{ init: FLAG, privileged: FLAG, read_only: FLAG, stdin_open: FLAG, tty: FLAG, use_api_socket: BOOLEAN },
  ...{ stop_grace_period: DURATION, stop_signal: TEXT, deploy: either(NOTHING, DEPLOY), healthcheck: HEALTH_CHECK },
  develop: either(NOTHING, object({ watch: list(WATCH) })),
  extends: either(TEXT, { ...object({ service: TEXT, file: TEXT }, ['service']), isOpen: true }),
  depends_on: either(DISTINCT_TEXTS, named(DEPENDENCY)),
  provider: object(
    { type: TEXT, options: kept(mapping(either(TEXT, NUMBER, BOOLEAN, list(either(TEXT, NUMBER, BOOLEAN))))) },
    ['type'],
  ),
  post_start: list(object(HOOK, ['command'])),
  pre_stop: list(object(HOOK, ['command'])),
  pre_start: list(object({ ...HOOK, image: TEXT, per_replica: FLAG })),

  ...{ network_mode: TEXT, mac_address: TEXT, dns: TEXT_OR_TEXTS, dns_opt: TEXTS, dns_search: TEXT_OR_TEXTS },
  networks: either(DISTINCT_TEXTS, named(either(NOTHING, ENDPOINT))),
  ports: list(either(NUMBER, TEXT, PORT)),
  ...{ expose: list(either(TEXT, NUMBER)), links: TEXTS, external_links: DISTINCT_TEXTS, extra_hosts: EXTRA_HOSTS },

  volumes: list(either({ ...TEXT, measure: MEASURES.mount }, MOUNT)),
  ...{ volumes_from: DISTINCT_TEXTS, tmpfs: TEXT_OR_TEXTS, configs: GRANTS, secrets: GRANTS },
  devices: list(
    either(
      { ...TEXT, measure: MEASURES.device },
      object({ source: TEXT, target: TEXT, permissions: TEXT }, ['source', 'target']),
    ),
  ),
  ...{ device_cgroup_rules: DISTINCT_TEXTS, storage_opt: mapping(either(TEXT, WHOLE, NOTHING)) },
  gpus: either(word('all'), list({ ...object(DEVICE_REQUEST), isOpen: true })),
  models: either(DISTINCT_TEXTS, named(either(NOTHING, object({ endpoint_var: TEXT, model_var: TEXT })))),

  ...{ cap_add: TEXTS, cap_drop: TEXTS, security_opt: DISTINCT_TEXTS, group_add: distinct(either(TEXT, WHOLE)) },
  ...{ cgroup: word('host', 'private'), cgroup_parent: TEXT, sysctls: SETTINGS, ulimits: limits(COUNT) },
  ...{ ipc: TEXT, pid: either(TEXT, NOTHING), uts: TEXT, userns_mode: TEXT },
  credential_spec: object({ config: TEXT, file: TEXT, registry: TEXT }),
  logging: object({ driver: TEXT, options: kept(mapping(either(TEXT, NUMBER, NOTHING))) }),

  ...{ cpu_count: TIMES, cpu_percent: { ...COUNT, bounds: [0, 100] }, cpu_shares: AMOUNT, cpu_quota: AMOUNT },
  ...{ cpu_period: AMOUNT, cpu_rt_period: AMOUNT, cpu_rt_runtime: AMOUNT, cpus: SHARE, cpuset: TEXT },
  ...{ mem_limit: SIZE_OF_ANY_NUMBER, mem_reservation: SIZE, mem_swappiness: SIZE, memswap_limit: SIZE_OF_ANY_NUMBER },
  ...{ shm_size: SIZE_OF_ANY_NUMBER, pids_limit: AMOUNT, oom_kill_disable: FLAG },
  oom_score_adj: { ...COUNT, bounds: [-1000, 1000] },
  blkio_config: object({
    ...{ device_read_bps: DISK_RATES, device_read_iops: DISK_RATES },
    ...{ device_write_bps: DISK_RATES, device_write_iops: DISK_RATES },
    ...{ weight: WEIGHT, weight_device: list(object({ path: TEXT, weight: WEIGHT })) },
  }),
});

const POOL = called('an entry of ipam.config', {
  ...{ subnet: TEXT, ip_range: TEXT, gateway: TEXT, aux_addresses: mapping(TEXT) },
});

/** Whether something exists already, or the name that it has there. */
const EXTERNAL = either(FLAG, object({ name: TEXT }));

export const NETWORK = called('a network', {
  ...{ name: TEXT, driver: TEXT, driver_opts: DRIVER_OPTIONS, labels: SETTINGS, external: EXTERNAL },
  ipam: called('ipam', { driver: TEXT, config: list(POOL), options: mapping(TEXT) }),
  ...{ internal: FLAG, enable_ipv4: FLAG, enable_ipv6: FLAG, attachable: FLAG },
});

const VOLUME = called('a volume', {
  ...{ name: TEXT, driver: TEXT, driver_opts: DRIVER_OPTIONS, labels: DISTINCT_SETTINGS, external: EXTERNAL },
});

const STORED = { name: TEXT, file: TEXT, environment: TEXT, labels: DISTINCT_SETTINGS, template_driver: TEXT };
const OPEN_EXTERNAL: Shape = { ...EXTERNAL, isOpen: true };
const CONFIG = called('a config', { ...STORED, external: OPEN_EXTERNAL, content: TEXT });
const SECRET = called('a secret', {
  ...STORED,
  ...{ external: OPEN_EXTERNAL, driver: TEXT, driver_opts: mapping(either(TEXT, WHOLE)) },
});

const MODEL = called('a model', { name: TEXT, model: TEXT, context_size: WHOLE, runtime_flags: TEXTS }, ['model']);

/**
 * What Compose takes, place by place.
 * @see https://github.com/compose-spec/compose-spec/blob/main/spec.md
 */
export const COMPOSE_FILE = called('a compose file', {
  ...{ version: TEXT, name: TEXT },
  include: either(
    NOTHING,
    list(either(NOTHING, TEXT, object({ path: TEXT_OR_TEXTS, env_file: TEXT_OR_TEXTS, project_directory: TEXT }))),
  ),
  services: named(SERVICE),
  networks: named(either(NOTHING, NETWORK)),
  volumes: named(either(NOTHING, VOLUME)),
  configs: named(CONFIG),
  secrets: named(SECRET),
  models: named(MODEL),
});

function word(...words: readonly string[]): Shape {
  return { kinds: ['text'], words };
}

function list(items: Shape): Shape {
  return { kinds: ['list'], items };
}

/** A list in which no item stands twice. */
function distinct(items: Shape): Shape {
  return { kinds: ['list'], items, isDistinct: true };
}

function object(fields: Fields, needs: readonly string[] = []): Shape {
  return { kinds: ['object'], fields, needs };
}

function called(noun: Noun, fields: Fields, needs: readonly string[] = []): Shape {
  return { ...object(fields, needs), noun };
}

/** An object with fields of any name. */
function mapping(values: Shape): Shape {
  return { kinds: ['object'], values };
}

/** An object whose fields are names of things. */
function named(values: Shape): Shape {
  return { kinds: ['object'], values, isNamed: true };
}

/** A shape whose value no message repeats, in whole or in part. */
function kept(shape: Shape): Shape {
  const { items, values } = shape;
  return {
    ...shape,
    isPrivate: true,
    ...(items ? { items: { ...items, isPrivate: true } } : {}),
    ...(values ? { values: { ...values, isPrivate: true } } : {}),
  };
}

/** One number for both bounds of a limit, or one for each. */
function limits(limit: Shape): Shape {
  return mapping(either(limit, object({ soft: limit, hard: limit }, ['soft', 'hard'])));
}

/** One of several shapes, of which at most one is a list, one an object, and one a text with a pattern. */
function either(...shapes: readonly Shape[]): Shape {
  const kinds = [...new Set(shapes.flatMap((shape) => shape.kinds))];
  return { ...(Object.assign({}, ...shapes) as Shape), kinds };
}

function isMount(text: string): boolean {
  if (text === '' || text.startsWith(':') || text.endsWith(':')) return false;
  return mountFields(text).length <= 3;
}

/** Whether a line can be taken apart into words: no quote is left open, and a parenthesis stands only in quotes. */
function isCommandLine(line: string): boolean {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const letter = line.charAt(at);
    if (letter === '\\' && quote !== "'") {
      if (++at >= line.length) return false;
    } else if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '(') {
      if (line.charAt(at - 1) !== '$') return false;
      quote = ')';
    } else if (letter === ')') return false;
    else if (`"'\``.includes(letter)) quote = letter;
    else if (';&|<>'.includes(letter)) return true;
  }
  return quote === '';
}
