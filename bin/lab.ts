import { relative, resolve } from 'node:path';
import { describe } from '../lib/core/rules/check';
import { Port } from '../lib/core/values/port';
import { fitted } from '../lib/report/lines';
import { containersText, exposureText, matrixText, privateNamesText } from '../lib/report/topology-text';
import { dockerLab, type DockerLab } from './docker-lab';
import { ecsLab, ecsLabText } from './ecs-lab';
import { firstLook } from './first-look';

/** Columns of the terminal; those of a common one where output goes to none. */
const WIDTH = process.stdout.columns || 80;

/** `npm start`: a mistake that is found, and where both labs lie; with `--full` all that is known about them. */
function main(args: readonly string[]): void {
  const out = { ecs: resolve('cdk.out'), docker: resolve('cdktf.out') };
  const ecs = ecsLab(out.ecs);
  const docker = dockerLab(out.docker);
  docker.app.synth();
  const template = `${relative('.', out.ecs)}/${ecs.lab.templateFile}`;
  const stack = `${relative('.', out.docker)}/stacks/docker-lab/cdk.tf.json`;
  if (args.includes('--full')) full(ecs, docker, [template, stack]);
  else short(template, stack);
}

/** One screen: a mistake that is found, and what to run next. */
function short(template: string, stack: string): void {
  const next = [
    `Both labs are written: ${template}`,
    `and ${stack}. Next:`,
    `  node dist/bin/portwright.js check ${template}`,
    `  node dist/bin/portwright.js reach ${stack}`,
    '  npm start -- --full      all tables of both labs',
  ];
  process.stdout.write(`${firstLook(Math.min(WIDTH, 100))}\n\n${next.join('\n')}\n`);
}

/** The long tables of both labs. */
function full(ecs: ReturnType<typeof ecsLab>, docker: DockerLab, written: readonly string[]): void {
  section('ECS lab: tasks, instances, security groups, findings', ecsLabText(ecs));
  const { engines, topology } = docker;
  const findings = engines.flatMap(({ triage }) => triage.open);
  section('Docker lab: containers, networks, names', containersText(topology, WIDTH));
  section('Docker lab: names that one container has to itself', privateNamesText(topology, WIDTH));
  section(
    'Docker lab: who reaches whom on port 80, and what to dial',
    matrixText(topology, { port: Port.tcp(80) }, WIDTH),
  );
  section('Docker lab: what is reached from beyond the containers', exposureText(topology, WIDTH));
  section('Docker lab: findings', findings.length === 0 ? 'none' : findings.map(describe).join('\n'));
  section('Written', written.join('\n'));
}

// a reader such as `head` may have seen enough
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

function section(title: string, text: string): void {
  process.stdout.write(`${title}\n${'='.repeat(title.length)}\n${fitted(text, WIDTH)}\n\n`);
}

main(process.argv.slice(2));
