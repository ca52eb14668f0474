/**
 * Runs inside a network namespace, with that container's resolver files in place, and probes or listens on request.
 * It must stand alone: it is transpiled by itself and uses nothing but Node.
 */
import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { promises as dns, Resolver as CallbackResolver } from 'node:dns';
import { readFileSync } from 'node:fs';
import { connect, createServer, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentReply, AgentRequest, AgentTask, Failure, Outcome } from './agent-protocol';

const SLOW_DENIAL_MS = 1500;

class NameFailure extends Error {
  constructor(readonly slow: boolean) {
    super('no such name');
  }
}

function nameFailure(slow: boolean): Outcome {
  return { failure: 'no-such-name', ...(slow ? { slow } : {}) };
}

/** The address that busybox's ping and wget would dial: by the system's own resolver, IPv4 first. */
async function addressOf(target: string): Promise<string> {
  if (isIP(target) !== 0) return target;
  const begun = Date.now();
  try {
    const all = await dns.lookup(target, { all: true, order: 'verbatim' });
    const chosen = all.find(({ family }) => family === 4) ?? all[0];
    if (chosen !== undefined) return chosen.address;
    throw new NameFailure(false);
  } catch {
    throw new NameFailure(Date.now() - begun >= SLOW_DENIAL_MS);
  }
}

function failureOf(code: string | undefined): Failure {
  switch (code) {
    case 'ECONNREFUSED':
      return 'refused';
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
      return 'no-route';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'reset';
    case undefined:
    default:
      // EHOSTUNREACH is what the kernel says when nobody answers ARP, only sooner or later: a silent address.
      return 'timeout';
  }
}

function ping(address: string, timeoutMs: number): Promise<Outcome> {
  const seconds = String(Math.max(1, Math.round(timeoutMs / 1000)));
  return new Promise((resolve) => {
    execFile('busybox', ['ping', '-c', '1', '-w', seconds, '-W', seconds, address], (error, _stdout, stderr) => {
      if (error === null) resolve({ reached: true });
      else
        resolve({
          reached: false,
          failure: /unreachable|Invalid argument|Cannot assign/i.test(stderr) ? 'no-route' : 'timeout',
        });
    });
  });
}

/** Listeners greet with one line; a web server that somebody else runs counts as reached, unnamed. */
function identity(reply: string): Outcome {
  const greeting = /by (\S+) from (\S+)/.exec(reply);
  return greeting === null ? { reached: true } : { reached: true, by: greeting[1] ?? '', seenFrom: greeting[2] ?? '' };
}

function tcp(host: string, port: number, timeoutMs: number): Promise<Outcome> {
  return new Promise((resolve) => {
    let reply = '';
    const socket = connect({ host, port });
    const end = (outcome: Outcome): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(() => {
      end(reply === '' ? { reached: false, failure: 'timeout' } : identity(reply));
    }, timeoutMs);
    socket.on('connect', () => socket.write('GET /who HTTP/1.0\r\n\r\n'));
    socket.on('data', (chunk) => {
      reply += chunk.toString('latin1');
      if (reply.includes('from ') && reply.endsWith('\n')) end(identity(reply));
    });
    socket.on('end', () => {
      end(reply === '' ? { reached: false, failure: 'reset' } : identity(reply));
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      end(reply === '' ? { reached: false, failure: failureOf(error.code) } : identity(reply));
    });
  });
}

/**
 * A server on a host of many addresses may answer from another one than was dialled. That is its program's choice, not
 * the network's, so a second socket on the same port takes such answers; the first hears "port unreachable".
 */
