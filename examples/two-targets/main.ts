import { App, Stack } from 'aws-cdk-lib';
import { App as TerraformApp, TerraformStack } from 'cdktf';
import { explain } from 'portwright';
import { DockerEngine, LocalTask } from 'portwright/docker';
import { AwsvpcTaskDefinition, readStage } from 'portwright/ecs';
import { findingsOf } from 'portwright/formats';
import { shop } from './shop';

const cloud = new App();
AwsvpcTaskDefinition.fromTask(new Stack(cloud, 'Shop'), 'Shop', shop);

const engine = new DockerEngine(new TerraformStack(new TerraformApp(), 'local'), 'engine');
new LocalTask(engine, 'shop', { task: shop });

export const lines = [
  ...findingsOf(readStage(cloud)).map((finding) => `on ECS: ${finding.rule}: ${explain(finding)}`),
  ...engine.findings.map((finding) => `locally: ${finding.rule}: ${explain(finding)}`),
];
console.log(lines.join('\n'));
