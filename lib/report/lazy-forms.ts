import type * as Forms from './forms';

/** The printed forms of what the models answer, loaded on first use, since they load the models too. */
export function forms(): typeof Forms {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a check prints its findings without it
  return require('./forms') as typeof Forms;
}
