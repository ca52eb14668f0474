import { type Namespace } from '../../core/engine/definition/docker-host';
import { isData, type Data } from '../../core/reading/field';
import { Unknown, type Knowable } from '../../core/values/unknown';
import { SHARED } from './container';

/**
 * The stacks of containers that run on in the one that another container had before it was started again, by their ids.
 * Its interfaces are gone and only the loopback is left: containers that share it have to be started again as well.
 *
 * @see https://docs.docker.com/engine/network/#container-networks
 */
export function leftBehind(containers: readonly Data[]): ReadonlyMap<string, Knowable<Namespace>> {
  const byId = new Map(containers.map((one) => [one['Id'], one]));
  const left = new Map<string, Knowable<Namespace>>();
  const owners = new Set<Data>();
  for (const container of containers) {
    const { Id: id, HostConfig: host } = container;
    const mode = isData(host) ? host['NetworkMode'] : undefined;
    if (typeof id !== 'string' || typeof mode !== 'string' || !mode.startsWith(SHARED)) continue;
    const owner = byId.get(mode.slice(SHARED.length));
    if (!owner || !isLater(startOf(owner), startOf(container))) continue;
    // whether it was started again between the two that stayed is not told
    left.set(id, owners.has(owner) ? SHARED_BY_SOME : { kind: 'none' });
    owners.add(owner);
  }
  return left;
}

const SHARED_BY_SOME = new Unknown(
  'it runs on in the stack that another container had before it was started again, and others may run there too',
);

/** When a container that runs was started; undefined of one that does not. */
function startOf({ State: state }: Data): string | undefined {
  if (!isData(state) || state['Running'] !== true) return undefined;
  const started = state['StartedAt'];
  return typeof started === 'string' ? started : undefined;
}

/** Times as engines print them, in UTC and with as many digits of a second as they take. */
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;

function isLater(one: string | undefined, other: string | undefined): boolean {
  const [first, second] = [one, other].map((time) => {
    const [, seconds, fraction = ''] = TIME.exec(time ?? '') ?? [];
    return seconds === undefined ? undefined : `${seconds}.${fraction.padEnd(9, '0')}`;
  });
  return first !== undefined && second !== undefined && first > second;
}
