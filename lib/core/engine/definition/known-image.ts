import { type Listed } from '../../values/listed';
import { isPortNumber } from '../../values/port';
import { isOpenText, type Program } from '../../values/program';
import { isKnown, type Knowable } from '../../values/unknown';
import { valuesOf } from './command-flags';

/** An image whose documentation says on which ports its program listens. */
export interface KnownImage {
  /** TCP ports without any setting. */
  readonly ports: readonly number[];
  /** What sets the first of the ports instead. */
  readonly variables: readonly string[];
  readonly flags: readonly string[];
  /** Flags that name a further port. @default - none */
  readonly moreFlags?: readonly string[];
  /** Variables that list all the addresses it listens at, the first of them that is set. @default - none */
  readonly listeners?: readonly string[];
  /** Whether no file of settings names its ports. @default false */
  readonly ignoresFiles?: boolean;
  /** Names of its program: a command that begins with another one runs something else. */
  readonly programs: readonly string[];
  /** Whether it is a database or another store of data, not meant to be reached from everywhere. */
  readonly isDatabase: boolean;
  /** Whether it is seldom told to listen on another port than the first one, as databases are not. @default - where it is a database */
  readonly keepsPort?: boolean;
  readonly source: string;
}

const hub = (name: string): string =>
  name.includes('/') ? `https://hub.docker.com/r/${name}` : `https://hub.docker.com/_/${name}`;

/** An image of which the table holds little more than its ports. */
function server(
  names: string,
  ports: readonly number[],
  more: Partial<KnownImage> = {},
): KnownImage & { readonly names: readonly string[] } {
  const all = names.split(' ');
  const [first = ''] = all;
  const own = first.slice(first.lastIndexOf('/') + 1);
  return {
    ...{ names: all, ports, variables: [], flags: [], isDatabase: false, source: hub(first), ...more },
    programs: [own, 'docker-entrypoint.sh', ...(more.programs ?? [])],
  };
}

