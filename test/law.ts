import fc from 'fast-check';
import { draws } from './thoroughness';

// how often a law is drawn that does not say it; on a machine of CI from one seed, so that a change is judged and not a draw
fc.configureGlobal({ numRuns: draws(100), ...(process.env['CI'] === 'true' ? { seed: 2026 } : {}) });

export default fc;
