import type * as FlowReport from '../report/flow-report';
import { type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { format, HELP, READING } from './options';
import { print } from './print';
import { exitCodeOf, readAll } from './read';

export const FLOWS: CommandShape = {
  name: 'flows',
  operands: 'FILE...',
  summary: 'say what the programs are told to dial, and whether it arrives',
  description: [
    'Reads addresses from environments, env files, commands and health checks, and asks for each whether it arrives: by the names that the program can resolve, on its networks, at a port on which something listens. Values are never printed.',
    'Exit code: 0, or 1 when a flow is blocked or a part could not be read; 2 when nothing could.',
  ],
  options: [...READING, format('intents'), HELP],
  examples: ['portwright flows compose.yaml', 'portwright flows compose.yaml --format json'],
};

/** Prints the intended flows; returns the exit code. */
export function runFlows(args: Arguments, context: Context): number {
  const given = readAll('flows', args, context);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use, with the models
  const { flowCounts, flowsOfHost, flowsOfTasks } = require('../report/flow-report') as typeof FlowReport;
  const groups = given.inputs.flatMap(({ reading }) => [
    ...reading.dockerHosts.map(flowsOfHost),
    ...reading.taskPrograms.map(flowsOfTasks),
  ]);
  print('intents', groups, args, context);
  return exitCodeOf(given, flowCounts(groups).blocked > 0 ? 1 : 0, context);
}
