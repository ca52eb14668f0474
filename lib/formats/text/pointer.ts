/** The steps of a JSON pointer. */
export function stepsOf(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((step) => (step.includes('~') ? step.replaceAll('~1', '/').replaceAll('~0', '~') : step));
}

/** How a step of a pointer can be written in a text. */
export type Spelling = (step: string) => readonly string[];

/** A text in which every step is written as it is. */
export const AS_WRITTEN: Spelling = (step) => [step];

/** `hostPort` as `HostPort`. */
export function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `hostPort` as `host_port`. */
export function snakeCased(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
