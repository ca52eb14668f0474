import { bytesOf } from '../../engine/definition/docker-reading';

/**
 * Why Linux does not take a name for an interface; undefined where it does.
 *
 * @see https://github.com/torvalds/linux/blob/v6.12/net/core/dev.c (dev_valid_name)
 */
export function interfaceNameFault(name: string): string | undefined {
  if (bytesOf(name) > 15) return 'it is longer than 15 bytes';
  if (name === '.' || name === '..') return 'it is nothing but dots';
  return /[\s/:]/.test(name) ? 'it has a blank, slash or colon' : undefined;
}
