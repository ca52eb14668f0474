import { type Cluster } from '../cluster';
import { type Service } from '../service';
import { serviceFlows, type ServiceFlow } from './service-reach';
import { isKnown } from '../../values/unknown';

/** A port of a service that another one gets through to. */
export interface ServiceWay {
  /** Path of the service that calls. */
  readonly from: string;
  /** Path of the service that is called. */
  readonly to: string;
  /** Port and protocol, such as `80/tcp`. */
  readonly port: string;
}

/** What a change of services and security groups changes for those who call each other. */
export interface ServiceDifference {
  /** Paths of services that were not there before. */
  readonly added: readonly string[];
  /** Paths of services that are gone. */
  readonly removed: readonly string[];
  /** Ways between services that are there before and after. A way that is not known on one side is in neither list. */
  readonly opened: readonly ServiceWay[];
  /** Ways that were open before. */
  readonly closed: readonly ServiceWay[];
}

/** Which services were added and removed, and which ways between the others opened and closed. */
export function serviceDifference(before: readonly Cluster[], after: readonly Cluster[]): ServiceDifference {
  const [was, is] = [servicesOf(before), servicesOf(after)];
  const [oldFlows, newFlows] = [flowsOf(before), flowsOf(after)];
  return {
    added: [...is.keys()].filter((path) => !was.has(path)),
    removed: [...was.keys()].filter((path) => !is.has(path)),
    opened: openOnlyHere(newFlows, oldFlows, was),
    closed: openOnlyHere(oldFlows, newFlows, is),
  };
}

function openOnlyHere(here: Flows, there: Flows, others: ReadonlyMap<string, Service>): ServiceWay[] {
  return [...here].flatMap(([key, flow]) => {
    const [from, to] = [others.get(flow.from.at.path), others.get(flow.to.service.at.path)];
    if (flow.verdict.kind !== 'open' || !from || !to) return [];
    const other = there.get(key);
    return (other ? other.verdict.kind === 'blocked' : portsAreKnown(to)) ? [wayOf(flow)] : [];
  });
}

/** Whether a port that is not among those of the service is one that it does not map. */
function portsAreKnown({ task }: Service): boolean {
  if (!isKnown(task) || !task.containers.complete) return false;
  return task.containers.items.every(
    ({ portMappings: { items, complete } }) =>
      complete && items.every(({ containerPort, protocol }) => typeof containerPort === 'number' && isKnown(protocol)),
  );
}

function servicesOf(clusters: readonly Cluster[]): ReadonlyMap<string, Service> {
  return new Map(clusters.flatMap(({ services }) => services.items.map((service) => [service.at.path, service])));
}

type Flows = ReadonlyMap<string, ServiceFlow>;

function flowsOf(clusters: readonly Cluster[]): Flows {
  const flows = clusters.flatMap(serviceFlows);
  return new Map(flows.map((flow) => [`${Object.values(wayOf(flow)).join('\n')}\n${flow.to.container}`, flow]));
}

function wayOf({ from, to }: ServiceFlow): ServiceWay {
  return { from: from.at.path, to: to.service.at.path, port: `${to.port}/${to.protocol}` };
}
