import { linksOf } from '../ecs/link';
import { type NetworkMode } from '../ecs/network-mode';
import { serviceReach, type ServicePort } from '../ecs/reach/service-reach';
import { type ServiceConnectEntry } from '../ecs/service';
import { connectOf, serviceModeOf, taskOf } from '../ecs/service-reading';
import { type ContainerDefinition, type TaskDefinition } from '../ecs/task';
import { containerOf, containerPortsOf, knowsContainers, modeOf, nameOf } from '../ecs/task-reading';
import { IpAddress } from '../values/address';
import { type Listed } from '../values/listed';
import { elementName } from '../values/element';
import { nameMarked } from '../values/program';
import { nearest } from '../values/similar';
import { isKnown } from '../values/unknown';
import { explainGap, explainObstacle, fixObstacle, wordsOf } from '../vpc/explain-path';
import { type DnsZone } from '../vpc/dns-zone';
import { type PathVerdict } from '../vpc/path-verdict';
import { reachInNetwork } from '../vpc/reach';
import { type NamedService } from '../vpc/task-hosts';
import { dialsIn, DESKTOP_NAMES, type Dial } from './dial';
import { type FlowVerdict, type IntendedFlow, type NameTrouble } from './flow';
import { listeningOn } from '../engine/definition/listening';
import { mentions } from './mentioned-port';
import { firstOfOneKind, mayServeItself } from './own-server';
import { isSecondWebPort } from './web-port';
import { namespaceCalled, offersOf, sameNamespace, type Offer } from './connect-offers';
import { resourceNamed } from './network-names';
import { type TaskPrograms } from './task-programs';

const MADE = new WeakMap<TaskPrograms, readonly IntendedFlow[]>();

/**
 * The flows that the containers of tasks are told to open, each asked of the model as the program would: once for each service
 * that runs the task.
 */
export function taskFlows(programs: TaskPrograms): readonly IntendedFlow[] {
  let flows = MADE.get(programs);
  if (!flows) MADE.set(programs, (flows = flowsOf(programs)));
  return flows;
}

function flowsOf(programs: TaskPrograms): IntendedFlow[] {
  let asked: Asked | undefined;
  return programs.tasks.flatMap((task) =>
    task.containers.items.flatMap((container) => {
      const { program, image, at, disableNetworking } = container;
      const dials = disableNetworking === true ? [] : dialsIn(program, image, at);
      if (dials.length === 0) return [];
      asked ??= new Asked(programs);
      const { runners, mode } = asked.circumstances(task);
      const flows: IntendedFlow[] = [];
      for (const written of dials) {
        const dial = asked.named(written);
        for (const runner of runners) {
          const verdict = mode
            ? asked.verdict({ task, container, mode, runner }, dial)
            : unknown('the network mode is not known');
          const service = runners.length > 1 && runner ? { service: runner.service.at } : {};
          if (verdict) flows.push({ from: container.at.path, ...service, dial, verdict });
        }
      }
      return flows;
    }),
  );
}

/** Who dials: a container of a task, and the service that runs it where one does. */
interface Caller {
  readonly task: TaskDefinition;
  readonly container: ContainerDefinition;
  readonly mode: NetworkMode;
  readonly runner: NamedService | undefined;
}

/** A name that a registry of Cloud Map gives to the tasks of a service. */
interface RecordOfService {
  readonly runner: NamedService;
  readonly recordTypes: readonly string[] | undefined;
}

/** Asks the model. */
class Asked {
  readonly #runners = new Map<TaskDefinition, NamedService[]>();
  readonly #offers: ReadonlyMap<string, readonly Offer[]>;
  readonly #records = new Map<string, RecordOfService[]>();
  readonly #zones: readonly string[];

