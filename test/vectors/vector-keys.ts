import { keys, type Shape } from './shape';
import type {
  CreateAction,
  EngineAction,
  NetworkAction,
  Outcome,
  Vector,
  VectorAction,
  VectorContainer,
  VectorEndpoint,
  VectorNetwork,
  VectorQuery,
  VectorSubnet,
  VectorTopology,
  WaitAction,
} from './vector';

const SUBNET = keys<VectorSubnet>({ subnet: true, gateway: true, ipRange: true, aux: true });

const NETWORK = keys<VectorNetwork>({
  name: true,
  driver: true,
  ipam: [SUBNET],
  internal: true,
  ipv6: true,
  options: true,
});

const ENDPOINT = keys<VectorEndpoint>({
  network: true,
  ip: true,
  ip6: true,
  aliases: true,
  links: true,
  gwPriority: true,
  mac: true,
  driverOpts: true,
  linkLocal: true,
});

const SPEC = {
  attach: [ENDPOINT],
  listen: [{ port: true, protocol: true, address: true }],
  hostname: true,
  domainname: true,
  links: true,
  extraHosts: true,
  publish: true,
  publishAll: true,
  expose: true,
  mode: true,
  dns: true,
  dnsSearch: true,
  dnsOptions: true,
  mac: true,
  sysctls: true,
  restart: true,
} as const;

const CONTAINER = keys<VectorContainer>({ name: true, ...SPEC });

/** The keys of every action in one: which of them an action reads is the matter of its verb. */
const ACTION: Shape = {
  ...keys<VectorAction>({
    do: true,
    container: true,
    to: true,
    network: true,
    ip: true,
    ip6: true,
    aliases: true,
    links: true,
    gwPriority: true,
  }),
  ...keys<CreateAction>({ do: true, container: CONTAINER, ...SPEC }),
  ...keys<WaitAction>({ do: true, seconds: true }),
  ...keys<NetworkAction>({ do: true, network: NETWORK }),
  ...keys<EngineAction>({ do: true }),
};

const OUTCOME = keys<Outcome>({
  reached: true,
  failure: true,
  by: true,
  seenFrom: true,
  via: true,
  answeredFrom: true,
  address: true,
  resolved: true,
  addresses: true,
  firstAnswerVaries: true,
  target: true,
  port: true,
  exit: true,
  output: true,
});

const QUERY = keys<VectorQuery>({
  from: true,
  probe: true,
  target: true,
  port: true,
  tries: true,
  command: true,
  set: true,
  note: true,
  observed: OUTCOME,
  newer: { observed: OUTCOME, since: true, why: true },
});

/** Every key that a vector may have. */
export const VECTOR_KEYS = keys<Vector>({
  id: true,
  title: true,
  daemon: true,
  requires: true,
  lan6: true,
  hostListen: [{ port: true, protocol: true, address: true }],
  cause: true,
  forward: true,
  topology: keys<VectorTopology>({ networks: [NETWORK], containers: [CONTAINER] }),
  phases: [{ actions: [ACTION], queries: [QUERY] }],
});
