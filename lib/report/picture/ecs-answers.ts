import { serviceFlowLines } from '../../core/ecs/reach/service-reach';
import { pathLines } from '../network-path-report';
import { type EcsQuestions } from './ecs-questions';
import { START } from './parts';
import { OUTSIDE, stateOf, type Picture, type PictureAnswer } from './picture';

/**
 * Who reaches whom in clusters and their VPCs: the answers that a page about their picture gives. There can be very many, so
 * each is put into words only when it is consumed.
 */
export function* ecsAnswers({ services, paths }: EcsQuestions, picture: Picture): Iterable<PictureAnswer> {
  for (const { from, to, port, flow } of services)
    yield { from, to, what: port, state: stateOf(flow.verdict.kind), lines: serviceFlowLines(flow) };
  const idOf = new Map(picture.nodes.flatMap(({ id, members }) => members.map((name) => [name, id] as const)));
  const ends = new Map([...idOf, ['internet', OUTSIDE], ['all that its tasks need to start', START]]);
  for (const { network, path } of paths) {
    const [from, to] = [ends.get(path.from), ends.get(path.to)];
    if (network.subnets.length === 0 || from === undefined || to === undefined) continue;
    yield { from, to, what: path.port ?? 'start', state: stateOf(path.verdict.kind), lines: pathLines(path) };
  }
}