  constructor(private readonly programs: TaskPrograms) {
    this.#offers = offersOf(programs);
    this.#zones = programs.namespaces.flatMap(({ name }) => (isKnown(name) ? [name.toLowerCase()] : []));
    for (const runner of programs.services) {
      const task = taskOf(runner.service);
      if (task) append(this.#runners, task, runner);
      for (const { dnsName, recordTypes } of runner.service.registries.items) {
        if (typeof dnsName !== 'string') continue;
        const types = isKnown(recordTypes) ? recordTypes : undefined;
        append(this.#records, dnsName.toLowerCase(), { runner, recordTypes: types });
      }
    }
  }

  /** The services that run a task, or nobody in sight, and its network mode where that is known. */
  circumstances(task: TaskDefinition): {
    readonly runners: readonly (NamedService | undefined)[];
    readonly mode: NetworkMode | undefined;
  } {
    return { runners: this.#runners.get(task) ?? [undefined], mode: modeOf(task) };
  }

  /** A dial with the name of what it dials, where the text has only that of a value of it. */
  named(dial: Dial): Dial {
    const named = nameMarked(dial.host);
    const target = named !== undefined && this.programs.network && resourceNamed(this.programs.network, named);
    return target ? { ...dial, owner: elementName(target.element) } : dial;
  }

  /** What becomes of a dial; undefined: it is none after all. */
  verdict(caller: Caller, dial: Dial): FlowVerdict | undefined {
    const host = dial.host.replace(/\.$/, '').toLowerCase();
    const named = nameMarked(dial.host);
    if (named !== undefined) return this.#toResource(caller, dial, named);
    const address = IpAddress.tryParse(host);
    if (host === 'localhost' || address?.isLoopback === true) return this.#toItself(caller, dial);
    if (address) return address.isUnspecified ? undefined : unknown('it is an address');
    if (DESKTOP_NAMES.has(host)) {
      return mayKnowMore(caller.container, host)
        ? unknown('its resolver or its hosts file may know the name')
        : { kind: 'blocked', reason: 'host-name-missing' };
    }
    return this.#toName(caller, dial, host);
  }

  #toItself(caller: Caller, dial: Dial): FlowVerdict | undefined {
    const { task, container, mode } = caller;
    const { port, isForOthers, source } = dial;
    if (port === undefined && dial.usualPorts) return this.#toUsualPort(caller, dial.usualPorts);
    if (port === undefined || isForOthers || port.protocol !== 'tcp') return undefined;
    const { number } = port;
    const members = mode.sharesLocalhost ? task.containers.items : [container];
    const here = members.find((one) => listeningIn(one).ports.has(number));
    if (here) return { kind: 'reachable', to: nameOf(here), listens: true, target: here.at };
    if (source === 'health check') return healthCheckOf(task, container, members, number);
    if (mode.namespace === 'instance') return unknown('the instance itself or another task on it may listen there');
    if (mode.sharesLocalhost && !task.containers.complete) return unknown('not all containers of the task are known');
    if (members.some((one) => one !== container && mayListen(one, number)))
      return unknown('another container of the task may listen there');
    const others = [task, ...this.programs.tasks.filter((one) => one !== task)].flatMap(({ containers }) =>
      containers.items.filter((one) => !members.includes(one)),
    );
    const other = others.find((one) => listeningIn(one).ports.has(number));
    if (!other) return unknown('nothing says what listens there');
    return { kind: 'blocked', reason: 'localhost', to: other.at.path, target: other.at };
  }

  /** A program that dials itself for what a container elsewhere is there for, at a port that nobody has said. */
  #toUsualPort({ task, container, mode }: Caller, usual: readonly number[]): FlowVerdict | undefined {
    if (mode.namespace === 'instance' || (mode.sharesLocalhost && !task.containers.complete)) return undefined;
    const members = mode.sharesLocalhost ? task.containers.items : [container];
    const mayBeHere = members.some((one) =>
      usual.some((port) => listeningIn(one).ports.has(port) || (one !== container && mayListen(one, port))),
    );
    if (mayBeHere || mayServeItself(container.program)) return undefined;
    const there = this.programs.tasks
      .flatMap(({ containers }) => containers.items)
      .flatMap((one) => {
        const { ports, complete } = listeningIn(one);
        const port = complete && !members.includes(one) ? usual.find((each) => ports.has(each)) : undefined;
        return port === undefined ? [] : [{ one, port }];
      });
    const found = firstOfOneKind(there);
    if (!found) return undefined;
    const { one, port } = found;
    return { kind: 'blocked', reason: 'localhost', to: one.at.path, usual: port, target: one.at };
  }

  /** To a database, a cache or a load balancer, by what the input has for its address. */
  #toResource(caller: Caller, dial: Dial, named: string): FlowVerdict {
    const { network } = this.programs;
    const target = network && resourceNamed(network, named);
    if (!target) return unknown(`${named} is decided at deployment`);
    const port = dial.port?.number ?? target.port;
    if (port === undefined) return unknown('the port is not known');
    const { runner } = caller;
    if (!runner) return unknown('what runs the task is not in sight');
    return this.#overNetwork(runner, target.key, port, elementName(target.element));
  }

