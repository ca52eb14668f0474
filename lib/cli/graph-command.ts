import { joined } from '../core/values/phrase';
import { holdersOf } from '../formats/formats';
import type * as Draw from '../report/picture/draw';
import { formatsOf } from '../report/renderers';
import { reportOn } from './check-command';
import { type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { ACKNOWLEDGE, HELP, READING } from './options';
import { printed } from './print';
import { exitCodeOf, readAll } from './read';
import { UsageError } from './usage-error';

const FORMATS = formatsOf('drawing');

export const GRAPH: CommandShape = {
  name: 'graph',
  operands: 'FILE...',
  summary: 'draw networks, containers and services, and who gets through to whom',
  description: [
    `Draws Docker hosts (${joined(holdersOf('docker'), 'and')}) and ECS (${joined(holdersOf('ecs'), 'and')}): what is on which network or in which security group, what is published, what programs are told to dial, what is blocked, and the way out of a VPC. More than 20 containers or services are drawn as groups of equals.`,
    'HTML is one file that needs no network: the picture, the matrix and the findings, with search, and the way from one to the other on click.',
    'Exit code: 0, or 1 when a part could not be read, 2 when nothing could.',
  ],
  options: [
    ...READING,
    ACKNOWLEDGE,
    {
      name: 'format',
      short: 'f',
      value: 'FORMAT',
      choices: FORMATS,
      help: `how to draw: ${FORMATS.join(', ')} (default: by the name of the output file, else svg)`,
    },
    { name: 'output', short: 'o', value: 'FILE', help: 'where to write (default: standard output)' },
    HELP,
  ],
  examples: [
    'portwright graph compose.yaml -o networks.html',
    'portwright graph template.json > template.svg',
    'portwright graph cdktf.out/stacks/lab/cdk.tf.json --format mermaid',
  ],
};

/** Draws the inputs; returns the exit code. */
export function runGraph(args: Arguments, context: Context): number {
  const output = args.value('output');
  const format = args.value('format') ?? formatOf(output);
  const given = readAll('graph', args, context);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only by those who draw
  const { drawingOf } = require('../report/picture/draw') as typeof Draw;
  const drawing = drawingOf(given.inputs, reportOn(given).report);
  if (drawing.picture.nodes.length === 0) {
    const nothing =
      'there is nothing to draw: no container, task, service, cluster, load balancer or subnet in these files';
    throw new UsageError(nothing, 'graph');
  }
  const text = printed('drawing', drawing, format, args, context);
  if (output === undefined || output === '-') context.print(text);
  else context.files.write(output, text);
  return exitCodeOf(given, 0, context);
}

const ENDINGS: Readonly<Record<string, string>> = {
  svg: 'svg',
  html: 'html',
  htm: 'html',
  mmd: 'mermaid',
  mermaid: 'mermaid',
};

/**
 * What the name of a file says about its format.
 * @throws UsageError for an ending of another format, such as png
 */
function formatOf(output = '-'): string {
  const [, ending] = /\.(\w+)$/.exec(output) ?? [];
  if (ending === undefined) return 'svg';
  const format = ENDINGS[ending.toLowerCase()];
  if (format !== undefined) return format;
  throw new UsageError(
    `--output ends with .${ending}, and there is ${Object.keys(ENDINGS)
      .map((one) => `.${one}`)
      .join(', ')}; --format says which it is whatever the name`,
    'graph',
  );
}
