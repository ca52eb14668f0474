import { type NetworkHost } from './host';
import { type NetworkIndex } from './network-index';
import { type PathResult } from './path-verdict';
import { stationsOf, type Station } from './station';

/** Hosts whose interfaces are alike, and answers that hold for all of them. */
interface Classes {
  readonly ids: Map<string, number>;
  readonly hosts: Map<NetworkHost, number>;
  readonly answers: Map<string, Map<number, PathResult>>;
}

const CLASSES = new WeakMap<NetworkIndex, Classes>();

/** More than there are classes of hosts in any network. */
const WIDTH = 2 ** 24;

function classesOf(index: NetworkIndex): Classes {
  let classes = CLASSES.get(index);
  if (!classes) CLASSES.set(index, (classes = { ids: new Map(), hosts: new Map(), answers: new Map() }));
  return classes;
}

function classOf(index: NetworkIndex, host: NetworkHost): number {
  const { ids, hosts } = classesOf(index);
  const known = hosts.get(host);
  if (known !== undefined) return known;
  const { isOutside = false, onlyCalls = false, isDialledByName = false, placements } = host;
  const flags = [isOutside, onlyCalls, isDialledByName, placements.complete].map(Number).join('');
  const text = [flags, ...stationsOf(index, host).map(textOf)].join('\n');
  const id = ids.get(text) ?? ids.size;
  ids.set(text, id);
  hosts.set(host, id);
  return id;
}

/** Everything of an interface that decides about packets. */
function textOf({ subnet, groups, publicIp, ephemeral, ports }: Station): string {
  return JSON.stringify([
    subnet?.key,
    groups?.filters.map(({ key }) => key),
    groups?.isOpen,
    publicIp === true || publicIp === false ? publicIp : null,
    ephemeral,
    ports,
  ]);
}

/**
 * The answer to a question from a host, perhaps to another one. Equal subnets and groups make equal answers, so one that names
 * neither of the hosts is kept for all that are like them.
 */
export function alikeAnswer(
  index: NetworkIndex,
  question: string,
  from: NetworkHost,
  to: NetworkHost | undefined,
  answer: () => PathResult,
): PathResult {
  const { answers } = classesOf(index);
  let known = answers.get(question);
  if (!known) answers.set(question, (known = new Map<number, PathResult>()));
  const id = classOf(index, from) * WIDTH + (to ? classOf(index, to) + 1 : 0);
  const kept = known.get(id);
  if (kept) return kept;
  const result = answer();
  const own = new Set([from, ...(to ? [to] : [])].flatMap((host) => [host.key, ...namesAt(host)]));
  const isGeneral = [...result.obstacles, ...result.gaps, ...result.trace].every(
    ({ element }) => !own.has(element.key),
  );
  if (isGeneral) known.set(id, result);
  return result;
}

function namesAt({ placements }: NetworkHost): string[] {
  return placements.items.map(({ publicIpAt }) => publicIpAt.key);
}