const KAFKA: Partial<KnownImage> = {
  listeners: ['KAFKA_LISTENERS', 'KAFKA_CFG_LISTENERS', 'KAFKA_ADVERTISED_LISTENERS', 'KAFKA_CFG_ADVERTISED_LISTENERS'],
};

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
    // parts of a cluster have other ports of their own
    flags: ['--port', '--shardsvr', '--configsvr'],
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
    names: [
      'elasticsearch',
      'docker.elastic.co/elasticsearch/elasticsearch',
      'docker.elastic.co/elasticsearch/elasticsearch-oss',
      'opensearchproject/opensearch',
    ],
    ports: [9200, 9300, 9600, 9650],
    variables: ['http.port'],
    flags: [],
    programs: ['elasticsearch', 'eswrapper'],
    isDatabase: true,
    source: 'https://www.elastic.co/docs/deploy-manage/deploy/self-managed/install-elasticsearch-docker-basic',
  },
  {
    names: ['nginx'],
    ports: [80],
    variables: [],
    flags: [],
    programs: ['nginx', 'nginx-debug'],
    isDatabase: false,
    source: hub('nginx'),
  },
  server('nginxinc/nginx-unprivileged', [8080], { programs: ['nginx', 'nginx-debug'] }),
  server('bitnami/postgresql bitnamilegacy/postgresql', [5432], {
    variables: ['POSTGRESQL_PORT_NUMBER'],
    isDatabase: true,
    programs: ['/opt/bitnami/scripts/postgresql/run.sh'],
  }),
  server('bitnami/mysql bitnamilegacy/mysql', [3306], { variables: ['MYSQL_PORT_NUMBER'], isDatabase: true }),
  server('bitnami/mariadb bitnamilegacy/mariadb', [3306], { variables: ['MARIADB_PORT_NUMBER'], isDatabase: true }),
  server('bitnami/redis bitnamilegacy/redis', [6379], { variables: ['REDIS_PORT_NUMBER'], isDatabase: true }),
  server('bitnami/mongodb bitnamilegacy/mongodb', [27017], { variables: ['MONGODB_PORT_NUMBER'], isDatabase: true }),
  server('mcr.microsoft.com/mssql/server mcr.microsoft.com/azure-sql-edge', [1433], {
    variables: ['MSSQL_TCP_PORT'],
    isDatabase: true,
    source: 'https://mcr.microsoft.com/en-us/artifact/mar/mssql/server/about',
  }),
  server('cassandra', [9042, 7000, 7001, 7199, 9160], { isDatabase: true }),
  server('couchdb', [5984, 4369, 9100], { isDatabase: true }),
  server('influxdb', [8086, 8088], {
    variables: ['INFLUXD_HTTP_BIND_ADDRESS', 'INFLUXDB_HTTP_BIND_ADDRESS'],
    programs: ['influxd'],
    isDatabase: true,
  }),
  server('neo4j', [7687, 7474, 7473, 6362, 2004], {
    variables: ['NEO4J_server_bolt_listen__address', 'NEO4J_dbms_connector_bolt_listen__address'],
    isDatabase: true,
  }),
  server('clickhouse/clickhouse-server yandex/clickhouse-server', [9000, 8123, 9009, 9004, 9005], { isDatabase: true }),
  server('eclipse-mosquitto', [1883, 8883, 9001], { programs: ['/docker-entrypoint.sh', '/usr/sbin/mosquitto'], keepsPort: true }), // prettier-ignore
  server('rabbitmq bitnami/rabbitmq', [5672, 15672, 15692, 25672, 4369], {
    keepsPort: true,
    variables: ['RABBITMQ_NODE_PORT', 'RABBITMQ_NODE_PORT_NUMBER'],
    programs: ['rabbitmq-server'],
  }),
  server('apache/kafka bitnami/kafka bitnamilegacy/kafka confluentinc/cp-kafka confluentinc/cp-server wurstmeister/kafka', [9092, 9093], KAFKA), // prettier-ignore
  server('zookeeper bitnami/zookeeper', [2181, 2888, 3888, 8080], {
    variables: ['ZOO_PORT_NUMBER'],
    programs: ['zkServer.sh'],
  }),
  server('confluentinc/cp-zookeeper', [2181, 2888, 3888], { variables: ['ZOOKEEPER_CLIENT_PORT'] }),
  server('confluentinc/cp-schema-registry', [8081], { listeners: ['SCHEMA_REGISTRY_LISTENERS'] }),
  server('nats', [4222, 6222, 8222], { flags: ['-p', '--port'], moreFlags: ['-m', '--http_port'], programs: ['nats-server'] }), // prettier-ignore
  server('minio/minio quay.io/minio/minio', [9000], {
    flags: ['--address'],
    moreFlags: ['--console-address'],
    programs: ['server'],
    source: 'https://min.io/docs/minio/container/index.html',
  }),
  server('amazon/dynamodb-local', [8000], {
    flags: ['-port'],
    programs: ['java'],
    isDatabase: true,
    ignoresFiles: true,
  }),
  server('httpd', [80], { programs: ['httpd-foreground'] }),
  server('grafana/grafana grafana/grafana-oss', [3000], { variables: ['GF_SERVER_HTTP_PORT'], programs: ['/run.sh'] }),
  server('prom/prometheus', [9090], { flags: ['--web.listen-address'], ignoresFiles: true }),
  server('prom/alertmanager', [9093, 9094], { flags: ['--web.listen-address'], ignoresFiles: true }),
  server('prom/node-exporter', [9100], { flags: ['--web.listen-address'], ignoresFiles: true }),
  server('prom/pushgateway', [9091], { flags: ['--web.listen-address'], ignoresFiles: true }),
  server('docker.elastic.co/kibana/kibana docker.elastic.co/kibana/kibana-oss kibana', [5601], {
    variables: ['SERVER_PORT'],
    source: 'https://www.elastic.co/docs/deploy-manage/deploy/self-managed/install-kibana-with-docker',
  }),
  server('phpmyadmin phpmyadmin/phpmyadmin', [80, 9000], { variables: ['APACHE_PORT'] }),
  server('adminer', [8080, 9000]),
  server('wordpress', [80, 9000], { programs: ['apache2-foreground', 'php-fpm'] }),
  server('mailhog/mailhog', [1025, 8025], { variables: ['MH_SMTP_BIND_ADDR', 'MH_UI_BIND_ADDR', 'MH_API_BIND_ADDR'] }),
  server('axllent/mailpit', [1025, 8025, 1110], { variables: ['MP_SMTP_BIND_ADDR', 'MP_UI_BIND_ADDR'] }),
  server('getmeili/meilisearch', [7700], { variables: ['MEILI_HTTP_ADDR'] }),
  server('qdrant/qdrant', [6333, 6334, 6335], { variables: ['QDRANT__SERVICE__HTTP_PORT'], isDatabase: true }),
  server('openzipkin/zipkin', [9411, 9410], { variables: ['QUERY_PORT'] }),
  server('hasura/graphql-engine', [8080], { variables: ['HASURA_GRAPHQL_SERVER_PORT'], programs: ['graphql-engine'] }),
  server('selenium/standalone-chrome selenium/standalone-firefox selenium/hub', [4444, 4442, 4443, 5900, 7900], {
    variables: ['SE_NODE_PORT', 'SE_HUB_PORT'],
  }),
];

