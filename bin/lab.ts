import { relative, resolve } from 'node:path';
import { describe } from '../lib/core/rules/check';
import { Port } from '../lib/core/values/port';
import { containersText, exposureText, matrixText, privateNamesText } from '../lib/report/topology-text';
import { dockerLab } from './docker-lab';
import { ecsLab, ecsLabText } from './ecs-lab';

/** `npm start`: both labs, written and explained. */
function main(): void {
  const out = { ecs: resolve('cdk.out'), docker: resolve('cdktf.out') };
  const ecs = ecsLab(out.ecs);
  section('ECS lab: tasks, instances, security groups, findings', ecsLabText(ecs));

  const { app, engines, topology } = dockerLab(out.docker);
  app.synth();
  const findings = engines.flatMap(({ triage }) => triage.open);
  section('Docker lab: containers, networks, names', containersText(topology));
  section('Docker lab: names that one container has to itself', privateNamesText(topology));
  section('Docker lab: who reaches whom on port 80, and what to dial', matrixText(topology, { port: Port.tcp(80) }));
  section('Docker lab: what is reached from beyond the containers', exposureText(topology));
  section('Docker lab: findings', findings.length === 0 ? 'none' : findings.map(describe).join('\n'));

  const template = `${relative('.', out.ecs)}/${ecs.lab.templateFile}`;
  const stack = `${relative('.', out.docker)}/stacks/docker-lab/cdk.tf.json`;
  section('Written', `${template}\n${stack}`);
}

// a reader such as `head` may have seen enough
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

function section(title: string, text: string): void {
  process.stdout.write(`${title}\n${'='.repeat(title.length)}\n${text}\n\n`);
}

main();
