import { type IConstruct } from 'constructs';
import { join, sep } from 'node:path';
import { authorLine, CREATION_STACK } from '../../formats/cloudformation/creation-stack';

/** Where this package itself lies, for those who link it: CDK passes over installed packages only. */
const OWN = join(__dirname, '../..', sep);

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
  return authorLine(stack, (file) => file.startsWith(OWN));
}
