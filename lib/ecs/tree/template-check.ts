import { Annotations, CfnElement, CfnOutput, CfnResource, Stack, Stage, Token } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';
import { explain, fixOf, readOn } from '../../core/rules/check';
import { ECS_SUBJECTS, rulesOf } from '../../core/rules';
import { acknowledgementId, type Finding } from '../../core/values/finding';
import { type Language } from '../../core/values/fix';
import { Acknowledgements, UNUSED, unusedText } from './acknowledged';
import { renderedOnce, type Sections } from './rendered-element';
import { sourceLineOf } from './source-line';
import { readCloudFormation, type Template } from '../../formats/cloudformation/reader';
import { findingsOf, type Reading } from '../../formats/reading';
import { isRelevant } from '../../formats/cloudformation/resources';

// load the rules together with the library, not during the first synth
rulesOf(...ECS_SUBJECTS);

/** Errors by the construct that they are about, until CDK validates that construct. */
type Errors = Map<IConstruct, string[]>;

/** The errors of each stage. */
const ERRORS = new WeakMap<IConstruct, Errors>();
const WARNED = new WeakMap<IConstruct, Set<string>>();

/**
 * Checks the final templates of the stacks of a stage, including all changes by overrides and escape hatches.
 *
 * Errors are attached to the construct that they are about: CDK validates from the root down, shows them together with all
 * others, and writes nothing. Warnings become annotations, which can be acknowledged.
 * @param language the language of the app, for the text of fixes
 * @returns errors about no construct in particular
 */
export function checkTemplates(stage: IConstruct, language: Language): string[] {
  const stacks = new Map<string, Map<string, CfnResource>>();
  const constructs = constructsOf(stage);
  const environments = templatesOf(constructs, stacks);
  const errors = ERRORS.get(stage) ?? new Map<IConstruct, string[]>();
  ERRORS.set(stage, errors);
  for (const earlier of errors.values()) earlier.splice(0);
  const homeless: string[] = [];
  const acknowledgements = Acknowledgements.ofStage(stage);
  for (const templates of environments) {
    for (const finding of findingsOf(readCloudFormation(templates))) {
      const at = constructOf(stage, stacks, finding);
      if (acknowledgements.covers(at ?? stage, finding.rule)) continue;
      const text = textOf(finding, at, language);
      // CDK shows the line of annotations itself
      if (finding.severity === 'warning') warn(at ?? stage, finding.rule, text);
      else if (at) errorsOf(errors, at).push(`${text}${sourceText(at)}`);
      else homeless.push(text);
    }
  }
  // nested stages have already been synthesized and checked
  acknowledgements.include(constructs.flatMap(({ node }) => node.children.filter(Stage.isStage)));
  for (const { at, rule } of acknowledgements.unused(constructs)) warn(at, UNUSED, unusedText(rule));
  return homeless;
}

/** The constructs of a stage, without those of nested stages, which are synthesized and checked separately. */
function constructsOf(stage: IConstruct): IConstruct[] {
  const found: IConstruct[] = [];
  const walk = (construct: IConstruct): void => {
    found.push(construct);
    for (const child of construct.node.children) if (!Stage.isStage(child)) walk(child);
  };
  walk(stage);
  return found;
}

/**
 * The model of all stacks of an app or stage, read from their final templates, with construct paths as places: for reports and
 * analysis after synthesis.
 */
export function readStage(stage: Stage): Reading {
  return readCloudFormation(templatesOf(constructsOf(stage), new Map()).flat());
}

/** The templates grouped by environment: a name in one account and region means nothing in another. */
function templatesOf(constructs: readonly IConstruct[], stacks: Map<string, Map<string, CfnResource>>): Template[][] {
  const elements = new Map<Stack, CfnElement[]>();
  for (const construct of constructs) {
    if (!CfnElement.isCfnElement(construct)) continue;
    const list = elements.get(construct.stack);
    if (list) list.push(construct);
    else elements.set(construct.stack, [construct]);
  }
  const environments = new Map<string, Template[]>();
  for (const [stack, list] of elements) {
    const template = templateOf(stack, list, stacks);
    const known = environments.get(stack.environment);
    if (known) known.push(template);
    else environments.set(stack.environment, [template]);
  }
  return [...environments.values()];
}

