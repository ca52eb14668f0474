import { join } from 'node:path/posix';
import { readCloudFormation } from '../cloudformation/reader';
import { MADE_BY_EXPRESS_SERVICE } from '../ecs/service';
import { type Place } from '../../core/values/place';
import { isData, type Data } from '../../core/reading/field';
import { EMPTY_READING, joinedReading, type Reading } from '../reading';
import { awsTemplate } from './aws/template';
import { type Block } from './configuration/block';
import { type TerraformOptions } from './configuration/options';
import { readConfigured, type Configured, type Surroundings } from './configuration/configured';
import { folderOf, isShown, isVariables, topLevel, type TerraformInput } from './configuration/files';
import { shownBlocks } from './configuration/shown';
import { readDocker } from './docker';
import { Evaluator } from './language/evaluate';
import { HclFile } from './language/hcl-document';
import { TerraformSource } from './source';

export { type TerraformInput } from './configuration/files';

/**
 * Reads Terraform, already parsed: configurations as people, and as frameworks write them in JSON, plans and states as
 * `terraform show -json` prints them. Files of one folder are one module, as Terraform takes them. Files of JSON with the
 * same addresses are different configurations, others are read together.
 */
export function readTerraform(
  inputs: TerraformInput | readonly TerraformInput[],
  options: TerraformOptions = {},
): Reading {
  const list: readonly TerraformInput[] = 'data' in inputs ? [inputs] : inputs;
  const parts = configurationsOf(list).map((configuration) => readConfiguration(configuration, list, options));
  return joinedReading(parts);
}

/**
 * Inputs by configuration. A folder with files of Terraform's own language is one, unless another calls it as a module; of
 * those in JSON an address stands in one only once, and where there is a choice, files of one folder belong together.
 */
function configurationsOf(inputs: readonly TerraformInput[]): (readonly TerraformInput[])[] {
  const folders = new Map<string, TerraformInput[]>();
  for (const { data, file } of inputs) {
    if (data instanceof HclFile && !isVariables(file)) folders.set(folderOf(file), []);
  }
  const others: TerraformInput[] = [];
  const values: TerraformInput[] = [];
  for (const input of inputs) {
    const folder = isShown(input.data) ? undefined : folders.get(folderOf(input.file));
    if (isVariables(input.file)) values.push(input);
    else if (folder) folder.push(input);
    else others.push(input);
  }
  const called = new Set(inputs.flatMap(calledBy));
  const roots = [...folders].filter(([folder]) => !called.has(folder) || called.size >= folders.size);
  return [...roots.map(([, files]) => files), ...byAddress(others)].map((files) => [...files, ...values]);
}

/** Folders of local modules that a file calls. */
function calledBy(input: TerraformInput): string[] {
  if (isShown(input.data)) return [];
  return topLevel(input).flatMap(({ type, body }) => {
    const source = type === 'module' ? body.attributes.get('source') : undefined;
    const path = source?.kind === 'literal' && typeof source.value === 'string' ? source.value : '';
    return path.startsWith('.') ? [join(folderOf(input.file), path)] : [];
  });
}

function byAddress(inputs: readonly TerraformInput[]): (readonly TerraformInput[])[] {
  if (inputs.length < 2) return inputs.length === 0 ? [] : [inputs];
  const found: { readonly inputs: TerraformInput[]; readonly addresses: Set<string> }[] = [];
  for (const input of inputs) {
    const addresses = addressesIn(input);
    const fitting = found.filter((one) => !addresses.some((address) => one.addresses.has(address)));
    const beside = fitting.find((one) => one.inputs.some(({ file }) => folderOf(file) === folderOf(input.file)));
    const chosen = beside ?? fitting[0];
    if (chosen) {
      chosen.inputs.push(input);
      for (const address of addresses) chosen.addresses.add(address);
    } else found.push({ inputs: [input], addresses: new Set(addresses) });
  }
  return found.map((one) => one.inputs);
}

function addressesIn(input: TerraformInput): string[] {
  if (isShown(input.data)) return shownBlocks(input, new Evaluator()).map(({ address }) => address);
  return topLevel(input)
    .filter(({ type }) => type === 'resource' || type === 'data')
    .map(({ type, labels }) => (type === 'data' ? ['data', ...labels] : labels).join('.'));
}

/** Types of resources that are reported when their number is not known. */
const COUNTED = /^(?:docker_(?:network|container|service)|aws_ecs_(?:task_definition|service|task_set))$/;

