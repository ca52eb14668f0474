import { isolationsBetween, serviceIsolationText } from '../core/ecs/reach/service-isolation';
import { flowsBetween, isServiceCalled, serviceFlowText } from '../core/ecs/reach/service-reach';
import { type ServiceVerdict } from '../core/ecs/reach/service-verdict';
import { knownPorts } from '../core/engine/answers/dial';
import { exposures } from '../core/engine/answers/exposure';
import {
  explainVerdict,
  type Flow,
  machineNamed,
  type Origin,
  originText,
  type Verdict,
} from '../core/engine/flow/verdict';
import { type Topology } from '../core/engine/topology';
import { describe as describeFinding, ruleOf } from '../core/rules/check';
import { type Finding, isAbout, type Severity } from '../core/values/finding';
import { explainFlow, flowText as intentText } from '../core/intent/flow';
import { askedPath } from '../core/vpc/asked-path';
import { exposurePath, internetExposures, type OutsideOrigin } from '../core/vpc/internet-exposure';
import { type NetworkPath } from '../core/vpc/network-paths';
import { ModelError, quoted } from '../core/values/model-error';
import { type Port } from '../core/values/port';
import { networkPathsText } from '../report/network-path-report';
import { type AwsReading, awsIn, findingsIn, flowsIn, hasDocker, partOf, type Subject, topologyOf } from './subject';

/** What a matcher gives jest. */
export interface MatcherResult {
  /** Whether the expectation holds. */
  readonly pass: boolean;
  /** What to print when it fails. */
  message(): string;
}

/** What jest tells a matcher. */
export interface MatcherContext {
  /** Whether `.not` was written. */
  readonly isNot?: boolean;
}

/** Two ends between which nothing is to arrive. */
export interface Isolation {
  /** Who sends. */
  readonly from: Flow['from'];
  /** Who must not be reached. */
  readonly to: Flow['to'];
}

/** A port that other machines reach. */
export interface ExpectedExposure {
  /** Name of the container. */
  readonly container: string;
  /** @default - any port of it */
  readonly port?: Port;
}

/** What a finding has to be like. */
export interface ExpectedFinding {
  /** Id of the rule. @default - any */
  readonly rule?: string;
  /** A path that the finding is at or below; of one about two places either counts. @default - anywhere */
  readonly path?: string;
  /** @default - any */
  readonly severity?: Severity;
}

/** `expect(subject).toReach({ from, to, port })`: the flow arrives. A verdict that is unknown fails, with `.not` too. */
export function toReach(this: MatcherContext, received: Subject, flow: Flow): MatcherResult {
  const aws = awsIn(received);
  if (aws) {
    const path = pathIn(aws, flow);
    if (path) return pathResult(this, flow, path);
    const flows = flowsBetween(aws.clusters, nameIn(flow.from), nameIn(flow.to), flow.port);
    return serviceResult(this, flow, flows.map(serviceFlowText), flows, 'open');
  }
  const verdict = answerOf(topologyOf(received), flow);
  const pass = verdict.kind === 'reachable';
  return {
    pass: verdict.kind === 'unknown' ? this.isNot === true : pass,
    message: () =>
      `expected ${flowText(flow)} ${pass ? 'not to arrive' : 'to arrive'}, but it is ${explainVerdict(verdict)}`,
  };
}

/**
 * `expect(subject).toBeIsolatedFrom({ from, to })`: no flow arrives, neither a ping nor one to a port that a container publishes,
 * at whatever address it is dialled; between ECS services on no port at all, mapped or not. A verdict that is unknown fails, with `.not` too.
 */
export function toBeIsolatedFrom(this: MatcherContext, received: Subject, isolation: Isolation): MatcherResult {
  const clusters = awsIn(received)?.clusters;
  if (clusters) {
    const isolations = isolationsBetween(clusters, nameIn(isolation.from), nameIn(isolation.to));
    return serviceResult(this, isolation, isolations.map(serviceIsolationText), isolations, 'blocked');
  }
  const verdict = openWayOf(topologyOf(received), isolation);
  const pass = verdict.kind === 'blocked' && verdict.failure !== 'refused' && verdict.failure !== 'reset';
  return {
    pass: verdict.kind === 'unknown' ? this.isNot === true : pass,
    message: () =>
      `expected anything ${wayText(isolation)} ${pass ? 'to arrive' : 'never to arrive'}, but it is ${explainVerdict(verdict)}`,
  };
}

/** `expect(subject).toExpose({ container, port })`: other machines reach it. What is not known fails, with `.not` too. */
export function toExpose(this: MatcherContext, received: Subject, expected: ExpectedExposure): MatcherResult {
  const { container, port } = expected;
  const all = exposures(topologyOf(received)).filter(({ to }) => to !== 'the host itself');
  const meant = all.filter(
    (one) => one.container === container && (port === undefined || one.port === undefined || one.port.equals(port)),
  );
  const sure = meant.some(({ to }) => to === 'other machines');
  const pass = sure || (meant.length > 0 && this.isNot === true);
  const listed = all.map(
    (one) =>
      `  ${one.container} ${one.port?.toString() ?? 'any port'} (${one.to === 'not known' ? 'not known: ' : ''}${one.because})`,
  );
  return {
    pass,
    message: () =>
      [
        `expected other machines ${pass ? 'not to reach' : 'to reach'} ${port?.toString() ?? 'any port'} of ${container}; ${listed.length > 0 ? 'what they reach on this host:' : 'they reach nothing on this host'}`,
        ...listed,
      ].join('\n'),
  };
}

