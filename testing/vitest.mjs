import { expect } from 'vitest';
import testing from '../dist/lib/testing/index.js';

expect.extend(testing.portwrightMatchers);
