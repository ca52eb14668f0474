import { type Service, type ServiceConfig, type ServiceEndpointSpecPorts } from '@cdktf/provider-docker/lib/service';
import type * as Bindings from '@cdktf/provider-docker/lib/service';
import { Construct } from 'constructs';
import { type Listener } from '../../core/engine/definition/docker-host';
import { ModelError, quoted } from '../../core/values/model-error';
import { Port } from '../../core/values/port';
import { assertContainerName, assertList, assertSameEngine, assertWhole, type Entry, entryOf } from '../checks/checks';
import { isDecidedLater } from '../../terraform/tokens';
import { type DockerEngine, engineFor, stateOf } from './docker-engine';
import { DockerImage } from './docker-image';
import { DockerNetwork } from './docker-network';
import { ExistingNetwork } from './existing-network';
import { OverlayNetwork } from './overlay-network';

/** A network of a service, with names of its tasks there. */
export interface ServiceNetwork {
  /** The network, of the swarm. */
  readonly network: OverlayNetwork | ExistingNetwork;
  /** @default - the name of the service alone */
  readonly aliases?: readonly string[];
}

/** A port that a service publishes. */
export interface ServicePort {
  /** Port of the tasks. */
  readonly target: Port;
  /** @default - one that the swarm picks */
  readonly published?: number;
  /**
   * *ingress*: on every node, and from there to any task. *host*: on the nodes that run a task, to that task.
   * @default 'ingress'
   */
  readonly mode?: 'ingress' | 'host';
}

/** Props of SwarmService. */
export interface SwarmServiceProps {
  /** A name such as `nginx:1.27`, or an image of this app, which every node has to be able to pull. */
  readonly image: string | DockerImage;
  /**
   * Name in the swarm; on its networks it is found by it.
   * @default - the id
   */
  readonly name?: string;
  /** @default - the network of the routing mesh alone, where it publishes ports */
  readonly networks?: readonly (OverlayNetwork | ExistingNetwork | ServiceNetwork)[];
  /**
   * How many tasks there are, or `global` for one on every node.
   * @default 1
   */
  readonly replicas?: number | 'global';
  /**
   * How its name is answered. *vip*: with one virtual address that leads to any task. *dnsrr*: with the addresses of all.
   * @default 'vip'
   */
  readonly endpointMode?: 'vip' | 'dnsrr';
  /** @default - none */
  readonly ports?: readonly ServicePort[];
  /** Constraints on nodes, such as `node.role == worker`. @default - any node */
  readonly constraints?: readonly string[];
  /** How many tasks one node takes. @default - any number */
  readonly maxPerNode?: number;
  /** @default - the image's */
  readonly command?: readonly string[];
  /** @default - the image's */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * What listens in each task, for the analysis; nothing of it is sent.
   * @default - nothing is said: a way that is open counts as let through
   */
  readonly listens?: readonly (Port | Listener)[];
}

/**
 * A service of the swarm that the engine is a manager of: say so with `settings: { swarm: true }`.
 *
 * @see https://docs.docker.com/engine/swarm/services/
 */
export class SwarmService extends Construct {
  /** The manager that makes it. */
  readonly engine: DockerEngine;
  /** Name in the swarm. */
  readonly serviceName: string;
  /** The Terraform resource; what is changed there is checked as well. */
  readonly resource: Service;

