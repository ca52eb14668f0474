import type { PortwrightMatchers } from '../dist/lib/testing';

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends PortwrightMatchers<R> {}
}