function udp(host: string, port: number, timeoutMs: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const type = isIP(host) === 6 ? 'udp6' : 'udp4';
    const anyone = createSocket({ type, reuseAddr: true });
    const dialler = createSocket({ type, reuseAddr: true });
    let over = false;
    const end = (outcome: Outcome): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      anyone.close();
      dialler.close();
      resolve(outcome);
    };
    const timer = setTimeout(() => {
      end({ reached: false, failure: 'timeout' });
    }, timeoutMs);
    for (const socket of [anyone, dialler]) {
      socket.on('error', (error: NodeJS.ErrnoException) => {
        end({ reached: false, failure: failureOf(error.code) });
      });
      socket.on('message', (message) => {
        end(identity(message.toString('latin1')));
      });
    }
    anyone.bind(0, () => {
      dialler.bind(anyone.address().port, () => {
        dialler.connect(port, host, (error?: Error) => {
          if (error === undefined) dialler.send('who\n');
          else end({ reached: false, failure: failureOf((error as NodeJS.ErrnoException).code) });
        });
      });
    });
  });
}

function hostsFileAddress(name: string): readonly string[] {
  return readFileSync('/etc/hosts', 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([, ...names]) => names.some((known) => known.toLowerCase() === name.toLowerCase()))
    .map(([address]) => address ?? '');
}

function ask(resolver: CallbackResolver, kind: 'resolve4' | 'resolve6', name: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    resolver[kind](name, (error, addresses) => {
      if (error === null) resolve(addresses);
      else if (error.code === 'ENODATA') resolve([]);
      else reject(error);
    });
  });
}

/**
 * The names that a resolver asks for one after the other: with each domain of the search list behind it, before or after
 * the plain one by the number of its dots.
 * @see https://man7.org/linux/man-pages/man5/resolv.conf.5.html
 */
function candidates(name: string, settings: string): string[] {
  if (name.endsWith('.')) return [name];
  const words = (key: string): string[] =>
    [...settings.matchAll(new RegExp(`^${key}[ \\t]+(.*)$`, 'gm'))].flatMap(([, line = '']) =>
      line.trim().split(/\s+/),
    );
  const dots =
    words('options')
      .flatMap((one) => /^ndots:(\d+)$/.exec(one)?.[1] ?? [])
      .at(-1) ?? 1;
  const behind = words('search').flatMap((domain) => (domain === '.' ? [] : [`${name}.${domain}`]));
  return name.split('.').length - 1 >= Number(dots) ? [name, ...behind] : [...behind, name];
}

/** What the container's nameserver answers to the first name that has an answer: all addresses, in the order in which they came. */
async function answer(name: string, timeoutMs: number): Promise<string[]> {
  const settings = readFileSync('/etc/resolv.conf', 'utf8');
  const servers = [...settings.matchAll(/^nameserver\s+(\S+)/gm)].map((m) => m[1] ?? '');
  const resolver = new CallbackResolver({ timeout: timeoutMs, tries: 1 });
  if (servers.length > 0) resolver.setServers(servers);
  const failures: unknown[] = [];
  for (const one of candidates(name, settings)) {
    try {
      const both = await Promise.all([ask(resolver, 'resolve4', one), ask(resolver, 'resolve6', one)]);
      if (both.flat().length > 0) return both.flat();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0] as Error;
  return [];
}

const [TENTATIVE, REFUSED] = [0x40, 0x08];

/** An IPv6 address counts once nobody else claims it, which takes a second or two; a device that is down never asks. */
function isBeingChecked(): boolean {
  const up = new Set(Object.keys(networkInterfaces()));
  return readFileSync('/proc/net/if_inet6', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .some(([, , , scope = '', flags = '', device = '']) => {
      const bits = Number.parseInt(flags, 16);
      return scope === '00' && up.has(device) && (bits & TENTATIVE) !== 0 && (bits & REFUSED) === 0;
    });
}

/** Waits for the addresses, and forgets who had them: an entry of a neighbour that is gone is silent for ten seconds. */
async function settle(timeoutMs: number): Promise<Outcome> {
  await forgetNeighbours();
  for (const deadline = Date.now() + timeoutMs; isBeingChecked() && Date.now() < deadline;) await sleep(50);
  return {};
}

function forgetNeighbours(): Promise<void> {
  return new Promise((resolve) => {
    execFile('ip', ['-6', 'neigh', 'flush', 'all'], () => {
      resolve();
    });
  });
}

async function resolveAll(name: string, tries: number, timeoutMs: number): Promise<Outcome> {
  const inFile = hostsFileAddress(name);
  if (inFile.length > 0) return { resolved: true, via: 'hosts-file', addresses: [...new Set(inFile)].sort() };
  const all = new Set<string>();
  const first = new Set<string>();
  const begun = Date.now();
  for (let turn = 0; turn < tries; turn += 1) {
    try {
      const addresses = await answer(name, timeoutMs);
      addresses.forEach((address) => all.add(address));
      if (addresses[0] !== undefined) first.add(addresses[0]);
    } catch {
      break;
    }
  }
  if (all.size === 0) return { resolved: false, ...nameFailure(Date.now() - begun >= SLOW_DENIAL_MS) };
  return { resolved: true, addresses: [...all].sort(), ...(tries > 1 ? { firstAnswerVaries: first.size > 1 } : {}) };
}

function plain(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:/, '');
}

function listenTcp(name: string, port: number, address: string | undefined): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => {
        const body = `by ${name} from ${plain(socket.remoteAddress)}\n`;
        socket.end(`HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n${body}`);
      });
    });
    server.on('error', reject);
    server.listen({ port, host: address ?? '::', backlog: 256 }, () => {
      resolve({});
    });
  });
}

