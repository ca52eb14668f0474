import { isKnown } from '../values/unknown';
import { type Program } from '../values/program';

/** Words of commands that start a server beside the program, or several programs. */
const STARTS_SERVER =
  /\b(?:supervisord|s6-svscan|runsvdir|mysqld(?:_safe)?|mariadbd|pg_ctl|postgres|redis-server|mongod|rabbitmq-server|memcached)\b|\bservice\s+\S+\s+start\b|(?:^|[^&])&(?:[^&]|$)/;

/** Folders with the sockets of databases, by which `localhost` needs no port. */
const HAS_SOCKET = /sock|mysqld|postgresql/i;

/** Whether a program may have itself what it dials at localhost: its command starts it, or a socket is mounted. */
export function mayServeItself({ command, mounts }: Program): boolean {
  const words = (command?.items ?? []).map((word) => (isKnown(word) ? word : ''));
  if (STARTS_SERVER.test(words.join(' '))) return true;
  return mounts.items.some((path) => !isKnown(path) || HAS_SOCKET.test(path));
}

/** Of those that listen where a program may mean, the first; of several kinds of servers nobody knows which is meant. */
export function firstOfOneKind<T extends { readonly port: number }>(there: readonly T[]): T | undefined {
  const [first] = there;
  return first && there.every(({ port }) => port === first.port) ? first : undefined;
}
