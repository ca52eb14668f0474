import { relative } from 'node:path';

/** The metadata in which CDK records the stack trace of a construct, innermost caller first. */
export const CREATION_STACK = 'aws:cdk:creationStack';

/** A caller in code of the author, as CDK writes it; what it passes over stands between dots. */
const FRAME = /^(?!\.\.\.)(?:.*\()?((?:file:\/\/)?[^()]+:\d+:\d+)\)?$/;

/** The line of the author's program in what CDK keeps of a construct, such as `app.ts:12:3`; undefined where there is none. */
export function authorLine(stack: unknown, isOther: (file: string) => boolean = () => false): string | undefined {
  if (!Array.isArray(stack)) return undefined;
  for (const frame of stack as readonly unknown[]) {
    const [, place] = (typeof frame === 'string' && FRAME.exec(frame)) || [];
    const file = place?.replace(/^file:\/\//, '');
    if (file !== undefined && !isOther(file)) return shortened(file);
  }
  return undefined;
}

/** From the folder that the program runs in, where the file is below it. */
function shortened(place: string): string {
  const short = relative(process.cwd(), place);
  return short.startsWith('..') ? place : short;
}
