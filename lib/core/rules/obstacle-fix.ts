import { type Words } from '../values/fix';
import { fixObstacleIn } from '../vpc/explain-path';
import { type ObstacleFacts } from './dialled';

/** What to do about an obstacle in a VPC, called as in the file of the author; undefined where it is none. */
export function obstacleFix({ reason, element, ...facts }: ObstacleFacts): ((words: Words) => string) | undefined {
  if (reason === undefined || element === undefined) return undefined;
  return (words) => fixObstacleIn(words, { reason, element, facts });
}
