import { App, TerraformStack } from 'cdktf';
import { defineTask } from 'portwright';
import { DockerEngine, LocalTask } from 'portwright/docker';

const mended = defineTask({
  family: 'shop',
  networkMode: 'awsvpc',
  containerDefinitions: [
    { name: 'web', image: 'nginx', memory: 128, portMappings: [{ containerPort: 8080 }] },
    { name: 'metrics', image: 'prom/statsd-exporter', memory: 64, portMappings: [{ containerPort: 9102 }] },
  ],
});

const engine = new DockerEngine(new TerraformStack(new App(), 'local'), 'engine');
const { claims } = new LocalTask(engine, 'shop', { task: mended });

export const table = claims.map(({ behaviour, likeness, id }) => `${behaviour.padEnd(26)}${likeness.padEnd(11)}${id}`);
console.log(table.join('\n'));
