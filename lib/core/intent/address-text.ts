import { isPortNumber, type Protocol } from '../values/port';
import { isOpenText, nameMarked } from '../values/program';

/** An address as a text has it. User info, paths and parameters of the text are left behind. */
export interface WrittenAddress {
  /** Lower case, without what names a driver: `postgresql` of `postgresql+asyncpg`. @default - the text has none */
  readonly scheme?: string;
  /** A name, an IPv4 address, an IPv6 address without brackets, or the marked name of an address that is decided elsewhere. */
  readonly host: string;
  /** Undefined: the text has none, and the scheme none of its own. Not known: it has one that is decided elsewhere. */
  readonly port?: number | 'not known';
}

interface Scheme {
  readonly port?: number;
  readonly protocol?: Protocol;
}

/**
 * Schemes of what is dialled over a network, with the port that stands for none.
 *
 * @see https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xhtml
 */
const SCHEMES: ReadonlyMap<string, Scheme> = new Map(
  Object.entries<Scheme>({
    ...same({ port: 5432 }, 'postgres postgresql postgis psql timescaledb'),
    ...same({ port: 3306 }, 'mysql mysql2 mysqli mariadb'),
    ...same({ port: 27017 }, 'mongodb mongo'),
    ...same({ port: 6379 }, 'redis rediss valkey'),
    amqp: { port: 5672 },
    amqps: { port: 5671 },
    ...same({ port: 80 }, 'http ws h2c'),
    ...same({ port: 443 }, 'https wss'),
    nats: { port: 4222 },
    mqtt: { port: 1883 },
    mqtts: { port: 8883 },
    smtp: { port: 25 },
    smtps: { port: 465 },
    ldap: { port: 389 },
    ldaps: { port: 636 },
    ...same({ port: 7687 }, 'bolt neo4j'),
    ...same({ port: 1433 }, 'sqlserver mssql'),
    ...same({ port: 9042 }, 'cassandra'),
    ...same({ port: 11211 }, 'memcached memcache'),
    ...same({ port: 9000 }, 'clickhouse'),
    ...same({ port: 554 }, 'rtsp'),
    ...same({}, 'tcp grpc grpcs http2 kafka plaintext ssl sasl_plaintext sasl_ssl pulsar zk zookeeper elasticsearch'),
    ...same({ protocol: 'udp' }, 'udp statsd'),
  }),
);

function same(scheme: Scheme, names: string): Record<string, Scheme> {
  return Object.fromEntries(names.split(' ').map((name) => [name, scheme]));
}

/** The port that stands for none in URLs of a scheme. */
export function usualPort(scheme: string): number | undefined {
  return SCHEMES.get(scheme)?.port;
}

/** The transport protocol of a scheme. */
export function protocolOf(scheme: string | undefined): Protocol {
  return (scheme === undefined ? undefined : SCHEMES.get(scheme)?.protocol) ?? 'tcp';
}

/** Whether a scheme is that of web addresses, which may be meant for a browser on another machine. */
export function isWeb(scheme: string | undefined): boolean {
  return scheme !== undefined && ['http', 'https', 'ws', 'wss'].includes(scheme);
}