/** A way that is open, or may be: a ping, or a port that the container publishes or is known to listen on; else the ping, blocked. */
function openWayOf(topology: Topology, isolation: Isolation): Verdict {
  const { to } = isolation;
  const ping = answerOf(topology, isolation);
  const name = typeof to === 'string' ? to : 'container' in to ? to.container : undefined;
  const target = name === undefined ? undefined : topology.nodes.get(name);
  if (ping.kind !== 'blocked' || !target) return ping;
  const verdicts = knownPorts(target).map((port) => answerOf(topology, { ...isolation, port }));
  return verdicts.find(({ kind }) => kind === 'reachable') ?? verdicts.find(({ kind }) => kind === 'unknown') ?? ping;
}

/** What a Docker host answers; its ends may be called what the command line calls them. */
function answerOf(topology: Topology, flow: Flow): Verdict {
  const end = <E extends Flow['to']>(name: E): E | Origin =>
    (typeof name === 'string' && !topology.nodes.has(name) && machineNamed(name)) || name;
  return topology.reach({ ...flow, from: end(flow.from), to: end(flow.to) });
}

/** Where an end is no service, it is the network that is asked: databases, load balancers, `internet`, `aws:SERVICE`. */
function pathIn({ clusters, networks }: AwsReading, { from, to, port }: Flow): NetworkPath | undefined {
  const [source, target] = [nameIn(from), nameIn(to)];
  const areServices = [source, target].every((name) => isServiceCalled(clusters, name));
  return areServices ? undefined : askedPath(networks, { from: source, to: target, port });
}

function pathResult({ isNot = false }: MatcherContext, { from, to }: Flow, path: NetworkPath): MatcherResult {
  const { verdict } = path;
  const pass = verdict.kind === 'unknown' ? isNot : verdict.kind === 'reachable';
  return {
    pass,
    message: () =>
      `expected ${originText(from)} ${pass ? 'not ' : ''}to get through to ${targetText(to)}; there is\n${networkPathsText([path])}`,
  };
}

/**
 * `expect(service).toBeExposedTo('internet')`: somebody on the internet reaches it, directly or through a load balancer.
 * The subject is a construct of a stack of CDK or cdktf, or a stack or template for all that is in it. What is not known fails, with
 * `.not` too.
 */
export function toBeExposedTo(
  this: MatcherContext,
  received: Subject,
  origin: OutsideOrigin,
  port?: Port,
): MatcherResult {
  const part = partOf(received);
  const aws = awsIn(received);
  if (!aws) throw noNetwork(received);
  const isMeant = (path: string): boolean =>
    part === undefined || path === part.path || path.startsWith(`${part.path}/`);
  const all = aws.networks.flatMap((network) => internetExposures(network, origin));
  const found = all.filter(({ element, through, ports, protocol }) => {
    const isIt = isMeant(element.at.path) || (through !== undefined && isMeant(through.at.path));
    const isPort = !port || (port.protocol === protocol && ports[0] <= port.number && ports[1] >= port.number);
    return isIt && isPort;
  });
  const open = aws.networks.find((network) => network.open !== undefined)?.open;
  const isSure = found.some(({ verdict }) => verdict.kind !== 'unknown');
  const isUnknown = open !== undefined || (!isSure && found.length > 0);
  const pass = isUnknown ? this.isNot === true : isSure;
  return {
    pass,
    message: () =>
      [
        `expected ${part?.path ?? 'it'} ${pass ? 'not ' : ''}to be exposed to ${origin}${open === undefined ? '' : `, which is not known: ${open.why}`}; there is`,
        ...(found.length === 0
          ? ['  nothing that is reached']
          : [networkPathsText(found.map((one) => exposurePath(one, origin)))]),
      ].join('\n'),
  };
}

/** `expect(subject).toHaveFinding('host-port-taken')`, or with `{ rule, path, severity }`; without a rule any counts. */
export function toHaveFinding(received: Subject, expected: string | ExpectedFinding = {}): MatcherResult {
  const wanted = wantedIn(expected);
  const findings = findingsIn(received);
  const { rule, severity } = wanted;
  const meant = findings.filter(
    (one) => (rule ?? one.rule) === one.rule && (severity ?? one.severity) === one.severity,
  );
  const fitting = meant.filter((one) => wanted.path === undefined || isAbout(one, wanted.path));
  const pass = fitting.length > 0;
  return { pass, message: () => findingText(wanted, pass, pass ? fitting : meant, findings.length) };
}

