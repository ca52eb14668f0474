import { type Listed } from '../values/listed';
import { type Place } from '../values/place';
import { Port } from '../values/port';
import { HOLE, isOpenText, nameMarked, type Program, type Setting } from '../values/program';
import { isKnown, type Knowable } from '../values/unknown';
import { knownImage } from '../engine/definition/known-image';
import {
  hostAndPort,
  hostsAndPorts,
  isAddressName,
  isWeb,
  protocolOf,
  urlsIn,
  usualPort,
  type WrittenAddress,
} from './address-text';

/** Where a definition says what is dialled. */
export type DialSource = 'environment' | 'command' | 'health check' | 'label' | 'start order';

/** An address that a program is told to dial. */
export interface Dial {
  readonly at: Place;
  readonly source: DialSource;
  /** By what it is told: the names of variables, `command`, `health check`. Never a value. */
  readonly by: string;
  /** A name or an address. */
  readonly host: string;
  /** What the host is called where the text has only the name of a value of it: `Shop/Db` for `${Db.Endpoint.Address}`. */
  readonly owner?: string;
  /** Undefined: not said, or decided elsewhere. */
  readonly port: Port | undefined;
  /** Ports that are probably meant where none is said, by the name of what says the host: 6379 for `REDIS_HOST`. @default - none */
  readonly usualPorts?: readonly number[];
  /** Whether the text is an address for certain, also when nobody has the name; else it counts where somebody has it. */
  readonly isAddress: boolean;
  /** Whether it may be meant for somebody else than the program, such as a browser on another machine. */
  readonly isForOthers: boolean;
}

/** Names that Docker Desktop answers for. */
export const DESKTOP_NAMES: ReadonlySet<string> = new Set([
  'host.docker.internal',
  'gateway.docker.internal',
  'docker.for.mac.localhost',
  'docker.for.mac.host.internal',
  'docker.for.win.localhost',
]);

/** What a container dials: a database dials nobody, and what its environment says is for others who share it. */
export function dialsIn(program: Program, image: Knowable<string> | undefined, at: Place): Dial[] {
  const dials = dialsOf(program, at);
  if (knownImage(image, program)?.isDatabase !== true) return dials;
  return dials.filter(({ source }) => source === 'health check');
}

