import { clustersOf } from '../task-definition/reader';
import { isData, type Data } from '../field';
import { readingOf, type Reading } from '../reading';
import { namesOf, type TerraformInput } from './blocks';
import { readDockerHosts } from './docker';
import { readEcs } from './ecs';
import { TerraformSource } from './source';

export { type TerraformInput } from './blocks';

export interface TerraformOptions {
  /** Values of variables by name. @default - each variable has its default, or no value */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** Types of resources that are read for themselves. */
const READ = /^(?:docker_(?:network|container)|aws_ecs_(?:task_definition|service))$/;

/**
 * Reads Terraform's JSON, already parsed: configurations as cdktf writes them, plans and states as `terraform show -json`
 * prints them. Several inputs are read as one configuration, those with the same addresses as different ones.
 */
export function readTerraform(
  inputs: TerraformInput | readonly TerraformInput[],
  { parameters = {} }: TerraformOptions = {},
): Reading {
  const list: readonly TerraformInput[] = 'data' in inputs ? [inputs] : inputs;
  const parts = configurationsOf(list).map((configuration) => readConfiguration(configuration, parameters));
  return readingOf({
    tasks: parts.flatMap(({ tasks }) => tasks),
    services: parts.flatMap(({ services }) => services),
    clusters: parts.flatMap(({ clusters }) => clusters),
    dockerHosts: parts.flatMap(({ dockerHosts }) => dockerHosts),
    unknown: parts.flatMap(({ unknown }) => unknown),
    problems: parts.flatMap(({ problems }) => problems),
  });
}

/** Inputs by configuration. An address stands in one only once; where there is a choice, files of one folder belong together. */
function configurationsOf(inputs: readonly TerraformInput[]): (readonly TerraformInput[])[] {
  if (inputs.length < 2) return [inputs];
  const found: { readonly inputs: TerraformInput[]; readonly addresses: Set<string> }[] = [];
  for (const input of inputs) {
    const addresses = [...namesOf([input], {}).blocks.keys()];
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

function folderOf(file = ''): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

function readConfiguration(
  inputs: readonly TerraformInput[],
  parameters: Data,
): Pick<Reading, 'tasks' | 'services' | 'clusters' | 'dockerHosts' | 'unknown' | 'problems'> {
  const names = namesOf(inputs, parameters);
  const source = new TerraformSource(names);
  for (const { data, file } of inputs) {
    if (isData(data) && isTerraform(data)) continue;
    const at = file === undefined ? { path: '', pointer: '' } : { path: file, file, pointer: '' };
    source.problems.push({
      at,
      message: 'expected an object with resource, or a plan or state as terraform show -json prints it',
    });
  }
  for (const { type, copy, body, place } of names.blocks.values()) {
    if (copy || !READ.test(type)) continue;
    const what = body['for_each'] === undefined ? 'count' : 'for_each';
    source.unknown.push({ at: place, what, why: 'how many copies there are is worked out by Terraform' });
  }
  const { tasks, services } = readEcs(source, names);
  const { unknown, problems } = source;
  return {
    ...{ tasks, services, unknown, problems },
    clusters: clustersOf(services),
    dockerHosts: readDockerHosts(source, names),
  };
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