function listenUdp(name: string, port: number, address: string | undefined): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIP(address ?? '::') === 6 ? 'udp6' : 'udp4');
    socket.on('error', reject);
    socket.on('message', (_message, peer) => {
      socket.send(`by ${name} from ${plain(peer.address)}\n`, peer.port, peer.address);
    });
    socket.bind(port, address ?? '::', () => {
      resolve({});
    });
  });
}

function denyNames(address: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.on('error', reject);
    socket.on('message', (query, peer) => {
      const end = query.indexOf(0, 12) + 5;
      if (end < 17 || end > query.length) return;
      const header = Buffer.concat([query.subarray(0, 2), Buffer.from([0x81, 0x83, 0, 1, 0, 0, 0, 0, 0, 0])]);
      socket.send(Buffer.concat([header, query.subarray(12, end)]), peer.port, peer.address);
    });
    socket.bind(53, address, () => {
      resolve({});
    });
  });
}

async function dial(target: string, probe: (address: string) => Promise<Outcome>): Promise<Outcome> {
  try {
    const address = await addressOf(target);
    const outcome = await probe(address);
    return isIP(target) === 0 ? { ...outcome, address } : outcome;
  } catch (error) {
    if (error instanceof NameFailure) return { reached: false, ...nameFailure(error.slow) };
    throw error;
  }
}

function perform(task: AgentTask): Promise<Outcome> {
  switch (task.op) {
    case 'ping':
      return dial(task.target, (address) => ping(address, task.timeoutMs));
    case 'tcp':
      return dial(task.target, (address) => tcp(address, task.port, task.timeoutMs));
    case 'udp':
      return dial(task.target, (address) => udp(address, task.port, task.timeoutMs));
    case 'resolve':
      return resolveAll(task.target, task.tries, task.timeoutMs);
    case 'listen':
      return (task.protocol === 'tcp' ? listenTcp : listenUdp)(task.name, task.port, task.address);
    case 'settle':
      return settle(task.timeoutMs);
    case 'deny-names':
      return denyNames(task.address);
  }
}

function reply(message: AgentReply): void {
  process.send?.(message);
}

process.on('message', (request: AgentRequest) => {
  perform(request.task).then(
    (outcome) => {
      reply({ id: request.id, outcome });
    },
    (error: unknown) => {
      reply({ id: request.id, error: String(error) });
    },
  );
});
// The one who asked is gone, so nobody would ever end this process.
process.on('disconnect', () => process.exit(0));