  /**
   * @throws ModelError container-name-invalid, engines-mixed, service-network-local, service-port-invalid,
   * number-out-of-range
   */
  constructor(scope: Construct, id: string, props: SwarmServiceProps) {
    const engine = engineFor(scope, id, SwarmService);
    super(scope, id);
    this.engine = engine;
    this.serviceName = props.name ?? id;
    const entry = entryOf(SwarmService);
    assertContainerName(this.serviceName, entry);
    const networks = (props.networks ?? []).map((one) => attachmentOf(one, entry));
    for (const { network } of networks) assertSameEngine(this, network, [engine, network.engine], entry);
    if (props.image instanceof DockerImage) assertSameEngine(this, props.image, [engine, props.image.engine], entry);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- most apps have no swarm, and these bindings are large
    const { Service: Resource } = require('@cdktf/provider-docker/lib/service') as typeof Bindings;
    this.resource = new Resource(this, 'Resource', {
      provider: engine.provider,
      name: this.serviceName,
      ...configOf(props, engine.providerGeneration === 4 ? [] : networks, entry),
    });
    // the bindings are those of generation 3, which has no field for the id
    if (engine.providerGeneration === 4 && networks.length > 0) {
      const byId = networks.map((one) => ({ id: one.network.resource.id, ...aliasesOf(one) }));
      this.resource.addOverride('task_spec.networks_advanced', byId);
    }
    const listeners = props.listens?.map(listenerOf);
    stateOf(engine).addService({ resource: this.resource, ...(listeners === undefined ? {} : { listeners }) });
  }
}

/** The types of networks are alike, so it is looked at what one is. */
function attachmentOf(given: OverlayNetwork | ExistingNetwork | ServiceNetwork, entry: Entry): ServiceNetwork {
  const attachment = given instanceof DockerNetwork ? { network: given } : given;
  const { network } = attachment;
  if (network instanceof OverlayNetwork || network instanceof ExistingNetwork) return attachment;
  throw new ModelError(
    'service-network-local',
    `a service is on networks of the swarm, and ${quoted((network as DockerNetwork).networkName)} is one of a single engine`,
    'use an OverlayNetwork',
    entry,
  );
}

function aliasesOf({ aliases = [] }: ServiceNetwork): { readonly aliases?: string[] } {
  return aliases.length > 0 ? { aliases: [...aliases] } : {};
}

function listenerOf(given: Port | Listener): Listener {
  return given instanceof Port ? { port: given.number, protocol: given.protocol } : given;
}

function configOf(
  props: SwarmServiceProps,
  networks: readonly ServiceNetwork[],
  entry: Entry,
): Omit<ServiceConfig, 'name'> {
  const { image, replicas = 1, endpointMode, ports = [], constraints = [], maxPerNode, command, environment } = props;
  assertList('constraints', constraints, "['node.role == worker']", entry);
  if (typeof replicas === 'number') assertWhole('the number of tasks', replicas, 0, entry);
  if (maxPerNode !== undefined) assertWhole('the number of tasks of a node', maxPerNode, 1, entry);
  const placement = {
    ...(constraints.length > 0 && { constraints: [...constraints] }),
    ...(maxPerNode !== undefined && { maxReplicas: maxPerNode }),
  };
  const endpoint = {
    ...(endpointMode !== undefined && { mode: endpointMode }),
    ...(ports.length > 0 && { ports: ports.map((port) => portOf(port, entry)) }),
  };
  return {
    taskSpec: {
      containerSpec: {
        image: typeof image === 'string' ? image : image.resource.imageId,
        ...(command && { command: [...command] }),
        ...(environment && { env: { ...environment } }),
      },
      ...(networks.length > 0 && {
        networksAdvanced: networks.map((one) => ({ name: one.network.resource.id, ...aliasesOf(one) })),
      }),
      ...(Object.keys(placement).length > 0 && { placement }),
    },
    mode: replicas === 'global' ? { global: true } : { replicated: { replicas } },
    ...(Object.keys(endpoint).length > 0 && { endpointSpec: endpoint }),
  };
}

function portOf({ target, published, mode }: ServicePort, entry: Entry): ServiceEndpointSpecPorts {
  if (published !== undefined && !isDecidedLater(published) && (published < 1 || published > 65535)) {
    throw new ModelError(
      'service-port-invalid',
      `a published port is from 1 to 65535, got ${quoted(published)}`,
      'leave it out for one that the swarm picks',
      entry,
    );
  }
  return {
    targetPort: target.number,
    protocol: target.protocol,
    ...(published !== undefined && { publishedPort: published }),
    ...(mode !== undefined && { publishMode: mode }),
  };
}
