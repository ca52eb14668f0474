import type * as Forms from './forms';

/** How the answers of the models are printed, loaded with the first of them: it loads the models too. */
export function forms(): typeof Forms {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- who prints what a check found does not wait for it
  return require('./forms') as typeof Forms;
}