function templateOf(
  stack: Stack,
  elements: readonly CfnElement[],
  stacks: Map<string, Map<string, CfnResource>>,
): Template {
  const file = stack.node.path;
  const resources = new Map<string, CfnResource>();
  stacks.set(file, resources);
  const bodies: Record<string, unknown> = {};
  const opaque = new Set<string>();
  const body: Sections = { Resources: bodies };
  for (const element of elements) {
    if (!CfnResource.isCfnResource(element)) {
      if (!(element instanceof CfnOutput) || stack.nested || isForOtherStacks(element))
        merge(body, resolved(stack, element));
      continue;
    }
    const type = element.cfnResourceType;
    const rendered = isRelevant(type) ? resolved(stack, element) : undefined;
    // the fragment contains the logical id, which is slow to compute
    const [id = stack.getLogicalId(element)] = Object.keys(rendered?.['Resources'] ?? {});
    resources.set(id, element);
    if (rendered) merge(body, rendered);
    else {
      bodies[id] = { Type: type };
      opaque.add(id);
    }
  }
  const { nestedStackParent: parent, nestedStackResource: nested } = stack;
  return {
    body,
    file,
    stack: stack.stackName,
    ...(Token.isUnresolved(stack.region) ? {} : { region: stack.region }),
    opaque,
    ...(parent && nested && { nestedIn: { file: parent.node.path, id: parent.getLogicalId(nested) } }),
    pathOf: (id) => {
      const resource = resources.get(id);
      return resource && ownerOf(resource).node.path;
    },
  };
}

/** Whether another stack may refer to an output: by its export name, or by the name that CDK gives outputs for weak references. */
function isForOtherStacks({ exportName, node }: CfnOutput): boolean {
  return exportName !== undefined || node.scope?.node.id === 'Publish';
}

/** The fragment of the template for an element, which synthesis will use too. */
function resolved(stack: Stack, element: CfnElement): Sections {
  try {
    return renderedOnce(stack, element);
  } catch {
    // CDK reports the error itself in the same synth
    return {};
  }
}

function merge(body: Sections, part: Sections): void {
  for (const section of Object.keys(part)) Object.assign((body[section] ??= {}), part[section]);
}

/** The construct to report for a resource: the L2 whose main resource it is, or else itself. */
function ownerOf(resource: CfnResource): IConstruct {
  const parent = resource.node.scope;
  return parent && parent.node.defaultChild === resource ? parent : resource;
}

function constructOf(
  stage: IConstruct,
  stacks: ReadonlyMap<string, ReadonlyMap<string, CfnResource>>,
  { at }: Finding,
): IConstruct | undefined {
  let deepest: IConstruct = stage.node.root;
  for (const id of at.path.split('/')) {
    const child = deepest.node.tryFindChild(id);
    if (!child) break;
    deepest = child;
  }
  // a path that ends at a stack names no construct in it
  if (!Stage.isStage(deepest) && !Stack.isStack(deepest)) return deepest;
  const id = at.pointer?.split('/')[2];
  const resource = at.file === undefined || id === undefined ? undefined : stacks.get(at.file)?.get(id);
  return resource && ownerOf(resource);
}

function textOf(finding: Finding, at: IConstruct | undefined, language: Language): string {
  const place = at && at.node.path === finding.at.path ? '' : `${finding.at.path}: `;
  return `${place}${explain(finding)}\n  fix: ${fixOf(finding, language)}\n  see: ${readOn(finding)}`;
}

function sourceText(at: IConstruct): string {
  const line = sourceLineOf(at);
  return line === undefined ? '' : `\n  made at: ${line}`;
}

function errorsOf(errors: Errors, construct: IConstruct): string[] {
  const known = errors.get(construct);
  if (known) return known;
  const own: string[] = [];
  errors.set(construct, own);
  construct.node.addValidation({ validate: () => [...own] });
  return own;
}

function warn(construct: IConstruct, rule: string, text: string): void {
  const said = WARNED.get(construct) ?? new Set();
  WARNED.set(construct, said);
  if (said.has(text)) return;
  said.add(text);
  Annotations.of(construct).addWarningV2(acknowledgementId(rule), text);
}