  /** What the network says of a way that begins in the subnets of a service. */
  #overNetwork(runner: NamedService, to: string, port: number, shown: string): FlowVerdict {
    const { network } = this.programs;
    if (!network?.hosts.some(({ key }) => key === runner.key)) return unknown('its network is not in sight');
    const verdict = reachInNetwork(network, { from: runner.key, to, port });
    return flowVerdict(verdict, shown, runner.service.at.path);
  }

  #toName(caller: Caller, dial: Dial, host: string): FlowVerdict | undefined {
    const { container, task } = caller;
    if (inHostsFile(container, host)) return unknown('its hosts file leads to an address');
    if (container.hostname === host)
      return { kind: 'reachable', to: nameOf(container), listens: false, target: container.at };
    const link = linksOf(container).find(({ alias, target }) => [alias, target].includes(host));
    const linked = link && containerOf(task, link.target);
    if (linked) return atPort(nameOf(linked), [linked], dial);
    const records = this.#records.get(host);
    if (records) return this.#toRecord(caller, dial, host, records);
    const offers = this.#offers.get(host);
    if (offers) return this.#toOffer(caller, dial, offers);
    return this.#elsewhere(caller, dial, host) ?? this.#ofZone(caller, dial, host) ?? this.#nobody(caller, dial, host);
  }

  #toRecord({ runner }: Caller, dial: Dial, host: string, records: readonly RecordOfService[]): FlowVerdict {
    const [record, ...more] = records;
    if (!record || more.length > 0) return unknown('several services are registered under the name');
    const { recordTypes } = record;
    if (!recordTypes) return unknown('the types of its records are not known');
    const target = record.runner.service.at;
    if (!recordTypes.some((type) => type === 'A' || type === 'AAAA')) {
      return { kind: 'blocked', reason: 'name-unknown', why: 'SRV only', networks: [target.path], target };
    }
    const arriving = this.#toTasks(record.runner, dial);
    if (arriving.kind === 'blocked' || !runner || dial.port === undefined) return arriving;
    const way = this.#overNetwork(runner, host, dial.port.number, target.path);
    if (way.kind === 'blocked') return { ...way, target };
    return way.kind === 'unknown' ? this.#throughGroups(runner, record.runner, dial, way) : arriving;
  }

  /** Whether tasks of a service listen on what is dialled. */
  #toTasks({ service }: NamedService, dial: Dial): FlowVerdict {
    const task = taskOf(service);
    const mode = serviceModeOf(service);
    if (!task || mode?.namespace !== 'task' || !knowsContainers(task))
      return { kind: 'reachable', to: service.at.path, listens: false, target: service.at };
    return atPort(service.at.path, task.containers.items, dial, service.at);
  }

  /** What the security groups of two services say, where the network between them is not in sight. */
  #throughGroups(from: NamedService, to: NamedService, dial: Dial, open: FlowVerdict): FlowVerdict {
    const port = servicePort(to, dial.port?.number);
    if (!from.cluster || !port || from === to) return open;
    const verdict = serviceReach({ cluster: from.cluster, service: from.service }, port);
    const { at } = to.service;
    if (verdict.kind === 'open') return { kind: 'reachable', to: at.path, listens: true, target: at };
    if (verdict.kind === 'unknown') return unknown(verdict.why);
    const { because: by, fix } = verdict;
    return { kind: 'blocked', reason: 'way-blocked', to: at.path, by, fix, target: at };
  }

  #toOffer({ runner }: Caller, dial: Dial, offers: readonly Offer[]): FlowVerdict {
    if (!runner) return unknown('what runs the task is not in sight');
    const { serviceConnect } = runner.service;
    if (serviceConnect !== undefined && (!isKnown(serviceConnect) || !isKnown(serviceConnect.enabled)))
      return unknown('whether its service takes part in Service Connect is not known');
    const fits = offers.map((offer) => ({ offer, isMine: sameNamespace(this.programs, runner, offer.runner) }));
    if (fits.some(({ isMine }) => isMine === undefined))
      return unknown('the namespace of Service Connect is not known');
    const mine = fits.flatMap(({ offer, isMine }) => (isMine === true ? [offer] : []));
    const [first] = mine.length > 0 ? mine : offers;
    if (!first) return unknown('nobody offers the name');
    const { at } = first.runner.service;
    if (mine.length === 0) {
      const why = connectOf(runner.service) ? 'other Service Connect namespace' : 'not a client of Service Connect';
      const client = clientOf(this.programs, runner, first);
      return { kind: 'blocked', reason: 'name-unknown', why, networks: [at.path], target: at, client };
    }
    const { port } = dial;
    if (port === undefined) return { kind: 'reachable', to: at.path, listens: false, target: at };
    const meant = mine.find((offer) => offer.port === port.number);
    if (!meant) {
      const listens = mine.flatMap((offer) => (offer.port === undefined ? [] : [offer.port]));
      if (listens.length < mine.length) return unknown('the port of its alias is not known');
      return { kind: 'blocked', reason: 'port-not-listened-on', to: at.path, listens, isHostPort: false, target: at };
    }
    const open: FlowVerdict = { kind: 'reachable', to: at.path, listens: true, target: at };
    const verdict = meant.target && runner.cluster && serviceReachOf(runner, meant.target);
    if (verdict?.kind === 'unknown') return unknown(verdict.why);
    if (verdict?.kind !== 'blocked') return open;
    return { kind: 'blocked', reason: 'way-blocked', to: at.path, by: verdict.because, fix: verdict.fix, target: at };
  }

  /** A name of the input that has no answer as such: of a container, a service, or the first part of a longer name. */
  #elsewhere({ task, container, mode, runner }: Caller, dial: Dial, host: string): FlowVerdict | undefined {
    const sibling = task.containers.items.find((one) => isKnown(one.name) && one.name.toLowerCase() === host);
    const found = (why: NameTrouble, target: ContainerDefinition['at'], meant?: string): FlowVerdict =>
      mayKnowMore(container, host)
        ? unknown('its resolver or its hosts file may know the name')
        : {
            ...{ kind: 'blocked', reason: 'name-unknown', why, networks: [target.path], target },
            ...(meant === undefined ? {} : { meant }),
          };
    if (sibling === container) return undefined;
    if (sibling) {
      if (mode.namesInTask === 'localhost')
        return found('localhost of the task', sibling.at, portText('localhost', dial));
      return found(mode.namesInTask === 'links' ? 'no link' : 'no names in the mode', sibling.at);
    }
    if (!runner || host.includes('.')) return undefined;
    const { serviceConnect } = runner.service;
    if (serviceConnect !== undefined && !isKnown(serviceConnect)) return undefined;
    const whole = [...this.#records].find(([name]) => name.startsWith(`${host}.`));
    const [record] = whole?.[1] ?? [];
    if (whole && record) return found('only with its namespace', record.runner.service.at, whole[0]);
    const bearer = this.programs.services.find(
      (one) => one !== runner && namesOfService(one, dial).some((name) => name.toLowerCase() === host),
    );
    if (!bearer) return undefined;
    const alias = this.#aliasOf(runner, bearer);
    if (alias !== undefined) return found('another alias', bearer.service.at, alias);
    return connectOf(runner.service) && connectOf(bearer.service)
      ? undefined
      : found('service without a name', bearer.service.at);
  }

  /** The name by which Service Connect gives a service to another one. */
  #aliasOf(runner: NamedService, bearer: NamedService): string | undefined {
    for (const [name, offers] of this.#offers) {
      const offer = offers.find((one) => one.runner === bearer);
      if (offer && sameNamespace(this.programs, runner, bearer) === true)
        return offer.port === undefined ? name : `${name}:${offer.port}`;
    }
    return undefined;
  }

  /** A name in a private zone that is in sight. */
  #ofZone(caller: Caller, dial: Dial, host: string): FlowVerdict | undefined {
    const { runner } = caller;
    const { network } = this.programs;
    const [zone, domain] = zoneOf(network?.zones ?? [], host) ?? [];
    const names = [...this.#records.keys()];
    if (!zone || domain === undefined) {
      return dial.isAddress ? (this.#inOtherZone(host, names) ?? this.#underOtherTop(caller, host, names)) : undefined;
    }
    const label = host.slice(0, -domain.length - 1);
    const offers = this.#offers.get(label)?.filter(({ namespace }) => namespace === zone.key || namespace === domain);
    if (runner && offers && offers.length > 0) return this.#withoutRecord(runner, offers, host);
    const labels = names.flatMap((name) => (name.endsWith(`.${domain}`) ? [name.slice(0, -domain.length - 1)] : []));
    const near = zone.records.complete && !isInZone(zone, host) ? misspelling(label, labels) : undefined;
    if (near !== undefined) return this.#misspelt(`${near}.${domain}`);
    if (!runner) return unknown('what runs the task is not in sight');
    const way = this.#overNetwork(runner, host, dial.port?.number ?? 443, host);
    if (way.kind !== 'blocked' || way.reason !== 'name-unknown') return way;
    // who else registers in a namespace that others may use is not in sight
    return labels.length > 0 ? way : unknown('who else registers in the namespace is not in sight');
  }

  /** A name that is there, in a domain that is nearly one in sight. */
  #inOtherZone(host: string, names: readonly string[]): FlowVerdict | undefined {
    const [label = '', ...rest] = host.split('.');
    const top = rest.at(-1) ?? '';
    const candidates = this.#zones.flatMap((zone) =>
      zone.endsWith(`.${top}`) ? [zone.slice(0, -top.length - 1)] : [],
    );
    const near = misspelling(rest.slice(0, -1).join('.'), candidates);
    const meant = near === undefined ? undefined : `${label}.${near}.${top}`;
    return meant !== undefined && names.includes(meant) ? this.#misspelt(meant) : undefined;
  }

  /**
   * A name that is there but for its last word, where both are words for networks of one's own. Who has other resolvers may
   * have both domains.
   */
  #underOtherTop({ container, runner }: Caller, host: string, names: readonly string[]): FlowVerdict | undefined {
    const [, stem, top = ''] = /^(.+\..+\.)([^.]+)$/.exec(host) ?? [];
    if (stem === undefined || !OWN_TOPS.has(top)) return undefined;
    if (!runner || mayKnowMore(container, host) || !this.#hasPlainResolver(runner)) return undefined;
    const [meant, ...more] = names.filter((name) => name.startsWith(stem) && OWN_TOPS.has(name.slice(stem.length)));
    return meant !== undefined && more.length === 0 ? this.#misspelt(meant) : undefined;
  }

  /** A name of Service Connect with its namespace, for which no DNS has a record. */
  #withoutRecord(runner: NamedService, offers: readonly Offer[], host: string): FlowVerdict {
    const [offer] = offers;
    if (!offer) return unknown('nobody offers the name');
    const { at } = offer.runner.service;
    const isMine = sameNamespace(this.programs, runner, offer.runner);
    if (isMine === undefined) return unknown('the namespace of Service Connect is not known');
    const why = isMine ? 'another alias' : 'not a client of Service Connect';
    const alias = host.split('.')[0] ?? host;
    const meant = offer.port === undefined ? alias : `${alias}:${offer.port}`;
    const more = isMine ? { meant } : { client: clientOf(this.programs, runner, offer) };
    return { kind: 'blocked', reason: 'name-unknown', why, networks: [at.path], target: at, ...more };
  }

  #misspelt(meant: string): FlowVerdict {
    const target = this.#records.get(meant)?.[0]?.runner.service.at ?? this.#offers.get(meant)?.[0]?.runner.service.at;
    return {
      ...{ kind: 'blocked', reason: 'name-unknown', why: 'misspelt', networks: [], meant },
      ...(target === undefined ? {} : { target }),
    };
  }

  /** A name that nobody in sight has. */
  #nobody({ container, mode, runner }: Caller, dial: Dial, host: string): FlowVerdict | undefined {
    if (!dial.isAddress) return undefined;
    if (mayKnowMore(container, host)) return unknown('its resolver or its hosts file may know the name');
    if (host.includes('.')) return unknown('the name belongs to the outside');
    if (!runner) return unknown('what runs the task is not in sight');
    const mine = [...this.#offers].filter(([, offers]) =>
      offers.some((offer) => sameNamespace(this.programs, runner, offer.runner) === true),
    );
    const meant = misspelling(
      host,
      mine.map(([name]) => name),
    );
    if (meant !== undefined) return this.#misspelt(meant);
    const namespace = this.#ownNamespace(runner);
    if (runner.service.serviceConnect !== undefined && namespace === undefined)
      return unknown('others may offer the name in its namespace');
    if (mode.namespace !== 'task' || !this.#hasPlainResolver(runner))
      return unknown('its resolver may have a search domain');
    if (namespace === undefined)
      return { kind: 'blocked', reason: 'name-unknown', why: 'no search domain', networks: [] };
    const offered = mine.map(([name, offers]) => portOf(name, offers[0]?.port)).join(', ');
    const had = offered === '' ? {} : { meant: offered };
    return { kind: 'blocked', reason: 'name-unknown', why: 'nobody offers', networks: [namespace], ...had };
  }

  /**
   * The namespace of Service Connect that a service is a client of, where it is made in the input and all names that services of
   * the input offer in it are known: others would have to come later.
   */
  #ownNamespace(runner: NamedService): string | undefined {
    const given = connectOf(runner.service)?.namespace;
    const made = this.programs.namespaces.find(({ key, name }) => key === given || (isKnown(name) && name === given));
    if (typeof given !== 'string' || !made || !isKnown(made.name)) return undefined;
    const isClear = this.programs.services.every((one) => {
      const connect = one.service.serviceConnect;
      if (connect === undefined) return true;
      if (!isKnown(connect) || !isKnown(connect.enabled)) return false;
      if (!connect.enabled) return true;
      const isMine = one === runner || sameNamespace(this.programs, runner, one);
      return isMine === false || (isMine === true && knowsOffers(connect.entries));
    });
    return isClear ? made.name : undefined;
  }

  /** Whether tasks of a service ask the resolver of Amazon without a domain of somebody's own. */
  #hasPlainResolver(runner: NamedService): boolean {
    const { network } = this.programs;
    const host = network?.hosts.find(({ key }) => key === runner.key);
    const subnets = host?.placements.items.flatMap((placement) => placement.subnets.items) ?? [];
    return (
      subnets.length > 0 &&
      subnets.every((key) => {
        const subnet = network?.subnets.find((one) => one.key === key);
        return (
          network?.vpcs.some(
            ({ key: vpc, asksAmazonDns, hasOwnDomain = false }) =>
              vpc === subnet?.vpc && asksAmazonDns === true && hasOwnDomain === false,
          ) === true
        );
      })
    );
  }
}

