import { type Cluster, type ClusterService } from '../cluster';
import { interfacesOf } from './gate';
import { anything, inEveryWay, isFilled, modesOf, outOfSight } from './passage';
import { type Service } from '../service';
import { servicesCalled } from './service-reach';
import { explainServiceVerdict, type ServiceVerdict } from './service-verdict';

/**
 * Whether anything of a service gets through to tasks of another one, on whatever port, mapped or not.
 *
 * `blocked` is isolation. Looks at the same as {@link serviceReach}.
 */
export function serviceIsolation(from: ClusterService, to: ClusterService): ServiceVerdict {
  const modes = modesOf(from.service, to.service);
  if (!('here' in modes)) return modes;
  const { here, there } = modes;
  const sources = interfacesOf(from.cluster, from.service, here);
  const targets = interfacesOf(to.cluster, to.service, there);
  if (!isFilled(sources)) return outOfSight(from);
  if (!isFilled(targets)) return outOfSight(to);
  return inEveryWay(sources, targets, anything);
}

/**
 * From services to services, as a person calls them: whether anything gets through.
 * @throws ModelError service-unknown
 */
export function isolationsBetween(clusters: readonly Cluster[], from: string, to: string): ServiceIsolation[] {
  const targets = servicesCalled(clusters, to);
  return servicesCalled(clusters, from).flatMap((caller) =>
    targets
      .filter(({ service }) => service !== caller.service)
      .map((target) => ({
        from: caller.service,
        to: target.service,
        verdict: serviceIsolation(caller, target),
      })),
  );
}

/** Whether anything of one service gets through to another one. */
export interface ServiceIsolation {
  /** The service that calls. */
  readonly from: Service;
  /** The service that is called. */
  readonly to: Service;
  /** Whether anything gets through. */
  readonly verdict: ServiceVerdict;
}

/** The verdict, for people. */
export function serviceIsolationText({ from, to, verdict }: ServiceIsolation): string {
  const why = verdict.kind === 'open' ? `admitted by ${verdict.groups.join(' and ')}` : explainServiceVerdict(verdict);
  return `${from.at.path} -> ${to.at.path}: ${verdict.kind}: ${why}`;
}
