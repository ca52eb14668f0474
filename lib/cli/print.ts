import { type Answer, type Answers } from '../report/renderer';
import { fitted } from '../report/lines';
import { formatsOf, rendered } from '../report/renderers';
import { COLOURED, PLAIN } from '../report/style';
import { type Arguments } from './command';
import { type Context } from './context';
import { UsageError } from './usage-error';

/** Names of answers, for the error about a format that cannot print them. */
const CALLED: Readonly<Record<Answer, string>> = {
  findings: 'findings',
  hosts: 'the containers of Docker hosts',
  dials: 'the answers to questions about containers',
  verdict: 'the answer to a question about the host or another machine',
  clusters: 'the services of ECS clusters',
  flows: 'the answer to one question between ECS services',
  networks: 'the services of ECS clusters and their networks',
  paths: 'the answer to one question to a network of AWS',
  swarms: 'the ways between the services of a swarm',
  intents: 'what programs are told to dial',
  change: 'what changed',
  rules: 'rules',
  message: 'what an error message means',
  drawing: 'a picture of everything',
  fidelity: 'what a local run has of ECS',
  inventory: 'what was read',
};

/**
 * Prints an answer in the format of the command line.
 * @throws UsageError when the format cannot print it
 */
export function print<A extends Answer>(kind: A, answer: Answers[A], args: Arguments, context: Context): void {
  const format = args.value('format') ?? 'text';
  const text = printed(kind, answer, format, args, context);
  context.print(format === 'text' ? fitted(text, context.columns) : text);
}

/**
 * An answer in a format.
 * @throws UsageError when the format cannot print it
 */
export function printed<A extends Answer>(
  kind: A,
  answer: Answers[A],
  format: string,
  args: Arguments,
  context: Context,
): string {
  const text = rendered(format, kind, answer, {
    style: context.colours ? COLOURED : PLAIN,
    version: context.version(),
    listsUnknown: args.flag('unknown'),
  });
  if (text !== undefined) return text;
  throw new UsageError(`--format ${format} does not show ${CALLED[kind]}; there is ${formatsOf(kind).join(', ')}`);
}
