import { ModelError, quoted } from '../../values/model-error';
import { Port } from '../../values/port';
import { isKnown } from '../../values/unknown';
import { nameOf } from '../definition/docker-reading';
import { type SwarmService } from './swarm';
import { type SwarmTopology } from './swarm-topology';
import { type SwarmDestination, type SwarmOrigin, type SwarmVerdict } from './swarm-verdict';

/** One way between services of a swarm, or between one and a machine outside. */
export interface SwarmPath {
  /** Who asks: a service or `outside`. */
  readonly from: string;
  /** Who is asked: the same. */
  readonly to: string;
  /** The port that is dialled. */
  readonly port: Port | undefined;
  readonly verdict: SwarmVerdict;
}

const OUTSIDE = 'outside';

/** What is asked of a swarm; what is left out is everything there is. */
export interface SwarmQuestion {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly port?: Port | undefined;
}

/**
 * The ways between the services of a swarm.
 * @throws ModelError service-unknown
 */
export function swarmPaths(topology: SwarmTopology, { from, to, port }: SwarmQuestion): SwarmPath[] {
  const services = topology.swarm.services.items;
  const all = [...services.map(nameOf), OUTSIDE];
  const froms = from === undefined ? all : [endCalled(services, from)];
  const tos = to === undefined ? all : [endCalled(services, to)];
  return froms.flatMap((origin) =>
    tos
      .filter((end) => end !== origin)
      .flatMap((end) =>
        portsOf(services, end, port, origin).map((dialled) => ({
          from: origin,
          to: end,
          port: dialled,
          verdict: topology.reach({
            from: originOf(origin),
            to: destinationOf(end),
            ...(dialled === undefined ? {} : { port: dialled }),
          }),
        })),
      ),
  );
}

/** The ports to ask about: the one that is named, else those that are published, as the sender would dial them. */
function portsOf(
  services: readonly SwarmService[],
  end: string,
  port: Port | undefined,
  origin: string,
): (Port | undefined)[] {
  if (port) return [port];
  const service = services.find((one) => nameOf(one) === end);
  const ports = (service?.ports.items ?? []).flatMap(({ published, target, protocol }) => {
    const number = origin === OUTSIDE ? (published ?? target) : target;
    return isKnown(number) ? [Port.of(number, protocol)] : [];
  });
  return ports.length > 0 ? ports : [undefined];
}

/** A service by its name, by the part behind that of its stack, or the word for another machine. */
function endCalled(services: readonly SwarmService[], text: string): string {
  if (text === OUTSIDE || text === 'internet') return OUTSIDE;
  const names = services.map(nameOf);
  const found = names.find((name) => name === text) ?? names.find((name) => name.endsWith(`_${text}`));
  if (found !== undefined) return found;
  throw new ModelError(
    'service-unknown',
    `there is no service ${quoted(text)} in this swarm; it has ${[...names, OUTSIDE].join(', ')}`,
    'use the name of a service',
    swarmPaths,
  );
}

function originOf(end: string): SwarmOrigin {
  return end === OUTSIDE ? { kind: OUTSIDE } : { service: end };
}

function destinationOf(end: string): SwarmDestination {
  return end === OUTSIDE ? { kind: OUTSIDE } : { service: end };
}