/** Databases that listen on too many ports for the table, by the names of their images. */
const OTHER_DATABASES = ['rethinkdb', 'arangodb', 'couchbase', 'gvenzl/oracle-xe', 'gvenzl/oracle-free'];

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
  const { ignoresFiles = false } = image;
  if (!ignoresFiles && mayHaveFiles(program)) return undefined;
  const { items: variables, complete } = program.environment;
  const settings = [...image.variables, ...(image.listeners ?? [])];
  if (settings.length > 0 && (!complete || variables.some(({ name }) => !isKnown(name)))) return undefined;
  const words = program.command === undefined ? [] : allKnown(program.command, ignoresFiles);
  if (words === undefined) return undefined;
  const [first] = words;
  // what a shell or a script starts is not known
  if (first !== undefined && !first.startsWith('-') && !image.programs.includes(first)) return undefined;
  const listed = image.listeners?.map((name) => variables.find((one) => one.name === name)).find((one) => one);
  if (listed) return portsListed(listed.value);
  const flagged = flagValue(words, image.flags);
  const further = flagValue(words, image.moreFlags ?? []);
  if (flagged === 'not known' || further === 'not known') return undefined;
  const variable = variables.find(({ name }) => isKnown(name) && image.variables.includes(name));
  const others = [...image.ports.slice(1), ...(further === undefined ? [] : [further])];
  if (flagged !== undefined) return [flagged, ...others];
  if (variable === undefined) return [...image.ports.slice(0, 1), ...others];
  const number = isKnown(variable.value) && !isOpenText(variable.value) ? Number(variable.value) : NaN;
  return isPortNumber(number) ? [number, ...others] : undefined;
}

function mayHaveFiles({ mounts }: Program): boolean {
  return !mounts.complete || mounts.items.some((path) => !isKnown(path) || isConfiguration(path));
}

/** The ports of a list such as `INSIDE://:9092,OUTSIDE://0.0.0.0:29092`; undefined when one is not known. */
function portsListed(value: Knowable<string>): readonly number[] | undefined {
  if (!isKnown(value) || isOpenText(value)) return undefined;
  const ports = value.split(',').map((one) => Number(/:(\d+)\/?\s*$/.exec(one)?.[1]));
  return ports.every(isPortNumber) ? ports : undefined;
}

function allKnown({ items, complete }: Listed<Knowable<string>>, ignoresFiles: boolean): string[] | undefined {
  const words = items.filter(isKnown);
  const isWhole = complete && words.length === items.length && !words.some((word) => isOpenText(word));
  if (!isWhole) return undefined;
  if (ignoresFiles) return words;
  // a file of settings may say anything
  return words.some((word) => CONFIGURATION.test(word) || /^--?(?:config|defaults|configuration)/.test(word))
    ? undefined
    : words;
}

/** The port that the last of some flags says; undefined where none of them is there. */
function flagValue(words: readonly string[], flags: readonly string[]): number | 'not known' | undefined {
  const text = valuesOf(words, flags).at(-1);
  if (text === undefined) return undefined;
  // a number, or an address that ends in one
  const number = Number(/^(?:.*:)?(\d+)$/.exec(text)?.[1]);
  return isPortNumber(number) ? number : 'not known';
}

const CONFIGURATION = /\.(?:conf|cnf|cfg|ya?ml|json|ini|toml|xml|properties|template|sh|lua|js)$/i;

/** Whether something is mounted where settings of a program are. */
function isConfiguration(path: string): boolean {
  if (isOpenText(path)) return true;
  if (/initdb|\/var\/lib|\/var\/log|\/docker-entrypoint-initdb|localtime|timezone|\/certs?\b/.test(path)) return false;
  return (
    CONFIGURATION.test(path) ||
    /^\/(?:etc|opt|usr(?!\/share\/(?:nginx\/html|elasticsearch\/data)))\b/.test(path) ||
    /\/conf(?:ig)?(?:\/|$)/.test(path) ||
    path === '/'
  );
}
