import { type IConstruct } from 'constructs';
import { join, sep } from 'node:path';
import { authorLine, CREATION_STACK } from '../../formats/cloudformation/creation-stack';

/** The folder of this package, whose frames are skipped too when it is linked; CDK skips only those of installed packages. */
const OWN = join(__dirname, '../..', sep);

/**
 * The line of the app that created a construct, such as `app.ts:12:3`, or else that of the nearest construct above it for which
 * CDK recorded a line. Undefined when CDK recorded none.
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
