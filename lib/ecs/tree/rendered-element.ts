import { type CfnElement, type IPostProcessor, type IResolvable, type IResolveContext, type Stack } from 'aws-cdk-lib';

/** The sections of a template with what one element adds to them. */
export type Sections = Record<string, Record<string, unknown>>;

/** The method that CDK calls to write an element to the template. */
interface Renderable {
  _toCloudFormation(): object;
}

/**
 * The fragment of the template for an element, with all tokens resolved.
 *
 * Resolving tokens takes most of the time of a synth, so the element caches the result for CDK, which writes the template right
 * afterwards. Each synth begins with a search for references, which always gets a fresh fragment and drops the cached one, so
 * that no synth sees the result of an earlier one.
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

/** The current fragment of the template for an element; it is not cached. */
export function renderedNow(stack: Stack, element: CfnElement): Sections {
  forget(element);
  return stack.resolve((element as CfnElement & Renderable)._toCloudFormation()) as Sections;
}

/** A resolved value, which CDK takes as it is instead of visiting every part of it again. */
class Finished implements IResolvable, IPostProcessor {
  readonly creationStack: string[] = [];

  constructor(private readonly value: object) {}

  resolve(context: IResolveContext): object {
    // post-processing decides about empty values, which would be removed otherwise
    context.registerPostProcessor(this);
    return {};
  }

  postProcess(): object {
    return this.value;
  }
}

/** Resolved when the template is written; a search for references gets a fresh fragment. */
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

/** CDK resolves each element, and then the whole template again; resources are marked as resolved for both passes. */
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
