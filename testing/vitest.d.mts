import type { PortwrightMatchers } from '../dist/lib/testing/index.js';

declare module 'vitest' {
  interface Matchers<T = any> extends PortwrightMatchers<void> {}
}
