import { networkPaths } from '../../core/vpc/network-paths';
import { pathLines } from '../network-path-report';
import { START } from './ecs-picture';
import { OUTSIDE, stateOf, type Picture, type PictureAnswer } from './picture';
import { serviceAnswers } from './service-answers';
import { serviceGroups, type EcsReading } from './service-groups';

/** Who gets through to whom in clusters and their networks: what a picture of them is asked. */
export function ecsAnswers(reading: EcsReading, picture: Picture): PictureAnswer[] {
  const idOf = new Map(picture.nodes.flatMap(({ id, members }) => members.map((name) => [name, id] as const)));
  const ends = new Map([...idOf, ['internet', OUTSIDE], ['all that its tasks need to start', START]]);
  return [
    ...serviceAnswers(serviceGroups(reading)).map(({ from, to, port, verdict, lines }) => ({
      ...{ from, to, what: port, state: stateOf(verdict.kind), lines },
    })),
    ...reading.networks
      .filter(({ subnets }) => subnets.length > 0)
      .flatMap(networkPaths)
      .flatMap((path): PictureAnswer[] => {
        const [from, to] = [ends.get(path.from), ends.get(path.to)];
        if (from === undefined || to === undefined) return [];
        return [{ from, to, what: path.port ?? 'start', state: stateOf(path.verdict.kind), lines: pathLines(path) }];
      }),
  ];
}
