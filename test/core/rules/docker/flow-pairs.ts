import { box, net, on, port } from './host';
import { type Pair } from './pair';

const app = net('app', { subnet: '10.88.0.0/24' });
const back = net('back', { subnet: '10.89.0.0/24' });
const withoutIcc = net('app', {
  subnet: '10.88.0.0/24',
  options: { 'com.docker.network.bridge.enable_icc': 'false' },
});
const ON_PROGRAMS = 'the engine starts a container whatever its program dials';

/** What programs are told to dial, and what Compose makes of a file. */
export const FLOW_PAIRS: readonly Pair[] = [
  {
    rule: 'dialled-name-unknown',
    wrong: [app, box('web', { on: ['app'], env: { DB_HOST: 'sql' } }), box('db', { on: ['app'] })],
    right: [app, box('web', { on: ['app'], env: { DB_HOST: 'db' } }), box('db', { on: ['app'] })],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-name-unknown',
    case: 'on the default bridge',
    wrong: [box('web', { command: ['ping', 'db'] }), box('db')],
    right: [app, box('web', { on: ['app'], command: ['ping', 'db'] }), box('db', { on: ['app'] })],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-name-unknown',
    case: 'of a container in host mode',
    wrong: [app, box('web', { on: ['app'], env: { API_URL: 'http://api:8080' } }), box('api', { mode: 'host' })],
    right: [app, box('web', { on: ['app'], env: { API_URL: 'http://api.example.com' } }), box('api', { mode: 'host' })],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-network-not-shared',
    wrong: [
      ...[app, back, box('web', { on: ['app'], env: { DATABASE_URL: 'postgres://u:p@db/x' } })],
      box('db', { on: ['back'] }),
    ],
    right: [
      ...[app, back, box('web', { on: ['app', 'back'], env: { DATABASE_URL: 'postgres://u:p@db/x' } })],
      box('db', { on: ['back'] }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-port-not-listened-on',
    wrong: [
      ...[app, box('web', { on: ['app'], env: { DB_HOST: 'db', DB_PORT: '5433' } })],
      box('db', { on: ['app'], image: 'postgres:17' }),
    ],
    right: [
      ...[app, box('web', { on: ['app'], env: { DB_HOST: 'db', DB_PORT: '5433' } })],
      box('db', { on: ['app'], image: 'postgres:17', env: { PGPORT: '5433' } }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-port-not-listened-on',
    case: 'the port on the host',
    wrong: [
      ...[app, box('web', { on: ['app'], env: { API_URL: 'http://api:8081' } })],
      box('api', { on: ['app'], ports: [port(3000, { host: 8081, at: '127.0.0.1' })] }),
    ],
    right: [
      ...[app, box('web', { on: ['app'], env: { API_URL: 'http://api:3000' } })],
      box('api', { on: ['app'], ports: [port(3000, { host: 8081, at: '127.0.0.1' })] }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'listens-on-loopback-only',
    wrong: [app, box('web', { on: ['app'], command: ['uvicorn', 'main:app'], ports: [port(8000, { host: 8000 })] })],
    right: [
      app,
      box('web', {
        ...{ on: ['app'], command: ['uvicorn', 'main:app', '--host', '0.0.0.0'] },
        ports: [port(8000, { host: 8000 })],
      }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'listens-on-loopback-only',
    case: 'dialled by another container',
    wrong: [
      ...[app, box('web', { on: ['app'], env: { API_URL: 'http://api:5000' } })],
      box('api', { on: ['app'], command: ['flask', 'run', '--host=127.0.0.1'] }),
    ],
    right: [
      ...[app, box('web', { on: ['app'], env: { API_URL: 'http://api:5000' } })],
      box('api', { on: ['app'], command: ['flask', 'run', '--host=0.0.0.0'] }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-localhost-of-another-container',
    wrong: [
      ...[app, box('web', { on: ['app'], env: { REDIS_URL: 'redis://localhost' } })],
      box('cache', { on: [on('app', {})], image: 'redis' }),
    ],
    right: [
      ...[app, box('web', { mode: 'container:cache', env: { REDIS_URL: 'redis://localhost' } })],
      box('cache', { on: [on('app', {})], image: 'redis' }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-localhost-of-another-container',
    case: 'the port on the host',
    wrong: [
      ...[app, box('web', { on: ['app'], env: { DB_HOST: 'localhost', DB_PORT: '15432' } })],
      box('db', { on: ['app'], ports: [port(5432, { host: 15432, at: '127.0.0.1' })] }),
    ],
    right: [
      ...[app, box('web', { on: ['app'], env: { DB_HOST: 'db', DB_PORT: '5432' } })],
      box('db', { on: ['app'], ports: [port(5432, { host: 15432, at: '127.0.0.1' })] }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-localhost-of-another-container',
    case: 'by a web address that no browser gets',
    wrong: [
      ...[app, box('kibana', { on: ['app'], env: { ELASTICSEARCH_HOSTS: '["http://localhost:9200"]' } })],
      box('elastic', { on: ['app'], image: 'elasticsearch:8.15.0' }),
    ],
    right: [
      ...[app, box('kibana', { on: ['app'], env: { PUBLIC_URL: 'http://localhost:9200' } })],
      box('elastic', { on: ['app'], image: 'elasticsearch:8.15.0' }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-name-unknown',
    case: 'the words of a name of Docker Desktop in another order',
    wrong: [app, box('web', { on: ['app'], env: { API_URL: 'http://docker.host.internal:8080' } })],
    right: [app, box('web', { on: ['app'], env: { API_URL: 'http://api.example.internal:8080' } })],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-port-not-listened-on',
    case: 'of a server that has its usual port',
    wrong: [
      ...[app, box('web', { on: ['app'], env: { MQTT_URI: 'tcp://mqtt:1833' } })],
      box('mqtt', { on: ['app'], image: 'eclipse-mosquitto:2', ports: [port(1883, { host: 1883 })] }),
    ],
    right: [
      ...[app, box('web', { on: ['app'], env: { MQTT_URI: 'tcp://mqtt:1883' } })],
      box('mqtt', { on: ['app'], image: 'eclipse-mosquitto:2', ports: [port(1883, { host: 1883 })] }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'listens-on-loopback-only',
    case: 'by a variable',
    wrong: [
      app,
      box('web', { on: ['app'], env: { APP_LISTEN_HOST: '127.0.0.1' }, ports: [port(8475, { host: 8475 })] }),
    ],
    right: [app, box('web', { on: ['app'], env: { APP_LISTEN_HOST: '0.0.0.0' }, ports: [port(8475, { host: 8475 })] })],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-host-name-missing',
    wrong: [app, box('web', { on: ['app'], env: { API_URL: 'http://host.docker.internal:8080' } })],
    right: [
      app,
      box('web', {
        on: ['app'],
        env: { API_URL: 'http://host.docker.internal:8080' },
        extraHosts: { 'host.docker.internal': 'host-gateway' },
      }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-way-blocked',
    wrong: [
      ...[withoutIcc, box('web', { on: ['app'], env: { CACHE_URL: 'redis://cache' } })],
      box('cache', { on: ['app'], image: 'redis' }),
    ],
    right: [
      ...[app, box('web', { on: ['app'], env: { CACHE_URL: 'redis://cache' } })],
      box('cache', { on: ['app'], image: 'redis' }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'proxy-network-not-shared',
    wrong: [
      ...[app, back, box('proxy', { on: ['app'], image: 'traefik:v3' })],
      box('web', { on: ['app', 'back'], labels: { 'traefik.enable': 'true', 'traefik.docker.network': 'back' } }),
    ],
    right: [
      ...[app, back, box('proxy', { on: ['app'], image: 'traefik:v3' })],
      box('web', { on: ['app', 'back'], labels: { 'traefik.enable': 'true', 'traefik.docker.network': 'app' } }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'proxy-network-not-shared',
    case: 'nginx-proxy',
    wrong: [
      ...[app, back, box('proxy', { on: ['app'], image: 'nginxproxy/nginx-proxy' })],
      box('web', { on: ['back'], env: { VIRTUAL_HOST: 'www.example.com' } }),
    ],
    right: [
      ...[app, back, box('proxy', { on: ['app'], image: 'nginxproxy/nginx-proxy' })],
      box('web', { on: ['app', 'back'], env: { VIRTUAL_HOST: 'www.example.com' } }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'proxy-network-not-shared',
    case: 'of Caddy, by the name that the engine has for it',
    wrong: [
      ...[
        app,
        box('proxy', {
          on: ['app'],
          image: 'lucaslorentz/caddy-docker-proxy',
          env: { CADDY_INGRESS_NETWORKS: 'edge' },
        }),
      ],
      box('web', { on: ['app'], labels: { 'caddy.reverse_proxy': '{{upstreams 8000}}' } }),
    ],
    right: [
      ...[
        app,
        box('proxy', {
          on: ['app'],
          image: 'lucaslorentz/caddy-docker-proxy',
          env: { CADDY_INGRESS_NETWORKS: 'edge, app' },
        }),
      ],
      box('web', { on: ['app'], labels: { 'caddy.reverse_proxy': '{{upstreams 8000}}' } }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'proxy-network-not-shared',
    case: 'of Caddy, a target in host mode',
    wrong: [
      ...[app, box('proxy', { on: ['app'], image: 'lucaslorentz/caddy-docker-proxy' })],
      box('web', { mode: 'host', labels: { 'caddy.reverse_proxy': '{{upstreams 8000}}' } }),
    ],
    right: [
      ...[app, box('proxy', { on: ['app'], image: 'lucaslorentz/caddy-docker-proxy' })],
      box('web', { on: ['app'], labels: { 'caddy.reverse_proxy': '{{upstreams 8000}}' } }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-port-not-listened-on',
    case: 'by nginx-proxy, that takes 80 of several',
    wrong: [
      ...[app, box('proxy', { on: ['app'], image: 'nginxproxy/nginx-proxy' })],
      box('web', { on: ['app'], exposes: [8080, 8443], env: { VIRTUAL_HOST: 'www.example.com' } }),
    ],
    right: [
      ...[app, box('proxy', { on: ['app'], image: 'nginxproxy/nginx-proxy' })],
      box('web', {
        on: ['app'],
        exposes: [8080, 8443],
        env: { VIRTUAL_HOST: 'www.example.com', VIRTUAL_PORT: '8080' },
      }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'dialled-port-not-listened-on',
    case: 'by a proxy, the port on the host',
    wrong: [
      ...[app, box('proxy', { on: ['app'], image: 'lucaslorentz/caddy-docker-proxy' })],
      box('web', {
        ...{ on: ['app'], labels: { 'caddy.reverse_proxy': '{{upstreams 8081}}' } },
        ports: [port(3000, { host: 8081, at: '127.0.0.1' })],
      }),
    ],
    right: [
      ...[app, box('proxy', { on: ['app'], image: 'lucaslorentz/caddy-docker-proxy' })],
      box('web', {
        ...{ on: ['app'], labels: { 'caddy.reverse_proxy': '{{upstreams 3000}}' } },
        ports: [port(3000, { host: 8081, at: '127.0.0.1' })],
      }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'advertised-address-unreachable',
    wrong: [
      ...[app, box('web', { on: ['app'], env: { KAFKA_BROKERS: 'kafka:9092' } })],
      box('kafka', {
        on: ['app'],
        image: 'apache/kafka:4.0.0',
        env: { KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://localhost:9092' },
      }),
    ],
    right: [
      ...[app, box('web', { on: ['app'], env: { KAFKA_BROKERS: 'kafka:9092' } })],
      box('kafka', {
        on: ['app'],
        image: 'apache/kafka:4.0.0',
        env: { KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://kafka:9092,HOST://localhost:29092' },
      }),
    ],
    notOnEngine: ON_PROGRAMS,
  },
  {
    rule: 'name-shared-between-projects',
    wrong: [
      app,
      box('one', { on: [on('app', { aliases: ['server'] })], project: 'one' }),
      box('two', { on: [on('app', { aliases: ['server'] })], project: 'two' }),
    ],
    right: [
      app,
      box('one', { on: [on('app', { aliases: ['server'] })], project: 'one' }),
      box('two', { on: [on('app', { aliases: ['server'] })], project: 'one' }),
    ],
    notOnEngine: 'projects are no word of the engine',
  },
  {
    rule: 'database-published-everywhere',
    wrong: [box('db', { image: 'postgres:17', ports: [port(5432, { host: 5432 })] })],
    right: [box('db', { image: 'postgres:17', ports: [port(5432, { host: 5432, at: '127.0.0.1' })] })],
    notOnEngine: 'the engine publishes it',
  },
  {
    rule: 'port-variable-malformed',
    wrong: [box('web', { env: { VIRTUAL_HOST: 'shop.example.com', VIRTUAL_PORT: '8080,50000' } })],
    right: [box('web', { env: { VIRTUAL_HOST: 'shop.example.com', VIRTUAL_PORT: '8080' } })],
    notOnEngine: 'a matter of the programs',
  },
  {
    rule: 'port-variable-malformed',
    case: 'quotes in the value',
    wrong: [box('web', { env: { DB_HOST: 'db.example.com', DB_PORT: '"5432"' } })],
    right: [box('web', { env: { DB_HOST: 'db.example.com', DB_PORT: '5432' } })],
    notOnEngine: 'a matter of the programs',
  },
  {
    rule: 'published-port-not-listened-on',
    wrong: [box('web', { image: 'nginx', ports: [port(8080, { host: 8080 })], env: {} })],
    right: [box('web', { image: 'nginx', ports: [port(80, { host: 8080 })], env: {} })],
    notOnEngine: 'the engine publishes whatever it is told',
  },
  {
    rule: 'published-port-not-listened-on',
    case: 'beside the port that a command says',
    wrong: [box('web', { ports: [port(8000, { host: 80 })], command: ['gunicorn', '-b', '0.0.0.0:9000', 'app:app'] })],
    right: [box('web', { ports: [port(9000, { host: 80 })], command: ['gunicorn', '-b', '0.0.0.0:9000', 'app:app'] })],
    notOnEngine: 'the engine publishes whatever it is told',
  },
  {
    rule: 'published-port-not-listened-on',
    case: 'beside the port of the variable PORT',
    wrong: [box('web', { ports: [port(3001, { host: 3001 })], env: { PORT: '8080' } })],
    right: [box('web', { ports: [port(8080, { host: 3001 })], env: { PORT: '8080' } })],
    notOnEngine: 'the engine publishes whatever it is told',
  },
  {
    rule: 'priority-without-gateway-priority',
    wrong: [app, back, box('web', { on: ['app', on('back', { joinPriority: 100 })] })],
    right: [app, back, box('web', { on: [on('app', { joinPriority: 100 }), 'back'] })],
    notOnEngine: 'no engine gets to know it',
  },
  {
    rule: 'subnet-in-address-pools',
    wrong: [net('fixed', { subnet: '192.168.203.0/24' }), net('asking')],
    right: [net('fixed', { subnet: '10.203.7.0/24' }), net('asking')],
    notOnEngine: 'it hangs on what else is on the host',
  },
  {
    rule: 'subnet-in-address-pools',
    case: 'that the daemon is told of',
    wrong: [net('fixed', { subnet: '10.203.7.0/24' }), net('asking')],
    right: [net('fixed', { subnet: '192.168.203.0/24' }), net('asking')],
    engine: { addressPools: [{ base: '10.203.0.0/16', size: 24 }] },
    notOnEngine: 'the daemon of the test is told of no pools',
  },
  {
    rule: 'replicas-share-host-port',
    wrong: [box('web', { ports: [port(80, { shared: 8080 })] })],
    right: [box('web', { ports: [port(80)] })],
    notOnEngine: 'services are no word of the engine',
  },
];
