import { isDeepStrictEqual } from 'node:util';
import { Annotations, dependable, Lazy, Token } from 'cdktf';
import { Construct } from 'constructs';
import { type DeploymentPercents, holdsHostPorts, percentsFor } from '../../core/ecs/deployment-percents';
import { type NetworkMode } from '../../core/ecs/network-mode';
import { openedPorts } from '../../core/ecs/opened-ports';
import { ModelError, quoted } from '../../core/values/model-error';
import { Port } from '../../core/values/port';
import { assertConnectable, assertPortOfTask, assertSinglePort, numberOf } from '../../constructs/declared-port';
import { constructorOf, type Entry, method } from '../../constructs/entry';
import { assertGiven } from '../../constructs/given';
import { assertNoCallCircle } from '../../constructs/service-call';
import { assertProtocol } from '../../constructs/target-protocol';
import { assertTerraformTree } from '../../terraform/root';
import { Cluster, type InstanceGroup } from '../network/cluster';
import { ApplicationListener } from '../network/application-load-balancer';
import { LoadBalancer } from '../network/load-balancer';
import { NetworkListener, type NetworkProtocol } from '../network/network-load-balancer';
import { type Namespace } from '../network/namespace';
import { type Peer, type SecurityGroup } from '../network/security-group';
import { PortHandle } from '../tasks/port-handle';
import { TaskDefinition } from '../tasks/task-definition';
import { type Arguments, AwsResource } from '../tree/aws-resource';
import { NetworkValidation } from '../tree/network-validation';
import { nameFrom } from '../tree/text';

/** Props that every service takes. */
export interface ServiceProps {
  /** The cluster that it runs in. */
  readonly cluster: Cluster;
  /** The task definition of its tasks. */
  readonly taskDefinition: TaskDefinition;
  /** @default - made from the path of the construct */
  readonly serviceName?: string;
  /**
   * Copies that are kept running.
   * @default 1
   */
  readonly desiredCount?: number;
  /** @default - 100; where a copy holds host ports, as much as lets one copy stop; 0 where maxHealthyPercent is 100 otherwise */
  readonly minHealthyPercent?: number;
  /** @default - 200; where a copy holds host ports, 100 */
  readonly maxHealthyPercent?: number;
  /**
   * Whether a deployment that fails is given up and rolled back.
   * @default false
   */
  readonly circuitBreaker?: boolean;
  /**
   * Seconds in which health checks of load balancers are not examined after a start.
   * @default 0
   */
  readonly healthCheckGraceSeconds?: number;
  /**
   * Whether ECS Exec may enter the containers. Gives the task definition what that needs.
   * @default false
   */
  readonly enableExecuteCommand?: boolean;
}

/** How a load balancer checks the health of a task. */
export interface HealthCheck {
  /**
   * The container port that is checked.
   * @default - the port that traffic uses
   */
  readonly port?: number;
  /** @default - '/'; behind a network load balancer the check is a TCP connection, without a path */
  readonly path?: string;
  /** Status codes of a healthy task, such as `200-299`. @default - '200'; behind a network load balancer '200-399' */
  readonly matcher?: string;
  /**
   * Time from one check to the next.
   * @default 30
   */
  readonly intervalSeconds?: number;
  /**
   * How long an answer may take.
   * @default - 5; behind a network load balancer 10, or 6 with a path
   */
  readonly timeoutSeconds?: number;
}

/** Props for a port behind a listener. */
export interface ListenProps {
  /**
   * Priority among the rules of a listener of an application load balancer; lower ones are evaluated first.
   * @default - the target group is for all that no rule is for
   */
  readonly priority?: number;
  /** Host names that the rule is for; with `priority`. */
  readonly hosts?: readonly string[];
  /** Paths that the rule is for, such as `/api/*`; with `priority`. */
  readonly paths?: readonly string[];
  /**
   * The protocol between load balancer and task: HTTP or HTTPS behind an application load balancer, the others behind a network
   * load balancer.
   * @default - HTTP; behind a network load balancer TCP_UDP for a listener of that protocol, else the protocol of the port
   */
  readonly protocol?: 'HTTP' | 'HTTPS' | NetworkProtocol;
  /** @default - the port that traffic uses is checked every 30 seconds */
  readonly healthCheck?: HealthCheck;
}

