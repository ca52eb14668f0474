/**
 * Matchers for jest, and for every runner that takes jest's form.
 *
 * @packageDocumentation
 */

import { toBeExposedTo, toBeIsolatedFrom, toExpose, toHaveFinding, toHaveNoBlockedFlow, toReach } from './matchers';
import type { ExpectedExposure, ExpectedFinding, Isolation } from './matchers';
import type { Port } from '../core/values/port';
import type { OutsideOrigin } from '../core/vpc/internet-exposure';
import type { Flow } from '../core/engine/flow/verdict';
import { registerGlobally } from './register';

export { toBeExposedTo, toBeIsolatedFrom, toExpose, toHaveFinding, toHaveNoBlockedFlow, toReach } from './matchers';
export type { ExpectedExposure, ExpectedFinding, Isolation, MatcherContext, MatcherResult } from './matchers';
export type { Subject } from './subject';

/**
 * Matchers for jest, and for every runner that takes jest's form. Where `expect` is global, the import is all that it takes;
 * elsewhere `expect.extend(portwrightMatchers)`.
 *
 * The subject is a stack of CDK or cdktf, a DockerEngine, a topology, a CloudFormation template, or Terraform JSON.
 */
export const portwrightMatchers = {
  toReach,
  toBeExposedTo,
  toBeIsolatedFrom,
  toExpose,
  toHaveFinding,
  toHaveNoBlockedFlow,
};

registerGlobally(portwrightMatchers);

/** The matchers as a test sees them. */
export interface PortwrightMatchers<R> {
  /** The flow arrives; the failure prints its trace. */
  toReach(flow: Flow): R;
  /** Somebody on the internet reaches it, directly or through a load balancer. */
  toBeExposedTo(origin: OutsideOrigin, port?: Port): R;
  /** Nothing from there arrives. */
  toBeIsolatedFrom(isolation: Isolation): R;
  /** Other machines reach the container, or one port of it. */
  toExpose(exposure: ExpectedExposure): R;
  /** What the programs are told to dial arrives, as far as that is known. */
  toHaveNoBlockedFlow(): R;
  /** The rule is broken, somewhere or at a path; without arguments: anything is found. */
  toHaveFinding(finding?: string | ExpectedFinding): R;
}

declare global {
  // jest's own types are open for this; without them the declaration does nothing
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type
    interface Matchers<R, T> extends PortwrightMatchers<R> {}
  }
}
