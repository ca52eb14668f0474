import { relative, resolve } from 'node:path';
import { describe, Port } from '../lib/core';
import { containersText, exposureText, matrixText, privateNamesText } from '../lib/report/topology-text';
import { dockerLab } from './docker-lab';

/** `npm start`: both labs, written and explained. */
function main(): void {
  const out = resolve('cdktf.out');
  const { app, engines, topology } = dockerLab(out);
  app.synth();
  heading('Docker lab: containers, networks, names');
  print(containersText(topology));
  heading('Docker lab: names that one container has to itself');
  print(privateNamesText(topology));
  heading('Docker lab: who reaches whom on port 80, and what to dial');
  print(matrixText(topology, { port: Port.tcp(80) }));
  heading('Docker lab: what is reached from beyond the containers');
  print(exposureText(topology));
  heading('Docker lab: findings');
  const findings = engines.flatMap(({ triage }) => triage.open);
  print(findings.length === 0 ? 'none' : findings.map(describe).join('\n'));
  print(`\nwritten: ${relative('.', out)}/stacks/*/cdk.tf.json`);
}

function heading(text: string): void {
  print(`\n${text}\n${'='.repeat(text.length)}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main();
