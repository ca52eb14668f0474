import {
  describe as describeFinding,
  explainVerdict,
  exposures,
  type Finding,
  type Flow,
  flowsBetween,
  originText,
  type Port,
  ruleOf,
  type ServiceFlow,
  serviceFlowText,
  type Severity,
} from '../core';
import { clustersIn, findingsIn, type Subject, topologyOf } from './subject';

/** What a matcher gives jest. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** What jest tells a matcher. */
export interface MatcherContext {
  /** Whether `.not` was written. */
  readonly isNot?: boolean;
}

/** Who is to be reached by nobody from there. */
export interface Isolation {
  readonly from: Flow['from'];
  readonly to: Flow['to'];
}

/** A port that other machines reach. */
export interface ExpectedExposure {
  readonly container: string;
  /** @default - any port of it */
  readonly port?: Port;
}

/** What a finding has to be like. */
export interface ExpectedFinding {
  readonly rule: string;
  /** A path that the finding's path is, or is below. @default - anywhere */
  readonly path?: string;
  /** @default - any */
  readonly severity?: Severity;
}

/** `expect(subject).toReach({ from, to, port })`: the flow arrives. A verdict that is unknown fails, with `.not` too. */
export function toReach(this: MatcherContext, received: Subject, flow: Flow): MatcherResult {
  const services = serviceFlowsIn(received, flow);
  if (services) {
    const isUnknown = services.some(({ verdict }) => verdict.kind === 'unknown');
    const pass = services.length > 0 && services.every(({ verdict }) => verdict.kind === 'open');
    return serviceResult(flow, services, 'get through', isUnknown ? this.isNot === true : pass);
  }
  const verdict = topologyOf(received).reach(flow);
  const pass = verdict.kind === 'reachable';
  return {
    pass: verdict.kind === 'unknown' ? this.isNot === true : pass,
    message: () =>
      `expected ${flowText(flow)} ${pass ? 'not to arrive' : 'to arrive'}, but it is ${explainVerdict(verdict)}`,
  };
}

/**
 * `expect(subject).toBeIsolatedFrom({ from, to })`: no flow arrives, ping or otherwise. A verdict that is unknown fails, with
 * `.not` too.
 */
export function toBeIsolatedFrom(this: MatcherContext, received: Subject, isolation: Isolation): MatcherResult {
  const services = serviceFlowsIn(received, isolation);
  if (services) {
    const isUnknown = services.some(({ verdict }) => verdict.kind === 'unknown');
    const pass = services.every(({ verdict }) => verdict.kind === 'blocked');
    return serviceResult(isolation, services, 'never get through', isUnknown ? this.isNot === true : pass);
  }
  const verdict = topologyOf(received).reach(isolation);
  const pass = verdict.kind === 'blocked' && verdict.failure !== 'refused' && verdict.failure !== 'reset';
  return {
    pass: verdict.kind === 'unknown' ? this.isNot === true : pass,
    message: () =>
      `expected ${flowText(isolation)} ${pass ? 'to arrive' : 'never to arrive'}, but it is ${explainVerdict(verdict)}`,
  };
}

/** `expect(subject).toExpose({ container, port })`: other machines reach it. */
export function toExpose(received: Subject, expected: ExpectedExposure): MatcherResult {
  const all = exposures(topologyOf(received)).filter(({ to }) => to === 'other machines');
  const { container, port } = expected;
  const pass = all.some(
    (one) => one.container === container && (port === undefined || one.port === undefined || one.port.equals(port)),
  );
  const listed = all.map((one) => `  ${one.container} ${one.port?.toString() ?? 'any port'} (${one.because})`);
  return {
    pass,
    message: () =>
      [
        `expected ${container} ${port?.toString() ?? ''} ${pass ? 'not to be' : 'to be'} reached by other machines; these are:`,
        ...(listed.length > 0 ? listed : ['  none']),
      ].join('\n'),
  };
}

/** `expect(subject).toHaveFinding('host-port-taken')`, or with `{ rule, path, severity }`. */
export function toHaveFinding(received: Subject, expected: string | ExpectedFinding): MatcherResult {
  const wanted: ExpectedFinding = typeof expected === 'string' ? { rule: expected } : expected;
  ruleOf(wanted.rule); // a misspelt rule would make every negation pass
  const findings = findingsIn(received);
  const pass = findings.some((finding) => fits(finding, wanted));
  return {
    pass,
    message: () =>
      [
        `expected ${pass ? 'no' : 'a'} finding ${wanted.rule}${wanted.path === undefined ? '' : ` at ${wanted.path}`}; there ${findings.length === 0 ? 'is none at all' : 'are'}`,
        ...findings.map(describeFinding),
      ].join('\n'),
  };
}

function fits(finding: Finding, { rule, path, severity }: ExpectedFinding): boolean {
  const under = path === undefined || finding.at.path === path || finding.at.path.startsWith(`${path}/`);
  return finding.rule === rule && under && (severity === undefined || finding.severity === severity);
}

/** Flows between services, when the subject has some in place of containers. */
function serviceFlowsIn(subject: Subject, { from, to, port }: Flow): readonly ServiceFlow[] | undefined {
  const clusters = clustersIn(subject);
  if (!clusters || typeof from !== 'string' || typeof to !== 'string') return undefined;
  return flowsBetween(clusters, from, to, port);
}

function serviceResult(flow: Flow, services: readonly ServiceFlow[], verb: string, pass: boolean): MatcherResult {
  return {
    pass,
    message: () =>
      [
        `expected ${originText(flow.from)} ${pass ? 'not to' : 'to'} ${verb} to ${targetText(flow.to)}; there ${services.length === 0 ? 'is no such port' : 'is'}`,
        ...services.map(serviceFlowText),
      ].join('\n'),
  };
}

function flowText({ from, to, port }: Flow): string {
  return `${port ? port.toString() : 'a ping'} from ${originText(from)} to ${targetText(to)}`;
}

function targetText(to: Flow['to']): string {
  if (typeof to === 'string') return to;
  if ('name' in to) return to.name;
  if ('address' in to) return to.address;
  if ('gatewayOf' in to) return `the gateway of ${to.gatewayOf}`;
  return 'container' in to ? `${to.container} on ${to.on}` : originText(to);
}