/** @throws ModelError finding-unreadable, rule-unknown: an expectation without a meaning would let every `.not` pass */
function wantedIn(expected: unknown): ExpectedFinding {
  const wanted = typeof expected === 'string' ? { rule: expected } : expected;
  const isRead = typeof wanted === 'object' && wanted !== null && Object.entries(wanted).every(isWanted);
  if (!isRead) {
    throw new ModelError(
      'finding-unreadable',
      `toHaveFinding takes the id of a rule or an object with rule, path and severity, got ${quoted(expected)}`,
      "write a rule such as 'host-port-taken', { severity: 'error' }, or nothing for any finding",
      toHaveFinding,
    );
  }
  const { rule } = wanted as ExpectedFinding;
  if (rule !== undefined) ruleOf(rule);
  return wanted;
}

function isWanted([key, value]: [string, unknown]): boolean {
  if (value === undefined) return true;
  if (key === 'severity') return value === 'error' || value === 'warning';
  return (key === 'rule' || key === 'path') && typeof value === 'string' && value !== '';
}

function findingText(
  { rule, path, severity }: ExpectedFinding,
  pass: boolean,
  shown: readonly Finding[],
  count: number,
): string {
  const what = [severity ?? 'finding', rule, path && `at ${path}`].filter(Boolean).join(' ');
  const others = count - shown.length;
  const more = others === 0 ? '' : `${others} other ${others === 1 ? 'finding' : 'findings'}`;
  const there =
    shown.length > 0
      ? `there ${shown.length === 1 ? 'is' : 'are'}`
      : `there ${more === '' ? 'is none' : `is none, and ${more}`}`;
  return [
    `expected ${pass ? 'no' : severity === 'error' ? 'an' : 'a'} ${what}; ${there}`,
    ...shown.map(describeFinding),
    ...(shown.length > 0 && more !== '' ? [`and ${more}`] : []),
  ].join('\n');
}

/** `expect(subject).toHaveNoBlockedFlow()`: what the programs are told to dial arrives, as far as that is known. */
export function toHaveNoBlockedFlow(received: Subject): MatcherResult {
  const blocked = flowsIn(received).filter(({ verdict }) => verdict.kind === 'blocked');
  return {
    pass: blocked.length === 0,
    message: () =>
      blocked.length === 0
        ? 'expected a blocked flow, but all that the programs are told to dial arrives'
        : [
            'expected no blocked flow, but there is',
            ...blocked.map((flow) => `  ${intentText(flow)}: ${explainFlow(flow.verdict)}`),
          ].join('\n'),
  };
}

/** Why there is no answer about the internet, and what to write instead. */
function noNetwork(received: Subject): ModelError {
  const isDocker = hasDocker(received);
  return new ModelError(
    'no-network',
    isDocker
      ? 'the internet reaches a Docker host through the ports that it publishes, and those are asked for by container'
      : 'the value is no stack of CDK or cdktf, nothing in one, and no template',
    isDocker
      ? "write toExpose({ container: 'web' }), with port for one of its ports"
      : 'pass a stack, a construct of a stack, or a template',
    toBeExposedTo,
  );
}

/** What a person calls a service; nothing else can be asked about between services. */
function nameIn(end: Flow['from'] | Flow['to']): string {
  if (typeof end === 'string') return end;
  throw new ModelError(
    'service-unknown',
    `between ECS services from and to are names, got ${quoted(end)}`,
    'use the construct path of a service, the end of it, or its name',
  );
}

/** All verdicts are to be of one kind. An unknown one fails either way, and so does a port that no service maps. */
function serviceResult(
  { isNot = false }: MatcherContext,
  { from, to, port }: Flow,
  texts: readonly string[],
  asked: readonly { readonly verdict: ServiceVerdict }[],
  expected: 'open' | 'blocked',
): MatcherResult {
  const isUnknown = asked.length === 0 || asked.some(({ verdict }) => verdict.kind === 'unknown');
  const pass = isUnknown ? isNot : asked.every(({ verdict }) => verdict.kind === expected);
  const verb = expected === 'open' ? 'get through' : 'never get through';
  const there =
    texts.length > 0 ? 'there is' : `${targetText(to)} maps no ${port?.toString() ?? 'port'}, so nothing is known`;
  return {
    pass,
    message: () =>
      [`expected ${originText(from)} ${pass ? 'not ' : ''}to ${verb} to ${targetText(to)}; ${there}`, ...texts].join(
        '\n',
      ),
  };
}

function flowText({ from, to, port }: Flow): string {
  return `${port ? port.toString() : 'a ping'} ${wayText({ from, to })}`;
}

function wayText({ from, to }: Isolation): string {
  return `from ${originText(from)} to ${targetText(to)}`;
}

function targetText(to: Flow['to']): string {
  if (typeof to === 'string') return to;
  if ('name' in to) return to.name;
  if ('address' in to) return to.address;
  if ('gatewayOf' in to) return `the gateway of ${to.gatewayOf}`;
  if ('directly' in to) return to.directly;
  if ('publishedBy' in to) return `what ${to.publishedBy} publishes`;
  return 'container' in to ? `${to.container} on ${to.on}` : originText(to);
}
