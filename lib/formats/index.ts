export * from './cloudformation';
export * from './compose';
export * from './input';
export * from './reading';
export * from './security-group';
export { isApiInput, readTaskDefinitions, type ApiInput } from './task-definition';
export * from './terraform';
export { InputError, type Position } from './text/input-error';
