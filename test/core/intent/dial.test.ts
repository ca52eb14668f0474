import fc from '../../law';
import { hostAndPort, urlsIn } from '../../../lib/core/intent/address-text';
import { dialsOf } from '../../../lib/core/intent/dial';
import { addressText } from '../../../lib/core/intent/flow';
import { HOLE, UNSAID } from '../../../lib/core/values/program';

const told = (env: Readonly<Record<string, string>>): string[] =>
  dialsOf(
    {
      ...UNSAID,
      environment: { items: Object.entries(env).map(([name, value]) => ({ name, value })), complete: true },
    },
    { path: 'web' },
  ).map((dial) => `${addressText(dial)} by ${dial.by}`);

const run = (...command: readonly string[]): string[] =>
  dialsOf({ ...UNSAID, command: { items: command, complete: true } }, { path: 'web' }).map(addressText);

describe('what an environment dials', () => {
  test.each([
    [{ DATABASE_URL: 'postgres://u:p@db/app' }, 'db:5432 by DATABASE_URL'],
    [{ DATABASE_URL: 'postgresql+asyncpg://u:p@db:5433/app' }, 'db:5433 by DATABASE_URL'],
    [{ SPRING_DATASOURCE_URL: 'jdbc:mysql://db:3307/app?useSSL=false' }, 'db:3307 by SPRING_DATASOURCE_URL'],
    [{ CELERY_BROKER_URL: 'amqp://guest:guest@mq//' }, 'mq:5672 by CELERY_BROKER_URL'],
    [{ DB_HOST: 'db', DB_PORT: '5432' }, 'db:5432 by DB_HOST and DB_PORT'],
    [{ DB_HOSTNAME: 'db', DB_PORT: '5432' }, 'db:5432 by DB_HOSTNAME and DB_PORT'],
    [{ API_BASE_URL: 'http://api:3000' }, 'api:3000 by API_BASE_URL'],
    [{ PGHOST: 'db', PGPORT: '6432' }, 'db:6432 by PGHOST and PGPORT'],
    [{ DSN: 'user:secret@tcp(mysql:3306)/app' }, 'mysql:3306 by DSN'],
    [{ ConnectionStrings__Default: 'Server=sql,1433;User=sa;Password=x' }, 'sql:1433 by ConnectionStrings__Default'],
    [{ APP__MQTTSERVER: 'mqtt', APP__MQTTPORT: '1884' }, 'mqtt:1884 by APP__MQTTSERVER and APP__MQTTPORT'],
    [
      { PRISMA_CONFIG: 'databases:\n  - connector: postgres\n    host: db\n    port: 5433\n' },
      'db:5433 by PRISMA_CONFIG',
    ],
    [{ DATABASE_URL: `postgres://${HOLE}:${HOLE}@db:5432/${HOLE}` }, 'db:5432 by DATABASE_URL'],
  ])('%j', (env, expected) => {
    expect(told(env)).toEqual([expected]);
  });

  test('has each address of a list', () => {
    expect(told({ KAFKA_BOOTSTRAP_SERVERS: 'a:9092,b:9093' })).toEqual([
      'a:9092 by KAFKA_BOOTSTRAP_SERVERS',
      'b:9093 by KAFKA_BOOTSTRAP_SERVERS',
    ]);
    expect(urlsIn('mongodb://u:p@m1,m2:27018/app').map(({ host, port }) => `${host}:${port ?? ''}`)).toEqual([
      'm1:27017',
      'm2:27018',
    ]);
  });

  test.each([
    ['a template in the place of a name', { API_URL: 'http://{{ .Host }}:80' }],
    ['a URL of nothing', { API_URL: 'http://' }],
    ['a port that is a word', { API_URL: 'http://api:http' }],
    ['a bucket', { STORE_URL: 's3://bucket/key' }],
    ['a secret with a colon', { API_TOKEN: 'abc:1234' }],
    ['a word for nothing', { MAIL_HOST: 'null', MAIL_PORT: '25' }],
    ['an address to bind to', { LISTEN_ADDR: 'web:8080' }],
    ['who may come in', { CORS_ALLOWED_ORIGINS: 'http://front:3000' }],
    ['a name that is not known', { DB_HOST: HOLE, DB_PORT: '5432' }],
  ])('is not %s', (_what, env) => {
    expect(told(env)).toEqual([]);
  });

  test('never holds a part of a password', () => {
    const password = fc.string({ unit: fc.constantFrom(...'ab1:/@?#[]{}%,; '.split('')), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(password, (secret) => {
        const hosts = urlsIn(`postgres://user:S${secret}T@db:5432/app`).map(({ host }) => host);
        expect(hosts.filter((host) => host !== 'db' && host !== '')).toEqual([]);
      }),
    );
  });
});

describe('what a command dials', () => {
  test.each([
    [['serve', '--db-host=db', '--db-port=5432'], ['db:5432']],
    [['serve', '--db-host', 'db', '--db-port', '5432'], ['db:5432']],
    [['serve', '--redis-url', 'redis://cache'], ['cache:6379']],
    [['serve', '--mysql.host=sql'], ['sql']],
    [['serve', '--db-name', 'shop', '--db-user', 'app'], []],
    [['serve', '--host', 'localhost', '--port', '8000'], []],
  ])('in its flags: %j', (command, expected) => {
    expect(run(...command)).toEqual(expected);
  });

  test.each([
    [['ping', 'foo'], ['foo']],
    [['sh', '-c', './wait-for-it.sh db:5432 -- npm start'], ['db:5432']],
    [['sh', '-c', 'until nc -z mq 5672; do sleep 1; done; exec app'], ['mq:5672']],
    [['psql', '-h', 'db', '-p', '5433'], ['db:5433']],
    [['redis-cli', 'ping'], []],
    [['sh', '-c', 'redis-cli ping | grep PONG || exit 1'], []],
    [['sh', '-c', 'ping -c 3 db && echo up'], ['db']],
  ])('%j', (words, expected) => {
    expect(run(...words)).toEqual(expected);
  });
});

describe('a web address', () => {
  const mayBeForBrowsers = (env: Readonly<Record<string, string>>): boolean[] => {
    const items = Object.entries(env).map(([name, value]) => ({ name, value }));
    const dials = dialsOf({ ...UNSAID, environment: { items, complete: true } }, { path: 'web' });
    return dials.map(({ isForOthers }) => isForOthers);
  };

  test.each([
    { ELASTICSEARCH_HOSTS: '["http://localhost:9200"]' },
    { AWS_ENDPOINT_URL: 'http://localhost:4566' },
    { OAUTH_ACCESS_URL: 'http://localhost:9090/realms/shop/protocol/openid-connect/token' },
    { BILLING_INTERNAL_URL: 'http://localhost:8081' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' },
    { OLLAMA_BASE_URL: 'http://localhost:11434' },
    { EUREKA_CLIENT_SERVICEURL_DEFAULTZONE: 'http://localhost:8761/eureka' },
  ])('is dialled by the program itself: %j', (env) => {
    expect(mayBeForBrowsers(env)).toEqual([false]);
  });

  test.each([
    { API_URL: 'http://localhost:9200' },
    { REACT_APP_ELASTICSEARCH_URL: 'http://localhost:9200' },
    { OTEL_CLIENT_URL: 'http://localhost:4318' },
    { JAEGER_UI_URL: 'http://localhost:16686' },
    { PROMETHEUS_LINK: 'http://localhost:9090' },
    { OAUTH_AUTHORIZE_URL: 'http://localhost:9090/realms/shop/protocol/openid-connect/auth' },
  ])('may be meant for a browser: %j', (env) => {
    expect(mayBeForBrowsers(env)).toEqual([true]);
  });

  test('of a command goes by its flag', () => {
    const words = ['--redeem-url=http://127.0.0.1:8080/token', '--public-url', 'http://localhost:8080'];
    const dials = dialsOf({ ...UNSAID, command: { items: words, complete: true } }, { path: 'web' });
    expect(dials.map(({ host, isForOthers }) => `${host} ${isForOthers}`)).toEqual([
      '127.0.0.1 false',
      'localhost true',
    ]);
  });
});

test('an address is a name or an address with a port that can exist, and nothing else', () => {
  expect(hostAndPort('[::1]:80')).toEqual({ host: '::1', port: 80 });
  expect(['db:0', 'db:70000', 'a b', '-db', 'db:', '<host>'].map(hostAndPort)).toEqual([
    ...[undefined, undefined, undefined, undefined, { host: 'db' }, undefined],
  ]);
});
