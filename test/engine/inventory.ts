import type { PrivateEngine } from './private-engine';

/** Names of all containers, networks and volumes of an engine. */
export async function inventory({ docker }: PrivateEngine): Promise<readonly string[]> {
  const containers = await docker.listContainers({ all: true });
  const networks = await docker.listNetworks();
  const { Volumes } = await docker.listVolumes();
  const names = [...containers.flatMap(({ Names }) => Names), ...networks.map(({ Name }) => Name)];
  return [...names, ...Volumes.map((volume) => volume.Name)].sort();
}
