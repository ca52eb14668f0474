import { App, TerraformStack } from 'cdktf';
import { Cidr, explainVerdict, Port } from 'portwright';
import { BridgeNetwork, DockerContainer, DockerEngine } from 'portwright/docker';

export const app = new App();
export const engine = new DockerEngine(new TerraformStack(app, 'local'), 'engine');
const isolated = new BridgeNetwork(engine, 'isolated_nw', { subnets: [Cidr.parse('172.25.0.0/16')] });

new DockerContainer(engine, 'container1', { image: 'busybox:latest', command: ['sleep', '3600'] });
new DockerContainer(engine, 'container3', {
  image: 'busybox:latest',
  command: ['sleep', '3600'],
  networks: [isolated.endpoint({ ipv4: '172.25.3.3', aliases: ['db'] })],
});

const verdict = engine.topology.reach({ from: 'container1', to: 'container3', port: Port.tcp(80) });
console.log(explainVerdict(verdict));
app.synth();
