import { dialAny, knownPorts } from '../../core/engine/answers/dial';
import { ENGINE_HOST, OTHER_MACHINE, type Origin } from '../../core/engine/flow/verdict';
import { dialLines, endName } from '../dial-report';
import { labelsOf } from '../labels';
import { type NamedTopology } from '../named-topology';
import { containerGroups, hostId } from './docker-picture';
import { OUTSIDE, stateOf, type PictureAnswer } from './picture';

/** Who gets to whom on a host, at the ports that are known: what a picture of it is asked, one container for its group. */
export function dockerAnswers(host: NamedTopology): PictureAnswer[] {
  const { topology } = host;
  const groups = containerGroups(host).filter(({ first }) => first.running);
  const nameOf = endName(labelsOf(topology));
  const origins: { readonly id: string; readonly from: Origin }[] = [
    ...groups.map(({ id, first }) => ({ id, from: first.name })),
    { id: hostId(host.name), from: ENGINE_HOST },
    { id: OUTSIDE, from: OTHER_MACHINE },
  ];
  return origins.flatMap(({ id, from }) =>
    groups.flatMap(({ id: to, first, members }): PictureAnswer[] => {
      const target = from === first.name ? members[1] : first;
      if (!target) return [];
      const ports = knownPorts(target);
      return (ports.length === 0 ? [undefined] : ports).map((port) => {
        const one = dialAny(topology, from, target.name, port);
        return {
          ...{ from: id, to, what: port?.toString() ?? 'ping', state: stateOf(one.verdict.kind) },
          lines: dialLines(one, nameOf),
        };
      });
    }),
  );
}
