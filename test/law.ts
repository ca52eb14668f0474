import fc from 'fast-check';
import { draws } from './thoroughness';

const seed = process.env['PORTWRIGHT_SEED'] ?? (process.env['CI'] === 'true' ? '2026' : undefined);

// how often a law is drawn that does not say it; on a machine of CI from one seed, so that a change is judged and not a draw
fc.configureGlobal({ numRuns: draws(100), ...(seed === undefined ? {} : { seed: Number(seed) }) });

export default fc;
