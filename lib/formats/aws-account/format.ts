import { CLOUDFORMATION, templatesOf } from '../cloudformation/format';
import { defineFormat } from '../format';
import { type TextDocument } from '../text/document';
import { parametersOf } from '../cloudformation/reader';
import { readAccount } from './reader';
import { goesWithAccount, isOfAccount } from './sections';

/** What the AWS command line prints of an account, as many files as there are. */
export const AWS_ACCOUNT = defineFormat({
  name: 'aws-account',
  language: 'aws-cli',
  title: 'what the AWS CLI prints of an account',
  plural: 'what the AWS CLI prints of an account',
  marks: 'Vpcs, clusters, LoadBalancers',
  together: 'what describes one account',
  holds: { ecs: 'what the AWS CLI prints of an account' },
  spellings: (field) => [field],

  recognize({ data }) {
    if (isOfAccount(data)) return 'certain';
    return goesWithAccount(data) ? 'likely' : undefined;
  },

  takes: ({ data }, format) =>
    format === CLOUDFORMATION.name || (format === 'task-definition' && goesWithAccount(data)),

  read(documents, options) {
    const isTemplate = (document: TextDocument): boolean => CLOUDFORMATION.recognize(document) !== undefined;
    const templates = documents.filter(isTemplate);
    return {
      reading: readAccount(
        documents.filter((one) => !isTemplate(one)),
        templatesOf(templates),
        { parameters: options.parameters ?? {} },
      ),
      ...(templates.length === 0 ? {} : { parameters: templates.flatMap(({ data }) => parametersOf(data)) }),
    };
  },
});
