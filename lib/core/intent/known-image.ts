import { type Listed } from '../values/listed';
import { isPortNumber } from '../values/port';
import { isOpenText, type Program } from '../values/program';
import { isKnown, type Knowable } from '../values/unknown';

/** An image whose documentation says on which ports its program listens. */
export interface KnownImage {
  /** TCP ports without any setting. */
  readonly ports: readonly number[];
  /** What sets the first of the ports instead. */
  readonly variables: readonly string[];
  readonly flags: readonly string[];
  /** Names of its program: a command that begins with another one runs something else. */
  readonly programs: readonly string[];
  /** Whether it is a store of data that others are not meant to reach from everywhere. */
  readonly isDatabase: boolean;
  readonly source: string;
}

const hub = (name: string): string => `https://hub.docker.com/_/${name}`;

const IMAGES: readonly (KnownImage & { readonly names: readonly string[] })[] = [
  {
    names: ['postgres', 'postgis/postgis', 'timescale/timescaledb', 'pgvector/pgvector', 'ankane/pgvector'],
    ports: [5432],
    variables: ['PGPORT'],
    flags: ['-p', '--port', 'port'],
    programs: ['postgres', 'docker-entrypoint.sh'],
    isDatabase: true,
    source: hub('postgres'),
  },
  {
    names: ['redis', 'redis/redis-stack-server', 'valkey/valkey'],
    ports: [6379],
    variables: [],
    flags: ['--port', '--tls-port'],
    programs: ['redis-server', 'valkey-server', 'docker-entrypoint.sh'],
    isDatabase: true,
    source: hub('redis'),
  },
  {
    names: ['mysql', 'mysql/mysql-server', 'mariadb', 'percona'],
    ports: [3306, 33060],
    variables: ['MYSQL_TCP_PORT'],
    flags: ['-P', '--port'],
    programs: ['mysqld', 'mariadbd', 'docker-entrypoint.sh'],
    isDatabase: true,
    source: hub('mysql'),
  },
  {
    names: ['mongo'],
    ports: [27017],
    variables: [],
    flags: ['--port'],
    programs: ['mongod', 'docker-entrypoint.sh'],
    isDatabase: true,
    source: hub('mongo'),
  },
  {
    names: ['memcached'],
    ports: [11211],
    variables: [],
    flags: ['-p', '--port'],
    programs: ['memcached'],
    isDatabase: true,
    source: hub('memcached'),
  },
  {
    names: ['elasticsearch', 'docker.elastic.co/elasticsearch/elasticsearch', 'opensearchproject/opensearch'],
    ports: [9200, 9300, 9600, 9650],
    variables: ['http.port'],
    flags: [],
    programs: ['elasticsearch', 'eswrapper'],
    isDatabase: true,
    source: 'https://www.elastic.co/docs/deploy-manage/deploy/self-managed/install-elasticsearch-docker-basic',
  },
  {
    names: ['nginx', 'nginxinc/nginx-unprivileged'],
    ports: [80],
    variables: [],
    flags: [],
    programs: ['nginx', 'nginx-debug'],
    isDatabase: false,
    source: hub('nginx'),
  },
];

/** Images of stores of data that listen on more than is worth a table, by name. */
const OTHER_DATABASES = [
  ...[
    'cassandra',
    'couchdb',
    'influxdb',
    'neo4j',
    'clickhouse/clickhouse-server',
    'rethinkdb',
    'arangodb',
    'couchbase',
  ],
  ...['mcr.microsoft.com/mssql/server', 'mcr.microsoft.com/azure-sql-edge', 'gvenzl/oracle-xe', 'gvenzl/oracle-free'],
  ...[
    'bitnami/postgresql',
    'bitnami/mysql',
    'bitnami/mariadb',
    'bitnami/redis',
    'bitnami/mongodb',
    'yandex/clickhouse-server',
  ],
];

const BY_NAME: ReadonlyMap<string, KnownImage> = new Map(
  IMAGES.flatMap((image) => image.names.map((name) => [name, image] as const)),
);

