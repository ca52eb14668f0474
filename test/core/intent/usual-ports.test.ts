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

  test.each(['ASPNETCORE_URLS: "https://+:5001;http://+:5000"', 'SERVER_PORT: 8081', 'ASPNETCORE_URLS: "http://+:80"'])(
    'is not known, or right: %s',
    (environment) => {
      expect(found(`environment: {${environment}}, ports: ["8080:80"]`)).toEqual([]);
    },
  );
});

test('a port that is published on the loopback of the host is not there at its other addresses', () => {
  const text = (ports: string): string => `name: p
services:
  web: {image: nginx, ports: ["${ports}"]}
  job: {image: shop/job, extra_hosts: ["host.docker.internal:host-gateway"], environment: {WEB_INTERNAL_URL: "http://host.docker.internal:8080"}}
`;
  const said = (ports: string): string[] =>
    findingsOf(readInputs([{ name: 'compose.yaml', text: text(ports) }])[0]!.reading).map(explain);
  expect(said('127.0.0.1:8080:80')[0]).toMatch(/p-web-1 is published on the loopback of the host alone$/);
  expect(said('8080:80')).toEqual([]);
});
