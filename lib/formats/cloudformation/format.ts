import { isData } from '../../core/reading/field';
import { defineFormat } from '../format';
import { readingsBeside, type UnknownPart } from '../reading';
import { type TextDocument } from '../text/document';
import { capitalized, stepsOf } from '../text/pointer';
import type * as Reader from './reader';
import { stacksOf } from './stacks';
import { isTold, toldBy, type Told } from './told';

const OF_RESOURCE = /^(\/Resources\/.+?)\/Properties(?:\/|$)/;

/** CloudFormation templates: several are the stacks of one application. */
export const CLOUDFORMATION = defineFormat({
  name: 'cloudformation',
  language: 'cloudformation',
  title: 'a CloudFormation template',
  plural: 'CloudFormation templates',
  marks: 'Resources',
  together: 'templates that import from each other',
  holds: { ecs: 'CloudFormation templates' },
  allowsRepeatedKeys: true,
  spellings: (field) => [field, capitalized(field)],
  // a finding about a resource points at its logical id
  namedBy: (pointer) => {
    const [, name] = OF_RESOURCE.exec(pointer) ?? [];
    return name === undefined ? undefined : { name, body: `${name}/Properties` };
  },

  recognize({ data }) {
    if (!isData(data)) return undefined;
    if (isTold(data)) return 'certain';
    if (Object.hasOwn(data, 'AWSTemplateFormatVersion') || hasTypes(data['Resources'])) return 'certain';
    return Object.hasOwn(data, 'Resources') ? 'likely' : undefined;
  },

  read(documents, { parameters = {}, load }) {
    const { readCloudFormation } = reader();
    const { templates, told } = partsOf(documents);
    const { deployments, loaded, madeAt } = stacksOf(templates, load);
    const options = { parameters: { ...told.parameters, ...parameters }, exports: told.exports };
    const [only, ...more] = deployments.map((deployment) => readCloudFormation(deployment.templates, options));
    const reading = only && more.length === 0 ? only : readingsBeside(only ? [only, ...more] : []);
    return {
      reading: { ...reading, unknown: [...reading.unknown, ...documents.flatMap(repeatedKeys)] },
      loaded,
      madeAt,
      parameters: [...templates, ...loaded].flatMap(({ data }) => parametersOf(data)),
    };
  },
});

/** Templates, and what CloudFormation says of stacks that are there. */
export function partsOf(documents: readonly TextDocument[]): {
  readonly templates: readonly TextDocument[];
  readonly told: Told;
} {
  const told = documents.filter(({ data }) => isTold(data));
  return {
    templates: documents.filter((document) => !told.includes(document)),
    told: toldBy(told.map(({ data }) => data)),
  };
}

/** Names of the parameters that a template declares. */
export function parametersOf(body: unknown): readonly string[] {
  const declared = isData(body) ? body['Parameters'] : undefined;
  return isData(declared) ? Object.keys(declared) : [];
}

function hasTypes(resources: unknown): boolean {
  return (
    isData(resources) &&
    Object.values(resources).some((resource) => isData(resource) && typeof resource['Type'] === 'string')
  );
}

/** What an author may not have meant: AWS CloudFormation takes a key that stands twice, and the last value counts. */
function repeatedKeys({ file, repeated }: TextDocument): UnknownPart[] {
  return repeated.map((pointer) => {
    const [path = '', ...what] = stepsOf(pointer).slice(1);
    return {
      at: { path, file, pointer },
      what: what.join('.'),
      why: 'this key stands twice in one object, and the last value was taken',
    };
  });
}

/** The reader, loaded with the first file of this format. */
function reader(): typeof Reader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  return require('./reader') as typeof Reader;
}
