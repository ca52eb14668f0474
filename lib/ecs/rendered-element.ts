import { type CfnElement, type Stack } from 'aws-cdk-lib';

/** The sections of a template with what one element adds to them. */
export type Sections = Record<string, Record<string, unknown>>;

/** What CDK asks an element for when it writes the template. */
interface Renderable {
  _toCloudFormation(): object;
}

/** Elements that hand out a prepared rendering, by the root they belong to. */
const PREPARED = new WeakMap<object, CfnElement[]>();

/**
 * What an element adds to its template, with every value worked out.
 *
 * Working values out is most of the time of a synth. So the element keeps the result and hands it out when CDK asks for it
 * right afterwards, in the same synth: nothing is worked out twice.
 */
export function renderedOnce(stack: Stack, element: CfnElement, root: object): Sections {
  const renderable = element as CfnElement & Renderable;
  const sections = stack.resolve(renderable._toCloudFormation()) as Sections;
  renderable._toCloudFormation = () => {
    forget(element);
    return sections;
  };
  const prepared = PREPARED.get(root);
  if (prepared) prepared.push(element);
  else PREPARED.set(root, [element]);
  return sections;
}

/** Drops what was prepared: the tree may have changed since. */
export function forgetRendered(root: object): void {
  for (const element of PREPARED.get(root) ?? []) forget(element);
  PREPARED.delete(root);
}

function forget(element: CfnElement): void {
  Reflect.deleteProperty(element, '_toCloudFormation');
}