/** Props for service discovery. */
export interface DiscoverProps {
  /** Name inside the namespace. */
  readonly name: string;
  /** @default - the namespace of the cluster */
  readonly namespace?: Namespace;
  /** @default - A where each task has an address, SRV (address and port) where it shares its instance's */
  readonly recordType?: 'A' | 'SRV';
  /** @default 60 */
  readonly timeToLiveSeconds?: number;
}

/** A port that a service offers to the others in its Service Connect namespace. */
export interface ConnectOffer {
  /** A named TCP port of this service's task. */
  readonly port: PortHandle;
  /** @default - the name of the port */
  readonly discoveryName?: string;
  /** The name that clients dial. @default - the discovery name and that of the namespace */
  readonly dnsName?: string;
  /** The port that clients dial. @default - the container port */
  readonly clientPort?: number;
}

/** Props for a service in a Service Connect namespace. */
export interface ConnectProps {
  /** @default - that of the cluster */
  readonly namespace?: Namespace;
  /** The ports that it offers. @default - none: it only calls others */
  readonly offers?: readonly ConnectOffer[];
  /**
   * Services whose offers it calls. They are applied first, as a task knows those endpoints only that were there when it started,
   * and their ports are opened to it.
   * @default - none
   */
  readonly calls?: readonly Service[];
}

/** Who can be let in: a service, a load balancer, a security group, or a block of addresses. */
export type Client = Service | LoadBalancer | SecurityGroup | string;

/** A listener of an application or a network load balancer. */
export type PortListener = ApplicationListener | NetworkListener;

/** What a class of services adds to the resource. */
export interface Launch {
  /** Network modes of the tasks that it runs. */
  readonly modes: readonly NetworkMode[];
  /** Groups of the interfaces that tasks have of their own; empty: those of the instances. */
  readonly groups: readonly SecurityGroup[];
  /** Arguments of the resource. */
  readonly given: Arguments;
  /** Which instances can host it. @default - none */
  readonly carriedBy?: (group: InstanceGroup) => boolean;
}

/** Keeps copies of a task running, as `aws_ecs_service`; what its ports need follows from how they were declared. */
export abstract class Service extends Construct {
  /** The Terraform resource. */
  readonly resource: AwsResource;
  /** The task definition of its tasks. */
  readonly taskDefinition: TaskDefinition;
  readonly #cluster: Cluster;
  readonly #groups: readonly SecurityGroup[];
  readonly #mode: NetworkMode;
  readonly #carriedBy: (group: InstanceGroup) => boolean;
  readonly #targets: Target[] = [];
  #registry: Arguments | undefined;
  #connect: Arguments | undefined;
  readonly #offers: ConnectOffer[] = [];
  readonly #waiting: ((offer: ConnectOffer) => void)[] = [];
  readonly #calls: Service[] = [];

