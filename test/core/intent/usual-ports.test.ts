import { dockerFlows } from '../../../lib/core/intent/docker-flows';
import { explain } from '../../../lib/core';
import { findingsOf } from '../../../lib/formats';
import { readInputs } from '../../../lib/formats/input';

/** What is blocked in a compose file, by what says it, and where it should have gone. */
function blocked(services: string): string[] {
  const [host] = readInputs([{ name: 'compose.yaml', text: `name: p\nservices:\n${services}` }])[0]!.reading
    .dockerHosts;
  return dockerFlows(host!).flatMap(({ dial, verdict }) =>
    verdict.kind === 'blocked' && verdict.reason === 'localhost'
      ? [`${dial.by} -> ${verdict.to}:${verdict.usual}`]
      : [],
  );
}

const DB = '  db: {image: "postgres:16"}\n';

describe('localhost without a port', () => {
  test('is taken for the database, the cache or the queue that another container is', () => {
    expect(blocked(`  web: {image: shop/web, environment: {DB_HOST: localhost}}\n${DB}`)).toEqual([
      'DB_HOST -> p-db-1:5432',
    ]);
    const others = '  cache: {image: "redis:7"}\n  rabbit: {image: "rabbitmq:3"}\n';
    expect(
      blocked(`  web: {image: shop/web, environment: {REDIS_HOST: 127.0.0.1, RABBITMQ_HOST: localhost}}\n${others}`),
    ).toEqual(['REDIS_HOST -> p-cache-1:6379', 'RABBITMQ_HOST -> p-rabbit-1:5672']);
  });

  test('means itself where nobody else is what is meant, or something listens inside', () => {
    expect(blocked('  web: {image: shop/web, environment: {DB_HOST: localhost}}\n')).toEqual([]);
    expect(blocked(`  web: {image: shop/web, environment: {REDIS_HOST: localhost}}\n${DB}`)).toEqual([]);
    expect(blocked(`  web: {image: shop/web, expose: [5432], environment: {DB_HOST: localhost}}\n${DB}`)).toEqual([]);
    expect(blocked(`  web: {image: shop/web, network_mode: host, environment: {DB_HOST: localhost}}\n${DB}`)).toEqual(
      [],
    );
    expect(
      blocked(`  web: {image: shop/web, network_mode: "service:db", environment: {DB_HOST: localhost}}\n${DB}`),
    ).toEqual([]);
  });

  test.each([
    [
      'a command that starts the server',
      'command: sh -c "redis-server --daemonize yes && node app", environment: {REDIS_HOST: localhost}',
    ],
    ['a supervisor', 'command: supervisord -n, environment: {DB_HOST: localhost}'],
    ['a socket in common', 'volumes: ["run:/var/run/mysqld"], environment: {DB_HOST: localhost}'],
    ['data in a file', 'environment: {DB_HOST: localhost, DB_CONNECTION: sqlite}'],
    ['what the server announces of itself', 'environment: {REDIS_ANNOUNCE_HOST: localhost}'],
  ])('may be right with %s', (_case, rest) => {
    expect(blocked(`  web: {image: shop/web, ${rest}}\n${DB}  cache: {image: "redis:7"}\n`)).toEqual([]);
  });

  test('may be the neighbour in one network stack, of which nobody knows where it listens', () => {
    const proxy = '  proxy: {image: shop/cloud-sql-proxy, command: "--port 0"}\n';
    const web = '  web: {image: shop/web, network_mode: "service:proxy", environment: {DB_HOST: localhost}}\n';
    expect(blocked(web + proxy + DB)).toEqual([]);
  });

  test('is no mistake that has one meaning where databases of several kinds are there', () => {
    const web = '  web: {image: shop/web, environment: {DB_HOST: localhost}}\n';
    expect(blocked(`${web}${DB}  shop: {image: "mysql:8"}\n`)).toEqual([]);
    expect(blocked(`${web}  rs0: {image: "mongo:7"}\n${DB}`)).toEqual(['DB_HOST -> p-db-1:5432']);
  });

  test('says nothing by names that are no clients', () => {
    expect(blocked(`  web: {image: shop/web, environment: {HOST: localhost, API_HOST: localhost}}\n${DB}`)).toEqual([]);
  });
});

/** What is found in a compose file of one service. */
function found(service: string): string[] {
  const input = readInputs([
    { name: 'compose.yaml', text: `name: p\nservices:\n  api: {image: shop/api, ${service}}\n` },
  ])[0]!;
  return findingsOf(input.reading).map(explain);
}

