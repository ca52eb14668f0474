import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isData } from '../core/reading/field';
import { DaemonError } from './daemon-error';
import { type Files } from './files';

/** Where a Docker daemon listens. */
export interface DockerEndpoint {
  /** An address in the form of `DOCKER_HOST`. */
  readonly url: string;
  /** Folder with `ca.pem`, `cert.pem` and `key.pem`. @default - the connection is not encrypted */
  readonly certificates?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The daemon that an operand means by the text behind `docker:`. Without text it is the one that the `docker` command would use,
 * a name is that of a Docker context, and `unix:///PATH` and `tcp://HOST:PORT` are addresses.
 *
 * @throws DaemonError when there is no such context
 * @see https://docs.docker.com/engine/manage-resources/contexts/
 */
export function endpointOf(given: string, files: Files, environment: Environment): DockerEndpoint {
  if (given.includes('://')) return endpointAt(given, environment);
  const host = environment['DOCKER_HOST'];
  if (given === '' && host !== undefined && host !== '') return endpointAt(host, environment);
  const folder = environment['DOCKER_CONFIG'] ?? join(homedir(), '.docker');
  const name = given || environment['DOCKER_CONTEXT'] || currentContext(folder, files);
  return name === 'default' ? { url: defaultUrl(process.platform) } : contextCalled(name, folder, files);
}

function endpointAt(url: string, environment: Environment): DockerEndpoint {
  const { DOCKER_TLS_VERIFY: verify = '', DOCKER_CERT_PATH: path } = environment;
  if (!url.startsWith('tcp://') || verify === '') return { url };
  return { url, certificates: path ?? environment['DOCKER_CONFIG'] ?? join(homedir(), '.docker') };
}

/** The default address of the daemon of this machine. */
function defaultUrl(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
}

function currentContext(folder: string, files: Files): string {
  const name = fieldsIn(files.tryRead(join(folder, 'config.json')))['currentContext'];
  return typeof name === 'string' && name !== '' ? name : 'default';
}

function contextCalled(name: string, folder: string, files: Files): DockerEndpoint {
  const id = createHash('sha256').update(name).digest('hex');
  const text = files.tryRead(join(folder, 'contexts', 'meta', id, 'meta.json'));
  const endpoints = fieldsIn(text)['Endpoints'];
  const docker = isData(endpoints) ? endpoints['docker'] : undefined;
  const url = isData(docker) ? docker['Host'] : undefined;
  if (typeof url !== 'string' || url === '') {
    throw new DaemonError(`there is no Docker context ${JSON.stringify(name)}; docker context ls says which there are`);
  }
  const certificates = join(folder, 'contexts', 'tls', id, 'docker');
  return files.list(certificates).length > 0 ? { url, certificates } : { url };
}

function fieldsIn(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const data: unknown = JSON.parse(text ?? '{}');
    return isData(data) ? data : {};
  } catch {
    return {};
  }
}
