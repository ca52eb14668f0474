export * from './cloudformation/reader';
export * from './compose/reader';
export * from './input';
export * from './reading';
export * from './security-group';
export { isApiInput, readTaskDefinitions, type ApiInput } from './task-definition/reader';
export * from './terraform/reader';
export { InputError, type Position } from './text/input-error';