describe('the port that a framework is told by a variable', () => {
  test.each([
    ['ASPNETCORE_URLS: "http://+:5000"', 'by ASPNETCORE_URLS', 5000],
    ['ASPNETCORE_HTTP_PORTS: "5000"', 'by ASPNETCORE_HTTP_PORTS', 5000],
    ['SERVER_PORT: 8081, SPRING_PROFILES_ACTIVE: prod', 'SERVER_PORT=8081', 8081],
    ['QUARKUS_HTTP_PORT: 8081', 'QUARKUS_HTTP_PORT=8081', 8081],
    ['PORT: 3000', 'PORT=3000', 3000],
  ])('is the one to publish: %s', (environment, evidence, port) => {
    expect(found(`environment: {${environment}}, ports: ["8080:80"]`)).toEqual([
      `host port 8080 leads to 80/tcp of container p-api-1, whose program listens on ${port} (${evidence})`,
    ]);
    expect(found(`environment: {${environment}}, ports: ["8080:${port}"]`)).toEqual([]);
  });

  test.each(['QUARKUS_HTTP_PORT: 8080', 'SERVER_PORT: 8080, SPRING_PROFILES_ACTIVE: prod'])(
    'leaves room for ports of gRPC and of the management: %s',
    (environment) => {
      expect(found(`environment: {${environment}}, ports: ["9000:9000"]`)).toEqual([]);
    },
  );

  test.each([
    'ASPNETCORE_URLS: "https://+:5001;http://+:5000"',
    'SERVER_PORT: 8081',
    'ASPNETCORE_URLS: "http://+:80"',
    'ASPNETCORE_URLS: "http://+:5000", Kestrel__Endpoints__Web__Url: "http://+:80"',
    'QUARKUS_HTTP_PORT: 8081, QUARKUS_HTTP_SSL_CERTIFICATE_FILES: a.pem',
  ])('is not known, or right: %s', (environment) => {
    expect(found(`environment: {${environment}}, ports: ["8080:80"]`)).toEqual([]);
  });
});

test('a port that is published on the loopback of the host is not there at its other addresses', () => {
  const text = (ports: string): string => `name: p
services:
  web: {image: nginx, ports: ["${ports}"]}
  job: {image: shop/job, extra_hosts: ["host.docker.internal:host-gateway"], environment: {WEB_INTERNAL_URL: "http://host.docker.internal:8080"}}
`;
  const said = (ports: string): string[] =>
    findingsOf(readInputs([{ name: 'compose.yaml', text: text(ports) }])[0]!.reading).map(explain);
  expect(said('127.0.0.1:8080:80')[0]).toMatch(
    /p-web-1 is published on the loopback of the host alone, where an engine on Linux lets no container in$/,
  );
  expect(said('8080:80')).toEqual([]);
});

describe('a proxy that finds its targets by itself', () => {
  const said = (proxy: string, target: string): string[] => {
    const text = `name: p\nservices:\n  proxy: {image: ${proxy}}\n  web: {image: shop/web, ${target}}\n`;
    return findingsOf(readInputs([{ name: 'compose.yaml', text }])[0]!.reading).map(({ rule }) => rule);
  };
  const nginx = 'nginxproxy/nginx-proxy';
  const caddy = 'lucaslorentz/caddy-docker-proxy';

  test.each([
    [nginx, 'expose: [8080, 9229], environment: {VIRTUAL_HOST: a.example}', ['dialled-port-not-listened-on']],
    [nginx, 'ports: ["443:443", "2222:22"], environment: {VIRTUAL_HOST: a.example}', []],
    [nginx, 'expose: [8080, 9229], environment: {VIRTUAL_HOST: ""}', []],
    [nginx, 'expose: [8080, 9229], environment: {VIRTUAL_HOST: a.example, VIRTUAL_HOST_MULTIPORTS: "a: {}"}', []],
    [
      `${caddy}, environment: {CADDY_INGRESS_NETWORKS: other}`,
      'labels: {caddy.reverse_proxy: "{{upstreams}}"}',
      ['proxy-network-not-shared'],
    ],
    [
      `${caddy}, environment: {CADDY_INGRESS_NETWORKS: other}`,
      'labels: {caddy.reverse_proxy: "{{upstreams}}", caddy_ingress_network: p_default}',
      [],
    ],
    [
      `${caddy}, environment: {CADDY_INGRESS_NETWORKS: other, CADDY_DOCKER_LABEL_PREFIX: web}`,
      'labels: {caddy.reverse_proxy: "{{upstreams}}"}',
      [],
    ],
  ])('%s, of what has %s', (proxy, target, rules) => {
    expect(said(proxy, target)).toEqual(rules);
  });
});