/**
 * Last words of domains that are for networks of one's own, and that no public DNS has.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6762#appendix-G
 */
const OWN_TOPS: ReadonlySet<string> = new Set(['local', 'internal', 'intranet', 'private', 'corp', 'home', 'lan']);

/** The zone that a name belongs to, of several the most specific one, with its domain in lower case. */
function zoneOf(zones: readonly DnsZone[], host: string): readonly [DnsZone, string] | undefined {
  let best: readonly [DnsZone, string] | undefined;
  for (const zone of zones) {
    const domain = isKnown(zone.name) ? zone.name.toLowerCase() : undefined;
    if (domain === undefined || !host.endsWith(`.${domain}`)) continue;
    if (!best || domain.length > best[1].length) best = [zone, domain];
  }
  return best;
}

/** Who would have to take part in Service Connect to dial an offer, and in which namespace, as that is called. */
function clientOf(
  programs: TaskPrograms,
  { service }: NamedService,
  { namespace }: Offer,
): { readonly service: string; readonly namespace: string | undefined } {
  return {
    service: service.at.path,
    namespace: namespace === undefined ? undefined : namespaceCalled(programs, namespace),
  };
}

/** The name that was probably meant. Of very short ones any two are near. */
function misspelling(text: string, candidates: readonly string[]): string | undefined {
  return text.length < 4 ? undefined : nearest(text, candidates);
}