  /** @throws ModelError foreign-root, stack-missing, wrong-type */
  constructor(scope: Construct, id: string, props: ServiceProps, launch: (self: Construct) => Launch) {
    const entry = constructorOf(new.target);
    assertTerraformTree(scope, id, new.target);
    const { cluster, taskDefinition } = props;
    assertGiven(cluster instanceof Cluster, `cluster of ${new.target.name}`, cluster, 'pass a Cluster', entry);
    assertGiven(
      taskDefinition instanceof TaskDefinition,
      `taskDefinition of ${new.target.name}`,
      taskDefinition,
      'pass a task definition of this package',
      entry,
    );
    super(scope, id);
    const { modes, groups, given, carriedBy = () => false } = launch(this);
    const { mode } = taskDefinition;
    if (!modes.includes(mode)) {
      throw new ModelError(
        'task-of-another-mode',
        `${new.target.name} runs tasks in network mode ${modes.map(({ name }) => name).join(' or ')}, got ${quoted(taskDefinition.node.path)} in mode ${taskDefinition.mode.name}`,
        `use the service of mode ${taskDefinition.mode.name}, or another task definition`,
        entry,
      );
    }
    this.taskDefinition = taskDefinition;
    this.#cluster = cluster;
    this.#groups = groups;
    this.#mode = mode;
    this.#carriedBy = carriedBy;
    if (props.enableExecuteCommand === true) taskDefinition._letEnter(entry);
    this.resource = new AwsResource(this, 'Resource', 'aws_ecs_service', {
      name: props.serviceName ?? nameFrom(this),
      cluster: cluster.resource.arn,
      task_definition: taskDefinition.arn,
      ...(given['scheduling_strategy'] === 'DAEMON'
        ? { deployment_minimum_healthy_percent: props.minHealthyPercent ?? 0 }
        : copies(props)),
      ...(props.enableExecuteCommand === true && { enable_execute_command: true }),
      ...(props.circuitBreaker === true && { deployment_circuit_breaker: [{ enable: true, rollback: true }] }),
      ...(props.healthCheckGraceSeconds !== undefined && {
        health_check_grace_period_seconds: props.healthCheckGraceSeconds,
      }),
      ...given,
      load_balancer: Lazy.anyValue({ produce: () => this.#balanced() }),
      service_registries: Lazy.anyValue({ produce: () => this.#registry && [this.#registry] }),
      service_connect_configuration: Lazy.anyValue({ produce: () => this.#connect && [this.#connect] }),
    });
    NetworkValidation.addTo(this);
  }

  #balanced(): readonly Arguments[] | undefined {
    if (this.#targets.length === 0) return undefined;
    return this.#targets.map(({ handle, group }) => ({
      target_group_arn: group.arn,
      container_name: nameIn(handle),
      container_port: numberOf(handle),
    }));
  }

  /**
   * Puts a port behind a listener.
   *
   * @internal
   */
  protected _listen(listener: PortListener, handle: PortHandle, props: ListenProps): AwsResource {
    const entry = method(this as unknown as { listen: Entry }, 'listen');
    this.#assertOwn(handle, entry);
    assertGiven(
      listener instanceof ApplicationListener || listener instanceof NetworkListener,
      'the listener',
      listener,
      'pass what addListener() of an ApplicationLoadBalancer or a NetworkLoadBalancer gave',
      entry,
    );
    if (listener instanceof NetworkListener) return this.#listenOnNetwork(listener, handle, props, entry);
    if (handle.protocol === 'udp') {
      throw new ModelError(
        'listener-without-udp',
        `an application load balancer speaks HTTP over TCP, got ${handle.toString()}`,
        'declare the port as TCP, or put it behind a listener of a NetworkLoadBalancer',
        entry,
      );
    }
    assertProtocol(props.protocol, ['HTTP', 'HTTPS'], 'an application', entry);
    const protocol = props.protocol ?? 'HTTP';
    const version = handle.appProtocol === undefined || handle.appProtocol === 'http' ? undefined : handle.appProtocol;
    const settings = {
      protocol,
      ...(version !== undefined && { protocol_version: version.toUpperCase() }),
      health_check: [healthCheckOf(props.healthCheck, protocol)],
    };
    const group = this.#targetGroup(listener.loadBalancer, handle, settings, props);
    this.#letInBalancer(listener.loadBalancer, handle, ['tcp'], props);
    this.#after(this.#route(listener, group, props, entry));
    return group;
  }

  /** The same for packets: no rules, and a health check over TCP, also of targets that take datagrams. */
  #listenOnNetwork(listener: NetworkListener, handle: PortHandle, props: ListenProps, entry: Entry): AwsResource {
    assertProtocol(props.protocol, ['TCP', 'UDP', 'TCP_UDP', 'TLS'], 'a network', entry);
    const own = handle.protocol === 'udp' ? 'UDP' : 'TCP';
    const protocol = props.protocol ?? (listener.protocol === 'TCP_UDP' ? 'TCP_UDP' : own);
    const asked = props.healthCheck?.path === undefined ? 'TCP' : 'HTTP';
    const settings = { protocol, health_check: [healthCheckOf(props.healthCheck, asked)] };
    const group = this.#targetGroup(listener.loadBalancer, handle, settings, props);
    if (!listener._forward(group)) throw defaultTaken(listener, 'add another listener for it', entry);
    const datagrams = protocol === 'UDP' || protocol === 'TCP_UDP';
    this.#letInBalancer(listener.loadBalancer, handle, [...(datagrams ? ['udp' as const] : []), 'tcp'], props);
    this.#after(listener.resource);
    return group;
  }

  /** All listeners of a load balancer share one, unless they ask for different settings. */
  #targetGroup(
    balancer: LoadBalancer,
    handle: PortHandle,
    settings: Arguments,
    { protocol, healthCheck: check }: ListenProps,
  ): AwsResource {
    const known = this.#targets.find(
      (one) =>
        one.handle === handle &&
        one.balancer === balancer &&
        ((protocol === undefined && check === undefined) || isDeepStrictEqual(one.settings, settings)),
    );
    if (known) return known.group;
    const group = new AwsResource(this, `TargetGroup${this.#targets.length + 1}`, 'aws_lb_target_group', {
      port: numberOf(handle),
      target_type: this.#mode.targetType ?? 'instance',
      vpc_id: balancer.vpcId,
      ...settings,
    });
    this.#targets.push({ handle, balancer, settings, group });
    return group;
  }

