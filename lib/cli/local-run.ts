import { type LocalPlan, type PlannedContainer } from '../core/local/local-plan';
import { type Address, addressesOf, type Inspected } from '../local/addresses';
import { engineRequests } from '../local/engine-requests';
import { table } from '../report/table';
import { printable } from '../report/style';
import { type Context } from './context';
import { DaemonError } from './daemon-error';
import { type DockerEndpoint } from './docker-endpoint';
import { EngineSession, pause } from './engine-session';

export { endpointOf } from './docker-endpoint';

/** The interval at which running tasks are polled. */
const WATCH_MS = 500;

/** The time that a program without a stopTimeout has to end, in seconds. */
const GRACE = 5;

/** The number of last lines of a container's output that are shown when it ends. */
const LAST_LINES = 10;

/** The reason why a run does not start, or ends, in words. */
class RunFailure extends Error {}

/** A run on an engine, and the environment of the command. */
interface Run {
  readonly session: EngineSession;
  readonly plan: LocalPlan;
  readonly context: Pick<Context, 'print' | 'complain' | 'columns'>;
  readonly signal: AbortSignal;
}

/**
 * Starts the containers of a plan on an engine in the order of the ECS agent, prints their addresses, and runs until it is
 * interrupted or all tasks have ended. Then, or when a task does not start, everything is removed.
 *
 * @returns 0, or 1 when a task did not start or ended with an error
 * @throws DaemonError when the engine cannot be asked
 */
export async function runOnEngine(
  plan: LocalPlan,
  name: string,
  endpoint: DockerEndpoint,
  context: Run['context'],
  signal: AbortSignal,
): Promise<number> {
  const session = await EngineSession.open(endpoint, name);
  const { containers, networks, volumes } = await session.inventory();
  if (containers.length + networks.length + volumes.length > 0) {
    throw new DaemonError(
      `a run called ${name} is on the engine already: portwright local --down --project ${name} removes it, and --project names another`,
    );
  }
  const run = { session, plan, context, signal };
  try {
    await bringUp(run);
    context.print(await addressText(run));
    return await watch(run);
  } catch (error) {
    if (!(error instanceof RunFailure) && !(error instanceof DaemonError)) throw error;
    context.complain(printable(`portwright: ${error.message}`));
    return 1;
  } finally {
    await session.remove();
    context.complain(`portwright: everything of the run ${name} is removed`);
  }
}

/** Removes what a run left on an engine. */
export async function removeFromEngine(
  name: string,
  endpoint: DockerEndpoint,
  context: Pick<Context, 'complain'>,
): Promise<number> {
  const count = await (await EngineSession.open(endpoint, name)).remove();
  context.complain(
    count > 0
      ? `portwright: everything of the run ${name} is removed`
      : `portwright: there is nothing of a run called ${name}`,
  );
  return 0;
}

async function bringUp({ session, plan, context, signal }: Run): Promise<void> {
  const requests = engineRequests(plan, session.run);
  for (const image of await session.missing(requests.containers.map((one) => one.image))) {
    stopIf(signal);
    context.complain(printable(`portwright: pulling ${image}`));
    await session.pull(image).catch((error: unknown) => {
      throw error instanceof DaemonError ? new RunFailure(`${error.message}; ${otherImage(image, plan)}`) : error;
    });
  }
  await session.prepare(requests);
  for (const request of requests.containers) {
    stopIf(signal);
    await session.create(request);
    for (const wait of request.startsAfter) await awaited(wait, request.name, { session, plan, context, signal });
    await session.start(request.name);
  }
}

function stopIf({ aborted }: AbortSignal): void {
  if (aborted) throw new RunFailure('interrupted');
}

function otherImage(image: string, { containers }: LocalPlan): string {
  const user = containers.find((one) => one.image === image)?.local;
  const other = user?.spec === undefined ? '--pause-image IMAGE' : `--image ${user.settings.name}=IMAGE`;
  return `docker pull fetches it with your credentials, and ${other} runs another in its place`;
}

/** Waits until a container meets the condition under which another one depends on it. */
async function awaited(
  { key, condition }: PlannedContainer['startsAfter'][number],
  waiting: string,
  run: Run,
): Promise<void> {
  const { session, signal } = run;
  for (;;) {
    const state = await session.state(key);
    if (!state) throw new RunFailure(`${key} is gone, and ${waiting} waits for it`);
    const { isRunning, exitCode, health, healthOutput } = state;
    if (condition === 'START') return;
    if (condition === 'HEALTHY') {
      if (health === 'healthy') return;
      const said = healthOutput === '' ? '' : `: its last check printed ${JSON.stringify(healthOutput)}`;
      if (health === 'unhealthy') throw new RunFailure(`${key} is unhealthy, and ${waiting} waits for it${said}`);
      if (!isRunning) throw await ended(`before it was healthy, and ${waiting} waits for that`, key, exitCode, run);
    } else if (!isRunning) {
      if (condition !== 'SUCCESS' || exitCode === 0) return;
      throw await ended(`and ${waiting} waits for its success`, key, exitCode, run);
    }
    await endedMeanwhile(waiting, run);
    if (!(await pause(signal))) throw new RunFailure('interrupted');
  }
}

