import { CLOUDFORMATION, parametersOf, partsOf } from '../cloudformation/format';
import { defineFormat } from '../format';
import { stacksOf } from '../cloudformation/stacks';
import type * as Reader from './reader';
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

  read(documents, { parameters = {}, load }) {
    const own = documents.filter((document) => CLOUDFORMATION.recognize(document) === undefined);
    const { templates, told } = partsOf(documents.filter((document) => !own.includes(document)));
    const { deployments, loaded, madeAt } = stacksOf(templates, load);
    const stacks = deployments.flatMap((deployment) => deployment.templates);
    const options = { parameters: { ...told.parameters, ...parameters }, exports: told.exports };
    return {
      reading: reader().readAccount(own, stacks, options),
      loaded,
      madeAt,
      ...(templates.length === 0 ? {} : { parameters: templates.flatMap(({ data }) => parametersOf(data)) }),
    };
  },
});

/** The reader, loaded with the first file of this format. */
function reader(): typeof Reader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  return require('./reader') as typeof Reader;
}
