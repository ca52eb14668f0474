import { isData } from '../field';
import { defineFormat } from '../format';
import { type UnknownPart } from '../reading';
import { type TextDocument } from '../text/document';
import { capitalized, stepsOf } from '../text/pointer';
import { parametersOf, readCloudFormation, type Template } from './reader';

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

  recognize({ data }) {
    if (!isData(data)) return undefined;
    if (Object.hasOwn(data, 'AWSTemplateFormatVersion') || hasTypes(data['Resources'])) return 'certain';
    return Object.hasOwn(data, 'Resources') ? 'likely' : undefined;
  },

  read(documents, { parameters = {} }) {
    const reading = readCloudFormation(templatesOf(documents), { parameters });
    return {
      reading: { ...reading, unknown: [...reading.unknown, ...documents.flatMap(repeatedKeys)] },
      parameters: documents.flatMap(({ data }) => parametersOf(data)),
    };
  },
});

/** Templates with the names of their stacks, which are told apart by those of their files. */
export function templatesOf(documents: readonly TextDocument[]): Template[] {
  return documents.map(({ data, file }) => ({
    body: data,
    file,
    ...(documents.length > 1 ? { stack: stackOf(file) } : {}),
  }));
}

function hasTypes(resources: unknown): boolean {
  return (
    isData(resources) &&
    Object.values(resources).some((resource) => isData(resource) && typeof resource['Type'] === 'string')
  );
}

/** The name of a stack from that of its template. */
function stackOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return name.replace(/\.(?:json|ya?ml|template)$/i, '').replace(/\.template$/i, '');
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
