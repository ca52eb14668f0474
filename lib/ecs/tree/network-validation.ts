import {
  CfnResource,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  NestedStack,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Stack,
  Stage,
} from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { explain, fixOf, readOn } from '../../core/rules/check';
import { ECS_SUBJECTS, rulesOf } from '../../core/rules';
import { type Finding } from '../../core/values/finding';
import { readCloudFormation, type Template } from '../../formats/cloudformation/reader';
import { findingsOf } from '../../formats/reading';
import { NESTED_STACK } from '../../formats/cloudformation/template';
import { stepsOf } from '../../formats/text/pointer';
import { acknowledgedAt, Acknowledgements, UNUSED, unusedText } from './acknowledged';
import { cdkScope } from './cdk-root';
import { Synthesis } from './synthesis';

/**
 * Checks the network of any CDK app: plain constructs, escape hatches and included templates as well as ours.
 *
 * `Validations.of(app).addPlugins(new NetworkValidation())` checks the templates as they will be deployed, all stacks
 * together. Findings appear in CDK's validation report with construct path and source line, and
 * `Validations.of(scope).acknowledge({ id: 'Portwright::host-port-taken', reason })` acknowledges them.
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 */
export class NetworkValidation implements IPolicyValidationPlugin {
  /**
   * The same for an aws-cdk-lib without `Validations`: errors stop the synth before anything is written, warnings become
   * annotations, all with the construct's source line and acknowledged by the same ids. Holds for the stacks of the app, or of the stage that is given.
   */
  static addTo(scope: IConstruct): void {
    Synthesis.watch(cdkScope(scope, NetworkValidation, NetworkValidation.addTo));
  }

  /** The name of the plugin in the report of CDK. */
  readonly name = 'Portwright';
  /** Version of the package. */
  readonly version = VERSION;
  /** Ids of the rules that it checks. */
  readonly ruleIds = rulesOf(...ECS_SUBJECTS).map(({ id }) => id);

  /** Called by CDK with the templates that it wrote. */
  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const constructs = constructsOf(context);
    const checked = checkedBySynthesis(constructs);
    const stackTemplates = stackTemplatesOf(context).filter(
      ({ stackConstructPath }) => !checked.has(stackConstructPath),
    );
    const environments = new Map<string, Template[]>();
    for (const stack of stackTemplates) {
      const read = template(stack.templatePath, stack.stackConstructPath);
      const key = environmentOf(stack);
      const known = environments.get(key);
      if (known) known.push(read);
      else environments.set(key, [read]);
    }
    if ([...environments.values()].some((templates) => templates.some(hasNestedStack))) {
      for (const { file, top, nestedIn } of nestedTemplates(context, stackTemplates)) {
        environments.get(environmentOf(top))?.push({ ...template(file, file), nestedIn });
      }
    }
    const findings = [...environments.values()].flatMap((templates) => findingsOf(readCloudFormation(templates)));
    return {
      success: !findings.some(({ severity }) => severity === 'error'),
      violations: [...findings.map(violation), ...unusedAcknowledgements(constructs, checked, findings)],
      pluginVersion: VERSION,
    };
  }
}

const VERSION = '0.1.0';

/** Older versions of aws-cdk-lib pass nothing but the files. */
type Context = Pick<IPolicyValidationContext, 'templatePaths'> & Partial<IPolicyValidationContext>;

type StackTemplate = Pick<IPolicyValidationContext['stackTemplates'][number], 'templatePath' | 'stackConstructPath'> &
  Partial<IPolicyValidationContext['stackTemplates'][number]>;

/** A key for the environment of a stack: equal names mean the same thing only within one stage, account and region. */
function environmentOf({ templatePath, accountId, region }: StackTemplate): string {
  return JSON.stringify([dirname(templatePath), accountId, region]);
}

/** All constructs of the app; older versions of aws-cdk-lib do not give it. */
function constructsOf({ appConstruct }: Context): readonly IConstruct[] {
  return appConstruct?.node.findAll() ?? [];
}

/** Paths of the stacks that are checked while their stage is synthesized, because constructs of ours are in it. */
function checkedBySynthesis(constructs: readonly IConstruct[]): ReadonlySet<string> {
  const stacks = constructs.filter(Stack.isStack);
  return new Set(stacks.filter(Synthesis.isChecking).map(({ node }) => node.path));
}