const URL_TEXT = /([a-z][a-z0-9+.-]*):\/\/([^\s"'`<>()\\{}[\]]*(?:\[[0-9a-f:.]+\](?::\d+)?[^\s"'`<>()\\{}[\]]*)?)/gi;

/** The addresses of the URLs in a text, wherever they stand in it. Only schemes of a network count. */
export function urlsIn(text: string): WrittenAddress[] {
  if (!text.includes('://')) return inDriverForm(text);
  // of a list each URL is one
  return text.split(/,(?=[a-z][a-z0-9+.-]*:\/\/)/i).flatMap((part) =>
    [...part.matchAll(URL_TEXT)].flatMap((match) => {
      const [whole, scheme = '', rest = ''] = match;
      const [authority = ''] = rest.split(/[/?#;]/, 1);
      const [behind = ''] = part.slice(match.index + whole.length - rest.length + authority.length).split('://', 1);
      // a password with a slash or a bracket in it: what would be read as the host is part of the secret
      return behind.includes('@') ? [] : ofAuthority(scheme, authority);
    }),
  );
}

function ofAuthority(written: string, authority: string): WrittenAddress[] {
  const scheme = written.toLowerCase().split('+')[0] ?? '';
  const known = SCHEMES.get(scheme);
  // a name of SRV records is none of a machine
  if (!known || /\+srv$/i.test(written)) return [];
  const hosts = authority.slice(authority.lastIndexOf('@') + 1);
  return hosts.split(',').flatMap((one) => {
    const address = hostAndPort(one);
    if (!address) return [];
    const port = address.port ?? known.port;
    return [{ scheme, host: address.host, ...(port === undefined ? {} : { port }) }];
  });
}

const GO_DSN = /@(tcp|udp)\(([^()\s]+)\)/g;
const PAIRS = /(?:^|[\s;:'",?])(?:host|server|data source|addr|address)\s*=\s*(?:tcp:)?([^;\s'"]+)/gi;
const PORT_PAIR = /(?:^|[\s;'",])port\s*=\s*([^;\s'",]+)/i;
const SUBNAME = /^(?:pdo_)?(mysql|pgsql|mariadb|postgres(?:ql)?):host=/i;

/** Forms of database drivers that are no URL: Go's `user@tcp(db:3306)/app`, and lists of `host=db;port=5432`. */
function inDriverForm(text: string): WrittenAddress[] {
  const found: WrittenAddress[] = [];
  for (const [, , inner = ''] of text.matchAll(GO_DSN)) {
    const address = hostAndPort(inner);
    if (address) found.push(address);
  }
  if (found.length > 0 || !/(?:host|server|source|addr)/i.test(text)) return found;
  const lines = text.includes('\n') ? inLines(text) : [];
  if (lines.length > 0) return lines;
  if (!text.includes('=')) return found;
  const given = PORT_PAIR.exec(text)?.[1];
  const apart = given === undefined ? undefined : isOpenText(given) ? ('not known' as const) : Number(given);
  for (const [, inner = ''] of text.replace(SUBNAME, 'host=').matchAll(PAIRS)) {
    // SQL Server has its port behind a comma
    const address = hostAndPort(inner.replace(/,(\d+)$/, ':$1'));
    if (!address) continue;
    const port = address.port ?? (typeof apart === 'number' && !isPortNumber(apart) ? undefined : apart);
    found.push(port === undefined ? address : { ...address, port });
  }
  return found;
}

/** Hosts of a text of settings, each with the port of the lines that follow it. */
function inLines(text: string): WrittenAddress[] {
  const found: WrittenAddress[] = [];
  for (const line of text.split('\n')) {
    const [, field = '', value = ''] =
      /^[\s-]*["']?(host|hostname|port)["']?\s*[:=]\s*["']?([^\s"',#]+)/i.exec(line) ?? [];
    const last = found.at(-1);
    if (/^host/i.test(field)) {
      const address = hostAndPort(value);
      if (address) found.push(address);
    } else if (field !== '' && last && last.port === undefined && isPortNumber(Number(value))) {
      found[found.length - 1] = { ...last, port: Number(value) };
    }
  }
  return found;
}

const NAME = /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)*\.?$/i;

/** `db`, `db:5432`, `[::1]:80`; undefined when it is something else. */
export function hostAndPort(text: string): WrittenAddress | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::(.*))?$/i.exec(text.trim());
  const host = match?.[1] ?? match?.[2];
  if (!match || host === undefined || host.length > 253) return undefined;
  if (match[1] === undefined && !NAME.test(host) && nameMarked(host) === undefined) return undefined;
  const given = match[3];
  if (given === undefined || given === '') return { host };
  if (isOpenText(given)) return { host, port: 'not known' };
  if (!/^\d{1,5}$/.test(given) || !isPortNumber(Number(given))) return undefined;
  return { host, port: Number(given) };
}

/** `a:9092,b:9092`: empty when a part of it is no address. */
export function hostsAndPorts(text: string): WrittenAddress[] {
  const parts = text.split(/[,;\s]+/).filter((part) => part !== '');
  const read = parts.map(hostAndPort);
  return read.every((one) => one !== undefined) ? read : [];
}

/** Whether a value that another resource has is called as addresses are, in CloudFormation and in Terraform. */
export function isAddressName(named: string): boolean {
  return /(?:address|endpoint|dns_?name|private_?ip|private_dns)$/i.test(named);
}
