import { type CfnElement, type IPostProcessor, type IResolvable, type IResolveContext, type Stack } from 'aws-cdk-lib';

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
    return new FinishedElement(finishedForGood(sections), renderable);
  };
  return sections;
}

/** What an element adds to its template as things stand; nothing is kept. */
export function renderedNow(stack: Stack, element: CfnElement): Sections {
  forget(element);
  return stack.resolve((element as CfnElement & Renderable)._toCloudFormation()) as Sections;
}

/** A value that is worked out already: CDK takes it as it is, and does not go through every part of it. */
class Finished implements IResolvable, IPostProcessor {
  readonly creationStack: string[] = [];

  constructor(private readonly value: object) {}

  resolve(context: IResolveContext): object {
    // as the last word on an empty value
    context.registerPostProcessor(this);
    return {};
  }

  postProcess(): object {
    return this.value;
  }
}

/** Finished where it is written; a search for references gets a fresh one. */
class FinishedElement extends Finished {
  constructor(
    sections: Sections,
    private readonly element: Renderable,
  ) {
    super(sections);
  }

  override resolve(context: IResolveContext): object {
    return context.preparing ? this.element._toCloudFormation() : super.resolve(context);
  }
}

/** CDK works out an element first and then the whole template again: its resources are finished for both. */
function finishedForGood(sections: Sections): Sections {
  const { Resources: resources } = sections;
  if (!resources) return sections;
  const finished: Record<string, unknown> = {};
  for (const id of Object.keys(resources)) finished[id] = new Finished(resources[id] as object);
  return { ...sections, Resources: finished };
}

function forget(element: CfnElement): void {
  Reflect.deleteProperty(element, '_toCloudFormation');
}
