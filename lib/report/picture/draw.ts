import { coverageOf } from '../../formats/coverage';
import { type Input } from '../../formats/input';
import { Topology } from '../../core/engine/topology';
import { type Report } from '../report';
import { dockerAnswers } from './docker-answers';
import { dockerPicture } from './docker-picture';
import { ecsAnswers } from './ecs-answers';
import { ecsPicture, hasEcs } from './ecs-picture';
import { ecsQuestions } from './ecs-questions';
import { joinedPicture, type Picture, type PictureAnswer } from './picture';
import { type EcsReading } from './service-groups';

/** A picture of some inputs, with the answers that a page gives about it, and what was found. */
export interface Drawing {
  /** The names of the inputs. */
  readonly title: string;
  readonly picture: Picture;
  /** Computed on demand, since only some formats show them. */
  readonly answers: () => Iterable<PictureAnswer>;
  readonly report: Report;
}

/** The picture of everything in some inputs. */
export function drawingOf(inputs: readonly Input[], report: Report): Drawing {
  const parts = inputs.flatMap(({ reading }) => [
    ...reading.dockerHosts.map((host) => {
      const named = { name: host.at.path, topology: Topology.of(host) };
      return { picture: dockerPicture(named), answers: () => dockerAnswers(named) };
    }),
    ...(hasEcs(reading) ? [ecsPart(reading)] : []),
  ]);
  const notJudged = inputs.flatMap(({ reading }) => coverageOf(reading).notJudged);
  const picture = joinedPicture(parts.map((one) => one.picture));
  return {
    title: [...new Set(inputs.flatMap(({ files }) => files))].join(', '),
    picture: {
      ...picture,
      notes: [...picture.notes, ...notJudged.map(({ what, why }) => `not known: ${what}: ${why}`)],
    },
    answers: () => joinedAnswers(parts),
    report,
  };
}

function ecsPart(reading: EcsReading): Pick<Drawing, 'picture' | 'answers'> {
  const asked = ecsQuestions(reading);
  const picture = ecsPicture(reading, asked);
  return { picture, answers: () => ecsAnswers(asked, picture) };
}

function* joinedAnswers(parts: readonly Pick<Drawing, 'answers'>[]): Iterable<PictureAnswer> {
  for (const { answers } of parts) yield* answers();
}
