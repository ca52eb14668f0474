import { type CfnElement, type IResolveContext, type Stack } from 'aws-cdk-lib';

/** The sections of a template with what one element adds to them. */
export type Sections = Record<string, Record<string, unknown>>;

/** What CDK asks an element for when it writes the template. */
interface Renderable {
  _toCloudFormation(): object;
}

/**
 * What an element adds to its template, with every value worked out.
 *
 * Working values out is most of the time of a synth. So the element keeps the result and hands it out when CDK writes the
 * template right afterwards: nothing is worked out twice. A synth begins with looking for references, which always gets a
 * fresh rendering and drops the kept one, so that no later synth sees what an earlier one left behind.
 */
export function renderedOnce(stack: Stack, element: CfnElement): Sections {
  const renderable = element as CfnElement & Renderable;
  forget(element);
  const sections = stack.resolve(renderable._toCloudFormation()) as Sections;
  renderable._toCloudFormation = () => {
    forget(element);
    return {
      creationStack: [],
      resolve: (context: IResolveContext) => {
        if (context.preparing) return renderable._toCloudFormation();
        // as the last word on an empty value, because CDK would go through every value of it again
        context.registerPostProcessor({ postProcess: () => sections });
        return {};
      },
    };
  };
  return sections;
}

function forget(element: CfnElement): void {
  Reflect.deleteProperty(element, '_toCloudFormation');
}
