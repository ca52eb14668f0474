import { type Answer, apiFor, type DaemonLine, get, lineTo, objectIn, PATIENCE_MS } from './docker-api';
import { type DockerEndpoint } from './docker-endpoint';

export { endpointOf } from './docker-endpoint';

/** Questions on their way at one time. */
const AT_ONCE = 8;

/**
 * Everything that a Docker daemon says about its host: itself, its containers and its networks. Nothing but GET requests
 * are sent, so that nothing on the host changes.
 *
 * @param patience how long the daemon may be silent, in milliseconds
 * @throws DaemonError when it cannot be asked, with the reason
 * @see https://docs.docker.com/reference/api/engine/
 */
export async function snapshotOf(endpoint: DockerEndpoint, patience = PATIENCE_MS): Promise<Answer> {
  const line = lineTo(endpoint, patience);
  const version = objectIn(await get(line, '/version'), endpoint);
  const prefix = `/v${apiFor(version, endpoint)}`;
  const info = objectIn(await get(line, `${prefix}/info`), endpoint);
  const [containers, networks] = [
    await each(await get(line, `${prefix}/containers/json?all=1`), (id) =>
      tryGet(line, `${prefix}/containers/${id}/json`),
    ),
    await each(await get(line, `${prefix}/networks`), (id) => tryGet(line, `${prefix}/networks/${id}`)),
  ];
  return { version, info, containers, networks };
}

/** The answers about each thing of a list, in its order; without what is gone by the time it is asked about. */
async function each(list: unknown, ask: (id: string) => Promise<unknown>): Promise<readonly unknown[]> {
  const ids = (Array.isArray(list) ? (list as Answer[]) : [])
    .map(({ Id }) => Id)
    .filter((id) => typeof id === 'string');
  const answers: unknown[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < ids.length; at = next++) answers[at] = await ask(ids[at] ?? '');
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers.filter((answer) => answer !== undefined);
}

async function tryGet(line: DaemonLine, path: string): Promise<unknown> {
  return get(line, path, true);
}
