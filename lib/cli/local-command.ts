import { basename, resolve } from 'node:path';
import { explain, fixOf } from '../core/rules/check';
import { type Finding } from '../core/values/finding';
import { type Place } from '../core/values/place';
import { type LocalPlan } from '../core/local/local-plan';
import { type Input } from '../formats/input';
import { LOCAL_FORMATS, type LocalFormat } from '../local/local-format';
import type * as LocalRun from '../local/local-run';
import { formatsOf, rendered } from '../report/renderers';
import { COLOURED, PLAIN, printable } from '../report/style';
import { type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { type DockerEndpoint } from './docker-endpoint';
import type * as OnEngine from './local-run';
import { HELP, READING } from './options';
import { exitCodeOf, readAll } from './read';
import { UsageError } from './usage-error';

const REPORTS = formatsOf('fidelity');

export const LOCAL: CommandShape = {
  name: 'local',
  operands: 'FILE...',
  summary: 'write or run ECS tasks on a Docker Engine, and say what differs',
  description: [
    'Reads task definitions, templates, Terraform or cdk.out, and writes what the ECS agent would have Docker create as a compose file or as Terraform JSON: the same namespaces, ports, links and order. Then it says what is the same as on ECS, what is different and how to notice, and what is absent.',
    'What would be refused on ECS, or by the engine, is refused before anything is written, by the same rules as in check. Without --out nothing is written, and only the report is printed.',
    'With --run they run on the engine that the docker command would use: it starts them as the agent does, waits for health and order, prints where each port answers, and stays until Ctrl-C or until all have ended. Then, and when one does not start, it removes what it made; --down does so for a run that was killed.',
    'Exit code: 0, or 1 when nothing can be run, a task does not start or an essential container ends with an error; 2 when a file could not be read or the engine not be asked.',
  ],
  options: [
    { name: 'out', short: 'o', value: 'DIR', help: 'folder to write into (default: nothing is written)' },
    {
      name: 'format',
      short: 'f',
      value: 'FORMAT',
      choices: LOCAL_FORMATS,
      help: `what to write: ${LOCAL_FORMATS.join(', ')} (default: compose)`,
    },
    { name: 'run', help: 'run the tasks on an engine, and remove them on Ctrl-C' },
    { name: 'down', help: 'remove what a run left on an engine; no file is read' },
    {
      name: 'on',
      value: 'ENGINE',
      help: 'the engine: the name of a Docker context, unix:///PATH or tcp://HOST:PORT (default: that of the docker command)',
    },
    { name: 'task', value: 'NAME', help: 'the task of this family or name only (default: all)' },
    { name: 'copies', value: 'NUMBER', help: 'copies of each task (default: 1)' },
    {
      name: 'image',
      value: 'CONTAINER=IMAGE',
      many: true,
      help: 'image to run in place of the one that is written; * for all containers',
    },
    { name: 'env', value: 'NAME=VALUE', many: true, help: 'value of a secret, or in place of the one that is written' },
    {
      name: 'pause-image',
      value: 'IMAGE',
      help: 'image with a sleep in it, for the container that has the address of an awsvpc task (default: busybox)',
    },
    {
      name: 'balancer-image',
      value: 'IMAGE',
      help: 'image with the nc of busybox, for a plain proxy in place of each listener of a load balancer (default: none stands there)',
    },
    {
      name: 'report',
      value: 'FORMAT',
      choices: REPORTS,
      help: `how to print the report: ${REPORTS.join(', ')} (default: text)`,
    },
    ...READING,
    HELP,
  ],
  examples: [
    'portwright local taskdef.json --run --image web=busybox',
    'portwright local --down',
    'portwright local taskdef.json --out local && docker compose --file local/compose.yaml up',
    'portwright local cdk.out/Net.template.json --task web --copies 2 --image web=busybox --out local',
    'portwright local taskdef.json --format terraform --out local && terraform -chdir=local apply',
  ],
};

/** Writes or runs tasks locally and prints how that differs from ECS; returns the exit code. */
export function runLocal(args: Arguments, context: Context): number | Promise<number> {
  const isStarted = args.flag('run');
  if (args.flag('down')) {
    if (isStarted) throw new UsageError('--run and --down exclude each other', 'local');
    return onEngine().removeFromEngine(projectOf(args), engineOf(args, context), context);
  }
  const given = readAll('local', args, context);
  const { inputs } = given;
  // what is half understood is not run
  if (exitCodeOf(given, 0, context) > 0) return 2;
  const readings = inputs.map(({ reading }) => reading);
  const wanted = args.value('task');
  const { requestsOf, runLocally, taskNames } = localRun();
  const requests = requestsOf(readings, wanted);
  if (requests.length === 0) {
    const names = taskNames(readings);
    const there = names.length > 0 ? `there is ${names.join(', ')}` : 'the files define none';
    throw new UsageError(
      `${wanted === undefined ? 'no task to run' : `there is no task ${JSON.stringify(wanted)}`}; ${there}`,
      'local',
    );
  }
  const folder = args.value('out');
  const project = projectOf(args);
  const balancerImage = args.value('balancer-image');
  const format = (args.value('format') ?? 'compose') as LocalFormat;
  const { plan, obstacles, file } = runLocally(requests, format, project, {
    copies: copiesOf(args),
    images: pairs(args, 'image'),
    environment: pairs(args, 'env'),
    pauseImage: args.value('pause-image') ?? 'busybox',
    isStarted,
    loadBalancing: readings.flatMap((reading) => reading.loadBalancing),
    ...(balancerImage === undefined ? {} : { balancerImage }),
  });
  const { complain } = context;
  const findings = [...obstacles.definitions, ...obstacles.written];
  for (const finding of findings) for (const line of findingLines(finding, inputs)) complain(printable(line));
  for (const problem of obstacles.problems) complain(printable(problem));
  for (const { at, text } of plan.refusals) complain(printable(`${placeText(at, inputs)}: cannot be run: ${text}`));
  if (!file) {
    complain(`portwright: nothing was ${isStarted ? 'run' : 'written'}`);
    return 1;
  }
  printReport(plan, args, context);
  if (folder !== undefined) complain(`portwright: wrote ${context.files.writeInto(folder, file.name, file.text)}`);
  if (!isStarted) return 0;
  return onEngine().runOnEngine(plan, project, engineOf(args, context), context, context.interrupted);
}

/** Plans and writes runs; loaded on first use. */
function localRun(): typeof LocalRun {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  return require('../local/local-run') as typeof LocalRun;
}

/** Runs tasks on an engine; loaded on first use. */
function onEngine(): typeof OnEngine {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  return require('./local-run') as typeof OnEngine;
}

/** The name of a run: that of the folder, unless one is given. */
function projectOf(args: Arguments): string {
  return projectName(args.value('project') ?? basename(resolve(args.value('out') ?? '.')));
}

function engineOf(args: Arguments, { files }: Context): DockerEndpoint {
  return onEngine().endpointOf((args.value('on') ?? '').replace(/^docker:/, ''), files, process.env);
}

function printReport(plan: LocalPlan, args: Arguments, context: Context): void {
  const text = rendered(args.value('report') ?? 'text', 'fidelity', plan, {
    style: context.colours ? COLOURED : PLAIN,
    version: context.version(),
    listsUnknown: false,
  });
  context.print(text ?? '');
}

function findingLines(finding: Finding, inputs: readonly Input[]): readonly string[] {
  const input = inputs.find(({ files }) => finding.at.file !== undefined && files.includes(finding.at.file));
  const fix = fixOf(finding, input?.language ?? 'compose');
  return [
    `${placeText(finding.at, inputs)}: ${finding.severity} ${finding.rule}: ${explain(finding)}`,
    `  fix: ${fix}`,
  ];
}

function placeText(at: Place, inputs: readonly Input[]): string {
  for (const { locate, files } of inputs) {
    const position = at.file !== undefined && files.includes(at.file) ? locate(at) : undefined;
    if (position) return `${at.file ?? ''}:${position.line}:${position.column}`;
  }
  return at.path;
}

/** @throws UsageError */
function copiesOf(args: Arguments): number {
  const text = args.value('copies') ?? '1';
  const copies = Number(text);
  if (Number.isInteger(copies) && copies >= 1 && copies <= MAX_COPIES) return copies;
  throw new UsageError(`--copies is a number from 1 to ${MAX_COPIES}, got ${JSON.stringify(text)}`, 'local');
}

const MAX_COPIES = 100;

/** @throws UsageError */
function pairs(args: Arguments, option: string): ReadonlyMap<string, string> {
  return new Map(
    args.list(option).map((text) => {
      const at = text.indexOf('=');
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
      throw new UsageError(`--${option} is written NAME=VALUE, got ${JSON.stringify(text)}`, 'local');
    }),
  );
}

/** A name changed to one that compose accepts for a project. */
function projectName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9_-]+/g, '')
      .replace(/^[^a-z0-9]+/, '') || 'local'
  );
}