/** Acknowledgements that match no finding: stale, or misspelt. */
function unusedAcknowledgements(
  constructs: readonly IConstruct[],
  checked: ReadonlySet<string>,
  findings: readonly Finding[],
): PolicyViolation[] {
  const isElsewhere = (construct: IConstruct): boolean => checked.size > 0 && Synthesis.isChecking(construct);
  const acknowledging = constructs.filter((one) => acknowledgedAt(one).length > 0 && !isElsewhere(one));
  if (acknowledging.length === 0) return [];
  const resources = new Map(
    constructs.filter(CfnResource.isCfnResource).map((one) => [`${one.stack.templateFile} ${idOf(one)}`, one]),
  );
  const acknowledgements = new Acknowledgements();
  acknowledgements.include(constructs.filter((one) => Stage.isStage(one) && Synthesis.isChecking(one)));
  for (const { at, rule } of findings) {
    const [, id] = stepsOf(at.pointer ?? '');
    const resource = resources.get(`${basename(at.file ?? '')} ${id ?? ''}`);
    if (resource) acknowledgements.covers(resource, rule);
  }
  return acknowledgements.unused(acknowledging).map(({ at, rule }) => ({
    ruleName: UNUSED,
    description: unusedText(rule),
    severity: 'warning',
    violatingResources: [{ constructPath: at.node.path, locations: [] }],
  }));
}

function idOf(resource: CfnResource): string {
  return resource.stack.getLogicalId(resource);
}

function stackTemplatesOf({ stackTemplates, templatePaths }: Context): readonly StackTemplate[] {
  if (stackTemplates) return stackTemplates;
  return templatePaths.map((templatePath) => ({
    templatePath,
    stackConstructPath: basename(templatePath).replace(/\.template\.json$/, ''),
  }));
}

function template(file: string, stack: string): Template {
  return { body: JSON.parse(readFileSync(file, 'utf8')) as unknown, file, stack };
}

function hasNestedStack({ body }: Template): boolean {
  const { Resources: resources = {} } = body as { readonly Resources?: Readonly<Record<string, { Type?: unknown }>> };
  return Object.values(resources).some(({ Type: type }) => type === NESTED_STACK);
}

interface NestedTemplate {
  readonly file: string;
  /** The outermost stack that contains it. */
  readonly top: StackTemplate;
  readonly nestedIn: { readonly file: string; readonly id: string };
}

/** Files of nested stacks, which are assets of the stacks that the context lists. */
function nestedTemplates(context: Context, known: readonly StackTemplate[]): NestedTemplate[] {
  const tops = new Map(known.map((stack) => [stack.stackConstructPath, stack]));
  const found: NestedTemplate[] = [];
  for (const construct of constructsOf(context)) {
    const { nestedStackParent: parent, nestedStackResource: resource } = construct as Partial<NestedStack>;
    if (!NestedStack.isNestedStack(construct) || !parent || !resource) continue;
    let outermost = parent;
    while (outermost.nestedStackParent) outermost = outermost.nestedStackParent;
    const top = tops.get(outermost.node.path);
    if (!top) continue;
    const file = fileOf(construct, top);
    const nestedIn = { file: fileOf(parent, top), id: parent.getLogicalId(resource) };
    if (existsSync(file)) found.push({ file, top, nestedIn });
  }
  return found;
}

/** The template of a stack, which lies beside that of the stack around it. */
function fileOf(stack: Stack, top: StackTemplate): string {
  return stack.nested ? join(dirname(top.templatePath), stack.templateFile) : top.templatePath;
}

function violation(finding: Finding): PolicyViolation {
  const { rule, severity, at } = finding;
  const [section, id, ...rest] = stepsOf(at.pointer ?? '');
  const isResource = section === 'Resources' && id !== undefined;
  return {
    ruleName: rule,
    description: explain(finding),
    // stacks with constructs of this package are checked while they are synthesized
    fix: `${fixOf(finding, 'cdk')} (more: ${readOn(finding)})`,
    severity,
    violatingResources: [
      {
        ...(isResource && { resourceLogicalId: id }),
        ...(at.file !== undefined && { templatePath: at.file }),
        // rules name fields as the API does, templates begin them with a capital letter
        locations: rest.length === 0 ? [] : [rest.map(capitalized).join('.')],
      },
    ],
  };
}

function capitalized(step: string): string {
  return step.charAt(0).toUpperCase() + step.slice(1);
}
