import type * as Resources from './local-resources';

/** What makes the containers of a local run, loaded on first use: most apps run no ECS task. */
export function localResources(): typeof Resources {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it loads the model of the ECS agent
  return require('./local-resources') as typeof Resources;
}