  /** Lets the load balancer in to the port that it sends to, and to that of its health checks. */
  #letInBalancer(
    { securityGroup }: LoadBalancer,
    handle: PortHandle,
    protocols: readonly ('tcp' | 'udp')[],
    { healthCheck: check }: ListenProps,
  ): void {
    for (const protocol of protocols) this.#open(securityGroup, handle, 'Load balancer to target', protocol);
    if (check?.port === undefined) return;
    const { number } = Port.tcp(check.port);
    this.#eachCarrier((group) => {
      group.allowFrom(securityGroup, { protocol: 'tcp', from: number, to: number }, 'Load balancer health check');
    });
  }

  /** What sends requests to the target group. */
  #route(listener: ApplicationListener, group: AwsResource, props: ListenProps, entry: Entry): AwsResource {
    const { priority, hosts = [], paths = [] } = props;
    if (priority === undefined) {
      if (listener._forward(group)) return listener.resource;
      throw defaultTaken(listener, "give a priority, and hosts or paths: { priority: 10, paths: ['/api/*'] }", entry);
    }
    return new AwsResource(this, `Rule${priority}-${listener.node.id}`, 'aws_lb_listener_rule', {
      listener_arn: listener.resource.arn,
      priority,
      action: [{ type: 'forward', target_group_arn: group.arn }],
      condition: [
        ...(hosts.length > 0 ? [{ host_header: [{ values: [...hosts] }] }] : []),
        ...(paths.length > 0 || hosts.length === 0
          ? [{ path_pattern: [{ values: paths.length > 0 ? [...paths] : ['/*'] }] }]
          : []),
      ],
    });
  }

  /**
   * Registers a port.
   *
   * @internal
   */
  protected _discover(handle: PortHandle, props: DiscoverProps): AwsResource {
    const entry = method(this as unknown as { discover: Entry }, 'discover');
    this.#assertOwn(handle, entry);
    const namespace = props.namespace ?? this.#cluster.namespace;
    if (this.#registry !== undefined) {
      throw new ModelError(
        'discovered-twice',
        `a service has one registry, got ${handle.toString()} for ${quoted(this.node.path)}, which is registered already`,
        'register the port that clients look up; offer others through connect() or a load balancer',
        entry,
      );
    }
    assertGiven(
      namespace !== undefined,
      'the namespace',
      namespace,
      'pass { namespace: a PrivateDnsNamespace }',
      entry,
    );
    const possible: readonly string[] = this.#mode.discoveryRecords;
    const type = props.recordType ?? (possible.includes('A') ? 'A' : 'SRV');
    if (!possible.includes(type)) {
      throw new ModelError(
        'record-not-in-mode',
        `tasks in mode ${this.#mode.name} are registered with ${possible.join(' or ')} records, got ${quoted(type)} for ${quoted(this.node.path)}`,
        'leave recordType out, and have clients look up address and port; or use connect()',
        entry,
      );
    }
    const registry = new AwsResource(this, 'Discovery', 'aws_service_discovery_service', {
      name: props.name,
      dns_config: [
        {
          namespace_id: namespace?.resource.id,
          routing_policy: 'MULTIVALUE',
          dns_records: [{ type, ttl: props.timeToLiveSeconds ?? 60 }],
        },
      ],
      health_check_custom_config: [{ failure_threshold: 1 }],
    });
    this.#registry = {
      registry_arn: registry.arn,
      ...(type === 'SRV' && { container_name: nameIn(handle), container_port: numberOf(handle) }),
    };
    return registry;
  }

  /**
   * Makes the service part of Service Connect.
   *
   * @internal
   */
  protected _connect({ namespace, offers = [], calls = [] }: ConnectProps): void {
    const entry = method(this as unknown as { connect: Entry }, 'connect');
    const own = namespace ?? this.#cluster.namespace;
    for (const offer of offers) this.#assertOffer(offer, entry);
    for (const other of calls) assertNoCallCircle<Service>(this, other, (one) => one.#calls, entry);
    this.#connect = {
      enabled: true,
      ...(own && { namespace: own.resource.arn }),
      ...(offers.length > 0 && { service: offers.map(offered) }),
    };
    this.#offers.push(...offers);
    for (const use of this.#waiting) offers.forEach(use);
    this.#calls.push(...calls);
    for (const other of calls) {
      this.#after(other.resource);
      other.#eachOffer(({ port }) => {
        other.#admit(this, port, 'proxy');
      });
    }
    for (const offer of offers) if (own === undefined) warnOfNoNamespace(this, offer);
  }

  #eachOffer(use: (offer: ConnectOffer) => void): void {
    this.#offers.forEach(use);
    this.#waiting.push(use);
  }

  #assertOffer({ port }: ConnectOffer, entry: Entry): void {
    this.#assertOwn(port, entry);
    assertConnectable(port, entry);
  }

  /**
   * Lets a client in.
   *
   * @internal
   */
  protected _allowFrom(client: Client, port: PortHandle): void {
    this.#assertOwn(port, method(this as unknown as { allowFrom: Entry }, 'allowFrom'), true);
    this.#admit(client, port);
  }

  /**
   * Lets this service into another.
   *
   * @internal
   */
  protected _allowTo(server: Service, port: PortHandle): void {
    const entry = method(this as unknown as { allowTo: Entry }, 'allowTo');
    assertGiven(server instanceof Service, 'the server', server, 'pass a service of this package', entry);
    server.#assertOwn(port, entry, true);
    server.#admit(this, port);
  }

  /** Lets a client in on a port, or at the Service Connect proxy in front of it, which has a dynamic port behind a bridge. */
  #admit(client: Client, port: PortHandle, through: 'mapping' | 'proxy' = 'mapping'): void {
    const description = `To ${nameIn(port)}`;
    const admit = (peer: Peer): void => {
      if (through === 'mapping' || this.#groups.length > 0) {
        this.#open(peer, port, description, port.protocol === 'udp' ? 'udp' : 'tcp');
        return;
      }
      this.#eachCarrier((group, [from, to]) => {
        group.allowFrom(peer, { protocol: 'tcp', from, to }, description);
      });
    };
    if (client instanceof Service) client.#eachOwnGroup(admit);
    else admit(client instanceof LoadBalancer ? client.securityGroup : client);
  }

  /** Opens what a port needs, and nothing else, on the security groups that carry its traffic. */
  #open(peer: Peer, handle: PortHandle, description: string, protocol: 'tcp' | 'udp'): void {
    this.#eachCarrier((group, dynamicPorts) => {
      const [from, to] = openedPorts(handle.mapping, dynamicPorts);
      group.allowFrom(peer, { protocol, from, to }, description);
    });
  }

  /** The security groups that carry its traffic, with what dynamic ports are taken from behind each; later ones too. */
  #eachCarrier(use: (group: SecurityGroup, dynamicPorts: readonly [number, number]) => void): void {
    if (this.#groups.length > 0) {
      for (const group of this.#groups) use(group, [0, 0]);
      return;
    }
    this.#cluster._eachGroup((instances) => {
      if (this.#carriedBy(instances)) use(instances.securityGroup, instances.dynamicPorts);
    });
  }

  /** What a client of this service is seen as: its own groups, or those of the instances. */
  #eachOwnGroup(use: (group: SecurityGroup) => void): void {
    this.#eachCarrier((group) => {
      use(group);
    });
  }

  #after(resource: AwsResource): void {
    const own = (this.resource.dependsOn ??= []);
    const name = dependable(resource);
    if (!own.includes(name)) own.push(name);
  }

  #assertOwn(handle: PortHandle, entry: Entry, rangesToo = false): void {
    assertGiven(
      handle instanceof PortHandle,
      'the port',
      handle,
      'pass what addPort() of a container of this task gave',
      entry,
    );
    assertPortOfTask(this, handle, handle.container.node.scope, entry);
    if (!rangesToo) assertSinglePort(handle, entry);
  }
}