/** What a program is told to dial, each address once. */
export function dialsOf(program: Program, at: Place): Dial[] {
  const found = [
    ...inEnvironment(program.environment, at),
    ...inWords(program.command, 'command', at),
    ...inWords(program.healthCheck, 'health check', at),
  ];
  const seen = new Set<string>();
  return found.filter(({ by, host, port }) => {
    if (NO_NAME.test(host)) return false;
    const key = `${by}\n${host.toLowerCase()}\n${port?.toString() ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Last words of names whose values are addresses. */
const ADDRESS_WORDS = words(
  'HOST HOSTNAME HOSTS SERVER SERVERS ADDR ADDRESS ADDRESSES ENDPOINT ENDPOINTS URL URLS URI URIS DSN BROKER BROKERS ' +
    'BOOTSTRAP NODES CONNECT PEERS UPSTREAM TARGET TARGETS CONNECTION CONNECTIONS LIST',
);

/** Last words of names whose values are one machine. */
const HOST_WORDS = words('HOST HOSTNAME SERVER ADDR ADDRESS');

/** Schemes of what is called a database. */
const DATABASES = ['postgres', 'mysql', 'sqlserver'];

/** What is dialled by those whose variables begin so. */
const CLIENT_WORDS = words(
  'DB DATABASE POSTGRES POSTGRESQL PG MYSQL MARIADB MONGO MONGODB REDIS VALKEY CACHE RABBITMQ RABBIT AMQP KAFKA ELASTICSEARCH ' +
    'ELASTIC ES OPENSEARCH MEMCACHED MEMCACHE SMTP MAIL MAILER EMAIL MQTT NATS INFLUXDB INFLUX MINIO CLICKHOUSE CASSANDRA ' +
    'NEO4J ZOOKEEPER CONSUL VAULT LDAP MSSQL SQL QUEUE SOLR MEILISEARCH TYPESENSE LOGSTASH POSTGRESDB',
);

/** Whether a variable is called as one about somebody who is dialled: `DB_PORT`. */
export function isOfClient(name: string): boolean {
  return wordsOf(name).some((word) => CLIENT_WORDS.has(word));
}

/** Words of names that say how the program itself is to be found, or whom it lets in. */
const OWN_WORDS = words(
  'BIND LISTEN LISTENER LISTENERS ADVERTISED ADVERTISE INTERFACE ALLOW ALLOWED TRUSTED CORS ORIGIN ORIGINS VIRTUAL ' +
    'LETSENCRYPT PUBLIC EXTERNAL CALLBACK REDIRECT COOKIE DOMAIN DOMAINS WHITELIST NO SELF CSRF ISSUER AUDIENCE CN SAN ' +
    'CANONICAL FRONTEND ROOT NODENAME ANNOUNCE INITDB RECEIVER RECEIVERS',
);

/** Names of a program's own address. */
const OWN_NAMES =
  /^(?:.*[_.])?(?:APP|SITE|WEB|HTTP|SERVER|SERVICE|MY|THIS|NODE|POD|INSTANCE)[_.]?(?:BASE[_.]?)?(?:HOST|HOSTNAME|ADDR|ADDRESS|URL|URI|NAME)$|^(?:HOST|HOSTNAME|HOST_NAME|SERVER|ADDRESS|ADDR|URL|BASE_?UR[LI])$/;

const SECRET_WORDS = words(
  'PASS PASSWORD PASSWD PWD PASSPHRASE SECRET SECRETS TOKEN TOKENS KEY KEYS APIKEY CREDENTIAL CREDENTIALS SALT CERT PRIVATE ' +
    'SIGNATURE COOKIE',
);

/** Words of names, flags and paths of what a program dials itself, and no browser: `--redeem-url`, `ELASTICSEARCH_HOSTS`. */
const BACK_WORDS = words(
  'ELASTICSEARCH ELASTIC ES OPENSEARCH INFLUXDB INFLUX CLICKHOUSE SOLR VAULT CONSUL LOGSTASH INTERNAL REDEEM INTROSPECT ' +
    'INTROSPECTION USERINFO JWKS DISCOVERY UPSTREAM BACKCHANNEL DYNAMODB SQS DATASOURCE PROMETHEUS LOKI TEMPO PUSHGATEWAY ' +
    'ALERTMANAGER OTEL OTLP JAEGER ZIPKIN EUREKA NACOS ETCD OLLAMA QDRANT CHROMA CHROMADB WEAVIATE MILVUS SELENIUM WEBDRIVER ' +
    'GOTENBERG TIKA',
);
const BACK_PATH = /\/(?:token|userinfo|introspect(?:ion)?|jwks(?:\.json)?)\/?$/;

/** Words of names whose values are handed to a browser, whatever else they say. */
const BROWSER_WORDS = words(
  'REACT VITE VUE NUXT NEXT EXPO GATSBY NG ANGULAR BROWSER CLIENT SWAGGER OPENAPI PUBLIC UI LINK LINKS HREF DASHBOARD',
);

/** Beginnings of names that a framework on a server reads, which has words of browsers in them for things of its own. */
const SERVER_NAMES = /^(?:EUREKA_CLIENT|SPRING|MANAGEMENT|QUARKUS|MICRONAUT)_/;

/** Whether a web address may be meant for a browser, by the name of what has it and by its path. */
function mayBeForBrowsers(parts: readonly string[], text: string): boolean {
  if (!SERVER_NAMES.test(parts.join('_')) && parts.some((word) => BROWSER_WORDS.has(word))) return true;
  // the endpoint of the AWS SDK
  if (parts.includes('AWS') && parts.includes('ENDPOINT')) return false;
  return !BACK_PATH.test(text) && !parts.some((word) => BACK_WORDS.has(word));
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

interface Variable {
  readonly name: string;
  readonly words: readonly string[];
  readonly value: Knowable<string>;
  readonly at: Place;
}

function inEnvironment({ items }: Listed<Setting>, owner: Place): Dial[] {
  const byName = new Map<string, Variable>();
  for (const { name, value, at = owner } of items) {
    // of two of one name the later counts
    if (isKnown(name)) byName.set(name, { name, words: wordsOf(name), value, at });
  }
  return [...byName.values()].flatMap((variable) => inVariable(variable, byName));
}

/** The words of a name: `spring.datasource.url`, `DB_HOST`, `PGHOST`, `redisHost`. */
function wordsOf(name: string): string[] {
  const parts = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
  const last = parts.at(-1) ?? '';
  const [, first = '', ending = ''] = /^(.+)(HOSTNAME|HOST|SERVER|BROKER|PORT|URL|URI|DSN)$/.exec(last) ?? [];
  const isTwo = first !== '' && (CLIENT_WORDS.has(first) || (parts.length === 1 && !/SERVER|BROKER/.test(ending)));
  return isTwo ? [...parts.slice(0, -1), first, ending] : parts;
}

function inVariable({ name, words: parts, value, at }: Variable, all: ReadonlyMap<string, Variable>): Dial[] {
  const last = parts.at(-1) ?? '';
  if (!isKnown(value) || value === '' || value.length > LONGEST) return [];
  if (!ADDRESS_WORDS.has(last) && parts.some((word) => SECRET_WORDS.has(word))) return [];
  if (parts.some((word) => OWN_WORDS.has(word)) || OWN_NAMES.test(parts.join('_'))) return [];
  const dial = (address: WrittenAddress, by: string, isAddress: boolean): Dial => ({
    ...{ at, source: 'environment' as const, by, host: address.host, port: portOf(address), isAddress },
    isForOthers: isWeb(address.scheme) && mayBeForBrowsers(parts, value),
  });
  const urls = urlsIn(value);
  if (urls.length > 0 || value.includes('://')) return urls.map((url) => dial(url, name, true));
  const isClient = parts.some((word) => CLIENT_WORDS.has(word));
  const single = hostAndPort(value);
  if (single && single.port === undefined) {
    if (!HOST_WORDS.has(last)) {
      return ADDRESS_WORDS.has(last) || isAddressName(nameMarked(value) ?? '') ? [dial(single, name, false)] : [];
    }
    const partner = all.get(portName(name));
    const port = partner && numberIn(partner.value);
    const by = partner ? `${name} and ${partner.name}` : name;
    const found = dial({ ...single, ...(port === undefined ? {} : { port }) }, by, isClient || port !== undefined);
    return [partner || !isClient ? found : { ...found, usualPorts: usualPortsOf(parts, all) }];
  }
  if (single) return [dial(single, name, ADDRESS_WORDS.has(last))];
  return ADDRESS_WORDS.has(last) ? hostsAndPorts(value).map((one) => dial(one, name, one.port !== undefined)) : [];
}

/** Words for clients that are no scheme, with a scheme that they stand for. */
const SCHEMES_OF: ReadonlyMap<string, readonly string[]> = new Map([
  ['PG', ['postgres']],
  ['POSTGRESDB', ['postgres']],
  ['WORDPRESS', ['mysql']],
  ['RABBITMQ', ['amqp']],
  ['RABBIT', ['amqp']],
]);

/** Words for databases of any kind, which count where no other word says the kind. */
const ANY_DATABASE: ReadonlySet<string> = new Set(['DB', 'DATABASE', 'SQL']);

/** A value that says that a program keeps its data in a file, or none. */
const IN_FILE = /^(?:sqlite\w*|off|file)$/i;

/** The ports of what the words of a name stand for; none where the program is told to keep its data in a file. */
function usualPortsOf(parts: readonly string[], all: ReadonlyMap<string, Variable>): number[] {
  const kinds = parts
    .filter((word) => !ANY_DATABASE.has(word))
    .flatMap((word) => SCHEMES_OF.get(word) ?? (CLIENT_WORDS.has(word) ? [word.toLowerCase()] : []));
  const isAny = kinds.length === 0 && parts.some((word) => ANY_DATABASE.has(word));
  const schemes = isAny && !isKeptInFile(all) ? DATABASES : kinds;
  return [...new Set(schemes.flatMap((scheme) => usualPort(scheme) ?? []))];
}

function isKeptInFile(all: ReadonlyMap<string, Variable>): boolean {
  return [...all.values()].some(
    ({ words: parts, value }) => isKnown(value) && IN_FILE.test(value) && parts.some((word) => ANY_DATABASE.has(word)),
  );
}

/** A value that is longer is no address. */
const LONGEST = 4096;

/** The variable of the port beside that of a host. */
function portName(name: string): string {
  return name.replace(/(HOSTNAME|HOST|SERVER|ADDRESS|ADDR)$/i, (word) =>
    word === word.toUpperCase()
      ? 'PORT'
      : word.startsWith('h') || word.startsWith('s') || word.startsWith('a')
        ? 'port'
        : 'Port',
  );
}

/** Words that stand for no name. */
const NO_NAME =
  /^(?:null|none|nil|undefined|false|true|yes|no|on|off|auto|default|disabled|changeme|change_me|example|todo|xxx+|your[-_].*)$/i;

function numberIn(value: Knowable<string>): number | 'not known' | undefined {
  if (!isKnown(value) || isOpenText(value)) return 'not known';
  return /^\d{1,5}$/.test(value.trim()) ? Number(value) : undefined;
}

function portOf({ port, scheme }: WrittenAddress): Port | undefined {
  return typeof port === 'number' && port > 0 && port <= 65535 ? Port.of(port, protocolOf(scheme)) : undefined;
}

/** Programs that wait for an address, or dial one and leave: their arguments are hosts. */
const WAITERS = /^(?:.*\/)?(?:wait-for-it(?:\.sh)?|wait-for(?:\.sh)?|wait_for_it(?:\.sh)?|waitforit|wait)$/;
const DIALLERS = /^(?:.*\/)?(?:ping|nc|ncat|netcat|telnet|curl|wget)$/;
/** Clients of databases with the flags of host and port. */
const CLIENTS =
  /^(?:.*\/)?(?:psql|pg_isready|pg_dump|mysql|mysqladmin|mariadb|mariadb-admin|redis-cli|mongosh|mongo|valkey-cli)$/;

function inWords(given: Listed<Knowable<string>> | undefined, source: 'command' | 'health check', at: Place): Dial[] {
  if (!given) return [];
  const found: Dial[] = [];
  const add = (address: WrittenAddress | undefined, isAddress: boolean, flag?: string, text = ''): void => {
    if (!address) return;
    const isForOthers =
      isWeb(address.scheme) && source === 'command' && (flag === undefined || mayBeForBrowsers(wordsOf(flag), text));
    found.push({ at, source, by: source, host: address.host, port: portOf(address), isAddress, isForOthers });
  };
  for (const tokens of commandsIn(given.items)) {
    const first = tokens.findIndex((token) => !PREFIX.test(token));
    const [program = '', ...rest] = tokens.slice(Math.max(first, 0));
    if (WAITERS.test(program)) {
      add(
        rest.map(hostAndPort).find((one) => typeof one?.port === 'number'),
        true,
      );
    } else if (DIALLERS.test(program)) add(hostOfArguments(program, rest), true);
    else if (CLIENTS.test(program)) add(hostOfFlags(rest), true);
    for (const dial of inFlags(tokens, at)) found.push({ ...dial, source, by: source });
    const isWaiter = WAITERS.test(program);
    for (const [index, token] of tokens.entries()) {
      if (token.length > LONGEST) continue;
      const urls = urlsIn(token);
      const flag = FLAG.exec(token.startsWith('-') ? token : (tokens[index - 1] ?? ''))?.[1];
      // a web address in a script may be a text like any other
      for (const url of urls) add(url, source === 'health check' || !isWeb(url.scheme), flag, token);
      // such as --zookeeper.connect=zk:2181
      const one = urls.length > 0 || isWaiter ? undefined : hostAndPort(token.replace(/^-{0,2}[\w.-]+=/, ''));
      if (typeof one?.port === 'number') add(one, false);
    }
  }
  return found;
}

const FLAG = /^--?([a-z][\w.-]*)(?:=(.*))?$/i;

/** What flags such as `--db-host db --db-port=5432` say, read as variables of these names. */
function inFlags(tokens: readonly string[], at: Place): Dial[] {
  const flags = new Map<string, Variable>();
  for (const [index, token] of tokens.entries()) {
    const match = FLAG.exec(token);
    const name = match?.[1];
    if (name === undefined || !isOfClient(name)) continue;
    const next = tokens[index + 1] ?? '';
    const value = match?.[2] ?? (next.startsWith('-') ? '' : next);
    flags.set(name, { name, words: wordsOf(name), value, at });
  }
  return [...flags.values()].flatMap((flag) => inVariable(flag, flags));
}

/** What may stand before the program of a command. */
const PREFIX =
  /^(?:exec|sudo|time|until|while|if|do|then|else|!|env|nohup|command|timeout|\d+[smh]?|-\w*|[A-Z_]+=.*|(?:\/bin\/)?(?:sh|bash|ash))$/;

/** The commands of a word list: what a shell takes apart, and the list itself. */
function commandsIn(words: readonly Knowable<string>[]): string[][] {
  const texts = words.map((word) => (isKnown(word) ? word : HOLE));
  const isScript = (text: string): boolean => /\s/.test(text);
  const own = texts.filter((text) => !isScript(text));
  const scripts = texts.filter(isScript).flatMap((text) => text.split(/[;|&\n()`]+/));
  // a list of plain words may be a script that was taken apart at its spaces
  const lists: string[][] = [[]];
  for (const word of own) {
    if (/^[;|&]+$/.test(word)) lists.push([]);
    else lists.at(-1)?.push(word);
  }
  return [...lists, ...scripts.map(tokensOf)].filter(({ length }) => length > 0);
}

