import { connectOf, mappingNamed, taskOf } from '../ecs/service-reading';
import { type ServicePort } from '../ecs/reach/service-reach';
import { type ServiceConnectEntry } from '../ecs/service';
import { nameOf } from '../ecs/task-reading';
import { isKnown } from '../values/unknown';
import { type NamedService } from '../vpc/task-hosts';
import { type TaskPrograms } from './task-programs';

/** A name that Service Connect gives to the clients in a namespace. */
export interface Offer {
  readonly runner: NamedService;
  /** The port that clients dial; undefined: not known. */
  readonly port: number | undefined;
  /** As the service names its namespace; undefined: the default one of its cluster, or not known. */
  readonly namespace: string | undefined;
  /** The port of the task behind it; undefined: not in sight. */
  readonly target: ServicePort | undefined;
}

/** All names that services offer through Service Connect, in lower case. */
export function offersOf(programs: TaskPrograms): ReadonlyMap<string, readonly Offer[]> {
  const offers = new Map<string, Offer[]>();
  for (const runner of programs.services) {
    const connect = connectOf(runner.service);
    for (const entry of connect?.entries.items ?? []) {
      const namespace = typeof connect?.namespace === 'string' ? connect.namespace : undefined;
      for (const { name, port, target } of namesIn(programs, runner, entry, namespace)) {
        const offer = { runner, port, namespace, target };
        const known = offers.get(name);
        if (known) known.push(offer);
        else offers.set(name, [offer]);
      }
    }
  }
  return offers;
}

function namesIn(
  programs: TaskPrograms,
  runner: NamedService,
  { portName, discoveryName = portName, aliases }: ServiceConnectEntry,
  namespace: string | undefined,
): { readonly name: string; readonly port: number | undefined; readonly target: ServicePort | undefined }[] {
  const zone = namespace === undefined ? undefined : namespaceCalled(programs, namespace);
  const usual = isKnown(discoveryName) && zone !== undefined ? `${discoveryName}.${zone}` : undefined;
  const target = targetOf(runner, portName);
  const named =
    aliases.items.length > 0
      ? aliases.items.map(({ dnsName = usual, port }) => ({ dnsName, port: isKnown(port) ? port : undefined }))
      : [{ dnsName: usual, port: target?.port }];
  return named.flatMap(({ dnsName, port }) =>
    typeof dnsName === 'string' ? [{ name: dnsName.toLowerCase(), port, target }] : [],
  );
}

function targetOf(
  { service, cluster }: NamedService,
  portName: ServiceConnectEntry['portName'],
): ServicePort | undefined {
  const task = taskOf(service);
  const mapping = task && isKnown(portName) ? mappingNamed(task, portName) : undefined;
  const container = task?.containers.items.find(({ portMappings }) =>
    portMappings.items.some((one) => one === mapping),
  );
  if (!cluster || !container || typeof mapping?.containerPort !== 'number') return undefined;
  return { cluster, service, container: nameOf(container), mapping, port: mapping.containerPort, protocol: 'tcp' };
}

/** The name of a namespace that somebody names by it, by its key or by its ARN. */
export function namespaceCalled({ namespaces }: TaskPrograms, namespace: string): string | undefined {
  const found = namespaces.find(({ key, name }) => key === namespace || name === namespace);
  if (found) return isKnown(found.name) ? found.name : undefined;
  return /^[\w.-]+$/.test(namespace) ? namespace : undefined;
}

/** Whether a service is a client of the namespace of another one; undefined where that is not known. */
export function sameNamespace(programs: TaskPrograms, from: NamedService, to: NamedService): boolean | undefined {
  const [mine, theirs] = [connectOf(from.service), connectOf(to.service)];
  if (!mine || !theirs) return false;
  if (mine.namespace === undefined && theirs.namespace === undefined) {
    const [one, other] = [from.service.cluster, to.service.cluster];
    // clusters may have one default namespace
    return isKnown(one) && one === other ? true : undefined;
  }
  if (typeof mine.namespace !== 'string' || typeof theirs.namespace !== 'string') return undefined;
  const [one, other] = [mine.namespace, theirs.namespace].map((name) => namespaceCalled(programs, name) ?? name);
  return one === other;
}