/** A target group of a port, and the props that it was created with. */
interface Target {
  readonly handle: PortHandle;
  readonly balancer: LoadBalancer;
  readonly settings: Arguments;
  readonly group: AwsResource;
}

/** How many copies are kept, and how many there may be in a deployment. Ports count that are declared later. */
function copies({ taskDefinition, desiredCount = 1, minHealthyPercent, maxHealthyPercent }: ServiceProps): Arguments {
  const desired = Token.isUnresolved(desiredCount) ? undefined : desiredCount;
  const given = {
    ...(minHealthyPercent !== undefined && { minimum: minHealthyPercent }),
    ...(maxHealthyPercent !== undefined && { maximum: maxHealthyPercent }),
  };
  const percents = (): DeploymentPercents =>
    percentsFor(holdsHostPorts(taskDefinition.mode, taskDefinition._mappings), desired, given);
  return {
    desired_count: desiredCount,
    deployment_minimum_healthy_percent: minHealthyPercent ?? Lazy.numberValue({ produce: () => percents().minimum }),
    deployment_maximum_percent: maxHealthyPercent ?? Lazy.numberValue({ produce: () => percents().maximum }),
  };
}

/**
 * The check of a target group. Its protocol is said, because the provider fills in HTTP for every group; so is its port, because
 * a dynamic port has no other that could be checked.
 */
