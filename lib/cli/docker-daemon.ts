import { type Answer, apiFor, type DaemonLine, get, lineTo, objectIn, TIMEOUT_MS, send } from './docker-api';
import { type DockerEndpoint } from './docker-endpoint';
import { fileInTar } from './tar';

export { endpointOf } from './docker-endpoint';

/** The number of requests that are open at one time. */
const AT_ONCE = 8;

/**
 * Everything that a Docker daemon reports about its host: itself, its containers with the hosts files of those that run, and its
 * networks. All requests are GET requests, so that nothing on the host changes.
 *
 * @param timeoutMs how long the daemon may be silent, in milliseconds
 * @throws DaemonError when it cannot be asked, with the reason
 * @see https://docs.docker.com/reference/api/engine/
 */
export async function snapshotOf(endpoint: DockerEndpoint, timeoutMs = TIMEOUT_MS): Promise<Answer> {
  const line = lineTo(endpoint, timeoutMs);
  const version = objectIn(await get(line, '/version'), endpoint);
  const prefix = `/v${apiFor(version, endpoint)}`;
  const info = objectIn(await get(line, `${prefix}/info`), endpoint);
  const [containers, networks] = [
    await each(await get(line, `${prefix}/containers/json?all=1`), (id) =>
      tryGet(line, `${prefix}/containers/${id}/json`),
    ),
    await each(await get(line, `${prefix}/networks`), (id) => tryGet(line, `${prefix}/networks/${id}`)),
  ];
  const hostsFiles = await hostsFilesOf(line, prefix, containers);
  return { version, info, containers, networks, hostsFiles };
}

/** The hosts files of running containers that have one of their own, by id: earlier links and networks leave lines there. */
async function hostsFilesOf(
  line: DaemonLine,
  prefix: string,
  containers: readonly unknown[],
): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  await each(containers.filter(hasHostsFile), async (id) => {
    const { status, bytes } = await send(line, { path: `${prefix}/containers/${id}/archive?path=/etc/hosts` });
    const text = status === 200 ? fileInTar(bytes) : undefined;
    if (text !== undefined) files[id] = text;
  });
  return files;
}

function hasHostsFile(container: unknown): boolean {
  const { State: state, HostConfig: host } = container as {
    readonly State?: { readonly Running?: boolean } | null;
    readonly HostConfig?: { readonly NetworkMode?: string } | null;
  };
  return state?.Running === true && !/^(?:host|none|container:.*)$/.test(host?.NetworkMode ?? '');
}

/** The answers about each item of a list, in order, without items that were removed in the meantime. */
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
