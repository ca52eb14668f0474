import { type DockerHost } from '../core/engine/definition/docker-host';
import { Topology } from '../core/engine/topology';
import { runningFlows } from '../core/intent/running-flows';
import { type IntendedFlow } from '../core/intent/flow';
import { taskFlows } from '../core/intent/task-flows';
import { check } from '../core/rules/check';
import { type Finding, isAbout } from '../core/values/finding';
import { ModelError, quoted } from '../core/values/model-error';
import { readCloudFormation } from '../formats/cloudformation/reader';
import { type Template } from '../formats/cloudformation/template';
import { readTerraform } from '../formats/terraform/reader';
import { inWrittenOrder } from '../formats/terraform/written-order';
import { findingsOf, type Reading } from '../formats/reading';

/**
 * What the matchers look at: a topology, a Docker host, an engine construct (or any construct with one below it), an app, a
 * stage or a stack of CDK, a cdktf stack, a construct in one of these, a CloudFormation template, or findings. CDK is
 * synthesized first, and a stack is read with all others of its stage.
 */
export type Subject = object;

interface TreeNode {
  readonly node: { readonly path: string; readonly scopes: readonly object[]; findAll(): readonly object[] };
}

interface CdktfStack extends TreeNode {
  prepareStack(): void;
  toTerraform(): unknown;
}

interface CdkStack extends TreeNode {
  readonly stackName: string;
  readonly nestedStackParent?: CdkStack;
  readonly nestedStackResource?: CdkResource;
  resolve(value: unknown): unknown;
  _toCloudFormation(): unknown;
}

/** An app of CDK, or a stage: stacks that are deployed together. */
interface CdkStage extends TreeNode {
  synth(): unknown;
}

/**
 * The topology of a subject.
 * @throws ModelError no-topology, several-topologies
 */
export function topologyOf(given: Subject): Topology {
  const subject = wholeOf(given);
  if (subject instanceof Topology) return subject;
  if (isDockerHost(subject)) return Topology.of(subject);
  const engines = isTree(subject) ? subject.node.findAll().filter(hasTopology) : [];
  const found = engines.length > 0 ? engines.map(({ topology }) => topology) : readTopologies(subject);
  const [topology] = found;
  if (topology && found.length === 1) return topology;
  throw new ModelError(
    topology ? 'several-topologies' : 'no-topology',
    topology
      ? `${quoted(isTree(subject) ? subject.node.path : 'the value')} has ${found.length} Docker engines`
      : 'the value is no topology and has no Docker engine below it',
    topology ? 'pass the engine that is meant' : 'pass a Topology, a DockerEngine, or the stack that has one',
    topologyOf,
  );
}

/** The Docker hosts that a stack means by resources of a provider alone. */
function readTopologies(subject: Subject): readonly Topology[] {
  return terraformIn(subject)?.dockerHosts.map((host) => Topology.of(host)) ?? [];
}

/** What the Terraform of a subject says: of a cdktf stack as it is written, or of a configuration in JSON. */
function terraformIn(subject: Subject): Reading | undefined {
  if (isCdktfStack(subject)) {
    subject.prepareStack();
    return readTerraform({ data: inWrittenOrder(subject.toTerraform()), file: subject.node.path });
  }
  return 'resource' in subject ? readTerraform({ data: subject, file: 'cdk.tf.json' }) : undefined;
}

/** What a template in AWS holds. */
export type AwsReading = Pick<Reading, 'clusters' | 'networks' | 'taskPrograms'>;

/** What programs are told to dial: those of ECS tasks, or those of a Docker host. */
export function flowsIn(subject: Subject): readonly IntendedFlow[] {
  const reading = awsIn(subject);
  return reading ? reading.taskPrograms.flatMap(taskFlows) : runningFlows(topologyOf(subject).host);
}

/**
 * What is in AWS of a subject: of a CDK stack as it is synthesized, of a template, or of Terraform without Docker resources;
 * undefined for anything else.
 */
