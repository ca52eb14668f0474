import { dialAny, knownPorts } from '../../core/engine/answers/dial';
import { ENGINE_HOST, OTHER_MACHINE, type Origin } from '../../core/engine/flow/verdict';
import { type Node } from '../../core/engine/state/sandbox';
import { type Port } from '../../core/values/port';
import { dialLines, endName } from '../dial-report';
import { labelsOf } from '../labels';
import { type NamedTopology } from '../named-topology';
import { containerGroups, hostId } from './docker-picture';
import { OUTSIDE, stateOf, type PictureAnswer } from './picture';

/**
 * Who reaches whom on a host, at the known ports: the answers that a page about its picture gives, asked of one container for
 * each group. There can be very many, so they are generated one at a time.
 */
export function* dockerAnswers(host: NamedTopology): Iterable<PictureAnswer> {
  const { topology } = host;
  const groups = containerGroups(host).filter(({ first }) => first.running);
  const nameOf = endName(labelsOf(topology));
  // the first member stands for its group, and the second one for questions within the group
  const portsOf = new Map(groups.flatMap(({ members }) => members.slice(0, 2)).map((one) => [one, portsAsked(one)]));
  const origins: { readonly id: string; readonly from: Origin }[] = [
    ...groups.map(({ id, first }) => ({ id, from: first.name })),
    { id: hostId(host.name), from: ENGINE_HOST },
    { id: OUTSIDE, from: OTHER_MACHINE },
  ];
  for (const { id: from, from: origin } of origins) {
    for (const { id: to, first, members } of groups) {
      const target = origin === first.name ? members[1] : first;
      if (!target) continue;
      for (const port of portsOf.get(target) ?? []) {
        const one = dialAny(topology, origin, target.name, port);
        const what = port?.toString() ?? 'ping';
        yield { from, to, what, state: stateOf(one.verdict.kind), lines: dialLines(one, nameOf) };
      }
    }
  }
}

/** The known ports of a container; without any, `undefined` asks for a ping. */
function portsAsked(node: Node): readonly (Port | undefined)[] {
  const ports = knownPorts(node);
  return ports.length === 0 ? [undefined] : ports;
}