/** The words of a word that a shell takes apart. */
function tokensOf(word: string): string[] {
  return word.split(/[\s;&|()"'`]+/).filter((token) => token !== '');
}

/** The first argument that is a name, and behind `nc` and `telnet` the port after it. */
function hostOfArguments(program: string, rest: readonly string[]): WrittenAddress | undefined {
  const at = rest.findIndex((one, index) => !one.startsWith('-') && !TAKES_VALUE.test(rest[index - 1] ?? ''));
  const host = at < 0 ? undefined : hostAndPort((rest[at] ?? '').split('/')[0] ?? '');
  // what looks like a number or a file of the flags is none
  if (!host || /^\d+$/.test(host.host)) return undefined;
  const port = rest[at + 1];
  if (/(?:nc|ncat|netcat|telnet)$/.test(program)) {
    return port !== undefined && /^\d+$/.test(port) ? { host: host.host, port: Number(port) } : undefined;
  }
  if (/ping$/.test(program)) return { host: host.host };
  return host.port === undefined && host.host !== 'localhost' ? undefined : { scheme: 'http', port: 80, ...host };
}

const TAKES_VALUE = /^-{1,2}(?:[a-zA-Z]*[wciWoOmXHdTtqpsIAeuf]|max-time|timeout|retry|tries|output|request|header)$/;

function hostOfFlags(rest: readonly string[]): WrittenAddress | undefined {
  const valueOf = (flags: RegExp): string | undefined => {
    for (const [index, one] of rest.entries()) {
      const match = flags.exec(one);
      if (match) return match[1] === undefined || match[1] === '' ? rest[index + 1] : match[1];
    }
    return undefined;
  };
  const host = valueOf(/^(?:-h|--host(?:=(.*))?)$/);
  const port = valueOf(/^(?:-p|-P|--port(?:=(.*))?)$/);
  const address = host === undefined ? undefined : hostAndPort(host);
  if (!address) return undefined;
  return port !== undefined && /^\d+$/.test(port) ? { ...address, port: Number(port) } : address;
}
