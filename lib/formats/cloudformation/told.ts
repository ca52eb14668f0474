import { isData, own, type Data } from '../../core/reading/field';

/** What CloudFormation says of stacks that are there: values of exports, and of parameters. */
export interface Told {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Whether a document is what `aws cloudformation list-exports`, `describe-stacks` or `describe-change-set` prints. */
export function isTold(data: unknown): boolean {
  if (!isData(data) || Object.hasOwn(data, 'Resources')) return false;
  if (Array.isArray(data['Changes']) && typeof data['ChangeSetName'] === 'string') return true;
  return listOf(data, 'Exports', 'Name') || listOf(data, 'Stacks', 'StackName');
}

function listOf(data: Data, key: string, field: string): boolean {
  const list = own(data, key);
  return Array.isArray(list) && list.every((item) => isData(item) && typeof item[field] === 'string');
}

/** What such documents say, all together. */
export function toldBy(documents: readonly unknown[]): Told {
  const exports: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const parameters: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const data of documents) {
    if (!isData(data)) continue;
    for (const { Name, Value } of objects(data['Exports'])) put(exports, Name, Value);
    for (const stack of objects(data['Stacks'])) {
      for (const { ExportName, OutputValue } of objects(stack['Outputs'])) put(exports, ExportName, OutputValue);
    }
    // a change set is one of one stack
    if (typeof data['ChangeSetName'] !== 'string') continue;
    for (const { ParameterKey, ParameterValue } of objects(data['Parameters'])) put(parameters, ParameterKey, ParameterValue); // prettier-ignore
  }
  return { exports, parameters };
}

function put(record: Record<string, unknown>, name: unknown, value: unknown): void {
  if (typeof name === 'string' && typeof value === 'string') record[name] = value;
}

function objects(value: unknown): readonly Data[] {
  return Array.isArray(value) ? value.filter(isData) : [];
}
