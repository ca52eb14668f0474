import { acknowledgementId } from '../../core/values/finding';
import { Annotations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { quoted } from '../../core/values/model-error';
import { assertConnectable } from '../../constructs/declared-port';
import { assertNoCallCircle } from '../../constructs/service-call';
import { type Entry } from '../../constructs/entry';
import { assertOwnSinglePort } from './target';
import { type PortHandle } from '../tasks/port-handle';
import { open, type Opening, openingOf, ServiceWiring, withCaller } from './port-opening';
import { Synthesis } from '../tree/synthesis';

/** A port that a service offers to the others in its Service Connect namespace. */
export interface ConnectOffer extends Pick<
  ecs.ServiceConnectService,
  'discoveryName' | 'dnsName' | 'ingressPortOverride' | 'idleTimeout' | 'perRequestTimeout' | 'tls'
> {
  /** A named TCP port of this service's task. */
  readonly port: PortHandle;
  /**
   * The port that clients dial.
   * @default - the container port
   */
  readonly clientPort?: number;
}

/** Props for a service in a Service Connect namespace. */
export interface ConnectProps extends Pick<
  ecs.ServiceConnectProps,
  'namespace' | 'logDriver' | 'accessLogConfiguration'
> {
  /** The ports that it offers. @default - none: it only calls others */
  readonly offers?: readonly ConnectOffer[];
  /**
   * The services that it calls. They are deployed first, because a task knows only the endpoints that existed when it was
   * started, and their ports are opened to it.
   * @default - none
   */
  readonly calls?: readonly ecs.BaseService[];
}

const OFFERS = new WeakMap<ecs.BaseService, readonly ConnectOffer[]>();
/** Callbacks for the offers of a service, including those that it declares later. */
const WAITING = new WeakMap<ecs.BaseService, ((offer: ConnectOffer) => void)[]>();
const CALLS = new WeakMap<ecs.BaseService, readonly ecs.BaseService[]>();

/** Makes a service part of a Service Connect namespace. */
export function connect(to: ServiceWiring, props: ConnectProps, entry: Entry): void {
  const { offers = [], calls = [], ...rest } = props;
  const { service } = to;
  const services = offers.map((offer) => serviceOf(to, offer, entry));
  for (const other of calls) assertNoCallCircle(service, other, (one) => CALLS.get(one) ?? [], entry);
  service.enableServiceConnect({ ...rest, ...(services.length > 0 && { services }) });
  OFFERS.set(service, offers);
  for (const use of WAITING.get(service) ?? []) offers.forEach(use);
  CALLS.set(service, calls);
  for (const other of calls) {
    // a dependency between the resources only, since the security groups refer to each other
    startFirst(other, service);
    const server = ServiceWiring.of(other);
    if (!server) continue;
    whenOffered(other, (offer) => {
      admit(server, service, offer.port, 'client', proxyOpening(offer, server));
    });
    Synthesis.of(service).defer(service, () => {
      if (!OFFERS.get(other)?.length) warnOfNoOffer(service, other);
    });
  }
}

/** The side that requested the rules, which are created in its stack, since the other stack may be deployed first. */
export type Side = 'client' | 'server';

/**
 * Allows a client to connect to a port: where the container accepts connections, and where the Service Connect proxy of an
 * offer of the port does.
 */
export function allow(to: ServiceWiring, client: ec2.IConnectable, port: PortHandle, side: Side): void {
  admit(to, client, port, side);
  whenOffered(to.service, (offer) => {
    if (offer.port === port) admit(to, client, port, side, proxyOpening(offer, to));
  });
}

function admit(
  to: ServiceWiring,
  client: ec2.IConnectable,
  port: PortHandle,
  side: Side,
  opening: Opening = openingOf,
): void {
  const description = `To ${port.container.containerName}`;
  withCaller(client, (caller) => {
    open(
      to,
      port,
      caller,
      (target, peer, opened) => {
        if (side === 'server') target.connections.allowFrom(peer, opened, description);
        else letOut(peer, target, opened, description);
      },
      opening,
    );
  });
}

/** Adds an egress rule unless all outbound traffic is allowed; CDK would warn about a needless one. */
function letOut(client: ec2.IConnectable, target: ec2.IConnectable, port: ec2.Port, description: string): void {
  for (const group of client.connections.securityGroups) {
    if (group.allowAllOutbound) {
      for (const other of target.connections.securityGroups) other.addIngressRule(group, port, description, true);
    } else new ec2.Connections({ securityGroups: [group] }).allowTo(target, port, description);
  }
}

function whenOffered(service: ecs.BaseService, use: (offer: ConnectOffer) => void): void {
  OFFERS.get(service)?.forEach(use);
  const waiting = WAITING.get(service);
  if (waiting) waiting.push(use);
  else WAITING.set(service, [use]);
}

function warnOfNoOffer(service: ecs.BaseService, other: ecs.BaseService): void {
  Annotations.of(service).addWarningV2(
    acknowledgementId('call-without-offer'),
    `it calls ${quoted(other.node.path)} by Service Connect, which offers no port\n` +
      '  fix: name the port in the offers of its connect(), or leave the call out',
  );
}

/** The port on which the proxy of an offer accepts connections: in bridge mode always a dynamic one. */
function proxyOpening({ ingressPortOverride }: ConnectOffer, { hasOwnGroup }: ServiceWiring): Opening {
  if (ingressPortOverride !== undefined) return () => ec2.Port.tcp(ingressPortOverride);
  return hasOwnGroup ? openingOf : (_, dynamicPorts) => ec2.Port.tcpRange(...dynamicPorts);
}

function startFirst(first: ecs.BaseService, then: ecs.BaseService): void {
  const resource = first.node.defaultChild;
  if (resource) then.node.defaultChild?.node.addDependency(resource);
}

function serviceOf(to: ServiceWiring, offer: ConnectOffer, entry: Entry): ecs.ServiceConnectService {
  assertOwnSinglePort(to, offer.port, entry);
  const { port, clientPort, ...rest } = offer;
  assertConnectable(port, entry);
  return { ...rest, portMappingName: port.name ?? '', ...(clientPort !== undefined && { port: clientPort }) };
}