/** @throws RunFailure when an essential container of the same task has ended while another is waited for */
async function endedMeanwhile(waiting: string, run: Run): Promise<void> {
  const { plan, session } = run;
  const copy = plan.containers.find(({ key }) => key === waiting)?.copy;
  for (const container of plan.containers) {
    if (container.key === waiting) return; // what comes after it is not created yet
    if (container.copy !== copy || container.local.spec?.essential !== true) continue;
    const state = await session.state(container.key);
    if (state?.isRunning === false)
      throw await ended(`while ${waiting} waited to start`, container.key, state.exitCode, run);
  }
}

async function ended(when: string, key: string, exitCode: number, { session }: Run): Promise<RunFailure> {
  return new RunFailure(
    [`${key} ended with exit code ${exitCode} ${when}`, ...(await output(key, session))].join('\n'),
  );
}

async function output(key: string, session: EngineSession): Promise<readonly string[]> {
  return (await session.lastLines(key, LAST_LINES)).map((line) => `  ${key}: ${line}`);
}

/** Stops tasks whose essential containers have ended, until none is left or the command is interrupted. */
async function watch(run: Run): Promise<number> {
  const { plan, context, signal } = run;
  const running = new Set(plan.containers.map(({ copy }) => copy));
  let worst = 0;
  do {
    for (const copy of running) {
      const found = await endOf(copy, run);
      if (!found) continue;
      running.delete(copy);
      for (const line of found.lines) context.complain(printable(line));
      if (found.isFailure) worst = 1;
      await stopTasks(new Set([copy]), run);
    }
  } while (running.size > 0 && (await pause(signal, WATCH_MS)));
  await stopTasks(running, run);
  return worst;
}

/** Stops the containers of tasks in the order of the ECS agent: each after those that were started after it. */
async function stopTasks(copies: ReadonlySet<string>, { plan, session }: Run): Promise<void> {
  let left = plan.containers.filter(({ copy, local }) => copies.has(copy) && local.spec !== undefined);
  while (left.length > 0) {
    const needed = new Set(left.flatMap(({ startsAfter }) => startsAfter.map(({ key }) => key)));
    const [next, later] = [left.filter(({ key }) => !needed.has(key)), left.filter(({ key }) => needed.has(key))];
    const secondsOf = ({ local }: PlannedContainer): number => local.spec?.engineSettings?.stopSeconds ?? GRACE;
    await Promise.all(next.map(async (one) => session.stop(one.key, secondsOf(one))));
    left = next.length > 0 ? later : [];
  }
}

/** How a task ended; undefined while it runs. */
async function endOf(
  copy: string,
  { plan, session }: Run,
): Promise<{ readonly lines: readonly string[]; readonly isFailure: boolean } | undefined> {
  for (const { key, local } of plan.containers.filter((one) => one.copy === copy)) {
    if (local.spec?.essential !== true) continue;
    const state = await session.state(key);
    if (!state) return { lines: [`${copy}: ${key} was removed; the task is ended`], isFailure: true };
    if (state.isRunning) continue;
    const line = `${copy}: the essential container ${local.settings.name} ended with exit code ${state.exitCode}, so the task ends`;
    return { lines: [line, ...(await output(key, session))], isFailure: state.exitCode !== 0 };
  }
  return undefined;
}

async function addressText({ plan, session, context }: Run): Promise<string> {
  const inspected = new Map<string, Inspected>();
  for (const { key } of plan.containers) {
    const answer = await session.inspect(key);
    if (answer) inspected.set(key, answer);
  }
  const addresses = addressesOf(plan, inspected);
  if (addresses.length === 0) return 'no port is mapped\n';
  const head = ['task', 'container', 'listens on', 'from this machine', 'from other tasks', 'in its task'];
  return `${table([head, ...addresses.map(rowOf)], context.columns)}\n`;
}

function rowOf({ task, container, port, here, fromTasks, inTask }: Address): readonly string[] {
  const cell = (places: readonly string[]): string => (places.length > 0 ? places.join(', ') : '-');
  return [task, container, port, cell(here), cell(fromTasks), cell(inTask)].map(printable);
}
