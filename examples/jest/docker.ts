import { App, TerraformStack } from 'cdktf';
import { BridgeNetwork, DockerContainer, DockerEngine } from 'portwright/docker';

export const engine = new DockerEngine(new TerraformStack(new App(), 'local'), 'engine');
const back = new BridgeNetwork(engine, 'back', { internal: true });
new DockerContainer(engine, 'web', { image: 'nginx:alpine' });
new DockerContainer(engine, 'api', { image: 'example/api', networks: [back] });
new DockerContainer(engine, 'db', { image: 'postgres:17', networks: [back] });