export function awsIn(given: Subject): AwsReading | undefined {
  const subject = wholeOf(given);
  if (isCdk(subject)) {
    const [stage, ...others] = stagesOf(subject);
    if (stage && others.length === 0) return readStage(stage);
    throw new ModelError(
      'several-stages',
      `${quoted(subject.node.path)} has ${stage ? `the stages ${[stage, ...others].map(({ node }) => node.path).join(', ')}` : 'no stack'}`,
      stage ? 'pass the stage that is meant, or a stack in it' : 'pass an app or a stage with stacks',
      awsIn,
    );
  }
  if ('Resources' in subject) return readCloudFormation({ body: subject, file: 'template' });
  const reading = hasEngine(subject) ? undefined : terraformIn(subject);
  return reading?.dockerHosts.length === 0 ? reading : undefined;
}

/** Whether there is a Docker host in it. */
export function hasDocker(given: Subject): boolean {
  const subject = wholeOf(given);
  if (subject instanceof Topology || isDockerHost(subject) || hasTopology(subject) || hasEngine(subject)) return true;
  return (terraformIn(subject)?.dockerHosts ?? []).length > 0;
}

function hasEngine(subject: Subject): boolean {
  return isTree(subject) && subject.node.findAll().some(hasTopology);
}

/** A construct that does not stand by itself, with the engine or the stack that it is in. */
export function partOf(subject: Subject): { readonly whole: Subject; readonly path: string } | undefined {
  const whole = wholeOf(subject);
  return whole === subject || !isTree(subject) ? undefined : { whole, path: subject.node.path };
}

/**
 * What is judged when a construct is given: itself where it is a stack, an engine, or has engines below it, else the engine or
 * the stack that it is in. Alone it says nothing of its neighbours.
 */
function wholeOf(subject: Subject): Subject {
  if (!isTree(subject) || isWhole(subject) || hasEngine(subject)) return subject;
  return [...subject.node.scopes].reverse().find(isWhole) ?? subject;
}

function isWhole(value: object): boolean {
  return isCdkStack(value) || isCdkStage(value) || isCdktfStack(value) || hasTopology(value);
}

/** The stages of what is given: the one that a stack is in, or those with stacks below an app or a stage. */
function stagesOf(subject: CdkStack | CdkStage): readonly CdkStage[] {
  const stacks = isCdkStack(subject) ? [subject] : subject.node.findAll().filter(isCdkStack);
  return [...new Set(stacks.flatMap((stack) => stageOf(stack) ?? []))];
}

function stageOf({ node }: CdkStack): CdkStage | undefined {
  return [...node.scopes].reverse().find(isCdkStage);
}

/**
 * All stacks of a stage as they are synthesized, since a stack uses what others have, and much of one is wired at synth only.
 * A synth that is stopped by what is found has wired everything before.
 */
function readStage(stage: CdkStage): Reading {
  try {
    stage.synth();
  } catch (error) {
    if (!(error instanceof Error) || !/validation/i.test(error.message)) throw error;
  }
  return readCloudFormation(stacksIn(stage).map(templateOf));
}

function stacksIn(stage: CdkStage): readonly CdkStack[] {
  return stage.node
    .findAll()
    .filter(isCdkStack)
    .filter((stack) => stageOf(stack) === stage);
}

function templateOf(stack: CdkStack): Template {
  const paths = pathsOf(stack);
  const { nestedStackParent: parent, nestedStackResource: nested } = stack;
  return {
    body: stack.resolve(stack._toCloudFormation()),
    file: stack.node.path,
    stack: stack.stackName,
    ...(parent && nested && { nestedIn: { file: parent.node.path, id: parent.resolve(nested.logicalId) as string } }),
    pathOf: (id) => paths.get(id),
  };
}