function readConfiguration(
  inputs: readonly TerraformInput[],
  all: readonly TerraformInput[],
  options: TerraformOptions,
): Reading {
  const evaluator = new Evaluator();
  const around: Surroundings = { evaluator, all, options };
  const given = inputs.filter(({ data }) => !isShown(data));
  const written = [...given, ...neighbours(given, options)];
  const configured = written.length === 0 ? NOTHING_CONFIGURED : readConfigured(written, around);
  const blocks: Block[] = [
    ...configured.blocks,
    ...inputs.filter(({ data }) => isShown(data)).flatMap((input) => shownBlocks(input, evaluator)),
  ];
  const source = new TerraformSource(blocks, evaluator.origins);
  source.problems.push(...configured.problems, ...[...inputs, ...written.slice(given.length)].flatMap(problemsIn));
  source.unknown.push(...configured.unknown);
  for (const { type, copy, place, copiesOf } of blocks) {
    if (!copy && COUNTED.test(type)) source.note(place, copiesOf ?? 'count', OPEN_COPIES);
  }
  const template = awsTemplate(blocks, evaluator.origins, configured.region);
  const aws = template ? readCloudFormation(template) : EMPTY_READING;
  const passedOver = passedOverIn(blocks);
  const docker = readDocker(source, configured.isWhole);
  // while values were worked out, circles were met
  const circles = configured.late();
  // services of which the number is not known may be on any cluster
  const open = blocks.some(({ type, copy }) => type === 'aws_ecs_service' && !copy);
  const clusters = open
    ? aws.clusters.map((cluster) => ({ ...cluster, services: { ...cluster.services, complete: false } }))
    : aws.clusters;
  return {
    ...aws,
    clusters,
    ...docker,
    passedOver,
    unknown: [...source.unknown, ...aws.unknown],
    problems: [...source.problems, ...circles, ...aws.problems],
  };
}

/** Types of resources about container networking that are not read. */
function passedOverIn(blocks: readonly Block[]): Reading['passedOver'] {
  const counts = new Map<string, number>();
  for (const { type, isData } of blocks) {
    if (!isData && PASSED_OVER.test(type)) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => ({
    what: count === 1 ? `a resource ${type}` : `${count} resources ${type}`,
    why: type === EXPRESS ? MADE_BY_EXPRESS_SERVICE : 'no rule is about this type',
  }));
}

const EXPRESS = 'aws_ecs_express_gateway_service';

/** Types of which rules could say something. */
const PASSED_OVER =
  /^(?:docker_plugin|aws_(?:appmesh_\w+|vpclattice_(?!target_group$)\w+|ecs_express_gateway_service|apprunner_service|globalaccelerator_\w+|batch_\w+|service_discovery_instance))$/;

/** The other files of the module that files of Terraform's own language are part of. */
function neighbours(inputs: readonly TerraformInput[], { filesOf }: TerraformOptions): readonly TerraformInput[] {
  const own = inputs.find(({ data, file }) => data instanceof HclFile && !isVariables(file) && file !== undefined);
  if (!own) return [];
  const names = new Set(inputs.map(({ file }) => file));
  return filesOf?.(folderOf(own.file)).filter(({ file }) => !names.has(file)) ?? [];
}

const NOTHING_CONFIGURED: Configured = {
  blocks: [],
  isWhole: true,
  region: undefined,
  unknown: [],
  problems: [],
  late: () => [],
};

const OPEN_COPIES = 'how many copies there are is worked out by Terraform';

function problemsIn({ data, file }: TerraformInput): Reading['problems'] {
  const at = file === undefined ? { path: '', pointer: '' } : { path: file, file, pointer: '' };
  if (isVariables(file)) return data instanceof HclFile ? syntaxProblems(data, at) : [];
  if (data instanceof HclFile) return syntaxProblems(data, at);
  if (isData(data) && isTerraform(data)) return [];
  const message = 'expected an object with resource, or a plan or state as terraform show -json prints it';
  return [{ at, message }];
}

function syntaxProblems({ problems }: HclFile, at: Place): Reading['problems'] {
  return problems.map(({ pointer, message }) => ({ at: { ...at, pointer }, message }));
}

/** What stands at the top of a configuration, a plan or a state. */
const SECTIONS = [
  ...['terraform', 'provider', 'variable', 'locals', 'output', 'module', 'data', 'resource', 'ephemeral', 'action'],
  ...['moved', 'import', 'removed', 'check', '//', 'format_version', 'planned_values', 'values'],
];

/** Whether an object is Terraform's; an empty one is a configuration of nothing. */
function isTerraform(data: Data): boolean {
  return Object.keys(data).length === 0 || SECTIONS.some((section) => Object.hasOwn(data, section));
}