/** Whether a zone may have a record for a name. */
function isInZone({ records }: DnsZone, host: string): boolean {
  return records.items.some(({ name }) => {
    if (!isKnown(name) || name.toLowerCase() === host) return true;
    return name.startsWith('*.') && host.endsWith(name.slice(1).toLowerCase());
  });
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

function unknown(why: string): FlowVerdict {
  return { kind: 'unknown', why };
}

function portText(host: string, { port }: Dial): string {
  return portOf(host, port?.number);
}

function portOf(host: string, port: number | undefined): string {
  return port === undefined ? host : `${host}:${port}`;
}

/** Whether all names that a service offers through Service Connect are known. */
function knowsOffers({ items, complete }: Listed<ServiceConnectEntry>): boolean {
  return (
    complete &&
    items.every(({ portName, discoveryName, aliases }) => {
      const names = [portName, discoveryName, ...aliases.items.map(({ dnsName }) => dnsName)];
      return aliases.complete && names.every((name) => name === undefined || isKnown(name));
    })
  );
}

/** A health check of a port on which nothing in sight listens, unless the program may have it for its management. */
function healthCheckOf(
  task: TaskDefinition,
  container: ContainerDefinition,
  members: readonly ContainerDefinition[],
  port: number,
): FlowVerdict {
  const listens = [...new Set(members.flatMap((one) => [...listeningIn(one).ports]))];
  const { healthCheck: _, ...program } = container.program;
  const others = members.filter((one) => one !== container);
  const isOpen =
    !isSecondWebPort(port, listens) ||
    (members.length > 1 && !task.containers.complete) ||
    [{ ...container, program }, ...others].some((one) => mayListen(one, port));
  if (isOpen) return unknown('nothing says what listens in the container itself');
  const to = nameOf(container);
  return { kind: 'blocked', reason: 'port-not-listened-on', to, listens, isHostPort: false, target: container.at };
}

/** What listens in a container of a task. */
function listeningIn({ image, program, portMappings }: ContainerDefinition): ReturnType<typeof listeningOn> {
  const declared = portMappings.items.flatMap((mapping) => {
    const [first, last] = mapping.protocol === 'tcp' ? (containerPortsOf(mapping) ?? []) : [];
    if (first === undefined || last === undefined || last - first > LONGEST_RANGE) return [];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  return listeningOn(image, program, declared);
}

const LONGEST_RANGE = 10_000;

/** Whether a container may listen on a port that nothing says it listens on. */
function mayListen(container: ContainerDefinition, port: number): boolean {
  const { program, portMappings } = container;
  const { complete, ports } = listeningIn(container);
  if (complete) return false;
  return ports.size === 0 || !portMappings.complete || !hasPlainPorts(container) || mentions(program, port);
}

/** Whether all mapped ports are known and none is a range of thousands. */
function hasPlainPorts({ portMappings }: ContainerDefinition): boolean {
  return (
    portMappings.complete &&
    portMappings.items.every((mapping) => {
      const ports = containerPortsOf(mapping);
      return isKnown(mapping.protocol) && ports !== undefined && ports[1] - ports[0] <= LONGEST_RANGE;
    })
  );
}

/** Whether something takes a port at an address that some containers share. */
function atPort(
  to: string,
  containers: readonly ContainerDefinition[],
  { port }: Dial,
  target = containers[0]?.at,
): FlowVerdict {
  const at = target === undefined ? {} : { target };
  if (port?.protocol !== 'tcp') return { kind: 'reachable', to, listens: false, ...at };
  const { number } = port;
  if (containers.some((one) => listeningIn(one).ports.has(number)))
    return { kind: 'reachable', to, listens: true, ...at };
  if (containers.some((one) => mayListen(one, number))) return { kind: 'reachable', to, listens: false, ...at };
  const listens = [...new Set(containers.flatMap((one) => [...listeningIn(one).ports]))];
  const isHostPort = containers.some(({ portMappings }) =>
    portMappings.items.some(({ hostPort }) => hostPort === number),
  );
  return { kind: 'blocked', reason: 'port-not-listened-on', to, listens, isHostPort, ...at };
}

function inHostsFile({ extraHosts }: ContainerDefinition, host: string): boolean {
  return extraHosts.items.some(({ hostname }) => isKnown(hostname) && hostname.toLowerCase() === host);
}

/** Whether a name may have an answer that neither ECS nor the VPC gives. */
function mayKnowMore({ dnsServers, dnsSearchDomains, extraHosts }: ContainerDefinition, host: string): boolean {
  if (dnsServers.items.length > 0 || !dnsServers.complete) return true;
  if (dnsSearchDomains.items.length > 0 || !dnsSearchDomains.complete) return true;
  return !extraHosts.complete || extraHosts.items.some(({ hostname }) => !isKnown(hostname) || hostname === host);
}

/**
 * What people take for the name of a service: its own, those of its containers, and of what it offers through Service Connect
 * those of the ports and of the services of Cloud Map that stand for them.
 */
function namesOfService({ service }: NamedService, { isAddress }: Dial): readonly string[] {
  const containers = taskOf(service)?.containers.items ?? [];
  // a port is often called `http` or `web`, which is a value like any other where no address is written
  const entries = isAddress ? (connectOf(service)?.entries.items ?? []) : [];
  return [
    service.name,
    ...containers.map(({ name }) => name),
    ...entries.flatMap(({ portName, discoveryName }) => [portName, discoveryName]),
  ].filter((name) => typeof name === 'string');
}

/** The mapped port of a service by its number. */
function servicePort({ service, cluster }: NamedService, number: number | undefined): ServicePort | undefined {
  if (!cluster || number === undefined) return undefined;
  for (const container of taskOf(service)?.containers.items ?? []) {
    const mapping = container.portMappings.items.find((one) => one.containerPort === number && one.protocol === 'tcp');
    if (mapping) return { cluster, service, container: nameOf(container), mapping, port: number, protocol: 'tcp' };
  }
  return undefined;
}

function serviceReachOf(
  { cluster, service }: NamedService,
  to: ServicePort,
): ReturnType<typeof serviceReach> | undefined {
  return cluster && service !== to.service ? serviceReach({ cluster, service }, to) : undefined;
}

/** What a verdict of the network comes to for a flow. */
function flowVerdict(verdict: PathVerdict, to: string, from: string): FlowVerdict {
  if (verdict.kind === 'reachable') return { kind: 'reachable', to, listens: true };
  const [gap] = verdict.gaps;
  if (verdict.kind === 'unknown') return unknown(gap ? explainGap(gap) : 'the way is not known');
  const [cause] = verdict.causes;
  if (!cause) return unknown('the way is not known');
  const words = wordsOf(cause, from);
  const by = explainObstacle(words);
  if (verdict.extent === 'may') return unknown(`${by}, for some of the ways`);
  const target = cause.element.at;
  if (cause.reason === 'port-not-listened-on') {
    const given = cause.facts['listens'];
    const listens = Array.isArray(given) ? given.filter((one) => typeof one === 'number') : [];
    return { kind: 'blocked', reason: 'port-not-listened-on', to, listens, isHostPort: false, target };
  }
  if (cause.kind === 'dns') {
    return { kind: 'blocked', reason: 'name-unknown', why: 'as the resolver says', networks: [by], words, target };
  }
  return { kind: 'blocked', reason: 'way-blocked', to, by, fix: fixObstacle(words), words, target };
}
