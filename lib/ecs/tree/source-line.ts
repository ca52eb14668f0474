import { type IConstruct } from 'constructs';
import { join, relative, sep } from 'node:path';

/** Where CDK keeps who made a construct, from the innermost caller out. */
const CREATION_STACK = 'aws:cdk:creationStack';

/** Where this package itself lies, for those who link it: CDK passes over installed packages only. */
const OWN = join(__dirname, '../..', sep);

/** A caller in code of the author, as CDK writes it; what it passes over stands between dots. */
const FRAME = /^(?!\.\.\.)(?:.*\()?((?:file:\/\/)?[^()]+:\d+:\d+)\)?$/;

/**
 * The line of the author's program that made a construct, such as `app.ts:12:3`; of a construct for which CDK keeps none, the
 * line of the one around it. Undefined where CDK keeps none at all.
 */
export function sourceLineOf(construct: IConstruct): string | undefined {
  for (const at of construct.node.scopes.reverse()) {
    const line = lineOf(at) ?? (at.node.defaultChild && lineOf(at.node.defaultChild));
    if (line !== undefined) return line;
  }
  return undefined;
}

function lineOf({ node }: IConstruct): string | undefined {
  const stack = node.metadata.find(({ type }) => type === CREATION_STACK)?.data as unknown;
  if (!Array.isArray(stack)) return undefined;
  for (const frame of stack as readonly unknown[]) {
    const [, place] = (typeof frame === 'string' && FRAME.exec(frame)) || [];
    const file = place?.replace(/^file:\/\//, '');
    if (file !== undefined && !file.startsWith(OWN)) return shortened(file);
  }
  return undefined;
}

/** From the folder that the program runs in, where the file is below it. */
function shortened(place: string): string {
  const short = relative(process.cwd(), place);
  return short.startsWith('..') ? place : short;
}
