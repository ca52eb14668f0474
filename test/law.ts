import fc from 'fast-check';
import { draws } from './thoroughness';

// of a law that does not say how often
fc.configureGlobal({ numRuns: draws(100) });

export default fc;
