import { isKnown, type Knowable } from '../values/unknown';
import { isOpenText, type Program, type Setting } from '../values/program';
import { isOfClient } from './dial';

/** Whether a text of a definition has a number that may be a port which its program listens on. */
export function mentions({ environment, labels, command, healthCheck }: Program, port: number): boolean {
  const number = new RegExp(`(?<!\\d)${port}(?!\\d)`);
  const has = (text: Knowable<string>): boolean => isKnown(text) && number.test(text);
  const mayHave = ({ name, value }: Setting): boolean =>
    isKnown(value) && !isOpenText(value)
      ? number.test(value)
      : isKnown(name) && /port|listen|addr|bind/i.test(name) && !isOfClient(name);
  return (
    environment.items.some(mayHave) ||
    labels.items.some(({ value }) => has(value)) ||
    [...(command?.items ?? []), ...(healthCheck?.items ?? [])].some(has)
  );
}