/** Construct paths by logical id; an L2 stands for its main resource. */
function pathsOf(stack: CdkStack): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const construct of stack.node.findAll() as readonly Partial<CdkResource>[]) {
    const { node, logicalId } = construct;
    if (!node || logicalId === undefined || construct.stack !== stack) continue;
    const parent = node.scope?.node;
    paths.set(stack.resolve(logicalId) as string, (parent?.defaultChild === construct ? parent : node).path);
  }
  return paths;
}

interface CdkResource {
  readonly stack: object;
  readonly logicalId: string;
  readonly node: {
    readonly path: string;
    readonly scope?: { readonly node: CdkResource['node'] };
    readonly defaultChild?: object;
  };
}

/**
 * The findings of a subject; of a construct in a stack those about it, or about what is below it.
 * @throws ModelError no-findings
 */
export function findingsIn(subject: Subject): readonly Finding[] {
  const part = partOf(subject);
  return part ? findingsOfWhole(part.whole).filter((one) => isAbout(one, part.path)) : findingsOfWhole(subject);
}

function findingsOfWhole(subject: Subject): readonly Finding[] {
  if (isFindings(subject)) return subject;
  if (subject instanceof Topology) return check({ dockerHosts: [subject.host] });
  if (isDockerHost(subject)) return check({ dockerHosts: [subject] });
  if (isCdk(subject)) return stagesOf(subject).flatMap((stage) => findingsOfStage(stage, subject));
  if ('Resources' in subject) return findingsOf(readCloudFormation({ body: subject, file: 'template' }));
  const engines = isTree(subject) ? subject.node.findAll().filter(hasTopology) : [];
  if (engines.length > 0) return check({ dockerHosts: engines.map(({ topology }) => topology.host) });
  const reading = terraformIn(subject);
  if (reading) return findingsOf(reading);
  throw new ModelError(
    'no-findings',
    'the value is nothing that can be checked',
    'pass an app, a stage or a stack of CDK, a stack of cdktf, a construct in one, a template, a DockerEngine, a Topology, or findings',
    findingsIn,
  );
}

/** The findings of a stage; of one of its stacks those about it. */
function findingsOfStage(stage: CdkStage, subject: CdkStack | CdkStage): readonly Finding[] {
  const found = findingsOf(readStage(stage));
  if (!isCdkStack(subject) || stacksIn(stage).length === 1) return found;
  const { path } = subject.node;
  return found.filter((one) => one.at.file === path || isAbout(one, path));
}

function isTree(value: object): value is TreeNode {
  const { node } = value as Partial<TreeNode>;
  return typeof node === 'object' && typeof node.findAll === 'function';
}

function isCdkStack(value: object): value is CdkStack {
  const { _toCloudFormation, resolve, stackName } = value as Partial<CdkStack>;
  return typeof _toCloudFormation === 'function' && typeof resolve === 'function' && typeof stackName === 'string';
}

function isCdkStage(value: object): value is CdkStage {
  return (
    isTree(value) &&
    'synth' in value &&
    typeof value.synth === 'function' &&
    'outdir' in value &&
    'assetOutdir' in value
  );
}

function isCdk(value: object): value is CdkStack | CdkStage {
  return isCdkStack(value) || isCdkStage(value);
}

function isCdktfStack(value: object): value is CdktfStack {
  // every element of a stack has toTerraform() as well
  const { toTerraform, prepareStack } = value as Partial<CdktfStack>;
  return isTree(value) && typeof toTerraform === 'function' && typeof prepareStack === 'function';
}

function hasTopology(value: object): value is { readonly topology: Topology } {
  return 'topology' in value && value.topology instanceof Topology;
}

function isDockerHost(value: object): value is DockerHost {
  return 'engine' in value && 'networks' in value && 'containers' in value && 'at' in value;
}

function isFindings(value: object): value is readonly Finding[] {
  return (
    Array.isArray(value) && value.every((one: unknown) => typeof one === 'object' && one !== null && 'rule' in one)
  );
}