function healthCheckOf(
  { port, path, matcher, intervalSeconds, timeoutSeconds }: HealthCheck = {},
  protocol: string,
): Arguments {
  return {
    protocol,
    port: port === undefined ? 'traffic-port' : String(port),
    ...(path !== undefined && { path }),
    ...(matcher !== undefined && { matcher }),
    ...(intervalSeconds !== undefined && { interval: intervalSeconds }),
    ...(timeoutSeconds !== undefined && { timeout: timeoutSeconds }),
  };
}

function defaultTaken(listener: Construct, way: string, entry: Entry): ModelError {
  return new ModelError(
    'listener-default-taken',
    `${quoted(listener.node.path)} sends what no rule is for to another target group already`,
    way,
    entry,
  );
}

function offered({ port, discoveryName, dnsName, clientPort }: ConnectOffer): Arguments {
  return {
    port_name: port.name,
    ...(discoveryName !== undefined && { discovery_name: discoveryName }),
    client_alias: [{ port: clientPort ?? numberOf(port), ...(dnsName !== undefined && { dns_name: dnsName }) }],
  };
}

function warnOfNoNamespace(service: Construct, { port }: ConnectOffer): void {
  Annotations.of(service).addWarning(
    `it offers ${port.toString()} by Service Connect, and neither it nor its cluster has a namespace\n` +
      '  fix: give connect() or the Cluster a namespace',
  );
}

function nameIn({ container }: PortHandle): string {
  return container.containerName;
}