/** The name of an image without registry of the engine, tag and digest: `postgres` of `docker.io/library/postgres:17`. */
export function imageName(image: string): string {
  const [name = ''] = image.split('@');
  const colon = name.lastIndexOf(':');
  const plain = colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
  return plain
    .replace(/^(?:index\.|registry-1\.)?docker\.io\//, '')
    .replace(/^public\.ecr\.aws\/docker\//, '')
    .replace(/^library\//, '');
}

/** What is known of an image; undefined when nothing is, as for one that is built at hand. */
export function knownImage(
  image: Knowable<string> | undefined,
  { isBuilt }: Pick<Program, 'isBuilt'>,
): KnownImage | undefined {
  return isBuilt || image === undefined || !isKnown(image) ? undefined : BY_NAME.get(imageName(image));
}

/** Whether an image is a store of data that others are not meant to reach from everywhere. */
export function isDatabase(image: Knowable<string> | undefined, program: Pick<Program, 'isBuilt'>): boolean {
  if (knownImage(image, program)?.isDatabase === true) return true;
  return !program.isBuilt && typeof image === 'string' && OTHER_DATABASES.includes(imageName(image));
}

/** The ports that a program of a known image listens on; undefined when settings may have changed them. */
export function portsOfImage(image: KnownImage, program: Program): readonly number[] | undefined {
  if (!program.mounts.complete || program.mounts.items.some((path) => !isKnown(path) || isConfiguration(path)))
    return undefined;
  const { items: variables, complete } = program.environment;
  if (image.variables.length > 0 && (!complete || variables.some(({ name }) => !isKnown(name)))) return undefined;
  const words = program.command === undefined ? [] : allKnown(program.command);
  if (words === undefined) return undefined;
  const [first] = words;
  // a shell or a script does what it likes
  if (first !== undefined && !first.startsWith('-') && !image.programs.includes(first)) return undefined;
  const flagged = flagValue(words, image.flags);
  if (flagged === 'not known') return undefined;
  const variable = variables.find(({ name }) => isKnown(name) && image.variables.includes(name));
  if (flagged !== undefined) return [flagged, ...image.ports.slice(1)];
  if (variable === undefined) return image.ports;
  const number = isKnown(variable.value) && !isOpenText(variable.value) ? Number(variable.value) : NaN;
  return isPortNumber(number) ? [number, ...image.ports.slice(1)] : undefined;
}

function allKnown({ items, complete }: Listed<Knowable<string>>): string[] | undefined {
  const words = items.filter(isKnown);
  const isWhole = complete && words.length === items.length && !words.some((word) => isOpenText(word));
  if (!isWhole) return undefined;
  // a file of settings may say anything
  return words.some((word) => CONFIGURATION.test(word) || /^--?(?:config|defaults|configuration)/.test(word))
    ? undefined
    : words;
}

function flagValue(words: readonly string[], flags: readonly string[]): number | 'not known' | undefined {
  let value: number | 'not known' | undefined;
  for (const [index, word] of words.entries()) {
    const [name = '', inline] = word.split('=');
    if (!flags.includes(name)) continue;
    const text = inline ?? words[index + 1] ?? '';
    value = /^\d+$/.test(text) && isPortNumber(Number(text)) ? Number(text) : 'not known';
  }
  return value;
}

const CONFIGURATION = /\.(?:conf|cnf|cfg|ya?ml|json|ini|toml|xml|properties|template|sh|lua|js)$/i;

/** Whether something is mounted where settings of a program are. */
function isConfiguration(path: string): boolean {
  if (isOpenText(path)) return true;
  if (/initdb|\/var\/lib|\/var\/log|\/docker-entrypoint-initdb|localtime|timezone|\/certs?\b/.test(path)) return false;
  return (
    CONFIGURATION.test(path) ||
    /^\/(?:etc|opt|usr(?!\/share\/(?:nginx\/html|elasticsearch\/data)))\b/.test(path) ||
    path === '/'
  );
}
